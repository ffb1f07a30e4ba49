"""Lots, the newest first: what is known of each, and whether it may carry the brand."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Option, Pager
from bayline.platform.pages import Answer
from bayline.platform.registers.cells.guarding import guarded
from bayline.systems.produce.pages import words
from bayline.systems.produce.pages.contexts import LotsPage
from bayline.systems.produce.pages.lines import Lines, total
from bayline.systems.produce.rules import testing
from bayline.systems.produce.rules.lots import Harvest
from bayline.systems.produce.rules.testing import state_of

_SIZE = 50
_STATES = (
    testing.PASS, testing.FAIL, testing.UNDECIDED, testing.LATE, testing.DUE, testing.NONE,
)  # fmt: skip
_GATES = ("yes", "no", "unknown")
_HEADS = (
    "lot", "link", "day", "kg", "product", "base", "block", "tests", "brand", "missing",
    "demonstration",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of lots is asked for; empty for all."""

    product: str
    base: str
    year: str
    tests: str
    gate: str

    def fields(self) -> Mapping[str, str]:
        """Give what is asked as addresses say it."""
        return {name: getattr(self, name) for name in self.__slots__}


def lots(request: HttpRequest) -> Answer:
    """Show a page of lots."""
    lines, asked = Lines(as_of(request), addresses(request)), _asked(request)
    found = [*_found(lines, asked)]
    ways = lines.ways

    def address(page: int) -> str:
        return ways.to("/produce/lots", **asked.fields(), page=page if page > 1 else "")

    pager = Pager.of(page_number(request), len(found), size=_SIZE, address=address)
    book, harvests = lines.book, lines.lots.harvests
    page = LotsPage(
        total=len(found),
        kilograms=words.kilograms(total(found)),
        lots=tuple(map(lines.lot, pager.cut(found, size=_SIZE))),
        products=_options(
            {code: one["name"] for code, one in book.products.items()}, asked.product
        ),
        bases=_options({code: one["name"] for code, one in book.bases.items()}, asked.base),
        years=_options(dict.fromkeys(f"{one.year}" for one in harvests), asked.year),
        tests=_options({one: words.tests_state(one).word for one in _STATES}, asked.tests),
        gates=_options(_gate_words(), asked.gate),
        pager=pager,
        csv_address=ways.to("/produce/lots.csv", **asked.fields()),
    )
    return Answer(context=page, template="produce/lots.html")


def lots_csv(request: HttpRequest) -> HttpResponse:
    """Give the lots that are asked for as a table."""
    lines = Lines(as_of(request), addresses(request))
    return table("lots.csv", _HEADS, (_row(one, lines) for one in _found(lines, _asked(request))))


def table(name: str, heads: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Give a table as a file that spreadsheets open."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([guarded(str(cell)) for cell in row] for row in rows)
    answer = HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _row(one: Harvest, lines: Lines) -> list[object]:
    block, missing, base = lines.block_of(one), lines.missing_of(one), lines.base_of(one)
    return [
        one.lot,
        one.thing,
        one.day.isoformat(),
        "" if one.mass is None else format(one.mass, "f"),
        lines.product_of(one),
        base,
        block["code"] if block else "",
        state_of(lines.tests_of(one)),
        words.gate_state(missing, is_known=bool(base)).name,
        " ".join(f"{each.practice}:{each.reason}" for each in missing),
        "yes" if one.is_demonstration else "",
    ]


def _asked(request: HttpRequest) -> _Asked:
    return _Asked(*(request.GET.get(name, "").strip() for name in _Asked.__slots__))


def _found(lines: Lines, asked: _Asked) -> Iterator[Harvest]:
    tests: tuple[tuple[str, Callable[[Harvest], str]], ...] = (
        (asked.year, lambda one: f"{one.year}"),
        (asked.product, lines.product_of),
        (asked.base, lines.base_of),
        (asked.gate, lambda one: _gate(one, lines)),
        (asked.tests, lambda one: state_of(lines.tests_of(one))),
    )
    wanted = [(value, told) for value, told in tests if value]
    for one in lines.lots.harvests:
        if all(told(one) == value for value, told in wanted):
            yield one


def _gate(one: Harvest, lines: Lines) -> str:
    return words.gate_state(lines.missing_of(one), is_known=bool(lines.base_of(one))).name


def _gate_words() -> dict[str, str]:
    return dict(zip(_GATES, (_("可用品牌"), _("不能用品牌"), _("基地没有登记")), strict=True))


def _options(named: Mapping[str, str | None], chosen: str) -> tuple[Option, ...]:
    return tuple(
        Option(value=value, word=word or value, is_chosen=value == chosen)
        for value, word in named.items()
    )
