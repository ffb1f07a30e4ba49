"""The answers of all units of a request in one table, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.http import HttpRequest

from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer, is_english
from bayline.systems.plan.pages.requests.context import Cell, ColumnView, Named
from bayline.systems.plan.pages.requests.item import found_or_404
from bayline.systems.plan.pages.requests.tables import column_view, named, path_of
from bayline.systems.plan.pages.requests.words import period_word
from bayline.systems.plan.queries import requests as queries
from bayline.systems.plan.rules.requests.tables import lines_for, shown_cell
from bayline.systems.plan.rules.requests.terms import Request

_PAGE = {"twin": False}
_ROWS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """A row that a unit answered."""

    unit: Named
    state: str
    version: int
    row: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersPage:
    """All answers to a request."""

    code: str
    title: str
    period: str
    period_word: str
    columns: tuple[ColumnView, ...]
    rows: tuple[AnswerRow, ...]
    total: int
    pager: Pager
    request_address: str = field(metadata=_PAGE)
    xlsx_address: str = field(metadata=_PAGE)
    csv_address: str = field(metadata=_PAGE)


def answers(request: HttpRequest, code: str) -> Answer:
    """Show all answers to a request, the version that was accepted or else sent last."""
    ways, found = addresses(request), found_or_404(code)
    rows = [*_rows(request, found)]

    def address(page: int) -> str:
        return ways.to(f"{path_of(code)}/answers", page=page if page > 1 else "")

    pager = Pager.of(page_number(request), len(rows), size=_ROWS, address=address)
    page = AnswersPage(
        code=code,
        title=found.template.called(english=is_english()),
        period=found.period.edtf,
        period_word=period_word(found.period),
        columns=tuple(column_view(each) for each in found.template.columns),
        rows=tuple(islice(rows, (pager.page - 1) * _ROWS, pager.page * _ROWS)),
        total=len(rows),
        pager=pager,
        request_address=ways.to(path_of(code)),
        xlsx_address=ways.to(f"{path_of(code)}/answers.xlsx"),
        csv_address=ways.to(f"{path_of(code)}/answers.csv"),
    )
    return Answer(context=page, template="plan/requests/answers.html")


def _rows(request: HttpRequest, found: Request) -> Iterator[AnswerRow]:
    ways, names, english = addresses(request), queries.names_in(found), is_english()
    columns = [
        (each, each.field.called(english=english), column_view(each).is_number)
        for each in found.template.columns
    ]
    for unit, state, version, filled in queries.all_answers(found.code, as_of=as_of(request)):
        taken = queries.taken(found.code, unit, version)
        claims = taken.claims if taken else {}
        for line in lines_for(found.template, unit, filled):
            if line.answers:
                row = filled.rows.get(line.code, {})
                yield AnswerRow(
                    unit=named(unit, names, ways),
                    state=state,
                    version=version,
                    row=line.code,
                    cells=tuple(
                        Cell(
                            column=column.name,
                            title=title,
                            text=shown_cell(column, line, row, names),
                            address=ways.figure(claim)
                            if (claim := claims.get((line.code, column.name), ""))
                            else "",
                            is_number=is_number,
                        )
                        for column, title, is_number in columns
                    ),
                )
