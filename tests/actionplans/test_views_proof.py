"""The proof of submission, what came back, and the certificate."""

from datetime import date

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actionplans.actions import Attachment, record_acknowledgement
from actionplans.models import CouncilPractice, PlanRefused
from ilacs.design.today import as_if_on
from tests.actionplans.test_stages import go
from tests.actionplans.test_uploads import EML, PDF
from tests.factories import NamedPersonFactory, PlanFactory, embargoed, sent, york_plan

pytestmark = pytest.mark.django_db

DAY = date(2022, 8, 11)
NEXT = date(2022, 8, 12)


@pytest.fixture(autouse=True)
def _on_the_day_after():
    with as_if_on(NEXT):
        yield


@pytest.fixture
def plan(york, lead):
    return sent(york_plan(york), on=DAY, by=lead)


def page(client, plan, name="plan-proof", *more):
    answer = client.get(reverse(name, args=["york", plan.pk, *more]))
    assert answer.status_code == 200
    return answer.content.decode()


def add(client, plan, **typed):
    return client.post(
        reverse("acknowledgement-add", args=["york", plan.pk]),
        {"on_day": "12", "on_month": "8", "on_year": "2022", "reference": "", **typed},
    )


def test_it_says_which_version_went_when_where_to_and_in_time(plan, member, client_of):
    shown = page(client_of(member), plan)
    submission = plan.submissions.get()
    for words in (
        "In time: sent on working day 69, 1 working day to spare.",
        "70 working days after 4 May 2022",
        "inspections@ofsted.example",
        "Lee Lead",
        "None was given",
        reverse("version-detail", args=["york", plan.pk, submission.version.number]),
        reverse("plan-certificate", args=["york", plan.pk]),
    ):
        assert words in shown
    sha256 = submission.version.sha256
    assert "".join(f"<span>{sha256[start : start + 8]}</span>" for start in range(0, 64, 8)) in shown
    assert reverse("acknowledgement-add", args=["york", plan.pk]) not in shown


def test_a_plan_that_was_never_sent_has_no_proof_and_no_certificate(york, lead, client_of):
    plan = PlanFactory(authority=york)
    assert "has not been submitted yet" in page(client_of(lead), plan)
    for name in ("plan-certificate", "acknowledgement-add"):
        assert client_of(lead).get(reverse(name, args=["york", plan.pk])).status_code == 404


def test_what_was_taken_back_stays_in_sight_and_is_marked(plan, lead, administrator, member, client_of):
    CouncilPractice.objects.all().delete()
    go(plan, administrator, "approval", on=NEXT)
    go(plan, lead, "submitted", on=NEXT)
    shown = page(client_of(member), plan)
    newest, earlier = shown.split("Sent before")
    assert "Taken back</strong> to approval" not in newest
    assert "Taken back</strong> to approval" in earlier
    assert "In time: sent on working day 70, 0 working days to spare." in newest


def test_a_correction_sent_after_the_deadline_says_when_it_was_met(plan, lead, administrator, member, client_of):
    CouncilPractice.objects.all().delete()
    late = date(2022, 9, 5)
    go(plan, administrator, "approval", on=late)
    go(plan, lead, "submitted", on=late)
    newest, _ = page(client_of(member), plan).split("Sent before")
    assert "The deadline of 12 August 2022 was met when the plan was sent on 11 August 2022." in newest
    assert "no deadline" not in newest


def test_an_answer_is_kept_with_its_file_and_served_so_that_it_is_never_run(plan, editor, member, client_of):
    answer = add(client_of(editor), plan, attachment=SimpleUploadedFile("../RE: plan.exe", EML, "text/html"))
    assert answer.url == reverse("plan-proof", args=["york", plan.pk])
    kept = plan.submissions.get().acknowledgements.get()
    assert (kept.file_name, kept.content_type, bytes(kept.content)) == ("RE- plan.eml", "message/rfc822", EML)
    assert (kept.attached_by, kept.received_on) == (editor, NEXT)
    assert "RE- plan.eml" in page(client_of(member), plan)
    served = client_of(member).get(reverse("acknowledgement-file", args=["york", plan.pk, kept.pk]))
    assert served.content == EML
    assert served["Content-Type"] == "message/rfc822"
    assert served["Content-Disposition"] == 'attachment; filename="RE- plan.eml"'
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Security-Policy"] == "sandbox"
    assert {part.strip() for part in served["Cache-Control"].split(",")} == {"private", "no-store"}


def test_an_answer_of_another_plan_or_without_a_file_is_not_served(plan, york, lead, elsewhere, client_of):
    only = record_acknowledgement(submission=plan.submissions.get(), by=lead, on=NEXT, today=NEXT, reference="R 1")
    address = reverse("acknowledgement-file", args=["york", plan.pk, only.pk])
    assert client_of(lead).get(address).status_code == 404
    other = PlanFactory(authority=york, title="Another")
    assert client_of(lead).get(address.replace(f"/{plan.pk}/", f"/{other.pk}/", 1)).status_code == 404
    assert "R 1" in page(client_of(lead), plan)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Enter the reference, or choose the file that came back"),
        ({"on_day": "10", "reference": "R 1"}, "The plan was sent on 11 August 2022. Enter that day or a later one"),
        ({"on_day": "13", "reference": "R 1"}, "The date must be today or in the past"),
        ({"on_day": "32", "reference": "R 1"}, "The day it was received must be a real date"),
        ({"reference": "R 1", "attachment": b"<script>"}, "Choose a PDF, a picture (PNG or JPEG) or a saved message"),
        ({"on_day": "", "reference": "R 1", "attachment": PDF}, "Choose the file again"),
        ({"on_day": "10", "reference": "R 1", "attachment": PDF}, "Choose the file again"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(plan, lead, client_of, typed, words):
    if "attachment" in typed:
        typed = {**typed, "attachment": SimpleUploadedFile("a.pdf", typed["attachment"])}
    answer = add(client_of(lead), plan, **typed)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown
    assert "R 1" in shown or "reference" not in typed
    assert not plan.submissions.get().acknowledgements.exists()


def test_the_same_answer_recorded_twice_is_kept_once(plan, lead):
    file = Attachment("a.pdf", "application/pdf", PDF)
    kept = [
        record_acknowledgement(submission=plan.submissions.get(), by=lead, on=NEXT, today=NEXT, attachment=file)
        for _ in range(2)
    ]
    assert kept[0] == kept[1]
    with pytest.raises(PlanRefused, match="Enter the reference"):
        record_acknowledgement(submission=plan.submissions.get(), by=lead, on=NEXT, today=NEXT, reference=" ")


def _printed(client, plan):
    answer = client.get(reverse("plan-certificate", args=["york", plan.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = pypdfium2.PdfDocument(answer.content)
    assert len(pages) == 1
    return answer, pages[0].get_textpage().get_text_range()


def test_the_certificate_is_one_page_of_the_facts(plan, lead, member, client_of):
    record_acknowledgement(submission=plan.submissions.get(), by=lead, on=NEXT, today=NEXT, reference="R 1")
    answer, said = _printed(client_of(member), plan)
    number = plan.submissions.get().version.number
    assert f"york-certificate-of-submission-v{number}-2022-08-11.pdf" in answer["Content-Disposition"]
    for words in ("City of York Council", "In time: working day 69 of 70", "12 August 2022, R 1", "Lee Lead"):
        assert words in said
    assert plan.submissions.get().version.sha256 in said.replace("\r\n", "")
    assert "Taken back" not in said


def test_the_certificate_says_that_the_plan_was_taken_back_and_carries_an_embargo(plan, lead, client_of):
    CouncilPractice.objects.all().delete()
    go(plan, lead, "approval", on=NEXT)
    assert "Taken back to approval on 12 August 2022" in _printed(client_of(lead), plan)[1]
    inspection = embargoed(plan.inspections.get())
    assert client_of(lead).get(reverse("plan-certificate", args=["york", plan.pk])).status_code == 404
    NamedPersonFactory(inspection=inspection, user=lead)
    assert _printed(client_of(lead), plan)[1].count("Embargoed until Ofsted publishes the report") == 2
