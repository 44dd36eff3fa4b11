"""Measures pages and papers side by side in one run; a report for people, never a test."""

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans import changes
from actionplans.actions import close_round, open_round, save_version, snapshot_of
from actionplans.demonstration import Demonstration, load
from actionplans.demonstration.sizes import plan_of_size
from actionplans.exports.build import annex
from actionplans.exports.excel import write_excel
from actionplans.exports.html import paper_html
from actionplans.exports.pdf import STYLE_SHEETS, print_paper
from actionplans.exports.word import write_word
from actionplans.models import ActionPlan, Body, Meeting, ProgressUpdate, Round
from actionplans.snapshot import take
from ilacs.authorities.models import Membership, Role, User
from ilacs.design.today import now, today
from ilacs.design.wording import counted
from inspections.models import current_calendar

ROUNDS = 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGES = ("plan-overview", "action-list", "annex-page")
PAGES_WITH_VERSIONS = ("plan-overview", "version-list")
VERSIONS = 20


class Measured(NamedTuple):
    """One line of the report: what, the median in milliseconds, and queries where they are counted."""

    what: str
    milliseconds: float
    queries: int | None = None


class Command(BaseCommand):
    """Prints medians in milliseconds and query counts: pages, papers, comparing versions, and having many."""

    help = "Measure pages and papers for plans of 56, 240 and 200 long actions, in a database made for it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes a database of its own, measures, and drops it."""
        if not any(shutil.which(name) for name in BROWSERS):
            raise CommandError("Chromium is missing, and the papers are measured beside it. Run: make bench")
        settings.DEBUG = False
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        settings.ALLOWED_HOSTS = ["testserver"]
        settings.SECURE_SSL_REDIRECT = False
        settings.PAPERS_WITH_VERSIONS = False  # closing a round would begin a PDF beside what is measured
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            self._measure()
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)

    def _measure(self) -> None:
        demonstration = load(date(2022, 11, 20))
        council = demonstration.authorities["great-thornley"]
        client = _client_of(demonstration.people["great-thornley"][Role.EDITOR])
        plans = {
            "56 actions": plan_of_size(council, areas=7, actions=8),
            "240 actions": plan_of_size(council, areas=12, actions=20),
            "200 long actions": ActionPlan.objects.open().get(
                authority=council, title__startswith="Improvement plan after"
            ),
        }
        for name, plan in plans.items():
            self._tell(f"A plan of {name}", (*_pages(client, plan), *_papers(plan)))
        self._tell("Comparing two versions of 200 long actions", _comparing(client, plans["200 long actions"]))
        self._tell("200 actions of one person, and a round in which each was reported on", _rounds(demonstration))
        self._tell(f"A plan with 1 and one with {VERSIONS} versions behind it", _with_versions(demonstration))

    def _tell(self, heading: str, lines: Iterable[Measured]) -> None:
        """Prints one part of the report."""
        self.stdout.write(self.style.MIGRATE_HEADING(f"\n{heading} (median of {ROUNDS}, taken in turns)"))
        for line in lines:
            queries = f"{line.queries:4d} queries" if line.queries is not None else ""
            self.stdout.write(f"  {line.what:<48}{line.milliseconds:10.1f} ms  {queries}")


def _client_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _pages(client: Client, plan: ActionPlan) -> list[Measured]:
    """Each page of the plan, beside the page of help, which reads nothing."""
    urls = {"help page (reads nothing)": reverse("help")}
    urls |= {name: reverse(name, args=[plan.authority.slug, plan.pk]) for name in PAGES}
    urls["plan-draft-area"] = reverse("plan-draft-area", args=[plan.authority.slug, plan.pk, 1])
    return _measured(client, urls)


def _measured(client: Client, urls: dict[str, str]) -> list[Measured]:
    """Each address, fetched in turns, with the number of its queries."""
    queries_of = {}
    for name, url in urls.items():
        with CaptureQueriesContext(connection) as queries:
            _fetch(client, url)
        queries_of[name] = len(queries)
    times = _in_turns({name: lambda url=url: _fetch(client, url) for name, url in urls.items()})  # type: ignore[misc]
    return [Measured(name, times[name], queries_of[name]) for name in urls]


def _fetch(client: Client, url: str) -> None:
    response = client.get(url)
    if response.status_code != 200:
        raise CommandError(f"{url} answered {response.status_code}")


def _comparing(client: Client, plan: ActionPlan) -> list[Measured]:
    """The oldest and the newest version of a plan, compared in memory and on the page."""
    newest = save_version(plan=plan, by=None, reason="Measured")
    oldest = plan.versions.get(number=1)
    before, after = snapshot_of(oldest), snapshot_of(newest)
    times = _in_turns(
        {
            "reading both from their JSON": lambda: (snapshot_of(oldest), snapshot_of(newest)),
            "comparing them": lambda: changes.compare(before, after),
        }
    )
    url = reverse("plan-compare", args=[plan.authority.slug, plan.pk]) + f"?from=1&to={newest.number}"
    return [*(Measured(name, taken) for name, taken in times.items()), *_measured(client, {"plan-compare": url})]


def _with_versions(demonstration: Demonstration) -> list[Measured]:
    """Pages of two equal plans, one with many versions behind it, and how many times as long those take."""
    client = _client_of(demonstration.administrator)
    councils = [demonstration.authorities[slug] for slug in ("great-thornley", "marlbrook")]
    plans = [plan_of_size(council, areas=10, actions=20) for council in councils]
    behind = (1, VERSIONS)
    for plan, number in zip(plans, behind, strict=True):
        for _ in range(number):
            save_version(plan=plan, by=None, reason="Measured")
    lines = []
    for name in PAGES_WITH_VERSIONS:
        urls = {
            f"{name}, {counted(number, 'version')}": reverse(name, args=[plan.authority.slug, plan.pk])
            for plan, number in zip(plans, behind, strict=True)
        }
        few, many = _measured(client, urls)
        ratio = many.milliseconds / few.milliseconds
        lines += [few, many, Measured(f"  ratio {ratio:.2f}; longer by", many.milliseconds - few.milliseconds)]
    return lines


def _rounds(demonstration: Demonstration) -> list[Measured]:
    """The page of what somebody must do who leads 200 actions, the page of a round of them, and closing it."""
    council, reader = demonstration.authorities["york"], demonstration.administrator
    plan = plan_of_size(council, areas=10, actions=20)
    owner = User.objects.create_user("owner-of-200@example.gov.uk", name="Owner of 200")
    Membership.objects.create(user=owner, authority=council, role=Role.ACTION_OWNER, joined_on=today())
    ActionPlan.objects.filter(pk=plan.pk).update(stage=ActionPlan.Stage.MONITORING, submitted_on=today())
    plan.items.update(lead_person=owner, delivery_rating="on_track")
    plan.refresh_from_db()
    body = Body.objects.create(authority=council, name="Board of the bench", kind=Body.Kind.BOARD)
    first = _answered_round(plan, body, owner, 0)
    lines = _measured(_client_of(owner), {"my-actions": reverse("my-actions")})
    lines += _measured(_client_of(reader), {"round-detail": first.get_absolute_url()})
    times, queries = [], CaptureQueriesContext(connection)
    for number in range(ROUNDS):
        asking = _answered_round(plan, body, owner, number) if number else first
        began = time.perf_counter()
        with queries:
            close_round(round=asking, by=reader, on=today())
        times.append((time.perf_counter() - began) * 1000)
    return [*lines, Measured("closing the round, its version stored", statistics.median(times), len(queries))]


def _answered_round(plan: ActionPlan, body: Body, owner: User, number: int) -> Round:
    """A new round for a meeting to come, with a report on each of its actions."""
    held_on = today() + timedelta(days=60 + number)
    meeting = Meeting.objects.create(plan=plan, body=body, held_on=held_on, purpose=Meeting.Purpose.MONITOR)
    due_on = current_calendar().on_or_before(today() + timedelta(days=14))
    made = open_round(plan=plan, meeting=meeting, answers_due_on=due_on, message="", by=owner, on=today())
    text = "Half of the records have been reviewed, and the rest will be by the end of the month."
    said = {"reported_on": today(), "what_changed": text, "delivery_rating": "on_track", "made_by": owner}
    ProgressUpdate.objects.bulk_create(ProgressUpdate(item=item, made_at=now(), **said) for item in plan.items.all())
    return made


def _papers(plan: ActionPlan) -> list[Measured]:
    """Each format of the annex, and the PDF beside Chromium's print of the same HTML."""
    snapshot = take(plan, on=date(2022, 11, 20), calendar=current_calendar())
    document = annex(snapshot)
    html = paper_html(document)
    times = _in_turns(
        {
            "snapshot and document": lambda: annex(take(plan, on=snapshot.as_at, calendar=current_calendar())),
            "HTML of the paper": lambda: paper_html(document),
            "DOCX": lambda: write_word(document),
            "XLSX": lambda: write_excel(document),
            "PDF (WeasyPrint, tagged PDF/UA-1, mended)": lambda: print_paper(html),
            "PDF (Chromium printing the same HTML, cold)": lambda: _chromium_print(html),
        },
        rounds=3,
    )
    ours, theirs = (time for name, time in times.items() if name.startswith("PDF"))
    lines = [Measured(name, milliseconds) for name, milliseconds in times.items()]
    return [*lines, Measured(f"ratio of the two PDFs: {ours / theirs:.2f}; ours takes", ours)]


def _in_turns(tasks: dict[str, Callable[[], Any]], rounds: int = ROUNDS) -> dict[str, float]:
    """The median time of each task in milliseconds, all tasks taken in turns so that noise falls on all alike."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            began = time.perf_counter()
            task()
            times[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(taken) for name, taken in times.items()}


def _chromium_print(html: str) -> None:
    """Prints the HTML with a Chromium started for it, as a clerk's browser would."""
    browser = next(path for name in BROWSERS if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder:
        page, paper = Path(folder) / "page.html", Path(folder) / "paper.pdf"
        links = "".join(f'<link rel="stylesheet" href="{sheet.as_uri()}">' for sheet in STYLE_SHEETS)
        page.write_text(html.replace("</head>", f"{links}</head>"), encoding="utf-8")
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        options = [f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={paper}"]
        subprocess.run([*command, *options, page.as_uri()], check=True, capture_output=True, timeout=300)  # noqa: S603 our own words
        if not paper.is_file():
            raise CommandError("Chromium printed nothing.")
