"""What the record says of a figure of a draft: agrees, disagrees, not comparable, or nothing."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bayline.systems.reading.rules.attributes import is_timeless
from bayline.systems.reading.rules.beside.bases import part_between
from bayline.systems.reading.rules.beside.matching import Matched, Matcher, Pair
from bayline.systems.reading.rules.beside.pairing import (
    FAR_LIKER,
    are_counted_alike,
    are_of_other_stages,
    are_of_year,
    are_plan_and_result,
    is_exchanged,
)
from bayline.systems.reading.rules.beside.places import Names, Places
from bayline.systems.reading.rules.beside.settling import SURELY_SAME, At, at_of, settled_in
from bayline.systems.reading.rules.beside.shifting import of_other_time
from bayline.systems.reading.rules.beside.sides import Side
from bayline.systems.reading.rules.beside.standing import UNKNOWN, Cause, Judged, Stand
from bayline.systems.reading.rules.beside.times import (
    are_other_days,
    are_other_times,
    is_moment_of,
    is_several_months,
)
from bayline.systems.reading.rules.beside.values import SAME_NUMBER, Relation

_AGREES = 0.30  # likeness from which an equal value is the same figure
_DISAGREES = 0.52  # from which another value is held against the draft
_SOLE = 0.42  # the same, where nothing else of the record is nearly as much like it
_SOLE_BY = 0.07  # how much less alike all else is then
_FAR_SOLE = 0.32  # the same, where all else is far less like it
_FAR_AHEAD = 0.10
_TOLD = 0.34  # the same, where only hedge, unit or rounding differ
_ANCHORED = 0.36  # the same, where a neighbor was found in the same sentence
_RIVAL = 0.14  # an equal value that is so much less alike is meant all the same
_SURELY = 0.70  # from which what a draft leaves open is no doubt
_SAME_DIGITS = 0.15  # what it adds that only hedge, unit or rounding differ
_ELSEWHERE = 0.45  # from which an equal value of another year is told
_FAR = 0.60  # from which an equal value of another place is told


_CAUSES = {
    Relation.UNIT: Cause.UNIT,
    Relation.DIRECTION: Cause.DIRECTION,
    Relation.ROUNDING: Cause.ROUNDING,
    Relation.HEDGE: Cause.HEDGE,
}


_STRIVEN = re.compile("力争|争取|预计|预期|有望|估计|目标|计划|拟|将")

# What the draft leaves open: it may be meant all the same.
_UNSAID = frozenset({Cause.TIME_UNSAID, Cause.STATUS})


class Surroundings(NamedTuple):
    """What else is known of a draft.

    Attributes:
        dated: Keys of the figures in whose sentence a time is written.
        names: Gives the places that some words name, by code or name.
    """

    dated: frozenset[str]
    names: Names


def judged(
    draft: Sequence[Side], kept: Sequence[Side], around: Surroundings
) -> Mapping[str, Judged]:
    """Hold the figures of a draft against those of the record.

    Args:
        draft: Its figures in text order.
        kept: The figures of the record that may be meant.
        around: What else is known of the draft.

    Returns:
        By key what the record says of each figure.
    """
    places = Places(around.names)
    matched = Matcher(kept, around.dated, places).matched(draft)
    beside = settled_in(matched, least=_AGREES)
    judge = _Judge(around.dated, places, settled_in(matched), beside)
    found = {
        side.key: judge.of(matched[side.key]) if side.key in matched else UNKNOWN for side in draft
    }
    return found | of_other_time(draft, matched, found)


def told_alike(draft: Sequence[Side], kept: Sequence[Side], around: Surroundings) -> frozenset[str]:
    """Give the keys of the figures whose whole sentence stands in the record in the same words.

    Args:
        draft: The figures of a draft in text order.
        kept: Figures of the record.
        around: What else is known of the draft.
    """
    return Matcher(kept, around.dated, Places(around.names)).twinned(draft) if kept else frozenset()


class _Judge:
    """Judges matched figures."""

    def __init__(
        self,
        dated: frozenset[str],
        places: Places,
        settled: Mapping[str, frozenset[At]],
        beside: Mapping[str, frozenset[At]],
    ) -> None:
        self._dated, self._places = dated, places
        self._settled, self._beside = settled, beside

    def of(self, matched: Matched) -> Judged:
        """Judge one figure by the one of the record that is meant, and by its rivals."""
        pairs = sorted((matched.pair, *matched.others), key=_by_likeness)
        equal = [
            one
            for one in pairs
            if one.agrees
            and one.likeness >= _AGREES
            and (one.relation is Relation.SAME or not self._is_beside(one))
        ]
        here = [
            one
            for one in pairs
            if self._apart(one) is not Cause.PLACE and (one.agrees or not self._is_settled(one))
        ]
        fitting = [
            one
            for one in equal
            if not self._apart(one)
            and not self._is_outdated(one, here)
            and not self._is_of_wider(one, here)
            and not _is_merely_possible(one, here)
        ]
        least = max((one.likeness for one in here), default=0.0) - _RIVAL
        if here and any(_is_meant(one, *self._rivals(one, here, least)) for one in fitting):
            return _agreeing(fitting[0])
        if matched.is_anchored and matched.pair in fitting and _is_surely_same(matched.pair):
            return _agreeing(matched.pair)
        told = self._told(equal, least, is_anchored=matched.is_anchored)
        found = self._against(matched, pairs, told)
        if found is not None and not _is_told_better(told, found):
            return found
        if told is not None:
            return self._not_comparable(told, told)
        return _agreeing(fitting[0]) if fitting else UNKNOWN

    def _is_settled(self, pair: Pair) -> bool:
        """Tell whether another figure of the draft is the one that a rival is told by."""
        return bool(self._settled.get(pair.kept.key, frozenset()) - {at_of(pair)})

    def _is_beside(self, pair: Pair) -> bool:
        """Tell whether a rival is what another figure of the same sentence is told by.

        In 企业30个、100个工厂 the 100 is no other value of the 30.
        """
        others = self._beside.get(pair.kept.key, frozenset()) - {at_of(pair)}
        return any(sentence == pair.draft.sentence_at for _, sentence in others)

    def _is_outdated(self, pair: Pair, here: Sequence[Pair]) -> bool:
        """Tell whether an equal value is of another time, and a likelier one of the draft's own."""
        period, best = pair.draft.claim.period, here[0]
        is_other = are_other_times(period, pair.kept.claim.period)
        is_dated = pair.draft.key in self._dated and best.likeness > pair.likeness
        return is_other and is_dated and period == best.kept.claim.period

    def _is_of_wider(self, pair: Pair, here: Sequence[Pair]) -> bool:
        """Tell whether an equal value is of a wider place, and the draft's own place has another.

        A town's 19.96% is not told by the 16.5% that its district strives for.
        """
        place, name = pair.draft.claim.place, pair.kept.attribute
        if not place or pair.kept.claim.place in {"", place}:
            return False
        own = (one for one in here if one.kept.claim.place == place and one.kept.attribute == name)
        return any(not one.agrees and self._apart(one) is None for one in own)

    def _rivals(self, pair: Pair, here: Sequence[Pair], least: float) -> tuple[Pair, float]:
        """Give the likest figure an equal value has to stand against, and how alike it must be.

        Where the equal value is of the very time that the draft is of, those of other years are
        none; but a draft that says no time may be of the year of what is far more alike.
        """
        period, best = pair.draft.claim.period, here[0]
        is_open = pair.draft.key not in self._dated and best.likeness >= pair.likeness + FAR_LIKER
        if period is None or period != pair.kept.claim.period or is_open:
            return best, least
        of_then = [one for one in here if not are_other_times(period, one.kept.claim.period)]
        return of_then[0], min(least, of_then[0].likeness - _RIVAL)

    def _told(self, equal: Sequence[Pair], least: float, *, is_anchored: bool) -> Pair | None:
        """Give the figure of the same value that is of another time or of another place."""
        far = _ELSEWHERE if is_anchored else _FAR
        for pair in equal:
            cause = self._apart(pair)
            enough = far if cause is Cause.PLACE else max(least, _ELSEWHERE)
            is_both = cause is Cause.PERIOD and self._is_elsewhere(pair)
            if cause is not None and pair.likeness >= enough and not is_both:
                return pair
        return None

    def _not_comparable(self, pair: Pair, told: Pair | None) -> Judged:
        cause = self._apart(pair) or Cause.BASIS
        return Judged(Stand.NOT_COMPARABLE, cause, pair, told, part_between(pair))

    def _against(self, matched: Matched, pairs: Sequence[Pair], told: Pair | None) -> Judged | None:
        """Hold the likest figure of the same matter against the draft."""
        open_: Judged | None = None
        for pair in pairs:
            is_meant = pair == matched.pair and matched.is_anchored and _may_be_one(pair)
            least = _ANCHORED if is_meant else self._least(pair, pairs)
            if pair.agrees or pair.likeness < least or self._is_beside(pair):
                continue
            apart = self._apart(pair)
            is_sure = is_meant or pair.likeness >= _SURELY or pair.relation in _CAUSES
            may_be = pair.relation in _CAUSES or not are_plan_and_result(pair)
            is_open = apart in _UNSAID and is_sure and may_be
            if apart is None or is_open:
                cause = _CAUSES.get(pair.relation, Cause.VALUE)
                if open_ is not None and _is_far_likelier(open_.pair, pair):
                    return open_
                return Judged(Stand.DISAGREES, cause, pair, told)
            is_then = apart is Cause.PERIOD and pair.relation in _CAUSES
            is_then = is_then and pair.likeness >= _SURELY
            if open_ is None and (apart in _UNSAID or apart is Cause.BASIS or is_then):
                open_ = self._not_comparable(pair, told)
        return open_

    def _least(self, pair: Pair, pairs: Sequence[Pair]) -> float:
        """Give how alike a figure must be for its other value to be held against the draft."""
        if self._apart(pair) is not None or not _may_be_one(pair):
            return _DISAGREES
        others = (one for one in pairs if one is not pair and _may_be_one(one))
        rivals = (one for one in others if self._apart(one) is None)
        ahead = pair.likeness - max((one.likeness for one in rivals), default=0.0)
        if pair.relation in _CAUSES:
            return _TOLD if ahead >= _SOLE_BY else _SOLE
        if ahead >= _FAR_AHEAD and are_counted_alike(pair):
            return _FAR_SOLE
        return _SOLE if ahead >= _SOLE_BY else _DISAGREES

    def _is_elsewhere(self, pair: Pair) -> bool:
        is_told = pair.agrees or pair.relation in SAME_NUMBER
        return self._places.are_apart(pair.draft, pair.kept, agrees=is_told)

    def _apart(self, pair: Pair) -> Cause | None:
        """Say what makes two figures speak of different things: place, time, plan, basis."""
        draft, kept = pair.draft.claim, pair.kept.claim
        # What a project costs stays, but of 前三季度 is said what all that began then costs.
        is_timeless_here = is_timeless(draft.attribute) and not is_several_months(draft.period)
        is_lasting = is_timeless_here and pair.relation is not Relation.POSSIBLE
        is_dated = pair.draft.key in self._dated and not is_lasting
        is_of_year = are_of_year(pair)
        if is_dated and are_other_times(draft.period, kept.period) and not is_of_year:
            return Cause.PERIOD
        if self._is_elsewhere(pair):
            return Cause.PLACE
        are_days = not pair.agrees and are_other_days(draft.period, kept.period)
        if are_days and not is_timeless_here and not is_of_year:
            is_open = not is_dated or is_moment_of(draft.period, kept.period)
            return Cause.TIME_UNSAID if is_open else Cause.PERIOD
        if not pair.agrees and pair.draft.is_planned != pair.kept.is_planned:
            return Cause.STATUS
        if part_between(pair) is not None:
            return Cause.BASIS
        return None


def _is_surely_same(pair: Pair) -> bool:
    """Tell whether a value is the same, of what is alike enough beside a neighbor."""
    return pair.relation is Relation.SAME and pair.likeness >= _ANCHORED


def _may_be_one(pair: Pair) -> bool:
    """Tell whether two figures count in one unit or have one name: 四大 is not 496家."""
    one, other = pair.draft, pair.kept
    is_named = one.attribute == other.attribute
    return is_named or one.figure.unit == other.figure.unit or pair.relation in _CAUSES


def _agreeing(pair: Pair) -> Judged:
    """Say that a figure agrees, but where what is only striven for or expected is told as got."""
    is_got = not pair.draft.is_planned and not _STRIVEN.search(pair.draft.sentence)
    if is_got and _STRIVEN.match(pair.kept.quote):
        return Judged(Stand.DISAGREES, Cause.HEDGE, pair)
    return Judged(Stand.AGREES, pair=pair)


def _is_told_better(told: Pair | None, found: Judged) -> bool:
    """Tell whether the same value of another time says more than another value that is no rival."""
    if told is None or found.pair is None or found.stand is not Stand.NOT_COMPARABLE:
        return False
    return told.likeness >= found.pair.likeness


def _is_far_likelier(one: Pair | None, other: Pair) -> bool:
    """Tell whether a plan or another time is so much more alike that the other cannot be meant."""
    return one is not None and one.likeness >= other.likeness + _FAR_AHEAD


def _is_merely_possible(pair: Pair, here: Sequence[Pair]) -> bool:
    """Tell whether a rounded or hedged number of the record only does not exclude the draft's.

    It is none where it is a plan or of another day, or where another number is likelier meant.
    """
    if is_exchanged(pair, here) or pair.relation is Relation.SAME:
        return is_exchanged(pair, here)
    is_likelier = any(not one.agrees and one.likeness > pair.likeness for one in here)
    if are_of_other_stages(pair):
        return is_likelier or pair.relation is Relation.POSSIBLE
    return is_likelier and pair.relation is Relation.POSSIBLE


def _is_meant(pair: Pair, best: Pair, least: float) -> bool:
    """Tell whether an equal value is meant, and not the figure that is most like it."""
    if pair.relation is Relation.SAME:
        return pair.likeness >= min(least, SURELY_SAME)
    is_told_closer = best.relation in _CAUSES and best.likeness > pair.likeness
    return pair.likeness >= least and not is_told_closer


def _by_likeness(pair: Pair) -> tuple[float, str]:
    near = 0.0 if pair.relation is Relation.DIFFERS else _SAME_DIGITS
    return -pair.likeness - near, pair.kept.key
