"""Look at addresses that messages are sent to."""

from urllib.parse import urlsplit

from django.conf import settings

from bayline.kernel.errors import BaylineError, Words

_LONGEST = 500
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def checked_address(address: str) -> str:
    """Give an address without its last slash; empty stays empty.

    Raises:
        BaylineError: It is none, or its way is not encrypted.
    """
    written = address.strip().rstrip("/")
    if not written:
        return ""
    try:
        parts = urlsplit(written)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _bad(written) from None
    del port
    if not host or parts.query or parts.fragment or parts.username or len(written) > _LONGEST:
        raise _bad(written)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_plain_allowed(host)):
        raise _bad(written)
    return written


def is_plain_allowed(host: str) -> bool:
    """Tell whether a host may be reached without encryption: this machine, where that is set."""
    return bool(settings.TRANSPORT_PLAIN) and host in _LOCAL


def _bad(written: str) -> BaylineError:
    return BaylineError(
        f"“{written[:80]}” is no address that messages can be sent to",
        why="they travel encrypted",
        do="write it like https://example.gov.cn",
        zh=Words(f"“{written[:80]}”不是能发消息的地址", "消息要加密传送", "请写成https://主机名"),
    )
