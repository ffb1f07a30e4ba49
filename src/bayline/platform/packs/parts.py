"""Files of a pack that a system keeps in tables of its own: it writes them, and takes them in."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from bayline.platform.offering import all_offered


class Part(NamedTuple):
    """A file of a pack with whoever answers for it.

    Attributes:
        write: Gives its bytes, or one piece after the other where they are many; none where there
            is nothing to tell.
        check: Looks at bytes of a pack before anything is built: the bytes, where they stand, and
            the present moment; raises a `BaylineError` that names the line.
        keep: Takes bytes in that were looked at, told the same.
    """

    write: Callable[[], bytes | Iterator[bytes]]
    check: Callable[[bytes, str, datetime], None]
    keep: Callable[[bytes, str, datetime], None]


_PARTS: dict[str, Part] = {}


def offer_part(path: str, part: Part) -> None:
    """Have a file written into exported packs and taken in when one is built.

    Args:
        path: Where it stands below the pack.
        part: Who answers for it.
    """
    _PARTS[path] = part


def parts() -> Mapping[str, Part]:
    """Give the files that systems answer for, by path."""
    all_offered()
    return _PARTS
