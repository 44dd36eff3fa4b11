"""The frame of every page and the pages shown when something is wrong."""

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "403_csrf.html", "404.html", "413.html", "429.html", "500.html"]
)
def test_every_error_page_can_be_shown_when_nothing_else_works(name):
    html = get_template(name).render()
    assert "<h1" in html
    assert "build/app.css" in html
    assert "Improvement plans</title>" in html


@pytest.fixture
def signed_out_page():
    """A page for somebody who has not signed in."""
    request = RequestFactory().get("/")
    return render_to_string("base.html", {"user": None, "navigation": [], "request": request})


def test_a_page_offers_a_way_past_its_navigation_and_says_its_language(signed_out_page):
    assert '<html lang="en-GB"' in signed_out_page
    assert 'href="#main-content" class="govuk-skip-link"' in signed_out_page
    assert 'id="main-content"' in signed_out_page


def test_a_page_loads_only_files_of_our_own(signed_out_page):
    for address in ("https://", "http://", "//"):
        assert f'src="{address}' not in signed_out_page
        assert f'href="{address}' not in signed_out_page


def test_htmx_is_told_to_obey_the_security_policy(signed_out_page):
    for setting in ('"includeIndicatorStyles": false', '"allowEval": false', '"allowScriptTags": false'):
        assert setting in signed_out_page
    assert '{"code": "422", "swap": true}' in signed_out_page


def test_nobody_signed_in_sees_no_user_menu(signed_out_page):
    assert "Sign out" not in signed_out_page


def test_signing_out_is_a_button_and_not_a_link(rf):
    class Person:
        is_authenticated, name, email = True, "Lee Sample", "lee@example.org"

    class Council:
        name, title, slug = "York", "City of York Council", "york"

    sections = [("Home", "/york/", True), ("Inspections", "/york/inspections/", False)]
    given = {"user": Person(), "authority": Council(), "navigation": sections, "text_restored": True}
    html = render_to_string("base.html", {**given, "request": rf.get("/")})
    assert 'method="post" action="/accounts/logout/"' in html
    assert "City of York Council</a>" in html
    assert html.count('aria-current="true"') == 1
    assert "You were signed out before it was saved" in html


def test_the_security_policy_allows_nothing_but_ourselves():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert {source for sources in directives.values() for source in sources} == {"'self'", "'none'"}
