"""A real browser on a real server: the machine's Chromium, pages by role, and the checks every page must pass."""

import os
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

# Playwright keeps an event loop running in the thread of the tests, which Django would mistake for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    # Nothing but the server under test can be reached.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
DESKTOP, PHONE = 1280, 320
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# A form that is refused is answered 422 or 409, and Chromium notes that on the console.
EXPECTED_ON_CONSOLE = re.compile(r"Failed to load resource: .* status of (403|404|409|410|422)")


def pytest_collection_modifyitems(items):
    """Marks every test of this folder, so that `-m "not browser"` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; Playwright downloads none of its own."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        pytest.fail("No Chromium on this machine. Run: make chromium", pytrace=False)
    return {**browser_type_launch_args, "executable_path": found, "args": list(QUIET)}


@pytest.fixture(scope="session")
def base_url(live_server):
    """Addresses begin at the server under test."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A desktop screen in London."""
    return {
        **browser_context_args,
        "viewport": {"width": DESKTOP, "height": 900},
        "locale": "en-GB",
        "timezone_id": "Europe/London",
    }


@pytest.fixture(scope="session", autouse=True)
def _assets_are_built():
    if not (settings.BASE_DIR / "static" / "build" / "app.css").exists():
        pytest.fail("The style sheets are not built. Run: make assets", pytrace=False)


@pytest.fixture
def console():
    """What the browser has said on its console in this test, errors and warnings only."""
    return []


@pytest.fixture
def open_page(live_server, new_context, console):
    """A page in a browser of its own, signed in as a person or (None) not: `open_page(editor, "/york/")`."""

    def open_page(person, path="/", **options):
        context = new_context(**options)
        if person is not None:
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
        page = context.new_page()
        page.on("console", lambda message: _note(console, message.type, message.text))
        page.on("pageerror", lambda error: console.append(str(error)))
        page.goto(path)
        return page

    return open_page


def _note(console, kind, text):
    if kind in ("error", "warning") and not EXPECTED_ON_CONSOLE.search(text):
        console.append(text)


@pytest.fixture
def page_as(open_page, request):
    """A signed-in page of one of the cast, by role: `page_as("editor", "/york/")`."""

    def page_as(role, path="/", **options):
        return open_page(request.getfixturevalue(role), path, **options)

    return page_as


@pytest.fixture
def without_javascript(page_as):
    """The same with scripts switched off: `without_javascript("editor", "/york/")`."""

    def without_javascript(role, path="/"):
        return page_as(role, path, java_script_enabled=False)

    return without_javascript


@pytest.fixture
def problems_of(console):
    """Everything wrong with the page that is open, as words: what axe finds, what runs off a phone, what was logged."""

    def problems_of(page):
        found = []
        for width in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"at {width}: {each}" for each in (*_axe(page), *_sideways(page))]
        found += [f"console: {each}" for each in console]
        console.clear()
        page.set_viewport_size({"width": DESKTOP, "height": 900})
        return found

    return problems_of


@pytest.fixture
def sweep_page(problems_of):
    """Fails with everything that is wrong with the page that is open."""

    def sweep_page(page):
        assert problems_of(page) == []

    return sweep_page


def _axe(page):
    for violation in Axe().run(page, options=AXE_OPTIONS).response["violations"]:
        where = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
        yield f"{violation['id']}: {violation['help']} ({where})"


def _sideways(page):
    widest = page.evaluate(
        """() => {
            const { clientWidth, scrollWidth } = document.documentElement;
            if (scrollWidth <= clientWidth) return "";
            const right = (each) => each.getBoundingClientRect().right;
            const over = [...document.body.querySelectorAll("*")].filter((each) => right(each) > clientWidth + 1);
            return over.slice(0, 3).map((each) => `${each.tagName}.${each.className}`).join(", ") || "the page";
        }"""
    )
    if widest:
        yield f"scrolls sideways: {widest}"
