"""The words of the plan's pages."""

from functools import lru_cache

from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.platform.pages import is_english
from bayline.systems.plan.rules.elapsing import months_of

_LOOKS = {
    "met": "good",
    "on track": "good",
    "behind": "warn",
    "missed": "bad",
    "cannot tell": "unknown",
}


def state_word(state: str) -> str:
    """Say a verdict."""
    return {
        "met": _("已完成"),
        "on track": _("正常"),
        "behind": _("滞后"),
        "missed": _("未完成"),
        "cannot tell": _("无法判断"),
    }.get(state, state)


def look_of(state: str) -> str:
    """Give the look of a verdict, as every page shows states."""
    return _LOOKS.get(state, "unknown")


def trap_word(trap: str) -> str:
    """Say what has to be minded."""
    return {
        "period": _("月份与表的时期不一致"),
        "place": _("是别处的数"),
        "basis": _("口径不同"),
        "scopes": _("有两个口径"),
        "echo": _("重复目标"),
        "forecast": _("预计数"),
        "rank": _("位次不是数"),
        "deduction": _("有扣减"),
        "mixed": _("几项混在一行"),
        "no_figure": _("没有数"),
        "aspiration": _("力争数"),
        "tolerance": _("按左右的幅度"),
        "reference": _("缺参照的数"),
        "from_above": _("目标数在上级文件里"),
        "other_indicator": _("是别的指标"),
        "other_year": _("是别的年份"),
        "open_ended": _("没有写到底"),
        "contradiction": _("所写与计量不符"),
    }.get(trap, trap)


def trend_word(trend: str) -> str:
    """Say how a target moved since the period before; nothing where that is unknown."""
    return {
        "closer": _("比上期更近目标"),
        "farther": _("比上期更远离目标"),
        "level": _("与上期相同"),
    }.get(trend, "")


def kind_word(kind: str) -> str:
    """Say whether a target is binding or expected."""
    return {"binding": _("约束性"), "expected": _("预期性")}.get(kind, "")


def level_word(level: str) -> str:
    """Say how firmly a target is set; nothing of an official one."""
    return {"aspiration": _("设想"), "direction": _("定位或方向")}.get(level, "")


def measure_word(measure: str) -> str:
    """Say what the number of a target counts."""
    return {
        "amount": _("累计数"),
        "level": _("水平"),
        "growth": _("增速"),
        "delta": _("增减数"),
        "rank": _("位次"),
        "deed": _("要办的事"),
    }.get(measure, measure)


def span_word(span: str) -> str:
    """Say how a number holds over the period."""
    return {
        "cumulative": _("累计"),
        "average": _("年均"),
        "year": _("当年"),
        "end": _("期末"),
    }.get(span, _("原文没有写"))


def operator_word(operator: str) -> str:
    """Say how a result must stand to the number."""
    return {
        "at_least": _("不低于"),
        "over": _("高于"),
        "at_most": _("不高于"),
        "under": _("低于"),
        "about": _("左右"),
        "point": _("达到"),
        "within": _("之间"),
        "in_step": _("基本同步"),
    }.get(operator, operator)


def period_word(edtf: str) -> str:
    """Say a period: 2024年1—9月."""
    zh, en = _months(edtf)
    return en if is_english() else zh


@lru_cache(maxsize=2048)  # the same few come on every line
def _months(edtf: str) -> tuple[str, str]:
    try:
        return months_of(parse(edtf))
    except BaylineError:
        return edtf, edtf
