"""Planned against actual: how late a project reached its stages, and when it may be completed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from statistics import median, quantiles

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period
from bayline.systems.projects.rules.stages import in_force
from bayline.systems.projects.terms import Plan, Progress, Stage, Step

_STOPS = frozenset({Stage.SUSPENDED, Stage.TERMINATED})
OBSERVATIONS_LEAST = 4
SPAN_LEAST_DAYS = 90
REACH_MOST = 3  # spans of what was observed; farther ahead the history says nothing
_OBSERVATIONS_MOST = 60  # the last ones; five years of months


class Punctuality(StrEnum):
    """How a stage was reached against the first plan for it."""

    IN_TIME = "in_time"
    LATE = "late"
    UNSURE = "unsure"  # dates are too coarse to tell
    PENDING = "pending"  # not reached, not due
    OVERDUE = "overdue"  # not reached, due day passed
    LAPSED = "lapsed"  # a stop that was announced and is not recorded: nobody is late with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Slippage:
    """One stage, planned against actual.

    Attributes:
        stage: The stage.
        planned: The period that the first plan gave.
        latest: The period that the last plan gives; the same where it was never moved.
        actual: When it was reached; None if it was not.
        state: What comparing comes to.
        days_least: At least so many days behind the last day planned; below zero is ahead.
        days_most: At most so many.
    """

    stage: Stage
    planned: Period
    latest: Period
    actual: Period | None
    state: Punctuality
    days_least: int
    days_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """When a project would be completed if it went on as it did.

    Attributes:
        likely: By the middle of its paces so far.
        earliest: By the faster ones, the upper quartile.
        latest: By the slower ones, the lower quartile; None if it then never ends.
        observations: On how many observations it rests.
        method: How it was reckoned, in Chinese.
        method_en: The same in English.
    """

    likely: date
    earliest: date
    latest: date | None
    observations: int
    method: str
    method_en: str


def slippages(
    history: Sequence[Step], plans: Sequence[Plan], *, today: date
) -> tuple[Slippage, ...]:
    """Compare the plans of a project with what it reached, in the order of the stages.

    Args:
        history: Its entries.
        plans: Its plans; of several for one stage the first stated counts.
        today: The day to which what is not reached is counted.
    """
    reached: dict[Stage, Period] = {}
    for step in in_force(history):
        reached.setdefault(step.stage, step.on)
    return tuple(
        _slippage(stage, of_stage, reached.get(stage), today)
        for stage in Stage
        if (of_stage := sorted(_of(plans, stage), key=lambda plan: plan.stated))
    )


def _of(plans: Sequence[Plan], stage: Stage) -> list[Plan]:
    return [plan for plan in plans if plan.stage is stage and plan.due.last is not None]


def _slippage(stage: Stage, plans: list[Plan], actual: Period | None, today: date) -> Slippage:
    due = plans[0].due.last or today
    first = actual.start if actual and actual.start else today
    last = actual.last if actual and actual.last else today
    least, most = (first - due).days, (last - due).days
    if actual is None and stage in _STOPS and least > 0:
        state = Punctuality.LAPSED
    elif actual is None:
        state = Punctuality.OVERDUE if least > 0 else Punctuality.PENDING
    elif least > 0:
        state = Punctuality.LATE
    else:
        state = Punctuality.IN_TIME if most <= 0 else Punctuality.UNSURE
    return Slippage(
        stage=stage,
        planned=plans[0].due,
        latest=plans[-1].due,
        actual=actual,
        state=state,
        days_least=least,
        days_most=most,
    )


def forecast(progress: Sequence[Progress], *, stage: Stage) -> Forecast:
    """Reckon when a project will be completed from its own history.

    The pace between every two observations is taken, and of these the middle one and both
    quartiles (Theil and Sen): one month without work or one large payment moves it little.

    Args:
        progress: How much was done on which days.
        stage: Where it stands.

    Raises:
        BaylineError: If it is not being built, or its history is too thin to say anything.
    """
    if stage not in {Stage.STARTED, Stage.BUILDING}:
        raise _no_forecast(
            f"a project that is {stage.en} has no completion ahead that its pace could tell",
            f"{stage.zh}的项目不能由进度推算竣工",
        )
    seen = sorted({each.on: each for each in progress}.values(), key=lambda each: each.on)
    seen = seen[-_OBSERVATIONS_MOST:]
    _refuse_thin(seen)
    paces = [_pace(a, b) for at, a in enumerate(seen) for b in seen[at + 1 :]]
    slow, _, fast = quantiles(paces, n=4, method="inclusive")
    left, last, span = 1 - seen[-1].done, seen[-1].on, (seen[-1].on - seen[0].on).days
    likely = _days(left, Decimal(median(paces)))
    if likely is None or likely > REACH_MOST * span:
        raise _no_forecast(
            f"at its pace it would take more than {REACH_MOST} times the {span} days observed",
            f"照这个速度还要{span}天（观察期）的{REACH_MOST}倍以上",
        )
    most = _days(left, slow)
    return Forecast(
        likely=last + timedelta(days=likely),
        earliest=last + timedelta(days=_days(left, fast) or 0),
        latest=None if most is None else last + timedelta(days=most),
        observations=len(seen),
        method=f"按{len(seen)}次进度两两之间速度的中位数推算，前后为上下四分位数",
        method_en=f"by the median of the paces between every two of {len(seen)} observations, "
        "with their quartiles",
    )


def _pace(a: Progress, b: Progress) -> Decimal:
    return (b.done - a.done) / (b.on - a.on).days


def _days(left: Decimal, pace: Decimal) -> int | None:
    """Count the days that what is left takes, begun ones whole; None where it never ends."""
    most_days = 36_500  # a century: a pace this slow is none
    if pace <= 0 or left / pace > most_days:
        return None
    return -int(-(left / pace) // 1)


def _refuse_thin(seen: Sequence[Progress]) -> None:
    if len(seen) < OBSERVATIONS_LEAST:
        raise _no_forecast(
            f"{len(seen)} observations are fewer than {OBSERVATIONS_LEAST}",
            f"只有{len(seen)}次进度，少于{OBSERVATIONS_LEAST}次",
        )
    span = (seen[-1].on - seen[0].on).days
    if span < SPAN_LEAST_DAYS:
        raise _no_forecast(
            f"{span} days of history are fewer than {SPAN_LEAST_DAYS}",
            f"进度只跨{span}天，不足{SPAN_LEAST_DAYS}天",
        )
    if seen[-1].done <= seen[0].done:
        raise _no_forecast("nothing was done in the time observed", "观察期内没有进展")


def _no_forecast(why: str, why_zh: str) -> BaylineError:
    return BaylineError(
        "the completion cannot be forecast",
        why=why,
        do="record more of its progress, or take the planned date",
        zh=Words("推算不了竣工日期", why_zh, "请多记几次进度，或用计划日期"),
    )
