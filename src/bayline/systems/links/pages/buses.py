"""Who has a bus within a walk: by side and village, where one stop more would serve most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of, refuse_past
from bayline.platform.pages import Answer, said
from bayline.platform.people.visiting import visitor_of
from bayline.systems.links.actions.taking import Origin, take_timetable
from bayline.systems.links.pages import words
from bayline.systems.links.pages.bus_contexts import (
    BusesPage,
    CoverageLine,
    CrossingView,
    NextStopLine,
)
from bayline.systems.links.pages.contexts import NetworkView
from bayline.systems.links.pages.lines import bus_lines, names_of_sides, network_view
from bayline.systems.links.queries.networks import Standing, network_at
from bayline.systems.links.queries.registers import BUSES, STOPS, listed
from bayline.systems.links.queries.timetables import Served, timetable_at
from bayline.systems.links.rules.covering import coverage, distances, most_departures, next_stop
from bayline.systems.links.rules.crossing import crossing_lines
from bayline.systems.links.rules.parameters import in_force, parameters
from bayline.systems.links.rules.preparing import Timetable
from bayline.systems.links.rules.timetables import clock, lines_of_csv, served_by_gtfs, stops_of_csv
from bayline.systems.links.rules.zips import tables_in
from bayline.systems.links.terms import Coverage, NextStop

_TEMPLATE = "links/buses.html"
_LEFT_OUT = 30  # villages with people left out that are named
_MOST = 16 * 2**20
_KINDS = {"all", "side"}

Covered = tuple[tuple[Coverage, ...], tuple[NextStop, ...]]


def buses(request: HttpRequest) -> Answer:
    """Show who has a bus."""
    return _answer(request)


def take(request: HttpRequest) -> Answer | HttpResponseBase:
    """Take a timetable in, or say why not; whoever only looks is led to the page."""
    if request.method != "POST":
        return HttpResponseRedirect(addresses(request).to("/links/buses"))
    refuse_past(request)
    try:
        _take(request)
    except BaylineError as error:
        return _answer(request, problem=said(error), status=422)
    return HttpResponseRedirect(addresses(request).to("/links/buses", stored="1"), status=303)


def expired(request: HttpRequest) -> Answer:
    """Show the page again where the token of its form is too old; files are chosen anew."""
    return _answer(request, problem=_("页面放得太久，请再选一次文件。"), status=403)


def _answer(request: HttpRequest, *, problem: str = "", status: int = 200) -> Answer:
    at, ways = as_of(request), addresses(request)
    standing = network_at(at)
    served, refused = timetable_shown(request)
    limits = tuple(parameters()["walking"]["within_m"])
    least = _least(request)
    rows: tuple[Coverage, ...] = ()
    stops: tuple[NextStop, ...] = ()
    if served and standing and standing.delivery:
        rows, stops = _covered(_Walk(standing.digest, served.digest, least, standing, served))
    names = names_of_sides(standing, {one.name for one in rows}) if standing else {}
    page = BusesPage(
        network=network_view(standing),
        timetable=timetable_view(served),
        least=least,
        is_rarer=bool(rows and served and most_departures(served.timetable.stops) < least),
        limits=limits,
        rows=tuple(_line(one, limits, names) for one in rows if one.kind in _KINDS and one.people),
        left_out=tuple(_left_out(rows, limits)),
        next_stops=tuple(map(_stop, stops)),
        crossing=tuple(_crossing(standing, served, names)),
        lines=tuple(bus_lines(listed(BUSES, at), ways)),
        problem=problem or refused,
        day=timezone.localdate().isoformat(),
        journeys_address=ways.to("/links/journeys"),
        asked_day=asked_day(request, served),
        stored=bool(request.GET.get("stored")),
    )
    return Answer(context=page, template=_TEMPLATE, status=status)


def _least(request: HttpRequest) -> int:
    written = request.GET.get("least", "1")
    return int(written) if written.isdecimal() and 0 < int(written) < _MOST else 1


def timetable_shown(request: HttpRequest) -> tuple[Served | None, str]:
    """Give the timetable of the home; where that of the pack cannot be read, none, and say why."""
    try:
        day = _day(request.GET.get("day", "").strip())
        return timetable_at(day, as_of(request)), ""
    except BaylineError as error:
        return None, said(error)


def asked_day(request: HttpRequest, served: Served | None) -> str | None:
    """Give the day that is asked for; None where the timetable is of one day, or of any."""
    if served and (served.delivery or not served.day):
        return None
    return request.GET.get("day", "").strip() or timezone.localdate().isoformat()


@dataclass(frozen=True, slots=True)
class _Walk:
    """What is asked: networks and timetables are told apart by their digests."""

    network: str
    timetable: str
    least: int
    standing: Standing = field(compare=False)
    served: Served = field(compare=False)


@lru_cache(maxsize=4)
def _covered(asked: _Walk) -> Covered:
    bench, stops = asked.standing.bench, asked.served.timetable.stops
    with in_force(bench.edition):
        within = parameters()["walking"]["within_m"]
        found = distances(bench.pavement, stops, bench.places, least=asked.least)
        more = [next_stop(bench.pavement, found, bench.places, within_m=limit) for limit in within]
        told = coverage(found, bench.places, bench.areas, within)
        return tuple(told), tuple(filter(None, more))


def _line(
    one: Coverage, limits: tuple[int, ...], names: Mapping[str, str] | None = None
) -> CoverageLine:
    """Show who is near a stop; sides by their names."""
    return CoverageLine(
        kind=one.kind,
        name=(names or {}).get(one.name, one.name) or _("全部"),
        people=words.amount(one.people),
        shares=tuple(words.percent(one.shares[limit], 1) for limit in limits),
        left_out=words.amount(one.left_out),
    )


def _left_out(rows: tuple[Coverage, ...], limits: tuple[int, ...]) -> Iterator[CoverageLine]:
    villages = [one for one in rows if one.kind == "village" and one.left_out > 0]
    for one in sorted(villages, key=lambda each: -each.left_out)[:_LEFT_OUT]:
        yield _line(one, limits)


def _crossing(
    standing: Standing | None, served: Served | None, names: Mapping[str, str]
) -> Iterator[CrossingView]:
    if not (standing and served and standing.delivery):
        return
    for one in crossing_lines(served.timetable, standing.bench.areas):
        times = [clock(time) for time in (one.first_s, one.last_s) if time is not None]
        yield CrossingView(
            line=one.line,
            sides=" → ".join(names.get(code, code) for code in one.sides),
            departures=one.departures,
            headway="—" if one.headway_min is None else f"{one.headway_min:g}",
            span=" – ".join(dict.fromkeys(times)) or "—",
        )


def _stop(one: NextStop) -> NextStopLine:
    x, y = one.position
    return NextStopLine(
        position=f"{x:.5f}, {y:.5f}", within_m=one.within_m, people=words.amount(one.people)
    )


def timetable_view(served: Served | None) -> NetworkView | None:
    """Show what a timetable is."""
    if served is None:
        return None
    kept, stops = served.delivery, served.timetable.stops
    source = _("名册“公交站”") if served.source == STOPS else served.source
    return NetworkView(
        source=source,
        date=served.day,
        licence=kept.told["licence"] if kept else "",
        is_sketch=False,
        facts=(
            (_("站"), f"{len(stops.names):,}"),
            (_("当天发车"), f"{int(stops.departures.sum()):,}"),
        ),
        remarks=(),
        by=kept.by if kept else "",
        recorded=f"{timezone.localtime(kept.recorded):%Y-%m-%d %H:%M}" if kept else "",
    )


def _take(request: HttpRequest) -> None:
    day = _day(request.POST.get("day", "").strip())
    name, timetable = _timetable(request, day)
    origin = Origin(source=name, date=day.isoformat(), licence=request.POST.get("licence", ""))
    by = visitor_of(request).name
    take_timetable(timetable, origin, day.isoformat(), by=by, at=timezone.now())


def _day(written: str) -> date:
    """Read a day; today where none is written."""
    try:
        return date.fromisoformat(written) if written else timezone.localdate()
    except ValueError:
        raise _no_day(written) from None


def _timetable(request: HttpRequest, day: date) -> tuple[str, Timetable]:
    gtfs, stops, lines = (_file(request, name) for name in ("gtfs", "stops", "lines"))
    if gtfs and not (stops or lines):
        files = tables_in(gtfs[1], where=gtfs[0])
        return gtfs[0], Timetable(*served_by_gtfs(files, day, where=gtfs[0]))
    if stops and lines and not gtfs:
        told, where = (stops[1], lines[1]), (stops[0], lines[0])
        found = stops_of_csv(*told, where=where)
        return stops[0], Timetable(found, lines=lines_of_csv(*told, where=where))
    raise BaylineError(
        "it is not clear what stops where",
        do="give a GTFS, or both tables of stops and lines",
        zh=Words("不知道车停在哪里", do="请给出GTFS，或站点、线路两张表"),
    )


def _file(request: HttpRequest, name: str) -> tuple[str, bytes] | None:
    found = request.FILES.get(name)
    if not isinstance(found, UploadedFile):
        return None
    return str(found.name), found.read()


def _no_day(written: str) -> BaylineError:
    return BaylineError(
        f"“{written[:20]}” is no day",
        do="write it like 2026-11-30",
        zh=Words(f"“{written[:20]}”不是日期", do="请写成2026-11-30"),
    )
