"""Towns, villages and companies named once are known wherever the text names them again.

What stands before a name decides whether the grammar trusts it (王店镇 after its district is sure,
为王店镇 is not); a name that was sure once is the same name in the next sentence.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from bayline.engines.chinese.names.shortening import short_forms
from bayline.engines.chinese.terms import Name, NameKind

_SETTLED = frozenset({NameKind.PLACE, NameKind.VILLAGE})
_LEAST = 3  # characters of a name that may be looked for


def repeated(text: str, places: Sequence[Name], found: Sequence[Name]) -> Iterator[Name]:
    """Find further mentions of the towns, villages and companies that the grammar gave away.

    Args:
        text: The folded text.
        places: What the gazetteer found.
        found: What the grammar of names found.

    Returns:
        Names that overlap none of those.
    """
    kinds = dict.fromkeys(short_forms(text, places, found), NameKind.ORGANISATION)
    kinds |= {
        text[name.start : name.end]: name.kind
        for name in found
        if name.kind in _SETTLED and name.end - name.start >= _LEAST
    }
    if not kinds:
        return
    spellings = list(kinds)
    automaton = AhoCorasick(spellings, matchkind=MatchKind.LeftmostLongest)
    taken = _Free((*places, *found))
    bodies: _Free | None = None  # a company may begin with the place it is named after
    for index, start, end in automaton.find_matches_as_indexes(text):
        kind = kinds[spellings[index]]
        is_free = taken.holds(start, end)
        if kind is NameKind.ORGANISATION and not is_free:
            bodies = bodies or _Free(found)
            is_free = bodies.holds(start, end)
        if is_free:
            yield Name(start, end, kind)


class _Free:
    """Where a text holds no name yet."""

    def __init__(self, taken: Iterable[Name]) -> None:
        spans = sorted((name.start, name.end) for name in taken)
        self._starts = [start for start, _ in spans]
        self._reach = _furthest([end for _, end in spans])

    def holds(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return not before or self._reach[before - 1] <= start


def _furthest(ends: list[int]) -> list[int]:
    reach: list[int] = []
    for end in ends:
        reach.append(max(end, reach[-1]) if reach else end)
    return reach
