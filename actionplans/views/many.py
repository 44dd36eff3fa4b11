"""Changing many actions at once: choosing them, saying what shall change, looking at what would happen, doing it."""

from collections.abc import Sequence
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from actionplans import actions, permissions
from actionplans.actions.many import Outcome
from actionplans.filters import ActionFilter
from actionplans.forms.many import IN_ORDER, ManyForm, seen_words
from actionplans.models import ActionItem, ActionPlan, PlanRefused
from actionplans.snapshot import take
from actionplans.views.found import plan_or_404, refuse_unless
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from ilacs.design.wording import counted
from inspections.models import current_calendar

ITEM, AREA = "item", "all_of"
"""What the list of actions sends: the actions that are ticked, and the areas all of whose listed actions are."""
LONGEST_KEY = 10
"""Digits in a key that an address may name."""
NOT_CARRIED = ("csrfmiddlewaretoken", "step")


def action_change_many(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The form for the ticked actions; its post shows what would happen, and only the next one does it."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_change_many(request.user, plan), plan)
    posted = posted_or_kept(request)
    if request.method == "POST" and request.POST.get("step") == "edit":
        posted = _begun_again(request.POST, plan)
    form = ManyForm(posted, plan=plan, shown=_shown(request, plan, posted), on=today())
    if request.method != "POST" or posted is not request.POST:
        return _form_page(request, plan, form, status=200)
    if not form.is_valid():
        return _form_page(request, plan, form, status=422)
    try:
        return _answer(request, plan, form)
    except PlanRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _form_page(request, plan, form, status=422)


def _answer(request: SignedInRequest, plan: ActionPlan, form: ManyForm) -> HttpResponse:
    """What would happen to each action or, when it was confirmed, what happened."""
    is_confirmed = request.POST.get("step") == "apply"
    verb = actions.change_many if is_confirmed else actions.preview_many
    outcomes = verb(items=form.chosen(), change=form.change(), by=request.user, today=today())
    refused = [each.item for each in outcomes if each.is_refused]
    context = {
        "plan": plan,
        "outcomes": outcomes,
        "refused": refused,
        "heading": _heading(outcomes, did=is_confirmed),
        "to_do": sum(each.is_changed or bool(each.requested) for each in outcomes),
        "reason": form.cleaned_data["reason"],
        "carried": _carried(request.POST),
        "again": _carried(request.POST, without=("items", "entry", "seen")),
    }
    name = "many_result" if is_confirmed else "many_preview"
    return render(request, f"actionplans/{name}.html", context)


def _heading(outcomes: Sequence[Outcome], *, did: bool) -> str:
    """How many actions change, wait for a second person, are so already, and stay as they are: each only if any."""
    changed = sum(each.is_changed for each in outcomes)
    asked = sum(bool(each.requested) for each in outcomes)
    same = sum(each.is_same for each in outcomes)
    refused = sum(each.is_refused for each in outcomes)
    first = counted(changed, "action") if changed else "No action"
    parts = [f"{first} changed" if did else f"{first} would change"]
    if asked:
        parts.append(f"{counted(asked, 'date')} {'asked for' if did else 'would be asked for'}")
    if same:
        parts.append(f"{same} {'was' if same == 1 else 'were'} so already" if did else f"{same} so already")
    if refused:
        parts.append(f"{refused} not")
    return ", ".join(parts)


def _form_page(request: SignedInRequest, plan: ActionPlan, form: ManyForm, *, status: int) -> HttpResponse:
    context = {"plan": plan, "form": form, "has_items": form.fields["items"].queryset.exists()}  # type: ignore[attr-defined]
    return render(request, "actionplans/many_form.html", context, status=status)


def _carried(posted: QueryDict, without: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Everything that was typed, to be sent once more by the next page."""
    names = [name for name in posted if name not in (*NOT_CARRIED, *without)]
    return [(name, value) for name in names for value in posted.getlist(name)]


def _begun_again(posted: QueryDict, plan: ActionPlan) -> QueryDict:
    """What was typed, as a new form about the actions as they are now."""
    data = posted.copy()
    data["entry"] = str(uuid4())
    data["seen"] = seen_words(plan.items.current().filter(pk__in=_keys(posted.getlist("items"))))
    return data


def _shown(request: SignedInRequest, plan: ActionPlan, posted: QueryDict | None) -> list[ActionItem]:
    """The actions to tick from: those of the form that was sent, else those ticked on the list."""
    if posted is None:
        keys = _keys(request.GET.getlist(ITEM)) | _of_areas(request, plan)
    else:
        keys = _keys(posted.getlist("items"))
    rows = plan.items.current().filter(pk__in=keys).select_related("lead_person").order_by(*IN_ORDER)
    return list(rows)


def _of_areas(request: HttpRequest, plan: ActionPlan) -> set[int]:
    """All actions of the ticked areas that the list's filter, which the address carries too, lets through."""
    numbers = _keys(request.GET.getlist(AREA))
    if not numbers:
        return set()
    snapshot = take(plan, on=today(), calendar=current_calendar())
    matching = ActionFilter(request.GET, snapshot, on=today()).matching()
    return {item.pk for area in snapshot.areas if area.number in numbers for item in area.items if item.pk in matching}


def _keys(typed: Sequence[str]) -> set[int]:
    """The keys among what an address or a form names; anything else names nothing."""
    return {int(each) for each in typed if each.isdecimal() and len(each) < LONGEST_KEY}
