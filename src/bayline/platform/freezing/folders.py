"""Files of a snapshot as they are written: hashed on the way, on the disk before they count."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from bayline.platform.freezing.terms import Leaf

_PIECE = 1 << 20


class Written:
    """A file that is being written; it is hashed as it grows."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self.size = file, sha256(), 0

    def add(self, data: bytes) -> None:
        """Append bytes."""
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        """The hash of all that was added so far."""
        return self._hash.hexdigest()


class Folder:
    """The folder of a snapshot while it is made.

    Attributes:
        path: Where it lies.
        leaves: The files that are written, in the order they were.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.leaves: list[Leaf] = []

    @contextmanager
    def file(self, path: str) -> Iterator[Written]:
        """Write one file; when the block is left it is on the disk."""
        target = self.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb", buffering=_PIECE) as opened:
            written = Written(opened)
            yield written
            opened.flush()
            os.fsync(opened.fileno())
        self.leaves.append(Leaf(path, written.size, written.sha256))

    def put(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write one file from its pieces."""
        with self.file(path) as written:
            for piece in pieces:
                written.add(piece)

    def take(self, path: str) -> None:
        """Take in a file that another program wrote into the folder."""
        target = self.path / path
        self.leaves.append(leaf_of(self.path, path))
        handle = os.open(target, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def leaf_of(folder: Path, path: str) -> Leaf:
    """Hash a file that lies in a folder."""
    digest, size = sha256(), 0
    with (folder / path).open("rb") as opened:
        while piece := opened.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return Leaf(path, size, digest.hexdigest())


def settle(folder: Path) -> None:
    """Have the disk know the names in a folder and in all below it."""
    for root, _folders, _files in os.walk(folder):
        handle = os.open(root, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
