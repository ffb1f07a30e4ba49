"""Tables that systems offer to reports by a name: what only they can work out, such as verdicts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bayline.kernel.periods import Period
from bayline.platform.offering import all_offered
from bayline.platform.reporting.expressions import unknown
from bayline.platform.reporting.sources import Sources
from bayline.platform.reporting.terms import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAsked:
    """What a report asks a table for.

    Attributes:
        at: The instant the report is made as of.
        period: The days it is of.
        place: Code of the place it is asked for; empty for all.
        english: Whether words are in English.
        note: Tells what an entry of a register rests on, by the register's name and the key.
    """

    at: datetime
    period: Period
    place: str
    english: bool
    note: Callable[[str, str], Note]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedTable:
    """A table as a system made it.

    Attributes:
        title: Over the table, unless the report names another.
        columns: Heads, and whether numbers stand below.
        rows: Cells as they are printed, and what the row rests on.
    """

    title: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[tuple[str, ...], Note], ...]


_TABLES: dict[str, Callable[[TableAsked], OfferedTable]] = {}


def offer_table(name: str, make: Callable[[TableAsked], OfferedTable]) -> None:
    """Let reports ask for a table.

    Args:
        name: What it is called in `{{ offered("…") }}`.
        make: Makes it; it depends on what it is asked and on the record as of then alone.
    """
    _TABLES[name] = make


def offered(name: str, asked: TableAsked, *, title: str, limit: str, where: str) -> dict[str, Any]:
    """Have a table made, as plain data.

    Args:
        name: Of the table.
        asked: What for.
        title: Over the table; empty for its own.
        limit: How many rows at most, in digits; empty for all.
        where: File and line, for refusals.

    Raises:
        BaylineError: No system offers a table of this name.
    """
    all_offered()
    if name not in _TABLES:
        raise unknown(name, _TABLES, where=where)
    made = _TABLES[name](asked)
    shown = made.rows[: int(limit)] if limit.isdecimal() else made.rows
    sources = Sources()
    rows = [
        {"cells": [*cells], "source": sources.number(note), "path": note.path}
        for cells, note in shown
    ]
    return {
        "kind": "table",
        "title": title or made.title,
        "columns": [{"title": head, "numeric": numeric} for head, numeric in made.columns],
        "rows": rows,
        "rest": len(made.rows) - len(shown),
        "sources": sources.listed,
        "annex": False,
    }
