"""Sections by class over a month, a quarter or a year: counted, listed, on the map."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from bayline.engines.geography.terms import Feature
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.maps.drawing import Mark, marks_of
from bayline.platform.maps.queries import chart as chart_of
from bayline.platform.maps.showing import MapFigure, features_of, figure_of
from bayline.platform.maps.terms import Chart, Layer, Thing
from bayline.platform.pages import Answer, said
from bayline.platform.reaching import present_reach
from bayline.systems.ecology.pages import words
from bayline.systems.ecology.pages.contexts import BoardPage, Choice, ClassGroup, Place, Share
from bayline.systems.ecology.pages.lines import section_line
from bayline.systems.ecology.queries import readings, stations
from bayline.systems.ecology.queries.sharing import stood_in
from bayline.systems.ecology.rules import boards
from bayline.systems.ecology.rules.boards import Stood, Tally
from bayline.systems.ecology.rules.overviews import books_of
from bayline.systems.ecology.rules.periods import PERIODS, last_day, period_of
from bayline.systems.ecology.terms import WaterClass

_SHOWN = 13  # periods that are offered around the one that is shown
_SHAPES = ("circle", "square", "triangle", "diamond", "down", "cross", "circle")


def board(request: HttpRequest) -> Answer:
    """Show the sections by class."""
    at, ways = as_of(request), addresses(request)
    months = readings.months_kept(at=at)
    period = asked_period(request, months)
    found = stood_in(period, at) if period else []
    sorted_ = boards.by_class(found)
    chart = _chart(sorted_, at)
    lines = [section_line(one, period, ways) for some in sorted_.values() for one in some]
    books = books_of(last_day(period)) if period else None
    page = BoardPage(
        period=period,
        period_word=words.period_word(period) if period else "",
        kinds=tuple(_kinds(period, ways)) if period else (),
        periods=period_choices(months, period, ways, "/ecology"),
        groups=tuple(_groups(sorted_, marks_of(chart.layers))),
        rows=tuple(one for one in lines if one.water_class),
        undecided=tuple(one for one in lines if not one.water_class),
        shares=tuple(_share(one, period, ways) for one in boards.tallies(found) if period),
        without_readings=len(stations.stations(at)) - len(found),
        standard=f"{books.standard.pack.number}；{books.rules.pack.number}" if books else "",
        places=tuple(_places(ways, at)),
        ratio_address=ways.to("/ecology/ratio", period=period),
        import_address="" if ways.as_of else ways.to("/ecology/import"),
        figure=_figure(request, chart, period, ways) if found else None,
        is_unpublished=present_reach().is_nothing,
    )
    return Answer(context=page, template="ecology/board.html")


def features(request: HttpRequest) -> HttpResponseBase:
    """Give the sections by class as GeoJSON, for the map that moves."""
    at, ways = as_of(request), addresses(request)
    try:
        period = asked_period(request, readings.months_kept(at=at))
    except BaylineError as refused:
        return HttpResponse(said(refused), content_type="text/plain; charset=utf-8", status=400)
    found = boards.by_class(stood_in(period, at)) if period else {}
    chart = _chart(found, at)
    return features_of(request, chart, chart.layers, ways)


def _figure(request: HttpRequest, chart: Chart, period: str, ways: Addresses) -> MapFigure | None:
    if not any(layer.has_points for layer in chart.layers):
        return None
    address = ways.to("/ecology/features.geojson", period=period)
    return figure_of(request, chart, address, ways)


def asked_period(request: HttpRequest, months: Sequence[str]) -> str:
    """Give the period that is asked for, else the newest month; empty where nothing is kept.

    Raises:
        BaylineError: It is no period.
    """
    asked = request.GET.get("period", "").strip()
    if asked and not boards.is_period(asked):
        raise BaylineError(
            f"“{asked[:20]}” is no period",
            where="period",
            do="write it like 2021-04, 2021-Q2 or 2021",
            zh=Words(f"“{asked[:20]}”不是时段", do="请写成2021-04、2021-Q2或2021"),
        )
    return asked or (months[-1] if months else "")


def _kinds(period: str, ways: Addresses) -> Iterator[Choice]:
    last = last_day(period)
    for kind in PERIODS:
        yield Choice(
            word=words.kind_word(kind),
            address=ways.to("/ecology", period=period_of(last, kind)),
            is_here=kind == boards.kind_of(period),
        )


def period_choices(
    months: Sequence[str], period: str, ways: Addresses, path: str, **more: str
) -> tuple[Choice, ...]:
    """Offer periods of the kind that is shown, around the one that is."""
    kind = boards.kind_of(period) if period else "month"
    return tuple(
        Choice(
            word=words.period_word(one),
            address=ways.to(path, period=one, **more),
            is_here=one == period,
        )
        for one in boards.offered(boards.periods_in(months, kind), period, most=_SHOWN)
    )


def _groups(
    found: dict[WaterClass | None, list[Stood]], marks: dict[str, Mark]
) -> Iterator[ClassGroup]:
    for one, some in found.items():
        yield ClassGroup(
            word=words.class_word(one),
            look=words.class_look(one),
            count=len(some),
            mark=marks.get(_layer_name(one)),
        )


def _share(one: Tally, period: str, ways: Addresses) -> Share:
    percent = words.percent(one.share)
    return Share(
        unit=one.unit,
        word=words.unit_word(one.unit),
        within=one.within,
        decided=one.decided,
        undecided=one.undecided,
        percent=percent,
        address=ways.to("/ecology/ratio", percent=percent.rstrip("%—"), period=period),
    )


def _places(ways: Addresses, at: datetime | None) -> Iterator[Place]:
    yield Place(
        word=_("空气日历"),
        address=ways.to("/ecology/air"),
        count=len(stations.air_stations(at)),
    )
    if not stations.is_within_reach(stations.SECTIONS):
        return
    yield Place(
        word=_("断面名册"),
        address=ways.to(f"/registers/{stations.SECTIONS}"),
        count=len(stations.stations(at)),
    )


def _layer_name(one: WaterClass | None) -> str:
    return f"class-{one.value if one else 0}"


def _layers(found: dict[WaterClass | None, list[Stood]]) -> Iterator[Layer]:
    for one, some in found.items():
        things = tuple(_thing(each) for each in some if each.station.point)
        if things:
            yield Layer(
                name=_layer_name(one),
                title=words.class_word(one),
                title_en=words.class_word(one),
                rank=0,
                things=things,
                total=len(things),
                shape=_SHAPES[(one.value if one else len(_SHAPES)) - 1],
                look=words.class_look(one),
            )


def _thing(one: Stood) -> Thing:
    station, water_class = one.station, one.section.water_class
    longitude, latitude = map(float, station.point.split(","))
    numeral = water_class.title.removesuffix("类") if water_class else "?"
    feature = Feature(code=station.code, name=station.name, points=((longitude, latitude),))
    return Thing(
        key=f"section:{station.code}",
        name=f"{numeral} {station.name}",
        path=words.section_path(station.code),
        look="point",
        feature=feature,
    )


def _chart(found: dict[WaterClass | None, list[Stood]], at: datetime | None) -> Chart:
    """Lay the sections over the lines and areas of the region's map."""
    background = chart_of(at)
    shapes = (*filter(None, map(_outlines, background.layers)), *_layers(found))
    return replace(background, layers=shapes)


def _outlines(layer: Layer) -> Layer | None:
    """Keep the lines and areas of a layer: the points of the map here are sections."""
    things = tuple(
        replace(one, feature=replace(one.feature, points=()), path="")
        for one in layer.things
        if one.feature.areas or one.feature.lines
    )
    return replace(layer, things=things, rank=5) if things else None
