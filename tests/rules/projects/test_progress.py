"""How much of a project was done by which day."""

from datetime import date
from decimal import Decimal

import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.systems.projects.rules.amounts import amount_of
from bayline.systems.projects.rules.progress import progress_of
from bayline.systems.projects.rules.schedules import forecast
from bayline.systems.projects.terms import AmountKind, Stage


def money(kind, words, period=""):
    on = parse(period) if period else None
    return amount_of(AmountKind(kind), words, evidence="a", period=on)


TOTAL = money("planned_investment", "10亿元")
REPORTS = [
    money("completed", "1亿元", "2021-03/2021-06"),
    money("completed", "2亿元", "2021-03/2021-09"),
    money("completed", "3亿元", "2021-03/2021-12"),
    money("completed", "1亿元", "2022-01/2022-03"),
    money("completed", "2亿元", "2022-01/2022-06"),
]


def test_reports_of_a_year_replace_one_another_and_years_are_added():
    found = progress_of([TOTAL, *REPORTS], begun=parse("2021-03-03"))
    assert [(one.on, one.done) for one in found] == [
        (date(2021, 3, 3), Decimal(0)),
        (date(2021, 6, 30), Decimal("0.1")),
        (date(2021, 9, 30), Decimal("0.2")),
        (date(2021, 12, 31), Decimal("0.3")),
        (date(2022, 3, 31), Decimal("0.4")),
        (date(2022, 6, 30), Decimal("0.5")),
    ]
    ahead = forecast(found, stage=Stage.BUILDING)
    assert ahead.earliest <= ahead.likely <= ahead.latest
    assert date(2023, 9, 1) < ahead.likely < date(2023, 12, 31)


@pytest.mark.parametrize(
    ("amounts", "begun", "why"),
    [
        (REPORTS, "2021-03", "no exact total"),
        ([money("investment", "约10亿元"), *REPORTS], "2021-03", "no exact total"),
        ([TOTAL, *REPORTS], "2019-05-01", "sum would be too small"),
        ([TOTAL, REPORTS[0], REPORTS[3]], "2021-03", "sum would be too small"),
        ([money("investment", "3亿元"), *REPORTS], "2021-03", "not of one basis"),
    ],
)
def test_what_cannot_be_added_up_is_refused(amounts, begun, why):
    with pytest.raises(BaylineError, match=why):
        progress_of(amounts, begun=parse(begun))
