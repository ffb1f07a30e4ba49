"""The table of a unit as a workbook: what is given is locked, and it says whose form it is."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.terms import Kind
from bayline.systems.plan.rules.requests.forms import heading
from bayline.systems.plan.rules.requests.gaps import gap_in
from bayline.systems.plan.rules.requests.tables import Line, blank_rows, lines_for, shown_cell
from bayline.systems.plan.rules.requests.terms import Column, Filled, Request, Row, Rows

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEET = "填报"
MARKS = "_bayline"
CODE, SAME = "行号代码（勿改）", "与上期相同（写是）"
HEAD_ROW = 3  # counted from 1: title, hint, heads
BLANK_ROWS = 50
_EXCEL_DIGITS = 15
_WIDTHS = {Kind.LONG: 44, Kind.TEXT: 26, Kind.INTEGER: 14, Kind.DECIMAL: 14, Kind.FIGURE: 18}


class Mark(NamedTuple):
    """What tells a workbook from every other.

    Attributes:
        request: Code of the request.
        unit: Code of the unit.
        period: The period, as EDTF.
        step: Number of the last step when it was written.
        columns: Names of its columns, as they stand.
        sign: What nobody else can write over the rest.
    """

    request: str
    unit: str
    period: str
    step: str
    columns: str
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a workbook is made of.

    Attributes:
        request: What is asked.
        unit: Code of the unit.
        filled: What stands in its table.
        earlier: The answered rows of the period before.
        names: What units are called.
        mark: What tells the workbook from others.
        title: What stands above the table.
        hint: What is to be known, below the title.
    """

    request: Request
    unit: str
    filled: Filled
    mark: Mark
    title: str
    hint: str
    earlier: Mapping[str, Row] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def columns_of(request: Request) -> str:
    """Name the columns of a table in one text, to tell whether they were changed."""
    return " ".join(each.name for each in request.template.columns)


def workbook_of(sheet: Sheet) -> bytes:
    """Write the workbook of a unit."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(written, options) as book:
        page = book.add_worksheet(SHEET)
        marks = book.add_worksheet(MARKS)
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "hint": book.add_format({"font_color": "#43535B"}),
            "head": book.add_format(
                {"bold": True, "bg_color": "#F0F4F5", "text_wrap": True, "border": 1}
            ),
            "locked": book.add_format({"bg_color": "#F0F4F5", "text_wrap": True, "valign": "top"}),
            "words": book.add_format({"locked": False, "num_format": "@", "text_wrap": True}),
            "number": book.add_format({"locked": False}),
        }
        _Writing(sheet, page, formats).write()
        for at, (name, value) in enumerate(zip(Mark._fields, sheet.mark, strict=True)):
            marks.write_string(at, 0, name)
            marks.write_string(at, 1, value)
        marks.very_hidden()
        marks.protect()
    return written.getvalue()


class _Writing:
    """A sheet on its way to a workbook."""

    def __init__(self, sheet: Sheet, page: "Worksheet", formats: Mapping[str, "Format"]) -> None:
        self._sheet, self._page, self._formats = sheet, page, formats
        self._columns = sheet.request.template.columns
        self._same_at = len(self._columns) + 1

    def write(self) -> None:
        """Write title, heads and rows; lock what is given."""
        page, formats = self._page, self._formats
        page.write_string(0, 1, self._sheet.title, formats["title"])
        page.write_string(1, 1, self._sheet.hint, formats["hint"])
        self._heads()
        for at, line in enumerate(self._lines(), start=HEAD_ROW):
            self._row(at, line)
        page.freeze_panes(HEAD_ROW, 1)
        page.set_column(0, 0, None, None, {"hidden": True})
        page.protect("", {"format_columns": True, "format_rows": True, "sort": False})
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEAD_ROW - 1)

    def _heads(self) -> None:
        head = self._formats["head"]
        self._page.write_string(HEAD_ROW - 1, 0, CODE, head)
        for at, column in enumerate(self._columns, start=1):
            self._page.write_string(HEAD_ROW - 1, at, _head(column), head)
            self._page.set_column(at, at, _WIDTHS.get(column.field.kind, 16))
        self._page.write_string(HEAD_ROW - 1, self._same_at, SAME, head)
        self._page.set_column(self._same_at, self._same_at, 12)

    def _lines(self) -> Iterator[Line]:
        template, unit = self._sheet.request.template, self._sheet.unit
        lines = [each for each in lines_for(template, unit, self._sheet.filled) if each.answers]
        yield from lines
        if template.rows is Rows.FREE:
            taken = [each.code for each in lines]
            codes = blank_rows(taken, BLANK_ROWS)
            first = lines[-1].number + 1 if lines else 1
            for number, code in enumerate(codes, start=first):
                yield Line(code=code, number=number)

    def _row(self, at: int, line: Line) -> None:
        row = self._sheet.filled.rows.get(line.code, {})
        self._page.write_string(at, 0, line.code, self._formats["locked"])
        for col, column in enumerate(self._columns, start=1):
            text = shown_cell(column, line, row, self._sheet.names)
            if column.is_answered:
                self._answer(at, col, column, text)
            else:
                self._page.write_string(at, col, text, self._formats["locked"])
        is_same = "是" if line.code in self._sheet.filled.same else ""
        self._page.write_string(at, self._same_at, is_same, self._formats["words"])

    def _answer(self, at: int, col: int, column: Column, text: str) -> None:
        is_number = column.field.kind in {Kind.INTEGER, Kind.DECIMAL}
        plain = self._formats["number" if is_number else "words"]
        if is_number and text and _is_short(text):
            self._page.write_number(at, col, float(text), plain)
        elif text:
            self._page.write_string(at, col, text, plain)
        else:
            self._page.write_blank(at, col, None, plain)


def _is_short(text: str) -> bool:
    """Tell whether Excel keeps a number whole; others are written as text."""
    bare = text.lstrip("-").replace(".", "", 1)
    return gap_in(text) is None and bare.isdigit() and len(text) <= _EXCEL_DIGITS


def _head(column: Column) -> str:
    needed = "*" if column.field.required and column.is_answered else ""
    return f"{heading(column)}{needed}"


def heads_of(request: Request) -> list[str]:
    """List the heads of a workbook, from its second column on."""
    return [*(_head(each) for each in request.template.columns), SAME]


def refuse_foreign(found: Mark | None, wanted: Mark) -> None:
    """Refuse a workbook that is not the present form of this table.

    Args:
        found: What the workbook says of itself; None where it says nothing.
        wanted: What the form of this table says now, signed.

    Raises:
        BaylineError: It is another table's, an older one, or was tampered with.
    """
    if found is None:
        raise _refusal(
            "the workbook is no form of this table",
            "it does not say which table it belongs to",
            "download the form here and fill it in",
            Words("不是这张表的表格", "里面没有写明是哪张表", "请在这里下载表格再填"),
        )
    if (found.request, found.period) != (wanted.request, wanted.period):
        raise _refusal(
            f"the workbook is the form of “{found.request}”",
            f"this is “{wanted.request}” for {wanted.period}",
            "take the form of this one",
            Words(
                f"这是“{found.request}”（{found.period}）的表格",
                f"这里是“{wanted.request}”（{wanted.period}）",
                "请用这一张的表格",
            ),
        )
    if found.unit != wanted.unit:
        raise _refusal(
            f"the workbook is the form of the unit “{found.unit}”",
            f"this is the table of “{wanted.unit}”",
            "take the form of this unit",
            Words(f"这是“{found.unit}”的表格", f"这里是“{wanted.unit}”的表", "请用本单位的表格"),
        )
    if found.step != wanted.step:
        raise _refusal(
            "the workbook is an earlier version of the form",
            "something was done with the table after it was downloaded",
            "download it again and copy the answers over",
            Words("这是较早的表格", "下载之后这张表又办过", "请重新下载，把填的内容贴过去"),
        )
    if found != wanted:
        raise _refusal(
            "the workbook was tampered with",
            "what identifies it was changed",
            "download it again",
            Words("这份表格被改动过", "辨认它的内容不对", "请重新下载"),
        )


def _refusal(what: str, why: str, do: str, zh: Words) -> BaylineError:
    return BaylineError(what, why=why, do=do, zh=zh)
