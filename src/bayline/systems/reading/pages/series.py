"""What is said of one attribute of one subject over time: charts with their tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from bayline.platform.charts.terms import Chart
from bayline.platform.pages import Answer
from bayline.platform.record.terms import KeptClaim
from bayline.systems.reading.pages.charting import Kind, chart_of_claims, kind_of
from bayline.systems.reading.pages.claims import ClaimCard
from bayline.systems.reading.pages.figure import card_at
from bayline.systems.reading.pages.refusing import asked
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import place_names
from bayline.systems.reading.queries.series import MOST_READINGS, series_of, series_offered

_LONGEST = 100
_MOST_CHARTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A series that can be opened."""

    attribute: str
    subject: str
    count: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage:
    """Figures over time.

    Attributes:
        attribute: What is stated; empty where none is asked for yet.
        subject: Of what.
        charts: One for each unit and kind of change, the fullest first.
        alone: Figures that no chart shows, for nothing stands beside them.
        total: How many figures there are.
        is_more: Whether the list of figures has more.
        offers: Series that can be opened.
        figures_address: The same figures as a list.
    """

    attribute: str
    subject: str
    charts: tuple[Chart, ...]
    alone: tuple[ClaimCard, ...]
    total: int
    is_more: bool
    offers: tuple[Offer, ...]
    figures_address: str
    record_address: str
    as_of: str


@asked()
def series(request: HttpRequest, moment: datetime | None) -> Answer:
    """Show a series, or which there are."""
    attribute, subject = (_typed(request, name) for name in ("attribute", "subject"))
    ways, is_asked = Ways(request), bool(attribute)
    place = _typed(request, "place")
    found = series_of(attribute, subject, place=place, as_of=moment) if is_asked else []
    charts, alone = _charts(found, ways, moment)
    page = SeriesPage(
        attribute=attribute,
        subject=subject,
        charts=charts,
        alone=alone,
        total=len(found),
        is_more=len(found) == MOST_READINGS,
        offers=() if found else _offers(ways, moment),
        figures_address=ways.figures(attribute=attribute, subject=subject, place=place),
        record_address=ways.record(),
        as_of=ways.as_of,
    )
    return Answer(context=page, template="reading/series.html")


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "").strip()[:_LONGEST]


def _charts(
    found: Sequence[KeptClaim], ways: Ways, moment: datetime | None
) -> tuple[tuple[Chart, ...], tuple[ClaimCard, ...]]:
    """Draw what has one unit and one kind of change together; give what stands alone apart."""
    places = place_names((one.claim.place for one in found), as_of=moment)
    kinds: dict[Kind, list[KeptClaim]] = {}
    for one in found:
        if one.claim.figure:
            kinds.setdefault(kind_of(one.claim), []).append(one)
    charts: list[Chart] = []
    alone: list[KeptClaim] = []
    for claims in sorted(kinds.values(), key=len, reverse=True):
        name = f"series-{len(charts) + 1}"
        full = len(charts) == _MOST_CHARTS
        chart = None if full else chart_of_claims(claims, ways, name=name, places=places)
        if chart is None:
            alone += claims
        else:
            charts.append(chart)
    return (*charts,), tuple(card_at(one, ways, places=places) for one in alone)


def _offers(ways: Ways, moment: datetime | None) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            attribute=attribute,
            subject=subject,
            count=count,
            address=ways.to("/series", attribute=attribute, subject=subject),
        )
        for attribute, subject, count in series_offered(as_of=moment)
    )
