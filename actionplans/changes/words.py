"""Which words of a text were removed and which were added. Pure: it knows no plan."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_TOKENS = re.compile(r"\s+|\w+(?:['’\-]\w+)*|[^\w\s]")
_A_WORD = re.compile(r"\w")
TOO_MANY_PAIRS, TOO_MANY_OF_ONE = 300_000, 60_000
"""More pairs of equal words than this, or of one word, are not matched one by one: a page could not wait for it.

A text of 20,000 characters in English has 220,000 pairs with its next version and takes a tenth of a second.
"""
TOO_LARGE = 4_000_000
"""More words before times words after than this, 2,000 of each, are not matched one by one, however few are equal.

Where every second word of two such texts differs, that takes a fifth of a second.
"""


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


_MIRRORED = {Kind.SAME: Kind.SAME, Kind.REMOVED: Kind.ADDED, Kind.ADDED: Kind.REMOVED}


@dataclass(frozen=True)
class Run:
    """Some words in a row with one fate, with the spaces and new lines that belong to them."""

    kind: Kind
    text: str


Runs = tuple[Run, ...]


def difference(before: str, after: str) -> Runs:
    """The words of both texts in reading order: same and removed give the text before, same and added the one after.

    Between the same words at most one removed run stands, then one added.
    """
    if before > after:
        return mirrored(difference(after, before))
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    return _tidy(_same_ends(old, new))


def mirrored(runs: Runs) -> Runs:
    """The same difference seen from the other text."""
    return _tidy(replace(run, kind=_MIRRORED[run.kind]) for run in runs)


def text_before(runs: Runs) -> str:
    """The text as it was."""
    return "".join(run.text for run in runs if run.kind != Kind.ADDED)


def text_after(runs: Runs) -> str:
    """The text as it became."""
    return "".join(run.text for run in runs if run.kind != Kind.REMOVED)


def _same_ends(old: list[str], new: list[str]) -> Iterator[Run]:
    """The beginning and the end both have, and the difference of what stands between them."""
    shorter = min(len(old), len(new))
    head = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    room = shorter - head
    tail = next((place for place in range(room) if old[-1 - place] != new[-1 - place]), room)
    yield Run(Kind.SAME, "".join(old[:head]))
    yield from _between(old[head : len(old) - tail], new[head : len(new) - tail])
    yield Run(Kind.SAME, "".join(old[len(old) - tail :]))


def _between(old: list[str], new: list[str]) -> Iterator[Run]:
    """The difference of two lists of words; of very long ones by sentences first, and whole where even that is slow."""
    if not _is_slow(old, new):
        yield from _matched(_with_spaces(old), _with_spaces(new))
        return
    for removed, added, same in _stretched(_sentences(old), _sentences(new)):
        if same or _is_slow(removed, added):
            yield from _changed(removed, added, same=same)
        else:
            yield from _matched(_with_spaces(removed), _with_spaces(added))


def _is_slow(old: Iterable[Hashable], new: Iterable[Hashable]) -> bool:
    """Whether matching would take too long; the time grows with the pairs of equal words, and with the lengths."""
    before, after = (Counter(token for token in tokens if not str(token).isspace()) for tokens in (old, new))
    pairs = [times * after[token] for token, times in before.items()]
    too_many = sum(pairs) > TOO_MANY_PAIRS or max(pairs, default=0) > TOO_MANY_OF_ONE
    return too_many or before.total() * after.total() > TOO_LARGE


def _sentences(tokens: list[str]) -> list[tuple[str, ...]]:
    """The words in sentences, each with the space that follows it; a new line ends one too."""
    sentences: list[list[str]] = [[]]
    for token in tokens:
        sentences[-1].append(token)
        if "\n" in token or (token.isspace() and sentences[-1][-2:-1] in (["."], ["!"], ["?"])):
            sentences.append([])
    return [tuple(sentence) for sentence in sentences if sentence]


def _stretched(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> Iterator[tuple[list[str], list[str], bool]]:
    """Stretches of sentences before and after, and whether they are the same."""
    if _is_slow(old, new):
        yield _joined(old), _joined(new), False
        return
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield _joined(old[start:end]), _joined(new[new_start:new_end]), tag == "equal"


def _joined(lines: list[tuple[str, ...]]) -> list[str]:
    return [token for line in lines for token in line]


def _with_spaces(tokens: list[str]) -> list[tuple[str, str]]:
    """Each word with the space after it, so that words are matched and spaces only go with them."""
    pairs: list[tuple[str, str]] = []
    for token in tokens:
        if token.isspace() and pairs and not pairs[-1][1]:
            pairs[-1] = (pairs[-1][0], token)
        elif token.isspace():
            pairs.append(("", token))
        else:
            pairs.append((token, ""))
    return pairs


def _matched(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[Run]:
    """The difference of two lists of words with their spaces, matched by the words."""
    matcher = SequenceMatcher(None, [word for word, _ in old], [word for word, _ in new], autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield from _changed(_flat(old[start:end]), _flat(new[new_start:new_end]), same=False)
            continue
        for (word, space), (_word, new_space) in zip(old[start:end], new[new_start:new_end], strict=True):
            yield Run(Kind.SAME, word)
            yield from _changed([space], [new_space], same=space == new_space)


def _flat(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return [part for pair in pairs for part in pair]


def _changed(old: Iterable[str], new: Iterable[str], *, same: bool) -> Iterator[Run]:
    if same:
        yield Run(Kind.SAME, "".join(old))
    else:
        yield Run(Kind.REMOVED, "".join(old))
        yield Run(Kind.ADDED, "".join(new))


def _tidy(runs: Iterable[Run]) -> Runs:
    """Runs joined: a stop or space alone between two changes goes with them, so that phrases are read as phrases."""
    stretches = _stretches(runs)
    for place in range(len(stretches) - 2, 0, -1):
        is_same, words, _words = stretches[place]
        if is_same and not _A_WORD.search(words):
            first, last = stretches[place - 1], stretches[place + 1]
            stretches[place - 1 : place + 2] = [(False, first[1] + words + last[1], first[2] + words + last[2])]
    again = _stretches(run for _same, old, new in stretches for run in _without_shared_space(old, new))
    return tuple(run for same, old, new in again for run in _changed([old], [new], same=same) if run.text)


def _without_shared_space(old: str, new: str) -> Iterator[Run]:
    """Both texts as runs; the space both end with is the same, so that no space is struck for nothing."""
    if old == new:
        yield Run(Kind.SAME, old)
        return
    space = next(space for space in _last_spaces(old) if new.endswith(space))
    yield from _changed([old.removesuffix(space)], [new.removesuffix(space)], same=False)
    yield Run(Kind.SAME, space)


def _last_spaces(text: str) -> Iterator[str]:
    """The white space a text ends with, and ever less of it."""
    start = len(text.rstrip())
    yield from (text[place:] for place in range(start, len(text) + 1))


def _stretches(runs: Iterable[Run]) -> list[tuple[bool, str, str]]:
    """Stretches that are the same and that differ in turn: whether it is the same, the words before, those after."""
    said = (run for run in runs if run.text)
    parts = [tuple(group) for _same, group in groupby(said, key=lambda run: run.kind == Kind.SAME)]
    return [(part[0].kind == Kind.SAME, text_before(part), text_after(part)) for part in parts]
