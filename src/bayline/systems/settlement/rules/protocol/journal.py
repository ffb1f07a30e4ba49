"""What a node has written down: rows that are only added to, each sealed to the one before it.

A row that was torn while it was written does not fit the chain and is cut off at the next start;
its transaction never took place. A row before that is another matter: then somebody changed it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import orjson

from bayline.platform.record import chain
from bayline.systems.settlement.rules.protocol.messages import canonical

Row = dict[str, Any]


class Stored(NamedTuple):
    """A row as it lies on the disk."""

    written: bytes
    digest: str


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


def rows_of(lying: Iterable[Stored]) -> list[Row]:
    """Read rows."""
    return [read(one.written) for one in lying]
