"""`bayline ecology aqi`: the index of each day or hour, its parts, what is odd."""

from bayline.systems.ecology.commands.classifying import spoken, tell_unread
from bayline.systems.ecology.commands.tables import rows_of, write
from bayline.systems.ecology.rules.airing import COLUMNS, aired


def show(file: str, *, hourly: bool, standard: str, form: str) -> int:
    """Give the index of the rows of a file and print a record for each.

    Args:
        file: Its path, or `-` for standard input.
        hourly: Whether the rows are hours; else days.
        standard: The edition that was asked for; empty for that of each day.
        form: csv or jsonl.

    Raises:
        BaylineError: A cell cannot be read, or an edition was not in force on the day of a row.
    """
    unread, found = aired(rows_of(file), where=file, hourly=hourly, named=standard)
    write(spoken(found), COLUMNS, form=form)
    tell_unread(unread)
    return 0
