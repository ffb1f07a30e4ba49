from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.systems.reading.rules.dates import publication_date


@pytest.mark.parametrize(
    "written",
    [
        "2021-11-05",
        "2021/11/5",
        "2021.11.5",
        "2021年11月5日",
        "20211105",
        " 2021-11-05 ",
        "２０２１-11－05",
    ],
)
def test_a_day_is_read_however_it_is_written(written):
    assert publication_date(written) == date(2021, 11, 5)


@pytest.mark.parametrize("written", ["2021-11", "2021/11", "2021年11月"])
def test_a_month_stands_for_its_last_day(written):
    assert publication_date(written) == date(2021, 11, 30)


@pytest.mark.parametrize("written", ["2021", "2021年"])
def test_a_year_stands_for_its_last_day(written):
    assert publication_date(written) == date(2021, 12, 31)


@pytest.mark.parametrize(
    "written", ["2021-13-01", "2021-02-30", "2021-00", "0000", "yesterday", "", "20211305", "2021-"]
)
def test_what_is_no_day_is_refused_with_what_to_write(written):
    with pytest.raises(BaylineError, match="write it as 2021-11-05"):
        publication_date(written)


@given(st.dates())
def test_every_day_of_the_calendar_is_read_back(day):
    assert publication_date(day.isoformat()) == day


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_refused_in_a_sentence(written):
    with suppress(BaylineError):
        assert publication_date(written) >= date.min
