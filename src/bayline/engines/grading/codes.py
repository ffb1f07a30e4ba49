"""Decimals as whole numbers that keep every comparison with a limit exact.

A value is counted in steps of which every limit is a whole number: twice the steps, and one more
where something is left over. So what lies between two steps stays between them, and 32 bits do,
which is half of what floating numbers move through memory. A column whose limits are least values
is negated, so that all columns are judged the same way: worse is more.
"""

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
MISSING = np.iinfo(np.int32).min
_MOST = np.iinfo(np.int32).max


def codes_of(
    values: NDArray[np.int64], *, step: int, is_missing: NDArray[np.bool_] | None = None
) -> Codes:
    """Give the codes of values.

    Args:
        values: Whole numbers of some small unit, such as billionths.
        step: How many of that unit every limit is a whole number of.
        is_missing: Where there is no value.
    """
    steps, rest = np.divmod(values, step)
    codes = np.clip(2 * np.clip(steps, -_MOST, _MOST) + (rest != 0), -_MOST, _MOST)
    found: Codes = codes.astype(np.int32)
    if is_missing is not None:
        found[is_missing] = MISSING
    return found


def turned(codes: Codes) -> Codes:
    """Negate codes, so that less is more; what is missing stays so."""
    return np.where(codes == MISSING, codes, -codes)


def outside(codes: Codes, *, middle: int) -> Codes:
    """Give how far codes lie from a middle on either side; what is missing stays so."""
    away = np.minimum(np.abs(codes.astype(np.int64) - middle), _MOST)
    return np.where(codes == MISSING, codes, away.astype(np.int32))


def code_of(units: int, *, step: int) -> int:
    """Give the code of a limit.

    Raises:
        ValueError: It is no whole number of steps.
    """
    steps, rest = divmod(units, step)
    if rest:
        raise ValueError(f"{units} is no whole number of steps of {step}")
    return 2 * steps
