"""What shares and words say of a target where the text gives no figure of it."""

import re
from decimal import Decimal

from bayline.systems.plan.rules.elapsing import elapsed, months_of
from bayline.systems.plan.rules.judging import Case, Size, concluded, is_last
from bayline.systems.plan.rules.sentences import percent_of, words
from bayline.systems.plan.terms.results import Progress, Result, Role, Tone
from bayline.systems.plan.terms.targets import Good, Measure
from bayline.systems.plan.terms.verdicts import State, Trap, Verdict, Words
from bayline.systems.reading.rules.figures import middle

_REASONS = frozenset({Trap.PLACE, Trap.BASIS, Trap.PERIOD, Trap.OTHER_INDICATOR, Trap.OTHER_YEAR})
_HUNDRED = Decimal(100)
_MERE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")


def told(case: Case, progress: Progress) -> Verdict | None:
    """Judge by shares of the target, by points against time or target; None without any."""
    for role, by in (
        (Role.SHARE, _by_share),
        (Role.AGAINST, _by_points),
        (Role.SHARE_SO_FAR, _by_share_so_far),
        (Role.AHEAD, _by_time),
    ):
        found = [one for one in progress.of(role) if not one.is_forecast] or progress.of(role)
        if role is Role.SHARE and case.rule.measure is Measure.GROWTH:
            found = [one for one in found if not _is_of_spending(one)]
        if found:
            return by(case, found[0])
    return None


def _is_of_spending(result: Result) -> bool:
    """Tell whether a rate says how far a budget is spent, which tells no growth: 支出进度74.2%."""
    return result.attribute.endswith(("支出进度", "执行率", "支付率", "拨付率"))


def _by_share(case: Case, result: Result) -> Verdict:
    share, period = middle(result.figure), result.period or case.occasion.table
    if period.end is None or not period.overlaps(case.occasion.whole):
        period = case.occasion.table
    gone = elapsed(period, case.occasion.whole)
    _mind_forecast(case, result)
    case.step("完成", "Done", percent_of(share))
    case.step("时间进度", "Time gone", percent_of(gone))
    ahead = (share - gone) * _HUNDRED
    state = _state_of_share(case, result, share=share, gone=gone)
    size = f"{abs(ahead):.1f}"
    side = ("超", "ahead") if ahead >= 0 else ("低", "behind")
    sentence = words(
        f"完成目标的{percent_of(share, 2)}，到{months_of(period)[0]}止时间过去{percent_of(gone)}，"
        f"{side[0]}时间进度{size}个百分点。",
        f"{percent_of(share, 2)} of the target is done by the end of {months_of(period)[1]} with "
        f"{percent_of(gone)} of the time gone: {size} points {side[1]}.",
    )
    found = Size((share - 1) * _HUNDRED, share, gone)
    return concluded(case, state, sentence, result, size=found)


def _state_of_share(case: Case, result: Result, *, share: Decimal, gone: Decimal) -> State:
    if share >= 1:
        return State.ON_TRACK if result.is_forecast else State.MET
    if is_last(case.occasion, result) and not result.is_forecast:
        return State.MISSED
    return State.ON_TRACK if share >= gone else State.BEHIND


def _by_share_so_far(case: Case, result: Result) -> Verdict:
    share = middle(result.figure)
    case.step("完成应完成部分", "Of what was due by now", percent_of(share))
    state = State.ON_TRACK if share >= 1 else State.BEHIND
    sentence = words(
        f"完成这段时期应完成部分的{percent_of(share, 2)}。",
        f"{percent_of(share, 2)} of what was due by now is done.",
    )
    return concluded(case, state, sentence, result, size=Size((share - 1) * _HUNDRED))


def _by_points(case: Case, result: Result) -> Verdict:
    points = middle(result.figure) * (1 if result.figure.unit == "pp" else _HUNDRED)
    is_good = points >= 0 if case.rule.good is Good.HIGH else points <= 0
    _mind_forecast(case, result)
    is_final = is_last(case.occasion, result) and not result.is_forecast
    state = _ended(is_good=is_good, is_final=is_final)
    side = ("高于", "above") if points >= 0 else ("低于", "below")
    size = f"{abs(points).normalize():f}"
    sentence = words(
        f"文中写明{side[0]}目标{size}个百分点。",
        f"The text says {size} points {side[1]} the target.",
    )
    return concluded(case, state, sentence, result, size=Size(points))


def _ended(*, is_good: bool, is_final: bool) -> State:
    if is_final:
        return State.MET if is_good else State.MISSED
    return State.ON_TRACK if is_good else State.BEHIND


def _by_time(case: Case, result: Result) -> Verdict:
    points = middle(result.figure) * (1 if result.figure.unit == "pp" else _HUNDRED)
    side = ("超", "ahead of") if points >= 0 else ("低于", "behind")
    size = f"{abs(points).normalize():f}"
    sentence = words(
        f"文中写明{side[0]}时间进度{size}个百分点。",
        f"The text says {size} points {side[1]} the time gone.",
    )
    state = State.ON_TRACK if points >= 0 else State.BEHIND
    return concluded(case, state, sentence, result, size=Size(points))


def _mind_forecast(case: Case, result: Result) -> None:
    if result.is_forecast:
        case.mind(Trap.FORECAST, "这是预计数，不是结果。", "This is a forecast, not a result.")


def said_only(case: Case, progress: Progress) -> Verdict:
    """Judge a target with a number by words alone: little can be told."""
    tones, is_final = progress.tones, case.occasion.is_final
    if Tone.LATE in tones and Tone.DONE_ALL not in tones:
        sentence = words("文中说没有完成或者进度滞后。", "The text says it is not done or late.")
        case.traps.append(Trap.NO_FIGURE)
        return concluded(case, State.MISSED if is_final else State.BEHIND, sentence)
    if Tone.DONE_ALL in tones:
        return _claimed(case, progress)
    if Tone.UNTOLD in tones:
        return untold(case)
    if tones & {Tone.AHEAD, Tone.ON_SCHEDULE}:
        case.traps.append(Trap.NO_FIGURE)
        sentence = words(
            "文中说达到或快于时间进度，但没有给出数。",
            "The text says it keeps to or is ahead of schedule, without a figure.",
        )
        return concluded(case, State.ON_TRACK, sentence)
    return _no_figure(case, progress)


def _claimed(case: Case, progress: Progress) -> Verdict:
    """Judge a text that only claims to be done: a number is asked, so a number has to be told."""
    bar = case.rule.official
    is_all = bar is not None and bar.figure.unit == "1" and middle(bar.figure) == 1
    if is_all and "全覆盖" in progress.text:
        sentence = words("文中说已全覆盖，就是100%。", "The text says all are covered: 100%.")
        return concluded(case, State.MET, sentence)
    if _REASONS & {*case.traps}:
        return concluded(case, State.CANNOT_TELL, case.said.pop(0))
    case.traps.append(Trap.NO_FIGURE)
    sentence = words(
        "文中说任务已经完成，但没有给出数，不能算完成，要凭依据核对。",
        "The text says that it is done, without a figure; that does not count, ask for the "
        "evidence.",
    )
    return concluded(case, State.CANNOT_TELL, sentence)


def untold(case: Case) -> Verdict:
    """Say that the figure is not out yet, which is neither good nor bad."""
    case.traps.append(Trap.NO_FIGURE)
    sentence = words("文中说数或结果还没有出来。", "The text says that the figure is not out yet.")
    return concluded(case, State.CANNOT_TELL, sentence)


def _no_figure(case: Case, progress: Progress) -> Verdict:
    is_told_why = bool(_REASONS & {*case.traps})
    if not is_told_why:
        case.traps.append(Trap.NO_FIGURE)
    for one in progress.of(Role.INTENDED)[:1]:
        case.mind(
            Trap.FORECAST,
            f"“{one.words}”是打算，不是结果。",
            f"“{one.words}” is intended, not reached.",
        )
    if is_told_why:
        return concluded(case, State.CANNOT_TELL, case.said.pop(0))
    return concluded(case, State.CANNOT_TELL, _without_figure(progress))


def _without_figure(progress: Progress) -> Words:
    if progress.results:
        return words(
            "文中没有这项指标可以比较的数。", "The text has no figure of the indicator to compare."
        )
    number = progress.text.strip()
    if _MERE.fullmatch(number):
        return words(
            f"文中只有“{number}”，没有写单位，看不出是比率还是数额。",
            f"The text is a mere “{number}” without a unit; it may be a rate or an amount.",
        )
    return words("文中没有数，无法对照目标。", "The text has no figure to hold against the target.")
