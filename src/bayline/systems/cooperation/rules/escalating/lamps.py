"""Lamps and reminders by the day that a task is due, and the steps it has taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bayline.systems.cooperation.rules.escalating.books import LampRule, RuleBook, StepRule
from bayline.systems.cooperation.terms import Act, Event, Life, Stage

_OWED = frozenset({Stage.PROPOSED, Stage.IN_HAND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """What shines over a task on a day.

    Attributes:
        rule: The lamp; None where none shines.
        is_reminded: Whether everybody is reminded.
        days_left: Days until it is due; below zero once that has passed.
    """

    rule: LampRule | None
    is_reminded: bool
    days_left: int


def lamp(stage: Stage, due: date, book: RuleBook, *, today: date) -> Lamp | None:
    """Tell what shines over a task on a day; None where nothing is owed.

    Args:
        stage: Where the task stands.
        due: The day that it is due.
        book: The rules of the place.
        today: The day.
    """
    if stage not in _OWED:
        return None
    late = (today - due).days
    shining = [one for one in book.lamps if one.days_after <= late]
    before = book.reminder_days
    return Lamp(
        rule=shining[-1] if shining else None,
        is_reminded=before is not None and 0 <= -late <= before,
        days_left=-late,
    )


def changing_days(book: RuleBook | None, *, today: date) -> tuple[date, ...]:
    """Give the days between which the same shines over all tasks that are due, and today.

    Tasks due before the first of them are alike, those due from it and before the next as well.

    Args:
        book: The rules of the place; None where there are none.
        today: The day.
    """
    late = {one.days_after - 1 for one in book.lamps} if book else set()
    return tuple(sorted(today - timedelta(days=days) for days in late | {0}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a task.

    Attributes:
        rule: Which.
        on: The day on which it was reached; None where it is not.
    """

    rule: StepRule
    on: date | None


def steps(life: Life, rules: Iterable[StepRule]) -> tuple[Step, ...]:
    """Tell which steps a task has reached, and when.

    Args:
        life: The task.
        rules: The steps, the first first.
    """
    reached = _reached(life)
    return tuple(Step(rule=rule, on=reached.get(rule.reached)) for rule in rules)


def _reached(life: Life) -> dict[str, date]:
    """Give the day of each step; one that was taken back is not reached."""
    found = {"proposed": life.proposal.day}
    own = life.accepted.get(life.proposal.side)
    if own is not None:
        found["cleared"] = own.day
    codes, reporters = life.terms.codes, life.terms.reporters
    parts = (
        ("accepted", codes, life.accepted),
        ("reported", reporters, life.reports),
        ("reviewed", reporters, life.reviews),
        ("closed", codes, life.closings),
    )
    for name, wanted, done in parts:
        if set(wanted) <= done.keys():
            found[name] = max(done[code].day for code in wanted)
    return found


def updates(events: Iterable[Event], side: str) -> tuple[date, ...]:
    """Give the days on which a side told how a task goes."""
    told = (Act.UPDATED, Act.REPORTED)
    return tuple(one.day for one in events if one.side == side and one.act in told)
