"""Documents that come in at once: of those of one name, the later ones are asked about."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from django.db import connection

from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.systems.reading.actions.auditing import PAGE_LIMITS
from bayline.systems.reading.actions.receiving import receive_unless_named

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)


def is_taken(words: str) -> bool:
    """Hand over a file of the one name."""
    handed = Handed(name="报告.txt", data=words.encode())
    try:
        found = receive_unless_named(handed, by="小林", at=NOON, limits=PAGE_LIMITS)
    finally:
        connection.close()
    return found is not None


def test_of_files_of_one_name_that_come_at_once_one_is_taken(store: object) -> None:
    del store
    with ThreadPoolExecutor(4) as people:
        taken = [*people.map(is_taken, (f"全区有{number}个村。" for number in range(30, 34)))]
    assert sorted(taken) == [False, False, False, True]
    assert len(queries.sources()) == 1


def test_the_same_file_at_once_is_kept_once_and_nobody_is_asked(store: object) -> None:
    del store
    with ThreadPoolExecutor(4) as people:
        taken = [*people.map(is_taken, ["全区有30个村。"] * 4)]
    assert taken == [True] * 4
    assert len(queries.sources()) == 1
