"""What a council calls its ratings, how they look and what they demand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actionplans import actions, permissions
from actionplans.forms.ratings import RatingForm, RestoreForm
from actionplans.history import changes_of_rating
from actionplans.models import CouncilRating, EditConflict, PlanRefused, RatingScales, Scale
from actionplans.views.conflicts import conflict_rows
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.models import LocalAuthority
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.conflicts import conflict_of


def rating_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Both scales of a council as its keys print them, with what each rating demands; everybody may read them."""
    authority = authority_or_404(request, slug)
    scales = RatingScales.of_council(authority)
    context = {
        "authority": authority,
        "scales": scales,
        "groups": [(scale.label, scales.of(scale)) for scale in Scale],
        "may_change": permissions.can_change_ratings(request.user, authority),
    }
    return render(request, "actionplans/rating_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rating_edit(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """One rating. Refused, with both versions, when somebody else saved first."""
    authority, rating = _rating_to_change(request, slug, code)
    form = RatingForm(posted_or_kept(request), instance=rating)
    context: dict[str, Any] = {
        "authority": authority,
        "rating": CouncilRating.of(authority, code).rule,
        "form": form,
        "changes": changes_of_rating(authority, code),
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_rating(
                rating=form.instance,
                revision=form.cleaned_data["revision"] or 0,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except PlanRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        except EditConflict as conflict:
            context["conflict"] = conflict_rows(form, conflict)
        else:
            messages.success(request, f"{form.instance.word} has been saved.")
            return redirect("rating-list", slug)
    return _form_page(request, "rating_form", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rating_restore(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """Gives a rating back what it was at first. Refused, with both versions, when somebody else saved first."""
    authority, rating = _rating_to_change(request, slug, code)
    form = RestoreForm(posted_or_kept(request), initial={"revision": rating.revision})
    context: dict[str, Any] = {
        "authority": authority,
        "rating": rating.rule,
        "form": form,
        "is_default": rating.is_default,
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.restore_rating(authority=authority, code=code, by=request.user, **form.cleaned_data)
        except PlanRefused as refusal:
            form.add_error(None, str(refusal))
        except EditConflict as conflict:
            stored: CouncilRating = conflict.current
            default = stored.rule.default
            row = ("The rating", f"{stored.letter} {stored.word}", f"{default.letter} {default.word}", True)
            context["conflict"] = conflict_of(stored, form, [row])
        else:
            messages.success(request, f"{rating.rule.default.word} is as it was at first.")
            return redirect("rating-list", slug)
    return _form_page(request, "rating_restore", context)


def _rating_to_change(request: SignedInRequest, slug: str, code: str) -> tuple[LocalAuthority, CouncilRating]:
    """The council and its rating; 403 for those who may not change it, 404 for no rating."""
    authority = authority_or_404(request, slug)
    if not permissions.can_change_ratings(request.user, authority):
        raise PermissionDenied
    try:
        return authority, CouncilRating.of(authority, code)
    except KeyError:
        raise Http404 from None


def _form_page(request: SignedInRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """The page of a form; 409 when somebody else saved first, 422 when something typed must be mended."""
    refused = 409 if "conflict" in context else 422
    return render(request, f"actionplans/{name}.html", context, status=refused if request.method == "POST" else 200)
