"""The demonstration: complete, correct, the same when it is loaded again, and never over what a person wrote."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from actionplans import changes, readiness, snapshot
from actionplans.actions import snapshot_of
from actionplans.demonstration import load, people
from actionplans.demonstration.loading import COUNCILS
from actionplans.models import ActionItem, ActionPlan, DeliveryRating, ProgressUpdate, SignOff
from actionplans.snapshot.past import as_it_stood
from ilacs.authorities.models import LocalAuthority, Membership, Role, User
from inspections.deadlines import Duty
from inspections.models import Inspection, current_calendar

pytestmark = pytest.mark.django_db
LOADED_ON = date(2026, 11, 20)
AWKWARD = "’“”–—£é✓•ŵ½≥≤"


@pytest.fixture(scope="module")
def _all_councils(django_db_setup, django_db_blocker):
    """Every council, loaded once for all tests of this file and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(LOADED_ON)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_all_councils):
    """The demonstration; what one test changes in it the next does not see."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def domain_models():
    return [
        model
        for label in ("authorities", "inspections", "actionplans")
        for model in apps.get_app_config(label).get_models()
        if not model.__name__.startswith("Historical")
    ]


def everything():
    """Every stored value of every domain model, passwords left out."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name != "password"}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in domain_models()
    }


def plan_shape(plan):
    taken = snapshot.take(plan, on=LOADED_ON, calendar=current_calendar())
    return len(taken.areas), len(taken.items)


def test_everything_loaded_passes_full_clean(loaded):
    for model in domain_models():
        for row in model._default_manager.all():
            # What no form asks for may be missing although no form may leave it out.
            missing = [field.name for field in row._meta.fields if field.null and getattr(row, field.attname) is None]
            row.full_clean(exclude=missing)


def test_loading_again_on_another_day_changes_nothing(loaded):
    before = everything()
    again = load(date(2027, 2, 14))
    assert again.filled == ()
    assert everything() == before


def test_loading_again_keeps_what_a_person_wrote_and_deleted(loaded):
    plan = ActionPlan.objects.named("york/2022")
    plan.items.filter(reference="1.1").update(action="Ours now")
    ActionPlan.objects.filter(pk=plan.pk).update(title="Our own title")
    member = User.objects.get(email="reader@york.example")
    Membership.objects.filter(user=member).update(role=Role.EDITOR)
    ActionPlan.objects.named("marlbrook/2026").items.current().first().delete_by(by=member)
    before = everything()
    load(LOADED_ON)
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "areas", "items"),
    [
        ("york/2016", 10, 13),
        ("york/2019", 5, 7),
        ("york/2022", 7, 30),
        ("herefordshire/2018", 7, 15),
        ("durham/2019", 6, 15),
        ("great-thornley/2025", 27, 200),
        ("marlbrook/2026", 8, 13),
    ],
)
def test_each_plan_has_all_its_areas_and_actions(loaded, name, areas, items):
    assert plan_shape(ActionPlan.objects.named(name)) == (areas, items)


def test_york_went_to_scrutiny_with_one_question_open_and_was_sent_with_none(loaded):
    plan = ActionPlan.objects.named("york/2022")
    seen = [snapshot_of(version) for version in plan.versions.all()]
    assert [readiness.stops_submission(version) for version in seen[:3]] == [(), (), ()]
    questions = [[gap.item_reference for gap in readiness.missing(each) if gap.code == "no-due-date"] for each in seen]
    assert questions == [["3.5"], *([[]] * 20)]
    assert {len(each.areas) for each in seen} == {7}
    assert {len(each.items) for each in seen} == {30}


def test_yorks_actions_have_every_rating_but_one_and_some_serve_several_areas(loaded):
    plan = ActionPlan.objects.named("york/2022")
    assert set(plan.items.values_list("delivery_rating", flat=True)) == {*DeliveryRating.values} - {
        DeliveryRating.NOT_STARTED
    }
    assert plan.items.filter(also_serves__isnull=False).distinct().count() >= 3


def test_york_2022_went_its_road_on_the_days_it_did(loaded):
    plan = ActionPlan.objects.named("york/2022")
    inspection = plan.inspections.get()
    road = inspection.computed_deadline(Duty.ACTION_PLAN, current_calendar())
    assert (inspection.received_on, road.due_on) == (date(2022, 5, 4), date(2022, 8, 12))
    moves = [
        (move.to_stage, move.moved_on.isoformat(), move.moved_by.email, move.version.number)
        for move in plan.moves.all()
    ]
    assert moves == [
        ("scrutiny", "2022-06-20", "lead@york.example", 1),
        ("approval", "2022-07-18", "editor@york.example", 2),
        ("submitted", "2022-08-11", "lead@york.example", 3),
        ("published", "2022-08-12", "lead@york.example", 4),
        ("monitoring", "2022-09-01", "lead@york.example", 5),
    ]
    days = {meeting.purpose: (meeting.held_on, meeting.version.number) for meeting in plan.meetings.all()[:2]}
    assert days == {"scrutinise": (date(2022, 6, 28), 1), "decide": (date(2022, 7, 28), 2)}
    days = [date(2022, 6, 20), date(2022, 6, 28), date(2022, 7, 28), date(2022, 8, 11)]
    assert [road.countdown(day, current_calendar()).used for day in days] == [31, 37, 59, 69]


def test_york_2022_was_sent_in_time_acknowledged_and_made_public_as_posts(loaded):
    plan = ActionPlan.objects.named("york/2022")
    sent = plan.submissions.get()
    assert (sent.sent_on, sent.working_day, sent.spare) == (date(2022, 8, 11), 69, 1)
    assert (sent.due_on, sent.counted_from) == (date(2022, 8, 12), date(2022, 5, 4))
    assert sent.acknowledgements.get().received_on == date(2022, 8, 17)
    edition = plan.editions.get()
    assert (edition.published_on, edition.version.number, edition.shows_names) == (date(2022, 8, 12), 4, False)


def test_what_yorks_committee_asked_was_answered_and_what_is_done_names_its_version(loaded):
    asked = ActionPlan.objects.named("york/2022").recommendations.all()
    found = [(each.number, each.answer, each.done_version and each.done_version.number) for each in asked]
    assert found == [(1, "accepted", 2), (2, "accepted", 2), (3, "partly", None)]
    assert [each.number for each in asked.open()] == [3]


def test_a_moved_date_of_yorks_sent_plan_went_through_an_amendment_of_two_people(loaded):
    plan = ActionPlan.objects.named("york/2022")
    amendment = plan.amendments.earliest("proposed_at")
    assert (amendment.proposed_by.email, amendment.decided_by.email) == ("editor@york.example", "lead@york.example")
    item = plan.items.get(reference="5.3")
    assert (item.original_due_on, item.due_on) == (date(2022, 10, 3), date(2022, 12, 16))
    assert amendment.version.number == 7


def test_what_changed_between_the_versions_of_york_can_be_compared(loaded):
    versions = [snapshot_of(version) for version in ActionPlan.objects.named("york/2022").versions.all()]
    changed = {each.after.item.reference for each in changes.compare(versions[0], versions[1]).items_changed}
    assert {"3.5", "4.4", "5.3", "6.3", "6.4"} <= changed


@pytest.mark.parametrize("name", ["york/2022", "great-thornley/2025", "marlbrook/2026"])
def test_every_version_is_intact_and_dated_on_the_day_of_the_story(loaded, name):
    plan = ActionPlan.objects.named(name)
    versions = list(plan.versions.all())
    assert len(versions) >= 2
    for version in versions:
        assert version.is_intact
        assert version.made_at.date() == version.as_at <= LOADED_ON
        assert version.made_by.email.endswith(".example")
        assert snapshot_of(version).to_json() == version.content
    assert [version.made_at for version in versions] == sorted(version.made_at for version in versions)


def test_yorks_plan_of_a_past_day_is_known_from_its_history(loaded):
    plan = ActionPlan.objects.named("york/2022")
    then = as_it_stood(plan, on=date(2022, 6, 28), calendar=current_calendar())
    seen = snapshot_of(plan.versions.get(number=1))
    assert [(item.reference, item.action, item.due_on, item.delivery_rating) for item in then.items] == [
        (item.reference, item.action, item.due_on, item.delivery_rating) for item in seen.items
    ]
    assert as_it_stood(plan, on=date(2022, 5, 3), calendar=current_calendar()) is None


def test_great_thornleys_200_actions_were_sent_in_time_through_their_stages(loaded):
    plan = ActionPlan.objects.named("great-thornley/2025")
    assert [move.to_stage for move in plan.moves.all()] == ["scrutiny", "approval", "submitted"]
    assert plan.submissions.get().spare > 0
    assert plan.items.filter(original_due_on__isnull=False).count() == 200


def test_nothing_in_a_closed_plan_is_overdue_or_unfinished(loaded):
    closed = ActionPlan.objects.filter(stage=ActionPlan.Stage.CLOSED)
    assert closed.count() == 5
    items = ActionItem.objects.filter(plan__in=closed)
    assert not ActionItem.objects.overdue(LOADED_ON).filter(pk__in=items).exists()
    assert items.complete().count() == items.count()


def test_actions_of_plans_that_were_sent_have_their_original_date(loaded):
    sent = ActionItem.objects.exclude(plan__stage=ActionPlan.Stage.DRAFT)
    assert not sent.filter(original_due_on__isnull=True).exists()
    assert not ActionItem.objects.filter(plan__stage=ActionPlan.Stage.DRAFT, original_due_on__isnull=False).exists()


def test_the_rating_of_an_action_is_that_of_its_newest_report_or_of_its_sign_off(loaded):
    for item in ActionItem.objects.filter(updates__isnull=False).distinct():
        newest = item.updates.standing().first()
        signed = newest.sign_offs.filter(outcome=SignOff.Outcome.ACCEPTED).exists()
        expected = DeliveryRating.EVIDENCED if signed else newest.delivery_rating
        assert item.delivery_rating == expected, item.reference


def test_nothing_was_reported_after_the_day_of_loading(loaded):
    assert not ProgressUpdate.objects.filter(reported_on__gt=LOADED_ON).exists()


def test_yorks_plan_of_2017_was_sent_in_time_and_recommendation_7_is_answered(loaded):
    plan = ActionPlan.objects.named("york/2016")
    assert plan.submitted_on == date(2017, 5, 17)
    assert plan.responses.get(number=7).items.count() == 1


def test_great_thornley_has_the_longest_texts_and_every_awkward_character(loaded):
    plan = ActionPlan.objects.named("great-thornley/2025")
    texts = list(plan.items.values_list("action", flat=True))
    long_texts = [text for text in texts if len(text) >= 1500]
    assert len(long_texts) == 20
    assert 2500 <= max(map(len, texts)) <= 3000
    assert len(set(texts)) == 200
    everything_written = "".join(texts) + "".join(plan.items.values_list("success_measure", flat=True))
    written_by_ofsted = "".join(plan.responses.values_list("area__text", flat=True))
    assert set(AWKWARD) <= set(everything_written + written_by_ofsted)
    assert plan.items.filter(success_measure__startswith="=").count() > 20
    assert any(len(text) >= 1500 for text in ProgressUpdate.objects.values_list("what_changed", flat=True))


def test_great_thornley_has_every_rating_moved_dates_and_late_actions(loaded):
    plan = ActionPlan.objects.named("great-thornley/2025")
    assert set(plan.items.values_list("delivery_rating", flat=True)) == set(DeliveryRating.values)
    taken = snapshot.take(plan, on=LOADED_ON, calendar=current_calendar())
    assert sum(item.has_moved for item in taken.items) == 29
    assert sum(item.is_overdue for item in taken.items) >= 10


def test_marlbrook_is_half_drafted_and_names_are_plainly_invented(loaded):
    plan = ActionPlan.objects.named("marlbrook/2026")
    taken = snapshot.take(plan, on=LOADED_ON, calendar=current_calendar())
    assert [bool(area.items) for area in taken.areas] == [True] * 5 + [False] * 3
    assert any(readiness.missing_in(area) for area in taken.areas if area.items)
    assert set(LocalAuthority.objects.filter(is_invented=True).values_list("slug", flat=True)) == {
        "marlbrook",
        "great-thornley",
    }


def test_marlbrook_can_compare_its_inspection_with_the_one_before(loaded):
    newest, before = Inspection.objects.filter(authority__slug="marlbrook")
    assert (newest.framework, before.framework) == ("ilacs_2026", "ilacs_2023")
    assert newest.judgement_of("overall") is None
    assert before.judgement_of("overall") is not None


def test_each_role_has_a_person_in_each_council_and_one_administers_all(loaded):
    for slug in COUNCILS:
        for role in Role:
            membership = Membership.objects.get(user__email=people.address(role, slug))
            assert (membership.authority.slug, membership.role) == (slug, role)
    several = User.objects.get(email=people.OF_SEVERAL_COUNCILS)
    assert LocalAuthority.objects.visible_to(several).count() == 5


# Finding a plan by its name


def test_a_plan_is_found_by_its_id(loaded):
    plan = ActionPlan.objects.named("york/2022")
    assert ActionPlan.objects.named(str(plan.pk)) == plan


@pytest.mark.parametrize("name", ["york/2020", "nowhere/2022", "york", "", "0", "york/", "york/99999", "1/2022/3"])
def test_a_name_of_no_plan_is_refused_with_words(loaded, name):
    with pytest.raises(ActionPlan.DoesNotExist, match="Give its id, or the council and the year"):
        ActionPlan.objects.named(name)


def test_of_two_plans_of_one_year_the_newest_is_meant(loaded):
    first = ActionPlan.objects.named("york/2022")
    second = ActionPlan.objects.create(authority=first.authority, title="A second plan")
    second.inspections.set(first.inspections.all())
    assert ActionPlan.objects.named("york/2022") == second


# The command


def run(**options):
    printed = StringIO()
    call_command("demo_data", stdout=printed, **options)
    return printed.getvalue().splitlines()


@override_settings(DEMONSTRATION=True)
def test_the_command_prints_about_ten_lines_and_first_the_sign_in_to_try_first(loaded):
    lines = run()
    assert len(lines) <= 12
    assert lines[0].startswith("Try first: editor@marlbrook.example  password ")
    assert lines[0].endswith("/accounts/login/")


@override_settings(DEMONSTRATION=True)
def test_every_password_printed_opens_that_persons_account_and_is_new_each_time(loaded, client):
    first, second = run(), run()
    for line in second[:1] + second[2:7]:
        words = line.split()
        email = next(word for word in words if "@" in word)
        assert client.login(email=email, password=words[words.index("password") + 1]), email
    assert not set(first[2:7]) & set(second[2:7])


@override_settings(DEMONSTRATION=True)
def test_the_same_password_works_for_the_same_role_in_every_council(loaded, client):
    password = run()[0].split("password ")[1].split()[0]
    for slug in COUNCILS:
        assert client.login(email=f"editor@{slug}.example", password=password)


@override_settings(DEMONSTRATION=True)
def test_nobody_but_the_demonstrations_people_gets_a_new_password(loaded):
    person = User.objects.create_user("real.person@example.gov.uk", "kept as it was", name="Real Person")
    run()
    person.refresh_from_db()
    assert person.check_password("kept as it was")


def test_a_database_in_earnest_is_refused_unless_forced(loaded):
    with pytest.raises(CommandError, match="DEMONSTRATION is off"):
        run()
    assert run(force=True)[0].startswith("Try first")


@override_settings(DEMONSTRATION=True)
def test_a_day_the_command_cannot_use_is_refused_with_words(loaded):
    with pytest.raises(CommandError, match="argument --date"):
        call_command("demo_data", "--date", "yesterday")
    with pytest.raises(CommandError, match="before 1 January 2022"):
        run(date=date(2020, 1, 1))
