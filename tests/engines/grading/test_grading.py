"""Very many rows graded at once."""

import numpy as np
import pytest

from bayline.engines.grading.codes import MISSING, code_of, codes_of, turned
from bayline.engines.grading.worst import worst_of


def test_what_lies_between_two_steps_stays_between_them():
    values = np.array([0, 9, 10, 11, 20, -1, 10**18], np.int64)
    found = codes_of(values, step=10)
    assert found.tolist() == [0, 1, 2, 3, 4, -1, np.iinfo(np.int32).max]
    assert code_of(20, step=10) == 4
    with pytest.raises(ValueError, match="no whole number of steps"):
        code_of(15, step=10)


def test_what_is_missing_stays_so_and_is_not_counted():
    codes = codes_of(np.array([30, 0], np.int64), step=10, is_missing=np.array([False, True]))
    assert turned(codes).tolist() == [-6, MISSING]
    found = worst_of([codes], np.array([[0, 2, 4, 6, 8]], np.int32))
    assert found.worst.tolist() == [3, 0]
    assert found.counted.tolist() == [1, 0]


def test_rows_beyond_a_block_are_graded_as_those_within():
    limits = np.array([[1, 2, 3, 4, 5]], np.int32)
    values = np.arange(10_000, dtype=np.int32) % 8
    assert (worst_of([values], limits).worst == np.clip(values - 1, 0, 5)).all()


def test_columns_of_two_lengths_and_falling_limits_are_refused():
    one, two = np.zeros(1, np.int32), np.zeros(2, np.int32)
    with pytest.raises(ValueError, match="one length"):
        worst_of([one, two], np.zeros((2, 5), np.int32))
    with pytest.raises(ValueError, match="less than the one before"):
        worst_of([one], np.array([[5, 4, 3, 2, 1]], np.int32))
