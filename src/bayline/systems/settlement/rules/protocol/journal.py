"""What a node has written down: rows that are only added to, each sealed to the one before it.

A row that was torn while it was written does not fit the chain and is cut off at the next start;
its transaction never took place. A row before that is another matter: then somebody changed it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import orjson

from bayline.platform.record import chain
from bayline.systems.settlement.rules.protocol.messages import canonical

Row = dict[str, Any]
_LENGTH = 32  # bytes of a digest


class Stored(NamedTuple):
    """A row as it lies on the disk."""

    written: bytes
    digest: str


class Digests:
    """The digests of all rows, 32 bytes each."""

    def __init__(self) -> None:
        self.all = bytearray()

    def __len__(self) -> int:
        """Give how many rows there are."""
        return len(self.all) // _LENGTH

    def append(self, digest: str) -> None:
        """Take in the digest of the next row."""
        self.all += bytes.fromhex(digest)

    def at(self, place: int) -> str:
        """Give the digest of a row by its place from 1."""
        return self.all[(place - 1) * _LENGTH : place * _LENGTH].hex()


class Reads(Protocol):
    """Where rows lie."""

    def rows(self) -> Iterator[Stored]:
        """Give all rows in their order."""
        ...

    def at(self, place: int) -> Stored:
        """Give a row by its place from 1."""
        ...


class Kept:
    """The rows of a journal that lies elsewhere; those on their way there are held here."""

    def __init__(self, reads: Reads, count: int) -> None:
        """Begin with rows of which so many lie there."""
        self.reads, self.count = reads, count
        self.coming: dict[int, Stored] = {}

    def __len__(self) -> int:
        """Give how many rows there are, those on their way among them."""
        return self.count

    def __iter__(self) -> Iterator[Stored]:
        """Give all rows in their order."""
        coming, last = dict(self.coming), 0
        for last, row in enumerate(self.reads.rows(), 1):  # noqa: B007 - used below
            yield row
        yield from (row for place, row in sorted(coming.items()) if place > last)

    def append(self, row: Stored) -> None:
        """Take in a row that is on its way."""
        self.count += 1
        self.coming[self.count] = row

    def arrived(self, place: int) -> None:
        """Hold the rows up to a place no longer: they lie where they belong."""
        for one in [one for one in self.coming.copy() if one <= place]:
            del self.coming[one]

    def at(self, place: int) -> Row:
        """Read a row by its place from 1."""
        return read((self.coming.get(place) or self.reads.at(place)).written)


class JournalError(ValueError):
    """A journal whose chain does not hold before its last row."""


def stored(row: Row, previous: str) -> Stored:
    """Write a row behind the one whose digest is given."""
    written = canonical(row)
    return Stored(written, digest_of(written, previous))


def digest_of(written: bytes, previous: str) -> str:
    """Give the digest of a row."""
    return chain.linked(previous, chain.content_hash([written.decode()]), how=())


def whole_part(lying: Sequence[Stored]) -> list[Stored]:
    """Give the rows of a journal, without a last one that was torn.

    Raises:
        JournalError: A row before the last does not fit the chain.
    """
    previous = chain.GENESIS
    for place, row in enumerate(lying):
        if digest_of(row.written, previous) != row.digest:
            if place + 1 < len(lying):
                raise JournalError(f"row {place + 1} of {len(lying)} does not fit the chain")
            return [*lying[:place]]
        previous = row.digest
    return [*lying]


def read(written: bytes) -> Row:
    """Read a row."""
    found: Row = orjson.loads(written)
    return found


def rows_of(lying: Iterable[Stored]) -> Iterator[Row]:
    """Read rows."""
    return (read(one.written) for one in lying)
