"""Figures of one matter as a chart: intervals over their periods, joined where comparable."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.engines.charts.terms import Reading
from bayline.kernel.bounds import Bound
from bayline.kernel.claims import Claim
from bayline.kernel.periods import Precision
from bayline.kernel.statuses import Status
from bayline.platform.charts.drawing import chart_of
from bayline.platform.charts.terms import Chart, Statement
from bayline.platform.pages import is_english
from bayline.platform.record.terms import KeptClaim
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.claims import basis_words
from bayline.systems.reading.pages.periods import period_words
from bayline.systems.reading.pages.ways import Ways

_HEDGED = frozenset({Bound.ABOUT, Bound.NEARLY, Bound.RANGE})
_LENGTHS = {
    Precision.YEAR: gettext_noop("全年"),
    Precision.HALF: gettext_noop("半年"),
    Precision.QUARTER: gettext_noop("季度"),
    Precision.MONTH: gettext_noop("月度"),
    Precision.DAY: gettext_noop("某日"),
    Precision.YEARS: gettext_noop("多年"),
}
Kind = tuple[str, str]  # the unit of figures, and whether they state a change


def kind_of(claim: Claim) -> Kind:
    """Give the unit of a figure and whether it states a change: what one chart can show."""
    return claim.figure.unit if claim.figure else "", claim.change or ""


def chart_of_claims(
    claims: Iterable[KeptClaim],
    ways: Ways,
    *,
    name: str,
    own: str = "",
    places: Mapping[str, str] | None = None,
) -> Chart | None:
    """Draw figures of one attribute, subject, unit and change.

    Args:
        claims: The figures.
        ways: How their pages are named.
        name: What tells the chart from others of its page.
        own: Identifier of the one that the page is about.
        places: Names of places by their codes.

    Returns:
        The chart; None where fewer than two of them can be drawn.
    """
    kept = [one for one in claims if one.claim.figure]
    if not kept:
        return None
    first = kept[0].claim
    unit, _change = kind_of(first)
    title = " · ".join(
        filter(None, (first.subject, first.attribute, words.change_words(first.change)))
    )
    statements = [_statement(one, ways, own=own, places=places or {}) for one in kept]
    return chart_of(statements, name=name, title=title, unit=unit, english=is_english())


def _statement(kept: KeptClaim, ways: Ways, *, own: str, places: Mapping[str, str]) -> Statement:
    claim, source = kept.claim, kept.claim.evidence.source
    place = places.get(claim.place, claim.place)
    basis = "、".join(basis_words(claim.basis))
    return Statement(
        reading=_reading(kept, own=own),
        address=ways.figure(kept.id),
        period=period_words(claim.period),
        basis=" · ".join(filter(None, (words.status_words(claim.status), basis, place))),
        source=source.title if source else "",
        source_address=ways.document(source.sha256) if source else "",
        strand=_strand_words(claim, basis, place),
    )


def _reading(kept: KeptClaim, *, own: str) -> Reading:
    claim, figure = kept.claim, kept.claim.figure
    assert figure is not None  # noqa: S101 - figures were chosen by the caller
    possible = figure.tolerance()
    period = claim.period
    return Reading(
        key=kept.id,
        printed=kept.quote or str(figure.stated or ""),
        first=period.start if period else None,
        after=period.end if period else None,
        low=possible.low,
        high=possible.high,
        strand=repr((_length(claim), claim.basis, claim.place, claim.change)),
        is_hedged=figure.bound in _HEDGED,
        is_planned=claim.status is Status.PLANNED,
        is_own=kept.id == own,
    )


def _length(claim: Claim) -> str:
    return claim.period.precision.value if claim.period else ""


def _strand_words(claim: Claim, basis: str, place: str) -> str:
    length = _LENGTHS.get(claim.period.precision, "") if claim.period else ""
    return " · ".join(filter(None, (_(length) if length else "", basis, place)))
