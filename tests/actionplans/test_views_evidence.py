"""Evidence and sign-off on pages: what people see, what is refused, and how files are served."""

import logging
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actionplans.models import DeliveryRating, Evidence, SignOff
from ilacs.design.today import as_if_on
from tests.actionplans.test_uploads import PDF
from tests.factories import (
    AUDIT,
    ActionItemFactory,
    EvidenceFactory,
    FileEvidenceFactory,
    NamedPersonFactory,
    PlanFactory,
    ProgressUpdateFactory,
    closed,
    embargoed,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 7, 6)
TYPED = {
    "dated_on_day": "1",
    "dated_on_month": "7",
    "dated_on_year": "2022",
    "shows": "18 of 20 are good.",
    "kind": "audit",
    "stance": "supports",
    "entry": "6fa459ea-ee8a-4ca4-894e-db77e160355e",
}


@pytest.fixture(autouse=True)
def _on_a_day(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    with as_if_on(DAY):
        yield


@pytest.fixture
def plan(york):
    return york_plan(york)


@pytest.fixture
def item(plan):
    return plan.items.get(reference="1.1")


@pytest.fixture
def finished(item, action_owner):
    """The action, reported complete by its owner with a file that shows it."""
    item.lead_person, item.delivery_rating = action_owner, DeliveryRating.COMPLETE
    item.save()
    ProgressUpdateFactory(item=item, made_by=action_owner, delivery_rating="complete", what_changed="All trained.")
    FileEvidenceFactory(item=item, added_by=action_owner)
    return item


def at(name, item, *more):
    return reverse(name, args=["york", item.plan_id, item.pk, *more])


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def add(client, item, **typed):
    return client.post(at("evidence-add", item), {**TYPED, **typed})


# Adding


def test_a_link_is_added_and_stands_on_the_page_of_the_action(item, editor, member, client_of):
    answer = add(client_of(editor), item, link="www.example.gov.uk/audit")
    assert answer.url == f"{item.get_absolute_url()}#evidence"
    assert Evidence.objects.get().link == "https://www.example.gov.uk/audit"
    shown = page(client_of(member), item.get_absolute_url())
    assert "Evidence: 1 piece" in shown
    assert 'href="https://www.example.gov.uk/audit" rel="noreferrer noopener external"' in shown
    assert "18 of 20 are good." in shown
    key = Evidence.objects.get().pk
    for address in (at("evidence-add", item), at("evidence-edit", item, key), at("evidence-archive", item, key)):
        assert address not in shown
        assert address in page(client_of(editor), item.get_absolute_url())


def test_a_file_is_added_under_its_cleaned_name_whatever_the_browser_says(item, editor, client_of):
    file = SimpleUploadedFile("../../a\u202eb\u2028X-Evil: 1.html", AUDIT, "text/html")
    assert add(client_of(editor), item, attachment=file).status_code == 302
    piece = Evidence.objects.get()
    assert (piece.file_name, piece.content_type, piece.read()) == ("abX-Evil- 1.txt", "text/plain", AUDIT)
    served = client_of(editor).get(piece.get_absolute_url())
    assert served["Content-Disposition"] == 'attachment; filename="abX-Evil- 1.txt"'
    assert "X-Evil" not in served


def test_the_action_owner_adds_to_their_own_action_only(item, action_owner, client_of):
    assert add(client_of(action_owner), item, link="https://example.gov.uk").status_code == 403
    item.lead_person = action_owner
    item.save()
    assert add(client_of(action_owner), item, link="https://example.gov.uk").status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose a file, or enter an address"),
        ({"link": "https://example.gov.uk", "attachment": PDF}, "Enter an address or choose a file, not both"),
        ({"link": "javascript:alert(1)"}, "Enter the whole address, beginning with https:// or http://"),
        ({"link": "data:text/html;base64,PHNjcmlwdD4="}, "Enter the whole address"),
        ({"link": "vbscript:x"}, "Enter the whole address"),
        ({"link": "ftp://example.gov.uk"}, "Enter the whole address"),
        ({"link": "https://lee:secret@example.gov.uk"}, "without a name or a password in it"),
        ({"link": "https://example.gov.uk", "shows": ""}, "Enter what it shows"),
        ({"link": "https://example.gov.uk", "kind": ""}, "Choose what kind it is"),
        ({"link": "https://example.gov.uk", "kind": "rumour"}, "Choose what kind it is"),
        ({"link": "https://example.gov.uk", "stance": ""}, "Choose which way it points"),
        ({"link": "https://example.gov.uk", "dated_on_day": "7"}, "must be today or in the past"),
        ({"link": "https://example.gov.uk", "dated_on_day": ""}, "must include a day"),
        ({"attachment": b"<svg onload='alert(1)'/>"}, "Choose a PDF, a picture (PNG or JPEG), a document"),
        ({"attachment": b"MZ" + bytes(90)}, "Choose a PDF, a picture"),
        ({"attachment": b""}, "The file is empty"),
        ({"attachment": PDF, "shows": ""}, "Choose the file again. It was not kept because of the other mistake"),
        ({"link": "https://example.gov.uk", "shows": "NHS number 943 476 5919"}, "I have checked: nobody can be"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(item, editor, client_of, typed, words):
    if "attachment" in typed:
        typed = {**typed, "attachment": SimpleUploadedFile("audit.pdf", typed["attachment"], "application/pdf")}
    answer = add(client_of(editor), item, **typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert typed.get("shows", "18 of 20 are good.") in shown
    assert typed.get("link", "") in shown
    assert not Evidence.objects.exists()


def test_a_file_above_the_limit_is_refused_with_what_else_to_do(item, editor, client_of):
    large = SimpleUploadedFile("large.txt", b"a line of text\n" * 360_000)
    assert large.size > 5 * 2**20
    answer = add(client_of(editor), item, attachment=large)
    assert "The file is larger than 5 MB. Choose a smaller one, or add a link to it" in answer.content.decode()


def test_a_form_sent_twice_adds_one_piece(item, editor, client_of):
    for _ in range(2):
        assert add(client_of(editor), item, link="https://example.gov.uk").status_code == 302
    assert Evidence.objects.count() == 1
    other = ActionItemFactory(response=item.response)
    answer = add(client_of(editor), other, attachment=SimpleUploadedFile("a.txt", AUDIT))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "This form was sent before, for another action" in shown
    assert "Choose the file again" in shown


def test_the_same_form_with_another_address_asks_and_then_adds_another(item, editor, client_of):
    browser = client_of(editor)
    add(browser, item, link="https://example.gov.uk/june")
    answer = add(browser, item, link="https://example.gov.uk/july")
    assert (answer.status_code, Evidence.objects.count()) == (422, 1)
    assert "This form was saved before, with other evidence. Save again to add this as another piece" in (
        answer.content.decode()
    )
    form = answer.context["form"]
    assert form["link"].value() == "https://example.gov.uk/july"
    add(browser, item, link="https://example.gov.uk/july", entry=form["entry"].value())
    assert sorted(Evidence.objects.values_list("link", flat=True)) == [
        "https://example.gov.uk/july",
        "https://example.gov.uk/june",
    ]


def test_a_closed_plan_takes_no_evidence(plan, item, lead, editor, client_of):
    closed(sent(plan, by=lead), by=lead)
    answer = add(client_of(editor), item, link="https://example.gov.uk")
    assert (answer.status_code, "nothing in it changes" in answer.content.decode()) == (403, True)
    assert "Add evidence" not in page(client_of(editor), item.get_absolute_url())


def test_a_deleted_action_keeps_its_evidence_in_sight_and_takes_no_more(item, editor, client_of):
    piece = EvidenceFactory(item=item)
    item.delete_by(by=editor)
    shown = page(client_of(editor), item.get_absolute_url())
    assert "Evidence: 1 piece" in shown
    assert "Add evidence" not in shown
    assert "not in the plan any more" in add(client_of(editor), item, link="https://x.uk").content.decode()
    address = at("evidence-archive", item, piece.pk)
    assert "not in the plan any more" in client_of(editor).post(address, {"reason": "x"}).content.decode()


# Changing and taking away


def test_two_people_who_change_the_same_evidence_see_both_texts(item, editor, lead, client_of):
    piece = EvidenceFactory(item=item)
    address = at("evidence-edit", item, piece.pk)
    typed = {**TYPED, "link": piece.link, "revision": "0", "shows": "Mine."}
    assert client_of(lead).post(address, {**typed, "shows": "Theirs."}).status_code == 302
    answer = client_of(editor).post(address, typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Lee Lead saved this evidence on" in shown
    assert "Theirs." in shown
    assert "Mine." in shown
    revision = re.search(r'name="revision" value="(\d+)"', shown)[1]
    assert client_of(editor).post(address, {**typed, "revision": revision}).status_code == 302
    piece.refresh_from_db()
    assert (piece.shows, piece.revision) == ("Mine.", 2)


def test_the_form_of_a_file_asks_for_no_file_and_no_address(item, editor, client_of):
    piece = FileEvidenceFactory(item=item)
    address = at("evidence-edit", item, piece.pk)
    shown = page(client_of(editor), address)
    assert "audit.txt" in shown
    assert 'type="file"' not in shown
    assert 'name="link"' not in shown
    forged = {**TYPED, "revision": "0", "link": "https://evil.example", "attachment": SimpleUploadedFile("b.txt", b"b")}
    assert client_of(editor).post(address, forged).status_code == 302
    piece.refresh_from_db()
    assert (piece.link, piece.file_name, piece.read()) == ("", "audit.txt", AUDIT)


def test_a_link_is_not_emptied(item, editor, client_of):
    piece = EvidenceFactory(item=item)
    answer = client_of(editor).post(at("evidence-edit", item, piece.pk), {**TYPED, "revision": "0", "link": ""})
    assert (answer.status_code, "Enter the address" in answer.content.decode()) == (422, True)


def test_what_was_taken_away_stays_to_be_read_by_those_who_add_evidence_alone(item, editor, member, client_of):
    piece = FileEvidenceFactory(item=item)
    answer = client_of(editor).post(at("evidence-archive", item, piece.pk), {"reason": "Of another action"})
    assert answer.url == f"{item.get_absolute_url()}#evidence"
    shown = page(client_of(editor), item.get_absolute_url())
    assert "No evidence yet" in shown
    assert "1 piece taken away" in shown
    assert "Of another action" in shown
    assert client_of(editor).get(piece.get_absolute_url()).content == AUDIT
    hidden = page(client_of(member), item.get_absolute_url())
    assert "No evidence yet" in hidden
    assert "1 piece taken away" not in hidden
    assert piece.get_absolute_url() not in hidden
    assert client_of(member).get(piece.get_absolute_url()).status_code == 404
    assert client_of(editor).get(at("evidence-edit", item, piece.pk)).status_code == 302
    late = client_of(editor).post(at("evidence-edit", item, piece.pk), {**TYPED, "revision": "0"})
    assert (late.status_code, "has been taken away" in late.content.decode()) == (422, True)
    assert (
        "Enter why it is taken away" in client_of(editor).post(at("evidence-archive", item, piece.pk)).content.decode()
    )


# Opening


def test_a_file_is_served_to_be_saved_and_never_run(item, member, client_of):
    piece = FileEvidenceFactory(item=item)
    served = client_of(member).get(piece.get_absolute_url())
    assert (served.content, served["Content-Type"]) == (AUDIT, "text/plain")
    assert served["Content-Disposition"] == 'attachment; filename="audit.txt"'
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Security-Policy"] == "sandbox"
    assert {part.strip() for part in served["Cache-Control"].split(",")} == {"private", "no-store"}


def test_a_file_of_another_council_plan_or_action_does_not_exist(plan, item, york, outsider, lead, client_of):
    piece = FileEvidenceFactory(item=item)
    address = piece.get_absolute_url()
    assert client_of(outsider).get(address).status_code == 404
    assert client_of(outsider).get(address.replace("/york/", "/elsewhere/", 1)).status_code == 404
    other = PlanFactory(authority=york)
    assert client_of(lead).get(address.replace(f"/plans/{plan.pk}/", f"/plans/{other.pk}/")).status_code == 404
    beside = ActionItemFactory(response=item.response)
    assert client_of(lead).get(at("evidence-file", beside, piece.pk)).status_code == 404
    assert client_of(lead).get(at("evidence-file", item, EvidenceFactory(item=item).pk)).status_code == 404
    assert client_of(lead).get(f"{address}../../../../etc/passwd").status_code == 404


def test_a_stranger_is_asked_to_sign_in(item, client):
    piece = FileEvidenceFactory(item=item)
    assert client.get(piece.get_absolute_url()).url.startswith(reverse("account_login"))


def test_an_embargo_keeps_the_file_from_everybody_who_is_not_named(plan, item, member, lead, client_of):
    piece = FileEvidenceFactory(item=item)
    inspection = embargoed(plan.inspections.get())
    NamedPersonFactory(inspection=inspection, user=lead)
    for address in (piece.get_absolute_url(), reverse("evidence-list", args=["york", plan.pk])):
        assert client_of(member).get(address).status_code == 404
        assert client_of(lead).get(address).status_code == 200
    assert "Plan" not in page(client_of(member), reverse("sign-off-council", args=["york"])).split("</h1>")[1]


@pytest.mark.parametrize("content", [b"changed", AUDIT + b"x", None])
def test_a_file_that_is_not_as_it_was_added_is_not_served_and_the_log_says_which(
    item, member, client_of, caplog, content
):
    piece = FileEvidenceFactory(item=item)
    path = Path(piece.file.path)
    path.unlink() if content is None else path.write_bytes(content)
    with caplog.at_level(logging.ERROR):
        answer = client_of(member).get(piece.get_absolute_url())
    shown = answer.content.decode()
    assert answer.status_code == 500
    assert "not as it was when it was added" in shown
    assert "changed" not in shown.split("</h1>")[1]
    assert "no-store" in answer["Cache-Control"]
    assert f"Evidence {piece.pk}" in caplog.text


# The evidence of a plan


def test_the_list_is_narrowed_by_kind_and_direction_and_shows_what_was_taken_away_when_asked(
    plan, item, editor, member, client_of
):
    EvidenceFactory(item=item, kind="audit", shows="First piece.")
    EvidenceFactory(item=plan.items.get(reference="2.1"), kind="data", stance="contradicts", shows="Second piece.")
    gone = EvidenceFactory(item=item, kind="voice", shows="Third piece.")
    gone.archive(by=editor, reason="A mistake")
    deleted = plan.items.get(reference="3.1")
    EvidenceFactory(item=deleted, shows="Fourth piece.")
    deleted.delete_by(by=editor)
    address = reverse("evidence-list", args=["york", plan.pk])

    def found(query, by=member):
        return re.findall(r"(\w+) piece\.", page(client_of(by), f"{address}?{query}"))

    assert found("") == ["First", "Second"]
    assert found("kind=audit&kind=voice") == ["First"]
    assert found("stance=contradicts") == ["Second"]
    assert found("taken_away=on", by=editor) == ["Third", "First", "Second"]
    assert found("taken_away=on") == ["First", "Second"]
    assert found("kind=rumour&stance=x") == ["First", "Second"]
    assert "No evidence matches" in page(client_of(member), f"{address}?kind=document")
    Evidence.objects.all().delete()
    assert "This plan has no evidence yet" in page(client_of(member), address)


# Sign-off


def decide(client, item, **typed):
    address = at("sign-off-decide", item, item.updates.standing().first().pk)
    shown = page(client, address)
    seen = re.search(r'name="seen" value="(\w+)"', shown)[1]
    return client.post(address, {"seen": seen, "note": "", **typed})


def test_the_queue_shows_what_was_said_and_all_its_evidence(finished, lead, member, client_of):
    EvidenceFactory(item=finished, stance="contradicts", shows="Parents still wait.")
    EvidenceFactory(item=finished, shows="An older audit.").archive(by=lead, reason="Too old")
    for address in (
        reverse("sign-off-list", args=["york", finished.plan_id]),
        reverse("sign-off-council", args=["york"]),
        at("sign-off-decide", finished, finished.updates.get().pk),
    ):
        shown = page(client_of(lead), address)
        for words in ("All trained.", "Ash Owner", "Parents still wait.", "Too old", "audit.txt"):
            assert words in shown
        assert shown.index("Parents still wait.") < shown.index("audit.txt")
    shown = page(client_of(member), reverse("sign-off-list", args=["york", finished.plan_id]))
    assert "1 report waits" in shown
    assert "Sign off or return" not in shown
    assert "awaiting sign-off" in page(client_of(member), finished.get_absolute_url())


def test_a_second_person_signs_off_and_the_queue_is_empty(finished, lead, client_of):
    assert "1 report awaits sign-off" in page(client_of(lead), reverse("council-home", args=["york"]))
    answer = decide(client_of(lead), finished, outcome="accepted")
    assert answer.url == reverse("sign-off-list", args=["york", finished.plan_id])
    finished.refresh_from_db()
    assert finished.delivery_rating == "evidenced"
    assert "No report waits for sign-off" in page(client_of(lead), answer.url)
    again = client_of(lead).get(at("sign-off-decide", finished, finished.updates.get().pk))
    assert again.url == answer.url
    assert "awaits sign-off" not in page(client_of(lead), reverse("council-home", args=["york"]))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose whether you sign it off or return it"),
        ({"outcome": "returned"}, "Enter what is missing"),
        ({"outcome": "returned", "note": " "}, "Enter what is missing"),
        ({"outcome": "accepted", "seen": ""}, "This page was not sent whole"),
        ({"outcome": "returned", "note": "NHS number 943 476 5919"}, "I have checked"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_beside_its_field(finished, lead, client_of, typed, words):
    answer = decide(client_of(lead), finished, **typed)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not SignOff.objects.exists()


def test_a_returned_report_leaves_the_queue_with_its_note(finished, lead, client_of):
    assert decide(client_of(lead), finished, outcome="returned", note="Of last year.").status_code == 302
    assert SignOff.objects.get().note == "Of last year."
    assert "No report waits" in page(client_of(lead), reverse("sign-off-list", args=["york", finished.plan_id]))


def test_whoever_reported_it_sees_why_they_cannot_decide(finished, editor, lead, client_of):
    update = finished.updates.get()
    ProgressUpdateFactory(
        item=finished, made_by=editor, corrects=update, number=update.number, delivery_rating="complete"
    )
    address = at("sign-off-decide", finished, update.pk)
    for shown in (
        page(client_of(editor), address),
        page(client_of(editor), reverse("sign-off-list", args=["york", finished.plan_id])),
    ):
        assert "Nobody signs off their own work. Ask somebody else who may." in shown
        assert 'name="outcome"' not in shown
    assert client_of(editor).post(address, {"outcome": "accepted", "seen": "x"}).status_code == 422
    finished.lead_person = lead
    finished.save()
    assert "Nobody signs off their own work. Ask somebody else who may." in page(client_of(lead), address)
    assert client_of(lead).post(address, {"outcome": "accepted", "seen": "x"}).status_code == 422


def test_a_page_that_is_out_of_date_is_shown_anew_and_the_note_is_kept(finished, lead, editor, client_of):
    address = at("sign-off-decide", finished, finished.updates.get().pk)
    old = re.search(r'name="seen" value="(\w+)"', page(client_of(lead), address))[1]
    EvidenceFactory(item=finished, stance="contradicts", shows="Parents still wait.", added_by=editor)
    typed = {"outcome": "accepted", "note": "I have read it.", "seen": old}
    answer = client_of(lead).post(address, typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    for words in ("The evidence has changed since you opened this page", "Parents still wait.", "I have read it."):
        assert words in shown
    assert not SignOff.objects.exists()
    new = re.search(r'name="seen" value="(\w+)"', shown)[1]
    assert client_of(lead).post(address, {**typed, "seen": new}).status_code == 302


def test_a_report_put_right_meanwhile_is_shown_and_decided_on_instead(finished, lead, action_owner, client_of):
    first = finished.updates.get()
    address = at("sign-off-decide", finished, first.pk)
    seen = re.search(r'name="seen" value="(\w+)"', page(client_of(lead), address))[1]
    second = ProgressUpdateFactory(
        item=finished,
        made_by=action_owner,
        corrects=first,
        number=first.number,
        delivery_rating="complete",
        what_changed="All but two trained.",
    )
    answer = client_of(lead).post(address, {"outcome": "accepted", "note": "Good.", "seen": seen})
    shown = answer.content.decode()
    assert answer.status_code == 409
    for words in ("no longer the newest update", "All but two trained.", "Good."):
        assert words in shown
    assert f'action="{at("sign-off-decide", finished, second.pk)}"' in shown


def test_whoever_decides_after_another_is_told_and_keeps_their_words(finished, lead, editor, client_of):
    address = at("sign-off-decide", finished, finished.updates.get().pk)
    seen = re.search(r'name="seen" value="(\w+)"', page(client_of(editor), address))[1]
    decide(client_of(lead), finished, outcome="accepted")
    answer = client_of(editor).post(address, {"outcome": "returned", "note": "Not <b>yet</b>.", "seen": seen})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Lee Lead has answered this already: signed off." in shown
    assert "Not &lt;b&gt;yet&lt;/b&gt;." in shown


def test_what_is_complete_without_evidence_or_against_it_is_listed(plan, item, lead, client_of):
    item.delivery_rating = DeliveryRating.COMPLETE
    item.save()
    against, contradicted = plan.items.get(reference="2.1"), plan.items.get(reference="3.1")
    for each, rating, stances in (
        (against, "evidenced", ["contradicts"]),
        (contradicted, "evidenced", ["supports", "contradicts"]),
    ):
        each.delivery_rating = rating
        each.save()
        for stance in stances:
            EvidenceFactory(item=each, stance=stance)
    for address in (reverse("sign-off-list", args=["york", plan.pk]), reverse("sign-off-council", args=["york"])):
        shown = page(client_of(lead), address)
        assert "2 actions complete without evidence" in shown
        assert shown.count("Only evidence that contradicts it") == 1
        assert "1 action signed off with evidence that contradicts it" in shown
        assert shown.count("Some of it contradicts") == 1
    home = page(client_of(lead), reverse("council-home", args=["york"]))
    assert "2 actions complete without evidence" in home
    assert "Nothing is complete without evidence" in page(
        client_of(lead), reverse("sign-off-list", args=["york", PlanFactory(authority=plan.authority).pk])
    )
