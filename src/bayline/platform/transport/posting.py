"""Post to a partner: one request, one answer, every way it can go wrong told apart."""

import ssl
import time
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import orjson
import urllib3
from django.conf import settings
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as Slow,
)

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport.rules import fault_of_answer
from bayline.platform.transport.terms import Fault

PATH = "/transport/messages"
_CONNECT_S, _READ_S, _WHOLE_S = 5.0, 20.0, 60.0
_LARGEST_ANSWER = 8 * 2**20
_PIECE = 2**16


class NotPostedError(Exception):
    """A request came to nothing; whether it had an effect is not known."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        self.fault, self.detail = fault, detail
        super().__init__(f"{fault.value}: {detail}")


def post(address: str, content: dict[str, Any], *, wait_s: float = _READ_S) -> dict[str, Any]:
    """Post to an installation.

    Args:
        address: Its address.
        content: What is posted, as JSON.
        wait_s: How long its answer is waited for, in seconds.

    Returns:
        The JSON of its answer.

    Raises:
        NotPostedError: There was none.
    """
    end = time.monotonic() + min(3 * wait_s, _WHOLE_S)
    try:
        response = _pool(settings.TRANSPORT_CERTIFICATES).request(
            "POST",
            address + PATH,
            body=orjson.dumps(content),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            timeout=urllib3.Timeout(connect=min(_CONNECT_S, wait_s), read=wait_s),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            body = _read(response, end)
        finally:
            response.release_conn()
    except (HTTPError, OSError) as error:
        raise NotPostedError(*_meaning(error)) from None
    return _content(response.status, body)


def _read(response: urllib3.BaseHTTPResponse, end: float) -> bytes:
    body = b""
    for piece in response.stream(_PIECE):
        body += piece
        if len(body) > _LARGEST_ANSWER or time.monotonic() > end:
            response.close()
            raise NotPostedError(Fault.SLOW, "the answer does not end")
    return body


def _content(status: int, body: bytes) -> dict[str, Any]:
    fault = fault_of_answer(status)
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        content = None
    if fault is not None:
        said = str(content.get("detail", "")) if isinstance(content, dict) else ""
        raise NotPostedError(fault, f"HTTP {status} {said}".strip())
    if not isinstance(content, dict) or status != HTTPStatus.OK:
        raise NotPostedError(Fault.UNSIGNED, "the answer is no JSON object")
    return content


def _meaning(error: Exception) -> tuple[Fault, str]:
    said = str(error).rpartition(": ")[2][:200]
    if isinstance(error, SSLError | ssl.SSLError) or "CERTIFICATE" in str(error):
        return Fault.CERTIFICATE, said
    if isinstance(error, NewConnectionError | NameResolutionError | ConnectTimeoutError):
        return Fault.UNREACHABLE, said
    if isinstance(error, ReadTimeoutError | Slow):
        return Fault.SLOW, said
    return Fault.CUT_OFF, said


@lru_cache(maxsize=2)
def _pool(certificates: str) -> urllib3.PoolManager:
    """Keep connections; certificates of authorities in a file are trusted beside the system's.

    Raises:
        BaylineError: The file is none.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        if certificates:
            context.load_verify_locations(cafile=certificates)
    except OSError:
        raise BaylineError(
            "the file of certificates cannot be read",
            where="BAYLINE_TRANSPORT_CERTIFICATES",
            do="name a file with PEM certificates of the authorities that partners use",
            zh=Words("证书文件读不了", do="请写PEM格式的机构证书文件，对方的证书由它签发"),
        ) from None
    return urllib3.PoolManager(num_pools=8, maxsize=4, ssl_context=context)
