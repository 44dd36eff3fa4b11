"""Finding each thing of one snapshot in the other: by what it is, never by its words."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from actionplans.changes.values import Parts

T = TypeVar("T")
Pairs = list[tuple[T | None, T | None]]


def matched(before: Iterable[T], after: Iterable[T], place: Callable[[T], Any]) -> Pairs[T]:
    """Each thing with itself on the other side, in the order of the earlier of its two places."""
    return paired(before, after, lambda thing: thing.pk, place)


def paired(before: Iterable[T], after: Iterable[T], key: Callable[[Any], Any], place: Callable[[T], Any]) -> Pairs[T]:
    """Each thing with the one of the same key on the other side, in the order of the earlier of its two places."""
    old, new = ({key(thing): thing for thing in things} for things in (before, after))
    pairs = {pk: (old.get(pk), new.get(pk)) for pk in {**old, **new}}
    return [pairs[pk] for pk in sorted(pairs, key=lambda pk: (min(place(side) for side in pairs[pk] if side), pk))]


def added(pairs: Pairs[T]) -> tuple[T, ...]:
    """What is only on the later side."""
    return tuple(after for before, after in pairs if before is None and after is not None)


def removed(pairs: Pairs[T]) -> tuple[T, ...]:
    """What is only on the earlier side."""
    return tuple(before for before, after in pairs if after is None and before is not None)


def both(pairs: Pairs[T], change: Callable[[T, T], Any]) -> Iterator[Any]:
    """The change of everything that is on both sides and not wholly equal."""
    for before, after in pairs:
        if before is not None and after is not None and before != after:
            yield change(before, after)


def parts(
    before: Iterable[T], after: Iterable[T], place: Callable[[T], Any], change: Callable[[T, T], Any]
) -> Parts[T]:
    """What came, went and changed among things of one kind, matched by what they are."""
    pairs = matched(before, after, place)
    changed = tuple(each for each in both(pairs, change) if not each.is_empty)
    return Parts(added(pairs), removed(pairs), changed)


def more(these: Iterable[T], those: Iterable[T]) -> tuple[T, ...]:
    """What is among these and not among those, each as often as it is there more, in the order of these."""
    left = Counter(those)
    found = []
    for each in these:
        if left[each]:
            left[each] -= 1
        else:
            found.append(each)
    return tuple(found)
