"""The pages of rounds: what they say, what they refuse, and that nothing typed is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from actionplans import actions
from actionplans.models import AskedAction, DeliveryRating, Round
from actionplans.snapshot import take
from actionplans.views.round_rows import review_of, silence_of
from ilacs.design.today import as_if_on
from inspections.models import current_calendar
from tests.actionplans.test_rounds import DUE, HELD, OPENED, answered, asked, opened
from tests.factories import (
    ActionItemFactory,
    BodyFactory,
    DateMoveFactory,
    EvidenceFactory,
    MeetingFactory,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db

ON = date(2022, 9, 12)
Review = AskedAction.Review


@pytest.fixture
def plan(york, lead, action_owner):
    """York's plan, sent on 11 August 2022; the action owner leads 1.1."""
    plan = sent(york_plan(york), by=lead)
    plan.items.filter(reference="1.1").update(lead_person=action_owner)
    return plan


@pytest.fixture
def meeting(plan):
    """Scrutiny on Tuesday 4 October 2022."""
    return MeetingFactory(plan=plan, held_on=HELD, body=BodyFactory(authority=plan.authority, name="Scrutiny"))


@pytest.fixture
def round(plan, meeting, editor, action_owner):
    """A round in which the action owner called 1.1 off track against the proposal, and the editor reported on 2.1."""
    round = opened(plan, meeting, editor)
    answered(plan.items.get(reference="1.1"), action_owner, rating=DeliveryRating.OFF_TRACK)
    answered(plan.items.get(reference="2.1"), editor)
    return round


def url(name, plan, *more):
    return reverse(name, args=[plan.authority.slug, plan.pk, *more])


def get(browser, address, on=ON):
    """A page as on a day, as text."""
    with as_if_on(on):
        answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def post(browser, address, data=None, on=ON, status=302):
    """What is answered on a day to what was typed."""
    with as_if_on(on):
        answer = browser.post(address, data or {})
    assert answer.status_code == status
    return answer


WANTED = {
    "answers_due_on_day": "21",
    "answers_due_on_month": "9",
    "answers_due_on_year": "2022",
    "message": "Be brief.",
}


def test_opening_proposes_the_next_meeting_and_the_day_that_follows_from_it(client_of, editor, plan, meeting):
    MeetingFactory(plan=plan, held_on=date(2022, 11, 1))
    MeetingFactory(plan=plan, held_on=date(2022, 8, 30))
    page = get(client_of(editor), url("round-open", plan), on=OPENED)
    assert 'inputmode="numeric" value="21"' in page
    assert (
        "Its papers are due on 26 September 2022. Reports by 21 September 2022 would leave time to read them." in page
    )
    assert "30 August 2022" not in page
    assert "1 person will be asked, each in one e-mail" in page
    assert "Nobody gets an e-mail about 6 actions." in page


def test_a_round_is_opened_and_nobody_is_written_to_unless_asked_for(client_of, editor, plan, meeting):
    answer = post(client_of(editor), url("round-open", plan), {**WANTED, "meeting": meeting.pk}, on=OPENED)
    assert answer.url == url("round-detail", plan, 1)
    round = Round.objects.get()
    assert (round.meeting, round.answers_due_on, round.message, round.opened_by) == (meeting, DUE, "Be brief.", editor)
    assert mail.outbox == []


def test_asking_now_writes_at_once_and_twice_writes_once(client_of, editor, plan, meeting, action_owner):
    browser = client_of(editor)
    post(browser, url("round-open", plan), {**WANTED, "meeting": meeting.pk, "ask_now": "on"}, on=OPENED)
    page = get(browser, url("round-detail", plan, 1), on=OPENED)
    assert "1 person has been asked by e-mail." in page
    post(browser, url("round-ask", plan, 1), on=OPENED)
    assert "Nobody was written to" in get(browser, url("round-detail", plan, 1), on=OPENED)
    assert [message.to for message in mail.outbox] == [[action_owner.email]]


def test_a_mail_server_that_fails_leaves_the_round_open_and_says_so(client_of, editor, plan, meeting, settings):
    settings.EMAIL_BACKEND = "tests.actionplans.test_requests.Unreachable"
    browser = client_of(editor)
    post(browser, url("round-open", plan), {**WANTED, "meeting": meeting.pk, "ask_now": "on"}, on=OPENED)
    page = get(browser, url("round-detail", plan, 1), on=OPENED)
    assert "The e-mails could not all be sent. The next daily run tries again." in page


def test_a_day_that_cannot_be_is_said_beside_it_and_nothing_typed_is_lost(client_of, editor, plan, meeting):
    wrong = {**WANTED, "meeting": meeting.pk, "answers_due_on_day": "10"}
    page = post(client_of(editor), url("round-open", plan), wrong, on=OPENED, status=422).content.decode()
    assert "10 September 2022 is no working day. Choose a working day" in page
    assert "Be brief." in page
    assert not Round.objects.exists()


def test_while_a_round_is_open_opening_leads_to_it(client_of, lead, plan, round):
    browser = client_of(lead)
    with as_if_on(ON):
        assert browser.get(url("round-open", plan)).url == url("round-detail", plan, 1)
    assert "Round 1 is open. Close or cancel it before you open another." in get(browser, url("round-detail", plan, 1))


def test_without_a_meeting_to_come_it_says_what_to_do_first(client_of, editor, plan):
    page = get(client_of(editor), url("round-open", plan), on=OPENED)
    assert f'<a class="govuk-link" href="{url("meeting-add", plan)}">Add the meeting first</a>' in page


def test_a_plan_that_was_not_sent_has_no_rounds_yet(client_of, editor, york):
    draft = york_plan(york)
    assert "Rounds begin once the plan has been sent." in get(client_of(editor), url("round-list", draft))
    assert "Rounds begin once the plan has been sent." in get(client_of(editor), url("round-open", draft))


def test_the_page_shows_the_rating_before_and_now_and_why(client_of, lead, plan, round):
    item = plan.items.get(reference="1.1")
    DateMoveFactory(item=item, to_on=item.due_on, moved_at=datetime(2022, 9, 5, 9, tzinfo=UTC))
    EvidenceFactory(item=item, added_at=datetime(2022, 9, 5, 9, tzinfo=UTC))
    EvidenceFactory(item=item, shows="Older.", added_at=datetime(2022, 8, 20, 9, tzinfo=UTC))
    AskedAction.objects.filter(item=item).update(due_before=date(2022, 10, 1))
    with as_if_on(ON):
        row = review_of(round, lead).to_review[0]
    assert [rating.code for rating in row.delivery] == ["not_started", "off_track"]
    assert row.flags == ("Rating changed", "Not as proposed", "Due date moved", "Off track")
    assert (row.due_before, len(row.moves), len(row.evidence)) == (date(2022, 10, 1), 1, 1)
    page = get(client_of(lead), url("round-detail", plan, 1))
    for words in ("2 of 7 answered", "It goes well.", "The program proposed", "The supplier delivers in October."):
        assert words in page
    assert "Older." not in page


def test_the_silent_are_named_with_their_silence_and_without_a_rating(client_of, lead, plan, round):
    answered(plan.items.get(reference="3.1"), lead, on=date(2022, 8, 20))
    page = get(client_of(lead), url("round-detail", plan, 1))
    silent = page[page.index('id="silent"') : page.index('id="progress"')]
    assert "5 actions without an answer" in silent
    assert "No update for 23 days" in silent
    assert "Never reported, 32 days after it was to begin" in silent
    assert "app-rating" not in silent


def test_what_was_reported_shortly_before_is_without_an_answer_and_counted_apart(
    client_of, lead, plan, meeting, editor
):
    answered(plan.items.get(reference="3.1"), lead, on=date(2022, 8, 31))
    round = opened(plan, meeting, editor)
    page = get(client_of(lead), url("round-detail", plan, 1))
    assert "7 actions without an answer, 1 of them reported shortly before" in page
    assert "Reported on 31 August 2022, before this round opened" in page
    with as_if_on(ON):
        count = review_of(round, lead).count
    assert (count.asked, count.answered, count.silent, count.reported_before) == (7, 0, 6, 1)


def test_a_closed_round_calls_what_nobody_looked_at_not_reviewed(client_of, lead, plan, round):
    assert "2 reports to review" in get(client_of(lead), url("round-detail", plan, 1))
    with as_if_on(date(2022, 9, 22)):
        actions.close_round(round=round, by=lead, on=date(2022, 9, 22))
    page = get(client_of(lead), url("round-detail", plan, 1), on=date(2022, 9, 22))
    assert "2 reports not reviewed" in page
    assert "to review" not in page.lower().split("<main", 1)[1]


@pytest.mark.parametrize(
    ("starts_on", "reported", "rating", "words"),
    [
        (date(2022, 6, 1), None, "not_started", "Never reported, 32 days after it was to begin"),
        (date(2022, 12, 1), None, "not_started", "Never reported"),
        (date(2022, 6, 1), date(2022, 8, 30), "on_track", "No update for 13 days"),
        (date(2022, 6, 1), date(2022, 8, 30), "complete", "Nothing since 30 August 2022"),
    ],
)
def test_silence_in_words(plan, editor, starts_on, reported, rating, words):
    item = plan.items.get(reference="1.1")
    plan.items.filter(pk=item.pk).update(starts_on=starts_on)
    item.refresh_from_db()
    if reported:
        answered(item, editor, on=reported, rating=DeliveryRating(rating))
    assert silence_of(take(plan, on=ON, calendar=current_calendar()).items[0]) == words


def test_a_report_is_returned_in_place_and_the_note_is_asked_for(client_of, lead, plan, round):
    browser, row = client_of(lead), asked(round)
    address = url("round-review", plan, 1, row.item_id)
    typed = {"outcome": "returned", "note": "", "seen": row.answer.pk, "was": ""}
    page = post(browser, address, typed, status=422).content.decode()
    assert "Enter what is missing, so that the owner knows what to add" in page
    answer = post(browser, address, {**typed, "note": "How many audits?"})
    assert answer.url == f"{url('round-detail', plan, 1)}#to-review"
    assert (asked(round).standing, asked(round).note) == ("returned", "How many audits?")
    assert "How many audits?" in get(browser, url("round-detail", plan, 1))


def test_a_newer_answer_is_shown_before_it_is_reviewed_and_the_note_is_kept(client_of, lead, plan, round, action_owner):
    row = asked(round)
    answered(plan.items.get(reference="1.1"), action_owner, on=date(2022, 9, 8), rating=DeliveryRating.AT_RISK)
    typed = {"outcome": "returned", "note": "How many audits?", "seen": row.answer.pk, "was": ""}
    browser, address = client_of(lead), url("round-review", plan, 1, row.item_id)
    page = post(browser, address, typed, status=422).content.decode()
    assert "A newer answer has come in. Read it first" in page
    assert "How many audits?" in page
    newest = asked(round).answer.pk
    assert f'name="seen" value="{newest}"' in page
    post(browser, address, {**typed, "seen": newest})
    assert asked(round).standing == "returned"


def test_ones_own_report_is_left_to_somebody_else(client_of, editor, plan, round):
    page = get(client_of(editor), url("round-detail", plan, 1))
    assert "You reported this yourself, so somebody else reviews it." in page
    assert page.count(">Accept<") == 1
    row = asked(round, "2.1")
    typed = {"outcome": "accepted", "note": "", "seen": row.answer.pk, "was": ""}
    page = post(client_of(editor), url("round-review", plan, 1, row.item_id), typed, status=422).content.decode()
    assert "This is your own work. Ask somebody else who may to review it" in page


def test_all_that_was_on_the_page_is_accepted_at_once(client_of, lead, plan, round):
    browser = client_of(lead)
    page = get(browser, url("round-detail", plan, 1))
    assert "Accept all 2 reports above" in page
    seen = " ".join(str(asked(round, reference).answer.pk) for reference in ("2.1", "1.1"))
    assert sorted(seen.split()) == sorted(page.split('name="seen" value="')[-1].split('"')[0].split())
    post(browser, url("round-accept-all", plan, 1), {"seen": seen})
    assert "2 reports have been accepted." in get(browser, url("round-detail", plan, 1))
    post(browser, url("round-accept-all", plan, 1), {"seen": "x ٣ -1"})
    assert "0 reports have been accepted." in get(browser, url("round-detail", plan, 1))


def test_an_action_that_was_not_asked_has_no_review(client_of, lead, plan, round):
    new = ActionItemFactory(response=plan.responses.first())
    assert client_of(lead).get(url("round-review", plan, 1, new.pk)).status_code == 404


def test_an_action_without_an_answer_has_nothing_to_review(client_of, lead, plan, round):
    page = get(client_of(lead), url("round-review", plan, 1, asked(round, "3.1").item_id))
    assert "Nobody has answered yet, so there is nothing to review." in page


def test_closing_says_what_will_be_in_the_version_and_leads_to_it(client_of, lead, plan, round):
    ActionItemFactory(response=plan.responses.first())
    actions.review_answer(asked=asked(round), outcome=Review.RETURNED, note="How many?", by=lead)
    browser = client_of(lead)
    page = get(browser, url("round-close", plan, 1))
    for words in (
        "2 of 7 actions answered",
        "<strong>1 not reviewed:</strong> 2.1. They are in it all the same.",
        "<strong>1 returned and not answered again:</strong> 1.1. The returned report is in it.",
        "<strong>1 not asked,</strong> because it came into the plan after the round was opened: 1.2",
        "5 actions will stand as silent",
    ):
        assert words in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    answer = post(browser, url("round-close", plan, 1), {"seen": seen})
    assert answer.url == url("version-detail", plan, 2)
    assert "Round 1 is closed. Scrutiny, 4 October 2022 sees version 2." in get(browser, answer.url)
    assert post(browser, url("round-close", plan, 1), {"seen": seen}).url == answer.url


def test_closing_stops_when_something_came_in_since_the_page_was_read(client_of, lead, plan, round):
    browser = client_of(lead)
    seen = get(browser, url("round-close", plan, 1)).split('name="seen" value="')[1].split('"')[0]
    answered(plan.items.get(reference="3.1"), lead)
    page = post(browser, url("round-close", plan, 1), {"seen": seen}, status=409).content.decode()
    assert "Something came in since you opened this page." in page
    assert "3 of 7 actions answered" in page
    again = page.split('name="seen" value="')[1].split('"')[0]
    post(browser, url("round-close", plan, 1), {"seen": again})


def test_a_closed_round_stays_readable_and_says_what_was_said_then(client_of, member, lead, plan, round):
    with as_if_on(date(2022, 9, 22)):
        actions.close_round(round=round, by=lead, on=date(2022, 9, 22))
    answered(plan.items.get(reference="3.1"), lead, on=date(2022, 9, 30))
    plan.items.get(reference="2.1").delete_by(by=lead, approved="By amendment.")
    page = get(client_of(member), url("round-detail", plan, 1), on=date(2022, 10, 20))
    assert "2 of 7 answered" in page
    assert "No update for" not in page
    assert "Never reported, 42 days after it was to begin" in page
    listed = get(client_of(member), url("round-list", plan), on=date(2022, 10, 20))
    assert "<span>2 of 7</span>" in listed
    assert "Version 2" in listed


def test_a_cancelled_round_stays_readable_with_its_reason(client_of, member, editor, plan, round):
    post(client_of(editor), url("round-cancel", plan, 1), {"reason": "The meeting was called off."})
    page = get(client_of(member), url("round-detail", plan, 1), on=date(2022, 10, 20))
    assert "by Eddie Editor on" in page
    assert "The meeting was called off." in page
    assert "2 of 7 answered" in page
    assert "The meeting was called off." in get(client_of(member), url("round-list", plan))


def test_the_day_is_changed_and_who_saved_first_is_shown(client_of, editor, lead, plan, round, meeting):
    typed = {**WANTED, "meeting": meeting.pk, "answers_due_on_day": "20", "revision": "0"}
    post(client_of(editor), url("round-edit", plan, 1), typed)
    assert Round.objects.get().answers_due_on == date(2022, 9, 20)
    theirs = {**typed, "answers_due_on_day": "22", "message": "Hurry."}
    page = post(client_of(lead), url("round-edit", plan, 1), theirs, status=409).content.decode()
    assert "Saved by Eddie Editor" in page
    assert "Hurry." in page
    post(client_of(lead), url("round-edit", plan, 1), {**theirs, "revision": "1"})
    assert Round.objects.get().answers_due_on == date(2022, 9, 22)


@pytest.mark.parametrize("name", ["round-detail", "round-close"])
def test_a_round_costs_as_many_queries_however_much_came_in(client_of, lead, plan, round, count_queries, name):
    browser, address = client_of(lead), url(name, plan, 1)
    get(browser, address)
    before = count_queries(lambda: get(browser, address))
    for item in plan.items.exclude(reference__in=("1.1", "2.1", "7.1")):
        answered(item, lead)
        EvidenceFactory(item=item)
    assert count_queries(lambda: get(browser, address)) == before


def test_opening_costs_as_many_queries_however_many_are_asked(client_of, lead, plan, meeting, count_queries, editor):
    browser, address = client_of(lead), url("round-open", plan)
    get(browser, address, on=OPENED)
    before = count_queries(lambda: get(browser, address, on=OPENED))
    plan.items.update(lead_person=editor)
    ActionItemFactory.create_batch(30, response=plan.responses.first(), lead_person=lead)
    MeetingFactory.create_batch(5, plan=plan, held_on=date(2022, 11, 1))
    assert count_queries(lambda: get(browser, address, on=OPENED)) == before


def test_an_old_update_that_is_put_right_in_the_round_answers_nothing_in_the_list_either(
    client_of, member, lead, plan, meeting
):
    item = plan.items.get(reference="1.1")
    older = answered(item, lead, on=date(2022, 8, 20))
    answered(item, lead, on=date(2022, 8, 25))
    opened(plan, meeting, lead)
    answered(item, lead, corrects=older)
    answered(plan.items.get(reference="2.1"), lead)
    browser = client_of(member)
    assert "1 of 7 answered" in get(browser, url("round-detail", plan, 1))
    assert "<span>1 of 7</span>" in get(browser, url("round-list", plan))


def test_a_report_that_was_put_right_after_the_round_ended_still_answered_it(client_of, member, lead, plan, round):
    with as_if_on(date(2022, 9, 22)):
        actions.close_round(round=round, by=lead, on=date(2022, 9, 22))
    item = plan.items.get(reference="1.1")
    answered(item, lead, on=date(2022, 9, 30), corrects=item.updates.get())
    browser = client_of(member)
    assert "2 of 7 answered" in get(browser, url("round-detail", plan, 1), on=date(2022, 10, 20))
    assert "<span>2 of 7</span>" in get(browser, url("round-list", plan), on=date(2022, 10, 20))


def test_a_cancelled_round_shows_nothing_that_came_in_later_on_that_day(client_of, member, editor, plan, round):
    item = plan.items.get(reference="1.1")
    post(client_of(editor), url("round-cancel", plan, 1), {"reason": "The meeting was called off."})
    answered(item, editor, on=ON, rating=DeliveryRating.AT_RISK)
    review = review_of(Round.objects.select_related("plan__authority").get(), member)
    row = next(row for row in review.rows if row.item.reference == "1.1")
    assert (row.item.delivery_rating, row.answer.delivery_rating) == ("off_track", "off_track")


def test_what_happened_on_the_day_before_the_round_was_opened_is_not_new_in_it(lead, plan, round):
    item = plan.items.get(reference="1.1")
    for minutes, to_on in ((-1, date(2022, 11, 30)), (1, date(2022, 12, 24))):
        at = round.opened_at + timedelta(minutes=minutes)
        DateMoveFactory(item=item, to_on=to_on, moved_at=at)
        EvidenceFactory(item=item, shows=f"{minutes} minutes.", added_at=at)
    with as_if_on(ON):
        row = next(row for row in review_of(round, lead).rows if row.item.pk == item.pk)
    assert [move.to_on for move in row.moves] == [date(2022, 12, 24)]
    assert [piece.shows for piece in row.evidence] == ["1 minutes."]
