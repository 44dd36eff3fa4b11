"""What may be kept of a page: nothing on the way, and in the browser only until signing out."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("address", ["/york/", "/york/people/", "/nowhere/"])
def test_a_page_for_somebody_signed_in_is_theirs_alone(client_of, administrator, address):
    answer = client_of(administrator).get(address)
    assert answer["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "HX-Request"} <= set(answer["Vary"].split(", "))


@pytest.mark.django_db
def test_a_public_page_is_kept_apart_from_its_parts(client):
    answer = client.get("/help/")
    assert "HX-Request" in answer["Vary"]
    assert "Cache-Control" not in answer


def test_the_sign_in_page_is_never_kept(client, editor):
    assert "no-store" in client.get(reverse("account_login"))["Cache-Control"]


def test_signing_out_empties_what_the_browser_kept(client_of, editor):
    browser = client_of(editor)
    assert "Clear-Site-Data" not in browser.get("/york/")
    assert browser.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache"'
