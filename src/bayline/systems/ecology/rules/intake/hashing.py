"""Hashes of what a delivery brought: of each stretch, and of all of them in their order."""

from hashlib import sha256
from typing import NamedTuple, Protocol


class Brought(NamedTuple):
    """A stretch as it is kept: its cells as they are written, not compressed."""

    station: str
    month: str
    cells: bytes
    sums: str


class _Hash(Protocol):
    def hexdigest(self) -> str:
        """Give the digest."""
        ...


def stretch_hash(one: Brought) -> str:
    """Hash a stretch."""
    found = sha256(f"{one.station}\n{one.month}\n".encode())
    found.update(one.cells)
    found.update(one.sums.encode())
    return found.hexdigest()


def content_of(hashed: _Hash) -> str:
    """Give the hash over all stretches, into which the digest of each was put."""
    return hashed.hexdigest()
