"""Loops over arrays, compiled by numba on first use."""

from collections.abc import Callable
from typing import Any


def compiled_loop(loop: Callable[..., Any]) -> Any:  # noqa: ANN401 - what numba makes of it
    """Compile a loop; its machine code is kept for the next process where a folder takes it.

    Where none does, as in a program that may not write anywhere, it is compiled once a process.
    """
    import numba

    try:
        return numba.njit(loop, cache=True)
    except RuntimeError:  # numba's own: no folder to keep it in
        return numba.njit(loop)
