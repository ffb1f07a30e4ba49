"""Which color a slip has: computed from the rule, the days, the reports and the reasons given.

A slip is met by a report that came by its day and was not sent back. Where it is not met and no
reason was given by then, the next slip is of the next color.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bayline.systems.cooperation.rules.escalating.books import Color, SlipRule
from bayline.systems.cooperation.rules.following import addressee
from bayline.systems.cooperation.terms import Act, Event, Life


class Outcome(StrEnum):
    """What a slip has come to."""

    RUNNING = "running"
    MET = "met"
    LATE = "late"  # a report came, after its day
    EXCUSED = "excused"
    UNMET = "unmet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip as it stands on a day.

    Attributes:
        event: The act that sent it.
        side: Code of the side that it went to.
        color: What it was sent as.
        deadline: Its own day.
        outcome: What it has come to.
        grown: The color that it has grown to since: the next one, where it is not met.
    """

    event: Event
    side: str
    color: Color
    deadline: date
    outcome: Outcome
    grown: Color

    @property
    def is_standing(self) -> bool:
        """Whether it still asks for something."""
        return self.outcome in {Outcome.RUNNING, Outcome.EXCUSED, Outcome.UNMET}


class StandingSlip(NamedTuple):
    """The slip that stands against a side, so that its color on any later day is known.

    Attributes:
        side: Code of the side.
        color: Code of its color until its day has passed.
        deadline: Its day.
        grown: Code of its color from then on.
    """

    side: str
    color: str
    deadline: date
    grown: str

    def color_on(self, today: date) -> str:
        """Give the code of its color on a day."""
        return self.color if today <= self.deadline else self.grown


def last_slips(life: Life, rule: SlipRule) -> tuple[StandingSlip, ...]:
    """Give the slip that stands against each side, whatever the day."""
    if life.has_ended:
        return ()
    last = {one.side: one for one in slips(life, rule, today=date.max)}
    return tuple(
        StandingSlip(side, one.color.code, one.deadline, one.grown.code)
        for side, one in last.items()
        if one.is_standing
    )


def slips(life: Life, rule: SlipRule, *, today: date) -> tuple[Slip, ...]:
    """Give the slips of a task as they stand on a day, side by side, each side's in order.

    Args:
        life: The task.
        rule: How slips grow graver.
        today: The day; what happened later is left out.
    """
    events = [one for one in life.events if one.day <= today]
    found: list[Slip] = []
    for side in life.terms.codes:
        found.extend(_of_side(life, side, events, rule, today))
    return tuple(found)


def standing(life: Life, rule: SlipRule, *, today: date) -> dict[str, Slip]:
    """Give the slip that stands against each side on a day, by its code."""
    last = {one.side: one for one in slips(life, rule, today=today)}
    ended = life.has_ended and life.since <= today
    return {side: one for side, one in last.items() if one.is_standing and not ended}


def _of_side(
    life: Life, side: str, events: Sequence[Event], rule: SlipRule, today: date
) -> Iterable[Slip]:
    sent = [one for one in events if one.act is Act.REMINDED and addressee(life, one) == side]
    before: Slip | None = None
    for at, event in enumerate(sent):
        until = sent[at + 1] if at + 1 < len(sent) else None
        color = _color(life, rule, before)
        outcome = _outcome(side, event, events, rule, until=until, today=today)
        before = Slip(
            event=event,
            side=side,
            color=color,
            deadline=event.deadline or event.day,
            outcome=outcome,
            grown=_next(rule, color) if outcome is Outcome.UNMET else color,
        )
        yield before


def _color(life: Life, rule: SlipRule, before: Slip | None) -> Color:
    """Give the color of a new slip: that which the last one grew to, as long as it asks."""
    if before is not None and before.is_standing:
        return before.grown
    start = rule.urgent_start if life.terms.is_urgent else rule.colors[0].code
    return next(one for one in rule.colors if one.code == start)


def _next(rule: SlipRule, color: Color) -> Color:
    at = rule.colors.index(color) + 1
    return rule.colors[min(at, len(rule.colors) - 1)]


def _outcome(
    side: str,
    slip: Event,
    events: Sequence[Event],
    rule: SlipRule,
    *,
    until: Event | None,
    today: date,
) -> Outcome:
    after = [one for one in events if one.at > slip.at and (until is None or one.at < until.at)]
    report = _standing_report(side, after)
    deadline = slip.deadline or slip.day
    if report is not None:
        return Outcome.MET if report.day <= deadline else Outcome.LATE
    if today <= deadline and until is None:
        return Outcome.RUNNING
    is_excused = rule.is_excused_by_reason and _is_explained(side, after, by=deadline)
    return Outcome.EXCUSED if is_excused else Outcome.UNMET


def _standing_report(side: str, events: Iterable[Event]) -> Event | None:
    """Give the first report of a side that was not sent back."""
    found: Event | None = None
    for event in events:
        if event.act is Act.REPORTED and event.side == side:
            found = found or event
        elif event.act is Act.SENT_BACK and event.about in {"", side}:
            found = None
    return found


def _is_explained(side: str, events: Iterable[Event], *, by: date) -> bool:
    stands = False
    for event in events:
        if event.act is Act.EXPLAINED and event.side == side and event.day <= by:
            stands = True
        elif event.act is Act.OVERRULED and event.about == side:
            stands = False
    return stands
