"""From the rows of a file to typed entries, and the faults of cells with their places."""

from collections.abc import Mapping, Sequence
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


class _Column(dict[Value, str | Fault]):
    """A column of the file: what its cells read as; values that repeat are read once."""

    def __init__(self, at: int, field: Field) -> None:
        super().__init__()
        self.at, self.field, self.name = at, field, field.name
        self.letters = letters_of(at + 1)

    def __missing__(self, cell: Value) -> str | Fault:
        found = self[cell] = parsed(self.field, cell)
        return found

    def read(self, lines: Sequence[Line], mends: Mends) -> list[str | Fault]:
        """Read the cells of all lines."""
        at, name = self.at, self.name
        cells = [line.cells[at] if at < len(line.cells) else None for line in lines]
        if mends:
            numbered = zip(lines, cells, strict=True)
            cells = [mends.get((line.number, name), cell) for line, cell in numbered]
        if bool in {*map(type, cells)}:  # True equals 1 and would be found in its place
            return [
                parsed(self.field, cell) if isinstance(cell, bool) else self[cell] for cell in cells
            ]
        return [*map(self.__getitem__, cells)]


def typed(register: Register, table: Table, *, mends: Mends = _NONE) -> Typed:
    """Read every cell of a table.

    Args:
        register: The declaration.
        table: The rows under their header.
        mends: What was typed in place of faulty cells.
    """
    columns = [_Column(at, field) for at, field in enumerate(table.columns) if field is not None]
    names, lines = [column.name for column in columns], table.lines
    faults: dict[int, list[Spot]] = {}
    texts = [_sound(column, column.read(lines, mends), lines, faults) for column in columns]
    key, key_texts = next(
        each for each in zip(columns, texts, strict=True) if each[0].name == register.key
    )
    seen: dict[str, int] = {}
    rows: list[Given] = []
    spots: list[Spot] = []
    for line, key_text, of_row in zip(lines, key_texts, zip(*texts, strict=True), strict=True):
        wrong = faults.get(line.number, [])
        wrong += _key_spots(key, key_text, line=line, seen=seen, wrong=wrong)
        spots += wrong
        if not wrong:
            found = {name: text for name, text in zip(names, of_row, strict=True) if text}
            rows.append(Given(line.number, found))
    return Typed(tuple(rows), tuple(spots), len(lines) - len(rows), frozenset(names))


def _sound(
    column: _Column,
    found: Sequence[str | Fault],
    lines: Sequence[Line],
    faults: dict[int, list[Spot]],
) -> list[str]:
    """Give the texts of a column, none where a cell is refused; its faults join those of a row."""
    texts = [each if isinstance(each, str) else "" for each in found]
    if Fault in {*map(type, found)}:
        for line, each in zip(lines, found, strict=True):
            if isinstance(each, Fault):
                spot = Spot(line.number, column.letters, column.field, each)
                faults.setdefault(line.number, []).append(spot)
    return texts


def _key_spots(
    column: _Column, key: str, *, line: Line, seen: dict[str, int], wrong: Sequence[Spot]
) -> list[Spot]:
    """Refuse a key that is empty, cannot stand in an address, or stood in a row before."""
    if wrong and any(spot.field is column.field for spot in wrong):
        return []
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
    return [Spot(line.number, column.letters, column.field, fault)] if fault else []
