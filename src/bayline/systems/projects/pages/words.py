"""Words of projects in the language of the page."""

from django.utils.translation import gettext as _

from bayline.kernel.amounts import said
from bayline.kernel.figures import Figure
from bayline.kernel.findings import Verdict
from bayline.kernel.promises import PromiseState
from bayline.platform.pages import is_english
from bayline.systems.projects.rules.effects import EffectKind
from bayline.systems.projects.rules.schedules import Punctuality, Slippage
from bayline.systems.projects.terms import AmountKind, Stage


def stage_word(stage: Stage) -> str:
    """Name a stage."""
    return _capital(stage.en) if is_english() else stage.zh


def kind_word(kind: AmountKind) -> str:
    """Name a kind of amount."""
    return _capital(kind.en) if is_english() else kind.zh


def effect_word(kind: EffectKind) -> str:
    """Name what is expected."""
    return {
        EffectKind.REVENUE: _("年营业收入"),
        EffectKind.OUTPUT: _("年产值"),
        EffectKind.TAX: _("年税收"),
        EffectKind.JOBS: _("就业"),
    }[kind]


def promise_word(state: PromiseState) -> tuple[str, str]:
    """Give the look of a promise and where it stands in words."""
    return {
        PromiseState.KEPT: ("good", _("已兑现")),
        PromiseState.LATE: ("warn", _("逾期")),
        PromiseState.BROKEN: ("bad", _("未兑现")),
        PromiseState.REPLACED: ("unknown", _("已更替")),
    }.get(state, ("pending", _("未到期")))


def verdict_word(verdict: Verdict) -> tuple[str, str]:
    """Give the look of what comparing came to, and the word."""
    return {
        Verdict.HOLDS: ("good", _("相符")),
        Verdict.CONTRADICTION: ("bad", _("不一致")),
        Verdict.NOT_COMPARABLE: ("differ", _("口径不同")),
        Verdict.NEEDS_BASIS: ("unknown", _("口径待补")),
    }[verdict]


def figure_word(figure: Figure | None) -> str:
    """Say a computed figure with its bounds; nothing where there is none."""
    return "" if figure is None else said(figure, None, english=is_english())


def punctuality_word(state: Punctuality) -> tuple[str, str]:
    """Give the look of a plan beside what was reached, and the word."""
    return {
        Punctuality.IN_TIME: ("good", _("按期")),
        Punctuality.LATE: ("warn", _("晚于计划")),
        Punctuality.UNSURE: ("unknown", _("无法判断")),
        Punctuality.OVERDUE: ("warn", _("逾期")),
        Punctuality.LAPSED: ("unknown", _("没有停下")),
    }.get(state, ("pending", _("未到期")))


def slippage_words(slip: Slippage) -> str:
    """Say how far what was reached lies from what was first planned."""
    least, most = slip.days_least, slip.days_most
    told = {"least": abs(least), "most": abs(most)}
    if slip.state is Punctuality.PENDING:
        return _("还有%(most)d天") % told
    if slip.state is Punctuality.OVERDUE:
        return _("已过%(least)d天，没有记录做到") % told
    uncounted = {
        Punctuality.LAPSED: _("原定的日子已过，没有记录停下"),
        Punctuality.UNSURE: _("只知道大致日期，分不出早晚"),
    }
    if slip.state in uncounted:
        return uncounted[slip.state]
    if slip.state is Punctuality.IN_TIME:
        return _in_time(least, most)
    if least == most:
        return _("晚%(least)d天") % told
    return _("晚%(least)d至%(most)d天") % told


def _in_time(least: int, most: int) -> str:
    if most == 0:
        return _("没有晚")
    if least == most:
        return _("早%(days)d天") % {"days": -most}
    return _("早%(most)d至%(least)d天") % {"most": -most, "least": -least}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
