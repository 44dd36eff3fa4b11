"""What a browser, or a proxy on the way, may keep of a page (ADR 23)."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

View = Callable[..., HttpResponse]


def same_for_everybody(view: View) -> View:
    """Marks a view whose answer is the same whoever asks, so that a proxy may keep one for all.

    Nobody is signed in there, the session is not read, no cookie is set, and the answer varies by nothing.
    """
    view.is_same_for_everybody = True  # type: ignore[attr-defined]  # read below
    return view


def is_same_for_everybody(request: HttpRequest) -> bool:
    """Whether the request is answered by a view so marked (known once its address has been resolved)."""
    match = request.resolver_match
    return match is not None and getattr(match.func, "is_same_for_everybody", False)


class PrivatePagesMiddleware:
    """Keeps pages apart from their parts, and from everybody but the person they were made for.

    A view that says itself how its answer may be kept, as those of files do, has the last word.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Marks the answer; signing out also empties what the browser has kept."""
        response = self.get_response(request)
        if is_same_for_everybody(request):
            return response
        was_signed_in = getattr(request, "was_signed_in", False)
        patch_vary_headers(response, ["HX-Request"])
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache"'
        if was_signed_in or request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_view(self, request: HttpRequest, view: View, *args: object) -> None:
        """Before a page: who asks. Whoever asks for one that is the same for everybody is nobody."""
        if is_same_for_everybody(request):
            request.user = AnonymousUser()
        else:
            request.was_signed_in = request.user.is_authenticated  # type: ignore[attr-defined]  # read above
