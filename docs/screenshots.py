"""Takes the pictures of the user guide anew: .venv/bin/python docs/screenshots.py

It loads the demonstration into a database of its own, starts the server on a free port, walks through the pages in a
real browser, and leaves docs/images/*.png, 1280 pixels wide and small enough to commit. Nothing else is touched.
"""

import os
import secrets
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import django
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTH = 1280
LARGEST = 120_000
"""Bytes of a picture; a larger one shows too much."""
COLOURS = 96


def settle(folder: Path) -> None:
    """Points Django at a database, a key and a folder of papers that are gone afterwards."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ilacs.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'pictures.sqlite3'}",
        "PAPERS_DIR": str(folder / "papers"),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "true",
        "EMAIL_URL": "memorymail://",
    }
    sys.path.insert(0, str(ROOT))
    django.setup()


def load_demonstration() -> dict[str, str]:
    """Fills the database as today; the start of each address -> its password."""
    from django.core.management import call_command  # noqa: PLC0415 Django has to be settled first

    from actionplans.demonstration import load, people  # noqa: PLC0415 likewise

    call_command("migrate", verbosity=0)
    return people.give_new_passwords(load(date.today()).authorities)  # noqa: DTZ011 the pictures are of here and now


@contextmanager
def server() -> Iterator[str]:
    """The product on a free port; gives its address."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: PLC0415 likewise
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 likewise

    class Quiet(WSGIRequestHandler):
        """Says nothing of requests."""

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    running = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    running.set_app(get_wsgi_application())
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()


class Visitor:
    """One person in one browser window, who can take pictures."""

    def __init__(self, browser: Browser, site: str, email: str, password: str) -> None:
        self.site = site
        self.page: Page = browser.new_context(viewport={"width": WIDTH, "height": 900}).new_page()
        self.page.goto(f"{site}/accounts/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda address: "/accounts/" not in address)

    def go(self, path: str) -> None:
        """Opens a page of the site."""
        self.page.goto(f"{self.site}{path}")

    def type_date(self, name: str, day: int, month: int, year: int) -> None:
        """Fills the three boxes of a date, and goes on."""
        for part, number in (("day", day), ("month", month), ("year", year)):
            self.page.fill(f"[name={name}_{part}]", str(number))
        self.page.keyboard.press("Tab")

    def picture(self, name: str, height: int, top: Locator | None = None, above: int = 24) -> None:
        """Takes so many pixels of the page, from its head or from a little above an element."""
        box = top.bounding_box() if top else None
        start = max(0.0, box["y"] + self.page.evaluate("scrollY") - above) if box else 0.0
        whole = Image.open(BytesIO(self.page.screenshot(full_page=True, animations="disabled")))
        part = whole.crop((0, int(start), WIDTH, min(int(start) + height, whole.height))).convert("RGB")
        path = IMAGES / f"{name}.png"
        part.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size > LARGEST:
            sys.exit(f"{path.name} has {path.stat().st_size:,} bytes. Show less.")


def walk(browser: Browser, site: str, passwords: dict[str, str]) -> None:
    """The journey of the user guide, in its order."""

    def sign_in(role: str, council: str = "marlbrook") -> Visitor:
        return Visitor(browser, site, f"{role}@{council}.example", passwords[role])

    editor = sign_in("editor")
    editor.picture("home", 770)
    record_an_inspection(editor)
    find_the_plan(editor)
    draft(editor, sign_in("lead"))
    editor.page.click(".app-action__title a >> nth=0")
    editor.picture("action", 1180)
    see_the_road(editor)
    prove_and_compare(sign_in("editor", "york"))
    filter_actions(sign_in("editor", "great-thornley"))
    administrator = sign_in("administrator")
    administrator.go("/marlbrook/people/")
    administrator.picture("people", 520)


def record_an_inspection(editor: Visitor) -> None:
    """The judgement rows that follow the kind and the date, the deadline, and a pasted list."""
    page = editor.page
    editor.go("/marlbrook/inspections/add/")
    page.select_option("[name=kind]", "ilacs_short")
    editor.type_date("started_on", 7, 3, 2022)
    page.wait_for_selector("[name=grade_overall]")
    editor.picture("record-inspection", 700, page.get_by_role("heading", name="Judgements"))
    editor.go("/marlbrook/inspections/")
    page.get_by_role("link", name="ILACS standard inspection").first.click()
    editor.picture("inspection", 860)
    page.get_by_role("link", name="Add or remove areas and strengths").click()
    lines = page.input_value("[name=areas]").splitlines()
    pasted = [
        *lines[:3],
        lines[3].replace("consistency", "quality"),
        *lines[4:],
        "• Supervision of newly qualified staff",
    ]
    page.fill("[name=areas]", "\n".join(pasted))
    page.get_by_role("button", name="Check the lists").click()
    editor.picture("findings", 860)


def find_the_plan(editor: Visitor) -> None:
    """The plan at a glance, and its annex."""
    editor.go("/marlbrook/")
    editor.page.get_by_role("link", name="ILACS action plan", exact=True).click()
    editor.picture("overview", 1180)
    editor.page.get_by_role("link", name="Read the annex as a page").click()
    editor.picture("annex", 620, editor.page.locator("#area-2"))
    editor.page.go_back()


def draft(editor: Visitor, lead: Visitor) -> None:
    """One area with its actions, and two people who save the same one."""
    page = editor.page
    page.get_by_role("button", name="Draft actions").click()
    editor.picture("drafting", 900)
    for person in (editor, lead):
        person.page.goto(page.url)
        person.page.locator(".app-action").first.get_by_role("link", name="Edit").click()
        person.page.wait_for_selector(".app-action--editing")
    lead.page.fill(
        "[name=success_measure]", "Every plan reviewed by March; none older than nine months without a reason"
    )
    lead.page.get_by_role("button", name="Save action").click()
    lead.page.wait_for_selector(".app-action--editing", state="detached")
    page.fill("[name=success_measure]", "All 64 plans reviewed, and half of them closed or stepped up")
    page.get_by_role("button", name="Save action").click()
    page.wait_for_selector(".app-action--editing [role=alert]")
    editor.picture("conflict", 1000, page.locator(".app-action--editing"))
    page.reload()


def see_the_road(editor: Visitor) -> None:
    """The timetable of a plan on its way to Ofsted."""
    editor.go("/marlbrook/")
    editor.page.get_by_role("link", name="ILACS action plan", exact=True).click()
    open_tab(editor, "Timetable")
    editor.picture("timetable", 1180)


def prove_and_compare(editor: Visitor) -> None:
    """The stages of a plan that was sent, its proof, and what changed between scrutiny and sending."""
    editor.go("/york/")
    editor.page.get_by_role("link", name="ILACS action plan 2022", exact=True).click()
    open_tab(editor, "Stages")
    editor.picture("stages", 900)
    editor.page.get_by_role("link", name="Proof of submission").click()
    editor.picture("proof", 900)
    open_tab(editor, "What changed")
    page = editor.page
    page.select_option("[name=from]", "1")
    page.select_option("[name=to]", "3")
    page.get_by_role("button", name="Compare").click()
    editor.picture("comparison", 1000, page.get_by_role("heading", name="Summary", exact=True))


def open_tab(editor: Visitor, name: str) -> None:
    """Goes to another page of the same plan."""
    plan = editor.page.get_by_role("navigation", name="This plan")
    plan.get_by_role("link", name=name, exact=True).click()
    editor.page.wait_for_load_state()


def filter_actions(editor: Visitor) -> None:
    """A long plan, filtered."""
    page = editor.page
    page.get_by_role("link", name="overdue").first.click()
    page.get_by_role("heading", name="Actions", exact=True).wait_for()
    editor.picture("filter", 900)


def main() -> None:
    """Takes every picture."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settle(Path(folder))
        passwords = load_demonstration()
        with server() as site, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"))
            walk(browser, site, passwords)
            browser.close()
    for path in sorted(IMAGES.glob("*.png")):
        sys.stdout.write(f"{path.name:24}{path.stat().st_size // 1000:5} kB\n")


if __name__ == "__main__":
    main()
