"""What systems measure of a target, judged like what is reported of it, and set beside that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from bayline.kernel.figures import Figure
from bayline.kernel.figures import total as sum_of
from bayline.kernel.periods import Period
from bayline.kernel.statuses import Change
from bayline.platform.indicators import Measured
from bayline.systems.plan.rules.choosing import fits
from bayline.systems.plan.rules.elapsing import months_of, same_days
from bayline.systems.plan.rules.sentences import joined, words
from bayline.systems.plan.rules.verdicts import verdict_of
from bayline.systems.plan.terms.results import Progress, Result, Role
from bayline.systems.plan.terms.targets import Measure, Rule, Span, Target
from bayline.systems.plan.terms.verdicts import Occasion, State, Step, Trap, Verdict, Words
from bayline.systems.reading.rules.figures import middle, rounded

_YEAR = 12
_AS_PRINTED = Decimal("0.001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of a series as a verdict rests on it.

    Attributes:
        table: What it is of.
        result: The value; of an average or a sum over years, what it comes to by then.
        steps: How that was computed; empty of a value as it was measured.
        measured: What was measured last of it.
    """

    table: Period
    result: Result
    measured: Measured
    steps: tuple[Step, ...] = ()


def points_of(rule: Rule, series: Sequence[Measured], asked: Period) -> tuple[Point, ...]:
    """Give the values that a target can be held against, the oldest first.

    Args:
        rule: The target.
        series: What was measured.
        asked: What it was measured for.
    """
    found = [
        Point(table=one.period or asked, result=_result(one, asked), measured=one)
        for one in series
        if one.figure is not None
    ]
    if rule.span in {Span.AVERAGE, Span.CUMULATIVE}:
        return (*_gathered(rule, found, asked),)
    return (*found,)


def _result(measured: Measured, asked: Period) -> Result:
    assert measured.figure is not None  # noqa: S101 - left out before
    return Result(
        role=Role.VALUE,
        attribute="",
        figure=measured.figure,
        words=measured.printed,
        change=measured.change,
        end=len(measured.printed),
        period=measured.period or asked,
        is_forecast=measured.is_forecast,
    )


def _gathered(rule: Rule, points: Sequence[Point], asked: Period) -> Iterator[Point]:
    """Go on from year to year, where the years follow one another from the first one on."""
    run: list[Point] = []
    for point in points:
        begins = not run and point.table.start == asked.start
        follows = bool(run) and point.table.start == run[-1].table.end
        if _is_year(point.table) and (begins or follows):
            run.append(point)
            yield _so_far(rule, run)
        else:
            yield point


def _is_year(period: Period) -> bool:
    first, last = period.start, period.last
    if first is None or last is None:
        return False
    return (first.month, last.month) == (1, _YEAR) and first.year == last.year


def _so_far(rule: Rule, run: Sequence[Point]) -> Point:
    last, figures = run[-1], [one.result.figure for one in run]
    if len(run) == 1 or not fits(rule, last.result) or len({one.unit for one in figures}) > 1:
        return last
    if rule.span is Span.AVERAGE and rule.measure is Measure.GROWTH:
        figure, printed = _average(figures)
    elif rule.span is Span.CUMULATIVE and rule.measure is Measure.AMOUNT:
        figure, printed = _sum(figures, last.result)
    else:
        return last
    period = Period(start=run[0].table.start, end=last.table.end, precision=last.table.precision)
    result = replace(last.result, figure=figure, words=printed, end=len(printed), period=period)
    steps = tuple(Step(label=words(*months_of(one.table)), printed=one.result.words) for one in run)
    return replace(last, table=period, result=result, steps=steps)


def _average(figures: Sequence[Figure]) -> tuple[Figure, str]:
    product = Decimal(1)
    for one in figures:
        product *= 1 + middle(one)
    mean = product ** (Decimal(1) / len(figures)) - 1
    return Figure.stated_as(mean, "1", resolution=_AS_PRINTED), f"年均{rounded(mean * 100, 2)}%"


def _sum(figures: Sequence[Figure], like: Result) -> tuple[Figure, str]:
    whole = sum_of(figures)
    stated = like.figure.stated
    factor = (
        abs(middle(like.figure) / stated.value) if stated and stated.value else Decimal(1)
    ) or Decimal(1)
    return whole, f"累计{rounded(middle(whole) / factor, 2)}{stated.unit if stated else whole.unit}"


def judged_by(target: Target, point: Point, occasion: Occasion) -> Verdict | None:
    """Judge a target by what was measured; None where that is no figure of this target.

    Args:
        target: The target; of several in one task, the first one that the figure fits is judged.
        point: What was measured.
        occasion: The periods, the tolerance, and what else is known.
    """
    rule = next((one for one in target.rules if _is_judged(one, point.result)), None)
    if rule is None:
        return None
    progress = Progress(text=point.result.words, results=(point.result,))
    found = verdict_of(replace(target, rules=(rule,)), progress, occasion)
    return replace(found, steps=(*point.steps, *found.steps))


def _is_judged(rule: Rule, result: Result) -> bool:
    if rule.reference is not None:
        return result.change is Change.GROWTH
    return rule.measure not in {Measure.DEED, Measure.RANK} and fits(rule, result)


_STATES = {
    State.MET: "已完成",
    State.ON_TRACK: "正常",
    State.BEHIND: "滞后",
    State.MISSED: "未完成",
    State.CANNOT_TELL: "无法判断",
}


def beside_words(measured: Verdict, told: Verdict, point: Point, occasion: Occasion) -> Verdict:
    """Say how what was measured and what was reported stand to each other; the measure decides.

    Args:
        measured: The verdict by what was measured.
        told: The verdict by the words of the progress.
        point: What was measured.
        occasion: What the progress was reported for.
    """
    own = told.figures[0] if told.figures else None
    if own is None or own.figure.unit != point.result.figure.unit:
        return _without_figure(measured, told)
    if not same_days(own.period or occasion.table, point.result.period or point.table):
        zh, en = months_of(own.period or occasion.table)
        note = words(f"完成情况写的是{zh}的{own.words}。", f"The report tells {own.words} of {en}.")
        return replace(measured, reason=joined([measured.reason, note]))
    if own.figure.overlaps(point.result.figure):
        note = words(
            f"与完成情况所写的{own.words}一致。", f"It agrees with the {own.words} reported."
        )
        return replace(measured, reason=joined([measured.reason, note]))
    return _contradicting(measured, told, own, point)


def _contradicting(measured: Verdict, told: Verdict, own: Result, point: Point) -> Verdict:
    zh, en = _apart(own, point.result)
    note = words(
        f"完成情况写{own.words}，计量为{point.result.words}，相差{zh}，两者不符，按计量判断；"
        f"按所写的为“{_STATES[told.state]}”。",
        f"The report says {own.words}, the measure {point.result.words}, {en} apart: they "
        f"contradict each other, and the measure decides; by the report it is {told.state.value}.",
    )
    return _noted(measured, note.zh, note.en, Trap.CONTRADICTION)


def _apart(own: Result, other: Result) -> tuple[str, str]:
    gap = abs(middle(own.figure) - middle(other.figure))
    if own.figure.unit in {"1", "pp"}:
        size = rounded(gap * (100 if own.figure.unit == "1" else 1), 2)
        return f"{size}个百分点", f"{size} percentage points"
    share = gap / abs(middle(other.figure)) if middle(other.figure) else Decimal(0)
    return f"{rounded(share * 100, 1)}%", f"{rounded(share * 100, 1)}%"


def _without_figure(measured: Verdict, told: Verdict) -> Verdict:
    if told.state in {State.CANNOT_TELL, measured.state}:
        return measured
    return _noted(
        measured,
        f"按完成情况的文字为“{_STATES[told.state]}”，与计量不符，按计量判断。",
        f"By the words of the report it is {told.state.value}, which the measure contradicts; the "
        "measure decides.",
        Trap.CONTRADICTION,
    )


def _noted(verdict: Verdict, zh: str, en: str, trap: Trap) -> Verdict:
    traps = (*(one for one in Trap if one in {*verdict.traps, trap}),)
    return replace(verdict, reason=joined([verdict.reason, words(zh, en)]), traps=traps)


def of_direction(sentence: Verdict, points: Sequence[Point]) -> Verdict:
    """Tell of a direction, which has no number to be judged by, how it has moved.

    Args:
        sentence: That it is not judged.
        points: What was measured up to then; the last one is told.
    """
    last = points[-1]
    zh, en = months_of(last.table)
    said = words(f"计量：{zh}为{last.result.words}。", f"Measured: {last.result.words} of {en}.")
    moved = [
        _moved(one, other)
        for one, other in pairwise(points[-2:])
        if one.result.figure.unit == other.result.figure.unit
    ]
    return replace(sentence, reason=joined([sentence.reason, said, *moved]), figures=(last.result,))


def _moved(earlier: Point, later: Point) -> Words:
    before, now = middle(earlier.result.figure), middle(later.result.figure)
    zh, en = months_of(earlier.table)
    how = ("高于", "above") if now > before else ("低于", "below") if now < before else None
    if how is None:
        return words(f"与{zh}相同。", f"As in {en}.")
    return words(
        f"{how[0]}{zh}的{earlier.result.words}。",
        f"That is {how[1]} {earlier.result.words} of {en}.",
    )
