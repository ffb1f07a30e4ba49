"""The ranking of what is missing: sorted, filtered, as a table, a file, or on paper."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.listing import Column, Option, Pager, column_of
from bayline.platform.pages import Answer, is_english, is_twin, said
from bayline.systems.links.pages import charts, words
from bayline.systems.links.pages.contexts import RankingPage
from bayline.systems.links.pages.lines import LinkLines, estimates_in, network_view, order_of
from bayline.systems.links.pages.overview import chart_with
from bayline.systems.links.queries.networks import Standing, network_at
from bayline.systems.links.queries.registers import marks
from bayline.systems.links.rules.parameters import in_force
from bayline.systems.links.rules.trusting import confidence_of
from bayline.systems.links.terms import MissingLink

_SIZE = 50
_WAN = 10_000
_SORTS: dict[str, Callable[[MissingLink], float]] = {
    "rank": lambda one: one.rank,
    "gain": lambda one: one.gains["hansen"],
    "across": lambda one: one.gains_across["hansen"],
    "cost": lambda one: one.cost_yuan,
    "worth": lambda one: one.benefit_per_cost,
    "score": lambda one: one.score_rank,
    "length": lambda one: one.length_m,
    "now": lambda one: float("inf") if one.network_time_s is None else one.network_time_s,
}
_FALLING = frozenset({"gain", "across", "now", "worth"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which links are asked for, and in which order."""

    sort: str
    is_descending: bool
    side: str
    facing: bool
    unmarked: bool
    front: bool
    most_cost: str

    @property
    def asked(self) -> dict[str, str]:
        """Give it as addresses have it."""
        return {
            "sort": f"{'-' if self.is_descending else ''}{self.sort}",
            "side": self.side,
            "facing": "1" if self.facing else "",
            "unmarked": "1" if self.unmarked else "",
            "front": "1" if self.front else "",
            "most_cost": self.most_cost,
        }


def wanted_in(request: HttpRequest) -> Wanted:
    """Read what is asked for."""
    asked = request.GET
    sort = asked.get("sort", "rank")
    name = sort.lstrip("-")
    return Wanted(
        sort=name if name in _SORTS else "rank",
        is_descending=sort.startswith("-"),
        side=asked.get("side", ""),
        facing=bool(asked.get("facing")),
        unmarked=bool(asked.get("unmarked")),
        front=bool(asked.get("front")),
        most_cost=asked.get("most_cost", "").strip(),
    )


def chosen(links: Sequence[MissingLink], wanted: Wanted, lines: LinkLines) -> list[MissingLink]:
    """Give the links that are asked for, in order.

    Raises:
        BaylineError: The cost is no number.
    """
    most = _yuan(wanted.most_cost)
    some = [
        one
        for one in links
        if (not wanted.side or wanted.side in one.sides)
        and (not wanted.facing or one.is_facing)
        and (not wanted.unmarked or not lines.is_marked(one))
        and (not wanted.front or one.is_efficient)
        and (most is None or one.cost_yuan <= most)
    ]
    return sorted(some, key=_SORTS[wanted.sort], reverse=wanted.is_descending)


def _yuan(written: str) -> float | None:
    if not written:
        return None
    try:
        number = float(written.replace(",", ""))
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise BaylineError(
            f"“{written[:20]}” is no cost",
            where="most_cost",
            do="write a number, such as 2000",
            zh=Words(f"“{written[:20]}”不是造价", do="请写一个数，如2000"),
        )
    return number * (1e6 if is_english() else _WAN)


def ranking(request: HttpRequest) -> Answer:
    """Show what is missing."""
    at, ways, wanted = as_of(request), addresses(request), wanted_in(request)
    standing = network_at(at)
    if standing is None or standing.is_sketch:
        return Answer(context=_empty(standing, wanted), template="links/ranking.html")
    lines, problem = LinkLines(standing, marks(at), ways), ""
    try:
        found = chosen(standing.links, wanted, lines)
    except BaylineError as error:
        found, problem = [], said(error)
    to = _addressing(ways, wanted)
    page_asked = request.GET.get("page", "1")
    pager = Pager.of(
        int(page_asked) if page_asked.isdecimal() and int(page_asked) else 1,
        len(found),
        size=_SIZE,
        address=lambda number: to(page=number),
    )
    page = RankingPage(
        network=network_view(standing),
        total=len(found),
        columns=tuple(_columns(wanted, to)),
        links=tuple(map(lines.line, pager.cut(found, size=_SIZE))),
        sides=tuple(_sides(standing, wanted, lines)),
        facing=wanted.facing,
        unmarked=wanted.unmarked,
        front=wanted.front,
        most_cost=wanted.most_cost,
        problem=problem,
        sort=wanted.asked["sort"],
        order=order_of(standing),
        estimated=estimates_in(standing.edition),
        pager=pager,
        figure=charts.shown(
            request,
            standing,
            lambda: chart_with(standing),
            ways.to("/links/features.geojson"),
        ),
        csv_address=ways.to("/links/ranking.csv", **wanted.asked),
        pdf_address=ways.to("/links/ranking.pdf", **wanted.asked),
    )
    return Answer(
        context=page,
        template="links/ranking.html",
        status=400 if problem and not is_twin(request) else 200,
    )


def _empty(standing: Standing | None, wanted: Wanted) -> RankingPage:
    return RankingPage(
        network=network_view(standing),
        total=0,
        columns=(),
        links=(),
        sides=(),
        facing=wanted.facing,
        unmarked=wanted.unmarked,
        front=wanted.front,
        most_cost=wanted.most_cost,
        problem="",
        sort=wanted.asked["sort"],
        order="",
        estimated="",
        pager=Pager.of(1, 0, size=_SIZE, address=str),
        figure=None,
    )


def _addressing(ways: Addresses, wanted: Wanted) -> Callable[..., str]:
    def to(**more: object) -> str:
        return ways.to("/links/ranking", **{**wanted.asked, **more})

    return to


def _columns(wanted: Wanted, to: Callable[..., str]) -> Iterator[Column]:
    now = wanted.sort, wanted.is_descending
    for name, word in (
        ("rank", _("排名")),
        ("length", _("长（米）")),
        ("now", _("现在（分:秒）")),
        ("gain", _("潜力增加")),
        ("across", _("其中跨界")),
        ("cost", _("造价（万元）")),
        ("worth", _("每万元潜力")),
        ("score", _("评分名次")),
    ):
        yield column_of(
            name,
            word,
            now=now,
            address=lambda value: to(sort=value),
            is_number=True,
            is_descending=name in _FALLING,
        )


def _sides(standing: Standing, wanted: Wanted, lines: LinkLines) -> Iterator[Option]:
    codes = sorted({code for one in standing.links for code in one.sides if code})
    for code in codes:
        yield Option(value=code, word=lines.side(code), is_chosen=code == wanted.side)


def ranking_csv(request: HttpRequest) -> HttpResponseBase:
    """Give the ranking as a table."""
    asked = _asked(request)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(_HEADS)
    if asked:
        _standing, found, lines = asked
        with in_force(_standing.edition):
            table.writerows(_row(one, lines) for one in found)
    response = HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="links.csv"'
    return response


_HEADS = (
    *("rank", "from_lon", "from_lat", "to_lon", "to_lat", "side_one", "side_other", "length_m"),
    *("time_s", "network_time_s", "cost_yuan", "benefit_per_million_yuan", "score", "score_rank"),
    *(f"gain_{name}" for name in words.INDICATORS),
    *(f"across_{name}" for name in words.INDICATORS),
    *("dead_ends", "facing", "efficient", "minor_km_per_km2", "confidence"),
    "marked_not_mapped",
)


def _row(one: MissingLink, lines: LinkLines) -> list[object]:
    (a, b), (c, d) = one.link
    return [
        *(one.rank, a, b, c, d, *one.sides, one.length_m, one.time_s, one.network_time_s),
        *(one.cost_yuan, one.benefit_per_cost, one.score, one.score_rank),
        *(one.gains.get(name, 0.0) for name in words.INDICATORS),
        *(one.gains_across.get(name, 0.0) for name in words.INDICATORS),
        *(one.dead_ends, one.is_facing, one.is_efficient, one.minor_km_per_km2),
        *(confidence_of(one), lines.is_marked(one)),
    ]


def _asked(request: HttpRequest) -> tuple[Standing, list[MissingLink], LinkLines] | None:
    """Give what is asked for; None where no roads were taken in, and nothing is ranked."""
    at = as_of(request)
    standing = network_at(at)
    if standing is None or standing.is_sketch:
        return None
    lines = LinkLines(standing, marks(at), addresses(request))
    return standing, chosen(standing.links, wanted_in(request), lines), lines


def ranking_pdf(request: HttpRequest) -> HttpResponseBase:
    """Give the ranking on paper; where nothing is ranked, the page says why."""
    from importlib.resources import files

    from bayline.platform.reporting.fonts import chosen as fonts
    from bayline.platform.reporting.typesetting import Layout, pdf_of

    asked = _asked(request)
    if asked is None:
        return HttpResponseRedirect(addresses(request).to("/links/ranking"))
    standing, found, lines = asked
    looks = files("bayline.systems.links") / "looks/ranking.typ"
    library = (files("bayline.platform.reporting") / "looks/bayline.typ").read_bytes()
    layout = Layout(path="ranking.typ", data=looks.read_bytes(), library=library, beside={})
    facts = paper(standing, found[:_SIZE], lines, at=timezone.now())
    response = HttpResponse(pdf_of(facts, layout, fonts()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="links.pdf"'
    return response


def paper(
    standing: Standing, found: Sequence[MissingLink], lines: LinkLines, *, at: datetime
) -> dict[str, object]:
    """Give what the layout of the ranking prints."""
    view = network_view(standing)
    rows = [lines.line(one) for one in found]
    credit = "，".join(filter(None, (standing.source, standing.date, standing.licence)))
    return {
        "language": "en" if is_english() else "zh",
        "moment": at.isoformat(),
        "blocks": [],
        "snapshot": "",
        "notes": [],
        "named": {},
        "called": "",
        "region": "",
        "title": _("缺路排名"),
        "credit": credit,
        "printed": f"{timezone.localtime(at):%Y-%m-%d %H:%M}",
        "remarks": [*(view.remarks if view else ()), order_of(standing)],
        "assumption": _("按自由流计算；地图不全的地方，“缺”可能只是“没画”。"),
        "heads": _paper_heads(),
        "rows": [
            [
                str(row.rank),
                row.sides,
                row.length_m,
                row.network_time,
                row.gain,
                row.share,
                row.across,
                row.cost,
                row.per_cost,
                row.score_rank,
                _("：").join(filter(None, (row.confidence, row.signs))),
            ]
            for row, one in zip(rows, found, strict=True)
        ],
    }


def _paper_heads() -> list[str]:
    return [
        *(_("排名"), _("两侧"), _("长（米）"), _("现在（分:秒）"), _("潜力增加"), _("占现有")),
        *(_("其中跨界"), _("造价（万元）"), _("每万元潜力"), _("评分名次"), _("可信度")),
    ]
