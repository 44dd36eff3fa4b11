"""A long form survives an expired session: what was typed waits while the person signs in again.

A view needs one line: `form = ItemForm(posted_or_kept(request), instance=item)`. It must still look at
`request.method` before it saves, because a kept text fills the form on a GET.

Where it waits: in the session of the browser, under the address it was posted to, for one hour. Whose it is: the person
named by a signed cookie set at sign-in; for anybody else who signs in on that browser it is thrown away, and for a
browser where nobody ever signed in nothing is kept. Passwords and files never are.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from ilacs.authorities.caching import is_same_for_everybody

KEPT_FOR = timedelta(hours=1)
MOST_FORMS = 5
MOST_CHARACTERS = 200_000
PERSON_COOKIE = "last_person"
PERSON_COOKIE_AGE = timedelta(days=90)
STILL_KEPT = "You were signed out. What you typed is kept for an hour: sign in, and it is back in the form."
_SESSION_KEY = "unsaved_forms"


def posted_or_kept(request: HttpRequest) -> QueryDict | None:
    """What to fill this page's form with: the post itself, else the text kept for this address, else None."""
    if request.method == "POST":
        return request.POST
    return kept_for(request, request.path)


def kept_for(request: HttpRequest, path: str) -> QueryDict | None:
    """The text kept for a form that posts to this address, or None; the page then says that it is not saved yet."""
    kept = UnsavedForms(request).find(path)
    if kept is None:
        return None
    request.text_restored = True  # type: ignore[attr-defined]  # read by context.navigation
    return QueryDict(kept["text"])


class UnsavedForms:
    """The texts that wait in one session, each under the address it was posted to."""

    def __init__(self, request: HttpRequest) -> None:
        self.session = request.session
        self.now = timezone.now().timestamp()

    def find(self, path: str) -> dict[str, Any] | None:
        """The form kept for this address, unless its hour is over."""
        kept: dict[str, Any] | None = self._all().get(path)
        return kept if kept and self.now - kept["at"] < KEPT_FOR.total_seconds() else None

    def keep(self, path: str, *, text: str, person: str, page: str) -> None:
        """Keeps one form for one person; only the newest few stay."""
        others = [(key, kept) for key, kept in self._all().items() if key != path and kept["person"] == person]
        newest = sorted(others, key=lambda each: each[1]["at"])[-(MOST_FORMS - 1) :]
        self.session[_SESSION_KEY] = {
            **dict(newest),
            path: {"text": text, "person": person, "page": page, "at": self.now},
        }

    def forget(self, path: str) -> None:
        """Drops the form of this address: it has been saved."""
        self.session[_SESSION_KEY] = {key: kept for key, kept in self._all().items() if key != path}

    def keep_only_those_of(self, person: str) -> None:
        """Drops every form of anybody else."""
        mine = {key: kept for key, kept in self._all().items() if kept["person"] == person}
        if len(mine) != len(self._all()):
            self.session[_SESSION_KEY] = mine

    def _all(self) -> dict[str, Any]:
        found: dict[str, Any] = self.session.get(_SESSION_KEY, {})
        return found


class KeepUnsavedFormsMiddleware:
    """Sends a signed-out person to sign in without losing what they posted or the page they were on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Drops what has been saved, and remembers who is signed in."""
        response = self.get_response(request)
        if is_same_for_everybody(request):
            return response
        if _SESSION_KEY in request.session and request.user.is_authenticated:
            response = self._after(request, response)
        if request.user.is_authenticated and _person(request) != str(request.user.pk):
            _name_person(response, str(request.user.pk))
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *args: object
    ) -> HttpResponse | None:
        """Before a page: drops what is another person's.

        Before one that needs sign-in: keeps what was posted, then goes to sign in (runs after the CSRF check).
        """
        if is_same_for_everybody(request):
            return None
        if _SESSION_KEY in request.session and request.user.is_authenticated:
            UnsavedForms(request).keep_only_those_of(str(request.user.pk))
        if request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        htmx = bool(request.htmx)  # type: ignore[attr-defined]  # set by HtmxMiddleware
        if request.method != "POST" and not htmx:
            return None
        next_page = _page_of(request)
        if _kept_post(request):
            next_page = request.get_full_path()
            messages.info(request, STILL_KEPT)
        sign_in = redirect_to_login(next_page, settings.LOGIN_URL)
        return HttpResponseClientRedirect(sign_in.url) if htmx else sign_in

    def _after(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """A kept form that was posted again is done with; an address that only takes posts leads back to its page."""
        forms = UnsavedForms(request)
        kept = forms.find(request.path)
        if kept and request.method == "POST" and response.status_code < 400:
            forms.forget(request.path)
        if kept and request.method == "GET" and response.status_code == 405:
            return redirect(kept["page"])
        return response


def _kept_post(request: HttpRequest) -> bool:
    """Keeps the posted text in the session; False when there is nothing to keep, too much, or nobody it belongs to."""
    person = _person(request)
    if request.method != "POST" or not person:
        return False
    fields = request.POST.copy()
    for name in request.POST:
        if name == "csrfmiddlewaretoken" or "password" in name.lower():
            del fields[name]
    text = fields.urlencode()
    if len(json.dumps(text)) > MOST_CHARACTERS:
        return False
    UnsavedForms(request).keep(request.path, text=text, person=person, page=_page_of(request))
    return True


def _page_of(request: HttpRequest) -> str:
    """The page the person was looking at, on this site; the start page when the browser does not say."""
    address = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return "/"
    parts = urlsplit(address)
    path = "/" + parts.path.lstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


def _person(request: HttpRequest) -> str:
    """Who signed in last on this browser, by the key of the person; "" when the cookie is missing or forged."""
    person: str = request.get_signed_cookie(PERSON_COOKIE, default="", max_age=PERSON_COOKIE_AGE) or ""
    return person


def _name_person(response: HttpResponse, person: str) -> None:
    """Leaves the signed cookie that says whose unsaved text this browser may keep."""
    response.set_signed_cookie(
        PERSON_COOKIE,
        person,
        max_age=int(PERSON_COOKIE_AGE.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
