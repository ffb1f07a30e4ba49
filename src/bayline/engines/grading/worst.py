"""The worst grade of each row over many columns, in one pass through memory.

Each value is compared with the limits of its column; the answers are bits, joined over the columns,
and as whoever exceeds a limit exceeds those before it, the number of bits is the grade. A block of
rows stays in the cache while all columns pass over it. Compiled by numba, as numpy would go through
memory once for each limit.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.grading.codes import MISSING, Codes
from bayline.engines.loops import compiled_loop

_LIMITS = 5
_BLOCK = 4096  # rows: 16 KB of bits, 16 KB of counts and 16 KB of one column


class Graded(NamedTuple):
    """What came of many rows.

    Attributes:
        worst: How many limits the worst column of each row exceeds, from 0 to 5.
        counted: How many columns each row has a value in.
    """

    worst: NDArray[np.int8]
    counted: NDArray[np.int8]


def worst_of(columns: Sequence[Codes], limits: NDArray[np.int32]) -> Graded:
    """Give the worst grade of each row.

    Args:
        columns: Codes of equal length, one array for each column; worse is more.
        limits: For each column five codes, none less than the one before it.

    Raises:
        ValueError: The columns are of different lengths, or a row of limits falls.
    """
    lengths = {len(one) for one in columns}
    if len(lengths) != 1 or limits.shape != (len(columns), _LIMITS):
        raise ValueError("columns of one length and five limits for each are asked for")
    if (np.diff(limits, axis=1) < 0).any():
        raise ValueError("a limit is less than the one before it")
    rows = lengths.pop()
    graded = Graded(np.empty(rows, np.int8), np.empty(rows, np.int8))
    whole = tuple(np.ascontiguousarray(one, np.int32) for one in columns)
    _compiled()(whole, np.ascontiguousarray(limits, np.int32), graded.worst, graded.counted)
    return graded


@cache
def _compiled() -> Any:  # noqa: ANN401 - what numba makes of it
    join = compiled_loop(_join)

    def run(columns, limits, worst, counted):  # type: ignore[no-untyped-def] # numba infers them # noqa: ANN001, ANN202 - numba infers them
        bits = np.empty(_BLOCK, np.int32)
        found = np.empty(_BLOCK, np.int32)
        for start in range(0, len(worst), _BLOCK):
            rows = min(_BLOCK, len(worst) - start)
            bits[:rows] = 0
            found[:rows] = 0
            for place in range(len(columns)):
                join(columns[place][start : start + rows], limits[place], bits, found)
            for row in range(rows):
                worst[start + row] = (
                    (bits[row] & 1)
                    + (bits[row] >> 1 & 1)
                    + (bits[row] >> 2 & 1)
                    + (bits[row] >> 3 & 1)
                    + (bits[row] >> 4 & 1)
                )
                counted[start + row] = found[row]

    return compiled_loop(run)


def _join(values, limits, bits, found):  # type: ignore[no-untyped-def] # numba infers them # noqa: ANN001, ANN202 - numba infers them
    first, second, third, fourth, fifth = limits[0], limits[1], limits[2], limits[3], limits[4]
    for row in range(len(values)):
        value = values[row]
        bits[row] |= (
            np.int32(value > first)
            | np.int32(value > second) << 1
            | np.int32(value > third) << 2
            | np.int32(value > fourth) << 3
            | np.int32(value > fifth) << 4
        )
        found[row] += np.int32(value != MISSING)
