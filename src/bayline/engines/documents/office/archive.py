"""Unpack the parts of an Office file in bounded memory.

Sizes in a zip directory are claims. Every byte is counted as it comes out of the inflater, and
reading stops at the limit, whatever the directory says. Parts are read in chunks, never as a
whole, and XML is taken apart while it arrives.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, cast

from bayline.engines.documents.refusals import DocumentError, Reason, megabytes
from bayline.engines.documents.terms import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHUNK = 1 << 16
_ENTRY = b"PK\x01\x02"
_IMPROPER = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")
_ENCRYPTED = 0x1
_HELD_MOST = 600_000  # pieces of markup held in memory at once


class Archive:
    """The parts of a zip file, read with every byte counted."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the directory of the archive.

        Args:
            data: The whole file.
            limits: How much is unpacked before the file is refused.

        Raises:
            DocumentError: The directory is broken, too long, or names parts outside the file.
        """
        self.limits = limits
        self._unpacked = 0
        self._markup = 0
        self._blocks = 0
        if data.count(_ENTRY) > limits.members:
            raise DocumentError(Reason.TOO_MANY_PARTS, limit=f"{limits.members:,}")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            raise DocumentError(Reason.BROKEN_ARCHIVE) from None
        self.names = [entry.filename for entry in self._zip.infolist()]
        self._check_names()

    def _check_names(self) -> None:
        seen: set[str] = set()
        for name in self.names:
            if _IMPROPER.search(name) or name in seen:
                shown = "".join(char if char.isprintable() else "?" for char in name)
                raise DocumentError(Reason.BAD_PART_NAME, name=shown[:60])
            seen.add(name)
        if any(entry.flag_bits & _ENCRYPTED for entry in self._zip.infolist()):
            raise DocumentError(Reason.LOCKED_OFFICE)

    def main_part(self, stem: str) -> str:
        """Find the main part by how its name begins; some programs number it (document2.xml)."""
        fitting = (name for name in self.names if name.startswith(stem) and name.endswith(".xml"))
        return next(fitting, "")

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack one part, chunk by chunk.

        Raises:
            DocumentError: The part is missing, broken, or larger than the limit.
        """
        if name not in self.names:
            raise DocumentError(Reason.MISSING_PART, name=name[:60])
        size = 0
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    self._count(size, len(chunk))
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            raise DocumentError(Reason.BROKEN_PART, name=name[:60]) from None

    def _count(self, size: int, more: int) -> None:
        self._unpacked += more
        for count, limit in (
            (size, self.limits.part_bytes),
            (self._unpacked, self.limits.total_bytes),
        ):
            if count > limit:
                raise DocumentError(Reason.UNPACKS_TOO_LARGE, limit=megabytes(limit))

    def tree(self, name: str) -> "Element":
        """Parse one small XML part as a whole.

        Raises:
            DocumentError: The part is missing, broken, too large or complex, or declares entities.
        """
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        opened = 0
        try:
            for chunk in self._marked(name):
                opened += chunk.count(b"<")
                self._check_held(opened)
                parser.feed(chunk)
            return parser.close()
        except etree.LxmlError as error:
            raise _refusal(name, str(error)) from None

    def blocks(self, name: str, tags: Collection[str]) -> Iterator["Element"]:
        """Parse one XML part while it is unpacked, and give its blocks one after the other.

        Each block is forgotten once the next is asked for, so memory holds one block at a time.

        Args:
            name: The part.
            tags: Local names of blocks; blocks inside blocks are not given again.

        Raises:
            DocumentError: As for `tree`; also if one block alone is too complex.
        """
        from lxml import etree

        wanted = [f"{{*}}{tag}" for tag in tags]
        parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=wanted,
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        block = None
        opened = done = 0
        try:
            for chunk in self._marked(name):
                opened += chunk.count(b"<")
                parser.feed(chunk)
                for action, found in parser.read_events():
                    if block is None:
                        block = found
                    elif action == "end" and found is block:
                        element = cast("Element", found)
                        self._count_block()
                        yield element
                        _forget(element)
                        block, done = None, opened
                self._check_held(opened - done)
            parser.close()
        except etree.LxmlError as error:
            raise _refusal(name, str(error)) from None

    def _marked(self, name: str) -> Iterator[bytes]:
        """Unpack XML, counting its markup and refusing declarations that could grow."""
        tail = b""
        for chunk in self.chunks(name):
            self._markup += chunk.count(b"<")
            if self._markup > self.limits.markup:
                raise DocumentError(Reason.TOO_MANY_ELEMENTS, limit=f"{self.limits.markup:,}")
            window = tail + chunk
            if b"<!DOCTYPE" in window or b"<\0!\0D\0O\0C" in window or b"\0<\0!\0D" in window:
                raise DocumentError(Reason.DECLARES_ENTITIES)
            tail = window[-16:]
            yield chunk

    def _count_block(self) -> None:
        self._blocks += 1
        if self._blocks > self.limits.elements:
            raise DocumentError(Reason.TOO_MANY_ELEMENTS, limit=f"{self.limits.elements:,}")

    def _check_held(self, count: int) -> None:
        if count > _HELD_MOST:
            raise DocumentError(Reason.TOO_MANY_ELEMENTS, limit=f"{_HELD_MOST:,}")


def _refusal(name: str, message: str) -> DocumentError:
    """Say what the parser stumbled over."""
    if "xcessive depth" in message:
        return DocumentError(Reason.TOO_DEEP, limit="256")
    if "huge" in message or "too long" in message:
        return DocumentError(Reason.LONG_PIECE, limit="10 MB")
    return DocumentError(Reason.BROKEN_PART, name=name[:60])


def _forget(element: "Element") -> None:
    """Free an element and the siblings before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
