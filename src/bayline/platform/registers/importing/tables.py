"""A table as a file holds it: rows of cells under a header, each with its number in the file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.cells import Value
from bayline.platform.registers.terms import Field, Register

_HEADER_WITHIN = 20  # rows: a title or a note may stand above the header
_ROWS_MOST = 200_000
_BRACKETS = (("（", "）"), ("(", ")"), ("[", "]"))


class Line(NamedTuple):
    """One row of a file with its number there, from 1."""

    number: int
    cells: Sequence[Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows under a header that fits a register.

    Attributes:
        sheet: Name of the sheet; empty for CSV.
        columns: The field that each column of the file holds; None for one that is not known.
        unknown: Headings of columns that are not known.
        missing: Fields that no column holds.
        lines: The rows below the header that hold anything.
        left: Names of sheets that were not read.
        headings: What the cells of the header say, in the order of the file.
    """

    sheet: str
    columns: tuple[Field | None, ...]
    unknown: tuple[str, ...]
    missing: tuple[Field, ...]
    lines: tuple[Line, ...]
    left: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def fitted(register: Register, rows: Iterable[Sequence[Value]], *, sheet: str) -> Table | None:
    """Find the header among the first rows, and the rows below it.

    Args:
        register: The declaration.
        rows: All rows of the sheet, from its first.
        sheet: Its name.

    Returns:
        The table; None if no row names the key of the register.

    Raises:
        BaylineError: Two columns have the same heading, or there are too many rows.
    """
    numbered = enumerate(rows, start=1)
    for number, cells in numbered:
        columns = _columns(register, cells)
        if any(field is not None and field.name == register.key for field in columns):
            break
        if number >= _HEADER_WITHIN:
            return None
    else:
        return None
    _refuse_twice(columns, cells)
    lines = tuple(Line(*each) for each in numbered if any(map(_is_filled, each[1])))
    _refuse_longer(lines, len(cells))
    if len(lines) > _ROWS_MOST:
        raise _too_many(len(lines))
    held = {field.name for field in columns if field is not None}
    return Table(
        sheet=sheet,
        columns=columns,
        unknown=tuple(
            str(cell).strip()
            for cell, field in zip(cells, columns, strict=True)
            if field is None and _is_filled(cell)
        ),
        missing=tuple(field for field in register.fields if field.name not in held),
        lines=lines,
        headings=tuple(str(cell).strip() for cell in cells if _is_filled(cell)),
    )


def _is_filled(cell: Value) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())


def _columns(register: Register, cells: Sequence[Value]) -> tuple[Field | None, ...]:
    known = {
        spelled: field
        for field in register.fields
        for name in (field.name, field.title, field.title_en, fold(field.title))
        for spelled in (name.casefold(), _closed_up(name.casefold()))
    }
    return tuple(_field(cell, known) for cell in cells)


def _field(cell: Value, known: dict[str, Field]) -> Field | None:
    """Give the field that a heading names, in whichever script."""
    words = " ".join(cell.split()) if isinstance(cell, str) else ""
    return known.get(_heading(words, known)) or known.get(_heading(fold(words), known))


def _heading(text: str, known: dict[str, Field]) -> str:
    """Give a heading as names are compared: without marks of requirement, and without a unit."""
    words = text.strip("*＊ ").casefold()
    for spelled in (words, _closed_up(words)):
        if spelled in known:
            return spelled
    for opened, closed in _BRACKETS:
        bare, bracket, unit = words.rpartition(opened)
        field = known.get(bare.strip())
        if bracket and field and unit.removesuffix(closed).strip() == field.unit.casefold():
            return bare.strip()
    return words


def _closed_up(words: str) -> str:
    """Write a heading without blanks: tables space 完成 情况 out to fill a column."""
    return "".join(words.split())


def _refuse_twice(columns: Sequence[Field | None], cells: Sequence[Value]) -> None:
    seen: dict[str, Value] = {}
    for field, cell in zip(columns, cells, strict=True):
        if field is None:
            continue
        if field.name in seen:
            raise BaylineError(
                f"columns “{seen[field.name]}” and “{cell}” are the same field",
                why="a value could come from either",
                do="keep one of them",
                zh=Words(
                    f"“{seen[field.name]}”和“{cell}”两栏是同一个字段",
                    "不知取哪一栏的值",
                    "请只留一栏",
                ),
            )
        seen[field.name] = cell


def _refuse_longer(lines: Sequence[Line], width: int) -> None:
    """Refuse a row with more cells than the header: a comma in a value shifts all behind it."""
    for number, cells in lines:
        if len(cells) > width and any(map(_is_filled, cells[width:])):
            raise BaylineError(
                f"row {number} has {len(cells)} cells under {width} headings",
                why="a comma inside a value parts it in two, and all behind it stands one too far",
                do="put that value in quotation marks, or give the last column a heading",
                zh=Words(
                    f"第{number}行有{len(cells)}格，栏名只有{width}个",
                    "值里的逗号会把它拆成两格，后面的都错一栏",
                    "请给这个值加上引号，或给多出的一栏写上栏名",
                ),
            )


def _too_many(count: int) -> BaylineError:
    return BaylineError(
        f"{count:,} rows are too many",
        why=f"at most {_ROWS_MOST:,} are taken at once",
        do="split the file",
        zh=Words(f"有{count}行", f"一次最多{_ROWS_MOST}行", "请拆成几份再导入"),
    )


def no_header(register: Register) -> BaylineError:
    """Say that no sheet has the key of a register as a heading."""
    key = next(field for field in register.fields if field.name == register.key)
    return BaylineError(
        f"no row has the heading “{key.title_en}”",
        why=f"it tells the entries of “{register.title_en}” apart",
        do=f"write {', '.join(field.title_en for field in register.fields)} in the first row",
        zh=Words(
            f"没有找到“{key.title}”这一栏",
            f"“{register.title}”按它辨认条目",
            f"请在首行写上栏名：{'、'.join(field.title for field in register.fields)}",
        ),
    )
