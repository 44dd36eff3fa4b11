"""The summary of a paper: its counts in words and drawn, and the keys to both scales, each apart."""

from collections.abc import Iterator

from actionplans.exports.document import Bar, BarTable, Block, Heading, OnePage, Paragraph, Plain, RatingKey
from actionplans.exports.keys import TITLES
from actionplans.exports.marks import mark
from actionplans.exports.reported import is_reported, shows_impact
from actionplans.figures import Figures
from actionplans.models import Scale
from actionplans.snapshot import AreaSnapshot, PlanSnapshot
from ilacs.design.wording import counted


def summary(snapshot: PlanSnapshot, figures: Figures) -> Iterator[Block]:
    """The counts by delivery with their key on one page, and those by impact with theirs.

    The key comes first where the counts fill a page by themselves.
    """
    areas = zip(snapshot.areas, figures.areas, strict=True)
    rules = snapshot.scales.explained(Scale.DELIVERY, [code for code, number in figures.by_rating.items() if number])
    bars = BarTable(
        caption="Number of actions by area and rating",
        head="Area for improvement",
        series=tuple(map(mark, rules)),
        rows=tuple(
            Bar(f"{area.number}. {area.label}", tuple(counts.by_rating[rule.code] for rule in rules), anchor_of(area))
            for area, counts in areas
        ),
        total=Bar("All actions", tuple(figures.by_rating[rule.code] for rule in rules)),
    )
    key, impact = RatingKey(TITLES[Scale.DELIVERY], bars.series), tuple(_impact(snapshot, figures))
    heading, words = Heading(2, "Summary"), Paragraph(summary_words(snapshot, figures))
    if bars.is_long:
        yield OnePage((heading, words, key))
        yield bars
    else:
        yield OnePage((heading, words, bars, key))
    if impact:
        yield OnePage(impact)


def _impact(snapshot: PlanSnapshot, figures: Figures) -> Iterator[Plain]:
    """The counts by impact and their key, where the paper shows impact at all."""
    occurring = {item.impact_rating for item in snapshot.items if shows_impact(item)}
    if not occurring or not is_reported(snapshot):
        return
    rules = snapshot.scales.explained(Scale.IMPACT, occurring)
    series = tuple(map(mark, rules))
    counts = tuple(figures.by_impact[rule.code] for rule in rules)
    yield BarTable("Number of actions by impact", "Impact on children", series, (Bar("All actions", counts),))
    yield RatingKey(TITLES[Scale.IMPACT], series)


def summary_words(snapshot: PlanSnapshot, figures: Figures) -> str:
    """The counts in words; what is nought and good is said, what is nought and missing is not."""
    slipped = f", by {counted(figures.days_slipped, 'day')} in all" if figures.days_slipped > 0 else ""
    silent = f"had no update for more than {counted(snapshot.silent_after_days, 'day')}"
    found = (
        (figures.moved, "due date", f"been moved{slipped}"),
        (figures.silent, "action", silent),
        (figures.without_lead, "action", "no lead yet"),
        (figures.without_due_date, "action", "no due date yet"),
        (figures.areas_without_actions, "area", "no action yet"),
    )
    sentences = [
        f"The plan has {counted(figures.total, 'action')} in {counted(len(figures.areas), 'area')} for improvement.",
        f"{_capital(figures.complete)} complete. {_capital(figures.overdue)} overdue.",
        *(f"{counted(number, noun)} {_have(number)} {words}." for number, noun, words in found if number),
        *(_on_completion(figures) if is_reported(snapshot) else ()),
    ]
    return " ".join(sentences)


def _on_completion(figures: Figures) -> Iterator[str]:
    """What is missing of actions that are said to be finished; before evidence was kept nobody could know."""
    unproved, waiting = figures.without_evidence, figures.awaiting_sign_off
    if unproved:
        yield f"{_capital(unproved)} complete without evidence."
    if waiting:
        yield f"{counted(waiting, 'action')} {'awaits' if waiting == 1 else 'await'} sign-off."


def anchor_of(area: AreaSnapshot) -> str:
    """What a link to the section of an area leads to."""
    return f"area-{area.number}"


def _capital(number: int) -> str:
    """A number to begin a sentence with, and its verb: "None is", "1 is", "12 are"."""
    return f"{number} {'is' if number == 1 else 'are'}" if number else "None is"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
