"""Days of air out of hours, and how many days were good."""

from decimal import Decimal

import pytest

from bayline.systems.ecology.rules.airdays import days_of, summed
from bayline.systems.ecology.rules.airing import aired, rows_in

HEADS = ["station", "time", "so2", "no2", "co", "o3", "pm10", "pm25"]


def hours(*rows):
    """Make a day of hours, each with pm25 and o3."""
    cells = [HEADS]
    cells += [
        ["甲", f"2021-06-05 {hour:02d}:00", "5", "20", "0.55", ozone, "60", fine]
        for hour, ozone, fine in rows
    ]
    return next(days_of(rows_in(enumerate(cells, start=1), where="a.csv", hourly=True)[1]))


def test_a_mean_of_a_day_needs_twenty_hours_and_is_rounded_half_to_even():
    day = hours(*((hour, "100", "36" if hour % 2 else "35") for hour in range(20)))
    assert day.values["pm25_24h"] == 36
    assert day.values["co_24h"] == Decimal("0.6")
    few = hours(*((hour, "100", "35") for hour in range(19)))
    assert "pm25_24h" not in few.values
    assert "too_few:pm25" in [one.word for one in few.flags]


def test_ozone_counts_by_its_highest_hour_and_its_highest_eight_hours():
    day = hours(*((hour, "200" if 10 <= hour < 16 else "40", "35") for hour in range(24)))
    assert (day.values["o3_1h"], day.values["o3_8h"]) == (200, 160)


def test_few_means_of_eight_hours_count_only_if_they_exceed_the_limit():
    low = hours(*((hour, "100", "35") for hour in range(12)))
    assert "o3_8h" not in low.values
    high = hours(*((hour, "180", "35") for hour in range(12)))
    assert high.values["o3_8h"] == 180


def days(count, fine):
    cells = [HEADS] + [
        ["甲", f"2021-06-{day:02d}", "5", "20", "1", "80", "60", fine(day)]
        for day in range(1, count + 1)
    ]
    rows = rows_in(enumerate(cells, start=1), where="a.csv", hourly=False)[1]
    return next(summed(aired(rows, hourly=False), period="month"))


def test_the_share_of_good_days_says_of_how_many_days_it_is():
    found = days(30, lambda day: "80" if day <= 3 else "30")
    assert (found["good_days"], found["days"], found["share_good"]) == (27, 30, "90.0")
    assert (found["unit"], found["verdict"]) == ("days", "decided")
    assert found["by_category"] == {"轻度污染": 3, "良": 27}


@pytest.mark.parametrize(("count", "verdict"), [(26, "cannot decide"), (27, "decided")])
def test_a_month_needs_27_valid_days(count, verdict):
    assert days(count, lambda _: "30")["verdict"] == verdict
    assert days(30, lambda day: "30" if day <= count else "")["verdict"] == verdict


def test_days_judged_by_rules_that_were_succeeded_say_so():
    cells = [HEADS, ["甲", "2026-03-01 08:00", "5", "20", "1", "80", "60", "30"]]
    day = next(days_of(rows_in(enumerate(cells, start=1), where="a.csv", hourly=True)[1]))
    assert "statistics_of_earlier_edition" in [one.word for one in day.flags]
    assert "statistics_of_earlier_edition" not in [
        one.word for one in hours((8, "100", "35")).flags
    ]
    cells[1][1] = "2026-03-01"
    found = next(
        summed(
            aired(rows_in(enumerate(cells, start=1), where="a.csv", hourly=False)[1], hourly=False),
            period="month",
        )
    )
    assert "HJ 663-2026, in force since 2026-03-01, asks for is not known" in found["remarks"][-1]
