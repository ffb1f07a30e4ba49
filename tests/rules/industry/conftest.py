"""Tables as files would hold them."""

from pathlib import Path

import numpy as np
import pytest

from bayline.systems.industry.rules.measures import measured
from bayline.systems.industry.terms import Cell, Table, Wish, Words

_NUMBERS = {"value", "population", "other"}


def laid_out(heads, rows):
    """Make a table of rows whose cells stand in the order of the heads."""
    names = heads.split(",")
    columns = {name: [str(row[place]) for row in rows] for place, name in enumerate(names)}
    words, numbers = {}, {}
    for name, texts in columns.items():
        if name in _NUMBERS:
            numbers[name] = np.array([number(text) for text in texts], dtype=float)
        else:
            known = list(dict.fromkeys(texts))
            codes = np.array([known.index(text) for text in texts], dtype=np.intp)
            words[name] = Words(tuple(known), codes)
    return Table(
        name="t.csv",
        heads={name: name for name in names},
        words=words,
        numbers=numbers,
        look=lambda record, role: Cell(record + 2, columns[role][record]),
    )


def number(text):
    try:
        return float(text)
    except ValueError:
        return float("nan")


@pytest.fixture(scope="session")
def table():
    """Make a table of heads and rows."""
    return laid_out


@pytest.fixture
def region_pack():
    """The files of the demonstration by their paths."""
    folder = Path(__file__).resolve().parents[3] / "regions" / "jinshan"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def results():
    """Measure rows; gives the objects."""

    def results(measure, heads, rows, **wish):
        return list(measured(laid_out(heads, rows), measure, Wish(**wish)))

    return results


@pytest.fixture
def result(results):
    """Measure rows that have one result."""

    def result(*asked, **wish):
        (one,) = results(*asked, **wish)
        return one["result"]

    return result


@pytest.fixture
def matrix_rows():
    """Write a matrix of regions R1… by industries I1… as the rows of a long table."""

    def matrix_rows(matrix):
        return [
            (f"R{row}", f"I{column}", value)
            for row, values in enumerate(matrix, 1)
            for column, value in enumerate(values, 1)
        ]

    return matrix_rows
