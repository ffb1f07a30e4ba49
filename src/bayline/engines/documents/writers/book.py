"""A Word file in parts, to which comments are added and nothing else is done."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bayline.engines.documents.layout import Layout
from bayline.engines.documents.office.archive import Archive
from bayline.engines.documents.office.elements import NAMESPACES, local
from bayline.engines.documents.office.numbering import numbering_of
from bayline.engines.documents.office.word import BlockWriter, Piece
from bayline.engines.documents.terms import Document, Limits
from bayline.engines.documents.writers.anchors import Anchors
from bayline.engines.documents.writers.parts import clean
from bayline.engines.documents.writers.tracking import Revision

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_AUTHOR = "Bayline"
_FIRST_CHANGE = 900_000  # numbers of changes are each but once in a file
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ZIP = b"PK\x03\x04"
_BLOCKS = ("p", "tbl")


class Comment(NamedTuple):
    """One comment to be: where it stands and what it says, line by line."""

    start: int
    end: int
    lines: tuple[str, ...]


class Book(NamedTuple):
    """The parts of a Word file, its main part parsed, and where its words stand.

    Attributes:
        parts: All parts by name; the main part as it was.
        main: Name of the main part.
        root: The main part.
        pieces: Its words in text order.
    """

    parts: Mapping[str, bytes]
    main: str
    root: "Element"
    pieces: Sequence[Piece]


def opened_book(document: Document, original: bytes, limits: Limits) -> Book | None:
    """Open the Word file that a document was read from.

    Args:
        document: What was read.
        original: The file.
        limits: How much of it is unpacked.

    Returns:
        The file with the places of its words; None if it is no Word file, or not the one that was
        read.

    Raises:
        DocumentError: The file is damaged or beyond the limits.
    """
    if not original.startswith(_ZIP):
        return None
    archive = Archive(original, limits)
    main = archive.main_part("word/document")
    if not main:
        return None
    names = [name for name in archive.names if not name.endswith("/")]
    parts = {name: b"".join(archive.chunks(name)) for name in names}
    root = parsed(parts[main])
    layout = Layout(limits)
    writer = BlockWriter(layout, numbering_of(archive), keeps_pieces=True)
    for block in _outer_blocks(root):
        writer.block(block)
    text, _ = layout.finish()
    is_whole = "[Content_Types].xml" in parts and document.text.startswith(text)
    return Book(parts, main, root, writer.pieces) if is_whole else None


def parsed(content: bytes) -> "Element":
    """Parse a part whose size and markup have been counted before."""
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _outer_blocks(element: "Element") -> Iterator["Element"]:
    """Give paragraphs and tables that stand in no other, as reading does."""
    for inner in element:
        if local(inner) in _BLOCKS:
            yield inner
        else:
            yield from _outer_blocks(inner)


def commented(
    book: Book, comments: Sequence[Comment], revision: Revision | None = None
) -> dict[str, bytes]:
    """Return the parts of a file with comments added, and with changes that are tracked.

    Args:
        book: The file; its main part is changed in place.
        comments: The comments, in text order. One whose words stand outside the body, in a foot
            note or a page head, goes to the end of the body.
        revision: What is changed besides.
    """
    changes = revision.changes if revision else ()
    if not (comments or changes) or not book.pieces:
        return {**book.parts, book.main: _serialized(book.root)}
    part = _CommentsPart(book)
    edges = [edge for c in comments for edge in (c.start, c.end)]
    edges += [edge for one in changes for edge in (one.start, one.end)]
    anchors = Anchors(book.pieces, edges)
    end = book.pieces[-1].end
    for comment in comments:
        identifier = part.add(comment.lines)
        if not anchors.enclose(comment.start, comment.end, identifier):
            anchors.enclose(end - 1, end, identifier)
    number = _FIRST_CHANGE
    for change in changes:
        assert revision is not None  # noqa: S101 - it has the changes
        number += anchors.replace(change, revision.signed, number)
    return {**book.parts, book.main: _serialized(book.root), **part.parts()}


def _serialized(root: "Element") -> bytes:
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class _CommentsPart:
    """The part that holds the comments, the file's own or a new one."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._space = str(book.root.tag).partition("}")[0].lstrip("{")
        folder, _, file = book.main.rpartition("/")
        self._relations = f"{folder}/_rels/{file}.rels"
        own = self._own(folder)
        self._is_new = not own
        self._name = own or f"{folder}/comments-checked.xml"
        self._root = parsed(book.parts[own]) if own else self._element("comments", map_w=True)
        numbers = (element.get(f"{{{self._space}}}id", "") for element in self._root)
        self._next = max((int(n) for n in numbers if n.isdecimal()), default=-1) + 1

    def add(self, lines: Sequence[str]) -> str:
        """Add a comment, one paragraph a line, and return its number."""
        identifier = str(self._next)
        self._next += 1
        comment = self._element("comment")
        for name, words in (("id", identifier), ("author", _AUTHOR), ("initials", _AUTHOR[0])):
            comment.set(f"{{{self._space}}}{name}", words)
        for line in lines:
            paragraph, run, text = (self._element(name) for name in ("p", "r", "t"))
            text.text = clean(line)
            text.set(_SPACE, "preserve")
            run.append(text)
            paragraph.append(run)
            comment.append(paragraph)
        self._root.append(comment)
        return identifier

    def parts(self) -> dict[str, bytes]:
        """Return the part, and the parts that announce it if it is new."""
        changed = {self._name: _serialized(self._root)}
        if self._is_new:
            changed[self._relations] = self._announced()
            changed["[Content_Types].xml"] = self._typed()
        return changed

    def _own(self, folder: str) -> str:
        """Find the comments the file has already."""
        if self._relations not in self._book.parts:
            return ""
        for relation in parsed(self._book.parts[self._relations]):
            if relation.get("Type", "").endswith("/comments"):
                target = relation.get("Target", "")
                name = target[1:] if target.startswith("/") else f"{folder}/{target}"
                return name if name in self._book.parts else ""
        return ""

    def _announced(self) -> bytes:
        from lxml import etree

        if self._relations in self._book.parts:
            root = parsed(self._book.parts[self._relations])
        else:
            root = etree.Element(f"{{{_RELATIONS}}}Relationships")
        kind = _STRICT if self._space == NAMESPACES[1] else _OFFICE
        relation = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship")
        relation.set("Id", "rIdBaylineComments")
        relation.set("Type", f"{kind}/comments")
        relation.set("Target", self._name.rpartition("/")[2])
        return _serialized(root)

    def _typed(self) -> bytes:
        from lxml import etree

        root = parsed(self._book.parts["[Content_Types].xml"])
        override = etree.SubElement(root, f"{{{_TYPES}}}Override")
        override.set("PartName", f"/{self._name}")
        override.set("ContentType", _TYPE)
        return _serialized(root)

    def _element(self, name: str, *, map_w: bool = False) -> "Element":
        from lxml import etree

        names = {"w": self._space} if map_w else None
        return etree.Element(f"{{{self._space}}}{name}", nsmap=names)
