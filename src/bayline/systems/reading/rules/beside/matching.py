"""Which figure of the record a figure of a draft speaks of, by the words around both.

Figures are matched sentence by sentence: those that agree are found first, and what is left of a
sentence is held against what is left of the sentence of the record that the others were found in.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import nlargest, nsmallest
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from bayline.systems.reading.rules.beside.counting import (
    LEVELS,
    NUMERAL,
    are_other_spans,
    are_ratios,
    is_in_other_measure,
    is_size,
    is_total,
)
from bayline.systems.reading.rules.beside.places import Places
from bayline.systems.reading.rules.beside.sides import Side
from bayline.systems.reading.rules.beside.times import are_other_days, are_other_times, is_moment_of
from bayline.systems.reading.rules.beside.values import SAME_NUMBER, Relation, hedge_of, relation
from bayline.systems.reading.rules.beside.words import Weights, bare_name, pairs_of

_LEAST = 0.22  # likeness below which two figures have nothing to do with each other
_SAME_SENTENCE = 0.1
_TOLD_AGAIN = 0.16  # what it adds at most that a long sentence is told again, not its clause alone
_SIGNS = 0.4  # how much of it is of single characters, which other orders of words share
_SAME_NAME = 0.16  # what it adds that both are called by one name
_SAME_VALUE = 0.30
_OTHER_KIND = 0.22  # what it takes that one grows and the other stands
_OTHER_AMOUNT = 0.08  # the same of amounts, of which a change is one itself
_OTHER_UNIT = 0.10
_OTHER_HOME = 0.12
_OTHER_PERIOD = 0.06
_OTHER_YEAR = 0.14  # what it takes besides that the draft writes a time which is surely not that
_OTHER_STATUS = 0.06
_OTHER_HEDGE = 0.03  # what it takes that one is hedged and the other is not
_SAME_MOMENT = 0.12  # what it adds that both are of one place and of one day, month or quarter
_MOMENT_OF = 0.06  # what it takes that one is of a day of the year or the months of the other
_OTHER_SPAN = 0.10  # what it takes that one is a stock, up to a day, and the other is of a time
_OTHER_SUBJECT = 0.25  # what it takes that a figure is not of whom another is said to be
_BESIDE = 0.10  # what it adds that a neighbor was found in the same sentence
_BESIDE_NAMED = 0.20  # and that it has the name and the time there that the draft gives it
_MOST_PAIRS = 24  # candidates that are kept for one figure
_MOST_LOOKED_AT = 24
_MOST_NAMED = 24  # figures of one attribute and one owner
_RAREST = 12  # pairs of characters that candidates are found by
_MOST_SENTENCES = 6
_MOST_SHARING = 400  # sentences with a pair of characters; one that more have tells little


class _Sentences:
    """The sentences of the record, found by the pairs of characters in them."""

    def __init__(self, kept: Sequence[Side], weights: Weights) -> None:
        self._weights = weights
        self._figures: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._holding: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for place, side in enumerate(kept):
            if side.spot not in self._figures:
                for pair in side.wide:
                    self._holding[pair].append(side.spot)
            self._figures[side.spot].append(place)

    def like(self, wide: frozenset[str]) -> list[int]:
        """Give the places of the figures in those sentences that hold most of another."""
        score: dict[tuple[str, int], float] = defaultdict(float)
        for pair in wide:
            spots = self._holding.get(pair, ())
            if len(spots) <= _MOST_SHARING:
                weight = self._weights.one(pair)
                for spot in spots:
                    score[spot] += weight
        likest = nlargest(_MOST_SENTENCES, score, key=lambda spot: (score[spot], spot))
        return [place for spot in likest for place in self._figures[spot]]


class Pair(NamedTuple):
    """A figure of a draft and one of the record that may be meant.

    Attributes:
        draft: The one.
        kept: The other.
        relation: How their values stand.
        likeness: How alike what is said of them is, about from 0 to 1.
    """

    draft: Side
    kept: Side
    relation: Relation
    likeness: float

    @property
    def agrees(self) -> bool:
        """Whether the values agree."""
        return self.relation.agrees

    @property
    def rank(self) -> float:
        """How early it is to be matched."""
        near = _SAME_VALUE if self.agrees else _SAME_VALUE / 2
        return self.likeness + (0 if self.relation is Relation.DIFFERS else near)


class Matched(NamedTuple):
    """What was found for a figure of a draft.

    Attributes:
        pair: The figure that is meant.
        others: What else may be, the likeliest first.
        is_anchored: Whether another figure of the sentence was found in the same sentence.
    """

    pair: Pair
    others: tuple[Pair, ...]
    is_anchored: bool


class Matcher:
    """Finds for the figures of a draft those of the record.

    Args:
        kept: The figures of the record that may be meant.
        dated: Keys of the figures of the draft in whose sentence a time is written.
        places: Tells figures of different places apart.
    """

    def __init__(self, kept: Sequence[Side], dated: Collection[str], places: Places) -> None:
        self._kept, self._dated, self._places = kept, dated, places
        self._weights = Weights(side.wide | side.own | side.signs for side in kept)
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._named: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._then: dict[tuple[str, str, date | None], list[int]] = defaultdict(list)
        for place, side in enumerate(kept):
            for pair in side.own:
                self._holding[pair].append(place)
            for owner in side.owners:
                self._named[side.attribute, owner].append(place)
                self._then[side.attribute, owner, _end(side)].append(place)
        self._sentences = _Sentences(kept, self._weights)
        self._sums: dict[frozenset[str], float] = {}

    def matched(self, draft: Sequence[Side]) -> dict[str, Matched]:
        """Match the figures of a draft, by their keys; those that nothing is like are left out.

        Args:
            draft: Its figures in text order.
        """
        found: dict[str, Matched] = {}
        for _, together in groupby(draft, key=attrgetter("sentence_at")):
            found.update(self._of_sentence([*together]))
        return found

    def twinned(self, draft: Sequence[Side]) -> frozenset[str]:
        """Give the keys of the figures in sentences of which each is told in the same words.

        Args:
            draft: Figures in text order.
        """
        found: set[str] = set()
        for _, together in groupby(draft, key=attrgetter("sentence_at")):
            sides = [*together]
            if all(next(self._twins(side), None) is not None for side in sides):
                found.update(side.key for side in sides)
        return frozenset(found)

    def _of_sentence(self, sides: Sequence[Side]) -> Iterator[tuple[str, Matched]]:
        pairs = {side.key: [*self._twins(side)] for side in sides}
        near = [] if all(pairs.values()) else self._sentences.like(sides[0].wide)
        pairs = {side.key: pairs[side.key] or [*self._pairs(side, near)] for side in sides}
        chosen = _chosen(sorted((one for many in pairs.values() for one in many), key=_by_rank))
        anchors = _anchors(chosen.values())
        again = [_beside(one, anchors) for many in pairs.values() for one in many]
        chosen = _chosen(sorted(again, key=_by_rank))
        anchors = _anchors(chosen.values())
        for key, pair in chosen.items():
            others_there = anchors.get(pair.kept.spot, set()) - {key}
            others = sorted((one for one in again if one.draft.key == key), key=_by_rank)
            rest = (*(one for one in others if one != pair),)
            yield key, Matched(pair, rest, bool(others_there))

    def _pairs(self, side: Side, near: Sequence[int]) -> Iterator[Pair]:
        """Give the figures of the record that are like one of a draft, the likest first."""
        found: list[Pair] = []
        for place in dict.fromkeys((*near, *self._candidates(side))):
            kept = self._kept[place]
            likeness = self._likeness(side, kept)
            stands = _relation(side, kept) if likeness >= _LEAST else None
            if stands is None and likeness >= _LEAST and is_in_other_measure(side, kept):
                stands = Relation.UNIT
            if stands is None or (stands is not Relation.SAME and is_size(kept, side)):
                continue
            has_numbers = NUMERAL.search(kept.quote) and NUMERAL.search(side.quote)
            if not stands.agrees and not has_numbers:
                continue  # 亿元以上 is a size, which no other number contradicts
            is_told = stands.agrees or stands in SAME_NUMBER
            if not stands.agrees and self._places.are_apart(side, kept, agrees=is_told):
                continue
            likeness -= self._penalty(side, kept, stands)
            likeness += _SAME_MOMENT if self._is_of_moment(side, kept) else 0.0
            if likeness >= _LEAST:
                found.append(Pair(side, kept, stands, likeness))
        yield from sorted(self._by_subject(found), key=_by_rank)[:_MOST_PAIRS]

    def _is_of_moment(self, one: Side, other: Side) -> bool:
        """Tell whether both are of the very same place and time, which is no whole year."""
        a, b = one.claim, other.claim
        if one.key not in self._dated or a.period is None or a.period != b.period:
            return False
        return bool(a.place) and a.place == b.place and not a.period.edtf.isdigit()

    def _twins(self, side: Side) -> Iterator[Pair]:
        """Give what says the same of the same in the same words: nothing else can be meant."""
        for owner in side.owners:
            for place in self._then.get((side.attribute, owner, _end(side)), ())[:_MOST_NAMED]:
                kept = self._kept[place]
                is_twin = kept.own == side.own and kept.claim.change == side.claim.change
                if not is_twin or kept.is_planned != side.is_planned:
                    continue
                is_same = _relation(side, kept) is Relation.SAME
                if is_same and not self._places.are_apart(side, kept, agrees=True):
                    yield Pair(side, kept, Relation.SAME, self._likeness(side, kept))

    def _by_subject(self, found: Sequence[Pair]) -> Iterator[Pair]:
        """Move what is not said of the subject behind what is; where nothing is, all stays."""
        strange = [self._unknown_subject(one.draft, one.kept) for one in found]
        others = [self._other_name(one.kept, one.draft) for one in found]
        least, fewest = min(strange, default=0.0), min(others, default=0.0)
        for one, unknown, other in zip(found, strange, others, strict=True):
            away = (unknown - least) + (other - fewest)
            likeness = one.likeness - _OTHER_SUBJECT * away
            if likeness >= _LEAST:
                yield one._replace(likeness=likeness)

    def _candidates(self, side: Side) -> list[int]:
        """Give the figures of one name and owner, of its time first, and those most alike."""
        score: dict[int, float] = defaultdict(float)
        held = [pair for pair in side.own if pair in self._holding]
        rare = nsmallest(_RAREST, held, key=lambda pair: (len(self._holding[pair]), pair))
        for at, pair in enumerate(rare):
            weight, places = self._weights.one(pair), self._holding[pair]
            for place in places if at == 0 or len(places) <= _MOST_SHARING else ():
                score[place] += weight
        likest = nlargest(_MOST_LOOKED_AT, ((told, -place) for place, told in score.items()))
        named = (
            places
            for owner in side.owners
            for places in (
                self._then.get((side.attribute, owner, _end(side)), ()),
                self._named.get((side.attribute, owner), ()),
            )
        )
        return [
            *(place for places in named for place in places[:_MOST_NAMED]),
            *(-place for _, place in likest),
        ]

    def _likeness(self, one: Side, other: Side) -> float:
        shared = self._weights.of(one.own & other.own)
        first, second = self._sum(one.own), self._sum(other.own)
        own = 2 * shared / (first + second) if first + second else 0.0
        held = self._weights.of(one.own & other.wide) / first if first else 0.0
        holds = self._weights.of(other.own & one.wide) / second if second else 0.0
        named = _SAME_NAME if one.attribute and one.attribute == other.attribute else 0.0
        around = self._weights.of(one.wide & other.wide) * 2
        both = self._sum(one.wide) + self._sum(other.wide)
        sentence = around / both if both else 0.0
        signs = self._weights.of(one.signs & other.signs) * 2
        all_signs = self._sum(one.signs) + self._sum(other.signs)
        own = (1 - _SIGNS) * own + _SIGNS * (signs / all_signs if all_signs else 0.0)
        besides = max(0.0, 1 - (first + second) / both) if both else 0.0
        again = _TOLD_AGAIN * sentence * besides
        return 0.5 * own + 0.2 * held + 0.2 * holds + _SAME_SENTENCE * sentence + again + named

    def _penalty(self, one: Side, other: Side, stands: Relation) -> float:
        a, b = one.claim, other.claim
        grows = (a.change not in LEVELS) != (b.change not in LEVELS) or is_total(one, other)
        homes = one.home and other.home and one.home != other.home
        days = are_other_days(a.period, b.period)
        return sum(
            (
                _of_kinds(one, other) if grows and stands is not Relation.UNIT else 0.0,
                _OTHER_UNIT if one.figure.unit != other.figure.unit else 0.0,
                _OTHER_HOME if homes else 0.0,
                (_OTHER_PERIOD if one.key in self._dated else _OTHER_PERIOD / 2) if days else 0.0,
                _OTHER_STATUS if one.is_planned != other.is_planned else 0.0,
                _OTHER_HEDGE if hedge_of(one.figure) != hedge_of(other.figure) else 0.0,
                _OTHER_SPAN if are_other_spans(one, other) else 0.0,
                _OTHER_YEAR
                if one.key in self._dated and are_other_times(a.period, b.period)
                else 0.0,
                _MOMENT_OF if one.key in self._dated and is_moment_of(a.period, b.period) else 0.0,
            )
        )

    def _unknown_subject(self, one: Side, other: Side) -> float:
        """Give how much of the name of whose a figure is said to be the other says nowhere."""
        if not one.claim.subject or self._places.is_named(one.claim.place, one.claim.subject):
            return 0.0  # places are looked at when the pair is judged
        return self._missing(one, other)

    def _missing(self, one: Side, other: Side) -> float:
        """Give how much of the name of whose one figure is the sentence of another leaves out."""
        named = pairs_of(bare_name(one.claim.subject))
        missing = named - pairs_of(other.sentence) - other.about - pairs_of(other.claim.subject)
        whole = self._sum(named)
        return self._weights.of(missing) / whole if whole else 0.0

    def _other_name(self, kept: Side, draft: Side) -> float:
        """Give how much of the name of whose the record's figure is the draft does not say.

        Where the draft says 叶新公路, what is of 朱吕公路 is not meant.
        """
        claim = kept.claim
        if not claim.subject or self._places.is_named(claim.place, claim.subject):
            return 0.0
        named = pairs_of(bare_name(claim.subject))
        whole = self._sum(named)
        missing = named - draft.own - draft.wide - draft.about
        return self._weights.of(missing) / whole if whole else 0.0

    def _sum(self, pairs: frozenset[str]) -> float:
        if pairs not in self._sums:
            self._sums[pairs] = self._weights.of(pairs)
        return self._sums[pairs]


def _end(side: Side) -> date | None:
    return side.claim.period.end if side.claim.period else None


def _of_kinds(one: Side, other: Side) -> float:
    """Give what it takes that one grows and the other stands."""
    is_far = are_ratios(one, other) or is_total(one, other)
    return _OTHER_KIND if is_far else _OTHER_AMOUNT


def _relation(draft: Side, kept: Side) -> Relation | None:
    """Compare the values; 少了53% is what 下降53% says, whichever sign either was read with."""
    stands = relation(draft.figure, kept.figure)
    if stands is Relation.DIRECTION and draft.goes_down == kept.goes_down:
        return Relation.SAME if hedge_of(draft.figure) == hedge_of(kept.figure) else Relation.HEDGE
    return stands


def _by_rank(pair: Pair) -> tuple[float, str]:
    return -pair.rank, pair.kept.key


def _chosen(ranked: Iterable[Pair]) -> dict[str, Pair]:
    """Give each figure of a sentence one of the record, and each of the record to but one."""
    chosen: dict[str, Pair] = {}
    taken: set[str] = set()
    for pair in ranked:
        if pair.draft.key not in chosen and pair.kept.key not in taken:
            chosen[pair.draft.key] = pair
            taken.add(pair.kept.key)
    return chosen


def _anchors(pairs: Iterable[Pair]) -> Mapping[tuple[str, int], set[str]]:
    """Give the sentences of the record that agreeing figures were found in, with these."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for pair in pairs:
        if pair.agrees:
            found[pair.kept.spot].add(pair.draft.key)
    return found


def _beside(pair: Pair, anchors: Mapping[tuple[str, int], set[str]]) -> Pair:
    if not anchors.get(pair.kept.spot, set()) - {pair.draft.key}:
        return pair
    one, other = pair.draft, pair.kept
    is_named = one.attribute == other.attribute and one.claim.period == other.claim.period
    return pair._replace(likeness=pair.likeness + _BESIDE + _BESIDE_NAMED * is_named)
