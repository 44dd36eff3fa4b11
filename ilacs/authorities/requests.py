"""What a view of a council's page is handed: the sign-in middleware has let only people through."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from ilacs.authorities.models import LocalAuthority, User

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class SignedInRequest(HttpRequest):
    """A request by a person who has signed in; htmx says whether it asks for a fragment only. For type checking."""

    user: User
    htmx: "HtmxDetails"
    authority: LocalAuthority
