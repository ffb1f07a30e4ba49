"""Two books compared without sending either: digests of ranges, halved down to what differs.

Items lie in the order of the hash of their names, so both sides cut them into the same ranges,
however many each has. Where digests of a range agree, all in it does; where not, its sixteen parts
are asked for, and so on until a range is small enough to be listed.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

SMALL = 16  # items that are listed instead of being divided further
_LENGTH = 16  # digits of a hash that is cut into ranges
_DIGITS = "0123456789abcdef"


class Range(NamedTuple):
    """What one side holds in a range.

    Attributes:
        size: How many items.
        digest: Digest of all of them, names and amounts.
    """

    size: int
    digest: str


class Listing:
    """The items of one side, in the order of the hashes of their names."""

    def __init__(self, amounts: Mapping[str, int]) -> None:
        hashed = sorted((sha256(name.encode()).hexdigest()[:_LENGTH], name) for name in amounts)
        self.keys = [key for key, _ in hashed]
        self.items = [(name, amounts[name]) for _, name in hashed]
        self.lines = [f"{name} {amount}\n".encode() for name, amount in self.items]

    def range_of(self, prefix: str) -> Range:
        """Give what lies in the range of hashes that begin so; all for the empty prefix."""
        start, end = self._places(prefix)
        digest = sha256(b"".join(self.lines[start:end])).hexdigest()
        return Range(end - start, digest)

    def parts_of(self, prefix: str) -> list[Range]:
        """Give the sixteen parts of a range."""
        return [self.range_of(prefix + digit) for digit in _DIGITS]

    def listed(self, prefix: str) -> dict[str, int]:
        """Give the items of a range."""
        start, end = self._places(prefix)
        return dict(self.items[start:end])

    def _places(self, prefix: str) -> tuple[int, int]:
        return bisect_left(self.keys, prefix), bisect_left(self.keys, prefix + "g")


class Asking(NamedTuple):
    """How the other side is asked; each call is a message there and one back.

    Attributes:
        parts: Gives the sixteen parts of a range.
        items: Gives the items of a range.
    """

    parts: Callable[[str], Sequence[Range]]
    items: Callable[[str], Mapping[str, int]]


def differences(
    own: Listing, other: Asking, whole: Range
) -> Iterator[tuple[str, int | None, int | None]]:
    """Find what differs.

    Args:
        own: The items of this side.
        other: The other side.
        whole: What the other side says of all its items.

    Yields:
        Name, own amount, the other's; None where a side has no such item.
    """
    waiting = [("", whole)]
    while waiting:
        prefix, theirs = waiting.pop()
        ours = own.range_of(prefix)
        if ours == theirs:
            continue
        if max(ours.size, theirs.size) <= SMALL:
            yield from _apart(own.listed(prefix), other.items(prefix))
        else:
            parts = zip(_DIGITS, other.parts(prefix), strict=True)
            waiting += [(prefix + digit, part) for digit, part in parts]


def _apart(
    own: Mapping[str, int], other: Mapping[str, int]
) -> Iterator[tuple[str, int | None, int | None]]:
    for name in sorted({*own, *other}):
        if own.get(name) != other.get(name):
            yield name, own.get(name), other.get(name)
