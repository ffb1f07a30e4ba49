"""Many rows are written together: all of them in their order, or none."""

import pytest
from django.db import DatabaseError, connection, transaction

from bayline.platform.bulk import with_room, write_rows

TABLE = "record_passage"
COLUMNS = ("id", "start", "end")

pytestmark = pytest.mark.django_db


def kept() -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT id, start, "end", text_id FROM {TABLE} ORDER BY id')
        return [*cursor.fetchall()]


def rows(count: int) -> list[tuple[object, ...]]:
    return [(number, 10 * number, 10 * number + 9) for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 32, 100])
def test_any_number_of_rows_is_written_in_order(count: int) -> None:
    write_rows(TABLE, COLUMNS, iter(rows(count)), same={"text_id": 7})
    assert kept() == [(*row, 7) for row in rows(count)]


@pytest.mark.parametrize("wrong", [0, 20, 39])
def test_of_rows_with_a_wrong_one_none_is_written(wrong: int) -> None:
    some = rows(40)
    some[wrong] = (wrong + 2 if wrong < 39 else 1, 5, 6)  # the number of another
    with pytest.raises(DatabaseError), transaction.atomic():
        write_rows(TABLE, COLUMNS, some, same={"text_id": 7})
    assert kept() == []


def test_a_column_that_is_the_same_in_all_rows_may_be_empty() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        write_rows(TABLE, COLUMNS, rows(1), same={"text_id": None})
    write_rows(TABLE, ("id", "start"), [(1, 2)], same={"end": 3, "text_id": 0})
    assert kept() == [(1, 2, 3, 0)]


@pytest.mark.parametrize("count", [1, 25, 26, 31, 250, 251, 507])
@pytest.mark.parametrize("alike", [(), ("end",), ("start", "end"), ("id", "start", "end")])
def test_values_that_rows_have_in_common_are_the_same_whether_bound_once_or_not(
    count: int, alike: tuple[str, ...]
) -> None:
    some = [(number, number % 400, 7 + number // 251) for number in range(1, count + 1)]
    write_rows(TABLE, COLUMNS, iter(some), same={"text_id": 7}, alike=alike)
    assert kept() == [(*row, 7) for row in some]


@pytest.mark.parametrize("count", [1, 31, 251])
@pytest.mark.parametrize("alike", [(), ("start",)])
def test_a_value_that_all_rows_have_is_bound_once(count: int, alike: tuple[str, ...]) -> None:
    some = [(number, number) for number in range(1, count + 1)]
    columns, once = ("id", "start"), {"end": 999}
    write_rows(TABLE, columns, iter(some), same={"text_id": 7}, once=once, alike=alike)
    assert kept() == [(*row, 999, 7) for row in some]


def test_rows_that_are_all_alike_are_all_written() -> None:
    some = [(None, 30, "x", "2026-01-01")] * 60
    columns = ("supersedes", "size", "name", "at")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE alike (supersedes bigint, size bigint, name text, at varchar(10))"
        )
        write_rows("alike", columns, some, alike=columns)
        cursor.execute("SELECT count(*), min(size), max(name), count(supersedes) FROM alike")
        assert cursor.fetchone() == (60, 30, "x", 0)


def test_room_for_a_large_transaction_is_taken_back_whatever_becomes_of_it() -> None:
    def room() -> object:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            return cursor.fetchone()[0]

    if connection.vendor != "sqlite":
        with with_room():
            return
    usual = room()
    with with_room():
        assert room() == -160_000
    with pytest.raises(DatabaseError), with_room(), transaction.atomic():
        connection.cursor().execute("no SQL")
    assert room() == usual
