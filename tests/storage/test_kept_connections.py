"""Connections that threads keep from request to request see what others have written since."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier, get_ident
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection, transaction

from bayline.platform.packs.actions import keep_files
from bayline.platform.packs.queries import files

pytestmark = pytest.mark.storage

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
THREADS = 2


def asked_in_a_request() -> tuple[int, int, int]:
    """Give the thread, its connection, and how many files a request finds."""
    request_started.send(None)
    found = len(files())
    which = id(connection.connection)
    request_finished.send(None)
    return get_ident(), which, found


def let_go(all_here: Barrier) -> None:
    """Close the connection of a thread, which waits so that each of them takes a turn."""
    all_here.wait(20)
    connection.close()


@pytest.fixture
def ask(store: Any):
    """Asks from several threads at once, which stay the same."""
    del store
    with ThreadPoolExecutor(THREADS) as pool:

        def ask(question: Callable[[], Any] = asked_in_a_request) -> list[Any]:
            return [each.result() for each in [pool.submit(question) for _ in range(4 * THREADS)]]

        yield ask
        all_here = Barrier(THREADS)
        for each in [pool.submit(let_go, all_here) for _ in range(THREADS)]:
            each.result()


def test_each_thread_keeps_its_connection_and_reads_what_was_written_last(
    ask: Callable[..., list[Any]],
) -> None:
    kept: dict[int, set[int]] = {}
    for number in range(10):
        with transaction.atomic():
            keep_files({f"documents/{number}.txt": b"kept"}, by="小林", at=NOON)
        for thread, which, found in ask():
            kept.setdefault(thread, set()).add(which)
            assert found == number + 1
    assert all(len(connections) == 1 for connections in kept.values())


def test_threads_that_write_at_once_all_come_through(ask: Callable[..., list[Any]]) -> None:
    def write() -> None:
        request_started.send(None)
        with transaction.atomic():
            keep_files({f"documents/{get_ident()}.txt": b"kept"}, by="小林", at=NOON)
        request_finished.send(None)

    ask(write)
    assert 1 <= len(files()) <= THREADS
