"""The server of the desk: with each message it says which certificate a hospital has shown.

The server of the nodes does not tell its application what a client has shown, and here it matters:
a hospital may speak for itself only. There are some dozens of hospitals, each with a connection or
two, so a thread for each is enough.
"""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Iterable
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any

import orjson
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

PATH = "/settlement/desk"
LARGEST = 4 * 2**20  # bytes of a message; a stay of a year has some ten thousand lines
Answering = Callable[[bytes, str], Awaitable[dict[str, Any]]]
_LOG = logging.getLogger(__name__)
_WAITS_S = 60.0
_POLLS_S = 0.1


def shown_by(file: Path) -> frozenset[str]:
    """Give the digests of the certificates of a file; two where one is about to follow another.

    Raises:
        ValueError: There is none in it.
    """
    return frozenset(
        sha256(one.public_bytes(Encoding.DER)).hexdigest()
        for one in x509.load_pem_x509_certificates(file.read_bytes())
    )


class Window:
    """Takes messages of hospitals over HTTPS until it is stopped."""

    def __init__(self, answering: Answering, address: tuple[str, int], tls: ssl.SSLContext) -> None:
        self.answering, self.address, self.tls = answering, address, tls
        self.server: _Server | None = None

    async def serve(self) -> None:
        """Take messages until stopped."""
        loop = asyncio.get_running_loop()

        def answer(data: bytes, shown: str) -> dict[str, Any]:
            asked = self.answering(data, shown)
            return asyncio.run_coroutine_threadsafe(_whole(asked), loop).result()

        with _Server(self.address, self.tls, answer) as self.server:
            await asyncio.to_thread(self.server.serve_forever, _POLLS_S)

    def stop(self) -> None:
        """Take nothing more."""
        if self.server is not None:
            self.server.shutdown()


async def _whole(asked: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    return await asked


def context_of(certificate: Path, key: Path, trusted: Iterable[Path]) -> ssl.SSLContext:
    """Give the TLS of a window: whoever shows none of the certificates does not come in."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.num_tickets = 0  # each connection shows its certificate
    context.load_cert_chain(certificate, key)
    for file in sorted({*trusted}):
        context.load_verify_locations(cafile=file)
    return context


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        address: tuple[str, int],
        tls: ssl.SSLContext,
        answer: Callable[[bytes, str], dict[str, Any]],
    ) -> None:
        self.tls, self.answer = tls, answer
        super().__init__(address, _Handler)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base has it
        """Shake hands in the thread of the connection, so that a slow one delays nobody."""
        try:
            request.settimeout(_WAITS_S)
            request = self.tls.wrap_socket(request, server_side=True)
        except OSError as error:
            _LOG.warning("a connection to the desk was not taken: %s", type(error).__name__)
            self.shutdown_request(request)
            return
        super().process_request_thread(request, client_address)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:  # noqa: ANN401 - as the base has it
        """Say that a connection broke, and nothing of what it said."""
        del request, client_address
        _LOG.warning("a connection to the desk broke")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _WAITS_S
    wbufsize = 65_536
    server: _Server
    connection: ssl.SSLSocket

    def do_POST(self) -> None:
        """Answer a message."""
        size = self.headers.get("Content-Length", "")
        if self.path != PATH or not (size.isascii() and size.isdigit()):
            self.refuse(404 if self.path != PATH else 411)
        elif len(size) > len(str(LARGEST)) or int(size) > LARGEST:
            self.refuse(413)
        else:
            shown = sha256(self.connection.getpeercert(binary_form=True) or b"").hexdigest()
            self.say(200, self.server.answer(self.rfile.read(int(size)), shown))

    def do_GET(self) -> None:
        """Say that there is nothing to be read."""
        self.refuse(405)

    def refuse(self, status: int) -> None:
        """Say why a request is none, and read no more of it."""
        self.close_connection = True
        codes = {404: "no_such_address", 405: "post_only", 411: "no_length", 413: "too_large"}
        self.say(status, {"refused": [{"code": codes[status]}]})

    def say(self, status: int, told: dict[str, Any]) -> None:
        """Send an answer."""
        body = orjson.dumps(told)
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base has it
        """Keep no list of who came."""
