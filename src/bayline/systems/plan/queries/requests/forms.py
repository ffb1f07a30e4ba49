"""The form of a unit as a workbook, and what a filled-in one holds."""

from collections.abc import Mapping

from django.core.signing import Signer

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.importing.books import BookSheet, sheets_in
from bayline.systems.plan.queries.requests.answers import earlier
from bayline.systems.plan.queries.requests.asked import asked, request
from bayline.systems.plan.queries.requests.naming import unit_names
from bayline.systems.plan.rules.periods import in_chinese
from bayline.systems.plan.rules.requests.terms import Filled, Request
from bayline.systems.plan.rules.requests.uploads import Sheet as Filledin
from bayline.systems.plan.rules.requests.uploads import Upload, upload_of
from bayline.systems.plan.rules.requests.workbooks import (
    HEAD_ROW,
    MARKS,
    SHEET,
    Mark,
    Sheet,
    columns_of,
    refuse_foreign,
    workbook_of,
)

_SALT = "bayline.plan.requests"


def form_workbook(code: str, unit: str, filled: Filled, *, hint: str) -> bytes:
    """Write the form of a unit with what stands in its table.

    Args:
        code: Of the request.
        unit: Code of the unit.
        filled: What stands in it.
        hint: What is to be known, below the title.
    """
    found = request(code)
    names = names_in(found, unit)
    return workbook_of(
        Sheet(
            request=found,
            unit=unit,
            filled=filled,
            mark=mark_of(found, unit),
            title=f"{found.template.title}（{in_chinese(found.period)}，{names.get(unit, unit)}）",
            hint=hint,
            earlier=earlier(code, unit).rows,
            names=names,
        )
    )


def names_in(found: Request, unit: str = "") -> Mapping[str, str]:
    """Name all units that a table speaks of."""
    rows = found.template.given
    codes = {unit, found.template.asker, *found.template.units} | {row.lead for row in rows}
    codes |= {each for row in rows for each in row.joint}
    return unit_names(codes - {""})


def mark_of(found: Request, unit: str) -> Mark:
    """Give what tells the present form of a unit from every other workbook, signed."""
    mark = Mark(
        request=found.code,
        unit=unit,
        period=found.period.edtf,
        step=str(asked(found.code, unit).standing.step),
        columns=columns_of(found),
    )
    words = "\n".join(mark[:-1])
    return mark._replace(sign=Signer(salt=_SALT).signature(words))


def read_workbook(code: str, unit: str, name: str, data: bytes, *, filled: Filled) -> Upload:
    """Read a filled-in form.

    Args:
        code: Of the request.
        unit: Code of the unit.
        name: The name of the file.
        data: Its bytes.
        filled: What stands in the table now.

    Raises:
        BaylineError: It is no workbook, not the present form of this table, or was changed where it
            may not be.
    """
    found = request(code)
    sheets = sheets_in(name, data)
    refuse_foreign(_mark(sheets), mark_of(found, unit))
    sheet = sheets.get(SHEET)
    if sheet is None:
        raise _no_sheet(name)
    _refuse_merged(sheet)
    table = Filledin(rows=sheet.rows, formulas=sheet.formulas)
    return upload_of(found, unit, table, names=names_in(found, unit), filled=filled)


def _mark(sheets: Mapping[str, BookSheet]) -> Mark | None:
    sheet = sheets.get(MARKS)
    if sheet is None:
        return None
    said = {str(row[0]): str(row[1]) for row in sheet.rows if len(row) > 1}
    return Mark(*(said.get(name, "") for name in Mark._fields))


def _no_sheet(name: str) -> BaylineError:
    return BaylineError(
        f"there is no sheet “{SHEET}”",
        where=name,
        why="the answers stand in it",
        do="download the form again and leave the sheet its name",
        zh=Words(f"没有工作表“{SHEET}”", "填的内容在那一张", "请重新下载表格，不要改工作表名"),
    )


def _refuse_merged(sheet: BookSheet) -> None:
    for cells, last in sheet.merged.items():
        if last >= HEAD_ROW:
            raise BaylineError(
                f"cells {cells} are merged",
                where=sheet.name,
                why="only the first of them holds the value",
                do="unmerge them and fill in every row",
                zh=Words(f"{cells}是合并单元格", "只有左上一格有值", "请取消合并，逐行填写"),
            )
