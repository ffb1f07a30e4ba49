"""Claims of travel times held against the network: both ways drawn, the verdict, its reasons."""

from collections.abc import Iterator
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Grounds, Linked
from bayline.platform.maps.showing import MapFigure, features_of
from bayline.platform.maps.terms import Chart
from bayline.platform.pages import Answer, said
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.terms import Values
from bayline.systems.links.pages import charts, words
from bayline.systems.links.pages.contexts import ClaimLine, ClaimPage, ClaimsPage, LegView
from bayline.systems.links.pages.lines import grounds_of, network_view
from bayline.systems.links.queries.networks import Standing, network_at
from bayline.systems.links.queries.registers import CLAIMS, ROADS, listed
from bayline.systems.links.rules.claiming import Claim, checked
from bayline.systems.links.rules.naming import ends_of, point_of
from bayline.systems.links.rules.parameters import in_force
from bayline.systems.links.terms import CheckedClaim, CheckedLeg, Verdict

_SECONDS = Decimal(60)


def claims_page(request: HttpRequest) -> Answer:
    """Show all claims with their verdicts."""
    at, ways = as_of(request), addresses(request)
    standing, entries = network_at(at), listed(CLAIMS, at)
    roads = {one["code"]: one for one in listed(ROADS, at)}
    grounds = grounds_of(entries, ways)
    page = ClaimsPage(
        network=network_view(standing),
        claims=tuple(
            _line(one, roads, *_checked(standing, one, roads), grounds) for one in entries
        ),
        new_address=ways.to(f"/registers/{CLAIMS}/new"),
    )
    return Answer(context=page, template="links/claims.html")


def claim_page(request: HttpRequest, code: str) -> Answer:
    """Show one claim with both ways.

    Raises:
        Http404: There is no such claim.
    """
    at, ways = as_of(request), addresses(request)
    standing, one, roads = _asked(request, code)
    found, problem = _checked(standing, one, roads)
    remarks = found.remarks if found else ()
    page = ClaimPage(
        network=network_view(standing),
        claim=_line(one, roads, found, problem, grounds_of(listed(CLAIMS, at), ways)),
        start=one["start"],
        end=one["end"],
        remarks=tuple(words.in_language(each.zh, each.en) for each in remarks),
        before=_figure(request, standing, found, code, "before", ways),
        after=_figure(request, standing, found, code, "after", ways),
    )
    return Answer(context=page, template="links/claim.html")


def features(request: HttpRequest, code: str) -> HttpResponse:
    """Give one of both ways as GeoJSON.

    Raises:
        Http404: There is no such claim, or no way.
    """
    standing, one, roads = _asked(request, code)
    found, _problem = _checked(standing, one, roads)
    if standing is None or found is None:
        raise Http404
    leg = found.after if request.GET.get("leg") == "after" else found.before
    chart = _chart(standing, leg)
    return features_of(request, chart, chart.layers, addresses(request))


def _asked(request: HttpRequest, code: str) -> tuple[Standing | None, Values, dict[str, Values]]:
    at = as_of(request)
    entries = {one["code"]: one for one in listed(CLAIMS, at)}
    if code not in entries:
        raise Http404
    return network_at(at), entries[code], {one["code"]: one for one in listed(ROADS, at)}


def _checked(
    standing: Standing | None, one: Values, roads: dict[str, Values]
) -> tuple[CheckedClaim | None, str]:
    """Hold a claim against the network; None with the reason where that cannot be done."""
    if standing is None:
        return None, _("没有装入道路数据，无从核对。")
    road = roads.get(one.get("road", ""), {})
    if not road.get("ends"):
        return None, _("没有登记这条路两端的位置，无从核对。")
    before, after = _minutes(one.get("before", "")), _minutes(one["after"])
    if after is None:
        return None, _("时间不是分钟数，无从核对。")
    try:
        claim = Claim(
            point_of(one["start"], where=one["name"]),
            point_of(one["end"], where=one["name"]),
            ends_of(road["ends"], where=road["name"]),
            before if before is not None else after,
            after,
        )
        sketched = _("路网是手绘的示意，只画路线，不下结论。") if standing.is_sketch else ""
        with in_force(standing.edition):
            return checked(standing.bench.roads, claim), sketched
    except BaylineError as error:
        return None, said(error)


def _minutes(written: str) -> float | None:
    """Read a time in minutes."""
    found = quantity_in(written) if written else None
    if found is None or found.value is None or found.unit not in {"s", "min"}:
        return None
    return float(found.value / _SECONDS if found.unit == "s" else found.value)


def _line(
    one: Values,
    roads: dict[str, Values],
    found: CheckedClaim | None,
    problem: str,
    grounds: Grounds,
) -> ClaimLine:
    ways, road = grounds.ways, roads.get(one.get("road", ""))
    has_before = bool(one.get("before"))
    verdict = Verdict.UNTOLD
    if found and not problem:
        verdict = found.verdict if has_before else found.after.verdict
    look, word = words.verdict_of(verdict)
    return ClaimLine(
        to=Linked(label=one["name"], address=ways.to(f"/links/claims/{one['code']}")),
        road=Linked(label=road["name"], address=grounds.entry(ROADS, road["code"]))
        if road
        else None,
        legs=tuple(_legs(one, found, grounds, is_told=not problem)),
        look=look,
        verdict=word,
        reason=problem,
        quoted=grounds.quoted(one),
    )


def _legs(
    one: Values, found: CheckedClaim | None, grounds: Grounds, *, is_told: bool
) -> Iterator[LegView]:
    for name, title in (("before", _("通车前")), ("after", _("通车后"))):
        leg: CheckedLeg | None = getattr(found, name) if found else None
        look, word = (
            words.verdict_of(leg.verdict) if leg and is_told and one.get(name) else ("", "")
        )
        yield LegView(
            word=title,
            claimed=grounds.number(CLAIMS, one, name),
            time=words.minutes(leg.time_s) if leg else "—",
            length_m=f"{leg.length_m:,.0f}" if leg and leg.length_m is not None else "—",
            look=look,
            verdict=word,
        )


def _figure(
    request: HttpRequest,
    standing: Standing | None,
    found: CheckedClaim | None,
    code: str,
    leg: str,
    ways: Addresses,
) -> MapFigure | None:
    if standing is None or found is None:
        return None
    way: CheckedLeg = getattr(found, leg)
    if not way.route:
        return None
    address = ways.to(f"/links/claims/{code}/features.geojson", leg=leg)
    return charts.shown(request, standing, lambda: _chart(standing, way), address)


def _chart(standing: Standing, leg: CheckedLeg) -> Chart:
    ends = [(_("起点"), leg.route[0]), (_("终点"), leg.route[-1])] if leg.route else []
    layers = [
        *(charts.part(standing, leg.route) if leg.route else charts.whole(standing)),
        charts.ways_layer("way-after", _("路线"), [leg.route]),
        charts.points_layer("ends", _("起止"), ends),
    ]
    return charts.chart_of(standing, layers)
