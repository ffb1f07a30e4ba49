"""The first page of produce: how much land, how many lots, how many pass, for how many weeks."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Linked
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.reaching import present_reach
from bayline.platform.registers.queries import registers as declared
from bayline.platform.registers.terms import Values
from bayline.systems.produce.pages import words
from bayline.systems.produce.pages.contexts import (
    BrandLine,
    KeyFigure,
    OverviewPage,
    PracticeLine,
    Told,
)
from bayline.systems.produce.pages.lines import Lines, newest, total
from bayline.systems.produce.rules import registers, testing
from bayline.systems.produce.rules.bases import hectares
from bayline.systems.produce.rules.calendars import runs
from bayline.systems.produce.rules.testing import state_of

_FIRST = 8


def overview(request: HttpRequest) -> Answer:
    """Show where a brand stands."""
    at, ways = as_of(request), addresses(request)
    lines, is_inside = Lines(at, ways), is_staff(request)
    book = lines.book
    regional = [one for one in book.brands.values() if one["kind"] == "regional"]
    harvests = lines.lots.harvests
    page = OverviewPage(
        brand="、".join(one["name"] for one in regional),
        practices_word=_("做法"),
        figures=tuple(_figures(lines)),
        brands=tuple(_brand(one, lines) for one in _in_order(book.brands.values())),
        practices=tuple(_practices(lines)),
        bases=tuple(lines.base(code) for code in sorted(book.bases)),
        lots=tuple(lines.lot(one) for one in harvests[:_FIRST]),
        season=_season(lines),
        is_demonstration=any(one.is_demonstration for one in harvests),
        is_unpublished=present_reach().is_nothing,
        day=words.day(lines.today),
        ways=tuple(_ways(lines)) if is_inside else (),
        registers=tuple(_registers(lines)),
    )
    return Answer(context=page, template="produce/overview.html")


def _in_order(brands: Iterable[Values]) -> list[Values]:
    return sorted(brands, key=lambda one: (one["kind"] != "regional", one["code"]))


def _figures(lines: Lines) -> Iterator[KeyFigure]:
    book, ways = lines.book, lines.ways
    area = sum((Decimal(one["area"]) for one in book.blocks.values()), Decimal(0))
    if book.blocks:
        yield KeyFigure(
            word=_("面积（亩）"),
            value=words.mu(area),
            note=_("%(ha)s公顷，%(n)s块") % {
                "ha": words.hectares(hectares(area)), "n": len(book.blocks)
            },
            address=ways.to("/produce/bases"),
        )  # fmt: skip
    harvests = lines.lots.harvests
    if not harvests:
        return
    year = newest(harvests)
    this_year = [one for one in harvests if one.year == year]
    yield KeyFigure(
        word=_("产品批次"),
        value=f"{len(this_year):,}",
        note=_("%(year)s年，%(mass)s") % {
            "year": year, "mass": words.kilograms(total(this_year))
        },
        address=ways.to("/produce/lots", year=year),
    )  # fmt: skip
    states = [state_of(lines.tests_of(one)) for one in this_year]
    passed, failed = states.count(testing.PASS), states.count(testing.FAIL)
    yield KeyFigure(
        word=_("合格率"),
        value=f"{passed * 100 / (passed + failed):.1f}%" if passed + failed else "—",
        note=_("能判定的%(n)s批里合格%(k)s批，另有%(u)s批不能判定或没有结果") % {
            "n": passed + failed, "k": passed, "u": len(states) - passed - failed
        },
        address=ways.to("/produce/inspection", year=year),
    )  # fmt: skip
    weeks = {one.week for one in this_year}
    yield KeyFigure(
        word=_("有货的周"),
        value=f"{len(weeks)}",
        note=_("%(year)s年，按采收") % {"year": year},
        address=ways.to("/produce/season", year=year),
    )


def _season(lines: Lines) -> tuple[Told, ...]:
    harvests = lines.lots.harvests
    year = newest(harvests)
    found = []
    for code in lines.book.products:
        weeks = {
            one.week - 1 for one in harvests if one.year == year and lines.product_of(one) == code
        }
        told = "、".join(words.weeks(first, last) for first, last in runs([*weeks]))
        if told:
            found.append(Told(of=lines.book.products[code]["name"], told=told))
    return tuple(found)


def _brand(values: Values, lines: Lines) -> BrandLine:
    products = [one for one in lines.book.products.values() if one["brand"] == values["code"]]
    return BrandLine(
        to=lines.brand_link(values["code"]),
        level=_("区域公用品牌") if values["kind"] == "regional" else _("子品牌"),
        holder=lines.grower_link(values["holder"]) if values.get("holder") else None,
        products=tuple(lines.to_product(one["code"]) for one in products),
        area=lines.grounds.number(registers.BRANDS, values, "area"),
        quoted=lines.grounds.quoted(values),
    )


def _practices(lines: Lines) -> Iterator[PracticeLine]:
    """Show each practice with the bases that lack it today."""
    book = lines.book
    lacking: dict[str, list[str]] = {}
    for code in sorted(book.bases):
        for one in lines.missing_at(code, lines.today):
            told = f"{book.bases[code]['name']}（{words.reason_word(one.reason)}）"
            lacking.setdefault(one.practice, []).append(told)
    rows = sorted(book.practices.values(), key=lambda one: (int(one["number"]), one["code"]))
    for values in rows:
        bases = lacking.get(values["code"], [])
        state = words.practice_state("")
        if bases:
            state = words.lacking_state(len(bases), len(book.bases))
        yield PracticeLine(
            to=lines.practice_link(values["code"]),
            requirement=values["requirement"],
            state=state,
            detail="、".join(bases),
        )


def _ways(lines: Lines) -> Iterator[Linked]:
    for word, path in (
        (_("基地图"), "/produce/bases"),
        (_("产品批次"), "/produce/lots"),
        (_("检测计划"), "/produce/inspection"),
        (_("供货日历"), "/produce/season"),
    ):
        yield Linked(label=word, address=lines.ways.to(path))
    if not lines.ways.as_of:  # recalls are acted on, so they stand as of now only
        yield Linked(label=_("召回"), address=lines.ways.to("/produce/recalls"))


def _registers(lines: Lines) -> Iterator[Linked]:
    for one in declared():
        if one.name in registers.EVERY:
            label = words.in_language(one.title, one.title_en)
            yield Linked(label=label, address=lines.ways.to(f"/registers/{one.name}"))
