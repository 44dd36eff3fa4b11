"""What each paper says: a snapshot of a plan becomes a document. A new paper is a new function here."""

import re
from collections.abc import Iterator
from datetime import date

from actionplans.exports.abbreviations import with_abbreviations
from actionplans.exports.asked import asked_blocks
from actionplans.exports.document import (
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    ItemList,
    Paragraph,
    Part,
    Quote,
    Table,
    Together,
)
from actionplans.exports.impact import measure_blocks, voice_blocks
from actionplans.exports.plain import plain_throughout
from actionplans.exports.rows import ActionTable, amended_words, numbers_in_words, plan_amended
from actionplans.exports.summary import anchor_of, summary
from actionplans.figures import Figures, summarise
from actionplans.snapshot import AreaSnapshot, DeadlineSnapshot, InspectionSnapshot, PlanSnapshot
from ilacs.design.wording import counted, date_in_words

JUDGEMENT_COLUMNS = (Column("Judgement", 70, ("Judgement",)), Column("Grade", 30, ("Grade",)))


def annex(snapshot: PlanSnapshot) -> Document:
    """The annex that goes before a committee: the whole plan, what Ofsted found, and where every action stands."""
    snapshot = plain_throughout(snapshot)
    figures = summarise(snapshot)
    return Document(
        title=f"{snapshot.title}, {snapshot.council}",
        author=snapshot.council,
        subject=f"Annex: {counted(figures.total, 'action')} in {counted(len(snapshot.areas), 'area')} for improvement",
        running_head=_running_head(snapshot),
        file_stem=_file_stem(snapshot),
        is_draft=snapshot.is_draft,
        as_at=snapshot.as_at,
        blocks=with_abbreviations(snapshot, _annex_blocks(snapshot, figures)),
    )


def _annex_blocks(snapshot: PlanSnapshot, figures: Figures) -> Iterator[Block]:
    yield Heading(1, snapshot.title)
    yield Paragraph(_annex_to(snapshot), "lead")
    if snapshot.embargo:
        yield Paragraph(snapshot.embargo, "note")
    yield Facts("About this paper", tuple(_facts(snapshot)))
    if snapshot.introduction:
        yield Heading(2, "Introduction")
        yield Paragraph(snapshot.introduction)
    yield from findings(snapshot)
    yield from summary(snapshot, figures)
    yield from measure_blocks(snapshot)
    yield from voice_blocks(snapshot)
    yield Heading(2, "How the plan is monitored")
    if snapshot.monitoring_arrangements:
        yield Paragraph(snapshot.monitoring_arrangements)
    else:
        yield Paragraph("No monitoring arrangements yet.", "empty")
    table = ActionTable.of(snapshot)
    for area in snapshot.areas:
        yield from area_blocks(area, table)
    yield from asked_blocks(snapshot)


def _running_head(snapshot: PlanSnapshot) -> str:
    """What stands at the head of every page: whose plan it is, and what nobody may overlook about it."""
    head = f"{snapshot.council}: {snapshot.title}{', draft' if snapshot.is_draft else ''}"
    return f"{snapshot.embargo}. {head}" if snapshot.embargo else head


def _annex_to(snapshot: PlanSnapshot) -> str:
    """Whose plan it is and which meeting it goes to, as far as they are known."""
    meeting = " on ".join(part for part in (snapshot.committee, date_in_words(snapshot.meeting_on)) if part)
    return f"{snapshot.council}. Annex to the report to {meeting}." if meeting else f"{snapshot.council}. Annex."


def _file_stem(snapshot: PlanSnapshot) -> str:
    """The name of the file without its ending: york-action-plan-2022-annex-v0.3-draft."""
    years = [str(inspection.started_on.year) for inspection in snapshot.inspections[-1:]]
    version = re.sub(r"[^A-Za-z0-9.]+", "-", snapshot.version).strip("-.")
    draft = ["draft"] if snapshot.is_draft else []
    parts = [snapshot.council_slug, "action-plan", *years, "annex", f"v{version}" if version else "", *draft]
    return "-".join(part for part in parts if part)


def _facts(snapshot: PlanSnapshot) -> Iterator[Fact]:
    for inspection in snapshot.inspections:
        yield Fact("Inspection", f"{inspection.name}\n{inspection_days(inspection)}")
    if meeting := [said for said in (snapshot.committee, date_in_words(snapshot.meeting_on)) if said]:
        yield Fact("Committee", ", ".join(meeting))
    yield Fact("Version", "\n".join((f"{_version(snapshot)}.", *_sent_and_closed(snapshot))))
    yield from plan_amended(snapshot)
    yield Fact("Plan due", "\n".join(_deadlines(snapshot)) or "No date: no deadline is recorded for this plan.")


def _version(snapshot: PlanSnapshot) -> str:
    """Which version it is and of which day; a plan printed as it is being worked on says that it is no version.

    What was sent is another version, so the day of sending never stands in this sentence.
    """
    made = "Working copy" if not snapshot.version else f"Version {snapshot.version}"
    stage = [] if snapshot.submitted_on else ["DRAFT" if snapshot.is_draft else snapshot.stage_words.lower()]
    return ", ".join((f"{made}, made on {date_in_words(snapshot.as_at)}", *stage))


def _sent_and_closed(snapshot: PlanSnapshot) -> Iterator[str]:
    """When the plan was sent and closed, a sentence each."""
    if snapshot.submitted_on:
        yield f"The plan was sent to Ofsted on {date_in_words(snapshot.submitted_on)}."
    if snapshot.closed_on:
        yield f"The plan was closed on {date_in_words(snapshot.closed_on)}."


def inspection_days(inspection: InspectionSnapshot) -> str:
    """When it was on site and when its report came, in one sentence."""
    received = [f"received {date_in_words(inspection.received_on)}"] if inspection.received_on else []
    published = [f"published {date_in_words(inspection.published_on)}"] if inspection.published_on else []
    report = " and ".join(received + published)
    return f"On site {days_in_words(inspection.started_on, inspection.ended_on)}; report {report or 'not yet received'}"


def days_in_words(first: date, last: date | None) -> str:
    """A stretch of days as people write it: "7 to 18 March 2022", "28 March to 1 April 2022"."""
    if last is None or last == first:
        return date_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {date_in_words(last)}"
    begun = date_in_words(first)
    return f"{begun.removesuffix(f' {last.year}')} to {date_in_words(last)}"


def _deadlines(snapshot: PlanSnapshot) -> Iterator[str]:
    """A line for each date by which a plan is owed, and why; the inspection is named when there are several."""
    owed = [inspection for inspection in snapshot.inspections if inspection.deadline]
    for inspection in owed:
        deadline: DeadlineSnapshot | None = inspection.deadline
        if deadline:
            name = f"{inspection.name}: " if len(owed) > 1 else ""
            yield f"{name}{date_in_words(deadline.due_on)}\n{deadline.explanation}"


def findings(snapshot: PlanSnapshot) -> Iterator[Block]:
    """The judgements and strengths of each inspection, under a heading of its own when there are several."""
    yield Heading(2, "What the inspection found" if len(snapshot.inspections) == 1 else "What the inspections found")
    for inspection in snapshot.inspections:
        if len(snapshot.inspections) > 1:
            yield Heading(3, f"{inspection.name}, {inspection.started_on:%B %Y}")
        yield from _judgements(inspection)
        if inspection.strengths:
            yield ItemList("What works well", inspection.strengths)


def _judgements(inspection: InspectionSnapshot) -> Iterator[Block]:
    rows = [((Part(row.label),), (Part(row.grade, strong=True),)) for row in inspection.judgements]
    if inspection.no_overall:
        rows.append(((Part("Overall effectiveness"),), (Part(inspection.no_overall, quiet=True),)))
    if not inspection.framework:
        yield Paragraph("This kind of inspection gives no grades.", "empty")
        return
    yield Table(
        caption=f"Judgements: {inspection.framework}",
        columns=JUDGEMENT_COLUMNS,
        rows=tuple(rows),
        sheet="Judgements",
        context=(Fact("Inspection", f"{inspection.name}, {inspection.started_on:%B %Y}"),),
        empty="No judgement is recorded yet.",
    )


def area_blocks(area: AreaSnapshot, table: ActionTable) -> Iterator[Block]:
    """One area: the heading, the words it answers, the outcome and lead, and its table of actions."""
    named = area.label != area.text
    kind = "Area for priority action" if area.is_priority_action else "Area"
    heading = Heading(2, f"{kind} {area.number}: {area.label}" if named else f"{kind} {area.number}", anchor_of(area))
    served = f"{counted(len(area.also_served_by), 'action').split()[-1].capitalize()} "
    also = f"{served}{numbers_in_words(area.also_served_by)}, printed under another area" if area.also_served_by else ""
    facts = [
        Fact("Outcome for children", area.outcome or "No outcome yet"),
        Fact("Lead", area.lead or "No lead yet"),
        *([Fact("Also served by", also)] if also else []),
        *([Fact("Amended", amended_words(area.amended_on))] if area.amended_on else []),
    ]
    answer = Facts(f"The council’s answer to area {area.number}", tuple(facts))
    yield Together((heading, Quote(_whose_words(area), area.text, _source(area)), answer))
    yield Table(
        caption=f"{counted(len(area.items), 'action')} in area {area.number}",
        columns=table.columns,
        rows=tuple(table.row(item) for item in area.items),
        sheet="Actions",
        context=(
            Fact("Area", str(area.number)),
            Fact("Area for improvement", area.label),
            Fact("Words of the report", area.text),
            Fact("Source", f"{area.origin} · {_source(area)}"),
            facts[0],
            Fact("Area lead", facts[1].text),
            Fact("Also served by", numbers_in_words(area.also_served_by)),
            Fact("Area changed since it was sent", date_in_words(area.amended_on)),
        ),
        empty=f"No action is printed here: see {also[0].lower() + also[1:]}." if also else "No action yet.",
    )


def _whose_words(area: AreaSnapshot) -> str:
    return f"{area.origin}’s words" if area.origin == "Ofsted" else area.origin


def _source(area: AreaSnapshot) -> str:
    """Where the words stand: the inspection, the reference in its report, and the council's own theme."""
    parts = [area.inspection, area.reference, f"Theme: {area.theme}" if area.theme else ""]
    return " · ".join(part for part in parts if part)
