"""The first step of every view of a council's pages: find the council, or say that there is none."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ilacs.authorities.models import LocalAuthority


def authority_or_404(request: HttpRequest, slug: str) -> LocalAuthority:
    """The council with this slug in which the person has a role; 404 for everybody else (one query).

    The council is remembered on the request, so that the page's navigation need not look for it again.
    """
    authority: LocalAuthority = get_object_or_404(LocalAuthority.objects.visible_to(request.user), slug=slug)
    request.authority = authority  # type: ignore[attr-defined]  # read by context.navigation
    return authority
