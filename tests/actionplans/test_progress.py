"""Reporting, correcting, and the second person's word: what is kept, and what is refused in which words."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.contrib import admin
from django.core.management import get_commands
from django.db import IntegrityError, transaction

from actionplans import actions
from actionplans.models import (
    ActionItem,
    CouncilRating,
    DeliveryRating,
    Evidence,
    ImpactRating,
    PlanRefused,
    ProgressUpdate,
    SignOff,
)
from actionplans.snapshot import take
from inspections.models import current_calendar
from tests.factories import (
    ActionItemFactory,
    CouncilRatingFactory,
    EvidenceFactory,
    MilestoneFactory,
    SignOffFactory,
    a_report,
    closed,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db

ON = date(2022, 7, 1)
DUE = date(2022, 12, 31)
LATER = date(2023, 1, 10)
PROMISES = [rating for rating in DeliveryRating if rating.promises]


@pytest.fixture
def item(york):
    """An action from 1 June to the end of 2022 in York's plan."""
    return york_plan(york).items.get(reference="1.1")


@pytest.fixture
def say(item, editor):
    """Reports on the action as the editor: `say(delivery=..., today=...)`."""

    def say(by=editor, today=None, corrects=None, entry=None, shown=None, **changes):
        report = a_report(**({"on": today} if today and "on" not in changes else {}), **changes)
        return actions.report_progress(
            item=item, by=by, report=report, today=today or report.on, corrects=corrects, entry=entry, shown=shown
        )

    return say


def refusal_of(call, *args, **kwargs):
    """The field and the words of the refusal."""
    with pytest.raises(PlanRefused) as refused:
        call(*args, **kwargs)
    return refused.value.field, str(refused.value)


# Reporting


def test_a_report_keeps_proposal_choice_and_reason_and_sets_both_ratings(say, item, editor):
    update = say(delivery=DeliveryRating.AT_RISK, impact=ImpactRating.SOME, reason="One auditor is ill.", share_done=20)
    item.refresh_from_db()
    assert (item.delivery_rating, item.impact_rating) == ("at_risk", "some")
    assert (item.rated_on, item.rating_reason) == (ON, "One auditor is ill.")
    assert (update.number, update.share_done, update.made_by, update.is_overridden) == (1, 20, editor, True)
    assert update.proposed_rating == "on_track"
    assert update.proposed_because == (
        "Nothing is late: it is due in 183 days, on 31 December 2022; 20% done, 14% expected by now."
    )
    assert item.history.latest().history_change_reason == "Progress reported by Eddie Editor"


def test_without_an_impact_rating_the_one_before_stays(say, item):
    say(impact=ImpactRating.SOME)
    assert say().impact_rating == "some"


def test_another_rating_than_proposed_needs_a_reason(say):
    assert refusal_of(say, delivery=DeliveryRating.OFF_TRACK, reason=" ") == (
        "reason",
        "“Off track” needs a reason. Enter why",
    )
    assert refusal_of(say, delivery=DeliveryRating.AT_RISK, reason="") == (
        "reason",
        (
            "The program proposes “On track”. Nothing is late: it is due in 183 days, on 31 December 2022. "
            "Enter why you rate it otherwise"
        ),
    )


def test_a_proposal_that_nobody_has_seen_is_not_overridden(say, item):
    changed = pytest.raises(actions.NotAsProposed)
    with changed as refused:
        say(today=LATER, delivery=DeliveryRating.AT_RISK, shown=DeliveryRating.ON_TRACK)
    assert refused.value.proposal.rating == DeliveryRating.OFF_TRACK
    assert refused.value.field == "delivery_rating"
    assert str(refused.value) == (
        "With this the program proposes “Off track”. It was due on 31 December 2022, 10 days ago, and is not complete. "
        "Choose it, or keep yours and say why"
    )
    assert say(today=LATER, delivery=DeliveryRating.AT_RISK, shown=DeliveryRating.OFF_TRACK).is_overridden


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"on": date(2022, 7, 2), "today": ON}, "reported_on", "must be today or earlier"),
        ({"delivery": DeliveryRating.EVIDENCED}, "delivery_rating", "Only a second person's sign-off gives"),
        ({"delivery": DeliveryRating.AT_RISK, "next_step": " "}, "next_step", "“At risk” needs a recovery step"),
        ({"impact": ImpactRating.WORSE, "reason": ""}, "reason", "“Worse” needs a reason"),
        ({"delivery": DeliveryRating.COMPLETE, "share_done": 60}, "share_done", "means that all is done"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(say, item, changes, field, words):
    found, said = refusal_of(say, **changes)
    assert (found, words in said) == (field, True), said
    assert not item.updates.exists()


def test_updates_follow_each_other_in_time(say):
    first = say(on=date(2022, 9, 1))
    field, words = refusal_of(say, on=ON, today=date(2022, 9, 5))
    assert field == "reported_on"
    assert words.startswith("There is an update for 1 September 2022 already. Date this one on that day or after it")
    assert say(on=date(2022, 9, 1)).number == first.number + 1


def test_a_council_that_does_without_a_rating_is_not_given_it(say, york):
    CouncilRatingFactory(authority=york, code=DeliveryRating.AT_RISK, word="Amber", is_used=False)
    assert refusal_of(say, delivery=DeliveryRating.AT_RISK) == (
        "delivery_rating",
        "The council does not use “Amber”. Choose another rating",
    )


def test_a_rating_that_demands_evidence_takes_what_comes_with_the_report(say, item, york, editor):
    CouncilRatingFactory(authority=york, code=ImpactRating.EMBEDDED, word="Embedded", needs_evidence=True)
    embedded = {"impact": ImpactRating.EMBEDDED}
    assert refusal_of(say, **embedded) == (
        "impact_rating",
        "“Embedded” needs evidence. Add it, or choose another rating",
    )
    EvidenceFactory(item=item, stance=Evidence.Stance.CONTRADICTS)
    against = replace(audit(), stance=Evidence.Stance.CONTRADICTS.value)
    told = actions.Told(a_report(**embedded), evidence=(against, None))
    field, _ = refusal_of(actions.report_all, item=item, by=editor, told=told, today=ON)
    assert (field, item.updates.count(), item.evidence.count()) == ("impact_rating", 0, 1)
    told = actions.Told(a_report(**embedded), evidence=(audit(), None))
    actions.report_all(item=item, by=editor, told=told, today=ON)
    assert item.evidence.supporting().get().update == item.updates.get()


def test_nothing_is_reported_in_a_plan_that_is_over_or_on_a_deleted_action(say, item, lead):
    item.delete_by(by=lead)
    assert refusal_of(say) == ("", "This action is not in the plan any more")
    item.restore(by=lead)
    closed(sent(item.plan, by=lead), by=lead)
    assert refusal_of(say, today=date(2024, 3, 2)) == ("", "This plan is over, so nothing in it changes")


# The same form twice


def test_the_same_form_sent_twice_adds_one_update(say, item):
    entry = uuid4()
    assert say(entry=entry) == say(entry=entry)
    assert item.updates.count() == 1


def test_the_same_form_with_other_words_adds_nothing_and_says_so(say, item):
    entry = uuid4()
    made = say(entry=entry)
    with pytest.raises(actions.AlreadySaved, match="saved before, with other words") as twice:
        say(entry=entry, what_changed="More audits are done.")
    assert twice.value.made == made
    assert item.updates.count() == 1


def test_a_form_of_another_action_is_refused(say, item, editor):
    entry = uuid4()
    say(entry=entry)
    other = ActionItemFactory(response=item.response)
    with pytest.raises(PlanRefused, match="belongs to another action"):
        actions.report_progress(item=other, by=editor, report=a_report(), today=ON, entry=entry)


# Corrections


def test_a_correction_of_the_newest_update_sets_the_ratings_and_leaves_the_first_readable(say, item):
    first = say(delivery=DeliveryRating.ON_TRACK)
    second = say(delivery=DeliveryRating.AT_RISK, corrects=first)
    item.refresh_from_db()
    assert item.delivery_rating == "at_risk"
    assert (second.corrects, second.number, first.number) == (first, 1, 1)
    assert list(item.updates.standing()) == [second]
    assert ProgressUpdate.objects.get(pk=first.pk).what_changed == "The first audits are done."


def test_a_late_correction_of_an_old_update_changes_no_rating_and_stays_old(say, item):
    old = say(on=ON)
    newest = say(on=date(2022, 9, 1), delivery=DeliveryRating.AT_RISK)
    corrected = say(on=ON, today=date(2022, 9, 5), corrects=old, delivery=DeliveryRating.OFF_TRACK)
    item.refresh_from_db()
    assert (item.delivery_rating, item.rated_on) == ("at_risk", date(2022, 9, 1))
    assert list(item.updates.standing()) == [newest, corrected]
    again = say(on=date(2022, 9, 1), corrects=newest, delivery=DeliveryRating.ON_TRACK)
    item.refresh_from_db()
    assert item.delivery_rating == "on_track"
    assert item.updates.standing().first() == again


def test_the_correction_of_an_old_update_is_measured_by_what_was_proposed_then(say):
    old = say(on=ON, reason="")
    say(on=LATER, delivery=DeliveryRating.OFF_TRACK)
    corrected = say(on=ON, today=LATER, corrects=old, reason="", what_changed="The first ten audits are done.")
    assert (corrected.proposed_rating, corrected.proposed_because) == (old.proposed_rating, old.proposed_because)


def test_an_update_is_corrected_once(say):
    first = say()
    say(corrects=first)
    with pytest.raises(PlanRefused, match="has been corrected already"):
        say(corrects=first)


def test_an_update_of_another_action_is_not_corrected_here(say, item, editor):
    other = ActionItemFactory(response=item.response)
    stranger = actions.report_progress(item=other, by=editor, report=a_report(), today=ON)
    with pytest.raises(PlanRefused, match="Only an update of the same action"):
        say(corrects=stranger)


def test_a_correction_of_the_newest_is_not_dated_before_the_one_before(say):
    say(on=date(2022, 8, 1))
    newest = say(on=date(2022, 9, 1))
    assert refusal_of(say, on=ON, today=date(2022, 9, 2), corrects=newest)[0] == "reported_on"


# Everything in one form


def audit():
    """What is said of an audit that supports the action."""
    return actions.EvidenceDetails(
        kind=Evidence.Kind.AUDIT, dated_on=ON, shows="18 of 20 were good.", link="https://example.gov.uk/audit"
    )


def test_one_form_reports_reaches_milestones_and_keeps_evidence(item, editor):
    step = MilestoneFactory(item=item, due_on=date(2022, 6, 20))
    told = actions.Told(a_report(reason="", next_step=""), reached=[step], evidence=(audit(), None))
    entry = uuid4()
    made = [actions.report_all(item=item, by=editor, told=told, today=ON, entry=entry) for _ in range(2)]
    step.refresh_from_db()
    assert made[0] == made[1] == item.updates.get()
    assert (step.done_on, step.done_by) == (ON, editor)
    assert item.evidence.get().update == made[0]
    assert made[0].proposed_because.endswith("; 1 of 1 milestone done, 1 expected by now.")


def test_where_one_part_is_refused_nothing_of_the_form_is_kept(item, editor):
    step = MilestoneFactory(item=item)
    told = actions.Told(a_report(delivery=DeliveryRating.EVIDENCED), reached=[step], evidence=(audit(), None))
    with pytest.raises(PlanRefused):
        actions.report_all(item=item, by=editor, told=told, today=ON)
    step.refresh_from_db()
    assert step.done_on is None
    assert not item.updates.exists()
    assert not item.evidence.exists()


def test_evidence_that_cannot_be_takes_the_report_with_it(item, editor):
    told = actions.Told(
        a_report(), evidence=(actions.EvidenceDetails("audit", LATER, "Good.", link="https://a.uk"), None)
    )
    field, words = refusal_of(actions.report_all, item=item, by=editor, told=told, today=ON)
    assert field == "evidence_dated_on", words
    assert not item.updates.exists()


def test_the_same_report_from_a_form_opened_anew_is_taken_for_the_same_until_somebody_answers_it(item, editor, lead):
    told = actions.Told(a_report(), evidence=(audit(), None))

    def sends(by=editor, **changes):
        report = a_report(**changes)
        return actions.report_all(item=item, by=by, told=replace(told, report=report), today=ON, entry=uuid4())

    first = sends()
    assert sends() == first
    assert item.evidence.count() == 1
    assert sends(what_changed="More audits are done.") != first
    second = item.updates.first()
    assert sends(by=lead, what_changed="More audits are done.") != second
    answered = item.updates.first()
    SignOffFactory(update=answered)
    assert sends(by=lead, what_changed="More audits are done.") != answered
    assert item.updates.count() == 4


def test_a_milestone_somebody_else_reached_meanwhile_stays_as_it_is(item, editor, lead):
    step = MilestoneFactory(item=item)
    actions.reach_milestone(milestone=step, on=date(2022, 6, 20), by=lead, today=ON)
    told = actions.Told(a_report(), reached=[step])
    actions.report_all(item=item, by=editor, told=told, today=ON)
    step.refresh_from_db()
    assert (step.done_on, step.done_by) == (date(2022, 6, 20), lead)


def test_the_page_proposes_with_what_is_typed_so_far(item):
    step = MilestoneFactory(item=item, due_on=date(2022, 6, 20))
    assert actions.proposal_shown(item, on=ON).rating == DeliveryRating.AT_RISK
    assert actions.proposal_shown(item, on=ON, reached=[step.pk]).rating == DeliveryRating.ON_TRACK
    late = actions.proposal_shown(item, on=date(2022, 12, 1), share_done=10, reached=[step.pk])
    assert late.rating == DeliveryRating.OFF_TRACK


def test_to_who_corrects_an_old_update_the_page_shows_what_was_proposed_then(say, item):
    old = say(on=ON)
    newest = say(on=date(2022, 9, 1))
    assert actions.proposal_shown(item, on=LATER, corrects=old).because == old.proposed_because
    assert actions.proposal_shown(item, on=LATER, corrects=newest).rating == DeliveryRating.OFF_TRACK


# Past due and not complete is never green without a reason on record


def overdue(item, **stored):
    """The action as stored in the database past every rule, its due date gone by."""
    ActionItem.objects.filter(pk=item.pk).update(**stored)
    item.refresh_from_db()
    return item


@pytest.mark.parametrize("rating", PROMISES)
def test_no_report_keeps_an_overdue_action_green_without_a_reason(say, rating):
    field, words = refusal_of(say, today=LATER, delivery=rating, reason="  ")
    assert field == "reason"
    assert "It was due on 31 December 2022, 10 days ago, and is not complete." in words


@pytest.mark.parametrize("rating", PROMISES)
def test_a_reason_for_a_day_before_the_due_date_does_not_explain_it(say, rating):
    assert refusal_of(say, on=DUE, today=LATER, delivery=rating) == (
        "reported_on",
        "It was due on 31 December 2022. Date the update after that day, or rate it “Off track”",
    )


@pytest.mark.parametrize("rating", PROMISES)
def test_a_reason_given_after_the_due_date_holds_until_the_date_is_moved_and_passes_again(say, item, rating):
    say(today=LATER, delivery=rating)
    item.refresh_from_db()
    assert item.shown_rating(date(2023, 3, 11)) == rating
    assert item.shown_rating(date(2023, 3, 12)) == DeliveryRating.OFF_TRACK
    overdue(item, due_on=date(2023, 3, 31))
    assert item.shown_rating(date(2023, 3, 31)) == rating
    assert item.shown_rating(date(2023, 4, 1)) == DeliveryRating.OFF_TRACK


def test_what_explains_lateness_is_said_for_a_day_that_is_not_too_long_ago(say):
    assert refusal_of(say, on=LATER, today=date(2023, 3, 12), delivery=DeliveryRating.AT_RISK) == (
        "reported_on",
        "It was due on 31 December 2022. Date the update after 10 January 2023, or rate it “Off track”",
    )


@pytest.mark.parametrize("reason", ["", " ", "It was fine then."])
@pytest.mark.parametrize("rated_on", [None, ON, DUE])
@pytest.mark.parametrize("rating", PROMISES)
def test_whatever_is_stored_past_every_rule_is_shown_as_off_track(item, rating, rated_on, reason):
    overdue(item, delivery_rating=rating, rated_on=rated_on, rating_reason=reason)
    assert item.shown_rating(DUE) == rating
    assert item.shown_rating(LATER) == DeliveryRating.OFF_TRACK


def test_saving_the_action_itself_keeps_nothing_green(item):
    item.delivery_rating = DeliveryRating.ON_TRACK
    item.save()
    assert item.shown_rating(LATER) == DeliveryRating.OFF_TRACK


def test_an_update_that_overrides_without_a_reason_is_refused_by_the_database(item, editor):
    with pytest.raises(IntegrityError, match="an_overridden_proposal_has_a_reason"), transaction.atomic():
        ProgressUpdate.objects.create(
            item=item,
            reported_on=LATER,
            what_changed="Fine.",
            delivery_rating=DeliveryRating.ON_TRACK,
            proposed_rating=DeliveryRating.OFF_TRACK,
            made_by=editor,
            made_at=actions.progress.now(),
        )


@pytest.mark.parametrize("rating", PROMISES)
def test_changing_many_actions_keeps_an_overdue_one_green_only_with_the_reason_on_record(item, editor, rating):
    with pytest.raises(PlanRefused, match="Enter the reason"):
        actions.change_many(items=[item], change=actions.ManyChange("  ", rating=rating), by=editor, today=LATER)
    change = actions.ManyChange("The builder is back.", rating=rating, next_step="Finish the roof.")
    actions.change_many(items=[item], change=change, by=editor, today=LATER)
    item.refresh_from_db()
    assert (item.shown_rating(LATER), item.rating_reason) == (rating, "The builder is back.")
    assert item.updates.get().proposed_rating == DeliveryRating.OFF_TRACK


def test_no_administration_page_and_no_command_writes_ratings():
    assert not {model.__name__ for model in admin.site._registry} & {"ActionItem", "ProgressUpdate", "SignOff"}
    ours = {name for name, app in get_commands().items() if app == "actionplans"}
    assert ours == {"bench", "check_evidence", "demo_data", "export_plan", "send_requests"}


def test_in_a_plan_that_is_over_an_action_stays_as_it_was_on_the_last_day(item, lead):
    overdue(item, delivery_rating=DeliveryRating.ON_TRACK)
    future = ActionItemFactory(response=item.response, due_on=date(2025, 1, 1), delivery_rating=DeliveryRating.ON_TRACK)
    closed(sent(item.plan, by=lead), on=date(2024, 3, 1), by=lead)
    item, future = (ActionItem.objects.get(pk=each.pk) for each in (item, future))
    assert item.shown_rating(date(2025, 6, 1)) == DeliveryRating.OFF_TRACK
    assert future.shown_rating(date(2025, 6, 1)) == DeliveryRating.ON_TRACK


# A council that does without a rating, and one proposal wherever it is asked for


@pytest.mark.parametrize(
    ("code", "letter", "starts_on", "instead", "because"),
    [
        ("at_risk", "A", date(2022, 6, 1), "off_track", "It should have started on 1 June 2022, 30 days ago"),
        ("not_started", "N", date(2022, 8, 1), "on_track", "It starts on 1 August 2022."),
    ],
)
def test_a_rating_out_of_use_is_not_proposed_but_the_next_one(item, york, code, letter, starts_on, instead, because):
    overdue(item, starts_on=starts_on)
    assert actions.proposal_for(item, on=ON).rating == code
    CouncilRatingFactory(authority=york, code=code, letter=letter, word="Unused", is_used=False)
    proposal = actions.proposal_for(item, on=ON)
    assert (proposal.rating, proposal.because.startswith(because)) == (instead, True)


def test_the_list_and_the_form_propose_from_the_share_that_was_said_last(item, say):
    on = date(2022, 10, 1)
    say(share_done=40)
    say(on=on, reason="")
    item = ActionItem.objects.get(pk=item.pk)
    seen = next(each for each in take(item.plan, on=on, calendar=current_calendar()).items if each.pk == item.pk)
    proposal = actions.proposal_for(item, on=on)
    assert (proposal.rating, proposal.because) == (seen.delivery_rating, seen.rating_because)
    assert "40% done, 57% expected by now" in proposal.because


# Sign-off


@pytest.fixture
def finished(item, say, action_owner):
    """The action owner's report that the action is complete, with evidence."""
    ActionItem.objects.filter(pk=item.pk).update(lead_person=action_owner)
    EvidenceFactory(item=item)
    return say(by=action_owner, delivery=DeliveryRating.COMPLETE, reason="")


def accept(update, by):
    return actions.sign_off(update=update, by=by, outcome=SignOff.Outcome.ACCEPTED)


def test_a_second_person_signs_off_what_is_complete_and_evidenced(finished, item, editor):
    assert actions.awaits_sign_off(item)
    accept(finished, editor)
    item.refresh_from_db()
    assert item.delivery_rating == DeliveryRating.EVIDENCED
    assert not actions.awaits_sign_off(item)


def test_nobody_signs_off_what_they_reported_put_right_or_lead(finished, say, item, editor, lead, action_owner):
    corrected = say(by=editor, delivery=DeliveryRating.COMPLETE, reason="", corrects=finished)
    for person in (editor, action_owner):
        with pytest.raises(PlanRefused, match="Nobody signs off their own work"):
            accept(corrected, person)
    accept(corrected, lead)


def test_an_action_reopened_after_sign_off_waits_for_sign_off_again(finished, say, item, editor, action_owner):
    accept(finished, editor)
    say(by=action_owner, delivery=DeliveryRating.ON_TRACK, reason="Two teams were forgotten.")
    item.refresh_from_db()
    assert item.delivery_rating == "on_track"
    again = say(by=action_owner, delivery=DeliveryRating.COMPLETE, reason="")
    item.refresh_from_db()
    assert (item.delivery_rating, again.proposed_rating) == ("complete", "complete")
    assert actions.awaits_sign_off(item)


def test_what_was_signed_off_and_is_reported_on_again_waits_for_sign_off_again(
    finished, say, item, editor, action_owner
):
    accept(finished, editor)
    again = say(by=action_owner, delivery=DeliveryRating.COMPLETE, impact=ImpactRating.SOME, reason="")
    item.refresh_from_db()
    assert (again.delivery_rating, again.proposed_rating) == ("complete", "complete")
    assert (item.delivery_rating, item.impact_rating, actions.awaits_sign_off(item)) == ("complete", "some", True)


def test_nobody_rewrites_a_report_after_its_sign_off(finished, say, item, editor, lead, action_owner):
    accept(finished, editor)
    keep = {"delivery": DeliveryRating.EVIDENCED, "reason": "", "what_changed": "Something else entirely."}
    field, words = refusal_of(say, by=action_owner, corrects=finished, **keep)
    assert (field, words[:40]) == ("delivery_rating", "Only a second person's sign-off gives th")
    corrected = say(by=action_owner, corrects=finished, **{**keep, "delivery": DeliveryRating.COMPLETE})
    item.refresh_from_db()
    assert (item.delivery_rating, actions.awaits_sign_off(item)) == ("complete", True)
    accept(corrected, lead)
    item.refresh_from_db()
    assert item.delivery_rating == "evidenced"


def test_once_its_evidence_is_taken_away_the_program_proposes_complete_only(finished, item, editor):
    accept(finished, editor)
    item.refresh_from_db()
    assert actions.proposal_for(item, on=ON).rating == DeliveryRating.EVIDENCED
    item.evidence.get().archive(by=editor, reason="It is of another action.")
    assert actions.proposal_for(item, on=ON).rating == DeliveryRating.COMPLETE


def test_without_a_row_of_its_own_a_council_has_the_default_demands(say, york):
    assert not CouncilRating.objects.filter(authority=york).exists()
    assert say(delivery=DeliveryRating.COMPLETE, reason="", next_step="").delivery_rating == "complete"
