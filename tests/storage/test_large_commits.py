"""Whoever waits for a large commit on SQLite does not wait for its second writing as well."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from bayline.platform.sqlite import base

pytestmark = [pytest.mark.storage, pytest.mark.django_db]

PAGES = 1_500  # more than SQLite leaves in its log by itself
USUAL = 1_000
SETTINGS = {
    "ENGINE": "bayline.platform.sqlite",
    "AUTOCOMMIT": True,
    "CONN_HEALTH_CHECKS": False,
    "CONN_MAX_AGE": 0,
    "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL"},
    "TIME_ZONE": None,
}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[base.DatabaseWrapper]:
    """A connection to a file of its own, with a table."""
    defaults = dict(connections["default"].settings_dict)
    opened = base.DatabaseWrapper({**defaults, **SETTINGS, "NAME": str(tmp_path / "a.sqlite3")})
    opened.cursor().execute("CREATE TABLE kept (page text)")
    yield opened
    opened.close()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What would be done beside, as functions to be called when the test wants them."""
    found: list[Callable[[], None]] = []

    class Later:
        def __init__(self, *, target: Callable[..., None], args: tuple[Any, ...]) -> None:
            self.start = lambda: found.append(lambda: target(*args))

    monkeypatch.setattr(base, "Thread", Later)
    return found


def write(own: base.DatabaseWrapper) -> None:
    own.set_autocommit(False)
    rows = [("x" * 4_000,)] * PAGES
    own.cursor().executemany("INSERT INTO kept VALUES (%s)", rows)


def pages_to_move(own: base.DatabaseWrapper) -> int:
    """Pages that stand in the log and not yet in the file; asking moves none."""
    own.set_autocommit(True)
    file = Path(own.settings_dict["NAME"])
    return (4_000 * PAGES - file.stat().st_size) // 4_096


def test_a_usual_commit_brings_what_it_wrote_into_the_file(
    own: base.DatabaseWrapper, started: list[Callable[[], None]]
) -> None:
    write(own)
    own.commit()
    assert pages_to_move(own) <= 0
    assert not started


def test_a_large_one_leaves_that_for_afterwards_and_only_that_one(
    own: base.DatabaseWrapper, started: list[Callable[[], None]]
) -> None:
    write(own)
    own.is_large = True
    own.commit()
    assert not own.is_large
    assert pages_to_move(own) > USUAL
    assert own.cursor().execute("SELECT count(*) FROM kept").fetchone() == (PAGES,)
    (bring,) = started
    bring()
    assert pages_to_move(own) <= 0
    assert own.cursor().execute("PRAGMA wal_autocheckpoint").fetchone() == (USUAL,)
    file = Path(own.settings_dict["NAME"])
    own.close()
    file.unlink()
    bring()  # a home that is gone by then is not made anew
    assert not file.exists()


def test_one_that_is_taken_back_leaves_nothing_behind(own: base.DatabaseWrapper) -> None:
    write(own)
    own.is_large = True
    own.rollback()
    own.set_autocommit(True)
    assert not own.is_large
    assert own.cursor().execute("SELECT count(*) FROM kept").fetchone() == (0,)
