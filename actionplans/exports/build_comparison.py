"""The paper that says what differs between two snapshots of a plan."""

from collections.abc import Iterator

from actionplans.changes import (
    AreaSection,
    Comparison,
    InspectionChange,
    ItemChange,
    PlacedItem,
    area_rows,
    by_area,
    compare,
    counts_of,
    inspection_rows,
    inspection_title,
    item_rows,
    plan_rows,
)
from actionplans.exports.comparison_beside import measures, recommendations, voices
from actionplans.exports.comparison_tables import (
    WORDS_REMOVED_AND_ADDED,
    Context,
    facts_table,
    marked,
    part_of,
    then_and_now,
    words_table,
)
from actionplans.exports.document import (
    Block,
    Cell,
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
)
from actionplans.exports.keys import keys_to
from actionplans.exports.plain import plain_throughout
from actionplans.exports.rows import ActionTable, fitted
from actionplans.snapshot import AreaSnapshot, PlanSnapshot
from ilacs.design.wording import counted, date_in_words

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
    tables = (ActionTable.of(before), ActionTable.of(after))
    parts = [part for section in by_area(before, after, comparison) for part in _section(section, tables)]
    yield from keys_to(parts, before.scales, after.scales)
    yield from _plan(comparison)
    yield from parts
    yield from measures(comparison.measures)
    yield from voices(comparison.voices)
    yield from recommendations(comparison)


def _side(snapshot: PlanSnapshot) -> str:
    actions, areas = counted(len(snapshot.items), "action"), counted(len(snapshot.areas), "area")
    return f"{named(snapshot)}\nStage: {snapshot.stage_words}. {actions} in {areas} for improvement."


# The plan itself


def _plan(comparison: Comparison) -> Iterator[Block]:
    facts = facts_table("Stage, days and inspections", plan_rows(comparison), part_of("The plan"))
    inspections = (table for change in comparison.inspections_changed for table in _inspection(change))
    tables = (*facts, *words_table("Texts", comparison.texts, part_of("The plan")), *inspections)
    if tables:
        yield Heading(2, "The plan", "plan")
        yield from tables


def _inspection(change: InspectionChange) -> Iterator[Table]:
    """What is recorded differently of an inspection."""
    title = inspection_title(change.after)
    yield from facts_table(f"{title}, then and now", inspection_rows(change), part_of(title))


# Area by area


def _section(section: AreaSection, tables: Tables) -> Iterator[Block]:
    area = section.area
    context = part_of(f"Area {area.number}")
    became = " (added)" if section.is_added else " (removed)" if section.is_removed else ""
    yield Heading(2, f"Area {area.number}: {area.label}{became}", f"area-{area.number}")
    if section.is_added or section.is_removed:
        yield from _whole_area(area)
    if section.change:
        yield from facts_table(f"Area {area.number}, then and now", area_rows(section.change), context)
        yield from words_table(f"Texts of area {area.number}", section.change.texts, context)
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
            *then_and_now(row, (tables[0].scales, tables[1].scales)),
        )
        for change in changes
        for place, row in enumerate(item_rows(change))
    ]
    if rows:
        yield Table(f"Actions of area {area.number}, then and now", ITEM_FACTS_COLUMNS, tuple(rows), "Actions", context)


def _item_words(changes: tuple[ItemChange, ...], area: AreaSnapshot, context: Context) -> Iterator[Table]:
    rows = [
        (_reference(change, names_it=not place and not item_rows(change)), (Part(text.label),), (marked(text.runs),))
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
