"""How verdicts are worded: numbers as printed, nobody blamed, in both languages."""

import re
from decimal import Decimal

from bayline.kernel.english import in_english
from bayline.systems.plan.rules.elapsing import months_of
from bayline.systems.plan.terms.results import Result
from bayline.systems.plan.terms.targets import Bar, Operator, Rule
from bayline.systems.plan.terms.verdicts import Occasion, Words
from bayline.systems.reading.rules.figures import rounded

_HUNDRED = Decimal(100)


def words(zh: str, en: str) -> Words:
    """Make a sentence in both languages."""
    return Words(zh=zh, en=en)


def joined(parts: list[Words]) -> Words:
    """Put sentences behind one another."""
    return Words(
        zh="".join(one.zh for one in parts), en=" ".join(one.en for one in parts if one.en)
    )


def percent_of(share: Decimal, places: int = 1) -> str:
    """Print a share as a percentage."""
    return f"{rounded(share * _HUNDRED, places)}%"


def apart(gap: Decimal, bar: Bar) -> tuple[str, str]:
    """Print how far a result is from a bar, in its own unit, without a sign."""
    size = abs(gap)
    if bar.figure.unit == "1" and not _PERCENT.search(bar.words):
        said = rounded(size, 4)  # 收入比1.6 is no rate
        said = said.rstrip("0").rstrip(".") if "." in said else said
        return said, said
    if bar.figure.unit == "1":
        said = rounded(size * _HUNDRED, 2)
        return f"{said}个百分点", f"{said} percentage points"
    if bar.figure.unit == "pp":
        said = rounded(size, 2)
        return f"{said}个百分点", f"{said} percentage points"
    stated = bar.figure.stated
    word, scale = _scale(bar)
    said = rounded(size / _factor(bar) / scale, 2)
    if not Decimal(said):
        word, said = "", rounded(size / _factor(bar), 2)
    printed = f"{said}{word}{stated.unit if stated else ''}"
    return printed, in_english(printed)


_PERCENT = re.compile("[%％‰]|百分|千分|成|番|零增长|持平|倍")
_SCALES = {"万亿": Decimal(10**12), "亿": Decimal(10**8), "万": Decimal(10**4)}
_SCALED = re.compile(r"\d\s*(?P<word>万亿|亿|万)")


def _scale(bar: Bar) -> tuple[str, Decimal]:
    """Give the step that a bar is printed in, where its unit does not hold it: 30万元."""
    found = _SCALED.search(bar.words)
    stated = bar.figure.stated
    if found is None or (stated is not None and stated.unit.startswith(("万", "亿"))):
        return "", Decimal(1)
    return found["word"], _SCALES[found["word"]]


def _factor(bar: Bar) -> Decimal:
    stated = bar.figure.stated
    base = bar.figure.low if bar.figure.low is not None else bar.figure.high
    if stated is None or not stated.value or base is None:
        return Decimal(1)
    if bar.operator is Operator.ABOUT and bar.figure.high is not None:
        base = (base + bar.figure.high) / 2
    return abs(base / stated.value) or Decimal(1)


def told_of(result: Result, occasion: Occasion) -> Words:
    """Say what a result is: 1—8月增长8.6%."""
    period = result.period or occasion.table
    zh, en = months_of(period)
    is_told = result.words.startswith(("预计", "预期"))
    forecast_zh, forecast_en = ("预计", "expected ") if result.is_forecast else ("", "")
    scope = "、".join(sorted(result.coverage))
    scope_zh, scope_en = (f"（{scope}）", f" ({scope})") if scope else ("", "")
    fall_zh, fall_en = _movement(result)
    said = result.words.lstrip("+-－−") if fall_zh else result.words
    if is_told:
        said = re.sub("^(?:预计|预期)", "", said)
    return Words(
        zh=f"{zh}{forecast_zh}{fall_zh}{said}{scope_zh}",
        en=f"{en}: {forecast_en}{fall_en}{_english(said)}{scope_en}",
    )


_MOVING = {"零增长": "no growth", "持平": "no growth", "翻一番": "doubled", "翻两番": "fourfold"}


def _english(said: str) -> str:
    return _MOVING.get(said) or in_english(said)


def _movement(result: Result) -> tuple[str, str]:
    low = result.figure.low if result.figure.low is not None else result.figure.high
    if result.change is None or low is None or _is_moving(result.words):
        return "", ""
    return (
        ("下降", "down ") if low < 0 else ("增长", "up ") if result.figure.unit == "1" else ("", "")
    )


def _is_moving(said: str) -> bool:
    """Tell whether a number says itself that it grows: 零增长, 翻一番."""
    return "番" in said or said in _MOVING


def share_told(share: Decimal, gone: Decimal) -> Words:
    """Say how much of a stock is there, where nobody says what it began with."""
    return words(
        f"已到目标的{percent_of(share)}，时间过去{percent_of(gone)}；基期数没有写明，按占比判断。",
        f"{percent_of(share)} of the target is there with {percent_of(gone)} of the time "
        "gone; no baseline is told, so the share decides.",
    )


def way_told(result: Result, way: Decimal, gone: Decimal) -> Words:
    """Say how much of the way from where a stock stood lies behind."""
    since = result.since.stated if result.since is not None else None
    value = since.value if since is not None else None
    begun = f"{value.normalize():f}{since.unit}" if since is not None and value else ""
    return words(
        f"从{begun}算起，已走到目标的{percent_of(way)}，时间过去{percent_of(gone)}。",
        f"From {in_english(begun)} on, {percent_of(way)} of the way lies behind with "
        f"{percent_of(gone)} of the time gone.",
    )


def target_of(rule: Rule, bar: Bar) -> Words:
    """Say what the target is."""
    name = rule.attribute or rule.indicator
    is_fall = bar.figure.high is not None and bar.figure.high < 0
    moves = {True: ("下降", "down "), False: ("增长", "up ")}[is_fall]
    if rule.measure.value == "delta":
        said = ("降低", "down by ") if is_fall else ("提高", "up by ")
    else:
        said = moves if rule.measure.value == "growth" else ("", "")
    if _is_moving(bar.words):
        said = ("", "")
    return Words(zh=f"目标{name}{said[0]}{bar.words}", en=f"Target {said[1]}{_english(bar.words)}")
