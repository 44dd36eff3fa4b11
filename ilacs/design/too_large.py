"""A request larger than any form of ours is refused by its length, before anything of it is parsed or kept."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

AT_ONCE = 64 * 1024
MOST_DRAINED = 32 * 1024 * 1024
"""Bytes thrown away so that a browser, which sends before it reads, comes to see the page; of more not one is read."""


class RefuseTooLargeMiddleware:
    """Answers 413 to whatever says that it is larger than LARGEST_REQUEST bytes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page that says what to do, or the answer of the site."""
        length = _length_of(request)
        if length <= settings.LARGEST_REQUEST:
            return self.get_response(request)
        if length <= MOST_DRAINED:
            _throw_away(request)
        return render(request, "413.html", status=413)


def _length_of(request: HttpRequest) -> int:
    """How many bytes the request says it has; a request that does not say has none for us."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _throw_away(request: HttpRequest) -> None:
    """Reads what was sent, a little at a time, and keeps none of it."""
    while request.read(AT_ONCE):
        pass
