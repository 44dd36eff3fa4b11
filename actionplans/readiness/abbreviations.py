"""Abbreviations in a plan that neither its own words nor the council's glossary explain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from actionplans.readiness.kinds import Missing
from actionplans.readiness.texts import Text, texts_of
from actionplans.readiness.wording import abbreviations_in, explained_in
from actionplans.snapshot import PlanSnapshot


@dataclass(frozen=True)
class Unexplained:
    """Letters that nobody explains, how often the plan has them, and the texts in which they stand, in its order."""

    letters: str
    count: int
    texts: tuple[Text, ...]


def unexplained_in(snapshot: PlanSnapshot) -> tuple[Unexplained, ...]:
    """Each abbreviation that is not explained, the most frequent first, then by its letters."""
    texts = list(texts_of(snapshot))
    settled = settled_in(snapshot, texts)
    found: dict[str, list[Text]] = {}
    for text in texts:
        for letters in abbreviations_in(text.words):
            if letters not in settled:
                found.setdefault(letters, []).append(text)
    each = (Unexplained(letters, len(places), tuple(dict.fromkeys(places))) for letters, places in found.items())
    return tuple(sorted(each, key=lambda one: (-one.count, one.letters)))


def unexplained_abbreviations(snapshot: PlanSnapshot) -> Iterator[Missing]:
    """Each of them as a gap at the first place where it stands."""
    texts = list(texts_of(snapshot))
    settled = set(settled_in(snapshot, texts))
    for text in texts:
        for letters in abbreviations_in(text.words):
            if letters not in settled:
                settled.add(letters)
                said = f": “{letters}” is explained neither in the plan nor in the glossary"
                yield text.gap("unexplained-abbreviation", said)


def settled_in(snapshot: PlanSnapshot, texts: Iterable[Text]) -> frozenset[str]:
    """What the glossary, a text of the plan or Ofsted's words in it explain."""
    glossary = {spelling for term in snapshot.glossary for spelling in (term.term, term.term.removesuffix("s"))}
    return explained_in([*(text.words for text in texts), *_printed_with(snapshot)]) | glossary


def _printed_with(snapshot: PlanSnapshot) -> Iterator[str]:
    """What papers print beside the council's words: it may explain an abbreviation, and nobody here can mend it."""
    yield from (inspection.framework for inspection in snapshot.inspections)
    yield from (area.text for area in snapshot.areas)
