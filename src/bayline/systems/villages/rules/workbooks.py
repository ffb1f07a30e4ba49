"""Forms as workbooks: what XLSForm is written in, and what phones load of it."""

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from bayline.engines.documents.refusals import DocumentError
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import plain
from bayline.platform.registers.importing.files import parsing
from bayline.platform.registers.importing.sheets import looked_into
from bayline.systems.villages.rules.xlsforms import Form, Row

_ROWS_MOST = 20_000


def workbook_of(form: Form) -> bytes:
    """Write a form as a workbook: a sheet for each of its parts, every cell as text."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    ) as book:
        bold = book.add_format({"bold": True})
        for name, rows in form.items():
            sheet = book.add_worksheet(name)
            heads = [*dict.fromkeys(head for row in rows for head in row)]
            for column, head in enumerate(heads):
                sheet.write_string(0, column, head, bold)
            for number, row in enumerate(rows, start=1):
                for column, head in enumerate(heads):
                    if row.get(head):
                        sheet.write_string(number, column, row[head])
            sheet.freeze_panes(1, 0)
    return file.getvalue()


def form_in(data: bytes, *, where: str) -> Form:
    """Read the rows of a form from a workbook.

    Args:
        data: Its bytes.
        where: Its name, for refusals.

    Raises:
        BaylineError: It is no workbook that can be read.
    """
    from python_calamine import CalamineWorkbook

    try:
        names = [one.name for one in looked_into(data)]
        with parsing():
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            return {name: [*_rows(book.get_sheet_by_name(name).to_python())] for name in names}
    except DocumentError as error:
        raise error.at(where) from None


def _rows(cells: Sequence[Sequence[Any]]) -> Iterator[Row]:
    """Give rows by their heads; rows that hold nothing stay, so that numbers of rows are right."""
    heads = [str(one).strip() for one in cells[0]] if cells else []
    for row in cells[1:_ROWS_MOST]:
        named = zip(heads, row, strict=False)
        yield {head: text for head, cell in named if head and (text := _text(cell))}


def _text(cell: Any) -> str:  # noqa: ANN401 - whatever a workbook holds
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return plain(Decimal(repr(cell)))
    return str(cell).strip()


def xform_of(workbook: bytes, *, where: str) -> str:
    """Make of a workbook the form that phones load.

    Args:
        workbook: Its bytes.
        where: Its name, for refusals.

    Raises:
        BaylineError: The form is refused.
    """
    from pyxform import xls2xform
    from pyxform.errors import PyXFormError

    try:
        made = xls2xform.convert(xlsform=io.BytesIO(workbook), validate=False, pretty_print=False)
    except PyXFormError as error:
        raise BaylineError(
            "the form cannot be made",
            where=where,
            why=" ".join(str(error).split()),
            do="correct the workbook",
            zh=Words("表单做不出来", " ".join(str(error).split()), "请改正表格"),
        ) from None
    return str(made.xform)
