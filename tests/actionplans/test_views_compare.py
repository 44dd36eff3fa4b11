"""The page and the paper of what changed: which two are compared, what is told, what is refused."""

from datetime import date

import pytest
from django.urls import reverse

from actionplans.actions import save_version
from ilacs.design.today import as_if_on
from tests.factories import ActionItemFactory, RecommendationFactory, york_plan

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = (date(2022, month, 9) for month in (5, 6, 7))


@pytest.fixture(autouse=True)
def _july():
    with as_if_on(JULY):
        yield


@pytest.fixture
def plan(york, editor):
    """A plan of May; version 1 of June; since then an action was reworded, one deleted, one added."""
    with as_if_on(MAY):
        plan = york_plan(york)
    with as_if_on(JUNE):
        save_version(plan=plan, by=editor, reason="For scrutiny")
    first, second, *_ = plan.items.order_by("response__number")
    first.action, first.due_on, first.delivery_rating = "Action 1.1 <b>at once</b>.", date(2023, 1, 31), "off_track"
    first.save()
    second.delete_by(by=editor)
    ActionItemFactory(response=first.response, action="Visit every school.")
    RecommendationFactory(plan=plan)
    return plan


@pytest.fixture
def compared(plan, reader_client):
    def compared(**given):
        return reader_client.get(reverse("plan-compare", args=[plan.authority.slug, plan.pk]), given)

    return compared


@pytest.fixture
def reader_client(client_of, member):
    return client_of(member)


def text(answer):
    return answer.content.decode()


def test_without_a_choice_the_last_version_is_compared_with_today(compared):
    said = text(compared())
    assert "Version 1 of 9 June 2022 (draft) compared with the plan as it stood on 9 July 2022 (draft)." in said
    assert "1 action added" in said
    assert "1 action removed" in said
    assert "31 days later" in said
    assert "Visit every school." in said


def test_words_are_struck_and_inserted_and_markup_is_text(compared):
    said = text(compared())
    assert '<ins class="app-words__added">' in said
    assert "at once&lt;/b&gt;" in said
    assert "<b>at once" not in said


def test_a_judgement_that_was_recorded_otherwise_is_told_and_leads_to_its_inspection(plan, compared):
    judgement = plan.inspections.get().judgements.first()
    judgement.grade, judgement.printed_grade = "good", "Good"
    judgement.save()
    said = text(compared())
    assert "1 inspection recorded differently" in said
    assert f"{judgement.printed_label}: Good" in said
    assert reverse("inspection-detail", args=[plan.authority.slug, judgement.inspection_id]) in said


def test_the_other_way_round_what_was_added_is_removed(compared):
    said = text(compared(**{"from": "today", "to": "1"}))
    assert "31 days earlier" in said
    assert "Better" in said


def test_two_days_are_compared_and_a_day_in_the_address_fills_the_boxes(compared):
    answer = compared(**{"from": "2022-06-09", "to": "2022-07-08"})
    said = text(answer)
    assert "The plan as it stood on 9 June 2022" in said
    assert "Nothing differs between the two." in said
    assert answer.context["form"].address() == {"from": "2022-06-09", "to": "2022-07-08"}
    assert 'name="from_day_day"' in said
    assert 'value="2022"' in said


def test_a_day_typed_into_the_boxes_is_compared(compared):
    typed = {"from": "day", "from_day_day": "9", "from_day_month": "5", "from_day_year": "2022", "to": "1"}
    assert "The plan as it stood on 9 May 2022" in text(compared(**typed))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"from": "7"}, "Choose a version, today or another day from the list"),
        ({"from": "day"}, "Enter the day, or choose a version from the list"),
        ({"from": "2022-05-08"}, "The record of this plan begins on 9 May 2022. Enter that day or a later one"),
        ({"to": "2022-07-10"}, "The day must be today or in the past"),
        ({"to": "2022-13-10"}, "The day to compare it with must be a real date"),
        ({"from": "\x00"}, "Choose a version"),
    ],
)
def test_what_cannot_be_compared_is_said_beside_the_field(compared, given, words):
    answer = compared(**given)
    assert answer.status_code == 200
    assert words in text(answer)
    assert "compared with" not in text(answer)


def test_a_day_nobody_asked_for_is_no_mistake(compared):
    assert "compared with" in text(compared(**{"from": "1", "from_day_day": "99", "to": "today"}))


def test_a_plan_without_versions_is_compared_with_its_first_day(york, reader_client):
    with as_if_on(MAY):
        plan = york_plan(york)
    said = text(reader_client.get(reverse("plan-compare", args=["york", plan.pk])))
    assert "The plan as it stood on 9 May 2022" in said


def test_a_plan_without_any_record_says_that_nothing_differs(york, reader_client):
    plan = york_plan(york)
    plan.history.all().delete()
    assert "Nothing differs" in text(reader_client.get(reverse("plan-compare", args=["york", plan.pk])))


def test_the_paper_is_a_word_file_or_a_pdf_of_the_same_two(plan, compared, reader_client):
    files = [
        address for _label, address, _name, _size in compared(**{"from": "1", "to": "2022-07-08"}).context["files"]
    ]
    assert all(address.endswith("?from=1&to=2022-07-08") for address in files)
    for address, start in zip(files, (b"%PDF", b"PK"), strict=True):
        answer = reader_client.get(address)
        assert answer.content.startswith(start)
        assert "york-action-plan-2022-changes-v1-to-2022-07-08" in answer["Content-Disposition"]


def test_a_paper_of_what_cannot_be_compared_is_not_there(plan, reader_client):
    place = [plan.authority.slug, plan.pk]
    assert reader_client.get(reverse("plan-compare-file", args=[*place, "pdf"]), {"from": "7"}).status_code == 404
    assert reader_client.get(reverse("plan-compare-file", args=[*place, "xlsx"])).status_code == 404
    waiting = reverse("plan-compare-progress", args=[*place, "0" * 64])
    assert reader_client.get(waiting, {"from": "7"}).status_code == 404


def test_a_large_pdf_is_waited_for_with_the_same_choice(plan, reader_client, settings, tmp_path):
    settings.PAPERS_IN_PROCESS_LIMIT, settings.PAPERS_DIR = 0, tmp_path
    address = reverse("plan-compare-file", args=[plan.authority.slug, plan.pk, "pdf"])
    answer = reader_client.get(address, {"from": "1", "to": "today"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("?from=1&to=today")
    waited = text(reader_client.get(answer["Location"]))
    assert "from=1&amp;to=today" in waited


def test_a_character_no_font_has_is_told_before_the_pdf(plan, reader_client):
    item = plan.items.first()
    item.action = "Action \U000f0000."
    item.save()
    address = reverse("plan-compare-file", args=[plan.authority.slug, plan.pk, "pdf"])
    said = text(reader_client.get(address, {"from": "1"}))
    assert "from=1&amp;to=today&amp;as-it-is=yes" in said
