"""Bases and blocks: on the map, with the practices they keep and the lots they gave."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.engines.season.terms import Planted
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of
from bayline.platform.maps.showing import MapFigure, features_of, figure_of
from bayline.platform.maps.terms import Chart
from bayline.platform.pages import Answer, refused
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.systems.produce.pages import drawn, words
from bayline.systems.produce.pages.contexts import BasePage, BasesPage, BlockPage, Told
from bayline.systems.produce.pages.lines import Lines
from bayline.systems.produce.queries.books import book
from bayline.systems.produce.queries.seasons import season
from bayline.systems.produce.rules import registers
from bayline.systems.produce.rules.bases import hectares

_LOTS = 20


def bases(request: HttpRequest) -> Answer:
    """Show all bases on the map and in a table."""
    at, ways = as_of(request), addresses(request)
    lines = Lines(at, ways)
    area = sum((Decimal(one["area"]) for one in lines.book.blocks.values()), Decimal(0))
    chart = drawn.bases_chart(lines.book, at)
    outlined = [*drawn.outlined(lines.book.blocks.values())]
    page = BasesPage(
        figure=_figure(request, chart, "/produce/bases.geojson") if outlined else None,
        bases=tuple(lines.base(code) for code in sorted(lines.book.bases)),
        mu=words.mu(area),
        hectares=words.hectares(hectares(area)),
        without_outline=len(lines.book.blocks) - len(outlined),
    )
    return Answer(context=page, template="produce/bases.html")


def bases_features(request: HttpRequest) -> HttpResponse:
    """Give bases and blocks as GeoJSON."""
    at, ways = as_of(request), addresses(request)
    chart = drawn.bases_chart(book(at), at)
    return features_of(request, chart, chart.layers, ways)


def base(request: HttpRequest, code: str) -> Answer:
    """Show a base."""
    at, ways = as_of(request), addresses(request)
    lines = Lines(at, ways)
    values = lines.book.bases.get(code)
    if values is None:
        return refused(_nothing("base", "基地", code), status=404)
    blocks = lines.blocks_at(code)
    harvests = [one for one in lines.lots.harvests if lines.base_of(one) == code][:_LOTS]
    planned = planned_on({one["product"] for one in blocks}, lines, at)
    page = BasePage(
        line=lines.base(code),
        gln=values.get("gln", ""),
        day=words.day(lines.today),
        figure=_near(request, blocks, f"/produce/bases/{code}/features.geojson"),
        practices=tuple(lines.practices_at(code, lines.today)),
        blocks=tuple(lines.block(one, planned.get(one["code"], ())) for one in blocks),
        lots=tuple(map(lines.lot, harvests)),
        note=values.get("note", ""),
        lots_address=ways.to("/produce/lots", base=code),
        register_address=ways.to(f"/registers/{registers.BASES}/{code}"),
    )
    return Answer(context=page, template="produce/base.html")


def base_features(request: HttpRequest, code: str) -> HttpResponse:
    """Give the blocks of a base as GeoJSON."""
    lines = Lines(as_of(request), addresses(request))
    chart = drawn.blocks_chart(lines.blocks_at(code))
    return features_of(request, chart, chart.layers, lines.ways)


def block(request: HttpRequest, code: str) -> Answer:
    """Show a block."""
    at, ways = as_of(request), addresses(request)
    lines = Lines(at, ways)
    values = lines.book.blocks.get(code)
    if values is None:
        return refused(_nothing("block", "地块", code), status=404)
    planned = tuple(planned_on({values["product"]}, lines, at).get(code, ()))
    crops = [
        one
        for one in entries_in(registers.CROPS, at=at).values()
        if one["product"] == values["product"]
    ]
    page = BlockPage(
        line=lines.block(values),
        base=lines.to_base(values["base"]),
        place=values.get("place", ""),
        planned=planned,
        crops=tuple(map(lines.crop, crops)),
        figure=_near(request, [values], f"/produce/blocks/{code}/features.geojson"),
        lots=tuple(map(lines.lot, lines.by_block.get(code, [])[:_LOTS])),
        note=values.get("note", ""),
        register_address=ways.to(f"/registers/{registers.BLOCKS}/{code}"),
    )
    return Answer(context=page, template="produce/block.html")


def block_features(request: HttpRequest, code: str) -> HttpResponse:
    """Give a block as GeoJSON."""
    known = book(as_of(request)).blocks
    chart = drawn.blocks_chart([known[code]] if code in known else [])
    return features_of(request, chart, chart.layers, addresses(request))


def planned_on(products: set[str], lines: Lines, at: datetime | None) -> dict[str, list[Told]]:
    """Say what the plan of the year has on each block, of some products."""
    found: dict[str, list[Told]] = {}
    known = lines.book.products
    names = entries_in(registers.CROPS, at=at)
    for name in sorted({known[one]["range"] for one in products if one in known}):
        for one in season(name, at)[1].planted:
            found.setdefault(one.block.name, []).append(_planted(one, names))
    return found


def _planted(one: Planted, names: dict[str, Values]) -> Told:
    crop = names.get(one.crop.name, {}).get("name", one.crop.name)
    first, last = one.crop.picks[0][0], one.crop.picks[-1][0]
    told = {"week": one.crop.start + 1, "picked": words.weeks(first, last)}
    return Told(of=crop, told=_("第%(week)s周开种，%(picked)s采") % told)


def _near(request: HttpRequest, blocks: Iterable[Values], path: str) -> MapFigure | None:
    chart = drawn.blocks_chart(blocks)
    return _figure(request, chart, path) if chart.layers else None


def _figure(request: HttpRequest, chart: Chart, path: str) -> MapFigure:
    ways = addresses(request)
    return figure_of(request, chart, ways.to(path), ways)


def _nothing(what: str, zh: str, code: str) -> BaylineError:
    return BaylineError(
        f"no {what} “{code[:40]}”",
        why="no register has it",
        do="see /produce/bases for those there are",
        zh=Words(f"没有{zh}“{code[:40]}”", "名册里没有", "已有的见/produce/bases"),
    )
