"""Towns and villages named once are known wherever the text names them again.

What stands before a name decides whether the grammar trusts it (王店镇 after its district is sure,
为王店镇 is not); a name that was sure once is the same name in the next sentence.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from bayline.engines.chinese.terms import Name, NameKind

_SETTLED = frozenset({NameKind.PLACE, NameKind.VILLAGE})
_LEAST = 3  # characters of a name that may be looked for


def repeated(text: str, places: Sequence[Name], found: Sequence[Name]) -> Iterator[Name]:
    """Find further mentions of the towns and villages that their suffixes gave away.

    Args:
        text: The folded text.
        places: What the gazetteer found.
        found: What the grammar of names found.

    Returns:
        Names that overlap none of those.
    """
    kinds = {
        text[name.start : name.end]: name.kind
        for name in found
        if name.kind in _SETTLED and name.end - name.start >= _LEAST
    }
    if not kinds:
        return
    taken = sorted((name.start, name.end) for name in (*places, *found))
    starts = [start for start, _ in taken]
    reach = _furthest([end for _, end in taken])
    spellings = list(kinds)
    automaton = AhoCorasick(spellings, matchkind=MatchKind.LeftmostLongest)
    for index, start, end in automaton.find_matches_as_indexes(text):
        before = bisect_left(starts, end)
        if not before or reach[before - 1] <= start:
            yield Name(start, end, kinds[spellings[index]])


def _furthest(ends: list[int]) -> list[int]:
    reach: list[int] = []
    for end in ends:
        reach.append(max(end, reach[-1]) if reach else end)
    return reach
