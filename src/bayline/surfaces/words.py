"""Words that the shell's own pages share: states, periods, and figures as they were printed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.kernel.amounts import said_in
from bayline.kernel.bounds import Bound
from bayline.kernel.english import in_english
from bayline.kernel.findings import Reference, Row
from bayline.kernel.periods import Period, Precision
from bayline.platform.pages import is_english
from bayline.platform.record.terms import KeptClaim

_HEDGED = frozenset({Bound.ABOUT, Bound.NEARLY})  # said by their word, not as an interval
_HALF = 6  # months
_ONE_MONTH = gettext_noop("%(year)d年%(month)d月")
_MONTHS = gettext_noop("%(year)d年%(month)d—%(last)d月")
_YEAR = gettext_noop("%(year)d年")
_YEARS = gettext_noop("%(year)d—%(last)d年")
_HALVES = (gettext_noop("%(year)d年上半年"), gettext_noop("%(year)d年下半年"))
_QUARTERS = (
    gettext_noop("%(year)d年一季度"),
    gettext_noop("%(year)d年二季度"),
    gettext_noop("%(year)d年三季度"),
    gettext_noop("%(year)d年四季度"),
)


def period_words(period: Period | None) -> str:
    """Say the period that a figure holds for; empty where none is known."""
    if period is None or (period.start is None and period.last is None):
        return ""
    if period.start is None:
        return _("至%(last)s") % {"last": period.last}
    if period.last is None:
        return _("%(first)s起") % {"first": period.start}
    return _in_calendar(period)


def _in_calendar(period: Period) -> str:
    start, last = period.start, period.last
    assert start is not None  # noqa: S101 - asked just before
    assert last is not None  # noqa: S101 - asked just before
    named = {
        "year": start.year,
        "month": start.month,
        "last": last.year if period.precision is Precision.YEARS else last.month,
    }
    forms = {
        Precision.YEAR: _YEAR,
        Precision.YEARS: _YEARS,
        Precision.HALF: _HALVES[start.month > _HALF],
        Precision.QUARTER: _QUARTERS[(start.month - 1) // 3],
    }
    words = forms.get(period.precision)
    if period.precision is Precision.MONTH and start.year == last.year:
        words = _ONE_MONTH if start.month == last.month else _MONTHS
    if words:
        return _(words) % named
    if start == last:
        return start.isoformat()
    return _("%(first)s至%(last)s") % {"first": start, "last": last}


def exactly(claim: KeptClaim) -> str:
    """Say the figure of a claim in English, beside what is printed in Chinese; else nothing."""
    figure = claim.claim.figure
    if figure is None or not is_english():
        return ""
    if figure.bound in _HEDGED:
        return in_english(claim.quote)
    quote = Reference(document="-", start=0, end=len(claim.quote), quote=claim.quote)
    row = Row(label="", figure=figure, reference=quote)
    return said_in([row], row, english=True)
