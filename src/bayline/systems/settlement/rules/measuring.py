"""How long answers took, in whole milliseconds."""

from collections.abc import Sequence


def quantile(ordered: Sequence[int], percent: int) -> int:
    """Give the smallest value that so many of a hundred do not exceed (nearest rank).

    Args:
        ordered: At least one value, in order.
        percent: From 1 to 100.
    """
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
