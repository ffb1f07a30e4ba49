"""Two books compared without sending either: digests of ranges, divided down to what differs.

Items lie in the order of the hash of their names, so both sides cut them into the same ranges,
however many each has. The digest of a range that is not small is that of its sixteen parts, so the
digest of all is the root of a Merkle tree. Where digests agree, all in the range does; where not,
its parts are asked for, and so on until a range is small enough to be listed. All that is known to
differ is asked for together, so a comparison takes a question for each floor of the tree.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

SMALL = 32  # items that are listed instead of being divided further
TOGETHER = 64  # ranges in a question
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
        # A line begins with the hash of a name: texts are sorted much faster than tuples, and a
        # range of them is what is digested.
        self.lines = sorted(
            [
                f"{sha256(name.encode()).hexdigest()[:_LENGTH]} {name} {amount}"
                for name, amount in amounts.items()
            ]
        )
        self.total = sum(amounts.values())
        self.known: dict[str, Range] = {}

    def range_of(self, prefix: str) -> Range:
        """Give what lies in the range of hashes that begin so; all for the empty prefix."""
        found = self.known.get(prefix)
        if found is None:
            found = self.known[prefix] = self._range(prefix)
        return found

    def parts_of(self, prefix: str) -> list[Range]:
        """Give the sixteen parts of a range."""
        return [self.range_of(prefix + digit) for digit in _DIGITS]

    def listed(self, prefix: str) -> dict[str, int]:
        """Give the items of a range."""
        start, end = self._places(prefix)
        parted = (line[_LENGTH + 1 :].rsplit(" ", 1) for line in self.lines[start:end])
        return {name: int(amount) for name, amount in parted}

    def _range(self, prefix: str) -> Range:
        start, end = self._places(prefix)
        if end - start <= SMALL or len(prefix) == _LENGTH:
            lines = "\n".join(self.lines[start:end])
        else:
            lines = "\n".join([f"{one.size} {one.digest}" for one in self.parts_of(prefix)])
        return Range(end - start, sha256(lines.encode()).hexdigest())

    def _places(self, prefix: str) -> tuple[int, int]:
        return bisect_left(self.lines, prefix), bisect_left(self.lines, prefix + "g")


class Question(NamedTuple):
    """What is asked of the other side at once.

    Attributes:
        parts: Ranges whose parts are wanted.
        items: Ranges whose items are wanted.
    """

    parts: list[str]
    items: list[str]


class Comparison:
    """A comparison under way: it gives questions, and takes what is answered."""

    def __init__(self, own: Listing, whole: Range) -> None:
        """Begin with what the other side says of all its items."""
        self.own = own
        self.found: dict[str, tuple[int | None, int | None]] = {}
        self.waiting: dict[str, int] = {}
        self.look("", whole)

    def look(self, prefix: str, theirs: Range) -> None:
        """Hold a range of the other side against the own one."""
        ours = self.own.range_of(prefix)
        if ours != theirs:
            self.waiting[prefix] = max(ours.size, theirs.size)

    def question(self) -> Question:
        """Give what is to be asked next; empty once everything is known."""
        chosen = [*self.waiting.items()][:TOGETHER]
        return Question(
            [prefix for prefix, size in chosen if size > SMALL],
            [prefix for prefix, size in chosen if size <= SMALL],
        )

    def take(
        self,
        parts: Mapping[str, Sequence[Range]],
        items: Mapping[str, Mapping[str, int]],
    ) -> None:
        """Take an answer; what was not asked for is left aside."""
        for prefix, ranges in parts.items():
            if self.waiting.pop(prefix, None) is not None:
                for digit, one in zip(_DIGITS, ranges, strict=True):
                    self.look(prefix + digit, one)
        for prefix, theirs in items.items():
            if self.waiting.pop(prefix, None) is not None:
                self._compare(self.own.listed(prefix), theirs)

    def _compare(self, own: Mapping[str, int], other: Mapping[str, int]) -> None:
        for name in sorted({*own, *other}):
            if own.get(name) != other.get(name):
                self.found[name] = own.get(name), other.get(name)
