"""Codes in words, in the language of the page: bounds, states, periods, exact numbers."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from bayline.engines.chinese.terms import Interval as Days
from bayline.engines.chinese.terms import QuantityKind
from bayline.kernel.amounts import digits
from bayline.kernel.bounds import Bound
from bayline.kernel.intervals import Interval
from bayline.kernel.statuses import Change, Status
from bayline.kernel.units import unit

# The six looks of a state, worst first; a figure that no check touched has none.
LOOKS = ("bad", "warn", "differ", "unknown", "good")

_BOUNDS = {
    Bound.EXACT: gettext_noop("就是这个数"),
    Bound.ABOUT: gettext_noop("大约，可上可下"),
    Bound.OVER: gettext_noop("超过这个数"),
    Bound.NEARLY: gettext_noop("接近，略低于这个数"),
    Bound.AT_LEAST: gettext_noop("不低于这个数"),
    Bound.AT_MOST: gettext_noop("不超过这个数"),
    Bound.UNDER: gettext_noop("低于这个数"),
    Bound.RANGE: gettext_noop("在两数之间"),
}
_STATUSES = {
    Status.ACTUAL: gettext_noop("已发生"),
    Status.PLANNED: gettext_noop("计划或预计"),
}
_CHANGES = {
    Change.GROWTH: gettext_noop("比前期增减的比例"),
    Change.DELTA: gettext_noop("比前期增减的数量"),
    Change.FROM: gettext_noop("变动前的数"),
    Change.TO: gettext_noop("变动后的数"),
}
_KINDS = {
    QuantityKind.MONEY: gettext_noop("金额"),
    QuantityKind.RATIO: gettext_noop("比例"),
    QuantityKind.POINTS: gettext_noop("百分点"),
    QuantityKind.MEASURE: gettext_noop("计量"),
    QuantityKind.DURATION: gettext_noop("时长"),
    QuantityKind.MULTIPLE: gettext_noop("倍数"),
    QuantityKind.COUNT: gettext_noop("计数"),
    QuantityKind.RANK: gettext_noop("名次"),
}
_REASONS = {
    "before": gettext_noop("指标写在数字之前"),
    "behind": gettext_noop("指标写在数字之后"),
    "respectively": gettext_noop("按“分别”依次对应"),
    "inherited": gettext_noop("沿用前文所说的指标"),
    "compared": gettext_noop("与前一个数相比，指标相同"),
    "total": gettext_noop("是前面各项的合计，指标相同"),
    "scope": gettext_noop("只换了范围，指标沿用前文"),
    "share": gettext_noop("是前一指标所占的份额"),
    "rate": gettext_noop("是前一指标的单位数"),
    "parallel": gettext_noop("只换了主体，指标沿用前文"),
    "part": gettext_noop("是前面所数事物的一部分"),
    "plan": gettext_noop("所写的是计划数或目标数"),
    "topic": gettext_noop("指标取自本句开头"),
    "bracket": gettext_noop("数字在括号里，指标写在括号外"),
    "table": gettext_noop("指标、单位和时期取自表头"),
    "columns-measure": gettext_noop("各栏是指标"),
    "rows-measure": gettext_noop("各行是指标"),
}
_STATES = {
    "contradiction": ("bad", gettext_noop("不一致")),
    "warning": ("warn", gettext_noop("注意")),
    "not_comparable": ("differ", gettext_noop("口径不同")),
    "needs_basis": ("unknown", gettext_noop("口径待补")),
    "holds": ("good", gettext_noop("相符")),
}


def look_of(state: str) -> str:
    """Give the look that a state has on every page."""
    return _STATES[state][0]


def state_word(state: str) -> str:
    """Say a state in one word."""
    return _(_STATES[state][1])


def bound_words(bound: Bound) -> str:
    """Say what the hedge does to the number."""
    return _(_BOUNDS[bound])


def status_words(status: Status) -> str:
    """Say whether it was reported or announced."""
    return _(_STATUSES[status])


def change_words(change: Change | None) -> str:
    """Say what the number tells of a movement; empty for a level."""
    return _(_CHANGES[change]) if change else ""


def kind_words(kind: QuantityKind) -> str:
    """Say what sort of unit it carries."""
    return _(_KINDS[kind])


def reasons(codes: tuple[str, ...]) -> str:
    """Say what led to the reading; a code without words of its own speaks for itself."""
    return joined(_(_REASONS[code]) if code in _REASONS else code for code in codes)


def joined(parts: Iterable[str]) -> str:
    """Write several things in a row."""
    return _("；").join(parts)


def unit_words(code: str) -> str:
    """Name a base unit in the language of the page."""
    if not code:
        return ""
    return unit(code).en if get_language() == "en" else unit(code).zh


def number(value: Decimal) -> str:
    """Print an exact number with thousands and a true minus sign, ≈ where it has no short end."""
    return digits(value)


def amount(value: Decimal, code: str) -> str:
    """Print a number of base units with their name; a ratio is followed by its percentage."""
    if code == "1":
        return f"{number(value)} ({number(value * 100)}%)"
    named = unit_words(code)
    if named == code and code.isupper():  # CNY 3,500,000,000, as English writes money
        return f"{named} {number(value)}"
    space = " " if named.isascii() else ""
    return f"{number(value)}{space}{named}"


def between(interval: Interval, code: str) -> str:
    """Say in one plain line which values an interval holds."""
    low = None if interval.low is None else amount(interval.low, code)
    high = None if interval.high is None else amount(interval.high, code)
    if low is None or high is None:
        return _one_sided(interval, low=low, high=high)
    if interval.low == interval.high:
        return _("恰为%(value)s") % {"value": low}
    return _("在%(low)s与%(high)s之间") % {"low": low, "high": high}


def _one_sided(interval: Interval, *, low: str | None, high: str | None) -> str:
    if low is not None:
        words = _("大于%(value)s") if interval.low_open else _("不小于%(value)s")
        return words % {"value": low}
    if high is not None:
        words = _("小于%(value)s") if interval.high_open else _("不大于%(value)s")
        return words % {"value": high}
    return _("没有说明数值")


def days(interval: Days | None) -> str:
    """Print a stretch of days; an open end stays open."""
    if interval is None or interval == (None, None):
        return ""
    first, last = interval
    if first == last and first is not None:
        return first.isoformat()
    if first is None or last is None:
        return _open_days(first, last=last)
    return _("%(first)s至%(last)s") % {
        "first": first.isoformat(),
        "last": last.isoformat(),
    }


def _open_days(first: date | None, *, last: date | None) -> str:
    if first is not None:
        return _("%(first)s起") % {"first": first.isoformat()}
    return _("至%(last)s") % {"last": last.isoformat() if last else ""}
