"""What committees asked of a plan, and the answers: a section of papers."""

from collections.abc import Iterator

from actionplans.exports.document import Block, Cell, Column, Heading, Part, Table
from actionplans.exports.rows import fitted, numbers_in_words
from actionplans.snapshot import PlanSnapshot, RecommendationSnapshot
from ilacs.design.wording import counted, date_in_words

ASKED_COLUMNS = (
    Column("No.", 5, ("Number",)),
    Column("Recommendation", 30, ("Recommendation", "About")),
    Column("Asked by", 18, ("Body", "Asked by", "Meeting"), days=("Meeting",)),
    Column("Answer", 30, ("Answer", "Reason")),
    Column("Who and by when", 17, ("Owner", "Due", "Done"), days=("Due", "Done")),
)


def asked_blocks(snapshot: PlanSnapshot) -> Iterator[Block]:
    """The section with every recommendation; nothing where no committee has asked anything."""
    if not snapshot.recommendations:
        return
    yield Heading(2, "What committees asked")
    yield Table(
        caption=counted(len(snapshot.recommendations), "recommendation"),
        columns=ASKED_COLUMNS,
        rows=tuple(_row(asked) for asked in snapshot.recommendations),
        sheet="Recommendations",
    )


def about_words(asked: RecommendationSnapshot) -> str:
    """The areas and actions it is about; empty when it is about the whole plan."""
    return place_in_words(asked.areas, asked.references)


def place_in_words(areas: tuple[int, ...], references: tuple[str, ...]) -> str:
    """Numbers of areas and references of actions in words: "area 2, actions 1.1 and 1.2"; empty without any."""
    named = f"{_noun(len(areas), 'area')} {numbers_in_words(areas)}" if areas else ""
    actions = f"{_noun(len(references), 'action')} {numbers_in_words(references)}" if references else ""
    return ", ".join(part for part in (named, actions) if part)


def done_words(asked: RecommendationSnapshot) -> str:
    """When it was done, and in which version where that was recorded; empty while it is not."""
    version = f", in version {asked.done_in_version}" if asked.done_in_version else ""
    return f"{date_in_words(asked.done_on)}{version}" if asked.done_on else ""


def _row(asked: RecommendationSnapshot) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = (
        (Part(str(asked.number)),),
        (Part(asked.text), _labelled(about_words(asked), "About")),
        (Part(asked.body), _labelled(asked.asked_by, ""), Part(date_in_words(asked.meeting_on), on=asked.meeting_on)),
        _answer(asked),
        _owner(asked),
    )
    return tuple(tuple(part and fitted(part) for part in cell) for cell in cells)


def _answer(asked: RecommendationSnapshot) -> Cell:
    if not asked.answer:
        return (Part("No answer yet", quiet=True), None)
    return (Part(asked.answer_words, strong=True), _labelled(asked.reason, ""))


def _owner(asked: RecommendationSnapshot) -> Cell:
    return (
        _labelled(asked.owner, ""),
        Part(date_in_words(asked.due_on), label="Due", on=asked.due_on) if asked.due_on else None,
        Part(done_words(asked), label="Done", on=asked.done_on) if asked.done_on else None,
    )


def _labelled(text: str, label: str) -> Part | None:
    return Part(text, label=label) if text else None


def _noun(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"
