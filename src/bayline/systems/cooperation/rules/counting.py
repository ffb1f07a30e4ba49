"""How many agreements there are by a published number, how many are on record, what is unknown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bayline.kernel.figures import Figure
from bayline.platform.registers.terms import Values
from bayline.systems.cooperation.rules.entries import LEVELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A published number of agreements beside those on record.

    Attributes:
        stated: The number, as it was read.
        recorded: How many of them are on record.
        by_level: How many of these by level, in the order of the levels; empty for no level.
        least_left: How many are not known, at least.
        most_left: And at most; None where the number has no upper end.
        is_over: Whether more are on record than were published.
    """

    stated: Figure
    recorded: int
    by_level: tuple[tuple[str, int], ...]
    least_left: int
    most_left: int | None
    is_over: bool


def counted(stated: Figure, parts: Iterable[Values]) -> Counted:
    """Compare a published number with the entries that belong to it.

    What is not on record is of no known level: it is not shared out among the levels.

    Args:
        stated: The published number.
        parts: The entries on record that belong to it.
    """
    levels = Counter(values.get("level", "") for values in parts)
    recorded = levels.total()
    low, high = stated.low, stated.high
    most = None if high is None or not high.is_finite() else int(high)
    return Counted(
        stated=stated,
        recorded=recorded,
        by_level=tuple((level, levels[level]) for level in (*LEVELS, "") if levels[level]),
        least_left=max(0, int(low or 0) - recorded),
        most_left=None if most is None else max(0, most - recorded),
        is_over=most is not None and recorded > most,
    )
