"""The pages of a sent plan: nothing typed or posted changes its text, and an amendment goes from hand to hand."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from actionplans import actions
from actionplans.models import ActionItem, ActionPlan, Amendment
from actionplans.snapshot import take
from ilacs.design.today import as_if_on
from inspections.models import current_calendar
from tests.factories import AmendmentFactory, ImprovementAreaFactory, InspectionFactory, PlanFactory, sent, york_plan

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LATER = date(2022, 10, 3)
LOCKED = "This plan was sent on 11 August 2022, so its text is locked."


@pytest.fixture(autouse=True)
def _in_october():
    """Some weeks after York's plan was sent."""
    with as_if_on(LATER):
        yield


@pytest.fixture
def plan(york, lead):
    """York's plan with one action in each of its seven areas, sent on 11 August 2022."""
    return sent(york_plan(york), by=lead)


@pytest.fixture
def item(plan):
    """Its first action."""
    return plan.items.get(reference="1.1")


@pytest.fixture
def client(client_of, editor):
    """The editor's browser."""
    return client_of(editor)


def address(name, plan, *args):
    return reverse(name, args=[plan.authority.slug, plan.pk, *args])


def typed(**changes):
    """The form of the first action with other words."""
    return {
        "action": "Audit 20 records a month.",
        "lead_post": "Head of Service",
        "starts_on_day": "1",
        "starts_on_month": "6",
        "starts_on_year": "2022",
        "due_on_day": "31",
        "due_on_month": "3",
        "due_on_year": "2023",
        "success_measure": "90% good",
        "revision": "1",
        "reason": "The board asked for it.",
        **changes,
    }


def words(page):
    main = page.content.decode().split("<main", 1)[-1]
    return " ".join(unescape(strip_tags(main)).split())


def printed(plan):
    return take(ActionPlan.objects.get(pk=plan.pk), on=LATER, calendar=current_calendar())


def posts(plan):
    """Every address that changes a plan's text, each with what a person might send."""
    item, deleted = plan.items.get(reference="1.1"), plan.items.get(reference="7.1")
    other = plan.responses.get(number=2)
    details = {"title": "Other", "introduction": "Other", "monitoring_arrangements": "Other", "revision": plan.revision}
    inspections = [InspectionFactory(authority=plan.authority, started_on=date(2019, 3, 4)).pk]
    return {
        "plan-edit": ([], {**details, "inspections": inspections, "reason": "Why."}),
        "plan-bring-in-areas": ([], {}),
        "response-edit": ([1], {"outcome": "Other", "lead_post": "", "revision": "0", "reason": "Why."}),
        "response-remove": ([7], {}),
        "action-add": ([1], typed()),
        "action-edit": ([item.pk], typed(also_serves=[other.pk])),
        "action-delete": ([item.pk], {"reason": "Why."}),
        "action-restore": ([deleted.pk], {"reason": "Why."}),
        "action-move": ([item.pk], {"to": other.pk, "reason": "Why."}),
        "action-shift": ([item.pk], {"direction": "up"}),
        "action-propose": ([item.pk], {"reason": "Why."}),
    }


NAMES = (
    "plan-edit",
    "plan-bring-in-areas",
    "response-edit",
    "response-remove",
    "action-add",
    "action-edit",
    "action-delete",
    "action-restore",
    "action-move",
    "action-shift",
    "action-propose",
)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize("without", [(), ("reason", "revision")], ids=["whole", "with fields left out"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_posted_to_a_sent_plan_changes_its_text(name, without, headers, client_of, administrator, plan):
    plan.items.get(reference="7.1").delete_by(by=administrator, approved="Before the test.")
    plan.responses.filter(number=1).update(lead_post="")
    ImprovementAreaFactory(inspection=plan.inspections.get())
    args, sent_form = posts(plan)[name]
    before = printed(plan)
    answer = client_of(administrator).post(
        address(name, plan, *args),
        {field: value for field, value in sent_form.items() if field not in without},
        headers=headers,
    )
    assert answer.status_code in (200, 302, 409, 422)
    assert printed(plan) == before


def test_every_address_that_changes_a_text_is_tried(plan):
    assert set(posts(plan)) == set(NAMES)


# What the pages say


@pytest.mark.parametrize(
    ("name", "args"),
    [("plan-edit", []), ("response-edit", [1]), ("action-add", [1]), ("action-edit", "item"), ("action-move", "item")],
)
def test_the_forms_of_a_sent_plan_say_that_it_is_locked_and_ask_why(client, plan, item, name, args):
    page = client.get(address(name, plan, *([item.pk] if args == "item" else args)))
    assert LOCKED in words(page)
    assert "Propose the change" in words(page)
    assert 'name="reason"' in page.content.decode()
    draft = ActionPlan.objects.filter(pk=plan.pk)
    draft.update(stage="approval", submitted_on=None)
    assert "Propose the change" not in words(client.get(page.request["PATH_INFO"]))


def test_the_form_of_a_sent_plan_does_not_ask_for_inspections(client, plan):
    page = client.get(address("plan-edit", plan))
    assert "inspections" not in page.context["form"].fields
    assert "The inspections it answers stay, too." in words(page)


def test_a_change_without_a_reason_is_asked_for_it_and_keeps_what_was_typed(client, plan, item):
    for name, args, form in (
        ("action-edit", [item.pk], typed(reason="")),
        ("action-add", [1], typed(reason="")),
        ("response-edit", [1], {"outcome": "Audit 20 records a month.", "revision": "0"}),
        ("plan-edit", [], {"title": "Audit 20 records a month.", "revision": plan.revision}),
        ("action-move", [item.pk], {"to": plan.responses.get(number=2).pk}),
    ):
        page = client.post(address(name, plan, *args), form)
        assert page.status_code == 422
        assert page.context["form"].errors["reason"] == ["Enter the reason for the change"]
        assert "Audit 20 records a month." in page.content.decode() or name == "action-move"
    assert not Amendment.objects.exists()


def test_a_change_is_proposed_and_shown_beside_what_stands_in_the_plan(client, client_of, member, plan, item):
    page = client.post(address("action-edit", plan, item.pk), typed(), follow=True)
    assert [card["notice"] for card in page.context["cards"]] == [
        "Proposed. It waits for a second person to approve it"
    ]
    assert "1 change waits for approval" in words(page)
    detail = client.get(item.get_absolute_url())
    text = detail.content.decode()
    assert "31 December 2022" in text
    assert re.search(r'<ins class="app-words__added">.*?20 records a month', text, re.DOTALL)
    assert '<del class="app-words__removed">' in text
    assert "Withdraw" in words(detail)
    assert "Withdraw" not in words(client_of(member).get(item.get_absolute_url()))
    item.refresh_from_db()
    assert item.action == "Action 1.1."


def test_an_edit_in_place_is_proposed_too(client, plan, item):
    form = client.get(address("action-edit", plan, item.pk), headers=HTMX).content.decode()
    assert "Propose the change" in form
    row = client.post(address("action-edit", plan, item.pk), typed(), headers=HTMX).content.decode()
    assert "It waits for a second person" in row
    assert "1 change waits for approval" in row
    assert "<html" not in row


def test_who_leads_is_saved_at_once_and_the_page_says_so(client, plan, item):
    unchanged = {"action": item.action, "success_measure": item.success_measure, "reason": ""}
    unchanged |= {"due_on_month": "12", "due_on_year": "2022", "lead_post": "Director"}
    page = client.post(address("action-edit", plan, item.pk), typed(**unchanged), follow=True)
    assert [card["notice"] for card in page.context["cards"]] == ["The lead was saved at once"]
    page = client.post(address("action-edit", plan, item.pk), typed(lead_post="Head", revision="2"), follow=True)
    assert "approve it. The lead was saved at once" in page.context["cards"][0]["notice"]
    outcome = {"outcome": "Other.", "lead_post": "Somebody else", "revision": "0", "reason": "Why."}
    page = client.post(address("response-edit", plan, 1), outcome, follow=True)
    assert "The lead was saved at once" in words(page)
    item.refresh_from_db()
    assert (item.lead_post, item.action) == ("Head", "Action 1.1.")
    assert plan.responses.get(number=1).lead_post == "Somebody else"


def test_a_form_in_which_nothing_was_changed_says_so(client, plan, item):
    same = {"action": item.action, "success_measure": item.success_measure}
    page = client.post(
        address("action-edit", plan, item.pk), typed(**same, due_on_month="12", due_on_year="2022"), follow=True
    )
    assert page.status_code == 422
    assert "Nothing differs from the plan" in words(page)


def test_a_due_date_is_never_taken_away(client, plan, item):
    gone = typed(due_on_day="", due_on_month="", due_on_year="")
    page = client.post(address("action-edit", plan, item.pk), gone)
    assert "must keep one" in page.context["form"].errors["due_on"][0]


def test_two_people_who_change_one_action_still_see_both_texts(client, client_of, lead, plan, item):
    client_of(lead).post(address("action-edit", plan, item.pk), typed(lead_post="Director"))
    page = client.post(address("action-edit", plan, item.pk), typed(action="Mine."))
    assert page.status_code == 409
    assert "Mine." in words(page)


def test_the_same_form_sent_twice_proposes_once(client, plan, item):
    forms = {
        address("action-edit", plan, item.pk): typed(),
        address("action-add", plan, 2): typed(),
        address("action-move", plan, item.pk): {"to": plan.responses.get(number=2).pk, "reason": "Fits."},
        address("action-propose", plan, item.pk): {"reason": "Done."},
        address("response-edit", plan, 1): {"outcome": "Other.", "revision": "0", "reason": "Why.", "lead_post": "x"},
        address("plan-edit", plan): {"title": "Other", "revision": plan.revision, "reason": "Why."},
    }
    for number, (path, form) in enumerate(forms.items(), 1):
        entry = str(client.get(path).context["form"]["entry"].value())
        for _ in range(2):
            client.post(path, {**form, "entry": entry})
        assert Amendment.objects.count() == number


def test_an_action_is_added_by_an_amendment(client, plan):
    page = client.post(address("action-add", plan, 2), typed(), follow=True)
    assert "It waits for a second person" in words(page)
    assert "1 change waits for approval" in words(page)
    again = client.post(address("action-add", plan, 2), typed(another="yes"))
    assert again.headers["Location"] == address("action-add", plan, 2)
    assert plan.items.count() == 7


def test_an_action_is_taken_out_and_brought_back_by_amendments(client, client_of, lead, plan, item):
    assert "Take action 1.1 out" in words(client.get(address("action-propose", plan, item.pk)))
    assert client.post(address("action-propose", plan, item.pk), {}).status_code == 422
    client.post(address("action-propose", plan, item.pk), {"reason": "It was done before."})
    out = Amendment.objects.get(kind="delete_action")
    client_of(lead).post(address("amendment-decide", plan, out.pk), {"decision": "approve"})
    page = client.get(item.get_absolute_url())
    assert "Propose to bring it back" in words(page)
    assert "Undo" not in words(client.get(address("plan-draft-area", plan, 1), {"deleted": item.pk}))
    assert "Bring action 1.1 back" in words(client.get(address("action-propose", plan, item.pk)))
    client.post(address("action-propose", plan, item.pk), {"reason": "It was not."})
    assert "Bring action 1.1 back" in words(client.get(address("plan-draft-area", plan, 1)))
    page = client.post(address("action-propose", plan, item.pk), {"reason": "It was not."})
    back = Amendment.objects.filter(kind="restore_action").first()
    client_of(lead).post(address("amendment-decide", plan, back.pk), {"decision": "approve"})
    page = client.post(address("action-restore", plan, item.pk), follow=True)
    assert "Back in the plan" in words(page)
    stale = Amendment.objects.filter(kind="restore_action").last()
    answer = client_of(lead).post(address("amendment-decide", plan, stale.pk), {"decision": "approve"})
    assert answer.status_code == 422
    assert "is back in the plan since" in words(answer)


def test_posting_by_hand_says_what_to_do_instead(client, plan, item):
    page = client.post(address("action-delete", plan, item.pk), follow=True)
    assert LOCKED in words(page)
    assert page.request["PATH_INFO"] == address("action-propose", plan, item.pk)
    page = client.post(address("action-shift", plan, item.pk), {"direction": "up"}, follow=True)
    assert "sent in this order" in words(page)
    ImprovementAreaFactory(inspection=plan.inspections.get())
    page = client.post(address("plan-bring-in-areas", plan), follow=True)
    assert "Move the plan back to draft, with a reason, or start a new plan" in words(page)
    assert "The plan was sent without it" in words(page)
    assert "Move the plan back to draft" in words(client.post(address("response-remove", plan, 1), follow=True))


def test_before_it_is_sent_nothing_needs_to_be_proposed(client, york):
    plan = york_plan(york)
    item = plan.items.first()
    assert client.get(address("action-propose", plan, item.pk)).headers["Location"] == item.get_absolute_url()
    assert "Enter the reason" not in words(client.post(address("action-move", plan, item.pk), {}))
    assert "No amendment is waiting" in words(client.get(address("amendment-list", plan)))


# Who may


def test_an_action_owner_proposes_for_their_own_action_only_and_decides_nothing(
    client_of, action_owner, editor, plan, item
):
    ActionItem.objects.filter(pk=item.pk).update(lead_person=action_owner)
    client = client_of(action_owner)
    own = typed(lead_person=action_owner.pk)
    assert client.post(address("action-edit", plan, item.pk), own).status_code == 302
    assert Amendment.objects.get().proposed_by == action_owner
    other = plan.items.get(reference="2.1")
    for name, args in (
        ("action-edit", [other.pk]),
        ("action-add", [1]),
        ("action-propose", [item.pk]),
        ("action-move", [item.pk]),
    ):
        assert client.post(address(name, plan, *args), typed()).status_code == 403
    waiting = AmendmentFactory(plan=plan, item=item, proposed_by=editor)
    assert client.post(address("amendment-decide", plan, waiting.pk), {"decision": "approve"}).status_code == 403
    assert "A lead (director) or an administrator decides" in words(client.get(waiting.get_absolute_url()))


def test_nobody_decides_on_their_own_amendment(client_of, lead, plan, item):
    amendment = AmendmentFactory(plan=plan, item=item, proposed_by=lead)
    client = client_of(lead)
    assert "What do you decide?" not in words(client.get(amendment.get_absolute_url()))
    for decision in ("approve", "refuse"):
        answer = client.post(address("amendment-decide", plan, amendment.pk), {"decision": decision, "note": "Mine."})
        assert answer.status_code == 403
    amendment.refresh_from_db()
    assert amendment.is_waiting


def test_the_amendments_of_another_plan_are_not_found(client_of, lead, york, plan, item):
    other = PlanFactory(authority=york)
    amendment = AmendmentFactory(plan=plan, item=item)
    assert client_of(lead).get(address("amendment-detail", other, amendment.pk)).status_code == 404


def test_only_the_proposer_withdraws(client, client_of, lead, editor, plan, item):
    amendment = AmendmentFactory(plan=plan, item=item, proposed_by=editor)
    withdraw = address("amendment-withdraw", plan, amendment.pk)
    assert client_of(lead).post(withdraw).status_code == 403
    assert "Amendment 1 has been withdrawn." in words(client.post(withdraw, follow=True))
    assert "has been withdrawn already" in words(client.post(withdraw, follow=True))
    decided = client_of(lead).post(
        address("amendment-decide", plan, amendment.pk), {"decision": "approve"}, follow=True
    )
    assert "has been withdrawn already" in words(decided)


# Deciding


def test_a_lead_approves_and_everybody_sees_what_was_changed_since(client_of, lead, member, plan, item):
    amendment = AmendmentFactory(plan=plan, item=item, after={"action": "Audit more."}, before={"action": item.action})
    client = client_of(lead)
    overview = words(client.get(plan.get_absolute_url()))
    assert "1 amendment waits for a second person" in overview
    assert "waits for a second person" not in words(client_of(member).get(plan.get_absolute_url()))
    assert client.post(address("amendment-decide", plan, amendment.pk), {}).status_code == 422
    page = client.post(address("amendment-decide", plan, amendment.pk), {"decision": "approve"}, follow=True)
    assert "Amendment 1 has been approved." in words(page)
    assert "Lee Lead, 3 October 2022" in words(page)
    reader = client_of(member)
    said = "Changed since it was sent, on 3 October 2022"
    for path in (item.get_absolute_url(), address("action-list", plan)):
        assert said in words(reader.get(path))
    assert said in words(reader.get(address("annex-page", plan))).replace("\N{NO-BREAK SPACE}", " ")
    assert "Amendment 1, proposed by" in words(reader.get(item.get_absolute_url()))
    listed = words(reader.get(address("amendment-list", plan)))
    assert "1. Change action 1.1" in listed
    assert "waits for a second person" not in words(client.get(plan.get_absolute_url()))


def test_a_refusal_needs_a_note_and_shows_it(client_of, administrator, member, plan, item):
    amendment = AmendmentFactory(plan=plan, item=item)
    client, decide = client_of(administrator), address("amendment-decide", plan, amendment.pk)
    page = client.post(decide, {"decision": "refuse"})
    assert (page.status_code, page.context["form"].errors["note"]) == (422, ["Enter why it is refused"])
    client.post(decide, {"decision": "refuse", "note": "It was promised to Ofsted."})
    assert "It was promised to Ofsted." in words(client_of(member).get(address("amendment-list", plan)))


def test_a_stale_amendment_is_not_approved_and_the_page_says_why(client_of, lead, plan, item):
    amendment = AmendmentFactory(plan=plan, item=item, before={"monitoring_body": "A board there was once"})
    page = client_of(lead).post(address("amendment-decide", plan, amendment.pk), {"decision": "approve"})
    assert page.status_code == 422
    assert "The action’s monitoring body has changed since" in words(page)


def test_every_kind_of_amendment_says_what_it_is(client, plan, item, editor, lead):
    second, third = plan.responses.get(number=2), plan.responses.get(number=3)
    by = {"by": editor, "reason": "Why."}
    new = ActionItem(action="Train.", lead_person=lead, due_on=date(2023, 2, 1))
    actions.propose_new_action(response=second, item=new, also_serves=[third, plan.responses.get(number=1)], **by)
    actions.propose_removal(item=item, **by)
    actions.propose_move(item=item, to=third, **by)
    item.delete_by(by=lead, approved="Before the test.")
    actions.propose_return(item=item, **by)
    second.outcome, plan.introduction = "Other.", "Other."
    actions.propose_edit(edited=second, revision=second.revision, **by)
    actions.propose_edit(edited=plan, revision=plan.revision, **by)
    said = words(client.get(address("amendment-list", plan)))
    for title in (
        "Amendment 1: Add an action under area 2",
        "Amendment 2: Take action 1.1 out",
        "Amendment 3: Move action 1.1 to area 3",
        "Amendment 4: Bring action 1.1 back",
        "Amendment 5: Change the outcome of area 2",
        "Amendment 6: Change the plan’s own texts",
        "Person Lee Lead",
        "Due date 1 February 2023",
        "Also serves areas 1 and 3",
    ):
        assert title in said
    for amendment in plan.amendments.all():
        assert client.get(amendment.get_absolute_url()).status_code == 200


def test_the_pages_ask_the_database_as_often_for_30_amendments_as_for_1(
    client_of, lead, editor, plan, item, count_queries
):
    AmendmentFactory(plan=plan, item=item, proposed_by=editor, after={"lead_person": editor.pk})
    client = client_of(lead)
    pages = [
        plan.get_absolute_url(),
        item.get_absolute_url(),
        address("amendment-list", plan),
        address("plan-draft-area", plan, 1),
        address("action-edit", plan, item.pk),
        address("response-edit", plan, 1),
    ]
    before = [count_queries(lambda page=page: client.get(page)) for page in pages]
    for number in range(30):
        AmendmentFactory(
            plan=plan,
            item=item if number % 2 else None,
            response=plan.responses.get(number=1),
            kind="edit_action" if number % 2 else "add_action",
            after={"lead_person": lead.pk},
        )
    assert [count_queries(lambda page=page: client.get(page)) for page in pages] == before


def test_the_overview_says_that_the_texts_of_the_plan_itself_were_amended(client, plan, editor, lead):
    marked = "Title, introduction or monitoring changed since it was sent, on 3 October 2022"
    assert marked not in words(client.get(plan.get_absolute_url()))
    edited = ActionPlan.objects.get(pk=plan.pk)
    edited.introduction = "New."
    proposed = actions.propose_edit(edited=edited, revision=edited.revision, reason="Why.", by=editor)
    actions.approve_amendment(amendment=proposed.amendment, by=lead)
    assert marked in words(client.get(plan.get_absolute_url()))


def test_the_home_page_tells_who_may_decide_that_amendments_wait(york, editor, lead, member, client_of):
    plan = sent(york_plan(york), by=lead)
    AmendmentFactory(plan=plan, proposed_by=editor)
    home = reverse("council-home", args=["york"])
    assert "1 amendment of" in client_of(lead).get(home).content.decode()
    assert not any("1 amendment of" in client_of(person).get(home).content.decode() for person in (editor, member))
