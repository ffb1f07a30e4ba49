"""Name the ways that a link shortens, compiled."""

import numpy as np

from bayline.engines.graph.networks import Whole
from bayline.engines.loops import compiled_loop


def shorter_pairs(before: Whole, up_to: Whole, beyond: Whole) -> tuple[Whole, Whole]:
    """Give the rows and columns where one is sooner by way of the link.

    Args:
        before: From each zone drawn, a row, to each that lies ahead.
        up_to: From each zone drawn up to the link and over it.
        beyond: From there to each zone ahead.
    """
    found = np.empty((2, before.size + 1), np.int32)  # one more, where the last try is written
    count = _run(before, up_to, beyond, found)
    return found[0, :count], found[1, :count]


@compiled_loop
def _run(before: Whole, up_to: Whole, beyond: Whole, found: Whole) -> int:
    count = 0
    for row in range(len(up_to)):
        for column in range(len(beyond)):
            found[0, count], found[1, count] = row, column
            count += up_to[row] + beyond[column] < before[row, column]
    return int(count)
