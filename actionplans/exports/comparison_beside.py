"""What a comparison prints of what stands beside the actions: measures, what was heard, recommendations."""

from collections.abc import Iterable, Iterator

from actionplans.changes import (
    Comparison,
    MeasureChange,
    Parts,
    RecommendationChange,
    measure_facts,
    measure_rows,
    measure_title,
    recommendation_rows,
    voice_facts,
    voice_rows,
    voice_title,
)
from actionplans.exports.comparison_tables import facts_table, part_of, words_table
from actionplans.exports.document import Block, Fact, Facts, Heading, Paragraph
from actionplans.snapshot import MeasureSnapshot, RecommendationSnapshot, VoiceSnapshot
from ilacs.design.wording import date_in_words


def measures(measures: Parts[MeasureSnapshot]) -> Iterator[Block]:
    """What was counted otherwise, and what was read."""
    if not measures.is_empty:
        yield Heading(2, "Measures", "measures")
    for what, those in (("added", measures.added), ("taken away", measures.removed)):
        for measure in those:
            yield _whole("Measure", measure_title(measure), what, measure_facts(measure))
    for change in measures.changed:
        if isinstance(change, MeasureChange):
            title = measure_title(change.after)
            yield Heading(3, title)
            yield from facts_table(f"{title}, then and now", measure_rows(change), part_of(title))
            yield from words_table(f"Texts of {title}", change.texts, part_of(title))


def voices(voices: Parts[VoiceSnapshot]) -> Iterator[Block]:
    """What was heard, and what was done about it."""
    if not voices.is_empty:
        yield Heading(2, "Voice", "voice")
    for what, those in (("added", voices.added), ("taken away", voices.removed)):
        for voice in those:
            yield _whole("Who said it", voice_title(voice), what, voice_facts(voice))
    for change in voices.changed:
        title = voice_title(change.after)
        yield Heading(3, title)
        yield from facts_table(f"{title}, then and now", voice_rows(change), part_of(title))
        yield from words_table(f"Texts of what was heard: {title}", change.texts, part_of(title))


def _whole(kind: str, title: str, what: str, facts: Iterable[tuple[str, str]]) -> Facts:
    """Something that came or went, whole; its title is a fact too: spreadsheets print no headings of facts."""
    return Facts(f"{title}, {what}", tuple(Fact(label, words) for label, words in ((kind, title), *facts)))


def recommendations(comparison: Comparison) -> Iterator[Block]:
    """What committees asked, and what became of it."""
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
    context = part_of(f"Recommendation {number}")
    yield from facts_table(f"Recommendation {number}, then and now", recommendation_rows(change), context)
    yield from words_table(f"Texts of recommendation {number}", change.texts, context)
