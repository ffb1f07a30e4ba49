"""A server that is killed leaves nothing in the way of the next one."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

READY_S_MAX = 10

Start = Callable[[], subprocess.Popen[bytes]]

pytestmark = pytest.mark.soak


@pytest.fixture
def port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        free: int = asked.getsockname()[1]
        return free


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


def seconds_until_answered(port: int) -> float:
    """Ask for the first page until it comes."""
    begun = time.monotonic()
    while not answers(port):
        assert time.monotonic() - begun < READY_S_MAX, "nobody answers"
        time.sleep(0.05)
    return time.monotonic() - begun


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


def test_killed_server_starts_again_on_the_same_port(start: Start, port: int) -> None:
    for _ in range(10):
        server = start()
        seconds_until_answered(port)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(READY_S_MAX)
    start()
    assert seconds_until_answered(port) < READY_S_MAX


def test_killed_parent_takes_its_worker_along(start: Start, port: int) -> None:
    server = start()
    seconds_until_answered(port)
    server.kill()
    server.wait(READY_S_MAX)
    begun = time.monotonic()
    while not is_free(port) and time.monotonic() - begun < READY_S_MAX:
        time.sleep(0.1)
    assert is_free(port)
