"""Every page there is, as those see it who may change things and those who may not."""

import pytest
from playwright.sync_api import expect

from tests.addresses import build_site
from tests.test_table import ROLES, rows

# Not pages: a file, and fragments of pages.
NO_PAGE = {
    "acknowledgement-file",
    "action-row",
    "annex-file",
    "evidence-file",
    "judgement-rows",
    "plan-calendar",
    "plan-certificate",
    "plan-compare-file",
    "progress-proposal",
    "readings-template",
    "version-file",
}
# Forms that may be sent empty, and one that is there only once actions are ticked.
NOTHING_REQUIRED = {"action-change-many", "response-edit", "findings-edit", "council-settings"}
# Other states a page can be in.
MORE = {"plan-draft-area": ["?deleted=1"], "action-list": ["?q=audit", "?q=nothing+has+these+words"]}


def _answered(role, method, status):
    """The addresses that answer this role so: the name, and whether it is of the owner's action."""
    place = ROLES.index(role)
    found = [each.values for each in rows()]
    return [
        (name, own) for kind, name, own, row in found if (kind, row[place]) == (method, status) and name not in NO_PAGE
    ]


@pytest.fixture
def site(york, action_owner):
    return build_site(york, action_owner)


@pytest.mark.parametrize("role", ["administrator", "action_owner", "member"])
def test_every_page_passes_axe_fits_a_phone_and_keeps_the_console_silent(role, site, page_as, problems_of):
    page = page_as(role)
    problems = {}
    for name, own in [
        *_answered(role, "GET", 200),
        ("account_change_password", False),
        ("account_reauthenticate", False),
    ]:
        for query in ["", *MORE.get(name, [])]:
            answer = page.goto(site.address(name, own) + query)
            problems[name + query] = [str(answer.status)] if answer.status != 200 else problems_of(page)
    assert len(problems) > 8
    assert _as_lines(problems) == ""


def test_every_error_link_lands_on_a_control_that_takes_the_focus(site, page_as, problems_of):
    page = page_as("lead")
    problems = {}
    for name in {name for name, _ in _answered("lead", "POST", 422)} - NOTHING_REQUIRED:
        page.goto(site.address(name))
        _send_empty(page)
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        problems[name] = [*_links_that_miss(page), *problems_of(page)]
    assert len(problems) > 8
    assert _as_lines(problems) == ""


def _as_lines(problems):
    return "\n".join(f"{name}: {each}" for name, found in problems.items() for each in found)


def _send_empty(page):
    """Empties every box of the page's form and sends it."""
    form = page.locator("main form[method=post]").first
    form.evaluate(
        """form => {
            form.querySelectorAll("input[type=text], input[type=email], textarea").forEach((each) => (each.value = ""));
            form.querySelectorAll("input[type=radio], input[type=checkbox]").forEach((each) => (each.checked = false));
        }"""
    )
    form.locator("button[type=submit]").last.click()


def _links_that_miss(page):
    """Each link of the error summary whose control does not have the focus after it was followed."""
    for link in page.locator(".govuk-error-summary__list a").all():
        target = link.get_attribute("href").removeprefix("#")
        link.click()
        focused = page.evaluate("document.activeElement.id")
        if focused != target:
            yield f"{link.inner_text()} leads to {target}, focus is on {focused or 'nothing'}"
