"""What stands beside a figure of another time is of that time too: a wrong year of a sentence."""

from collections.abc import Mapping, Sequence

from bayline.systems.reading.rules.beside.matching import Matched, Pair
from bayline.systems.reading.rules.beside.sides import Side
from bayline.systems.reading.rules.beside.standing import Cause, Judged, Stand

_LEAST = 0.52  # likeness from which another value of that time is meant


def of_other_time(
    draft: Sequence[Side], matched: Mapping[str, Matched], found: Mapping[str, Judged]
) -> dict[str, Judged]:
    """Tell what stands beside a figure that the record has for another time.

    Where one figure of a sentence is the record's of another year, its neighbors that the record
    has of that year alone are of it too, whatever their values.
    """
    moved = {
        (side.sentence_at, pair.kept.source, pair.kept.claim.period)
        for side in draft
        for pair in (found[side.key].pair,)
        if found[side.key].cause is Cause.PERIOD and pair and pair.agrees
    }
    told: dict[str, Judged] = {}
    for side in draft if moved else ():
        if found[side.key].stand is not Stand.UNKNOWN or side.key not in matched:
            continue
        both = (matched[side.key].pair, *matched[side.key].others)
        beside = (
            one
            for one in sorted(both, key=_by_likeness)
            if (side.sentence_at, one.kept.source, one.kept.claim.period) in moved
        )
        pair = next(beside, None)
        if pair is not None and pair.likeness >= _LEAST and _is_counted_alike(pair):
            told[side.key] = Judged(Stand.NOT_COMPARABLE, Cause.PERIOD, pair)
    return told


def _by_likeness(pair: Pair) -> tuple[float, str]:
    return -pair.likeness, pair.kept.key


def _is_counted_alike(pair: Pair) -> bool:
    one, other = pair.draft, pair.kept
    return one.attribute == other.attribute or one.figure.unit == other.figure.unit
