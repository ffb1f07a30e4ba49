"""What a figure says of a target: growth and levels directly, amounts by the time that is gone."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.bounds import Bound
from bayline.systems.plan.rules.comparing import Stand, ends_of, stands, threshold
from bayline.systems.plan.rules.elapsing import (
    begins_with,
    elapsed,
    months_of,
    same_days,
)
from bayline.systems.plan.rules.results import is_open
from bayline.systems.plan.rules.sentences import (
    apart,
    joined,
    percent_of,
    share_told,
    target_of,
    told_of,
    way_told,
    words,
)
from bayline.systems.plan.terms.results import Result
from bayline.systems.plan.terms.targets import Bar, Good, Measure, Operator, Rule, Span
from bayline.systems.plan.terms.verdicts import (
    Occasion,
    State,
    Step,
    Trap,
    Verdict,
    Words,
)
from bayline.systems.reading.rules.figures import middle

_HUNDRED = Decimal(100)
_RATES = frozenset({"1", "pp"})


@dataclass(slots=True, kw_only=True)
class Case:
    """A verdict in the making: what was found so far, said and minded."""

    rule: Rule
    occasion: Occasion
    said: list[Words] = field(default_factory=list)
    traps: list[Trap] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def mind(self, trap: Trap, zh: str, en: str) -> None:
        """Name a trap and say what it is here."""
        self.traps.append(trap)
        self.said.append(words(zh, en))

    def step(self, zh: str, en: str, printed: str) -> None:
        """Write a line of the arithmetic."""
        self.steps.append(Step(label=words(zh, en), printed=printed))


def judged(case: Case, bar: Bar, result: Result) -> Verdict:
    """Judge a target by a figure of its own.

    Args:
        case: The case, with what choosing the figure had to say.
        bar: The number that the verdict rests on.
        result: The figure.
    """
    _arithmetic(case, bar, result)
    if case.rule.measure is Measure.AMOUNT:
        return _by_amount(case, bar, result)
    return _by_stand(case, bar, result)


def _arithmetic(case: Case, bar: Bar, result: Result) -> None:
    period = result.period or case.occasion.table
    case.step("目标", "Target", bar.words)
    case.step(*months_of(period), result.words)
    if bar.operator is Operator.ABOUT:
        tolerance = case.occasion.tolerance
        told = (
            f"±{tolerance.points}个百分点"
            if bar.figure.unit in _RATES
            else f"±{percent_of(tolerance.share)}"
        )
        case.step("左右按", "About means", told)
    _mind_period(case, result)
    if result.is_forecast:
        case.mind(Trap.FORECAST, "这是预计数，不是结果。", "This is a forecast, not a result.")


def _mind_period(case: Case, result: Result) -> None:
    table = case.occasion.table
    if result.period is None or same_days(result.period, table):
        return
    own, asked = months_of(result.period), months_of(table)
    how = (
        ("累计数按自己的时间进度比较", "the amount is compared with its own share of the time")
        if case.rule.measure is Measure.AMOUNT
        else ("增速、比率直接比较，不折算", "rates are compared as they are, unscaled")
    )
    if case.rule.measure is Measure.AMOUNT and not begins_with(result.period, case.occasion.whole):
        how = ("不是累计数", "it is no total from the beginning")
    case.mind(
        Trap.PERIOD,
        f"数是{own[0]}的，表是{asked[0]}的；{how[0]}。",
        f"The figure is of {own[1]}, the table of {asked[1]}; {how[1]}.",
    )


def _by_stand(case: Case, bar: Bar, result: Result) -> Verdict:
    stand = stands(bar, case.rule.good, result.figure, case.occasion.tolerance)
    _mind_stand(case, bar, result, stand)
    share = _share_of_level(case, bar, result)
    gone = elapsed(result.period or case.occasion.table, case.occasion.whole)
    state = _state(case, result, stand, share=share, gone=gone)
    sentence = _sentence(case, bar, result, stand)
    return concluded(case, state, sentence, result, size=Size(_gap(bar, stand), share, gone))


_EACH = re.compile(r"每[百千万十\d]+|每(?:名|个|户|人|家|平方|公里|亩)|人均|户均|亩均|地均|密度")


def _share_of_level(case: Case, bar: Bar, result: Result) -> Decimal | None:
    """Give how much of a stock is there: 1420 of 1500 firms; of rates there is no such share."""
    at = threshold(bar, case.rule.good)
    is_stock = case.rule.measure is Measure.LEVEL and bar.figure.unit not in _RATES
    is_each = _EACH.search(case.rule.passage) is not None
    is_counted = is_stock and case.rule.good is Good.HIGH and "/" not in bar.figure.unit
    if is_each:
        return None
    return ends_of(result.figure)[0] / at if is_counted and at > 0 else None


def _state(
    case: Case, result: Result, stand: Stand, *, share: Decimal | None, gone: Decimal
) -> State:
    is_final = is_last(case.occasion, result)
    if stand.is_reached is None:
        return State.CANNOT_TELL
    if stand.is_reached:
        is_kept = share is not None and case.rule.good is Good.HIGH  # a stock stays
        return State.MET if not result.is_forecast and (is_final or is_kept) else State.ON_TRACK
    if is_final and not result.is_forecast:
        return State.MISSED
    way = _way_gone(case, result)
    if way is not None:
        case.said.append(way_told(result, way, gone))
        return State.ON_TRACK if way >= gone else State.BEHIND
    if share is not None and share >= gone:
        case.said.append(share_told(share, gone))
        return State.ON_TRACK
    return State.BEHIND


_YEAR = timedelta(days=366)


def _way_gone(case: Case, result: Result) -> Decimal | None:
    """Give how much of the way from where a stock stood to where it is to come lies behind.

    Only of a target of one year at most: what a text says it was before, it was a year ago.
    """
    bar, since, whole = case.rule.official, result.since, case.occasion.whole
    is_short = whole.start is not None and whole.end is not None
    if bar is None or since is None or not is_short or result.is_forecast:
        return None
    begun, now, at = middle(since), middle(result.figure), threshold(bar, case.rule.good)
    is_long = (whole.end or date.max) - (whole.start or date.min) > _YEAR
    return None if is_long or begun == at else (now - begun) / (at - begun)


def is_last(occasion: Occasion, result: Result) -> bool:
    """Tell whether nothing is still to come: table and figure reach the end of the target."""
    if not occasion.is_final:
        return False
    if result.period is None or result.period.last is None or occasion.whole.last is None:
        return True
    return result.period.last >= occasion.whole.last


def _mind_stand(case: Case, bar: Bar, result: Result, stand: Stand) -> None:
    if stand.is_tolerated:
        tolerance = case.occasion.tolerance
        case.mind(
            Trap.TOLERANCE,
            f"“{bar.words}”的幅度原文没有写，按{tolerance.source}判断。",
            f"How far “{bar.words}” reaches is not said; {tolerance.source_en} decides.",
        )
    if stand.is_reached is None and case.rule.measure is not Measure.AMOUNT:
        _mind_open(case, result)
    if case.rule.span is Span.AVERAGE and not _is_whole(case, result):
        case.mind(
            Trap.PERIOD,
            "目标是年均数，这里只有其中一段时期的数。",
            "The target is an average over the years; this is one part of them.",
        )


def _is_whole(case: Case, result: Result) -> bool:
    period = result.period or case.occasion.table
    return period.contains(case.occasion.whole)


def _gap(bar: Bar, stand: Stand) -> Decimal:
    if bar.figure.unit == "1":
        return stand.gap * _HUNDRED
    at = threshold(bar, Good.HIGH)
    return stand.gap if bar.figure.unit == "pp" or not at else stand.gap / abs(at) * _HUNDRED


def _sentence(case: Case, bar: Bar, result: Result, stand: Stand) -> Words:
    target, told = target_of(case.rule, bar), told_of(result, case.occasion)
    if stand.is_reached is None or stand.gap == 0:
        zh, en = "", ""
    else:
        size = apart(stand.gap, bar)
        is_good = stand.gap > 0
        if is_open(result.figure):
            size = ("", "")
        zh = f"，优于目标{size[0]}" if is_good else f"，差{size[0]}" if size[0] else "，不到目标"
        en = f", {size[1]} {'better' if is_good else 'short'}".replace(",  ", ", ")
    return words(f"{target.zh}，{told.zh}{zh}。", f"{target.en}; {told.en}{en}.")


def _by_amount(case: Case, bar: Bar, result: Result) -> Verdict:
    period = result.period or case.occasion.table
    whole = case.occasion.whole
    at, (low, high) = threshold(bar, case.rule.good), ends_of(result.figure)
    done = low if case.rule.good is Good.HIGH else high
    share = done / at if at else Decimal(1)
    gone = elapsed(period, whole)
    case.step("完成", "Done", f"{percent_of(share)}")
    case.step("时间进度", "Time gone", percent_of(gone))
    stand = stands(bar, case.rule.good, result.figure, case.occasion.tolerance)
    _mind_stand(case, bar, result, stand)
    is_part = not begins_with(period, whole) and not _is_total(case, result)
    if is_part:
        return _of_a_part(case, bar, result, share=share)
    state = _state_of_amount(case, result, stand, share=share, gone=gone)
    if _is_left_open(case, result, share=share, best=(high if at else low) / (at or 1), gone=gone):
        state = State.CANNOT_TELL
        _mind_open(case, result)
    sentence = _shares(case, bar, result, share=share, gone=gone)
    size = Size((share - 1) * _HUNDRED, share, gone)
    return concluded(case, state, sentence, result, size=size)


def _is_total(case: Case, result: Result) -> bool:
    return "累计" in result.words or (
        result.period is None and case.occasion.table.start != case.occasion.whole.start
    )


def _of_a_part(case: Case, bar: Bar, result: Result, *, share: Decimal) -> Verdict:
    target, told = target_of(case.rule, bar), told_of(result, case.occasion)
    sentence = words(
        f"{target.zh}，{told.zh}；这只是其中一段时期的数，不是从头累计的数，看不出进度。",
        f"{target.en}; {told.en}. This is of one part of the period, no total from its beginning.",
    )
    if Trap.PERIOD not in case.traps:
        case.traps.append(Trap.PERIOD)
    return concluded(case, State.CANNOT_TELL, sentence, result, size=Size(share=share))


def _state_of_amount(
    case: Case, result: Result, stand: Stand, *, share: Decimal, gone: Decimal
) -> State:
    is_final = is_last(case.occasion, result)
    if case.rule.good is Good.LOW:
        return _state_of_limit(result, share=share, gone=gone, is_final=is_final)
    if stand.is_reached and not result.is_forecast:
        return State.MET
    if stand.is_reached:
        return State.ON_TRACK
    if is_final and not result.is_forecast:
        return State.MISSED if stand.is_reached is False else State.CANNOT_TELL
    is_below = result.figure.bound is Bound.NEARLY and share == gone  # 近75 is below 75
    return State.ON_TRACK if share >= gone and not is_below else State.BEHIND


def _is_left_open(
    case: Case, result: Result, *, share: Decimal, best: Decimal, gone: Decimal
) -> bool:
    """Tell whether a range holds the share of the time, or about is right at it."""
    if case.rule.good is Good.LOW or is_last(case.occasion, result):
        return False
    is_range = result.figure.bound is Bound.RANGE and share < gone <= best
    return is_range or (result.figure.bound is Bound.ABOUT and share == gone)


def _mind_open(case: Case, result: Result) -> None:
    case.mind(
        Trap.OPEN_ENDED,
        f"“{result.words}”没有写到确切的数，够不够看不出来。",
        f"“{result.words}” leaves open whether that is enough.",
    )


def _state_of_limit(result: Result, *, share: Decimal, gone: Decimal, is_final: bool) -> State:
    if share > 1:
        return State.BEHIND if result.is_forecast else State.MISSED
    if is_final and not result.is_forecast:
        return State.MET
    return State.ON_TRACK if share <= gone else State.BEHIND


def _shares(case: Case, bar: Bar, result: Result, *, share: Decimal, gone: Decimal) -> Words:
    target, told = target_of(case.rule, bar), told_of(result, case.occasion)
    ahead = (share - gone) * _HUNDRED
    size = f"{abs(ahead):.1f}"
    zh = f"比时间进度{percent_of(gone)}{'超' if ahead > 0 else '低'}{size}个百分点"
    side = "ahead of" if ahead > 0 else "behind"
    en = f"{size} points {side} the {percent_of(gone)} of time gone"
    if ahead == 0:
        is_below = result.figure.bound is Bound.NEARLY
        zh = f"{'不到' if is_below else '与'}时间进度{percent_of(gone)}{'' if is_below else '相同'}"
        en = f"{'just below' if is_below else 'level with'} the {percent_of(gone)} of time gone"
    if gone >= 1:
        zh, en = "", ""
    return words(
        f"{target.zh}，{told.zh}，为目标的{percent_of(share)}{'，' if zh else ''}{zh}。",
        f"{target.en}; {told.en}: {percent_of(share)} of the target{', ' if en else ''}{en}.",
    )


class Size(NamedTuple):
    """How far a result is: from the bar, of the whole, in time."""

    gap: Decimal | None = None
    share: Decimal | None = None
    gone: Decimal | None = None


def concluded(
    case: Case, state: State, sentence: Words, *figures: Result, size: Size | None = None
) -> Verdict:
    """Give a verdict, with all that was minded on the way to it.

    Args:
        case: The case.
        state: The verdict.
        sentence: Why.
        figures: What it rests on.
        size: How far the result is, where that is known.
    """
    size = size or Size()
    return Verdict(
        state=state,
        reason=joined([sentence, *case.said]),
        traps=(*(trap for trap in Trap if trap in case.traps),),
        steps=(*case.steps,),
        figures=figures,
        distance=size.gap,
        share=None if size.share is None else size.share * _HUNDRED,
        elapsed=None if size.gone is None else size.gone * _HUNDRED,
    )
