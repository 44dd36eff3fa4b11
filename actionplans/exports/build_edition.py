"""The edition of a plan that the public reads, from a snapshot alone: who leads appears by post, never by name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from actionplans.exports.abbreviations import with_abbreviations
from actionplans.exports.asked import asked_blocks
from actionplans.exports.build import area_blocks, findings, inspection_days
from actionplans.exports.document import Block, Document, Fact, Facts, Heading, Paragraph
from actionplans.exports.impact import measure_blocks
from actionplans.exports.plain import plain_throughout
from actionplans.exports.public import public_only
from actionplans.exports.rows import ActionTable, plan_amended
from actionplans.exports.summary import summary
from actionplans.figures import summarise
from actionplans.snapshot import AreaSnapshot, ItemSnapshot, MeasureSnapshot, PlanSnapshot, RecommendationSnapshot
from ilacs.design.wording import counted, date_in_words

NO_POST = "Lead officer"
"""What stands for a lead of whom only the name is known."""
ACCESSIBILITY = (
    "This plan can be read as a web page, which is the edition to choose with assistive technology, as a tagged PDF "
    "and as a Word document. For another format (large print, plain text, paper), or if something in it does not work "
    "for you, write to the council’s children’s services."
)
HOW_TOLD_APART = (
    "Each rating has a letter, a word and a shape besides its colour, so that it can be told without colour and on a "
    "black-and-white print. What each means stands in the summary."
)


@dataclass(frozen=True)
class Imprint:
    """What an edition says of itself: its number, the day, whether leads are named, and its address without number."""

    number: int
    published_on: date
    address: str
    shows_names: bool = False


def edition(snapshot: PlanSnapshot, imprint: Imprint) -> Document:
    """The public action plan as the version of this snapshot has it."""
    snapshot = public_only(snapshot)
    snapshot = plain_throughout(snapshot if imprint.shows_names else posts_only(snapshot))
    figures = summarise(snapshot)
    return Document(
        title=f"{snapshot.title}, {snapshot.council}",
        author=snapshot.council,
        subject=f"Public action plan: {counted(figures.total, 'action')} in "
        f"{counted(len(snapshot.areas), 'area')} for improvement",
        running_head=f"{snapshot.council}: {snapshot.title}, edition {imprint.number}",
        file_stem=_file_stem(snapshot, imprint),
        is_draft=False,
        as_at=snapshot.as_at,
        blocks=with_abbreviations(snapshot, _blocks(snapshot, imprint)),
    )


def posts_only(snapshot: PlanSnapshot) -> PlanSnapshot:
    """The same plan without the name of any officer: a lead is a post."""
    return replace(
        snapshot,
        areas=tuple(_area_by_post(area) for area in snapshot.areas),
        recommendations=tuple(_asked_by_post(asked) for asked in snapshot.recommendations),
        measures=tuple(_measured_by_post(measure) for measure in snapshot.measures),
    )


def _area_by_post(area: AreaSnapshot) -> AreaSnapshot:
    return replace(area, lead=_post(area.lead, area.lead_post), items=tuple(_item_by_post(item) for item in area.items))


def _item_by_post(item: ItemSnapshot) -> ItemSnapshot:
    return replace(item, lead=_post(item.lead, item.lead_post))


def _asked_by_post(asked: RecommendationSnapshot) -> RecommendationSnapshot:
    return replace(asked, owner=_post(asked.owner, asked.owner_post))


def _measured_by_post(measure: MeasureSnapshot) -> MeasureSnapshot:
    return replace(measure, owner=_post(measure.owner, measure.owner_post))


def _post(lead: str, post: str) -> str:
    """The post; words for one where there is only a name, and nothing where there is no lead."""
    return post or (NO_POST if lead else "")


def _blocks(snapshot: PlanSnapshot, imprint: Imprint) -> Iterator[Block]:
    yield Heading(1, snapshot.title)
    published = date_in_words(imprint.published_on)
    yield Paragraph(f"{snapshot.council}. Action plan, edition {imprint.number}, published on {published}.", "lead")
    yield Facts("About this edition", tuple(_facts(snapshot, imprint)))
    if snapshot.introduction:
        yield Heading(2, "Introduction")
        yield Paragraph(snapshot.introduction)
    yield from findings(snapshot)
    yield from summary(snapshot, summarise(snapshot))
    yield from measure_blocks(snapshot)
    yield Heading(2, "How the plan is monitored")
    yield Paragraph(snapshot.monitoring_arrangements or "No monitoring arrangements yet.")
    table = ActionTable.of(snapshot)
    for area in snapshot.areas:
        yield from area_blocks(area, table)
    yield from asked_blocks(snapshot)
    yield Heading(2, "How ratings are told apart")
    yield Paragraph(HOW_TOLD_APART)


def _facts(snapshot: PlanSnapshot, imprint: Imprint) -> Iterator[Fact]:
    for inspection in snapshot.inspections:
        yield Fact("Inspection", f"{inspection.name}\n{inspection_days(inspection)}")
    sent = f"\nThe plan was sent to Ofsted on {date_in_words(snapshot.submitted_on)}." if snapshot.submitted_on else ""
    yield Fact("Edition", f"Edition {imprint.number}, version {snapshot.version} of the plan.{sent}")
    yield Fact("Position at", f"{date_in_words(snapshot.as_at)}. What was done since then is not in this edition.")
    yield from plan_amended(snapshot)
    yield Fact("Other editions", f"The latest edition and all earlier ones are listed at {imprint.address}")
    yield Fact("Accessibility", ACCESSIBILITY)


def _file_stem(snapshot: PlanSnapshot, imprint: Imprint) -> str:
    """The name of the file without its ending: york-action-plan-2022-edition-1."""
    years = [str(inspection.started_on.year) for inspection in snapshot.inspections[-1:]]
    return "-".join([snapshot.council_slug, "action-plan", *years, f"edition-{imprint.number}"])
