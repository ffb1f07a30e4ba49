"""`bayline ecology aqi`: the index of each day or hour with its parts, or counts of days."""

from collections.abc import Iterable
from typing import NamedTuple

from bayline.systems.ecology.commands.classifying import spoken, tell_unread
from bayline.systems.ecology.commands.tables import rows_of, write
from bayline.systems.ecology.rules.airdays import SUMMARY, days_of, summed
from bayline.systems.ecology.rules.airing import COLUMNS, Row, aired, rows_in


class Wish(NamedTuple):
    """What is asked for.

    Attributes:
        hourly: Whether the rows are hours; else days.
        standard: The edition that was asked for; empty for that of each day.
        days: Whether days are made out of hours.
        summary: The period by which days are counted; None for the days themselves.
    """

    hourly: bool
    standard: str
    days: bool
    summary: str | None


def show(file: str, wish: Wish, *, form: str) -> int:
    """Give the index of the rows of a file and print a record for each.

    Args:
        file: Its path, or `-` for standard input.
        wish: What is asked for.
        form: csv or jsonl.

    Raises:
        BaylineError: A cell cannot be read, or an edition was not in force on the day of a row.
    """
    is_hourly = wish.hourly or wish.days
    unread, read = rows_in(rows_of(file), where=file, hourly=is_hourly, named=wish.standard)
    rows: Iterable[Row] = days_of(read) if wish.days else read
    found = aired(rows, hourly=is_hourly and not wish.days)
    if wish.summary:
        write(spoken(summed(found, period=wish.summary)), SUMMARY, form=form)
    else:
        write(spoken(found), COLUMNS, form=form)
    tell_unread(unread)
    return 0
