"""Which share of joint tasks came in time."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from bayline.kernel.periods import parse
from bayline.systems.cooperation.rules.measuring import ends_by, tasks_kept
from bayline.systems.cooperation.terms import Act, Event, Life, Side, Stage, Terms

SIDES = (Side(code="east", lead="roads"), Side(code="west", lead="roads"))


def event(side: str, day: date) -> Event:
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Event(
        id=f"{side}{day}",
        task="t",
        act=Act.REPORTED,
        side=side,
        unit="roads",
        person=side,
        by=side,
        at=at,
        day=day,
    )


def life(due: date, stage: Stage = Stage.CLOSED, **reported: date) -> Life:
    terms = Terms(title="修桥", sides=SIDES, due=due)
    return Life(
        task="t",
        terms=terms,
        proposal=event("east", date(2024, 1, 2)),
        stage=stage,
        since=due,
        reports=MappingProxyType({side: event(side, day) for side, day in reported.items()}),
    )


def test_a_task_is_in_time_when_every_report_is() -> None:
    due = date(2024, 6, 30)
    in_time = life(due, east=date(2024, 6, 1), west=due)
    late = life(due, east=date(2024, 6, 1), west=date(2024, 7, 2))
    half = life(due, Stage.IN_HAND, east=date(2024, 6, 1))
    given_up = life(due, Stage.WITHDRAWN)
    other_year = replace(in_time, terms=replace(in_time.terms, due=date(2025, 1, 5)))
    found = tasks_kept([in_time, late, half, given_up, other_year], parse("2024"))
    assert (found.due, found.kept, found.printed) == (3, 1, "33.3%")
    nothing = tasks_kept([given_up], parse("2024"))
    assert (nothing.share, nothing.printed) == (None, "")


def test_what_has_no_date_is_there() -> None:
    assert ends_by("", date(2024, 1, 1))
    assert ends_by("2023-05", date(2024, 1, 1))
    assert not ends_by("2024-05", date(2024, 1, 1))
