"""Owners who have left: what they still lead, and handing it over in one step."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actionplans import actions, permissions
from actionplans.actions import Leaving
from actionplans.actions.handover import Led
from actionplans.forms.handover import HandOverForm
from actionplans.models import ActionItem, ActionPlan, PlanRefused, RatingScales
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.left_behind import Note
from ilacs.authorities.models import LocalAuthority, User
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from ilacs.design.wording import counted, date_in_words, in_a_row


@dataclass(frozen=True)
class Left:
    """Somebody who has left, and what they still lead in each plan."""

    person: User
    plans: tuple[Leaving, ...]
    url: str

    @property
    def words(self) -> str:
        """How much it is: "7 actions, 1 area and 2 measures"."""
        kinds = (("action", "items"), ("area", "areas"), ("measure", "measures"), ("recommendation", "recommendations"))
        numbers = ((noun, sum(len(getattr(each, name)) for each in self.plans)) for noun, name in kinds)
        return in_a_row([counted(number, noun) for noun, number in numbers if number])


def left_in(authority: LocalAuthority, user: User, plans: Iterable[ActionPlan] | None = None) -> list[Left]:
    """The people who have left and still lead something in plans this person may see and change (at most six queries).

    Nobody for somebody who may not hand over.
    """
    if not permissions.can_hand_over(user, authority):
        return []
    people = actions.who_left(authority)
    if not people:
        return []
    seen = plans if plans is not None else _plans(authority, user)
    found = actions.left_behind(seen, people)
    return [
        Left(person, tuple(found[person.pk]), reverse("plan-handover-person", args=[authority.slug, person.pk]))
        for person in people
        if person.pk in found
    ]


def notes_on_people(authority: LocalAuthority, user: User) -> dict[int, Note]:
    """For the page of the council's people: who of those who left still leads what, and where it is handed over."""
    return {left.person.pk: Note(f"leads {left.words}", "Hand over", left.url) for left in left_in(authority, user)}


def handover_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everybody who has left the council and still leads something, with what it is."""
    authority = _authority(request, slug)
    return render(request, "actionplans/handover_list.html", {"left": left_in(authority, request.user)})


def handover_person(request: SignedInRequest, slug: str, leader_pk: int) -> HttpResponse:
    """Hands over what one person led, all of it or what is ticked, to another person, a post or both."""
    authority = _authority(request, slug)
    person = next((each for each in actions.who_left(authority) if each.pk == leader_pk), None)
    if person is None:
        raise Http404
    plans = actions.left_behind(_plans(authority, request.user), [person]).get(person.pk, [])
    led = {f"{type(row).__name__}-{row.pk}": row for each in plans for row in each.everything}
    scales = RatingScales.of_council(authority.pk)
    hints = {value: _hint(row, scales, with_plan=len(plans) > 1) for value, row in led.items()}
    form = HandOverForm(posted_or_kept(request), authority=authority, led=led, hints=hints)
    if request.method == "POST" and form.is_valid():
        try:
            number = _hand_over(request, person, form, led)
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            _tell(request, person, number)
            return redirect("plan-handover", slug)
    status = 422 if request.method == "POST" else 200
    context = {"person": person, "form": form, "has_any": bool(led)}
    return render(request, "actionplans/handover_form.html", context, status=status)


def _hint(row: Led, scales: RatingScales, *, with_plan: bool) -> str:
    """When an action is due and the rating that pages show of it, and, where there are several, the plan."""
    facts = [row.plan.title] if with_plan else []
    if isinstance(row, ActionItem):
        facts.append(f"Due {date_in_words(row.due_on)}" if row.due_on else "No due date")
        facts.append(scales.rule(row.shown_rating(today())).word)
    return "; ".join(facts)


def what_is_led(authority: LocalAuthority, user: User, person: User) -> str:
    """How much somebody leads in the plans that run, for the page on which their role is ended; empty for nothing."""
    found = actions.left_behind(_plans(authority, user), [person]).get(person.pk, [])
    return Left(person, tuple(found), "").words if found else ""


def _hand_over(request: SignedInRequest, person: User, form: HandOverForm, led: dict[str, Led]) -> int:
    """Hands over what is ticked, plan by plan; says how many.

    The plans are locked by key, so that two people who hand over the same plans at once wait and do not block.
    """
    typed: dict[str, Any] = form.cleaned_data
    ticked = [led[value] for value in typed["what"] if value in led]
    plans = {row.plan_id: row.plan for row in ticked}
    return sum(
        actions.hand_over(
            plan=plan,
            from_person=person,
            to_person=typed["to_person"],
            to_post=typed["to_post"],
            reason=typed["reason"],
            by=request.user,
            items=[row for row in ticked if row.plan_id == plan.pk],
        )
        for _, plan in sorted(plans.items())
    )


def _tell(request: SignedInRequest, person: User, number: int) -> None:
    if number:
        messages.success(request, f"Handed over: {counted(number, 'thing')} that {person} led.")
    else:
        messages.info(request, f"Nothing was handed over: {person} does not lead it any more.")


def _authority(request: SignedInRequest, slug: str) -> LocalAuthority:
    """The council, for those who may hand over: 404 outside it, 403 without the role."""
    authority = authority_or_404(request, slug)
    if not permissions.can_hand_over(request.user, authority):
        raise PermissionDenied
    return authority


def _plans(authority: LocalAuthority, user: User) -> list[ActionPlan]:
    """The plans of a council that run and that this person may see."""
    plans = list(ActionPlan.objects.visible_to(user).open().filter(authority=authority))
    for plan in plans:
        plan.authority = authority
    return plans
