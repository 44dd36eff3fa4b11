"""The start page, the pages about the site, and the people of a council."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from ilacs.authorities import actions, permissions, sign_in
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.forms import ROLE_HINTS, PersonForm, RoleForm
from ilacs.authorities.models import LocalAuthority, Membership, Role, RoleRefused
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """Straight to the council of somebody who has one; a choice for somebody with several."""
    authorities = list(LocalAuthority.objects.visible_to(request.user))
    if len(authorities) == 1:
        return redirect(authorities[0])
    return render(request, "authorities/home.html", {"authorities": authorities})


@require_GET
@login_not_required
def about_page(request: HttpRequest, page: str) -> HttpResponse:
    """A page anybody may read: accessibility, privacy or help."""
    roles = [(role.label, ROLE_HINTS[role]) for role in Role]
    return render(request, f"pages/{page}.html", {"roles": roles})


@require_GET
def people_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everybody who has a role in the council, and those whose role has ended."""
    authority = _managed_authority(request, slug)
    people = list(authority.memberships.select_related("user"))
    shown = {
        "people": [each for each in people if each.is_current],
        "former_people": [each for each in people if not each.is_current],
    }
    return render(request, "authorities/people_list.html", shown)


def people_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Gives somebody a role, and writes to them."""
    authority = _managed_authority(request, slug)
    form = PersonForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            membership = actions.add_person(authority=authority, by=request.user, **form.as_arguments())
        except RoleRefused as refused:
            form.add_error("email", str(refused))
        else:
            _write_to(request, membership)
            return redirect("people-list", slug)
    return render(request, "authorities/people_add.html", {"form": form}, status=_status(request))


def people_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Changes what somebody does in the council."""
    membership = _managed_membership(request, slug, pk)
    form = RoleForm(posted_or_kept(request), initial={"role": membership.role, "post": membership.post})
    if request.method == "POST" and form.is_valid():
        try:
            membership.change(role=Role(form.cleaned_data["role"]), post=form.cleaned_data["post"], by=request.user)
        except RoleRefused as refused:
            form.add_error("role", str(refused))
        else:
            messages.success(request, f"{membership.user}: {membership.get_role_display()}.")
            return redirect("people-list", slug)
    shown = {"form": form, "membership": membership, "is_self": membership.user_id == request.user.pk}
    return render(request, "authorities/people_edit.html", shown, status=_status(request))


@require_POST
def people_end(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ends somebody's role from today."""
    membership = _managed_membership(request, slug, pk)
    try:
        membership.end(by=request.user, on=timezone.localdate())
    except RoleRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{membership.user} can no longer see {membership.authority}.")
    return redirect("people-list", slug)


@require_POST
def people_invite(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Sends the link to set a password once more, to somebody who has not used it."""
    membership = _managed_membership(request, slug, pk)
    if membership.is_invited:
        _write_to(request, membership)
    else:
        messages.error(request, f"{membership.user} has set a password. They can ask for a new one when they sign in.")
    return redirect("people-list", slug)


def _status(request: SignedInRequest) -> int:
    """How a form that is shown again is answered: 422 after a post that was not taken."""
    return 422 if request.method == "POST" else 200


def _managed_authority(request: SignedInRequest, slug: str) -> LocalAuthority:
    """The council, for its administrators: 404 outside it, 403 without the role."""
    authority = authority_or_404(request, slug)
    if not permissions.can_manage_people(request.user, authority):
        raise PermissionDenied("Only an administrator of the council sees and changes who has a role in it.")
    return authority


def _managed_membership(request: SignedInRequest, slug: str, pk: int) -> Membership:
    """One current role in a council the person administers; 404 for one of another council or one that has ended."""
    authority = _managed_authority(request, slug)
    memberships = authority.memberships.current().select_related("user", "authority")
    return get_object_or_404(memberships, pk=pk)


def _write_to(request: SignedInRequest, membership: Membership) -> None:
    """Sends the person the letter that fits, and tells the administrator what happens next."""
    email = membership.user.email
    try:
        sign_in.write_to(membership, by=request.user)
    except OSError:  # every failure of smtplib and of the network
        messages.error(request, f"The message to {email} could not be sent. Send the link again in a while.")
    else:
        words = "a link to set a password" if membership.is_invited else "the news; they sign in as before"
        messages.success(request, f"We have written to {email} with {words}.")
