"""How one comes from door to door by bus: when one leaves, what one rides, when one is there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.engines.geography.terms import Position
from bayline.engines.graph.rounds import Journey
from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.maps.showing import MapFigure, features_of
from bayline.platform.maps.terms import Chart
from bayline.platform.pages import Answer, said
from bayline.systems.links.pages import charts
from bayline.systems.links.pages.bus_contexts import JourneysPage, JourneyView, RideView
from bayline.systems.links.pages.buses import asked_day, timetable_shown, timetable_view
from bayline.systems.links.pages.lines import network_view
from bayline.systems.links.pages.trying import origin_of
from bayline.systems.links.queries.networks import Standing, network_at
from bayline.systems.links.queries.timetables import Served
from bayline.systems.links.rules.parameters import in_force
from bayline.systems.links.rules.riding import Ridden, Riding
from bayline.systems.links.rules.timetables import time_of_day

_PATH = "/links/journeys"
_MINUTE_S, _HOUR_MIN = 60, 60
_MOST_NAMES = 500
_EARLY = "07:30"


class _Asked(NamedTuple):
    """From where to where, and when."""

    start: str
    end: str
    at: str
    day: str

    @property
    def is_whole(self) -> bool:
        """Whether both doors are there."""
        return bool(self.start and self.end)


class _Found(NamedTuple):
    """What was found between two positions."""

    ends: tuple[Position, Position]
    leaving: int
    ridden: Ridden


def journeys_page(request: HttpRequest) -> Answer:
    """Show the journeys between two doors."""
    standing, ways, asked = network_at(as_of(request)), addresses(request), _asked(request)
    served, problem = timetable_shown(request)
    found = None
    if standing and served and asked.is_whole:
        try:
            found = _found(standing, served, asked)
        except BaylineError as error:
            problem = said(error)
    names = served.timetable.stops.names if served else ()
    page = JourneysPage(
        network=network_view(standing),
        timetable=timetable_view(served),
        start=asked.start,
        end=asked.end,
        at=asked.at,
        day=served.day if served else "",
        asked_day=asked_day(request, served),
        names=tuple(dict.fromkeys(names))[:_MOST_NAMES],
        journeys=tuple(_views(found, names)) if found else (),
        on_foot=_on_foot(found),
        problem=problem,
        is_asked=found is not None,
        figure=_figure(request, (standing, served, found), asked, ways),
        back_address=ways.to("/links/buses"),
    )
    return Answer(context=page, template="links/journeys.html", status=400 if problem else 200)


def _asked(request: HttpRequest) -> _Asked:
    names = ("from", "to", "at", "day")
    start, end, at, day = (request.GET.get(name, "").strip() for name in names)
    return _Asked(start, end, at or _EARLY, day)


def _found(standing: Standing, served: Served, asked: _Asked) -> _Found:
    """Ask for the journeys.

    Raises:
        BaylineError: A place is not known, the time is none, or the timetable has no trips.
    """
    leaving = time_of_day(asked.at, where=_("出发时刻"))
    start, end = (_place(one, standing, served) for one in (asked.start, asked.end))
    if not served.timetable.trips:
        return _Found((start, end), leaving, Ridden([], {}, None))
    key = _Key(standing.digest, served.digest, standing, served)
    with in_force(standing.edition):
        return _Found((start, end), leaving, _riding(key).asked((start, end), leaving))


def _place(written: str, standing: Standing, served: Served) -> Position:
    """Read a stop, a zone of the network, or a position."""
    stops = served.timetable.stops
    if written in stops.names:
        at = stops.names.index(written)
        return float(stops.longitudes[at]), float(stops.latitudes[at])
    return origin_of(written, standing)


@dataclass(frozen=True, slots=True)
class _Key:
    """A network and a timetable, told apart by their digests."""

    network: str
    timetable: str
    standing: Standing = field(compare=False)
    served: Served = field(compare=False)


@lru_cache(maxsize=2)
def _riding(key: _Key) -> Riding:
    timetable = key.served.timetable
    return Riding(key.standing.bench.pavement, timetable.stops, timetable.ridden)


def _views(found: _Found, names: Sequence[str]) -> Iterator[JourneyView]:
    for one in found.ridden.journeys:
        yield JourneyView(
            departure=_clock(found.leaving // _MINUTE_S),
            arrival=_clock(-(-one.arrival // _MINUTE_S)),
            minutes=_minutes(found.leaving, one.arrival),
            rides=sum(bool(leg.line) for leg in one.legs),
            legs=tuple(_legs(one, found, names)),
        )


def _legs(one: Journey, found: _Found, names: Sequence[str]) -> Iterator[RideView]:
    """Show the walk to the first stop, each ride and change, and the walk from the last stop."""
    first, last = one.legs[0], one.legs[-1]
    there = found.leaving + found.ridden.to_stop_s[first.start]
    yield _leg("", _("出发地"), names[first.start], (found.leaving, there))
    for leg in one.legs:
        yield _leg(leg.line, names[leg.start], names[leg.end], (leg.departure, leg.arrival))
    yield _leg("", names[last.end], _("目的地"), (last.arrival, one.arrival))


def _leg(line: str, start: str, end: str, times: tuple[int, int]) -> RideView:
    return RideView(
        line=line,
        start=start,
        end=end,
        departure=_clock(times[0] // _MINUTE_S),
        arrival=_clock(-(-times[1] // _MINUTE_S)),
        minutes=_minutes(*times),
    )


def _on_foot(found: _Found | None) -> str:
    if found is None or found.ridden.on_foot_s is None:
        return ""
    return f"{_minutes(0, found.ridden.on_foot_s)}"


def _minutes(departure: int, arrival: int) -> int:
    """Give the minutes between the times as they are shown: nobody is told to be there too soon."""
    return -(-arrival // _MINUTE_S) - departure // _MINUTE_S


def _clock(minutes: int) -> str:
    """Write a time of the day of service; past midnight hours go on."""
    return f"{minutes // _HOUR_MIN:02}:{minutes % _HOUR_MIN:02}"


def _figure(
    request: HttpRequest,
    seen: tuple[Standing | None, Served | None, _Found | None],
    asked: _Asked,
    ways: Addresses,
) -> MapFigure | None:
    standing, served, found = seen
    if standing is None or served is None or found is None or not found.ridden.journeys:
        return None
    more = {"from": asked.start, "to": asked.end, "at": asked.at, "day": asked.day}
    address = ways.to(f"{_PATH}/features.geojson", **more)
    return charts.shown(request, standing, lambda: _chart(standing, served, found), address)


def _chart(standing: Standing, served: Served, found: _Found) -> Chart:
    """Draw the quickest journey, from stop to stop."""
    stops = served.timetable.stops

    def at(stop: int) -> Position:
        return float(stops.longitudes[stop]), float(stops.latitudes[stop])

    best = min(found.ridden.journeys, key=lambda one: one.arrival)
    way = (found.ends[0], *(at(leg.start) for leg in best.legs), at(best.last), found.ends[1])
    ends = [(_("出发地"), found.ends[0]), (_("目的地"), found.ends[1])]
    layers = [
        *charts.part(standing, way),
        charts.ways_layer("way-after", _("路线"), [way]),
        charts.points_layer("ends", _("起止"), ends),
    ]
    return charts.chart_of(standing, layers)


def features(request: HttpRequest) -> HttpResponse:
    """Give the same as GeoJSON."""
    standing, asked = network_at(as_of(request)), _asked(request)
    served, problem = timetable_shown(request)
    chart = charts.NOTHING
    if standing and served and asked.is_whole:
        try:
            found = _found(standing, served, asked)
        except BaylineError as error:
            problem = said(error)
        else:
            chart = _chart(standing, served, found) if found.ridden.journeys else chart
    if problem:
        return HttpResponse(problem, content_type="text/plain; charset=utf-8", status=400)
    return features_of(request, chart, chart.layers, addresses(request))
