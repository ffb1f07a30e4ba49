"""Words of requests in the language of the page."""

import re
from datetime import date

from django.utils.translation import gettext as _

from bayline.kernel.periods import Period, Precision
from bayline.systems.plan.rules.requests.terms import Act, Standing, State

_DIGITS = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?")


def period_word(period: Period) -> str:
    """Say a period: days, months and years as digits, quarters and halves in words."""
    start, edtf = period.start, period.edtf
    if _DIGITS.fullmatch(edtf) or start is None or "/" in edtf:
        return edtf.replace("/", "—")
    if period.precision is Precision.QUARTER:
        told = {"year": start.year, "number": (start.month + 2) // 3}
        return _("%(year)s年第%(number)s季度") % told
    if period.precision is Precision.HALF:
        is_first = start.month == 1
        return (_("%(year)s年上半年") if is_first else _("%(year)s年下半年")) % {"year": start.year}
    return edtf


def state_word(standing: Standing, *, answers: bool, today: date) -> tuple[str, str]:
    """Give the look of a table and where it stands in words.

    Args:
        standing: Where it stands.
        answers: Whether the unit answers it.
        today: The day that counts as today.
    """
    if not answers:
        return "unknown", _("协办，只看")
    if standing.is_late(today):
        return "warn", _("退回后逾期") if standing.state is State.RETURNED else _("逾期")
    return {
        State.OPEN: ("pending", _("待填报")),
        State.SENT: ("pending", _("待受理")),
        State.RETURNED: ("bad", _("已退回")),
        State.ACCEPTED: ("good", _("已受理")),
        State.CANCELLED: ("unknown", _("已撤销")),
    }[standing.state]


def act_word(act: Act) -> str:
    """Name what was done."""
    return {
        Act.SENT: _("报送"),
        Act.TAKEN_BACK: _("撤回报送"),
        Act.RETURNED: _("退回"),
        Act.ACCEPTED: _("受理"),
        Act.CANCELLED: _("撤销布置"),
        Act.EXTENSION_ASKED: _("申请延期"),
        Act.EXTENDED: _("延期"),
        Act.EXTENSION_REFUSED: _("不予延期"),
    }[act]


def every_word(every: Precision | None) -> str:
    """Say how often a template is asked."""
    if every is None:
        return _("不定期")
    return {
        Precision.MONTH: _("每月"),
        Precision.QUARTER: _("每季度"),
        Precision.HALF: _("每半年"),
    }.get(every, _("每年"))
