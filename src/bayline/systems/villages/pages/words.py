"""What stages, timings, acts and kinds are called on pages, with the look of each."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.platform.pages import is_english
from bayline.systems.villages.rules.deadlines import Timing
from bayline.systems.villages.terms.events import Act
from bayline.systems.villages.terms.standings import Stage

_PLACES = 2
_STAGES = {
    Stage.OUTSIDE: ("unknown", gettext_noop("不在批次")),
    Stage.PLANNED: ("pending", gettext_noop("待检查")),
    Stage.UNDER_INSPECTION: ("pending", gettext_noop("检查中")),
    Stage.INSPECTED: ("pending", gettext_noop("已检查，待验收")),
    Stage.FAILED: ("warn", gettext_noop("不合格，待整改要求")),
    Stage.RECTIFYING: ("warn", gettext_noop("整改中")),
    Stage.RECTIFIED: ("pending", gettext_noop("已整改，待复验")),
    Stage.RE_INSPECTED: ("pending", gettext_noop("已复验，待验收")),
    Stage.REJECTED: ("bad", gettext_noop("不予验收")),
    Stage.ACCEPTED: ("good", gettext_noop("已验收")),
    Stage.WITHDRAWN: ("replaced", gettext_noop("已退出")),
}
_TIMINGS = {
    Timing.ON_TIME: ("good", gettext_noop("按期验收")),
    Timing.ACCEPTED_LATE: ("warn", gettext_noop("逾期验收")),
    Timing.IN_TIME: ("good", gettext_noop("正常")),
    Timing.AT_RISK: ("warn", gettext_noop("有风险")),
    Timing.LATE: ("bad", gettext_noop("逾期")),
    Timing.NO_DAY: ("unknown", gettext_noop("没有写明期限")),
    Timing.WITHDRAWN: ("replaced", gettext_noop("已退出")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state: its code, its look and its word."""

    code: str
    look: str
    word: str


def in_language(zh: str, en: str) -> str:
    """Give a text in the language of the page."""
    return (en or zh) if is_english() else zh


def stage_state(stage: Stage) -> State:
    """Give the look of a stage and its word."""
    look, word = _STAGES[stage]
    return State(code=stage.value, look=look, word=_(word))


def timing_state(timing: Timing) -> State:
    """Give the look of how a village stands against its day, and its word."""
    look, word = _TIMINGS[timing]
    return State(code=timing.value, look=look, word=_(word))


def act_word(act: Act) -> str:
    """Give the word of what was done."""
    return {
        Act.ENROLLED: _("列入批次"),
        Act.ASSIGNED: _("派检查员"),
        Act.SCORED: _("评分"),
        Act.SUBMITTED: _("提交"),
        Act.RESOLVED: _("取舍"),
        Act.ORDERED: _("下整改要求"),
        Act.RECTIFIED: _("报整改"),
        Act.ACCEPTED: _("签字验收"),
        Act.REJECTED: _("不予验收"),
        Act.WITHDRAWN: _("退出"),
    }[act]


def number_of(value: Fraction | None) -> str:
    """Print a result, to two places where it does not end before; empty where there is none."""
    if value is None:
        return ""
    text = f"{float(value):.{_PLACES}f}".rstrip("0").rstrip(".")
    return text if Fraction(text) == value else _("约%(n)s") % {"n": text}
