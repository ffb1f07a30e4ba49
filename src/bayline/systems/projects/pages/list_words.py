"""Words of stages, kinds, forms, periods and sums, in the language of the page."""

import re

from django.utils.translation import gettext as _

from bayline.kernel.amounts import said
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Precision, parse
from bayline.platform.pages import is_english
from bayline.systems.projects.terms import AmountKind, Stage

_DAY_OR_MONTH = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?")


def stage_word(stage: str) -> str:
    """Name a stage; 未记录 where none is recorded."""
    if not stage:
        return _("未记录")
    known = Stage(stage)
    return _capital(known.en) if is_english() else known.zh


def kind_word(kind: str) -> str:
    """Name what an amount says."""
    if not kind:
        return ""
    known = AmountKind(kind)
    return _capital(known.en) if is_english() else known.zh


def form_word(form: str) -> str:
    """Name a form of project; construction where none is given."""
    return _("土地更新") if form == "renewal" else _("建设项目")


def period_word(edtf: str) -> str:
    """Say a period: days, months and years as digits, quarters and halves in words."""
    if not edtf or _DAY_OR_MONTH.fullmatch(edtf):
        return edtf
    period = parse(edtf)
    start = period.start
    if start is None or period.precision not in {Precision.QUARTER, Precision.HALF}:
        return edtf.replace("/", "—")
    if period.precision is Precision.QUARTER:
        told = {"year": start.year, "number": (start.month + 2) // 3}
        return _("%(year)s年第%(number)s季度") % told
    is_first = start.month == 1
    return (_("%(year)s年上半年") if is_first else _("%(year)s年下半年")) % {"year": start.year}


def sum_word(figure: Figure) -> str:
    """Say a sum with its bounds."""
    return said(figure, None, english=is_english())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
