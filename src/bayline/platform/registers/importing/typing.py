"""From the rows of a file to typed entries, and the faults of cells with their places."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bayline.platform.registers.cells import Value, parsed
from bayline.platform.registers.cells.faults import missing, refused
from bayline.platform.registers.cells.words import key_fault
from bayline.platform.registers.importing.sheets import letters_of
from bayline.platform.registers.importing.tables import Line, Table
from bayline.platform.registers.terms import Fault, Field, Register, Values

Mends = Mapping[tuple[int, str], str]  # what was typed in place of a cell, by row and field
_NONE: Mends = {}


class Spot(NamedTuple):
    """A faulty cell: where it stands and why it is refused."""

    row: int
    column: str  # letters; empty where the file has no such column
    field: Field
    fault: Fault


class Given(NamedTuple):
    """One row that can be kept."""

    number: int
    values: Values


class Typed(NamedTuple):
    """The rows of a file, typed.

    Attributes:
        rows: Rows without a fault, each with a key of its own.
        spots: The faulty cells, in the order of the file.
        faulty: How many rows have one.
        names: Names of the fields that the file has a column for.
    """

    rows: tuple[Given, ...]
    spots: tuple[Spot, ...]
    faulty: int
    names: frozenset[str]


class _Column:
    """A column of the file; values that repeat are read once."""

    __slots__ = ("at", "field", "known", "letters", "name")

    def __init__(self, at: int, field: Field) -> None:
        self.at, self.field, self.name = at, field, field.name
        self.letters = letters_of(at + 1)
        self.known: dict[Value, str | Fault] = {}

    def read(self, cell: Value) -> str | Fault:
        # True equals 1 and would be found in its place.
        if cell is True or cell is False:
            return parsed(self.field, cell)
        found = self.known.get(cell)
        if found is None:
            found = self.known[cell] = parsed(self.field, cell)
        return found


def typed(register: Register, table: Table, *, mends: Mends = _NONE) -> Typed:
    """Read every cell of a table.

    Args:
        register: The declaration.
        table: The rows under their header.
        mends: What was typed in place of faulty cells.
    """
    columns = [_Column(at, field) for at, field in enumerate(table.columns) if field is not None]
    mended_rows = {row for row, _ in mends}
    seen: dict[str, int] = {}
    rows: list[Given] = []
    spots: list[Spot] = []
    faulty = 0
    for line in table.lines:
        mended = mends if line.number in mended_rows else _NONE
        values, wrong = _row(line, columns, mended)
        wrong += _key_spots(register, columns, values, line=line, seen=seen, wrong=wrong)
        if wrong:
            spots += wrong
            faulty += 1
        else:
            rows.append(Given(line.number, values))
    names = frozenset(column.name for column in columns)
    return Typed(tuple(rows), tuple(spots), faulty, names)


def _row(line: Line, columns: Sequence[_Column], mends: Mends) -> tuple[dict[str, str], list[Spot]]:
    number, cells = line
    width = len(cells)
    values: dict[str, str] = {}
    wrong: list[Spot] = []
    for column in columns:
        cell = cells[column.at] if column.at < width else None
        if mends:
            cell = mends.get((number, column.name), cell)
        text = column.read(cell)
        if text.__class__ is not str:
            wrong.extend(_spots(number, column, text))
        elif text:
            values[column.name] = text
    return values, wrong


def _spots(number: int, column: _Column, found: str | Fault) -> Iterator[Spot]:
    if isinstance(found, Fault):
        yield Spot(number, column.letters, column.field, found)


def _key_spots(
    register: Register,
    columns: Sequence[_Column],
    values: Values,
    *,
    line: Line,
    seen: dict[str, int],
    wrong: Sequence[Spot],
) -> list[Spot]:
    """Refuse a key that is empty, cannot stand in an address, or stood in a row before."""
    if any(spot.field.name == register.key for spot in wrong):
        return []
    key = values.get(register.key, "")
    fault = missing() if not key else key_fault(key)
    first = seen.setdefault(key, line.number) if key else line.number
    if fault is None and first != line.number:
        fault = refused(
            key,
            f"与第{first}行相同",
            "请只留一行，或改其中一个",
            f"is the same as in row {first}",
            "keep one row, or change one of them",
        )
    if fault is None:
        return []
    column = next(each for each in columns if each.name == register.key)
    return [Spot(line.number, column.letters, column.field, fault)]
