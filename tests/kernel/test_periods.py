from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import Period, Precision

years = st.integers(min_value=1, max_value=9998)
days = st.dates(max_value=date(9998, 12, 31))
single = st.one_of(
    years.map(periods.year),
    st.builds(periods.month, st.integers(1, 12), years),
    st.builds(periods.quarter, st.integers(1, 4), years),
    st.builds(periods.half, st.integers(1, 2), years),
    days.map(periods.day),
)


@st.composite
def spans(draw):
    first, last = sorted(draw(st.tuples(days, days)))
    opened = draw(st.sampled_from(["neither", "start", "end"]))
    return Period.inclusive(None if opened == "start" else first, None if opened == "end" else last)


any_period = single | spans()


@given(any_period)
def test_what_is_printed_is_parsed_back(period):
    assert periods.parse(period.edtf) == period


@given(any_period, any_period)
def test_overlap_is_mutual_and_means_a_shared_run_of_days(a, b):
    assert a.overlaps(b) == b.overlaps(a)
    shared = a.intersect(b)
    assert (shared is not None) == a.overlaps(b)
    if shared is not None:
        assert a.contains(shared)
        assert b.contains(shared)
        assert periods.parse(shared.edtf) == shared


@given(any_period, days)
def test_a_day_in_two_periods_is_in_their_intersection(a, day):
    around = periods.day(day)
    assert (day in a) == a.overlaps(around) == a.contains(around)


@given(single)
def test_first_and_last_day_make_the_period_again(period):
    again = Period.inclusive(period.start, period.last, precision=period.precision)
    assert again == period


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), Precision.YEAR),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), Precision.MONTH),
        ("2021-03-03", date(2021, 3, 3), date(2021, 3, 3), Precision.DAY),
        ("2021-33", date(2021, 1, 1), date(2021, 3, 31), Precision.QUARTER),
        ("2021-36", date(2021, 10, 1), date(2021, 12, 31), Precision.QUARTER),
        ("2021-41", date(2021, 7, 1), date(2021, 12, 31), Precision.HALF),
        ("202X", date(2020, 1, 1), date(2029, 12, 31), Precision.YEARS),
        ("2021/2025", date(2021, 1, 1), date(2025, 12, 31), Precision.YEARS),
        ("../2025", None, date(2025, 12, 31), Precision.YEARS),
        ("2018-03/", date(2018, 3, 1), None, Precision.MONTH),
    ],
)
def test_edtf_is_read(text, first, last, precision):
    period = periods.parse(text)
    assert (period.start, period.last, period.precision) == (first, last, precision)
    assert period.edtf == text


@pytest.mark.parametrize(
    "text",
    ["", "21", "2021-13", "2021-02-30", "2021-3", "../..", "/", "2021-Q1", "0000", "２０２１"],
)
def test_what_is_no_period_is_refused_with_what_to_write(text):
    with pytest.raises(BaylineError, match="years with four digits"):
        periods.parse(text)


@given(st.text(alphabet="0123456789-/.X", max_size=12))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        period = periods.parse(text)
    except BaylineError:
        return
    assert period.edtf == text


def test_a_quarter_of_a_year_keeps_its_own_precision():
    quarter, year = periods.quarter(1, 2021), periods.year(2021)
    assert year.intersect(quarter) == quarter


def test_two_precisions_of_the_same_days_are_two_statements():
    assert periods.quarter(1, 2021) != periods.parse("2021-01/2021-03")


def test_the_last_year_of_the_calendar_stays_open():
    assert periods.year(9999).end is None
    assert periods.parse("999X").end is None


def test_an_end_before_its_start_is_refused():
    with pytest.raises(BaylineError, match="earlier day first"):
        Period.inclusive(date(2021, 2, 1), date(2021, 1, 1))


def test_a_fifth_quarter_is_refused():
    with pytest.raises(BaylineError, match="is not a period"):
        periods.quarter(5, 2021)
