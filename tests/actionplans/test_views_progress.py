"""The form of a report, a correction, and the list of what somebody must do: what is shown, kept and refused."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from actionplans import actions
from actionplans.models import ActionItem, DeliveryRating, Stage
from tests.factories import (
    PASSWORD,
    ActionItemFactory,
    AreaResponseFactory,
    AskedActionFactory,
    CouncilRatingFactory,
    EvidenceFactory,
    MilestoneFactory,
    PlanFactory,
    ProgressUpdateFactory,
    RoundFactory,
    SignOffFactory,
    a_report,
    embargoed,
    york_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    """The day it is."""
    return timezone.localdate()


@pytest.fixture
def plan(york):
    """York's draft plan with one action in each area."""
    return york_plan(york)


@pytest.fixture
def item(plan, action_owner, today):
    """The action owner's action: begun last month, due in 100 days."""
    plan.items.filter(reference="1.1").update(
        lead_person=action_owner, starts_on=today - timedelta(days=30), due_on=today + timedelta(days=100)
    )
    return plan.items.get(reference="1.1")


@pytest.fixture
def owner(client_of, action_owner):
    """The action owner's browser."""
    return client_of(action_owner)


def address(item, name="progress-add", *more):
    return reverse(name, args=[item.plan.authority.slug, item.plan_id, item.pk, *more])


def typed(on, **changes):
    """A filled-in form."""
    return {
        "reported_on_day": on.day,
        "reported_on_month": on.month,
        "reported_on_year": on.year,
        "what_changed": "The first audits are done.",
        "delivery_rating": "on_track",
        "impact_rating": "too_early",
        "proposed": "on_track",
        "entry": str(uuid4()),
        **changes,
    }


def words(page):
    """The text of a page without its marks."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(text.replace("&#x27;", "'").split())


def test_the_form_begins_with_what_the_program_proposes_and_why(owner, item, today):
    page = owner.get(address(item))
    form = page.context["form"]
    assert form["delivery_rating"].value() == form["proposed"].value() == "on_track"
    assert form["reported_on"].value() == today
    assert "The program proposes" in words(page)
    assert "Nothing is late: it is due in 100 days" in words(page)


def test_the_form_shows_the_ratings_as_the_council_words_them_and_never_the_one_sign_off_gives(owner, item, york):
    CouncilRatingFactory(authority=york)
    html = owner.get(address(item)).content.decode()
    choices = re.findall(r'name="(?:delivery|impact)_rating" type="radio" value="(\w+)"', html)
    assert choices[:5] == ["not_started", "on_track", "at_risk", "off_track", "complete"]
    assert choices[5:] == ["too_early", "no_change", "some", "embedded", "worse"]
    assert "Green" in html
    assert "Needed where you choose another rating than proposed, and for Off track." in html


def test_an_update_is_saved_and_leads_to_its_place_on_the_page_of_the_action(owner, item, action_owner, today):
    answer = owner.post(address(item), typed(today, share_done="40", impact_rating="some"))
    update = item.updates.get()
    assert answer.url == update.get_absolute_url()
    assert (update.made_by, update.share_done, update.impact_rating) == (action_owner, 40, "some")
    item.refresh_from_db()
    assert item.delivery_rating == "on_track"


def test_whoever_came_from_their_list_goes_back_to_it(owner, item, today):
    assert owner.post(f"{address(item)}?from=my-actions", typed(today)).url == reverse("my-actions")
    assert owner.post(f"{address(item)}?from=//evil.example", typed(today)).url.startswith("/york/")


def test_an_empty_form_says_what_to_enter(owner, item):
    page = owner.post(address(item), {})
    assert page.status_code == 422
    for said in ("Enter what has changed", "Choose how the work is going", "Choose whether it is better for children"):
        assert said in words(page)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"delivery_rating": "off_track"}, "next_step", "needs a recovery step. Enter what will be done to recover"),
        ({"delivery_rating": "at_risk", "next_step": "Hire."}, "reason", "Enter why you rate it otherwise"),
        ({"delivery_rating": "complete", "share_done": "50"}, "share_done", "means that all is done"),
        ({"share_done": "101"}, "share_done", "Enter a number from 0 to 100"),
        ({"impact_rating": "worse"}, "reason", "“Worse” needs a reason"),
        ({"evidence_link": "https://example.gov.uk/audit"}, "evidence_shows", "Enter what it shows"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(owner, item, today, changes, field, said):
    page = owner.post(address(item), typed(today, **changes))
    assert page.status_code == 422
    assert said in " ".join(page.context["form"].errors[field])
    assert page.context["form"]["what_changed"].value() == "The first audits are done."
    assert not item.updates.exists()


def test_an_update_is_not_for_a_day_to_come(owner, item, today):
    page = owner.post(address(item), typed(today + timedelta(days=1)))
    assert page.context["form"].errors["reported_on"] == ["The date of the update must be today or earlier"]


def test_a_proposal_that_changed_meanwhile_comes_back_beside_what_was_typed(owner, item, today):
    MilestoneFactory(item=item, name="Train the managers", due_on=today - timedelta(days=1))
    page = owner.post(address(item), typed(today, reason="We are fine."))
    assert page.status_code == 422
    assert "With this the program proposes “At risk”" in page.context["form"].errors["delivery_rating"][0]
    assert "“Train the managers” was due on" in words(page)
    form = page.context["form"]
    assert (form["proposed"].value(), form["delivery_rating"].value()) == ("at_risk", "on_track")
    again = typed(today, reason="We are fine.", proposed="at_risk", entry=form["entry"].value())
    assert owner.post(address(item), again).status_code == 302
    assert item.updates.get().is_overridden


def test_milestones_are_ticked_in_the_same_form(owner, item, today):
    late = MilestoneFactory(item=item, name="Train the managers", due_on=today - timedelta(days=1))
    reached = MilestoneFactory(item=item, name="Hire a trainer", done_on=today)
    assert "Hire a trainer" not in words(owner.get(address(item)))
    for _ in range(2):
        told = typed(today, reached=[late.pk, reached.pk], entry="6f1c1f0e-53a8-4d2c-9a51-8b9c2a4c9d11")
        assert owner.post(address(item), told).status_code == 302
    late.refresh_from_db()
    assert late.done_on == today
    assert item.updates.count() == 1


def test_the_proposal_follows_what_is_typed_before_anything_is_saved(owner, item, today):
    step = MilestoneFactory(item=item, due_on=today - timedelta(days=1))
    part = address(item, "progress-proposal")
    assert 'data-app-proposed="at_risk"' in owner.get(part).content.decode()
    assert 'data-app-proposed="on_track"' in owner.get(part, {"reached": step.pk}).content.decode()
    nonsense = {"reached": ["x", "²", "9" * 40], "share_done": "a lot"}
    assert 'data-app-proposed="at_risk"' in owner.get(part, nonsense).content.decode()


def test_evidence_comes_in_the_same_form(owner, item, today):
    evidence = {
        "evidence_file": SimpleUploadedFile("audit.csv", b"month,good\nJune,18\n"),
        "evidence_kind": "audit",
        "evidence_shows": "18 of 20 were good.",
        "evidence_dated_on_day": today.day,
        "evidence_dated_on_month": today.month,
        "evidence_dated_on_year": today.year,
    }
    entry = {"entry": "6f1c1f0e-53a8-4d2c-9a51-8b9c2a4c9d11"}
    for _ in range(2):
        evidence["evidence_file"].seek(0)
        assert owner.post(address(item), typed(today, **evidence, **entry)).status_code == 302
    piece = item.evidence.get()
    assert (piece.update, piece.file_name) == (item.updates.get(), "audit.csv")


def evidence_of(month, today):
    """The fields of evidence of a report: figures of a month."""
    return {
        "evidence_file": SimpleUploadedFile("audit.csv", f"month,good\n{month},18\n".encode()),
        "evidence_kind": "audit",
        "evidence_shows": "18 of 20 were good.",
        "evidence_dated_on_day": today.day,
        "evidence_dated_on_month": today.month,
        "evidence_dated_on_year": today.year,
    }


def test_the_same_form_sent_with_another_file_asks_and_then_adds_it_with_another_update(owner, item, today):
    told = typed(today)
    assert owner.post(address(item), {**told, **evidence_of("June", today)}).status_code == 302
    page = owner.post(address(item), {**told, **evidence_of("July", today)})
    assert (page.status_code, item.evidence.count(), item.updates.count()) == (422, 1, 1)
    assert "saved before, with other evidence. Save again to add this as another update" in words(page)
    form = page.context["form"]
    assert "Choose the file again. It was not kept" in " ".join(form.errors["evidence_file"])
    again = {**told, **evidence_of("July", today), "entry": form["entry"].value()}
    assert owner.post(address(item), again).status_code == 302
    assert (item.evidence.count(), item.updates.count()) == (2, 2)


def test_the_same_report_from_a_new_form_keeps_its_other_evidence(owner, item, today):
    for month in ("June", "July", "July"):
        told = typed(today, **evidence_of(month, today), entry=str(uuid4()))
        assert owner.post(address(item), told).status_code == 302
    assert sorted(piece.read().decode().split()[1] for piece in item.evidence.all()) == ["July,18", "June,18"]
    assert item.updates.count() == 2


def test_a_chosen_file_is_said_to_be_lost_when_something_else_is_wrong(owner, item, today):
    file = SimpleUploadedFile("audit.csv", b"month,good\nJune,18\n")
    page = owner.post(address(item), typed(today, evidence_file=file, delivery_rating="off_track"))
    assert "Choose the file again. It was not kept" in " ".join(page.context["form"].errors["evidence_file"])
    assert '<details class="govuk-details app-progress__evidence" open>' in page.content.decode()


def test_a_text_that_may_name_a_child_is_asked_about(owner, item, today):
    told = typed(today, what_changed="Bo (aged 7) has a new school since 3 May 2015, born 03/05/2015.")
    page = owner.post(address(item), told)
    assert page.status_code == 422
    assert "nobody can be identified" in words(page)
    box = re.search(r'name="(nobody-what_changed-\w+)"', page.content.decode())[1]
    assert owner.post(address(item), {**told, box: "on"}).status_code == 302


def test_the_same_form_sent_again_with_other_words_asks_and_then_adds_another(owner, item, today):
    told = typed(today)
    owner.post(address(item), told)
    page = owner.post(address(item), {**told, "what_changed": "All audits are done."})
    assert "This form was saved before, with other words" in words(page)
    form = page.context["form"]
    assert form["entry"].value() != told["entry"]
    owner.post(address(item), {**told, "what_changed": "All audits are done.", "entry": form["entry"].value()})
    assert item.updates.count() == 2


def test_a_report_survives_an_expired_session(client, item, action_owner, today):
    def sign_in():
        client.post(reverse("account_login"), {"login": action_owner.email, "password": PASSWORD})

    sign_in()
    Session.objects.all().delete()
    told = typed(today, reason="As ever.")
    client.post(f"{address(item)}?from=my-actions", told)
    sign_in()
    page = client.get(address(item))
    form = page.context["form"]
    assert "Your text is still here" in words(page)
    assert [form[name].value() for name in ("what_changed", "reason", "entry")] == [
        told["what_changed"],
        told["reason"],
        told["entry"],
    ]
    assert client.post(address(item), told).status_code == 302
    assert item.updates.count() == 1


def test_only_those_who_may_report_see_the_form_and_none_of_a_deleted_action(client_of, item, member, editor, owner):
    assert client_of(member).get(address(item)).status_code == 403
    item.delete_by(by=editor)
    assert owner.get(address(item)).status_code == 403


# Corrections


@pytest.fixture
def said(item, action_owner, today):
    """What the action owner reported yesterday."""
    yesterday = today - timedelta(days=1)
    report = a_report(on=yesterday, impact="some")
    return actions.report_progress(item=item, by=action_owner, report=report, today=yesterday)


def test_a_correction_begins_with_what_was_said(owner, item, said):
    form = owner.get(address(item, "progress-correct", said.pk)).context["form"]
    assert form["what_changed"].value() == said.what_changed
    assert (form["reported_on"].value(), form["impact_rating"].value()) == (said.reported_on, "some")


def test_a_corrected_update_stays_readable_with_who_put_it_right_and_when(owner, client_of, editor, item, said):
    put_right = typed(said.reported_on, what_changed="Ten audits are done.")
    assert client_of(editor).post(address(item, "progress-correct", said.pk), put_right).status_code == 302
    page = words(owner.get(item.get_absolute_url()))
    assert "1 progress update" in page
    assert "Corrected by Eddie Editor on" in page
    assert page.index("Ten audits are done.") < page.index("The first audits are done.")
    again = owner.get(address(item, "progress-correct", said.pk))
    assert again.url == item.get_absolute_url()
    assert "corrected already" in words(owner.get(item.get_absolute_url()))


def test_a_correction_sent_twice_is_made_once_and_then_refused(owner, item, said):
    put_right = typed(said.reported_on, what_changed="Ten audits are done.")
    there = address(item, "progress-correct", said.pk)
    assert [owner.post(there, put_right).status_code for _ in range(2)] == [302, 302]
    assert "Correct the newer one" in words(owner.post(there, typed(said.reported_on)))
    assert item.updates.count() == 2


def test_an_update_of_another_action_is_not_found(owner, item, plan):
    stranger = ProgressUpdateFactory(item=plan.items.get(reference="2.1"))
    assert owner.get(address(item, "progress-correct", stranger.pk)).status_code == 404


# The page of an action


def test_the_page_says_why_it_was_rated_so_by_whom_and_when(owner, item, action_owner, today):
    report = a_report(
        on=today, delivery=DeliveryRating.AT_RISK, reason="One auditor is ill.", next_step="Borrow one.", impact="some"
    )
    actions.report_progress(item=item, by=action_owner, report=report, today=today)
    page = words(owner.get(item.get_absolute_url()))
    for text in (
        "Why: One auditor is ill.",
        "Said by Ash Owner for",
        "The program would say “On track”: Nothing is late",
        "What comes next Borrow one.",
        "The program proposed “On track”. Nothing is late",
        "Some improvement",
    ):
        assert text in page, text


def test_the_page_of_an_overdue_action_says_that_the_program_rates_it_and_what_was_said(owner, item, said, today):
    ActionItem.objects.filter(pk=item.pk).update(due_on=said.reported_on, starts_on=None)
    page = words(owner.get(item.get_absolute_url()))
    assert "Off track" in page
    assert "It was last said to be “On track”, by Ash Owner" in page


def test_the_five_newest_updates_are_in_sight_and_the_others_folded(owner, item):
    ProgressUpdateFactory.create_batch(7, item=item)
    html = owner.get(item.get_absolute_url()).content.decode()
    shown, folded = html.split("All earlier updates")
    assert (shown.count('id="update-'), folded.count('id="update-')) == (5, 2)


def test_the_form_tells_what_was_said_last_and_begins_with_the_share_said_last(owner, item, editor, today):
    ProgressUpdateFactory(item=item, number=1, share_done=40, what_changed="The first audit.", reported_on=today)
    newest = ProgressUpdateFactory(
        item=item, number=2, made_by=editor, next_step="Train the rest.", what_changed="Half.", reported_on=today
    )
    page = owner.get(address(item))
    said = words(page)
    assert f"What was said last, for {actions.progress.date_in_words(today)}" in said
    assert "reported by Eddie Editor Half. What was to come next Train the rest." in said
    assert "The first audit." not in said
    assert page.context["form"]["share_done"].value() == 40
    correcting = words(owner.get(address(item, "progress-correct", newest.pk)))
    assert "What was said last" not in correcting
    assert "Save correction" in correcting
    assert "Save update" not in correcting


def test_what_was_finished_late_says_so_on_its_page_and_in_the_list_for_ever(owner, item, today):
    ActionItem.objects.filter(pk=item.pk).update(
        delivery_rating="complete",
        starts_on=None,
        due_on=today - timedelta(days=1213),
        rated_on=today - timedelta(days=2),
    )
    ProgressUpdateFactory(item=item, delivery_rating="complete", reported_on=today - timedelta(days=2))
    the_list = reverse("action-list", args=[item.plan.authority.slug, item.plan_id])
    for place in (item.get_absolute_url(), the_list):
        assert "Finished 1,211 days late" in words(owner.get(place))
    ActionItem.objects.filter(pk=item.pk).update(due_on=today - timedelta(days=2))
    for place in (item.get_absolute_url(), the_list):
        assert "Finished" not in words(owner.get(place))


def test_everything_that_is_missing_is_asked_for_at_once(owner, item, today):
    told = typed(today, what_changed="", delivery_rating="off_track")
    errors = owner.post(address(item), told).context["form"].errors
    assert set(errors) == {"what_changed", "reason", "next_step"}
    assert errors["next_step"] == ["“Off track” needs a recovery step. Enter what will be done to recover"]
    assert errors["reason"] == ["“Off track” needs a reason. Enter why"]


def test_the_reason_for_another_rating_than_proposed_is_asked_for_with_all_the_rest(owner, item, today):
    told = typed(today, what_changed="", delivery_rating="at_risk", next_step="Hire two people.")
    errors = owner.post(address(item), told).context["form"].errors
    assert set(errors) == {"what_changed", "reason"}
    assert errors["reason"][0].startswith("The program proposes “On track”.")
    assert errors["reason"][0].endswith("Enter why you rate it otherwise")


def test_a_file_that_was_chosen_once_is_never_left_out_in_silence(owner, item, today):
    file = {"evidence_file": SimpleUploadedFile("audit.txt", b"18 of 20 were good.")}
    shown = {"evidence_shows": "18 of 20 were good.", "evidence_kind": "audit"}
    first = owner.post(address(item), typed(today, what_changed="", **shown, **file))
    assert "Choose the file again. It was not kept" in " ".join(first.context["form"].errors["evidence_file"])
    chosen = {"file_was_chosen": first.context["form"]["file_was_chosen"].value()}
    assert chosen == {"file_was_chosen": "on"}
    again = owner.post(address(item), typed(today, **shown, **chosen))
    assert again.context["form"].errors["evidence_file"] == ["Choose the file again, or clear what it shows"]
    silent = owner.post(address(item), typed(today, **chosen))
    assert silent.context["form"].errors["evidence_file"] == [
        "Choose the file again. To save without it, save once more"
    ]
    assert silent.context["form"]["file_was_chosen"].value() == ""
    assert not item.updates.exists()
    assert owner.post(address(item), typed(today, file_was_chosen="")).status_code == 302
    assert item.evidence.count() == 0


def test_an_answer_to_a_report_is_told_with_it(owner, item, said):
    SignOffFactory(update=said, note="The audit is missing.")
    assert "Returned by" in words(owner.get(item.get_absolute_url()))


# My actions


def kinds(browser):
    """The headings of the list, each with why its actions stand there."""
    page = browser.get(reverse("my-actions"))
    return {kind.heading: [duty.why for duty in duties] for kind, duties in page.context["sections"]}


def lead_of(plan, person, **changes):
    """One more action of this person, due far away and begun today."""
    far = timezone.localdate() + timedelta(days=200)
    return ActionItemFactory(
        response=plan.responses.first(), **{"lead_person": person, "starts_on": None, "due_on": far, **changes}
    )


def test_of_what_was_signed_off_the_form_offers_complete_and_says_that_it_waits_again(
    owner, item, editor, action_owner
):
    older = ProgressUpdateFactory(item=item, number=1, delivery_rating="complete", made_by=action_owner)
    kept = ProgressUpdateFactory(item=item, number=2, delivery_rating="evidenced", made_by=action_owner)
    EvidenceFactory(item=item)
    ActionItem.objects.filter(pk=item.pk).update(delivery_rating="evidenced")
    for place in (address(item), address(item, "progress-correct", kept.pk)):
        answer = owner.get(place)
        form = answer.context["form"]
        assert form["delivery_rating"].initial == "complete"
        assert "evidenced" not in dict(form.fields["delivery_rating"].choices)
        assert "What you report as finished now waits for sign-off again." in answer.content.decode()
    assert "waits for sign-off again" not in owner.get(address(item, "progress-correct", older.pk)).content.decode()


def test_each_action_stands_where_it_presses_most_and_says_why(owner, plan, action_owner, today):
    plan.items.all().delete()
    overdue = lead_of(plan, action_owner, due_on=today - timedelta(days=4))
    MilestoneFactory(item=overdue, name="Hire", due_on=today - timedelta(days=9))
    lead_of(plan, action_owner, due_on=today)
    lead_of(plan, action_owner, due_on=today + timedelta(days=30))
    stepping = lead_of(plan, action_owner)
    MilestoneFactory.create_batch(2, item=stepping, name="Train", due_on=today - timedelta(days=1))
    lead_of(plan, action_owner)
    lead_of(plan, action_owner, delivery_rating=DeliveryRating.COMPLETE)
    lead_of(plan, action_owner, delivery_rating=DeliveryRating.EVIDENCED)
    late = f"“Hire” was due on {actions.progress.date_in_words(today - timedelta(days=9))}"
    step = f"“Train” was due on {actions.progress.date_in_words(today - timedelta(days=1))}, and 1 more"
    assert kinds(owner) == {
        "Overdue": [f"4 days late. Nobody has said why. {late}"],
        "A milestone is late": [step],
        "Evidence is missing": ["It is complete, and nothing supports that yet"],
        "Due in the next 30 days": ["Due today", "Due in 30 days"],
        "Everything else you lead": ["No update yet"],
    }


def test_what_was_returned_and_asked_comes_with_the_words_of_who_wants_it(owner, plan, action_owner, today):
    plan.items.all().delete()
    plan.stage, plan.submitted_on = Stage.MONITORING, today - timedelta(days=90)
    plan.save()
    returned, asked, silent = (lead_of(plan, action_owner) for _ in range(3))
    update = ProgressUpdateFactory(
        item=returned, made_at=timezone.now(), reported_on=today, delivery_rating=DeliveryRating.COMPLETE
    )
    ActionItem.objects.filter(pk=returned.pk).update(delivery_rating=DeliveryRating.COMPLETE)
    EvidenceFactory(item=returned)
    SignOffFactory(update=update, note="The audit is missing.")
    ProgressUpdateFactory(item=asked, reported_on=today)
    ProgressUpdateFactory(item=silent, reported_on=today - timedelta(days=61))
    asking = RoundFactory(plan=plan, answers_due_on=today, opened_at=timezone.now(), opened_on=today)
    AskedActionFactory(round=asking, item=asked)
    page = owner.get(reverse("my-actions"))
    assert {kind.name: [(duty.item, duty.note) for duty in duties] for kind, duties in page.context["sections"]} == {
        "RETURNED": [(returned, "The audit is missing.")],
        "ASKED": [(asked, "")],
        "SILENT": [(silent, "")],
    }
    said = words(page)
    assert f"{asking.meeting.body} asks for an update by" in said
    assert "No update for 61 days" in said
    assert (
        "Nothing is overdue, no milestone is late, no evidence is missing and nothing is due in the next 30 days."
        in said
    )


def test_what_is_said_of_none_of_the_actions_is_true_of_all_under_whatever_heading_they_stand(
    owner, plan, action_owner, today
):
    plan.items.all().delete()
    plan.stage, plan.submitted_on = Stage.MONITORING, today - timedelta(days=90)
    plan.save()
    late = lead_of(plan, action_owner, due_on=today - timedelta(days=4))
    ProgressUpdateFactory(item=late, reported_on=today - timedelta(days=61))
    MilestoneFactory(item=late, due_on=today - timedelta(days=9))
    page = owner.get(reverse("my-actions"))
    assert [kind.name for kind, _ in page.context["sections"]] == ["OVERDUE"]
    assert "No update for 61 days" in words(page)
    assert page.context["without"] == (
        "Nothing was returned to you, nobody is waiting for your answer, no evidence is missing and nothing is due in "
        "the next 30 days."
    )


def returned(item, person, today):
    """A finished action with evidence that this person reported on, and that was not signed off."""
    update = ProgressUpdateFactory(
        item=item, made_by=person, made_at=timezone.now(), reported_on=today, delivery_rating=DeliveryRating.COMPLETE
    )
    ActionItem.objects.filter(pk=item.pk).update(delivery_rating=DeliveryRating.COMPLETE)
    EvidenceFactory(item=item)
    SignOffFactory(update=update, note="The audit is missing.")


def test_what_was_not_signed_off_of_a_post_reaches_whoever_reported_it_until_somebody_reports_again(
    client_of, plan, editor, lead, today
):
    plan.items.all().delete()
    item = lead_of(plan, None, due_on=today - timedelta(days=4))
    returned(item, editor, today)
    assert kinds(client_of(editor)) == {"Returned to you": ["It was not signed off"]}
    assert kinds(client_of(lead)) == {}
    ProgressUpdateFactory(item=item, number=2, made_by=lead, reported_on=today, delivery_rating="complete")
    assert kinds(client_of(editor)) == {}


def test_an_answer_of_a_round_that_was_returned_reaches_whoever_gave_it(client_of, plan, editor, lead, today):
    plan.items.all().delete()
    plan.stage, plan.submitted_on = Stage.MONITORING, today - timedelta(days=90)
    plan.save()
    item = lead_of(plan, None)
    asking = RoundFactory(plan=plan, answers_due_on=today, opened_at=timezone.now(), opened_on=today)
    answer = ProgressUpdateFactory(item=item, made_by=editor, made_at=timezone.now(), reported_on=today)
    AskedActionFactory(
        round=asking,
        item=item,
        update=answer,
        review="returned",
        note="Which audit?",
        reviewed_by=lead,
        reviewed_at=timezone.now(),
    )
    said = f"Your answer for {asking.meeting.body} was returned"
    assert kinds(client_of(editor)) == {"Returned to you": [said]}
    assert kinds(client_of(lead)) == {}


@pytest.mark.parametrize(
    ("leads", "who"),
    [
        (False, "Eddie Editor, who reported it, finds it under My actions."),
        (True, "Eddie Editor, who reported it, and the lead of the action find it under My actions."),
    ],
)
def test_whoever_decides_reads_who_will_find_what_they_return(client_of, item, editor, lead, today, leads, who):
    if not leads:
        ActionItem.objects.filter(pk=item.pk).update(lead_person=None, lead_post="Head of service")
    EvidenceFactory(item=item)
    report = a_report(on=today, delivery=DeliveryRating.COMPLETE)
    update = actions.report_progress(item=item, by=editor, report=report, today=today)
    assert f"If you return it, {who}" in words(client_of(lead).get(address(item, "sign-off-decide", update.pk)))


def test_each_action_leads_straight_to_its_form(owner, item):
    html = owner.get(reverse("my-actions")).content.decode()
    assert f'href="{address(item)}?from=my-actions"' in html


def test_whoever_leads_nothing_is_told_so(client_of, editor, nobody):
    for person in (editor, nobody):
        assert "You lead no action that is still open" in words(client_of(person).get(reverse("my-actions")))


def test_nothing_is_listed_of_a_plan_under_embargo_of_another_council_or_that_is_over(owner, item, action_owner, plan):
    elsewhere = ActionItemFactory(lead_person=action_owner)
    assert [str(elsewhere.plan.authority)] != [str(plan.authority)]
    assert kinds(owner) == {"Everything else you lead": ["No update yet"]}
    embargoed(plan.inspections.get())
    assert kinds(owner) == {}


def test_what_waits_for_the_persons_sign_off_is_counted(client_of, item, editor, lead, action_owner, owner, today):
    EvidenceFactory(item=item)
    report = a_report(on=today, delivery=DeliveryRating.COMPLETE)
    actions.report_progress(item=item, by=editor, report=report, today=today)
    counts = {
        person.name: client_of(person).get(reverse("my-actions")).context["sign_offs"]
        for person in (lead, editor, action_owner)
    }
    york = item.plan.authority
    assert counts == {"Lee Lead": [(york, 1)], "Eddie Editor": [], "Ash Owner": []}
    assert f"1 report of {york} waits for your sign-off." in words(client_of(lead).get(reverse("my-actions")))


def test_my_actions_stands_in_the_menu_of_everybody_who_may_lead_one(client_of, york, member, owner):
    home = reverse("council-home", args=["york"])
    assert f'href="{reverse("my-actions")}"' in owner.get(home).content.decode()
    assert f'href="{reverse("my-actions")}"' not in client_of(member).get(home).content.decode()


def test_the_list_costs_the_same_for_one_action_and_for_thirty_in_several_plans(
    owner, item, york, action_owner, count_queries
):
    def open_it():
        assert owner.get(reverse("my-actions")).status_code == 200

    ProgressUpdateFactory(item=item)
    MilestoneFactory(item=item)
    open_it()
    before = count_queries(open_it)
    area = item.plan.inspections.get().areas.first()
    for _ in range(3):
        response = AreaResponseFactory(plan=PlanFactory(authority=york), area=area)
        for each in ActionItemFactory.create_batch(10, response=response, lead_person=action_owner):
            ProgressUpdateFactory.create_batch(3, item=each)
            MilestoneFactory(item=each)
    assert len(owner.get(reverse("my-actions")).context["sections"]) >= 1
    assert count_queries(open_it) == before


def test_the_form_says_what_the_lead_missed_in_the_open_round_until_it_is_answered(plan, item, owner, lead, today):
    type(plan).objects.filter(pk=plan.pk).update(stage=Stage.SUBMITTED, submitted_on=today)
    round = RoundFactory(plan=plan, opened_on=today, opened_at=timezone.now() - timedelta(hours=1))
    first = ProgressUpdateFactory(item=item, made_at=timezone.now() - timedelta(minutes=30))
    more = {"review": "returned", "note": "How many\naudits?", "reviewed_by": lead, "reviewed_at": timezone.now()}
    AskedActionFactory(round=round, item=item, update=first, **more)
    page = owner.get(address(item)).content.decode()
    assert f"<strong>What is missing for {round.meeting.body}</strong>, by {lead} on" in page
    assert "How many<br>audits?" in page
    assert "How many" not in owner.get(address(item, "progress-correct", first.pk)).content.decode()
    ProgressUpdateFactory(item=item, made_at=timezone.now())
    assert "How many" not in owner.get(address(item)).content.decode()
