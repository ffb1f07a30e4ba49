"""Addresses on the web, of which there is one rule wherever they come from."""

import re

_ADDRESS = re.compile(r"https?://[^\s<>\"'\\/?#]+(?:[/?#][^\s<>\"'\\]*)?", re.IGNORECASE)
_LONGEST = 2000


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address that a page may link to: http or https, with a host.

    Whatever else a browser would follow, such as javascript: or data:, is none.
    """
    return len(text) <= _LONGEST and text.isprintable() and bool(_ADDRESS.fullmatch(text))
