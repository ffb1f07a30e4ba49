"""Questions that are asked again and again, written once.

Django takes longer to write the SQL of a list than the database to answer it. Here a question is
written with marks in the places of its values and kept by its form; the next time only the values
are put in.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from threading import Lock
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from bayline.platform.instants import microseconds, moment
from bayline.platform.reaching import present_reach

Values = Mapping[str, object]
_MOST = 500  # forms that are kept; the oldest go first
_FAR = 200_000_000_000_000_000  # no count and no moment of a record
_FAR_YEAR = 9000
_Written = tuple[str, list[tuple[str | None, Any]]]
_KNOWN: dict[Hashable, _Written | None] = {}
_TURN = Lock()


def ask(
    form: Hashable,
    values: Values,
    write: Callable[[Values], Any],
    *,
    page: tuple[int, int] | None = None,
) -> list[tuple[Any, ...]]:
    """Ask a question.

    Args:
        form: What the question consists of besides its values and the reach of whoever asks.
        values: Its values by name: texts, whole numbers, days and moments. Each is compared as it
            is: what Django makes a pattern of, as for `icontains`, cannot be put in later.
        write: Gives the query for some values, with `values_list`.
        page: How many rows to pass over and how many to give; None for all that `write` leaves.

    Returns:
        Rows as the database gives them: moments as microseconds, days as text or as days.
    """
    known = _filled(form, values, write)
    if known is None:
        return []
    sql, filled = known
    if page is not None:
        first, size = page
        sql, filled = f"{sql} LIMIT %s OFFSET %s", [*filled, size, first]
    with connection.cursor() as cursor:
        cursor.execute(sql, filled)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def count(form: Hashable, values: Values, write: Callable[[Values], Any], *, most: int) -> int:
    """Count the answers to a question; see `ask`.

    Args:
        form: What the question consists of besides its values.
        values: Its values by name.
        write: Gives the query for some values, with `values_list` and without an order.
        most: No more than these are counted.
    """
    known = _filled(form, values, write)
    if known is None:
        return 0
    sql, filled = known
    with connection.cursor() as cursor:
        counted = f"SELECT COUNT(*) FROM ({sql} LIMIT %s) AS counted"  # noqa: S608 - as Django writes it
        cursor.execute(counted, [*filled, most])
        return int(cursor.fetchone()[0])


def _filled(
    form: Hashable, values: Values, write: Callable[[Values], Any]
) -> tuple[str, list[Any]] | None:
    """Give a question with its values; None where it can have no answer."""
    known = _known((connection.vendor, present_reach(), form), values, write)
    if known is None:
        return None
    sql, slots = known
    return sql, [_stored(values[name]) if name else fixed for name, fixed in slots]


def day_of(stored: object) -> date | None:
    """Give the day that a database gave: SQLite writes days as text."""
    found = date.fromisoformat(stored) if isinstance(stored, str) else stored
    return found if isinstance(found, date) else None


def several(name: str, values: Iterable[object]) -> dict[str, object]:
    """Name each of several values, so that marks can stand for them."""
    return {f"{name} {number}": value for number, value in enumerate(values)}


def doubled(name: str, values: Collection[object]) -> dict[str, object]:
    """Name several values, repeated up to a power of two, so that a question has few forms."""
    if not values:
        return {}
    most = 1 << (len(values) - 1).bit_length()
    return several(name, islice(cycle(values), most))


def marks_of(name: str, marks: Values) -> list[Any]:
    """Give the marks that stand for several values."""
    begins = f"{name} "
    return [mark for named, mark in marks.items() if named.startswith(begins)]


def _known(whole: Hashable, values: Values, write: Callable[[Values], Any]) -> _Written | None:
    """Give a question as it was written the last time; threads may write one twice."""
    with _TURN:
        if whole in _KNOWN:
            return _KNOWN[whole]
    written = _written(values, write)
    with _TURN:
        if len(_KNOWN) >= _MOST:
            del _KNOWN[next(iter(_KNOWN))]
        _KNOWN[whole] = written
    return written


def _written(values: Values, write: Callable[[Values], Any]) -> _Written | None:
    """Write a question with marks; None where it can have no answer."""
    marks = {name: _mark(number, value) for number, (name, value) in enumerate(values.items())}
    try:
        sql, params = write(marks).query.sql_with_params()
    except EmptyResultSet:
        return None
    names = {_stored(mark): name for name, mark in marks.items()}
    return sql, [(names.get(param), param) for param in params]


def _mark(number: int, value: object) -> object:
    """Give a value of the same kind that occurs nowhere."""
    if isinstance(value, datetime):
        return moment(_FAR + number)
    if isinstance(value, date):
        return date(_FAR_YEAR, 1, 1) + timedelta(days=number)
    return _FAR + number if isinstance(value, int) else f"\ue000{number}"


_AS_THEY_ARE = frozenset({int, str})


def _stored(value: Any) -> Any:  # noqa: ANN401 - what a driver takes
    if type(value) in _AS_THEY_ARE:  # as nearly all are
        return value
    if isinstance(value, datetime):
        return microseconds(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
