"""No cell of a written file is a formula, and what is read back is what was written."""

import csv
import io
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.platform.registers.cells.guarding import guarded, unguarded
from bayline.platform.registers.declaring import declared as declaration
from bayline.platform.registers.exporting import csv_of, pack_csv_of, write_xlsx
from bayline.platform.registers.terms import Entry, Register

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FORMULAS = [
    *(f"{sign}HYPERLINK(1)" for sign in SIGNS),
    "=cmd|' /C calc'!A0",
    "'=1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
]


@pytest.fixture
def register(declared: object) -> Register:
    """A register of names and lengths."""
    toml = declared("works", "工程", "Works", "length 长度 Length decimal")
    return read(toml)


def read(toml: str) -> Register:
    return declaration(toml.encode(), where="works.toml")


def entry(name: str, length: str = "-3.5") -> Entry:
    return Entry(key="a", version=1, values={"code": "a", "name": name, "length": length})


@given(st.text())
def test_what_was_guarded_reads_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(SIGNS)


def first_row(data: Iterator[bytes]) -> list[str]:
    written = b"".join(data).decode("utf-8-sig")
    _head, row = csv.reader(io.StringIO(written, newline=""))
    return row


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers(
    register: Register, formula: str
) -> None:
    rows = [first_row(csv_of(register, [entry(formula)], english=False))]
    if "\r" not in formula:  # no value of a register holds one, and packs end lines without it
        rows.append(first_row(pack_csv_of(register, [entry(formula)])))
    for row in rows:
        assert row[1].startswith("'")
        assert unguarded(row[1]) == formula
        assert row[2] == "-3.5"


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula_and_numbers_stay_numbers(
    register: Register, formula: str
) -> None:
    file = io.BytesIO()
    write_xlsx(file, register, [entry(formula)], english=False)
    with ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>-3.5</v>" in sheet
