"""Targets are held against settlements, and no count that is suppressed ever reaches them."""

from datetime import date

import pytest

from bayline.kernel.periods import parse
from bayline.platform.indicators import Wanted, measured
from bayline.platform.reaching import NOTHING, within
from bayline.systems.settlement.actions.following import keep_cases
from bayline.systems.settlement.rules.cases import Case

pytestmark = pytest.mark.django_db
COUNTS = {1: (12, 3), 2: (30, 40), 3: (20, 25), 4: (50, 60)}
NAMES = ("settlement.settled:insured", "settlement.settled:total", "settlement.trips-saved")


def case(month, at, side, **other):
    name = f"{month}-{side}-{at}"
    day = date(2025, month, 1 + at % 28).isoformat()
    told = {"side": side, "standing": "settled", "person": name, "day": day, "visit": name}
    return Case(id=name, **{**told, "fund": 100, "account": 1, **other})


@pytest.fixture
def settled():
    made = [
        case(month, at, side)
        for month, counts in COUNTS.items()
        for side, count in zip(("treating", "insured"), counts, strict=True)
        for at in range(count)
    ]
    made += [case(5, at, "insured", is_example=True) for at in range(40)]
    keep_cases(made)


def told(name, period, place="310116", at=None):
    (series,) = measured([Wanted(name, place, parse(period))], at=at)
    (found,) = series
    return found if found.figure is None else found.printed


@pytest.mark.usefixtures("settled")
def test_no_suppressed_count_is_told_of_any_period():
    assert told(NAMES[0], "2025-04") == "60笔"
    assert told(NAMES[2], "2025-04") == "110次"
    assert told("settlement.advances-avoided", "2025-04") == "111.10元"
    for period in ("2025-01", "2025-01/2025-02", "2025-33", "2025"):
        small = told(NAMES[0], period)
        assert (small.figure, small.printed) == (None, "")
        assert "不足10" in small.why
    # January is hidden with another month, or its three could be worked out from both totals.
    shown = {month: told(NAMES[0], f"2025-{month:02}") for month in COUNTS}
    assert len([one for one in shown.values() if not isinstance(one, str)]) > 1
    assert "3" not in {one.strip("笔") for one in shown.values() if isinstance(one, str)}


@pytest.mark.usefixtures("settled")
def test_what_is_made_up_by_town_past_in_part_or_seen_by_the_public_is_not_told():
    for period, place, words in (
        ("2025-05", "310116", "没有结算"),
        ("2025-04", "310116101", "不分镇"),
        ("2025-04-01/2025-04-20", "310116", "整月"),
    ):
        assert words in told(NAMES[1], period, place).why
    with within(NOTHING):
        assert "不对外公布" in told(NAMES[1], "2025-04").why
    assert "不是treating" in told("settlement.settled:x", "2025-04").why
