"""Where in a file of TOML something stands, so that a refusal can name its line."""

import tomllib
from collections.abc import Sequence
from typing import Any

Path = Sequence[str | int]  # keys, and numbers from 0 in lists


def line_of(text: str, path: Path) -> int:
    """Find the line on which a value begins; of one that is nowhere, that of what it would be in.

    Args:
        text: A whole file of TOML that can be read.
        path: Keys and, in lists, numbers from 0.

    Returns:
        The line, counted from 1.
    """
    lines = text.split("\n")
    while path and not _holds(tomllib.loads(text), path):
        path = path[:-1]
    if not path:
        return 1
    low, high = 1, len(lines)
    while low < high:
        middle = (low + high) // 2
        if _holds(_first_readable(lines, middle), path):
            high = middle
        else:
            low = middle + 1
    return low


def _first_readable(lines: Sequence[str], count: int) -> dict[str, Any]:
    """Read the lines up to one, and on to the end of what spans several."""
    for end in range(count, len(lines)):
        try:
            return tomllib.loads("\n".join(lines[:end]))
        except ValueError:
            continue
    return tomllib.loads("\n".join(lines))


def _holds(found: Any, path: Path) -> bool:  # noqa: ANN401 - whatever a file holds
    for step in path:
        known = range(len(found)) if isinstance(found, list) else found
        if not isinstance(known, dict | range) or step not in known:
            return False
        found = found[step]
    return True
