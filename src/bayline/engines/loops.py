"""Loops over arrays, compiled by numba on first use."""

from collections.abc import Callable
from typing import Any

# Sums may be added up in another order, so that several go at once, and a product be added without
# being rounded first; no number is missing in them.
_FREELY = {"reassoc", "nnan", "nsz", "contract"}


def compiled_loop(loop: Callable[..., Any], *, is_free: bool = False, is_bare: bool = False) -> Any:  # noqa: ANN401 - what numba makes of it
    """Compile a loop; its machine code is kept for the next process where a folder takes it.

    Where none does, as in a program that may not write anywhere, it is compiled once a process.

    Args:
        loop: Written in what numba knows of Python.
        is_free: Whether sums may be added up in any order, which ends in other last digits.
        is_bare: Whether no array is made in it: then none is counted either, which costs more than
            a short loop.
    """
    import numba

    wishes: dict[str, Any] = {"fastmath": _FREELY} if is_free else {}
    if is_bare:
        wishes["_nrt"] = False
    try:
        return numba.njit(loop, cache=True, **wishes)
    except RuntimeError:  # numba's own: no folder to keep it in
        return numba.njit(loop, **wishes)
