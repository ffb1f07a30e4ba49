"""Posts to a receiver of events: only where it may go, and nowhere that it is sent on to."""

import socket
import ssl
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

import urllib3
from django.conf import settings
from urllib3.exceptions import HTTPError

_CONNECT_S, _READ_S = 5.0, 20.0
_SAID = 2_000  # characters of an answer that are read
_PORTS = {"https": 443, "http": 80}
Address = IPv4Address | IPv6Address


class NotPostedError(Exception):
    """A delivery came to nothing; whether the receiver has it is not known."""


def post(dest: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    """Post to a receiver; gives the status of its answer and the beginning of what it says.

    The name of the receiver is looked up here, and the connection made to what was found and
    looked at, so that no second look-up leads elsewhere. Redirections are not followed.

    Raises:
        NotPostedError: It may not be reached, or it is not there.
    """
    parts = urlsplit(dest)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    address = where(parts)
    try:
        with _pool(parts.scheme, str(address), host, port) as pool:
            path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            named = parts.netloc.rpartition("@")[2]
            answer = pool.urlopen(
                "POST",
                path,
                body=body,
                headers={**headers, "Host": named},
                redirect=False,
                retries=False,
                preload_content=False,
            )
            said = answer.read(_SAID, decode_content=False)
            answer.close()
    except (HTTPError, OSError, ValueError) as error:
        raise NotPostedError(f"{type(error).__name__}: {error}") from error
    return answer.status, said.decode("utf-8", "replace")


def where(parts: SplitResult) -> Address:
    """Look up where a receiver is, and whether events may go there.

    Raises:
        NotPostedError: It is nowhere, or at an address of a network that is not named for this.
    """
    host = parts.hostname or ""
    try:
        port = parts.port or _PORTS[parts.scheme]
        listed = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        raise NotPostedError(f"{host} is not found: {error}") from error
    addresses = [ip_address(one[4][0]) for one in listed]
    for address in addresses:
        if is_ours(address) or (address.is_global and parts.scheme == "https"):
            return address
    if any(one.is_global for one in addresses):
        raise NotPostedError(f"{host} is outside; events go there by https:// only")
    raise NotPostedError(
        f"{host} is at {addresses[0]}, an address that is not public; "
        "name its network in BAYLINE_EPCIS_NETWORKS if events may go there"
    )


def is_ours(address: Address) -> bool:
    """Say whether an address is of a network that was named as one's own."""
    return any(address in network for network in settings.EPCIS_NETWORKS)


def _pool(scheme: str, address: str, host: str, port: int) -> urllib3.HTTPConnectionPool:
    timeout = urllib3.Timeout(connect=_CONNECT_S, read=_READ_S)
    if scheme == "http":
        return urllib3.HTTPConnectionPool(address, port, timeout=timeout)
    return urllib3.HTTPSConnectionPool(
        address,
        port,
        timeout=timeout,
        ssl_context=_trusted(settings.TRANSPORT_CERTIFICATES),
        server_hostname=host,
        assert_hostname=host,
    )


@lru_cache(maxsize=2)
def _trusted(certificates: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificates:
        context.load_verify_locations(cafile=certificates)
    return context
