"""Unpack the parts of an Office file in bounded memory.

Sizes in a zip directory are claims. Every byte is counted as it comes out of the inflater, and
reading stops at the limit, whatever the directory says. Parts are read in chunks, never as a
whole, and XML is taken apart while it arrives.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from bayline.engines.documents.refusals import DocumentError, Reason, megabytes
from bayline.engines.documents.terms import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHUNK = 1 << 16
_ENTRY = b"PK\x01\x02"
_IMPROPER = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")
_ENCRYPTED = 0x1
_KEPT_MOST = 400_000  # elements held in memory at once


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
        self._elements = 0
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

    def events(self, name: str) -> Iterator[tuple[str, "Element"]]:
        """Parse one XML part while it is unpacked, giving (start | end, element).

        The caller clears the elements it is done with, by `forget`.

        Raises:
            DocumentError: The part is missing, broken, too large or complex, or declares entities.
        """
        from lxml import etree

        parser = etree.XMLPullParser(
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        is_first = True
        try:
            for chunk in self.chunks(name):
                parser.feed(chunk)
                for action, found in parser.read_events():
                    element = cast("Element", found)
                    if is_first:
                        is_first = False
                        _refuse_declarations(element)
                    self._elements += action == "start"
                    yield action, element
                self._check_elements()
            parser.close()
        except etree.LxmlError:
            raise DocumentError(Reason.BROKEN_PART, name=name[:60]) from None

    def _check_elements(self) -> None:
        if self._elements > self.limits.elements:
            raise DocumentError(Reason.TOO_MANY_ELEMENTS, limit=f"{self.limits.elements:,}")

    def tree(self, name: str) -> "Element":
        """Parse one small XML part as a whole.

        Raises:
            DocumentError: As for `events`.
        """
        root = None
        for held, (_, element) in enumerate(self.events(name)):
            root = element if root is None else root
            if held > 2 * _KEPT_MOST:
                raise DocumentError(Reason.TOO_MANY_ELEMENTS, limit=f"{_KEPT_MOST:,}")
        if root is None:
            raise DocumentError(Reason.BROKEN_PART, name=name[:60])
        return root

    def blocks(self, name: str, is_block: Callable[["Element"], bool]) -> Iterator["Element"]:
        """Give the blocks of a part one after the other, each forgotten once the next is asked for.

        Args:
            name: The part.
            is_block: Says which elements are given whole; blocks inside blocks are not given again.

        Raises:
            DocumentError: As for `events`; also if one block alone is too complex.
        """
        block = None
        held = 0
        for action, element in self.events(name):
            if block is None:
                if action == "start" and is_block(element):
                    block, held = element, 0
                elif action == "end":
                    forget(element)
            elif action == "end" and element is block:
                yield element
                forget(element)
                block = None
            else:
                held += 1
                if held > 2 * _KEPT_MOST:
                    raise DocumentError(Reason.TOO_MANY_ELEMENTS, limit=f"{_KEPT_MOST:,}")


def _refuse_declarations(element: "Element") -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise DocumentError(Reason.DECLARES_ENTITIES)


def forget(element: "Element") -> None:
    """Free an element and the siblings before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
