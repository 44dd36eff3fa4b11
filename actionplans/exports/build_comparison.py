"""The paper that says what differs between two snapshots of a plan."""

from collections.abc import Iterable, Iterator

from actionplans.changes import (
    AreaSection,
    Comparison,
    InspectionChange,
    ItemChange,
    MeasureChange,
    Parts,
    PlacedItem,
    RecommendationChange,
    Row,
    Run,
    TextChange,
    area_rows,
    by_area,
    compare,
    counts_of,
    inspection_rows,
    inspection_title,
    item_rows,
    measure_facts,
    measure_rows,
    measure_title,
    plan_rows,
    recommendation_rows,
    voice_facts,
    voice_rows,
    voice_title,
)
from actionplans.exports.document import (
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Fate,
    Heading,
    ItemList,
    Marked,
    Paragraph,
    Part,
    Quote,
    Table,
)
from actionplans.exports.marks import rating_part
from actionplans.exports.plain import plain_throughout
from actionplans.exports.rows import ActionTable, fitted
from actionplans.models import RatingScales
from actionplans.snapshot import AreaSnapshot, MeasureSnapshot, PlanSnapshot, RecommendationSnapshot, VoiceSnapshot
from ilacs.design.wording import counted, date_in_words

WORDS_REMOVED_AND_ADDED = "Words removed and added"
WORDS_COLUMNS = (Column("What", 21, ("What",)), Column(WORDS_REMOVED_AND_ADDED, 79, (WORDS_REMOVED_AND_ADDED,)))
FACTS_COLUMNS = (
    Column("What", 21, ("What",)),
    Column("Then", 30, ("Then",)),
    Column("Now", 30, ("Now",)),
    Column("Change", 19, ("Change",)),
)
ITEM_WORDS_COLUMNS = (
    Column("Action", 21, ("Reference", "Action now")),
    Column("What", 14, ("What",)),
    Column(WORDS_REMOVED_AND_ADDED, 65, (WORDS_REMOVED_AND_ADDED,)),
)
ITEM_FACTS_COLUMNS = (
    Column("Action", 21, ("Reference", "Action now")),
    Column("What", 14, ("What",)),
    Column("Then", 25, ("Then",)),
    Column("Now", 25, ("Now",)),
    Column("Change", 15, ("Change",)),
)
Context = tuple[Fact, ...]
Scales = tuple[RatingScales, RatingScales]
"""What ratings were called then, and what they are called now."""
DEFAULT_SCALES: Scales = (RatingScales(), RatingScales())
Tables = tuple[ActionTable, ActionTable]
"""How actions are told as they were then, and as they are now."""
KEY = (
    "Words that were removed are struck through, words that were added are bold and underlined. In Word and Excel "
    "files removed words stand between [- and -] as well, added words between {+ and +}."
)
NOTHING = "Nothing differs between the two."


def comparison_paper(before: PlanSnapshot, after: PlanSnapshot, *, embargo: str = "") -> Document:
    """What differs between two snapshots of one plan; whatever was deleted stands in it whole.

    `embargo` is the mark that both need today: they may have been stored before it was recorded.
    """
    before, after = plain_throughout(before), plain_throughout(after)
    comparison = compare(before, after)
    marks = embargoes(before, after, embargo)
    return Document(
        title=f"What changed in {after.title}, {after.council}",
        author=after.council,
        subject=f"{named(before)} compared with {mid_sentence_name(after)}",
        running_head=_running_head(after, marks),
        file_stem=_file_stem(before, after),
        is_draft=after.is_draft,
        as_at=after.as_at,
        blocks=tuple(_blocks(before, after, comparison, marks)),
    )


def named(snapshot: PlanSnapshot) -> str:
    """What a snapshot is called: the version it is, or the plan as it stood on a day."""
    day = date_in_words(snapshot.as_at)
    return f"Version {snapshot.version} of {day}" if snapshot.version else f"The plan as it stood on {day}"


def mid_sentence_name(snapshot: PlanSnapshot) -> str:
    """The same inside a sentence."""
    name = named(snapshot)
    return f"{name[0].lower()}{name[1:]}"


def embargoes(before: PlanSnapshot, after: PlanSnapshot, today: str) -> tuple[str, ...]:
    """The marks of today and of both snapshots that say until when nobody else may see them, each once."""
    return tuple(dict.fromkeys(words for words in (today, before.embargo, after.embargo) if words))


def _running_head(after: PlanSnapshot, marks: tuple[str, ...]) -> str:
    """What stands at the head of every page: whose plan it is, and what nobody may overlook about it."""
    head = f"{after.council}: {after.title}, what changed{', draft' if after.is_draft else ''}"
    return ". ".join((*marks, head))


def _file_stem(before: PlanSnapshot, after: PlanSnapshot) -> str:
    """The name of the file without its ending: york-action-plan-2022-changes-v2-to-2022-08-11."""
    years = [str(inspection.started_on.year) for inspection in after.inspections[-1:]]
    sides = (f"v{side.version}" if side.version.isalnum() else side.as_at.isoformat() for side in (before, after))
    return "-".join((after.council_slug, "action-plan", *years, "changes", "-to-".join(sides)))


def _blocks(
    before: PlanSnapshot, after: PlanSnapshot, comparison: Comparison, marks: tuple[str, ...]
) -> Iterator[Block]:
    yield Heading(1, f"What changed in {after.title}")
    yield Paragraph(f"{after.council}. {named(before)} compared with {mid_sentence_name(after)}.", "lead")
    yield from (Paragraph(words, "note") for words in marks)
    yield Facts("What is compared", (Fact("Then", _side(before)), Fact("Now", _side(after))))
    yield Heading(2, "Summary")
    if comparison.is_empty:
        yield Paragraph(NOTHING)
        return
    yield ItemList("What happened, and how often", tuple(count.words for count in counts_of(comparison)))
    yield Paragraph(KEY)
    yield from _plan(comparison)
    tables = (ActionTable.of(before), ActionTable.of(after))
    for section in by_area(before, after, comparison):
        yield from _section(section, tables)
    yield from _measures(comparison.measures)
    yield from _voices(comparison.voices)
    yield from _recommendations(comparison)


def _side(snapshot: PlanSnapshot) -> str:
    actions, areas = counted(len(snapshot.items), "action"), counted(len(snapshot.areas), "area")
    return f"{named(snapshot)}\nStage: {snapshot.stage_words}. {actions} in {areas} for improvement."


def _part(name: str) -> Context:
    """What a spreadsheet says of every row: which part of the plan it is of."""
    return (Fact("Part of the plan", name),)


# The plan itself


def _plan(comparison: Comparison) -> Iterator[Block]:
    facts = _facts("Stage, days and inspections", plan_rows(comparison), _part("The plan"))
    inspections = (table for change in comparison.inspections_changed for table in _inspection(change))
    tables = (*facts, *_words("Texts", comparison.texts, _part("The plan")), *inspections)
    if tables:
        yield Heading(2, "The plan", "plan")
        yield from tables


def _inspection(change: InspectionChange) -> Iterator[Table]:
    """What is recorded differently of an inspection."""
    title = inspection_title(change.after)
    yield from _facts(f"{title}, then and now", inspection_rows(change), _part(title))


def _facts(caption: str, rows: Iterable[Row], context: Context) -> Iterator[Table]:
    """A table of things then and now, where there are any."""
    cells = tuple(((Part(row.what),), *_then_and_now(row)) for row in rows)
    if cells:
        yield Table(caption, FACTS_COLUMNS, cells, "Then and now", context)


def _words(caption: str, texts: Iterable[TextChange], context: Context) -> Iterator[Table]:
    """A table of texts whose words changed, where there are any."""
    cells = tuple(((Part(text.label),), (_marked(text.runs),)) for text in texts)
    if cells:
        yield Table(caption, WORDS_COLUMNS, cells, "Words", context)


def _then_and_now(row: Row, scales: Scales = DEFAULT_SCALES) -> tuple[Cell, Cell, Cell]:
    then, now = scales
    return (_value(row.then, row, then), _value(row.now, row, now), (Part(row.way, strong=True),))


def _value(text: str, row: Row, scales: RatingScales) -> Cell:
    if not text:
        return (Part("Nothing", quiet=True),)
    return (rating_part(text, scales) if row.is_rating else fitted(Part(text)),)


def _marked(runs: Iterable[Run]) -> Part:
    words = tuple(Marked(run.text, Fate(run.kind.value)) for run in runs)
    return Part("".join(run.bracketed for run in words), marked=words)


# Area by area


def _section(section: AreaSection, tables: Tables) -> Iterator[Block]:
    area = section.area
    context = _part(f"Area {area.number}")
    became = " (added)" if section.is_added else " (removed)" if section.is_removed else ""
    yield Heading(2, f"Area {area.number}: {area.label}{became}", f"area-{area.number}")
    if section.is_added or section.is_removed:
        yield from _whole_area(area)
    if section.change:
        yield from _facts(f"Area {area.number}, then and now", area_rows(section.change), context)
        yield from _words(f"Texts of area {area.number}", section.change.texts, context)
    yield from _whole_items("added", section.added, context, tables[1])
    yield from _whole_items("removed", section.removed, context, tables[0])
    if section.moved_away:
        yield ItemList("Moved to another area", tuple(map(_moved, section.moved_away)))
    yield from _item_facts(section.changed, area, context, tables)
    yield from _item_words(section.changed, area, context)


def _whole_area(area: AreaSnapshot) -> Iterator[Block]:
    yield Quote(f"{area.origin}’s words" if area.origin == "Ofsted" else area.origin, area.text, area.reference)
    answer = (Fact("Outcome for children", area.outcome or "None"), Fact("Lead", area.lead or "None"))
    yield Facts(f"The council’s answer to area {area.number}", answer)


def _whole_items(what: str, placed: tuple[PlacedItem, ...], context: Context, table: ActionTable) -> Iterator[Table]:
    if placed:
        rows = tuple(table.row(each.item) for each in placed)
        caption = f"{counted(len(placed), 'action')} {what}"
        yield Table(caption, table.columns, rows, f"Actions {what}", context)


def _moved(change: ItemChange) -> str:
    return f"{change.before.item.reference} is under area {change.after.area_number} now: {change.after.item.action}"


def _item_facts(
    changes: tuple[ItemChange, ...], area: AreaSnapshot, context: Context, tables: Tables
) -> Iterator[Table]:
    rows = [
        (
            _reference(change, names_it=not place),
            (Part(row.what),),
            *_then_and_now(row, (tables[0].scales, tables[1].scales)),
        )
        for change in changes
        for place, row in enumerate(item_rows(change))
    ]
    if rows:
        yield Table(f"Actions of area {area.number}, then and now", ITEM_FACTS_COLUMNS, tuple(rows), "Actions", context)


def _item_words(changes: tuple[ItemChange, ...], area: AreaSnapshot, context: Context) -> Iterator[Table]:
    rows = [
        (_reference(change, names_it=not place and not item_rows(change)), (Part(text.label),), (_marked(text.runs),))
        for change in changes
        for place, text in enumerate(change.texts)
    ]
    if rows:
        yield Table(
            f"Texts of actions of area {area.number}", ITEM_WORDS_COLUMNS, tuple(rows), "Words of actions", context
        )


def _reference(change: ItemChange, *, names_it: bool) -> Cell:
    """The reference an action has now, and its words where it is first told of and they did not change."""
    item = change.after.item
    same = item.action == change.before.item.action
    return Part(item.reference, strong=True), fitted(Part(item.action)) if names_it and same else None


# Measures and what was heard


def _measures(measures: Parts[MeasureSnapshot]) -> Iterator[Block]:
    if not measures.is_empty:
        yield Heading(2, "Measures", "measures")
    for what, those in (("added", measures.added), ("taken away", measures.removed)):
        for measure in those:
            yield _whole("Measure", measure_title(measure), what, measure_facts(measure))
    for change in measures.changed:
        if isinstance(change, MeasureChange):
            title = measure_title(change.after)
            yield Heading(3, title)
            yield from _facts(f"{title}, then and now", measure_rows(change), _part(title))
            yield from _words(f"Texts of {title}", change.texts, _part(title))


def _voices(voices: Parts[VoiceSnapshot]) -> Iterator[Block]:
    if not voices.is_empty:
        yield Heading(2, "Voice", "voice")
    for what, those in (("added", voices.added), ("taken away", voices.removed)):
        for voice in those:
            yield _whole("Who said it", voice_title(voice), what, voice_facts(voice))
    for change in voices.changed:
        title = voice_title(change.after)
        yield Heading(3, title)
        yield from _facts(f"{title}, then and now", voice_rows(change), _part(title))
        yield from _words(f"Texts of what was heard: {title}", change.texts, _part(title))


def _whole(kind: str, title: str, what: str, facts: Iterable[tuple[str, str]]) -> Facts:
    """Something that came or went, whole; its title is a fact too: spreadsheets print no headings of facts."""
    return Facts(f"{title}, {what}", tuple(Fact(label, words) for label, words in ((kind, title), *facts)))


# Recommendations


def _recommendations(comparison: Comparison) -> Iterator[Block]:
    added, removed = comparison.recommendations_added, comparison.recommendations_removed
    changed = comparison.recommendations_changed
    if not (added or removed or changed):
        return
    yield Heading(2, "Recommendations", "recommendations")
    for what, asked in (("added", added), ("removed", removed)):
        for each in asked:
            yield Facts(f"Recommendation {each.number}, {what}", tuple(whole_recommendation(each)))
    for change in changed:
        yield from _recommendation(change)


def whole_recommendation(asked: RecommendationSnapshot) -> Iterator[Fact]:
    """A recommendation that was added or removed, whole."""
    by = f", {asked.asked_by}" if asked.asked_by else ""
    yield Fact("Recommendation", asked.text)
    yield Fact("Asked by", f"{asked.body}{by}, {date_in_words(asked.meeting_on)}")
    yield Fact("Answer", ". ".join(words for words in (asked.answer_words, asked.reason) if words) or "No answer yet")
    yield Fact("Owner", asked.owner or "No owner yet")
    yield Fact("Due", date_in_words(asked.due_on) or "No due date yet")
    if asked.done_on:
        yield Fact("Done", date_in_words(asked.done_on))


def _recommendation(change: RecommendationChange) -> Iterator[Block]:
    number = change.after.number
    yield Heading(3, f"Recommendation {number}")
    yield Paragraph(change.after.text)
    context = _part(f"Recommendation {number}")
    yield from _facts(f"Recommendation {number}, then and now", recommendation_rows(change), context)
    yield from _words(f"Texts of recommendation {number}", change.texts, context)
