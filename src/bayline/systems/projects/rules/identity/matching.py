"""Two lists of projects matched by name: candidates by rare pairs of characters, then compared.

Comparing everything with everything would be 400 million comparisons for two lists of 20,000. A
name is compared only with those that share its rarest pairs of characters.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from math import log
from typing import NamedTuple

from bayline.systems.projects.rules.identity.comparing import Comparison, Relation, compared
from bayline.systems.projects.rules.identity.names import KIND_WORDS, Name, taken_apart

_PAIRS_ASKED = 8  # of a name, the rarest
_POSTINGS_MOST = 300  # names that are looked at for one name
_COMPARED_MOST = 8
_MOVED_MOST = 300  # projects: after more changes all are compared again
_ORDER = {Relation.SAME: 0, Relation.PART: 1, Relation.UNSURE: 2}


class Suggestion(NamedTuple):
    """Two entries that may be one project, or parts of one.

    Attributes:
        left: Key of the entry in the first list.
        right: Key of the entry in the second.
        relation: Same, another part, or unsure.
        score: How much of the names agrees; 1 is all.
        reason: Why, in Chinese.
        reason_en: The same in English.
    """

    left: str
    right: str
    relation: Relation
    score: float
    reason: str
    reason_en: str


def suggestions(
    left: Mapping[str, str], right: Mapping[str, str], *, regions: Sequence[str] = ()
) -> list[Suggestion]:
    """Suggest which entries of two lists are one project.

    Args:
        left: Names of the first list by key; a key is no list number but stays the entry's own.
        right: Names of the second.
        regions: Names of the region that lists put before a name or leave out.

    Returns:
        For each entry of the first its best match, if any; a match is `same` only where each is
        the best of the other and no second one is as good.
    """
    names = {key: taken_apart(name, tuple(regions)) for key, name in left.items()}
    others = {key: taken_apart(name, tuple(regions)) for key, name in right.items()}
    index = _Index(others)
    found = {key: index.best(name) for key, name in names.items() if name.core}
    best_of_right = _best_of_right(found)
    return [
        _suggestion(
            (key, names[key]),
            (matches[0].key, others[matches[0].key]),
            _settled(matches, best_of_right),
        )
        for key, matches in found.items()
        if matches
    ]


def doubles(
    projects: Mapping[str, Sequence[str]],
    *,
    apart: Collection[frozenset[str]],
    regions: Sequence[str] = (),
) -> list[Suggestion]:
    """Suggest which projects of one list may be one, entered twice.

    Args:
        projects: Names that each goes by, the present one first, by code.
        apart: Pairs that are known to be two.
        regions: Names of the region that names have in front or leave out.

    Returns:
        Each pair once, the likeliest first; parts of one project are two projects.
    """
    found = compared_again(projects, regions=regions).found
    return told_of(found, apart=apart)


class Doubles(NamedTuple):
    """Which projects of one list may be one, and the names that this was found by.

    Attributes:
        projects: Names that each goes by, by code.
        found: The likeliest match of each pair.
    """

    projects: Mapping[str, Sequence[str]]
    found: Mapping[frozenset[str], Suggestion]


def compared_again(
    projects: Mapping[str, Sequence[str]],
    before: Doubles | None = None,
    *,
    regions: Sequence[str] = (),
) -> Doubles:
    """Compare the projects of one list, after a change only those with other names than before.

    A project that has just come is compared from its own side alone: one that is nearer to many
    others may be missed until all are compared again.

    Args:
        projects: Names that each goes by, the present one first, by code.
        before: What was found before; all are compared where much has changed since.
        regions: Names of the region that names have in front or leave out.
    """
    was = before.projects if before else {}
    moved = {code for code in {*was, *projects} if was.get(code) != projects.get(code)}
    is_new = before is None or len(moved) > _MOVED_MOST
    kept = before.found if before and not is_new else {}
    found = {pair: one for pair, one in kept.items() if pair.isdisjoint(moved)}
    if moved:
        found |= _pairs_of(projects, {*projects} if is_new else moved, regions)
    return Doubles(projects, found)


def _pairs_of(
    projects: Mapping[str, Sequence[str]], wanted: Collection[str], regions: Sequence[str]
) -> dict[frozenset[str], Suggestion]:
    """Compare some projects with all others."""
    owners = {f"{code}\n{at}": code for code, each in projects.items() for at in range(len(each))}
    names = {
        key: taken_apart(projects[code][int(key.rpartition("\n")[2])], tuple(regions))
        for key, code in owners.items()
    }
    index, found = _Index(names), dict[frozenset[str], Suggestion]()
    for key, name in names.items():
        for match in index.best(name) if name.core and owners[key] in wanted else ():
            pair = frozenset({owners[key], owners[match.key]})
            if len(pair) > 1 and match.comparison.relation in _ONE:
                left, right = (owners[key], name), (owners[match.key], names[match.key])
                one = _suggestion(left, right, match.comparison)
                held = found.get(pair)
                if held is None or _likeliest(one) < _likeliest(held):
                    found[pair] = one
    return found


def told_of(
    found: Mapping[frozenset[str], Suggestion], *, apart: Collection[frozenset[str]]
) -> list[Suggestion]:
    """Give pairs that are not known to be two, the likeliest first."""
    return sorted((one for pair, one in found.items() if pair not in apart), key=_likeliest)


_ONE = frozenset({Relation.SAME, Relation.UNSURE})


def _likeliest(one: Suggestion) -> tuple[int, float, str, str]:
    return _ORDER[one.relation], -one.score, one.left, one.right


class _Match(NamedTuple):
    key: str
    comparison: Comparison

    def rank(self) -> tuple[int, float]:
        return _ORDER[self.comparison.relation], -self.comparison.score


class _Index:
    """Names by the pairs of characters that they hold."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self.names = names
        self.holding: dict[str, list[str]] = defaultdict(list)
        self.exact: dict[str, list[str]] = defaultdict(list)
        for key, name in names.items():
            self.exact[name.core].append(key)
            for pair in _pairs(name.core):
                self.holding[pair].append(key)

    def best(self, name: Name) -> list[_Match]:
        """Give the names that match best, best first; names that differ are left out."""
        matches = (
            _Match(key, compared(name, self.names[key])) for key in self._candidates(name.core)
        )
        related = [each for each in matches if each.comparison.relation in _ORDER]
        return sorted(related, key=_Match.rank)

    def _candidates(self, core: str) -> Iterable[str]:
        weights: dict[str, float] = defaultdict(float)
        looked = 0
        for pair in sorted(_pairs(core), key=self._how_many)[:_PAIRS_ASKED]:
            holding = self.holding.get(pair, ())
            looked += len(holding)
            if looked > _POSTINGS_MOST and weights:
                break
            weight = log(1 + len(self.names) / (1 + len(holding)))
            for key in holding[:_POSTINGS_MOST]:
                weights[key] += weight
        near = nlargest(_COMPARED_MOST, weights, key=weights.__getitem__)
        return dict.fromkeys([*self.exact.get(core, ())[:_COMPARED_MOST], *near])

    def _how_many(self, pair: str) -> int:
        return len(self.holding.get(pair, ()))


def _pairs(core: str) -> set[str]:
    return {core[at : at + 2] for at in range(len(core) - 1)}


def _best_of_right(found: Mapping[str, Sequence[_Match]]) -> dict[str, list[float]]:
    """Collect by entry of the second list how well the first list's entries match it."""
    scores: dict[str, list[float]] = defaultdict(list)
    for matches in found.values():
        for match in matches:
            if match.comparison.relation is Relation.SAME:
                scores[match.key].append(match.comparison.score)
    return {key: sorted(each, reverse=True)[:2] for key, each in scores.items()}


def _settled(matches: Sequence[_Match], best_of_right: Mapping[str, list[float]]) -> Comparison:
    """Let a match stand as the same only where nothing on either side is as good."""
    first = matches[0].comparison
    if first.relation is not Relation.SAME:
        return first
    is_tied = len(matches) > 1 and matches[1].comparison[:2] == first[:2]
    rivals = best_of_right[matches[0].key]
    is_second = rivals[0] > first.score or (len(rivals) > 1 and rivals[1] == first.score)
    return first._replace(relation=Relation.UNSURE) if is_tied or is_second else first


def _suggestion(
    left: tuple[str, Name], right: tuple[str, Name], comparison: Comparison
) -> Suggestion:
    zh, en = zip(*_reasons(left[1], right[1], comparison), strict=True)
    return Suggestion(
        left[0],
        right[0],
        comparison.relation,
        round(comparison.score, 3),
        "；".join(zh),
        "; ".join(en),
    )


def _reasons(a: Name, b: Name, comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Say what the names share and in what they differ."""
    if a.printed == b.printed:
        yield "名称相同", "the names are equal"
    elif a.core == b.core:
        yield "名称的主体相同", "what names the project is equal"
    else:
        share = f"{comparison.score:.0%}"
        yield f"名称主体有{share}的字相同", f"{share} of the characters agree"
    if a.phases != b.phases:
        parts = [sorted(each) for each in (a.phases - b.phases, b.phases - a.phases)]
        told = ["、".join(KIND_WORDS.get(one, one) for one in each) or "—" for each in parts]
        yield (
            f"期别或性质不同（{told[0]}／{told[1]}）",
            f"the phase differs ({' / '.join(', '.join(each) or '—' for each in parts)})",
        )
    if a.details != b.details:
        yield "括号里的说明不同", "what stands in brackets differs"
    for piece in comparison.dropped:
        yield f"少了“{piece}”", f"“{piece}” is gone"
    for piece in comparison.added:
        yield f"多了“{piece}”", f"“{piece}” is new"
    for old, new in comparison.swapped:
        yield f"“{old}”换成了“{new}”", f"“{old}” became “{new}”"
