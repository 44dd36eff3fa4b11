"""Who may know of an inspection before its report is published: naming people, taking a naming back, the history."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ilacs.authorities.models import Membership
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from ilacs.design.wording import in_a_row
from inspections import actions
from inspections.forms import NamePeopleForm
from inspections.models import Inspection, NamedPerson
from inspections.views.found import inspection_to_edit


class PersonLine(NamedTuple):
    """One naming, and the role the person holds in the council now, if any."""

    naming: NamedPerson
    membership: Membership | None


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_people(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Who is named on an inspection, and naming more people; once its report is published only the history."""
    inspection = inspection_to_edit(request, slug, pk)
    is_embargoed = inspection.is_embargoed(today())
    form = NamePeopleForm(posted_or_kept(request), inspection=inspection)
    if request.method == "POST" and (form.is_valid() or not is_embargoed):
        return _name(request, inspection, form)
    lines = _lines(inspection)
    shown = {
        "inspection": inspection,
        "embargo": inspection.embargo_words(today()),
        "form": form if is_embargoed and form.has_choices() else None,
        "named": [line for line in lines if line.naming.is_current],
        "no_longer": [line for line in lines if not line.naming.is_current],
    }
    return render(request, "inspections/inspection_people.html", shown, status=422 if request.method == "POST" else 200)


@require_POST
def inspection_people_remove(request: SignedInRequest, slug: str, pk: int, person_pk: int) -> HttpResponse:
    """Takes a naming back; whoever takes back their own no longer knows of the inspection."""
    inspection = inspection_to_edit(request, slug, pk)
    naming = get_object_or_404(inspection.named_people.select_related("user", "inspection"), pk=person_pk)
    try:
        actions.take_back_naming(naming, by=request.user, on=today())
    except actions.EmbargoRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{naming.user} can no longer see this inspection and its plan.")
        if naming.user_id == request.user.pk:
            return redirect("inspection-list", slug)
    return redirect("inspection-people", slug, pk)


def _name(request: SignedInRequest, inspection: Inspection, form: NamePeopleForm) -> HttpResponse:
    """Names the people who were ticked, and says that they see it from now on."""
    try:
        named = actions.name_people(inspection, people=form.chosen(), by=request.user, on=today())
    except actions.EmbargoRefused as refused:
        messages.error(request, str(refused))
    else:
        names = in_a_row([str(naming.user) for naming in named])
        messages.success(request, f"{names or 'Everybody you chose'} can now see this inspection and its plan.")
    return redirect("inspection-people", inspection.authority.slug, inspection.pk)


def _lines(inspection: Inspection) -> list[PersonLine]:
    """Every naming there was, by name, each with the person's current role."""
    namings = inspection.named_people.select_related("user", "named_by", "removed_by").order_by("user__name", "pk")
    roles = {membership.user_id: membership for membership in inspection.authority.memberships.current()}
    return [PersonLine(naming, roles.get(naming.user_id)) for naming in namings]
