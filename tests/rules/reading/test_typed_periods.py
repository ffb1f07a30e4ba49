"""Periods typed into a form, in EDTF or in words."""

from datetime import date

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.reading.rules.typed import typed_period

DAY = date(2021, 11, 5)


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2021", "2021"),
        ("2021-03", "2021-03"),
        ("2021-33", "2021-33"),
        ("2021/2025", "2021/2025"),
        ("２０２１", "2021"),
        ("2021年", "2021"),
        ("2021年一季度", "2021-33"),
        ("2021年上半年", "2021-40"),
        ("去年", "2020"),
        ("十四五", "2021/2025"),
        ("2021年11月5日", "2021-11-05"),
    ],
)
def test_a_period_is_read_as_it_was_typed(written: str, edtf: str) -> None:
    period = typed_period(written, published=DAY)
    assert period is not None
    assert period.edtf == edtf


def test_nothing_typed_is_no_period() -> None:
    assert typed_period("  ", published=DAY) is None


@pytest.mark.parametrize("written", ["很久以前", "2021-13", "二月三十日", "2020年至2021年和2025年"])
def test_what_names_no_period_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(BaylineError, match="names no period"):
        typed_period(written, published=DAY)
