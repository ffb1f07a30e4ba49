"""Of which time two figures are: a day is of its quarter, not of the months up to now."""

from datetime import date

import pytest

from bayline.kernel.periods import Period, Precision
from bayline.systems.reading.rules.beside.times import (
    are_other_days,
    are_other_times,
    is_several_months,
)


def period(start: date, end: date, precision: Precision, edtf: str) -> Period:
    return Period(start=start, end=end, precision=precision, edtf=edtf)


DAY = period(date(2021, 3, 3), date(2021, 3, 4), Precision.DAY, "2021-03-03")
QUARTER = period(date(2021, 1, 1), date(2021, 4, 1), Precision.QUARTER, "2021-33")
MONTHS = period(date(2021, 1, 1), date(2021, 10, 1), Precision.MONTH, "2021-01/2021-09")
YEAR = period(date(2021, 1, 1), date(2022, 1, 1), Precision.YEAR, "2021")


@pytest.mark.parametrize(
    ("one", "other", "is_other"),
    [(DAY, QUARTER, False), (DAY, MONTHS, True), (QUARTER, MONTHS, True), (DAY, YEAR, True)],
)
def test_a_day_is_of_its_quarter_and_not_of_several_months(
    one: Period, other: Period, *, is_other: bool
) -> None:
    assert are_other_days(one, other) == are_other_days(other, one) == is_other


def test_parts_of_a_year_that_end_on_other_days_are_other_times() -> None:
    assert are_other_times(QUARTER, MONTHS)
    assert not are_other_times(DAY, QUARTER)


def test_only_months_put_together_are_several() -> None:
    assert [is_several_months(one) for one in (DAY, QUARTER, MONTHS, YEAR, None)] == [
        *(False, False, True, False, False)
    ]
