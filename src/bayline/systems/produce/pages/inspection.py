"""The plan of inspection: what is due, what was found, what nobody can decide."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Option, Pager
from bayline.platform.pages import Answer
from bayline.systems.produce.pages import words
from bayline.systems.produce.pages.contexts import InspectionPage, KeyFigure
from bayline.systems.produce.pages.lines import Lines
from bayline.systems.produce.pages.lots import table
from bayline.systems.produce.rules import registers, testing
from bayline.systems.produce.rules.lots import Harvest
from bayline.systems.produce.rules.testing import Test

_SIZE = 50
_PATH = "/produce/inspection"
_STATES = (testing.FAIL, testing.UNDECIDED, testing.LATE, testing.DUE, testing.PASS)
_HEADS = (
    "lot", "product", "pesticide", "mg_per_kg", "day", "state", "standard", "sentence",
    "laboratory", "report",
)  # fmt: skip


class _Row(NamedTuple):
    """A result, or one that is not there yet, with its lot."""

    lot: Harvest
    test: Test


def inspection(request: HttpRequest) -> Answer:
    """Show what is due, what was found, and what nobody can decide; the worst first."""
    lines = Lines(as_of(request), addresses(request))
    ways = lines.ways
    state, product, year = (
        request.GET.get(name, "").strip() for name in ("state", "product", "year")
    )
    every = _rows(lines, product, year)
    rows = [one for one in every if state in {"", one.test.state}]
    asked = {"product": product, "year": year}

    def address(page: int) -> str:
        return ways.to(_PATH, **asked, state=state, page=page if page > 1 else "")

    pager = Pager.of(page_number(request), len(rows), size=_SIZE, address=address)
    counts = Counter(one.test.state for one in every)
    limits = lines.book.limits
    page = InspectionPage(
        total=len(rows),
        states=tuple(
            Option(value=one, word=words.tests_state(one).word, is_chosen=one == state)
            for one in _STATES
        ),
        products=tuple(
            Option(value=code, word=one["name"], is_chosen=code == product)
            for code, one in lines.book.products.items()
        ),
        counts=tuple(
            KeyFigure(
                word=words.tests_state(one).word,
                value=f"{counts[one]:,}",
                note=words.tests_state(one).look,
                address=ways.to(_PATH, **asked, state=one),
            )
            for one in _STATES
        ),
        rows=tuple(lines.test(*one) for one in pager.cut(rows, size=_SIZE)),
        pager=pager,
        is_unverified=any(not one.is_verified for one in limits),
        editions=tuple(_edition(one.name, one.since.isoformat(), one.source) for one in limits),
        day=words.day(lines.today),
        csv_address=ways.to(f"{_PATH}.csv", **asked, state=state),
        rules_address=ways.to(f"/registers/{registers.INSPECTIONS}"),
        new_address="" if ways.as_of else ways.to(f"/registers/{registers.TESTS}/new"),
    )
    return Answer(context=page, template="produce/inspection.html")


def _edition(name: str, since: str, source: str) -> str:
    return _("%(name)s，%(since)s起，来源：%(source)s") % {
        "name": name, "since": since, "source": source
    }  # fmt: skip


def inspection_csv(request: HttpRequest) -> HttpResponse:
    """Give what is due, found or undecided as a table."""
    lines = Lines(as_of(request), addresses(request))
    state, product, year = (
        request.GET.get(name, "").strip() for name in ("state", "product", "year")
    )
    rows = [one for one in _rows(lines, product, year) if state in {"", one.test.state}]
    return table("inspection.csv", _HEADS, _cells(rows, lines))


def _cells(rows: Sequence[_Row], lines: Lines) -> Iterator[list[object]]:
    for lot, test in rows:
        verdict = test.verdict
        yield [
            lot.thing,
            lines.product_of(lot),
            test.pesticide,
            test.found,
            test.day.isoformat(),
            test.state,
            verdict.standard if verdict else "",
            words.in_language(verdict.zh, verdict.sentence) if verdict else "",
            test.laboratory,
            test.report,
        ]


def _rows(lines: Lines, product: str, year: str) -> list[_Row]:
    """Give all tests of lots, the worst first, the newest first among those alike."""
    found = [
        _Row(lot, test)
        for lot in lines.lots.harvests
        if product in {"", lines.product_of(lot)} and year in {"", f"{lot.year}"}
        for test in lines.tests_of(lot)
    ]
    return sorted(found, key=lambda one: _STATES.index(one.test.state))
