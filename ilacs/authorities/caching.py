"""What a browser, or a proxy on the way, may keep of a page (ADR 23)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


class PrivatePagesMiddleware:
    """Keeps pages apart from their parts, and from everybody but the person they were made for.

    A view that says itself how its answer may be kept, as those of files do, has the last word.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Marks the answer; signing out also empties what the browser has kept."""
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache"'
        if signed_in or request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
