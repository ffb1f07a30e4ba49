"""Counts of a publication, asked of its snapshot; they never change, so they are kept."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bayline.platform.freezing.tables import engine

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MOST = 12
_ASKED = (
    "SELECT GROUPING(attribute, place, year), attribute, place, year, count(*) AS n"
    " FROM (SELECT attribute, place, year(period_start) AS year FROM read_parquet($1))"
    " GROUP BY GROUPING SETS ((), (attribute), (place), (year)) ORDER BY n DESC, 2, 3, 4"
)


class Count(NamedTuple):
    """How many figures there are of one attribute, place or year."""

    name: str
    figures: int


class Counts(NamedTuple):
    """A publication in counts: those with most figures of each kind, the years in order."""

    figures: int
    attributes: tuple[Count, ...]
    places: tuple[Count, ...]
    years: tuple[Count, ...]


@lru_cache(maxsize=64)
def counted(folder: Path) -> Counts:
    """Count the figures of a snapshot.

    Raises:
        BaylineError: Its files cannot be read.
    """
    with engine(folder) as database:
        return count(database, folder)


def count(database: "DuckDBPyConnection", folder: Path) -> Counts:
    """Count the figures of a snapshot by what they state, where, and of which year."""
    rows = database.execute(_ASKED, [str(folder / "figures.parquet")]).fetchall()
    total = next((row[4] for row in rows if row[0] == _ALL), 0)
    years = sorted(Count(str(row[3]), row[4]) for row in rows if row[0] == _YEAR and row[3])
    return Counts(
        total,
        tuple(Count(row[1], row[4]) for row in rows if row[0] == _ATTRIBUTE and row[1])[:_MOST],
        tuple(Count(row[2], row[4]) for row in rows if row[0] == _PLACE and row[2])[:_MOST],
        (*years,),
    )


# What GROUPING says of a row: a bit for each column that it is not grouped by.
_ATTRIBUTE, _PLACE, _YEAR, _ALL = 0b011, 0b101, 0b110, 0b111
