"""One product: what it is judged by, where it grows, which lots there are."""

from collections import Counter
from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer, refused
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.systems.produce.pages import words
from bayline.systems.produce.pages.contexts import KeyFigure, LimitLine, ProductPage, State
from bayline.systems.produce.pages.land import planned_on
from bayline.systems.produce.pages.lines import Lines, total
from bayline.systems.produce.rules import registers, testing
from bayline.systems.produce.rules.residues import judged
from bayline.systems.produce.rules.testing import state_of

_LOTS = 20


def product(request: HttpRequest, code: str) -> Answer:
    """Show a product."""
    at, ways = as_of(request), addresses(request)
    lines = Lines(at, ways)
    values = lines.book.products.get(code)
    if values is None:
        return refused(_nothing(code), status=404)
    blocks = [one for one in lines.book.blocks.values() if one["product"] == code]
    planned = planned_on({code}, lines, at)
    crops = [one for one in entries_in(registers.CROPS, at=at).values() if one["product"] == code]
    harvests = [one for one in lines.lots.harvests if lines.product_of(one) == code]
    page = ProductPage(
        to=lines.to_product(code),
        brand=lines.brand_link(values["brand"]),
        food=values["food"],
        certificate=_certificate(values),
        gtin=values.get("gtin", ""),
        box=values.get("box", ""),
        quoted=lines.grounds.quoted(values),
        note=values.get("note", ""),
        figures=tuple(_figures(code, lines)),
        limits=tuple(_limits(code, lines)),
        is_unverified=any(not one.is_verified for one in lines.book.limits),
        crops=tuple(map(lines.crop, crops)),
        blocks=tuple(
            lines.block(one, planned.get(one["code"], ()))
            for one in sorted(blocks, key=lambda one: one["code"])
        ),
        lots=tuple(map(lines.lot, harvests[:_LOTS])),
        lots_address=ways.to("/produce/lots", product=code),
        register_address=ways.to(f"/registers/{registers.PRODUCTS}/{code}"),
    )
    return Answer(context=page, template="produce/product.html")


def _certificate(values: Values) -> State:
    if values.get("certificate") == "yes":
        return State(name="due", look="pending", word=_("每批要有承诺达标合格证"))
    return State(name="not due", look="good", word=_("不要合格证（不在范围内）"))


def _figures(code: str, lines: Lines) -> Iterator[KeyFigure]:
    """Count lots by year, with their mass and how many pass."""
    harvests = [one for one in lines.lots.harvests if lines.product_of(one) == code]
    for year in sorted({one.year for one in harvests}, reverse=True):
        some = [one for one in harvests if one.year == year]
        states = Counter(state_of(lines.tests_of(one)) for one in some)
        told = {
            "mass": words.kilograms(total(some)),
            "k": states[testing.PASS],
            "f": states[testing.FAIL],
        }
        yield KeyFigure(
            word=_("%(year)s年批次") % {"year": year},
            value=f"{len(some):,}",
            note=_("%(mass)s；合格%(k)s批，不合格%(f)s批") % told,
            address=lines.ways.to("/produce/lots", product=code, year=year),
        )


def _limits(code: str, lines: Lines) -> Iterator[LimitLine]:
    """Say by which limit each pesticide that is tested for is judged today."""
    food = lines.book.products[code]["food"]
    for pesticide in sorted(lines.book.wanted(code)):
        verdict = judged(lines.book.limits, pesticide, food, None, lines.today)
        limit = verdict.limit
        known = limit is not None or verdict.state != testing.UNDECIDED
        yield LimitLine(
            pesticide=pesticide,
            limit=format(limit.milligrams, "f") if limit else "",
            of=limit.food if limit and limit.food != food else "",
            edition=verdict.standard,
            state=State(
                name="known" if known else "unknown",
                look="good" if known else "unknown",
                word=_("有限量") if limit else _("禁用") if known else _("没有这一行，不能判定"),
            ),
        )


def _nothing(code: str) -> BaylineError:
    return BaylineError(
        f"no product “{code[:40]}”",
        why="no register has it",
        do="see /registers/brand_products for those there are",
        zh=Words(f"没有产品“{code[:40]}”", "名册里没有", "已有的见/registers/brand_products"),
    )
