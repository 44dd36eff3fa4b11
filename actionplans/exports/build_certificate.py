"""The certificate that a plan was sent: one page, whatever the length of the addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from actionplans.exports.document import Block, Document, Fact, Facts, Heading, Paragraph, Quote
from actionplans.exports.plain import plain_throughout
from actionplans.snapshot import PlanSnapshot
from ilacs.design.wording import counted, date_in_words, working_days_in_words
from inspections.countdown import Timeliness

ROOMY = 600
"""Up to so many letters are printed large."""


@dataclass(frozen=True)
class Certificate:
    """What is certified: the version as it was sent, and the facts of the day. taken_back and embargo may be empty."""

    snapshot: PlanSnapshot
    number: int
    sha256: str
    sent_on: date
    sent_to: tuple[str, ...]
    reference: str
    basis: str
    timeliness: Timeliness | None
    acknowledgements: tuple[str, ...]
    recorded_by: str
    recorded_at: datetime
    taken_back: str = ""
    embargo: str = ""


def certificate(facts: Certificate) -> Document:
    """The certificate of one submission, on one page."""
    facts = plain_throughout(facts)
    plan = facts.snapshot
    return Document(
        title=f"Certificate of submission: {plan.title}, {plan.council}",
        author=plan.council,
        subject=f"Version {facts.number}, sent on {date_in_words(facts.sent_on)}",
        running_head=f"{facts.embargo}. {plan.council}" if facts.embargo else plan.council,
        file_stem=f"{plan.council_slug}-certificate-of-submission-v{facts.number}-{facts.sent_on:%Y-%m-%d}",
        is_draft=False,
        as_at=facts.sent_on,
        blocks=tuple(_blocks(facts)),
        look="certificate-close" if _letters(facts) > ROOMY else "certificate",
    )


def _letters(facts: Certificate) -> int:
    """How much of what differs from plan to plan has to stand on the page."""
    texts = (facts.snapshot.title, *facts.sent_to, facts.reference, facts.basis, facts.taken_back)
    return sum(map(len, texts)) + len(_acknowledged(facts.acknowledgements))


def _blocks(facts: Certificate) -> Iterator[Block]:
    plan = facts.snapshot
    yield Heading(1, "Certificate of submission")
    yield Paragraph(plan.council, "lead")
    for note in filter(None, (facts.embargo, facts.taken_back)):
        yield Paragraph(note, "note")
    size = f"{counted(len(plan.areas), 'area')} for improvement, {counted(len(plan.items), 'action')}"
    yield Quote(f"Sent to Ofsted on {date_in_words(facts.sent_on)}", f"{plan.title}\nVersion {facts.number}", size)
    if facts.timeliness:
        yield Paragraph(_in_time(facts, facts.timeliness), "note")
    yield Facts("The submission", tuple(_sending(facts)))
    yield Facts("Proof that the version has not changed", tuple(_unchanged(facts)))


def _in_time(facts: Certificate, timeliness: Timeliness) -> str:
    """The answer everybody asks for first."""
    if not timeliness.in_time:
        return f"Late by {working_days_in_words(timeliness.late_by)}"
    deadlines = (inspection.deadline for inspection in facts.snapshot.inspections)
    days = (due.working_days for due in deadlines if due and due.due_on == timeliness.due_on)
    total = f" of {number}" if (number := next(days, None)) else ""
    day = f": working day {timeliness.working_day}{total}" if timeliness.working_day else ""
    return f"In time{day}, {working_days_in_words(timeliness.to_spare)} to spare"


def _sending(facts: Certificate) -> Iterator[Fact]:
    """When it was sent and when it was due, where to, and what came back."""
    yield Fact("Sent on", date_in_words(facts.sent_on))
    if facts.timeliness:
        yield Fact("Due", f"{date_in_words(facts.timeliness.due_on)}\n{facts.basis}".strip())
    elif facts.basis:
        yield Fact("Due", facts.basis)
    yield Fact("Sent to", "; ".join(facts.sent_to))
    yield Fact("Reference", facts.reference or "None was given")
    yield Fact("Acknowledged", _acknowledged(facts.acknowledgements))
    recorded = f"{date_in_words(facts.recorded_at.date())} at {facts.recorded_at:%H:%M}"
    yield Fact("Recorded by", f"{facts.recorded_by}, {recorded}")


def _unchanged(facts: Certificate) -> Iterator[Fact]:
    """The hash of the version, and how anybody checks it."""
    yield Fact("SHA-256", _in_two_lines(facts.sha256))
    yield Fact(
        "How to check it",
        f"Download version {facts.number} as data (JSON) from its page and run sha256sum on the file. The 64 letters "
        "and figures must be the same as here. If one letter of the plan were changed, they would not be.",
    )


def _acknowledged(came_back: tuple[str, ...]) -> str:
    """What came back last, and how much came before it; the page of the proof lists it all."""
    if not came_back:
        return "Nothing has come back yet"
    earlier = len(came_back) - 1
    before = f"\nand {counted(earlier, 'earlier answer')}, listed with the proof" if earlier else ""
    return f"{came_back[-1]}{before}"


def _in_two_lines(sha256: str) -> str:
    half = len(sha256) // 2
    return f"{sha256[:half]}\n{sha256[half:]}"
