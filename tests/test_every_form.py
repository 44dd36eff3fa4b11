"""Every form there is survives an expired session: what was typed is in it again after signing in."""

import pytest
from django.contrib.sessions.models import Session
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
