"""Which figures of the record are told by figures of a draft beyond doubt: they are no rivals."""

from collections.abc import Mapping

from bayline.systems.reading.rules.beside.matching import Matched, Pair
from bayline.systems.reading.rules.beside.values import Relation

SURELY_SAME = 0.62  # from which an equal value is meant, whatever else is like it
CAUSED = frozenset({Relation.UNIT, Relation.DIRECTION, Relation.ROUNDING, Relation.HEDGE})
At = tuple[str, int]  # a figure of the draft, and where its sentence begins


def at_of(pair: Pair) -> At:
    """Give the figure of the draft of a pair, and where its sentence begins."""
    return pair.draft.key, pair.draft.sentence_at


def settled_in(
    matched: Mapping[str, Matched], *, least: float = SURELY_SAME
) -> Mapping[str, frozenset[At]]:
    """Give the figures of the record that a figure of the draft tells beyond doubt, with it.

    Of 分别新认定60家和30家，累计升至1016家 the 60 is no rival of the 1016.

    Args:
        matched: What was found for each figure of the draft.
        least: How alike the two must be.
    """
    found: dict[str, frozenset[At]] = {}
    for one in matched.values():
        is_told = one.pair.relation is Relation.SAME or one.pair.relation in CAUSED
        if is_told and one.pair.likeness >= least:
            kept = one.pair.kept.key
            found[kept] = found.get(kept, frozenset()) | {at_of(one.pair)}
    return found
