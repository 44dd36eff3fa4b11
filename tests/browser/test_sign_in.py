"""Signing in as a person does it: by keyboard, without JavaScript, and again after the session has ended."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.factories import PASSWORD, MembershipFactory


def _sign_in(page, person):
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_person_signs_in_and_out(open_page, administrator, java_script_enabled):
    page = open_page(None, "/york/people/", java_script_enabled=java_script_enabled)
    _sign_in(page, administrator)
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()


def test_signing_in_takes_only_the_keyboard(open_page, administrator):
    page = open_page(None, "/york/people/")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "login":
            break
    page.keyboard.type(administrator.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()


def test_a_wrong_password_is_said_at_the_top_and_the_address_stays(open_page, editor, sweep_page):
    page = open_page(None, "/accounts/login/")
    page.get_by_label("E-mail address").fill(editor.email)
    page.get_by_label("Password", exact=True).fill("not the right one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value(editor.email)
    sweep_page(page)


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_long_form_survives_an_expired_session(open_page, administrator, java_script_enabled):
    page = open_page(None, "/york/people/add/", java_script_enabled=java_script_enabled)
    _sign_in(page, administrator)
    page.get_by_label("E-mail address").fill("jo.march@example.gov.uk")
    page.get_by_label("Full name").fill("Jo March")
    Session.objects.all().delete()
    page.get_by_role("button", name="Add this person").click()
    _sign_in(page, administrator)
    expect(page.get_by_role("heading", name="Your text is still here")).to_be_visible()
    expect(page.get_by_label("Full name")).to_have_value("Jo March")
    page.get_by_label("Editor").check()
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_text(re.compile("We have written to jo.march@example.gov.uk"))).to_be_visible()


def test_an_administrator_adds_and_ends_a_role_without_javascript(without_javascript, york):
    page = without_javascript("administrator", "/york/people/")
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("E-mail address").fill("jo.march@example.gov.uk")
    page.get_by_label("Full name").fill("Jo March")
    page.get_by_label("Reader").check()
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_role("heading", name="2 people")).to_be_visible()
    page.get_by_role("link", name="Change jo.march@example.gov.uk").click()
    page.get_by_role("button", name="End the role").click()
    expect(page.get_by_role("heading", name="1 person")).to_be_visible()


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/help/"])
def test_the_pages_for_strangers_pass_every_check(open_page, db, sweep_page, path):
    sweep_page(open_page(None, path))


def test_a_form_that_was_left_is_still_filled_after_going_back(page_as, york):
    page = page_as("administrator", "/york/people/add/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Full name").fill("Jo March")
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Full name")).to_have_value("Jo March")


def test_a_form_that_was_refused_is_still_filled_after_going_back(page_as, york):
    page = page_as("administrator", "/york/people/add/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Full name").fill("Jo March")
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Full name")).to_have_value("Jo March")
    page.go_back()
    expect(page.get_by_label("Full name")).to_have_value("Jo March")


def test_going_back_after_signing_out_shows_nothing_of_the_council(page_as, york):
    page = page_as("administrator", "/york/people/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    assert "Addy" not in page.content()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_somebody_who_is_invited_joins(open_page, york, outsider, java_script_enabled):
    MembershipFactory(authority=york, user=outsider, joined_on=None)
    page = open_page(outsider, "/", java_script_enabled=java_script_enabled)
    expect(page.get_by_role("heading", name="You are invited")).to_be_visible()
    page.get_by_role("button", name="Join City of York Council", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("City of York Council")


def test_somebody_who_is_invited_may_say_no_and_the_page_passes_every_check(open_page, york, outsider, sweep_page):
    MembershipFactory(authority=york, user=outsider, joined_on=None)
    page = open_page(outsider, "/")
    sweep_page(page)
    page.get_by_role("button", name="Do not join City of York Council").click()
    page.goto("/york/")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
