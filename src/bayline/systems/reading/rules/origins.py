"""Where a saved web page came from, as far as the page says so itself."""

import re
from html import unescape

_HEAD = 256 * 1024  # bytes; what names the page stands near its beginning
_LONGEST = 2_000
_SAVED = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
_LINK = re.compile(rb"<link\b([^<>]{1,4000})>", re.IGNORECASE)
_CANONICAL = re.compile(rb"\brel\s*=\s*[\"']?\s*canonical\b", re.IGNORECASE)
_ADDRESS = re.compile(rb"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s\"'<>]+")


def origin_of(page: bytes) -> str:
    """Give the address of a saved page: its canonical link, else where a browser saved it from.

    Args:
        page: The bytes of an HTML file.

    Returns:
        The address; empty where the page names none on the web.
    """
    head = page[:_HEAD]
    named = (*_canonical(head), *_SAVED.findall(head))
    written = (unescape(each.decode("utf-8", "replace")).strip() for each in named)
    return next((one for one in written if _WEB.fullmatch(one) and len(one) <= _LONGEST), "")


def _canonical(head: bytes) -> list[bytes]:
    links = (link for link in _LINK.findall(head) if _CANONICAL.search(link))
    found = (_ADDRESS.search(link) for link in links)
    return [next(filter(None, match.groups()), b"") for match in found if match]
