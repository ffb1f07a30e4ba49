"""Planned against actual, and when a project would be completed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.systems.projects.rules.schedules import Punctuality, forecast, slippages
from bayline.systems.projects.terms import Plan, Progress, Stage, Step

TODAY = date(2023, 1, 10)
LATE = Punctuality.LATE


def reached(stage, on):
    return Step(key=stage, stage=stage, on=parse(on), evidence="doc-1")


def planned(stage, due, stated="2020-01-01"):
    return Plan(stage=stage, due=parse(due), evidence="doc-2", stated=date.fromisoformat(stated))


def compared(due, actual):
    history = [reached(Stage.STARTED, actual)] if actual else []
    (found,) = slippages(history, [planned(Stage.STARTED, due)], today=TODAY)
    return found.state, found.days_least, found.days_most


@pytest.mark.parametrize(
    ("due", "actual", "expected"),
    [
        ("2021-03-31", "2021-04-10", (LATE, 10, 10)),
        ("2021-03-31", "2021-03-01", (Punctuality.IN_TIME, -30, -30)),
        ("2021-03", "2021-03-31", (Punctuality.IN_TIME, 0, 0)),
        ("2021-03", "2021", (Punctuality.UNSURE, -89, 275)),
        ("2020", "2021-02", (LATE, 32, 59)),
        ("2022", None, (Punctuality.OVERDUE, 10, 10)),
        ("2023", None, (Punctuality.PENDING, -355, -355)),
    ],
)
def test_slippage_counts_from_the_last_day_planned(due, actual, expected):
    assert compared(due, actual) == expected


def test_slippage_counts_from_the_first_plan_and_shows_the_last():
    plans = [
        planned(Stage.COMPLETED, "2022", "2021-06-01"),
        planned(Stage.COMPLETED, "2021", "2020-06-01"),
    ]
    history = [reached(Stage.STARTED, "2020"), reached(Stage.COMPLETED, "2022-12-31")]
    (found,) = slippages(history, plans, today=TODAY)
    assert (found.planned.edtf, found.latest.edtf) == ("2021", "2022")
    assert (found.state, found.days_least) == (LATE, 365)


def months(*shares, every=30):
    first = date(2022, 1, 1)
    return [
        Progress(on=first + timedelta(days=every * at), done=Decimal(share))
        for at, share in enumerate(shares)
    ]


def test_a_steady_project_ends_where_its_line_does():
    found = forecast(months("0", "0.1", "0.2", "0.3", "0.4"), stage=Stage.BUILDING)
    assert found.likely == date(2022, 5, 1) + timedelta(days=180)
    assert found.earliest == found.likely == found.latest
    assert found.observations == 5
    assert "5" in found.method


def test_one_large_payment_moves_the_forecast_little_and_widens_it():
    steady = forecast(months("0", "0.1", "0.2", "0.3", "0.4", "0.5"), stage=Stage.BUILDING)
    jumped = forecast(months("0", "0.05", "0.2", "0.25", "0.45", "0.5"), stage=Stage.BUILDING)
    assert abs((jumped.likely - steady.likely).days) <= 20
    assert jumped.earliest < jumped.likely < jumped.latest


def test_the_order_of_what_was_observed_does_not_matter():
    observed = months("0", "0.15", "0.2", "0.45")
    assert forecast(observed, stage=Stage.BUILDING) == forecast(
        observed[::-1], stage=Stage.BUILDING
    )


@pytest.mark.parametrize(
    ("progress", "stage", "reason"),
    [
        (months("0", "0.5", "0.6"), Stage.BUILDING, "3 observations are fewer than 4"),
        (months("0", "0.1", "0.2", "0.3", every=20), Stage.BUILDING, "60 days of history"),
        (months("0.2", "0.2", "0.2", "0.2"), Stage.BUILDING, "nothing was done"),
        (months("0", "0.01", "0.02", "0.03"), Stage.BUILDING, "more than 3 times the 90 days"),
        (months("0", "0.1", "0.2", "0.3"), Stage.SUSPENDED, "suspended has no completion ahead"),
        (months("0", "0.1", "0.2", "0.3"), Stage.OPERATING, "operating has no completion ahead"),
    ],
)
def test_a_history_too_thin_is_refused(progress, stage, reason):
    with pytest.raises(BaylineError) as refused:
        forecast(progress, stage=stage)
    assert reason in refused.value.sentence()
    assert refused.value.zh is not None


def test_a_project_that_mostly_stood_still_may_never_end():
    found = forecast(
        months("0", "0.3", "0.3", "0.3", "0.6", "0.6", "0.6", "0.6"), stage=Stage.BUILDING
    )
    assert found.latest is None or found.latest > found.likely


def test_a_share_beyond_the_whole_is_refused():
    with pytest.raises(BaylineError, match="between 0 and 1"):
        Progress(on=TODAY, done=Decimal("1.2"))


@pytest.mark.parametrize("stage", [Stage.SUSPENDED, Stage.TERMINATED])
def test_nobody_is_late_with_a_stop_that_was_announced(stage):
    (found,) = slippages([], [planned(stage, "2022-03")], today=TODAY)
    assert found.state is Punctuality.LAPSED
    (found,) = slippages([], [planned(stage, "2023-03")], today=TODAY)
    assert found.state is Punctuality.PENDING
