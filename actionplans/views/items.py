"""Writing, ordering, moving and deleting one action."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from actionplans import actions, permissions
from actionplans.forms.items import ItemForm, MoveForm
from actionplans.forms.refusals import say_refused
from actionplans.models import ActionItem, ActionPlan, AreaResponse, EditConflict, PlanRefused
from actionplans.views.conflicts import conflict_rows
from actionplans.views.drafting import card_of, drafting_context
from actionplans.views.found import item_or_404, plan_or_404, refuse_unless, response_or_404
from actionplans.views.proposed import PROPOSED, done_words, of_item, waiting_of
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept


def action_add(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """A new action under one area; ?copy= names an action whose words it begins with."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_edit_plan(request.user, plan), plan)
    response = response_or_404(plan, number)
    form = ItemForm(posted_or_kept(request), response=response, initial=_copied(request, plan))
    if request.method == "POST" and form.is_valid():
        try:
            item = _add(request, plan, form)
        except PlanRefused as refusal:
            say_refused(form, refusal)
        else:
            return _added(request, response, item)
    return _item_form(request, {"plan": plan, "response": response, "form": form})


def _add(request: SignedInRequest, plan: ActionPlan, form: ItemForm) -> ActionItem | None:
    """The new action; nothing where the plan was sent, so that it is only proposed."""
    typed = form.cleaned_data
    verb = actions.propose_new_action if plan.is_sent else actions.add_action
    reason = {"reason": typed["reason"]} if plan.is_sent else {}
    made = verb(
        response=form.response,
        item=form.instance,
        also_serves=typed.get("also_serves", ()),
        by=request.user,
        entry=typed["entry"],
        **reason,
    )
    return made if isinstance(made, ActionItem) else None


def _added(request: SignedInRequest, response: AreaResponse, item: ActionItem | None) -> HttpResponse:
    """On to the new action or, when they want to add another, to the next empty form."""
    if item and "another" not in request.POST:
        return _to_card(request, item, "Added")
    messages.success(request, f"Action {item.reference} has been added." if item else PROPOSED)
    if "another" in request.POST:
        return redirect("action-add", response.plan.authority.slug, response.plan_id, response.number)
    return redirect(response)


def _copied(request: SignedInRequest, plan: ActionPlan) -> dict[str, Any]:
    """The words of the action to copy, which is not stored before somebody saves it; empty when none is named."""
    wanted = request.GET.get("copy", "")
    item = plan.items.current().filter(reference=wanted).first() if wanted else None
    if item is None:
        return {}
    copied = {name: getattr(item, name) for name in ActionItem.EDITED_FIELDS}
    return {**copied, "also_serves": list(item.also_serves.values_list("pk", flat=True))}


def action_edit(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """An action's text and dates; refused, with both texts shown, when somebody else saved first."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_edit_action(request.user, item), plan)
    form = ItemForm(posted_or_kept(request), instance=item, response=item.response)
    context: dict[str, Any] = {"plan": plan, "response": item.response, "item": item, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            done = _edit(request, plan, form)
        except EditConflict as conflict:
            context["conflict"] = conflict_rows(form, conflict)
        except PlanRefused as refusal:
            say_refused(form, refusal, beside="reason" if form.is_proposal else None)
        else:
            return _saved(request, item, done)
    context["waiting"] = of_item(waiting_of(plan, request.user), item.pk)
    return _item_form(request, context)


def _edit(request: SignedInRequest, plan: ActionPlan, form: ItemForm) -> str:
    """Saves the action or, when the plan was sent, proposes what differs; says what was done."""
    typed = form.cleaned_data
    edit: dict[str, Any] = {
        "also_serves": typed.get("also_serves", ()),
        "revision": typed["revision"],
        "by": request.user,
        "reason": typed.get("reason", ""),
    }
    if plan.is_sent:
        proposed = actions.propose_edit(edited=form.instance, entry=typed["entry"], **edit)
        return done_words(proposed.amendment, leads_saved=proposed.leads_saved)
    actions.edit_action(item=form.instance, **edit)
    return "Saved"


def _item_form(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    """The page of the form, or the form alone where htmx puts it in place of the row."""
    status = 200
    if request.method == "POST":
        status = 409 if "conflict" in context else 422
    name = "actionplans/_action_form.html" if request.htmx else "actionplans/action_form.html"
    return render(request, name, context, status=status)


def _saved(request: SignedInRequest, item: ActionItem, done: str) -> HttpResponse:
    """Back to the action on the drafting page; htmx gets the row and the steps that may have changed."""
    if request.htmx:
        return _row(request, item.plan, item, notice=done)
    return _to_card(request, item, done)


def action_row(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """One action as the drafting page shows it: what htmx puts back when editing in place is cancelled."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_draft_in_plan(request.user, plan), plan)
    if not request.htmx or item.is_deleted:
        return redirect(item.response)
    return _row(request, plan, item)


def _row(request: SignedInRequest, plan: ActionPlan, item: ActionItem, *, notice: str = "") -> HttpResponse:
    """The fragment of one action; after something was done to it, with the notice and the steps that changed."""
    context = drafting_context(request, plan, item.response.number)
    card = next(card for card in context["cards"] if card["item"].pk == item.pk)
    card |= {"notice": notice, "takes_focus": True}
    return render(request, "actionplans/_saved_row.html", {**context, "card": card, "with_steps": bool(notice)})


@require_POST
def action_delete(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """Takes an action out of the plan; the next page offers to bring it back."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_edit_plan(request.user, plan), plan)
    try:
        item.delete_by(by=request.user)
    except PlanRefused as refusal:
        return _refused(request, refusal, "action-propose", slug, pk, item_pk)
    return redirect(f"{item.response.get_absolute_url()}?deleted={item.pk}")


@require_POST
def action_restore(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """Brings a deleted action back."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_edit_plan(request.user, plan), plan)
    if item.is_deleted:
        try:
            item.restore(by=request.user)
        except PlanRefused as refusal:
            return _refused(request, refusal, "action-propose", slug, pk, item_pk)
    return _to_card(request, item, "Back in the plan")


@require_POST
def action_shift(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """Moves an action one place up or down within its area."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_edit_plan(request.user, plan), plan)
    if not item.is_deleted:
        up = request.POST.get("direction") == "up"
        try:
            actions.shift_action(item=item, up=up, by=request.user)
        except PlanRefused as refusal:
            return _refused(request, refusal, item.response)
    return _to_card(request, item, "Moved")


def action_move(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """Moves an action under another area of the plan; its reference stays."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_edit_plan(request.user, plan), plan)
    form = MoveForm(posted_or_kept(request), item=item)
    if request.method == "POST" and form.is_valid():
        try:
            done = _move(request, item, form)
        except PlanRefused as refusal:
            form.add_error("to", str(refusal))
        else:
            return _to_card(request, item, done)
    status = 422 if request.method == "POST" else 200
    return render(request, "actionplans/action_move.html", {"plan": plan, "item": item, "form": form}, status=status)


def _move(request: SignedInRequest, item: ActionItem, form: MoveForm) -> str:
    """Moves the action or, when the plan was sent, proposes it; says what was done."""
    if item.plan.is_sent:
        actions.propose_move(item=item, by=request.user, **form.cleaned_data)
        return PROPOSED
    actions.move_action(item=item, to=form.cleaned_data["to"], by=request.user)
    return f"Moved to area {item.response.number}"


def _refused(request: SignedInRequest, refusal: PlanRefused, to: Any, *place: Any) -> HttpResponse:
    """On to a page that says why nothing was changed."""
    messages.error(request, f"{refusal}.")
    return redirect(to, *place)


def _to_card(request: SignedInRequest, item: ActionItem, done: str) -> HttpResponse:
    """On to the action's place on the drafting page, where its card says what was done."""
    messages.success(request, done, extra_tags=card_of(item.pk))
    return redirect(f"{item.response.get_absolute_url()}#{card_of(item.pk)}")
