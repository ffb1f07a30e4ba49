"""The course of a project: what it reached and was to reach, kept in few words beside its line."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bayline.kernel.periods import Period, parse
from bayline.systems.projects.rules.standing import Standing
from bayline.systems.projects.terms import Stage

_BEGINNINGS = (Stage.STARTED, Stage.BUILDING)
_ENDS = (Stage.COMPLETED, Stage.OPERATING, Stage.AT_CAPACITY)
# A plan has a third part: the day that it was announced.
_HAS_PLAN = re.compile(r'\["[a-z_]+","[^"]*",')
_RESERVED = f'"{Stage.RESERVED}"'
_STOPS = (Stage.SUSPENDED, Stage.TERMINATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stone:
    """A stage that was reached, or was to be reached.

    Attributes:
        stage: The stage.
        on: When; of a plan, when it is due.
        is_planned: Whether it is a plan.
        stated: The day a plan was announced; None where that is not known.
    """

    stage: Stage
    on: Period
    is_planned: bool = False
    stated: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One project over time.

    Attributes:
        code: The project.
        begun: First day that construction may have started; None where none is recorded.
        ended: Last day that it may have been completed, or begun to operate; None where it was not.
        is_running: Whether it goes on: started, not ended, neither suspended nor terminated.
        stopped: First day that it may have been suspended or terminated, if it stands there.
        planned_from: Where its plan begins: the planned start, else what was reached, else the day
            of the announcement.
        dues: Last days of the ends that are planned, by the last plan for each.
    """

    code: str
    begun: date | None
    ended: date | None
    is_running: bool
    stopped: date | None
    planned_from: date | None
    dues: tuple[date, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that is drawn, but today."""
        known = (self.begun, self.ended, self.stopped, self.planned_from, *self.dues)
        return tuple(day for day in known if day is not None)


def stones_of(standing: Standing) -> tuple[Stone, ...]:
    """Give what a project reached, in order, then what was announced, in order."""
    reached = [Stone(stage=step.stage, on=step.on) for step in standing.steps]
    planned = [
        Stone(
            stage=plan.stage,
            on=plan.due,
            is_planned=True,
            stated=plan.stated if plan.stated > date.min else None,
        )
        for plan in standing.plans
    ]
    return (*reached, *planned)


def written(stones: Sequence[Stone]) -> str:
    """Write stones as text; empty where there are none."""
    parts = [
        [one.stage.value, one.on.edtf]
        + ([one.stated.isoformat() if one.stated else ""] if one.is_planned else [])
        for one in stones
    ]
    return json.dumps(parts, separators=(",", ":")) if parts else ""


def stones_in(text: str) -> tuple[Stone, ...]:
    """Read stones as `written` writes them."""
    return tuple(
        Stone(
            stage=Stage(stage),
            on=period_in(edtf),
            is_planned=bool(plan),
            stated=date.fromisoformat(plan[0]) if plan and plan[0] else None,
        )
        for stage, edtf, *plan in (json.loads(text) if text else ())
    )


def has_reserve(text: str) -> bool:
    """Tell whether the reserve stands in what `written` writes, without reading it all."""
    return _RESERVED in text


def has_plan(text: str) -> bool:
    """Tell whether something planned stands in what `written` writes, without reading it all."""
    return _HAS_PLAN.search(text) is not None


@lru_cache(maxsize=8_192)  # days come again and again
def period_in(edtf: str) -> Period:
    """Read a period that was read before."""
    return parse(edtf)


def reached_in(stones: Sequence[Stone]) -> dict[Stage, Period]:
    """Give when each stage was first reached."""
    found: dict[Stage, Period] = {}
    for one in stones:
        if not one.is_planned:
            found.setdefault(one.stage, one.on)
    return found


def planned_in(stones: Sequence[Stone]) -> dict[Stage, Stone]:
    """Give the last plan for each stage."""
    return {one.stage: one for one in stones if one.is_planned}


def course_of(code: str, stones: Sequence[Stone]) -> Course:
    """Read the course of a project."""
    reached, plans = reached_in(stones), planned_in(stones)
    begins = [reached[stage].start for stage in _BEGINNINGS if stage in reached]
    ends = [reached[stage].last for stage in _ENDS if stage in reached]
    begun, ended = begins[0] if begins else None, ends[0] if ends else None
    last = next((one for one in reversed(stones) if not one.is_planned), None)
    is_stopped = last is not None and last.stage in _STOPS
    return Course(
        code=code,
        begun=begun,
        ended=ended,
        is_running=begun is not None and ended is None and not is_stopped,
        stopped=last.on.start if last and is_stopped else None,
        planned_from=_planned_from(plans, begun),
        dues=tuple(sorted(filter(None, (plans[one].on.last for one in _ENDS if one in plans)))),
    )


def _planned_from(plans: Mapping[Stage, Stone], begun: date | None) -> date | None:
    start = plans.get(Stage.STARTED)
    if start and start.on.start:
        return start.on.start
    ends = [plans[stage] for stage in _ENDS if stage in plans]
    stated = [one.stated for one in ends if one.stated]
    return begun or min(stated, default=None) if ends else None
