"""Every form there is survives an expired session and nonsense.

What was typed is in it again after signing in, and what nobody would type is refused without falling over.
"""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse

from tests.addresses import build_site
from tests.factories import PASSWORD
from tests.test_table import ROLES, rows

BY_ROLE = {role: place for place, role in enumerate(ROLES)}
#: Every address that answers a post with a form to mend, or with a preview, and a role that may post to it.
FORMS = sorted(
    {
        (name, next(role for role in ("lead", "administrator") if row[BY_ROLE[role]] in (200, 422)))
        for method, name, _, row in (each.values for each in rows())
        if method == "POST" and {200, 422} & set(row)
    }
)
#: What a hand that means harm types into every box at once.
NONSENSE = ("9" * 30, "-" + "9" * 30, "9" * 5000, "0001-01-01", "9999-12-31", "\x00", "٣", "a\r\nb: c")


def _sign_in(browser, person):
    browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" in browser.session


@pytest.mark.parametrize(("name", "role"), FORMS)
def test_every_form_is_filled_again_after_the_session_ended(name, role, york, action_owner, client, request):
    person = request.getfixturevalue(role)
    address = build_site(york, action_owner).address(name)
    _sign_in(client, person)
    Session.objects.all().delete()
    assert client.post(address, {"typed": "but not saved"}).url == f"{reverse('account_login')}?next={address}"
    _sign_in(client, person)
    shown = client.get(address)
    assert shown.status_code == 200
    assert "Your text is still here" in shown.content.decode()


def test_there_are_many_forms():
    assert len(FORMS) > 10


def _names(page):
    """The names of everything a page's forms send."""
    return set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', page.content.decode()))


@pytest.mark.parametrize(("name", "role"), FORMS)
def test_no_form_falls_over_nonsense(name, role, york, action_owner, client_of, request):
    browser = client_of(request.getfixturevalue(role))
    site = build_site(york, action_owner)
    address = site.address(name)
    ticked = f"?item={site.item.pk}" if name == "action-change-many" else ""
    names = _names(browser.get(address + ticked))
    assert len(names) > 1
    for text in NONSENSE:
        with transaction.atomic():
            answer = browser.post(address, dict.fromkeys(names, text))
            transaction.set_rollback(True)
        assert answer.status_code in (200, 302, 409, 422), text
