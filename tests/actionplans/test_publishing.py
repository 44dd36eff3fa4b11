"""Making a plan public: what may become an edition, its address, what nobody's name is in, and what never changes."""

import io
from datetime import date, timedelta
from uuid import uuid4

import docx
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from actionplans.actions import Wish, move_plan, save_version
from actionplans.actions.editions import document_of, edition_body, edition_file, printed
from actionplans.actions.publishing import (
    publish_edition,
    publish_plan,
    versions_to_publish,
    what_stops_publishing,
    withdraw_edition,
)
from actionplans.models import ActionItem, AreaResponse, Edition, PlanRefused, Stage
from ilacs.authorities.models import Role
from ilacs.design.today import as_if_on
from tests.actionplans.printed import pages_of
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    EditionFactory,
    ImprovementAreaFactory,
    InspectionFactory,
    MembershipFactory,
    PlanFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    VersionFactory,
    closed,
    embargoed,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db

SENT_ON, DAY = date(2022, 8, 11), date(2022, 8, 12)
NAME = "Wilhelmina Unmistakable"


@pytest.fixture(autouse=True)
def _on_the_day_after():
    """York's plan was sent on 11 August 2022; the public reads it the day after."""
    with as_if_on(DAY):
        yield


@pytest.fixture
def plan(york):
    """York's plan after it was sent."""
    return sent(york_plan(york))


@pytest.fixture
def named(york):
    """York's plan after it was sent; one distinctive person leads, reports, and sees to what was asked."""
    plan = york_plan(york)
    person = MembershipFactory(authority=york, role=Role.ACTION_OWNER, user__name=NAME).user
    AreaResponse.objects.filter(plan=plan).update(lead_person=person)
    ActionItem.objects.filter(plan=plan).update(lead_person=person)
    ActionItemFactory(response=plan.responses.first(), lead_person=person, lead_post="")
    ProgressUpdateFactory(item=plan.items.first(), made_by=person)
    RecommendationFactory(plan=plan, owner_person=person)
    return sent(plan)


def publish(plan, by, **changes):
    """The newest version of a plan made public."""
    wanted = {"version": plan.versions.last(), "on": DAY} | changes
    return publish_edition(plan=plan, by=by, **wanted)


def texts_of(edition):
    """The edition as its page, its PDF and its Word document read."""
    document = docx.Document(io.BytesIO(edition_file(edition, "docx").content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return {
        "page": edition_body(edition),
        "file": edition_file(edition, "html").content.decode(),
        "pdf": " ".join(" ".join(pages_of(edition_file(edition, "pdf").content)).split()),
        "docx": "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]),
    }


def test_nobody_is_named_in_an_edition_of_posts(named, lead):
    for kind, text in texts_of(publish(named, lead)).items():
        assert "Unmistakable" not in text, kind
        assert "Lee Lead" not in text, kind
        assert "Head of Service" in text, kind
        assert "Lead officer" in text, kind


def test_leads_are_named_where_that_was_chosen(named, lead):
    edition = publish(named, lead, shows_names=True)
    assert NAME in edition_body(edition)
    assert "Lee Lead" not in edition_body(edition)


def test_posts_and_names_of_one_version_are_kept_apart(named, lead):
    posts, names = publish(named, lead), publish(named, lead, shows_names=True)
    assert (posts.number, names.number) == (1, 2)
    assert NAME not in edition_body(posts)
    assert NAME in edition_body(names)


def test_an_edition_says_which_it_is_and_where_the_others_are(plan, lead):
    body = edition_body(publish(plan, lead))
    for words in (
        "Action plan, edition 1, published on 12 August 2022",
        "Edition 1, version 1 of the plan.\nThe plan was sent to Ofsted on 11 August 2022.",
        f"/published/york/{plan.public_name}/",
        "12 August 2022. What was done since then is not in this edition.",
        "For another format",
        "How ratings are told apart",
    ):
        assert words in body


def test_what_committees_asked_is_public_with_the_answers(named, lead):
    assert "What committees asked" in edition_body(publish(named, lead))
    assert "What committees asked" not in edition_body(publish(sent_plan(named.authority), lead))


def sent_plan(authority, title="Another plan"):
    """A small plan after it was sent, which no committee has asked anything of."""
    inspection = authority.inspections.first() or InspectionFactory(authority=authority)
    plan = PlanFactory(authority=authority, title=title, inspections=[inspection])
    for area in inspection.areas.all() or [ImprovementAreaFactory(inspection=inspection)]:
        ActionItemFactory(response=AreaResponseFactory(plan=plan, area=area))
    return sent(plan)


def test_the_stage_move_makes_the_first_edition(plan, lead):
    wish = Wish(to=Stage.PUBLISHED, expected=Stage.SUBMITTED, by=lead, on=DAY, today=DAY)
    edition = publish_plan(plan=plan, wish=wish)
    assert plan.stage == Stage.PUBLISHED
    assert edition.version == plan.moves.last().version
    assert (edition.number, edition.published_on, edition.shows_names) == (1, DAY, False)


def test_a_move_that_may_not_happen_publishes_nothing(plan, lead):
    wish = Wish(to=Stage.CLOSED, expected=Stage.SUBMITTED, by=lead, on=DAY, today=DAY)
    with pytest.raises(PlanRefused):
        publish_plan(plan=plan, wish=wish)
    assert not plan.editions.exists()


def test_the_address_comes_from_the_first_title_and_stays(plan, lead):
    first = publish(plan, lead)
    assert plan.public_name == "ofsted-action-plan-2022"
    plan.title = "Something else"
    plan.save()
    second = publish(plan, lead, version=save_version(plan=plan, by=lead, reason="A new title"))
    plan.refresh_from_db()
    assert plan.public_name == "ofsted-action-plan-2022"
    assert (first.title, second.title) == ("Ofsted action plan 2022", "Something else")


def test_no_two_plans_of_a_council_have_one_address(york, elsewhere, lead):
    titles = ("Ofsted plan!", "Ofsted plan?", "★", "★★", "A" * 200)
    plans = [sent_plan(york, title) for title in titles]
    for plan in plans:
        publish(plan, lead)
    names = [plan.public_name for plan in plans]
    assert names == ["ofsted-plan", "ofsted-plan-2", "action-plan", "action-plan-2", "a" * 76]
    other = sent_plan(elsewhere, "Ofsted plan")
    publish(other, lead)
    assert other.public_name == "ofsted-plan"


def _refusal(plan, by, **changes):
    with pytest.raises(PlanRefused) as refused:
        publish(plan, by, **changes)
    return str(refused.value)


def test_nothing_is_published_before_the_plan_was_sent(york, lead):
    plan = york_plan(york)
    version = save_version(plan=plan, by=lead, reason="To look at")
    assert "after it was sent" in _refusal(plan, lead, version=version)
    assert versions_to_publish(plan) == []


def test_a_version_from_before_the_sending_stays_with_the_council(york, lead):
    plan = york_plan(york)
    before = save_version(plan=plan, by=lead, reason="For scrutiny")
    sent(plan)
    assert "made after the plan was sent" in _refusal(plan, lead, version=before)
    assert before not in versions_to_publish(plan)


def test_another_plan_s_version_is_refused(plan, lead):
    other = VersionFactory(plan=sent_plan(plan.authority))
    assert "made after the plan was sent" in _refusal(plan, lead, version=other)


def test_nothing_is_published_under_embargo(plan, lead):
    embargoed(plan.inspections.get(), lead, until=DAY + timedelta(days=1))
    assert "Ofsted has not published the report yet" in _refusal(plan, lead)
    with as_if_on(DAY + timedelta(days=1)):
        assert publish(plan, lead, on=DAY + timedelta(days=1)).number == 1


@pytest.fixture
def both(york, lead):
    """A plan of two inspections after it was sent; then the second was taken out of it."""
    plan = york_plan(york)
    other = InspectionFactory(
        authority=york, kind="focused_visit", framework="", started_on=date(2022, 7, 5), ended_on=None
    )
    plan.inspections.add(other)
    sent(plan)
    plan.inspections.remove(other)
    return plan, other


def test_a_version_that_tells_of_what_is_embargoed_stays_with_the_council(both, lead):
    plan, other = both
    embargoed(other, lead)
    assert not what_stops_publishing(plan)
    assert "tells of a report that Ofsted has not published yet" in _refusal(plan, lead)
    assert publish(plan, lead, version=save_version(plan=plan, by=lead, reason="Without it")).number == 1


def test_a_version_made_under_embargo_waits_until_the_report_is_known_to_be_published(york, lead):
    plan = york_plan(york)
    inspection = embargoed(plan.inspections.get(), lead)
    sent(plan, on=DAY)
    inspection.received_on = None
    inspection.save()
    assert not what_stops_publishing(plan)
    assert "tells of a report" in _refusal(plan, lead)
    inspection.received_on = inspection.published_on = DAY
    inspection.save()
    assert publish(plan, lead).number == 1


def test_a_version_that_was_taken_back_is_never_made_public(plan, lead):
    wrong = plan.versions.get()
    back = Wish(to=Stage.DRAFT, expected=Stage.SUBMITTED, by=lead, on=DAY, today=DAY, note="The wrong file")
    move_plan(plan=plan, wish=back)
    assert versions_to_publish(plan) == []
    sent(plan, on=DAY)
    assert versions_to_publish(plan) == [plan.versions.last()]
    assert "has not been taken back" in _refusal(plan, lead, version=wrong)
    assert publish(plan, lead).version == plan.versions.last()


def test_an_edition_is_not_older_than_the_report_it_tells_of(both, lead):
    plan, other = both
    for inspection in (other, plan.inspections.get()):
        inspection.published_on = DAY
        inspection.save()
        assert "Ofsted published its report on 12 August 2022" in _refusal(plan, lead, on=SENT_ON)
    assert publish(plan, lead).published_on == DAY


def test_a_refusal_names_what_to_mend(plan, lead):
    publish(plan, lead)
    for field, changes in (("version", {}), ("on", {"shows_names": True, "on": date(2022, 8, 1)})):
        with pytest.raises(PlanRefused) as refused:
            publish(plan, lead, **changes)
        assert refused.value.field == field


def test_one_form_makes_one_edition_however_often_it_is_sent(plan, lead):
    entry = uuid4()
    assert publish(plan, lead, entry=entry) == publish(plan, lead, entry=entry)
    assert plan.editions.count() == 1


def test_an_edition_keeps_its_titles_and_what_it_tells_of(plan, lead):
    edition = Edition.objects.get(pk=publish(plan, lead).pk)
    document = document_of(edition)
    assert edition.title == "Ofsted action plan 2022"
    assert (edition.paper_title, edition.subject) == (document.title, document.subject)
    assert (edition.running_head, edition.file_stem) == (document.running_head, document.file_stem)
    assert list(edition.inspections.all()) == list(plan.inspections.all())


def test_the_job_title_of_somebody_who_has_left_is_not_published(named, lead):
    membership = named.authority.memberships.get(user__name=NAME)
    membership.post = "Post of long ago"
    membership.save()
    version = save_version(plan=named, by=lead, reason="In post")
    assert "Post of long ago" in edition_body(publish(named, lead, version=version))
    membership.ended_on = DAY
    membership.save()
    version = save_version(plan=named, by=lead, reason="Gone")
    assert "Post of long ago" not in edition_body(publish(named, lead, version=version))


def test_characters_that_the_pdf_does_not_show_are_named(plan, lead):
    plan.items.update(action="Meet \U00012000 and \U00012001.")
    version = save_version(plan=plan, by=lead, reason="With odd characters")
    edition = publish(plan, lead, version=version)
    (before,) = printed([edition])
    assert (before.has_pdf, before.missing_characters) == (False, ())
    edition_file(edition, "pdf")
    (after,) = printed([edition])
    assert after.has_pdf
    words = "2 characters could not be printed in the PDF: \U00012000 (cuneiform sign a), "
    assert after.missing_words.startswith(words)


def test_nothing_is_published_of_a_plan_that_is_over(plan, lead):
    closed(plan, on=DAY)
    assert "The plan is over" in _refusal(plan, lead)
    assert what_stops_publishing(plan)


def test_a_version_is_published_once(plan, lead):
    publish(plan, lead)
    assert _refusal(plan, lead).startswith("Version 1 was published before, as edition 1. Save a new version")


@pytest.mark.parametrize(
    ("on", "words"),
    [(DAY + timedelta(days=1), "today or in the past"), (SENT_ON - timedelta(days=1), "was sent on 11 August 2022")],
)
def test_the_day_of_publication_is_between_the_sending_and_today(plan, lead, on, words):
    assert words in _refusal(plan, lead, on=on)


def test_editions_follow_one_another(plan, lead):
    publish(plan, lead)
    version = save_version(plan=plan, by=lead, reason="Again")
    assert "Edition 1 was published on 12 August 2022" in _refusal(plan, lead, version=version, on=SENT_ON)


def test_an_edition_is_withdrawn_with_a_reason_and_stays_stored(plan, lead):
    edition = publish(plan, lead)
    withdraw_edition(edition=edition, by=lead, on=DAY, reason="It named a school.")
    edition.refresh_from_db()
    assert (edition.is_withdrawn, edition.withdrawn_by, edition.withdrawn_reason) == (True, lead, "It named a school.")
    with pytest.raises(PlanRefused, match="was withdrawn on 12 August 2022"):
        withdraw_edition(edition=edition, by=lead, on=DAY, reason="Again")


@pytest.mark.parametrize(
    ("on", "reason", "words"),
    [
        (DAY, " ", "Enter the reason"),
        (DAY + timedelta(days=1), "Wrong", "today or in the past"),
        (SENT_ON, "Wrong", "Enter that day or a later one"),
    ],
)
def test_a_withdrawal_needs_a_reason_and_a_day_that_can_be(plan, lead, on, reason, words):
    with pytest.raises(PlanRefused, match=words):
        withdraw_edition(edition=publish(plan, lead), by=lead, on=on, reason=reason)


def test_one_edition_and_many_agree_on_what_is_withdrawn(plan, lead):
    version = plan.versions.last()
    EditionFactory(plan=plan, version=version)
    EditionFactory(plan=plan, version=version, withdrawn_on=DAY, withdrawn_reason="Wrong")
    assert list(Edition.objects.standing()) == [each for each in Edition.objects.all() if not each.is_withdrawn]


def test_the_database_wants_a_reason_for_a_withdrawal(plan):
    with pytest.raises(IntegrityError, match="a_withdrawn_edition_has_a_reason"), transaction.atomic():
        EditionFactory(plan=plan, version=plan.versions.last(), withdrawn_on=DAY)


def test_what_the_public_reads_stays_byte_for_byte(named, lead, client, settings, tmp_path):
    edition = publish(named, lead)
    kinds = ("html", "docx", "pdf")
    before = [edition_body(edition), *(edition_file(edition, kind).content for kind in kinds)]
    named.items.update(action="Everything is different.", lead_post="Somebody else")
    named.title = "A wholly different title"
    named.save()
    blocks = tmp_path / "exports" / "blocks"
    blocks.mkdir(parents=True)
    for name in ("table", "paragraph", "heading", "facts"):
        (blocks / f"{name}.html").write_text("A later template")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    again = Edition.objects.get(pk=edition.pk)
    assert [edition_body(again), *(edition_file(again, kind).content for kind in kinds)] == before
    page = client.get(reverse("published-edition", args=["york", again.plan.public_name, 1])).content.decode()
    assert str(before[0]) in page
    assert "different" not in page


def test_the_pdf_is_made_once_the_edition_is_stored(plan, lead, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        edition = publish(plan, lead)
    kept = set(edition.version.papers.filter(paper="edition").values_list("ending", flat=True))
    assert kept == {"body", "html", "docx", "pdf"}
