"""From the rows of a filled-in workbook to an answer; whatever was changed that may not be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.cells import Value, is_failed
from bayline.platform.registers.importing.sheets import Place, letters_of
from bayline.platform.registers.terms import Fault
from bayline.systems.plan.rules.requests.answering import read_row
from bayline.systems.plan.rules.requests.tables import (
    Line,
    blank_rows,
    last_number,
    lines_for,
    shown_cell,
)
from bayline.systems.plan.rules.requests.terms import Column, Filled, Request, Row, Rows
from bayline.systems.plan.rules.requests.workbooks import (
    BLANK_ROWS,
    HEAD_ROW,
    SAME,
    SHEET,
    heads_of,
)

_YES = frozenset({"是", "yes", "y", "true", "√", "✓", "相同", "同上期", "1"})
_NO = frozenset({"", "否", "no", "n", "false", "0", "不同"})
_ROWS_MOST = 5_000
_OWN = re.compile(r"n[1-9]\d{0,4}")


class BadCell(NamedTuple):
    """A cell of a workbook that is refused.

    Attributes:
        cell: Its name in the sheet, such as C5.
        row: Number of its row in the sheet.
        column: Its head.
        value: What stands in it, shortened.
        why: Why it is refused and what to do, in Chinese.
        why_en: The same in English.
    """

    cell: str
    row: int
    column: str
    value: str
    why: str
    why_en: str


class Formula(NamedTuple):
    """A cell whose formula was read as the value it shows."""

    cell: str
    column: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What a workbook holds.

    Attributes:
        filled: The answer, its cells canonical.
        bad: Cells that are refused.
        formulas: Cells whose formulas were read as their values.
    """

    filled: Filled
    bad: tuple[BadCell, ...]
    formulas: tuple[Formula, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The table of a workbook as it was opened.

    Attributes:
        rows: All rows from the first on.
        formulas: Cells that hold formulas.
    """

    rows: Sequence[Sequence[Value]]
    formulas: frozenset[Place] = frozenset()


def upload_of(
    request: Request, unit: str, sheet: Sheet, *, names: Mapping[str, str], filled: Filled
) -> Upload:
    """Read the table of a workbook.

    Args:
        request: What was asked.
        unit: Code of the unit.
        sheet: The sheet.
        names: What units are called.
        filled: What stands in the table now, whose rows the workbook was made with.

    Raises:
        BaylineError: Its heads were changed, a row is missing, stands twice or is not known.
    """
    reading = _Reading(request, unit, sheet, names, filled)
    for number, cells in enumerate(sheet.rows[HEAD_ROW:], start=HEAD_ROW + 1):
        reading.take(number, cells)
    return reading.upload()


def _order(request: Request, sheet: Sheet) -> list[int]:
    """Tell where each column of the form stands in the sheet: they may have been moved about.

    Raises:
        BaylineError: A head was changed, or a column was put in.
    """
    row = sheet.rows[HEAD_ROW - 1] if len(sheet.rows) >= HEAD_ROW else ()
    heads = ["" if one is None else str(one).strip() for one in row]
    asked = heads_of(request)
    if sorted(filter(None, heads[1:])) == sorted(asked) and len({*asked}) == len(asked):
        return [0, *(heads.index(one, 1) for one in asked)]
    _refuse_heads(asked, heads)
    return [*range(len(asked) + 1)]


def _refuse_heads(asked: Sequence[str], heads: Sequence[str]) -> None:
    for at, wanted in enumerate(asked, start=1):
        found = heads[at] if at < len(heads) else ""
        if found != wanted:
            cell = f"{letters_of(at + 1)}{HEAD_ROW}"
            raise BaylineError(
                f"cell {cell}: the head “{found[:40]}”",
                where=SHEET,
                why=f"the form has “{wanted}” there",
                do="download the form again and leave its heads as they are",
                zh=Words(
                    f"{cell}的栏名是“{found[:40]}”",
                    f"表格里应是“{wanted}”",
                    "请重新下载表格，不要改栏名",
                ),
            )


class _Reading:
    """A sheet under way."""

    def __init__(
        self,
        request: Request,
        unit: str,
        sheet: Sheet,
        names: Mapping[str, str],
        filled: Filled,
    ) -> None:
        self._request, self._names, self._sheet = request, names, sheet
        self._order = _order(request, sheet)
        template = request.template
        lines = [each for each in lines_for(template, unit, filled) if each.answers]
        self._lines = {each.code: each for each in lines}
        self._added = last_number([*self._lines, *blank_rows([*self._lines], BLANK_ROWS)])
        self._needed = {each.code for each in template.given} & self._lines.keys()
        self._rows: dict[str, Row] = {}
        self._same: set[str] = set()
        self._bad: list[BadCell] = []
        self._formulas: list[Formula] = []

    def take(self, number: int, cells: Sequence[Value]) -> None:
        """Take in one row of the sheet."""
        if not any(each not in {None, ""} for each in cells):
            return
        line = self._line(number, cells)
        given: dict[str, Value] = {}
        for at, column in enumerate(self._request.template.columns, start=1):
            value = self._value(cells, at)
            if column.is_answered:
                given[column.name] = value
                self._note_formula(number, at, column, value)
            else:
                self._compare(number, at, column, line, value)
        is_blank = not any(_is_filled(each) for each in given.values())
        if is_blank and line.code not in self._needed:
            return
        row, spots = read_row(self._request.template, line, given)
        for spot in spots:
            at = 1 + self._request.template.columns.index(spot.column)
            self._refuse(number, at, spot.column, spot.fault)
        self._rows[line.code] = row
        self._take_same(number, line, cells)

    def _line(self, number: int, cells: Sequence[Value]) -> Line:
        code = str(cells[0]).strip() if cells and cells[0] is not None else ""
        if code in self._rows:
            raise _row_refusal(
                number, f"行号代码“{code}”出现两次", f"the row “{code}” stands twice"
            )
        if code in self._lines:
            return self._lines[code]
        is_free = self._request.template.rows is Rows.FREE
        if not is_free or (code and not _OWN.fullmatch(code)):
            why = (f"没有行号代码“{code[:40]}”", f"there is no row “{code[:40]}”")
            raise _row_refusal(number, *why)
        if len(self._rows) >= _ROWS_MOST:
            most = f"超过{_ROWS_MOST}行", f"there are more than {_ROWS_MOST} rows"
            raise _row_refusal(number, *most)
        if not code:  # a row that was added by hand below those of the form
            self._added += 1
            code = f"n{self._added}"
        return Line(code=code, number=number - HEAD_ROW)

    def _value(self, cells: Sequence[Value], at: int) -> Value:
        """Give what a row holds in a column of the form, wherever that stands in the sheet."""
        found = self._order[at]
        return cells[found] if found < len(cells) else None

    def _cell(self, number: int, at: int) -> str:
        return f"{letters_of(self._order[at] + 1)}{number}"

    def _note_formula(self, number: int, at: int, column: Column, value: Value) -> None:
        if Place(number, self._order[at] + 1) in self._sheet.formulas and not is_failed(value):
            cell = self._cell(number, at)
            self._formulas.append(Formula(cell, column.field.title, str(value)[:60]))

    def _compare(self, number: int, at: int, column: Column, line: Line, value: Value) -> None:
        wanted = shown_cell(column, line, {}, self._names)
        found = "" if value is None else str(value).strip()
        known = line.code in self._lines
        if known and found != wanted and _number(found) != _number(wanted):
            why = (f"是给定的，应是“{wanted[:60]}”，不能改", f"is given as “{wanted[:60]}”")
            fault = Fault(value=found, why=why[0], do="请改回", why_en=why[1], do_en="put it back")
            self._refuse(number, at, column, fault)

    def _refuse(self, number: int, at: int, column: Column, fault: Fault) -> None:
        english = fault.sentence(column.field, english=True, row=number)
        chinese = fault.sentence(column.field, english=False, row=number)
        cell = self._cell(number, at)
        self._bad.append(BadCell(cell, number, column.field.title, fault.shown, chinese, english))

    def _take_same(self, number: int, line: Line, cells: Sequence[Value]) -> None:
        at = len(self._request.template.columns) + 1
        value = self._value(cells, at)
        words = "是" if value is True else "" if value in {None, False} else str(value)
        bare = fold(words).strip().casefold()
        if bare in _YES:
            self._same.add(line.code)
        elif bare not in _NO:
            cell = self._cell(number, at)
            why = f"第{number}行“{SAME}”填“{words[:40]}”，只能写是或不写。"
            why_en = f"Row {number}: “{words[:40]}” is neither 是 nor empty."
            self._bad.append(BadCell(cell, number, SAME, words[:40], why, why_en))

    def upload(self) -> Upload:
        """Give what was read.

        Raises:
            BaylineError: A given row is missing.
        """
        if missing := sorted(self._needed - self._rows.keys()):
            line = self._lines[missing[0]]
            count = len(missing)
            raise BaylineError(
                f"{count} rows of the form are missing, such as “{missing[0]}”",
                where=SHEET,
                why="every row that is asked for has to be there",
                do="download the form again and delete no rows",
                zh=Words(
                    f"缺{count}行，如第{line.number}行",
                    "布置的每一行都要在",
                    "请重新下载表格，不要删行",
                ),
            )
        return Upload(
            filled=Filled(rows=self._rows, same=frozenset(self._same)),
            bad=tuple(self._bad),
            formulas=tuple(self._formulas),
        )


def _is_filled(value: Value) -> bool:
    return value is not None and value != "" and not (isinstance(value, str) and value.isspace())


def _number(text: str) -> str:
    """Give a number as it is compared: 3.0 is 3; other texts as they are."""
    bare = text.removesuffix(".0")
    return bare if bare.lstrip("-").isdigit() else text


def _row_refusal(number: int, zh: str, en: str) -> BaylineError:
    return BaylineError(
        f"row {number}: {en}",
        where=SHEET,
        why="the hidden first column tells rows apart",
        do="download the form again and copy the answers over",
        zh=Words(
            f"第{number}行：{zh}", "隐藏的第一列用来辨认各行", "请重新下载表格，把填的内容贴过去"
        ),
    )
