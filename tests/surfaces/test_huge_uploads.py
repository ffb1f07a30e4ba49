"""A file of a gigabyte is refused in a sentence, and takes no memory that others need."""

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

PROGRAM = Path(sys.executable).with_name("bayline")
GIB = 2**30
PIECE = b"a,b,c\n" * 20_000
GROWN_MIB_MAX = 100

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture(scope="module")
def port(
    tmp_path_factory: pytest.TempPathFactory, free_port: Callable[[], int], until: Until
) -> Iterator[int]:
    """The port of a server with an empty home."""
    port, home = free_port(), tmp_path_factory.mktemp("home")
    server = subprocess.Popen(
        [PROGRAM, "--home", home, "serve", "--no-worker", "--port", str(port)],
        env={**os.environ, "BAYLINE_DATABASE_URL": ""},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until(lambda: answers(port))
    until(lambda: has_settled(port))
    yield port
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def has_settled(port: int) -> bool:
    """Whether what a server loads while nobody waits has been loaded."""
    before = peak_mib(port)
    time.sleep(1.5)
    return peak_mib(port) == before


def peak_mib(port: int) -> int:
    """Give the most memory that any process of the server ever had."""
    peaks = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # it may be gone
            if f"--port\0{port}\0" in (status.parent / "cmdline").read_text():
                lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
                peaks.append(int(lines["VmHWM"].split()[0]) // 1024)
    return max(peaks)


def upload(port: int, address: str, *heads: str, piece: bytes, pieces: int) -> bytes:
    """Send pieces until the server has had enough of them; gives what it says."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as sent:
        lines = (f"POST {address} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: text/csv", *heads)
        sent.sendall("\r\n".join((*lines, "", "")).encode())
        with suppress(OSError):  # it has hung up
            for _ in range(pieces):
                sent.sendall(piece)
        said = b""
        with suppress(OSError):
            while part := sent.recv(65_536):
                said += part
                if b"</html>" in said or b'"sentence"' in said:
                    break
        return said


@pytest.mark.parametrize("address", ["/registers/villages/import", "/login"])
def test_a_gigabyte_is_refused_before_it_is_read(port: int, address: str) -> None:
    before = peak_mib(port)
    said = upload(port, address, f"Content-Length: {GIB}", piece=PIECE, pieces=GIB // len(PIECE))
    assert not said or said.startswith(b"HTTP/1.1 413"), said[:200]
    assert peak_mib(port) - before < GROWN_MIB_MAX
    assert answers(port)


def test_a_gigabyte_without_a_stated_length_is_not_read(port: int) -> None:
    before = peak_mib(port)
    chunk = f"{len(PIECE):x}\r\n".encode() + PIECE + b"\r\n"
    said = upload(
        port, "/login", "Transfer-Encoding: chunked", piece=chunk, pieces=GIB // len(PIECE)
    )
    assert not said or said.startswith(b"HTTP/1.1 4"), said[:200]
    assert peak_mib(port) - before < GROWN_MIB_MAX
    assert answers(port)


@pytest.mark.parametrize("command", ["read", "audit"])
def test_a_sparse_gigabyte_on_the_command_line_is_refused_unread(
    tmp_path: Path, command: str
) -> None:
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(GIB)
    done = subprocess.run(
        ["prlimit", f"--as={4 * GIB}", PROGRAM, command, tmp_path / "huge.csv"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert "MB" in done.stderr
