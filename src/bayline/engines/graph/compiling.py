"""Which way numbers are computed: by loops that numba compiles, or by numpy and scipy alone."""

from enum import StrEnum
from functools import cache


class Way(StrEnum):
    """How a network is computed with; both give the same numbers.

    Attributes:
        COMPILED: Loops compiled by numba on first use and kept beside the bytecode.
        PLAIN: numpy and scipy, where numba is not at hand.
    """

    COMPILED = "compiled"
    PLAIN = "plain"


@cache
def way_here() -> Way:
    """Tell which way is open on this machine."""
    try:
        import numba  # noqa: F401 - asked for, not used
    except ImportError:
        return Way.PLAIN
    return Way.COMPILED
