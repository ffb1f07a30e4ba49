"""A server that is killed leaves nothing in the way of the next one."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest

READY_S_MAX = 10

Start = Callable[[], subprocess.Popen[bytes]]
Until = Callable[[Callable[[], bool]], None]

pytestmark = pytest.mark.soak


@pytest.fixture
def port(free_port: Callable[[], int]) -> int:
    return free_port()


@pytest.fixture
def start(port: int, tmp_path: Path) -> Iterator[Start]:
    """Starts a server on the port; what still runs at the end is stopped."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        server = subprocess.Popen(
            [Path(sys.executable).with_name("bayline"), "serve", "--port", str(port)],
            env={**os.environ, "BAYLINE_HOME": str(tmp_path)},
            start_new_session=True,
        )
        started.append(server)
        return server

    yield start
    for server in started:
        with suppress(ProcessLookupError):  # a worker may outlive its parent
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(READY_S_MAX)


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=READY_S_MAX)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def is_free(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) != 0


def test_killed_server_starts_again_on_the_same_port(start: Start, port: int, until: Until) -> None:
    for _ in range(10):
        server = start()
        until(partial(answers, port))
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(READY_S_MAX)
    start()
    begun = time.monotonic()
    until(partial(answers, port))
    assert time.monotonic() - begun < READY_S_MAX


def test_killed_parent_takes_its_worker_along(start: Start, port: int, until: Until) -> None:
    server = start()
    until(partial(answers, port))
    server.kill()
    server.wait(READY_S_MAX)
    until(partial(is_free, port))
