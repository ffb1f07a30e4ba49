"""Asks for the rows of many numbers at once, in one statement that stays the same."""

from collections.abc import Iterable
from typing import Any

import orjson
from django.db import connection


def rows_among(statement: str, numbers: Iterable[int]) -> list[tuple[Any, ...]]:
    """Run a statement that says `AMONG` where one of the numbers must stand.

    A list of a thousand question marks is read and bound anew each time; one list of JSON is not.
    """
    listed = sorted({*numbers})
    if not listed:
        return []
    is_array = connection.vendor == "postgresql"
    among = "= ANY(%s)" if is_array else "IN (SELECT value FROM json_each(%s))"
    with connection.cursor() as cursor:
        given = listed if is_array else orjson.dumps(listed).decode()
        cursor.execute(statement.replace("AMONG", among), [given])
        return list(cursor.fetchall())
