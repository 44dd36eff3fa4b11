"""The start page, the pages about the site, and the people of a council."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ilacs.authorities import actions, left_behind, permissions, sign_in
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.forms import ROLE_HINTS, PersonForm, RoleForm
from ilacs.authorities.models import LocalAuthority, Membership, Role, RoleRefused
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Straight to the council of somebody who has one; a choice for somebody with several, or with an invitation."""
    authorities = list(LocalAuthority.objects.visible_to(request.user))
    invitations = list(request.user.memberships.invited().select_related("authority"))
    if len(authorities) == 1 and not invitations:
        return redirect(authorities[0])
    return render(request, "authorities/home.html", {"authorities": authorities, "invitations": invitations})


@require_POST
def invitation_join(request: SignedInRequest, pk: int) -> HttpResponse:
    """The person accepts the role a council offers them; from now on its people see their name."""
    membership = _own_invitation(request, pk)
    membership.join(on=today())
    return redirect(membership.authority)


@require_POST
def invitation_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """The person does not want the role a council offers them."""
    membership = _own_invitation(request, pk)
    membership.decline(on=today())
    messages.success(
        request, f"You have not joined {membership.authority}. It knows no more than the address it typed."
    )
    return redirect("home")


@require_safe
@login_not_required
def about_page(request: HttpRequest, page: str) -> HttpResponse:
    """A page anybody may read: accessibility, privacy or help."""
    roles = [(role.label, ROLE_HINTS[role]) for role in Role]
    return render(request, f"pages/{page}.html", {"roles": roles})


@require_safe
def people_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everybody who has a role in the council, then those who have not answered yet; and those whose role has ended."""
    authority = _managed_authority(request, slug)
    people = sorted(authority.memberships.select_related("user"), key=lambda each: (each.is_invited, each.known_as))
    former, notes = [each for each in people if each.ended_on], left_behind.notes(authority, request.user)
    shown = {
        "people": [each for each in people if not each.ended_on],
        "former_people": former,
        "left_behind": [(each, notes[each.user_id]) for each in former if each.user_id in notes],
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
            messages.success(request, f"{membership.known_as}: {membership.get_role_display()}.")
            return redirect("people-list", slug)
    shown = {
        "form": form,
        "membership": membership,
        "is_self": membership.user_id == request.user.pk,
        "leads": left_behind.leading(membership.authority, request.user, membership.user),
    }
    return render(request, "authorities/people_edit.html", shown, status=_status(request))


@require_POST
def people_end(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ends somebody's role from today."""
    membership = _managed_membership(request, slug, pk)
    try:
        membership.end(by=request.user, on=today())
    except RoleRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{membership.known_as} can no longer see {membership.authority}.")
    return redirect("people-list", slug)


@require_POST
def people_invite(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Sends the letter once more to somebody who has not joined yet."""
    membership = _managed_membership(request, slug, pk)
    if membership.is_invited:
        _write_to(request, membership)
    else:
        messages.error(request, f"{membership.known_as} has joined. They can ask for a new password when they sign in.")
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
    """One standing role in a council the person administers; 404 for one of another council or one that has ended."""
    authority = _managed_authority(request, slug)
    memberships = authority.memberships.standing().select_related("user", "authority")
    return get_object_or_404(memberships, pk=pk)


def _own_invitation(request: SignedInRequest, pk: int) -> Membership:
    """An invitation of the person's own that waits for an answer (locked); 404 for everything else."""
    waiting = request.user.memberships.invited().select_for_update(of=("self",)).select_related("authority")
    return get_object_or_404(waiting, pk=pk)


def _write_to(request: SignedInRequest, membership: Membership) -> None:
    """Sends the person the letter that fits; the administrator is told the same of every address."""
    email = membership.user.email
    try:
        sign_in.write_to(membership, by=request.user)
    except OSError:  # every failure of smtplib and of the network
        messages.error(request, f"The message to {email} could not be sent. Send it again in a while.")
    else:
        messages.success(request, f"We have written to {email}. The message says what to do next.")
