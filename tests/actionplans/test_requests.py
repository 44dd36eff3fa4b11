"""The e-mails of rounds: who gets one, when, what it says, and that nobody gets the same twice."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from actionplans import actions
from actionplans.actions.requests import deliver, digests, reach, send_requests
from actionplans.models import AskedAction, DeliveryRating, Round, SentRequest
from ilacs.authorities.models import Role, User
from ilacs.design.today import as_if_on
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    AskedActionFactory,
    BodyFactory,
    ImprovementAreaFactory,
    InspectionFactory,
    MeetingFactory,
    MembershipFactory,
    NamedPersonFactory,
    PlanFactory,
    ProgressUpdateFactory,
    RoundFactory,
    UserFactory,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db

OPENED = date(2022, 9, 1)
DUE = date(2022, 9, 15)
REMINDED = date(2022, 9, 12)
LATE = date(2022, 9, 16)
VISIT = {"notified_on": date(2022, 7, 27), "started_on": date(2022, 8, 1), "ended_on": date(2022, 8, 2)}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_ADDRESS = "https://plans.example"


@pytest.fixture
def plan(york, lead, action_owner):
    """York's plan, sent on 11 August 2022; the action owner leads 1.1 and 2.1."""
    plan = sent(york_plan(york), by=lead)
    plan.items.filter(reference__in=("1.1", "2.1")).update(lead_person=action_owner)
    return plan


@pytest.fixture
def round(plan, editor):
    """A round of every action, opened on 1 September, answers due on Thursday 15 September."""
    body = BodyFactory(authority=plan.authority, name="Scrutiny")
    round = RoundFactory(
        plan=plan,
        meeting=MeetingFactory(plan=plan, body=body, held_on=date(2022, 10, 4)),
        opened_by=editor,
        message="Please be brief.",
    )
    for item in plan.items.all():
        AskedActionFactory(round=round, item=item)
    return round


def send(on, **more):
    """Sends as on a day, and gives who got what, as (address, subject)."""
    mail.outbox.clear()
    with as_if_on(on):
        number = send_requests(on=on, **more)
    assert number == len(mail.outbox)
    return [(message.to[0], message.subject) for message in mail.outbox]


def answer(plan, reference, by, on=date(2022, 9, 5)):
    """A report on an action at nine on a day."""
    item = plan.items.get(reference=reference)
    return ProgressUpdateFactory(item=item, made_by=by, made_at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC))


def give_back(round, reference, by, on):
    """The answer on an action, returned with a note on a day."""
    asked = round.asked.get(item__reference=reference)
    with as_if_on(on):
        actions.review_answer(asked=asked, outcome=AskedAction.Review.RETURNED, note="How many audits?", by=by)


ASH = "ash.owner@example.gov.uk"
ASKED = [(ASH, "Please report on 2 actions by 15 September 2022")]
REMINDER = [(ASH, "Reminder: report on 2 actions by 15 September 2022")]
IS_LATE = [(ASH, "Late: your report on 2 actions")]

TEXT = """\
Hello Ash Owner

Ofsted action plan 2022, City of York Council
Reporting round 1 for Scrutiny, 4 October 2022. Reports are due on Thursday 15 September 2022.

Eddie Editor says: Please be brief.

2 actions wait for your report:

1.1 Action 1.1.
https://plans.example/york/plans/{plan}/actions/{first}/progress/

2.1 Action 2.1.
https://plans.example/york/plans/{plan}/actions/{second}/progress/

All your actions on one page:
https://plans.example/my-actions/

Each link asks you to sign in. A report takes about a minute.

If somebody else leads one of these actions now, tell Eddie Editor (eddie.editor@example.gov.uk), who can hand it over. You are then not asked about it any more.
You get at most one of these messages a day, and only while a report of yours is waited for.
"""  # noqa: E501 lines of an e-mail are not broken


def test_the_message_says_what_is_asked_by_when_where_and_whom_to_tell(round, plan):
    assert send(OPENED) == ASKED
    message = mail.outbox[0]
    first, second = (plan.items.get(reference=each).pk for each in ("1.1", "2.1"))
    assert message.body == TEXT.format(plan=plan.pk, first=first, second=second)
    assert message.from_email == "no-reply@localhost"
    assert message.reply_to == ["eddie.editor@example.gov.uk"]
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert f'<a href="https://plans.example/york/plans/{plan.pk}/actions/{first}/progress/">1.1 Action 1.1.</a>' in html


def test_markup_in_an_action_is_text_in_the_message(round, plan):
    plan.items.filter(reference="1.1").update(action="Train <b>all</b> & more " * 10)
    send(OPENED)
    title = "Train <b>all</b> & more Train <b>all</b> & more Train <b>all</b> & more Train ..."
    assert f"\n1.1 {title}\n" in mail.outbox[0].body
    assert "<b>all" not in mail.outbox[0].alternatives[0][0]


def test_everybody_is_asked_reminded_and_told_that_it_is_late_once_each(round):
    days = [date(2022, 9, day) for day in range(1, 25)]
    told = {day: found for day in days if (found := send(day))}
    assert told == {OPENED: ASKED, REMINDED: REMINDER, LATE: IS_LATE}
    kinds = list(SentRequest.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["asked", "reminded 2022-09-15", "late 2022-09-15"]


def test_called_twice_a_day_it_sends_once(round):
    assert [send(OPENED), send(OPENED)] == [ASKED, []]


def test_whoever_was_never_asked_is_asked_and_not_reminded(round):
    assert send(date(2022, 9, 13)) == ASKED
    assert send(date(2022, 9, 14)) == []
    assert send(LATE) == IS_LATE


def test_whoever_was_never_asked_in_time_hears_only_that_it_is_late(round):
    assert [send(LATE), send(date(2022, 9, 19))] == [IS_LATE, []]


def test_a_day_that_moved_is_reminded_of_again(round):
    send(OPENED)
    send(REMINDED)
    Round.objects.update(answers_due_on=date(2022, 9, 22))
    assert send(date(2022, 9, 15)) == []
    # Monday 19 September 2022 was a bank holiday.
    assert send(date(2022, 9, 16)) == [(ASH, "Reminder: report on 2 actions by 22 September 2022")]


def test_what_was_answered_is_not_asked_any_more(round, plan, action_owner):
    answer(plan, "1.1", action_owner, on=date(2022, 9, 2))
    assert send(date(2022, 9, 5)) == [(ASH, "Please report on 1 action by 15 September 2022")]
    answer(plan, "2.1", action_owner, on=date(2022, 9, 6))
    assert [send(REMINDED), send(LATE)] == [[], []]


def test_what_was_returned_is_told_once(round, plan, action_owner, editor):
    send(OPENED)
    for reference in ("1.1", "2.1"):
        answer(plan, reference, action_owner)
    give_back(round, "1.1", editor, on=date(2022, 9, 6))
    assert send(date(2022, 9, 6)) == [(ASH, "Returned: your report on 1 action")]
    body = mail.outbox[0].body
    assert "\n1.1 Action 1.1. (returned: something is missing)\n" in body
    assert f"What is missing is said here:\nhttps://plans.example/york/plans/{plan.pk}/rounds/1/\n" in body
    assert "How many audits?" not in body
    assert send(date(2022, 9, 7)) == []
    give_back(round, "2.1", editor, on=date(2022, 9, 7))
    assert send(date(2022, 9, 8)) == [(ASH, "Returned: your report on 2 actions")]


def test_what_is_returned_after_the_message_of_the_day_waits_for_the_next(round, plan, action_owner, editor):
    answer(plan, "1.1", action_owner, on=OPENED)
    send(date(2022, 9, 2))
    give_back(round, "1.1", editor, on=date(2022, 9, 2))
    assert send(date(2022, 9, 2)) == []
    assert send(date(2022, 9, 3)) == [(ASH, "Returned: your report on 1 action")]


def test_a_person_gets_one_message_of_all_plans_and_rounds(round, plan, york, action_owner, lead):
    other = sent(york_plan_of_another_year(york), by=lead)
    item = other.items.get(reference="1.1")
    other.items.filter(pk=item.pk).update(lead_person=action_owner)
    AskedActionFactory(round=RoundFactory(plan=other, answers_due_on=date(2022, 9, 9)), item=item)
    assert send(OPENED) == [(ASH, "Please report on 3 actions by 9 September 2022")]
    body = mail.outbox[0].body
    assert body.index("Focused visit plan") < body.index("Ofsted action plan 2022")
    assert "\n1 action waits for your report:\n" in body
    assert SentRequest.objects.filter(kind="asked").count() == 2


def york_plan_of_another_year(york):
    """A plan of one action after a focused visit."""
    inspection = InspectionFactory(authority=york, kind="focused_visit")
    plan = PlanFactory(authority=york, title="Focused visit plan", inspections=[inspection])
    response = AreaResponseFactory(plan=plan, area=ImprovementAreaFactory(inspection=inspection))
    ActionItemFactory(response=response)
    return plan


# Who gets none


@pytest.mark.parametrize(
    "leaves",
    [
        lambda person: person.memberships.update(ended_on=OPENED),
        lambda person: person.memberships.update(joined_on=None),
        lambda person: person.memberships.update(role=Role.READER),
        lambda person: type(person).objects.filter(pk=person.pk).update(is_active=False),
    ],
    ids=["left", "never joined", "only reads", "account closed"],
)
def test_nobody_without_a_role_that_reports_or_with_a_closed_account_is_written_to(round, action_owner, leaves):
    leaves(action_owner)
    assert send(OPENED) == []
    assert not SentRequest.objects.exists()


def test_nobody_is_asked_in_a_round_or_a_plan_that_is_over(round, plan, editor):
    actions.cancel_round(round=round, reason="The inspection came first.", by=editor)
    assert send(OPENED) == []
    Round.objects.update(archived_at=None, archived_by=None, archived_reason="")
    assert send(OPENED) == ASKED
    SentRequest.objects.all().delete()
    type(plan).objects.update(stage="closed", closed_on=OPENED)
    assert send(OPENED) == []


def test_what_is_evidenced_or_taken_out_is_not_asked(round, plan, editor):
    plan.items.filter(reference="1.1").update(delivery_rating=DeliveryRating.EVIDENCED)
    plan.items.get(reference="2.1").delete_by(by=editor, approved="By amendment.")
    assert send(OPENED) == []


def test_of_a_plan_under_embargo_only_the_named_are_asked_and_told_nothing_but_references(
    round, plan, york, action_owner
):
    secret = InspectionFactory(authority=york, kind="focused_visit", **VISIT)
    type(secret).objects.filter(pk=secret.pk).update(published_on=None, received_on=date(2022, 8, 20))
    plan.inspections.add(secret)
    assert send(OPENED) == []
    NamedPersonFactory(inspection=secret, user=action_owner)
    assert send(OPENED) == ASKED
    body = mail.outbox[0].body
    assert body.startswith(
        "Hello Ash Owner\n\nAn action plan of City of York Council\nReporting round 1. Reports are due"
    )
    for secret_words in ("Ofsted action plan 2022", "Action 1.1", "Scrutiny", "Please be brief"):
        assert secret_words not in body


# Failing


class Refusing(EmailBackend):
    """A mail server that refuses one address, as the real one would refuse a recipient."""

    refused = ASH

    def send_messages(self, messages):
        """Raises for the refused address; sends the others."""
        if any(self.refused in message.to for message in messages):
            raise OSError("550 no such user")
        return super().send_messages(messages)


class Unreachable(EmailBackend):
    """A mail server that is not there."""

    def open(self):
        """Fails at once."""
        raise ConnectionRefusedError("Connection refused")


@pytest.fixture
def another(york, plan, round):
    """A second owner, who leads 3.1, and comes after the action owner."""
    person = MembershipFactory(user__email="zoe@example.gov.uk", authority=york, role=Role.ACTION_OWNER).user
    plan.items.filter(reference="3.1").update(lead_person=person)
    return person


def test_one_persons_failure_stops_nobody_else_and_is_tried_again(round, another, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with as_if_on(OPENED):
        assert deliver(on=OPENED) == (1, 1)
    assert list(SentRequest.objects.values_list("person__email", flat=True)) == ["zoe@example.gov.uk"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send(OPENED) == ASKED


class Broken(Refusing):
    """A mail server whose program breaks over one message."""

    def send_messages(self, messages):
        """Raises what nobody foresaw for that address; sends the others."""
        if any(self.refused in message.to for message in messages):
            raise TypeError("what nobody foresaw")
        return super().send_messages(messages)


def test_what_nobody_foresaw_about_one_person_stops_nobody_else(round, another, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    with as_if_on(OPENED):
        assert deliver(on=OPENED) == (1, 1)
    assert list(SentRequest.objects.values_list("person__email", flat=True)) == ["zoe@example.gov.uk"]
    failed = User.objects.get(email=ASH)
    assert [record.getMessage() for record in caplog.records] == [
        f"The request to person {failed.pk} was not sent; the next call tries again"
    ]


def test_without_a_mail_server_nothing_is_recorded_and_all_is_tried_again(round, another, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    with as_if_on(OPENED):
        assert deliver(on=OPENED) == (0, 1)
    assert not SentRequest.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(send(OPENED)) == 2


# The command, and asking now


def run(*args):
    """What the command prints on the day the round was opened."""
    out = StringIO()
    with as_if_on(OPENED):
        call_command("send_requests", *args, stdout=out)
    return out.getvalue()


def test_the_command_sends_and_says_how_many(round):
    assert [run(), run()] == ["1 message sent.\n", "0 messages sent.\n"]
    assert len(mail.outbox) == 1


def test_a_dry_run_prints_the_messages_and_sends_none(round, plan):
    said = run("--dry-run")
    first, second = (plan.items.get(reference=each).pk for each in ("1.1", "2.1"))
    text = TEXT.format(plan=plan.pk, first=first, second=second)
    assert said == f"To: {ASH}\nSubject: {ASKED[0][1]}\n\n{text}\n1 message would be sent.\n"
    assert (mail.outbox, SentRequest.objects.count()) == ([], 0)


def test_the_command_fails_when_somebody_was_not_written_to(round, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with pytest.raises(CommandError, match=r"1 message not sent. The log says why; the next call tries again."):
        run()


def test_asking_now_writes_only_to_those_the_round_asks(round, york, another, lead):
    other = sent(york_plan_of_another_year(york), by=lead)
    AskedActionFactory(round=RoundFactory(plan=other), item=other.items.get())
    other.items.update(lead_person=lead)
    with as_if_on(OPENED):
        everybody = {digest.email for digest in digests(on=OPENED)}
    assert everybody == {"lee.lead@example.gov.uk", ASH, "zoe@example.gov.uk"}
    assert [address for address, _ in send(OPENED, round=round)] == [ASH, "zoe@example.gov.uk"]


# Whom a request reaches


def test_nobody_is_forgotten_without_being_told_why(plan, york, action_owner):
    closed_account, invited, reader = (
        UserFactory(name="Cy Closed", is_active=False),
        UserFactory(),
        UserFactory(name="Ro"),
    )
    for person, more in ((closed_account, {}), (invited, {"joined_on": None}), (reader, {"role": Role.READER})):
        MembershipFactory(user=person, authority=york, **({"role": Role.ACTION_OWNER} | more))
    leads = {"3.1": closed_account, "4.1": invited, "5.1": reader, "6.1": UserFactory(name="Lia Left")}
    for reference, person in leads.items():
        plan.items.filter(reference=reference).update(lead_person=person)
    plan.items.filter(reference="7.1").update(lead_post="")
    item = plan.items.get(reference="2.1")
    type(item).objects.filter(pk=item.pk).update(lead_person=None)
    found = reach(plan, plan.items.select_related("lead_person"), on=OPENED)
    assert [(str(person), [item.reference for item in items]) for person, items in found.people] == [
        ("Ash Owner", ["1.1"])
    ]
    assert [(item.reference, why) for item, why in found.nobody] == [
        ("2.1", "Only a post leads it: Head of Service"),
        ("3.1", "The account of Cy Closed is closed"),
        ("4.1", f"{invited.email} has not joined yet"),
        ("5.1", "Ro only reads here, and cannot report"),
        ("6.1", "Lia Left has left"),
        ("7.1", "Nobody leads it"),
    ]


def test_of_a_plan_under_embargo_those_who_are_not_named_are_not_reached(plan, york, action_owner):
    secret = InspectionFactory(authority=york, kind="focused_visit", **VISIT)
    type(secret).objects.filter(pk=secret.pk).update(published_on=None, received_on=date(2022, 8, 20))
    plan.inspections.add(secret)
    item = plan.items.select_related("lead_person").filter(reference="1.1")
    why = "Ash Owner is not named on the report, which is under embargo"
    assert [words for _, words in reach(plan, item, on=OPENED).nobody] == [why]
    NamedPersonFactory(inspection=secret, user=action_owner)
    assert [str(person) for person, _ in reach(plan, item, on=OPENED).people] == ["Ash Owner"]
