"""Targets set against another indicator: nothing can be told without the other's figure."""

import re
from decimal import Decimal

from bayline.kernel.figures import Figure
from bayline.systems.plan.rules.choosing import chosen_for
from bayline.systems.plan.rules.comparing import stands
from bayline.systems.plan.rules.elapsing import same_days
from bayline.systems.plan.rules.judging import Case, Size, concluded, is_last
from bayline.systems.plan.rules.likeness import likeness
from bayline.systems.plan.rules.sentences import told_of, words
from bayline.systems.plan.terms.results import Progress, Result, Role
from bayline.systems.plan.terms.targets import Bar, Good, Level, Operator, Reference
from bayline.systems.plan.terms.verdicts import State, Trap, Verdict
from bayline.systems.reading.rules.figures import middle, percent

_HUNDRED = Decimal(100)
_NAMED = 0.6  # likeness from which on two names are taken for one


def related(case: Case, reference: Reference, progress: Progress) -> Verdict:
    """Judge a target that is set against another indicator."""
    said = _said_apart(case, reference, progress)
    if said is not None:
        return said
    chosen = chosen_for(case.rule, progress, case.occasion)
    case.traps += chosen.traps
    case.said += chosen.notes
    own = chosen.result
    if own is None or _is_of(reference, own):
        return _echo(case, reference, progress)
    other = _other(case, reference, progress, own)
    if other is None:
        return _missing(case, reference, own)
    return _compared(case, reference, own, other)


def _is_of(reference: Reference, result: Result) -> bool:
    return bool(result.attribute) and likeness(reference.indicator, result.attribute) >= _NAMED


def _echo(case: Case, reference: Reference, progress: Progress) -> Verdict:
    if not progress.of(Role.VALUE):
        case.traps.append(Trap.ECHO)
    case.traps.append(Trap.NO_FIGURE)
    sentence = words(
        f"目标要同“{reference.indicator}”比较，文中只重复了说法，没有数。",
        f"The target is set against “{reference.indicator}”; the text repeats it without a figure.",
    )
    return concluded(case, State.CANNOT_TELL, sentence)


def _said_apart(case: Case, reference: Reference, progress: Progress) -> Verdict | None:
    """Judge by a difference that the text tells: 快于GDP增速0.2个百分点."""
    for one in progress.of(Role.COMPARED):
        is_named = likeness(reference.indicator, one.reference) >= _NAMED
        if not one.reference or not (is_named or _is_average(reference, one.reference)):
            continue
        if one.figure.unit != "pp":
            continue
        points = middle(one.figure)
        is_kept = points >= reference.margin - _slack(case, reference)
        if is_kept and points < 0:
            _mind_slack(case)
        side = ("高于", "above") if points >= 0 else ("低于", "below")
        size = f"{abs(points).normalize():f}"
        asked, asked_en = _margin_told(reference)
        sentence = words(
            f"文中写明{side[0]}“{reference.indicator}”{size}个百分点{asked}。",
            f"The text says {size} points {side[1]} “{reference.indicator}”{asked_en}.",
        )
        gap = Size(points - reference.margin)
        return concluded(case, _state(case, one, is_kept=is_kept), sentence, one, size=gap)
    return None


def _margin_told(reference: Reference) -> tuple[str, str]:
    """Say by how much the other is to be passed; nothing where any bit is enough."""
    asked = f"{reference.margin.normalize():f}"
    return (
        (f"，目标是高{asked}个百分点", f"; the target is {asked} points above it")
        if reference.margin
        else ("", "")
    )


def _is_average(reference: Reference, told: str) -> bool:
    """Tell whether both are of all of one place: 全市平均 and 全市."""
    place = reference.indicator.removesuffix("平均")
    return place != reference.indicator and told.startswith(place)


def _slack(case: Case, reference: Reference) -> Decimal:
    return case.occasion.tolerance.points if _is_near(reference) else Decimal(0)


_NEARLY = re.compile(r"基本|大体|大致|左右")


def _is_near(reference: Reference) -> bool:
    """Tell whether a target allows a difference: 基本同步 does, 同步 does not."""
    return reference.operator is Operator.IN_STEP and bool(_NEARLY.search(reference.words))


def _state(case: Case, one: Result, *, is_kept: bool) -> State:
    if is_last(case.occasion, one) and not one.is_forecast:
        return State.MET if is_kept else State.MISSED
    return State.ON_TRACK if is_kept else State.BEHIND


def _other(case: Case, reference: Reference, progress: Progress, own: Result) -> Result | None:
    beside = [one for one in progress.of(Role.VALUE) if one is not own and _is_of(reference, one)]
    place = reference.indicator.removesuffix("平均")
    if place != reference.indicator:
        beside += [one for one in progress.of(Role.COMPARED) if place in one.said]
    found = [*beside, *case.occasion.reference(reference.indicator)]
    return next(
        (one for one in found if one.change is not None and _same_time(case, one, own)), None
    )


def _same_time(case: Case, one: Result, own: Result) -> bool:
    table = case.occasion.table
    return same_days(one.period or table, own.period or table)


def _missing(case: Case, reference: Reference, own: Result) -> Verdict:
    case.traps.append(Trap.REFERENCE)
    told = told_of(own, case.occasion)
    sentence = words(
        f"{told.zh}；目标要同“{reference.indicator}”比较，没有同期同地的数。",
        f"{told.en}; the target is set against “{reference.indicator}”, of which there is no "
        "figure of the same period and place.",
    )
    return concluded(case, State.CANNOT_TELL, sentence, own)


def _compared(case: Case, reference: Reference, own: Result, other: Result) -> Verdict:
    bar = Bar(
        operator=_operator(reference),
        figure=Figure.exactly(middle(other.figure) + reference.margin / _HUNDRED, "1"),
        level=Level.OFFICIAL,
        words=other.words,
    )
    by = reference.margin / _HUNDRED
    stand = stands(bar, Good.HIGH, own.figure, case.occasion.tolerance)
    case.step("本指标", "Own growth", own.words)
    case.step(f"“{reference.indicator}”", f"“{reference.indicator}”", other.words)
    if stand.is_tolerated:
        _mind_slack(case)
    if own.is_forecast or other.is_forecast:
        case.mind(Trap.FORECAST, "其中有预计数。", "One of them is a forecast.")
    sentence = words(
        f"增长{own.words}，“{reference.indicator}”同期增长{percent(other.figure)}，"
        f"{_apart(stand.gap + by)[0]}{_margin_told(reference)[0]}。",
        f"Up {own.words} while “{reference.indicator}” is up {percent(other.figure)}: "
        f"{_apart(stand.gap + by)[1]}{_margin_told(reference)[1]}.",
    )
    state = (
        State.CANNOT_TELL
        if stand.is_reached is None
        else _state(case, own, is_kept=stand.is_reached)
    )
    return concluded(case, state, sentence, own, other, size=Size(stand.gap * _HUNDRED))


def _operator(reference: Reference) -> Operator:
    if reference.operator is not Operator.IN_STEP:
        return reference.operator
    return Operator.ABOUT if _is_near(reference) else Operator.AT_LEAST


def _mind_slack(case: Case) -> None:
    tolerance = case.occasion.tolerance
    case.mind(
        Trap.TOLERANCE,
        f"“基本同步”的幅度原文没有写，按{tolerance.source}判断。",
        f"How far “基本同步” reaches is not said; {tolerance.source_en} decides.",
    )


def _apart(gap: Decimal) -> tuple[str, str]:
    size = f"{abs(gap * _HUNDRED).normalize():f}"
    if not gap:
        return "两者相同", "the same"
    if gap > 0:
        return f"高出{size}个百分点", f"{size} points more"
    return f"低{size}个百分点", f"{size} points less"
