"""Two installations in processes of their own, and a proxy that does what networks do."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

START_S = 120
DRIVER = Path(__file__).with_name("driver.py")


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Make a certificate for this machine that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, name)])
    begins = datetime.now(UTC) - timedelta(days=1)
    host = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30))
        .add_extension(host, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    shown, secret = folder / f"{name}.pem", folder / f"{name}.key"
    shown.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return shown, secret


class Proxy:
    """What stands between, and what it does to the requests that come next."""

    def __init__(self, target: int) -> None:
        self.target, self.port = target, 0
        self.plan: deque[str] = deque()
        self.past: list[bytes] = []

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"https://127.0.0.1:{self.port}"

    def forward(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Hand a request on."""
        connection = HTTPConnection("127.0.0.1", self.target, timeout=20)
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def treat(self, how: str, path: str, body: bytes) -> tuple[int, bytes]:
        """Hand a request on as planned."""
        if how == "twice":
            self.forward(path, body)
        if how == "replay":
            for old in self.past[-3:]:
                self.forward(path, old)
        if how == "delay":
            time.sleep(0.3)
        if how == "reorder" and b'"messages"' in body:
            turned = json.dumps({"messages": json.loads(body)["messages"][::-1]}).encode()
            status, answer = self.forward(path, turned)
            receipts = json.loads(answer).get("receipts", [])[::-1]
            return status, json.dumps({"receipts": receipts}).encode()
        self.past.append(body)
        return self.forward(path, body)


@contextmanager
def proxying(target: int, pair: tuple[Path, Path]) -> Iterator[Proxy]:
    """Listen with TLS while a block runs."""
    proxy = Proxy(target)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 20

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            how = proxy.plan.popleft() if proxy.plan else "pass"
            if how == "cut":
                self.close_connection = True
                return
            try:
                status, answer = proxy.treat(how, self.path, body)
            except OSError:  # the installation is down
                status, answer = 502, b"{}"
            self._say(status, answer, is_cut=how == "cut_answer")

        def _say(self, status: int, answer: bytes, *, is_cut: bool) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer[: len(answer) // 2] if is_cut else answer)
            self.close_connection = is_cut

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*pair)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_words: None  # type: ignore[method-assign]  # cuts are planned
    proxy.port = server.server_address[1]
    Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.05}).start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()


class Installation:
    """One side: a home, a served process, a proxy before it, and a driver that acts in it."""

    def __init__(self, name: str, home: Path, port: int, trusted: Path) -> None:
        self.name, self.home, self.port = name, home, port
        self.env = {
            **os.environ,
            "BAYLINE_HOME": str(home),
            "BAYLINE_TRANSPORT_CERTIFICATES": str(trusted),
            "BAYLINE_PURE": "1",
        }
        self.env.pop("BAYLINE_DATABASE_URL", None)
        self.server: subprocess.Popen[bytes] | None = None
        self.driver = self._driver()

    def _driver(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(DRIVER)],
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def serve(self, *words: str) -> None:
        """Serve it as users do."""
        program = str(Path(sys.executable).with_name("bayline"))
        self.server = subprocess.Popen(
            [program, "serve", "--port", str(self.port), *words],
            env=self.env,
            stderr=subprocess.DEVNULL,
        )

    def is_served(self) -> bool:
        """Tell whether somebody listens."""
        with socket.socket() as asked:
            return asked.connect_ex(("127.0.0.1", self.port)) == 0

    def wait(self) -> None:
        """Wait until somebody listens; a machine with much to do takes its time."""
        end = time.monotonic() + START_S
        while not self.is_served():
            assert time.monotonic() < end, f"{self.name} does not listen"
            time.sleep(0.1)

    def kill(self) -> None:
        """End the server in the middle of a word."""
        if self.server is not None:
            self.server.kill()
            self.server.wait()

    def restart_driver(self) -> None:
        """End whoever acts in it in the middle of a word, and begin anew."""
        self.driver.kill()
        self.driver.communicate()
        self.driver = self._driver()

    def says(self, command: str, **words: Any) -> Any:
        """Have something done in it; a refusal comes back as `{"refused": …}`."""
        assert self.driver.stdin is not None
        assert self.driver.stdout is not None
        self.driver.stdin.write(json.dumps([command, words]) + "\n")
        self.driver.stdin.flush()
        answer = json.loads(self.driver.stdout.readline())
        return answer.get("said", answer)

    def end(self) -> None:
        """Stop all of it."""
        self.driver.communicate(timeout=20)
        if self.server is not None:
            self.server.terminate()
            self.server.wait(20)


@pytest.fixture(scope="session")
def pair(
    tmp_path_factory: pytest.TempPathFactory,
    free_port: Callable[[], int],
) -> Iterator[SimpleNamespace]:
    """Two installations that have accepted each other, a proxy before each."""
    folder = tmp_path_factory.mktemp("pair")
    keyed = certificate(folder, "authority")
    ports = free_port(), free_port()
    with ExitStack() as stack:
        proxies = [stack.enter_context(proxying(port, keyed)) for port in ports]
        east = Installation("east", folder / "east", ports[0], keyed[0])
        stack.callback(east.end)
        assert east.says("furnish") is None  # once its tables are made
        shutil.copytree(east.home, folder / "west")
        west = Installation("west", folder / "west", ports[1], keyed[0])
        stack.callback(west.end)
        sides = [east, west]
        cards = [
            side.says("start", name=side.name, address=proxy.address, code=side.name)
            for side, proxy in zip(sides, proxies, strict=True)
        ]
        east.says("accept", card=cards[1], code="west")
        west.says("accept", card=cards[0], code="east")
        for side in sides:
            side.serve("--no-worker")
        for side in sides:
            side.wait()
        yield SimpleNamespace(east=east, west=west, to_east=proxies[0], to_west=proxies[1])
