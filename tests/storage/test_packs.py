"""Files of a pack are kept version by version; only what differs is a new one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.packs import models, queries
from bayline.platform.packs.actions import keep_files

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
FIRST = {"region.toml": b'name = "a"', "schemes/targets.toml": b""}


def test_a_file_is_what_was_kept_last() -> None:
    assert keep_files(FIRST, by="小林", at=NOON) == ("region.toml", "schemes/targets.toml")
    assert keep_files({"region.toml": b"b"}, by="小林", at=NOON + HOUR) == ("region.toml",)
    assert queries.file("region.toml") == b"b"
    assert queries.file("schemes/targets.toml") == b""
    assert queries.file("overview.toml") is None


def test_what_is_the_same_is_not_kept_again() -> None:
    keep_files(FIRST, by="小林", at=NOON)
    changed = keep_files({**FIRST, "overview.toml": b"x"}, by="小王", at=NOON + HOUR)
    assert changed == ("overview.toml",)
    assert models.PackFile.objects.count() == 3


def test_files_are_asked_as_they_were_on_a_day() -> None:
    keep_files(FIRST, by="小林", at=NOON)
    keep_files({"region.toml": b"b", "new.toml": b"n"}, by="小林", at=NOON + 2 * HOUR)
    assert queries.file("region.toml", NOON + HOUR) == b'name = "a"'
    assert queries.file("region.toml", NOON - HOUR) is None
    assert queries.files(as_of=NOON + HOUR) == FIRST
    assert [*queries.files()] == ["new.toml", "region.toml", "schemes/targets.toml"]


def test_a_file_that_is_no_longer_part_of_the_pack_is_gone_and_can_come_back() -> None:
    keep_files(FIRST, by="小林", at=NOON)
    keep_files({"region.toml": None, "never.toml": None}, by="小林", at=NOON + HOUR)
    assert queries.file("region.toml") is None
    assert [*queries.files()] == ["schemes/targets.toml"]
    assert queries.file("region.toml", NOON) == b'name = "a"'
    assert keep_files(FIRST, by="小林", at=NOON + 2 * HOUR) == ("region.toml",)
    assert queries.files() == FIRST


@pytest.mark.parametrize(
    "path", ["", "/etc/region.toml", "../region.toml", "a/../b", "a\\b", "a//b", "./a", "c:a"]
)
def test_no_file_lies_outside_its_pack(path: str) -> None:
    with pytest.raises(BaylineError, match="no path inside a pack"):
        keep_files({"region.toml": b"", path: b""}, by="小林", at=NOON)
    assert queries.files() == {}


def test_nobody_keeps_a_file_without_a_name() -> None:
    with pytest.raises(BaylineError, match="without a name"):
        keep_files(FIRST, by=" ", at=NOON)


@pytest.mark.parametrize("asked", ["UPDATE pack_file SET path = 'x'", "DELETE FROM pack_file"])
def test_the_database_lets_nobody_change_a_version(asked: str) -> None:
    keep_files(FIRST, by="小林", at=NOON)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(asked)
    assert queries.files() == FIRST


def test_whoever_gets_around_the_database_breaks_the_chain() -> None:
    keep_files(FIRST, by="小林", at=NOON)
    keep_files({"region.toml": None, "b.toml": b"b"}, by="小林", at=NOON)
    assert queries.faults() == ()
    table = "pack_file"
    with connection.cursor() as cursor:
        for event in ("update", "delete"):
            place = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{table}_no_{event}"{place}')
        cursor.execute("UPDATE pack_file SET path = 'c.toml' WHERE path = 'b.toml'")
    assert [fault.split(": ")[0].split()[-1] for fault in queries.faults()] == ["c.toml"]
