"""A server that is cut off is told in a sentence, and found again without a restart."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

Until = Callable[[Callable[[], bool]], None]
Ask = Callable[[str], tuple[int, str]]

pytestmark = pytest.mark.storage


@pytest.fixture
def server(new_server: Callable[[], Any]) -> Iterator[Any]:
    """A PostgreSQL server that may be stopped."""
    server = new_server()
    yield server
    server.stop()


@pytest.fixture
def ask(server: Any, tmp_path: Path, free_port: Callable[[], int]) -> Iterator[Ask]:
    """Asks a Bayline that works on that server; gives the status and the body."""
    port = free_port()
    program = Path(sys.executable).with_name("bayline")
    served = subprocess.Popen(
        [program, "--home", str(tmp_path), "serve", "--port", str(port)],
        env={**os.environ, "BAYLINE_DATABASE_URL": server.address, "LC_ALL": "C.UTF-8"},
        stderr=subprocess.DEVNULL,
    )

    def ask(path: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    yield ask
    served.send_signal(signal.SIGTERM)
    served.wait(20)


def test_a_server_that_is_cut_off_is_told_and_found_again(
    server: Any, ask: Ask, until: Until
) -> None:
    until(lambda: ask("/ready")[0] == 200)
    answered = [ask("/documents")[0] for _ in range(4)]  # both threads keep a connection now
    server.cut_off()
    lost = [ask(path) for path in ("/documents", "/documents.json") * 2]
    assert [status for status, _ in lost] == [503] * 4
    assert all("数据库没有回应" in body for _, body in lost)
    assert ask("/health")[0] == 200
    status, told = ask("/ready")
    database, disk = json.loads(told)["checks"]
    assert (status, database["is_good"], disk["is_good"]) == (503, False, True)
    assert "the database does not answer" in database["sentence_en"]
    server.resume()
    assert [ask("/documents")[0] for _ in range(4)] == answered
    assert ask("/ready")[0] == 200


def test_a_server_that_is_nowhere_is_told_in_a_sentence(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("bayline")
    away = {"BAYLINE_DATABASE_URL": "postgresql://bayline@nowhere.invalid/x", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [program, "--home", tmp_path, "verify"],
        env={**os.environ, **away},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "the database does not answer" in done.stderr
