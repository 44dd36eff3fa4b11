"""What is shown instead of a version, or a paper of one, that is not as it was stored."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from actionplans.models import NotAsStored


class NotAsStoredMiddleware:
    """Whatever page or file needed it: nothing of it is served, and the person is told what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing is done unless a view fails."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says so; None leaves any other failure to Django."""
        if not isinstance(exception, NotAsStored):
            return None
        answer = render(request, "actionplans/version_spoiled.html", status=500)
        patch_cache_control(answer, no_store=True)
        return answer
