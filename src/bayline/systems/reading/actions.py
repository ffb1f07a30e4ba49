"""Check a draft: read it, recompute what can be recomputed. Nothing is stored."""

from dataclasses import dataclass
from datetime import date

from bayline.engines.chinese.terms import Reading
from bayline.engines.documents import DocumentError, Reason, open_document
from bayline.engines.documents.terms import Document, Format, Limits
from bayline.kernel.findings import Finding, by_weight
from bayline.systems.reading.terms import ReadDocument

# One page holds ten long reports; what is larger is for the command line.
PAGE_LIMITS = Limits(file_bytes=16 * 2**20, characters=200_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """A document with what was found in it."""

    document: Document
    reading: Reading
    findings: tuple[Finding, ...]  # worst first


def pasted(text: str, *, name: str) -> Document:
    """Take a pasted text as a document.

    Raises:
        DocumentError: The text is longer than one page may hold.
    """
    if len(text) > PAGE_LIMITS.characters:
        raise DocumentError(Reason.TOO_LONG, limit=f"{PAGE_LIMITS.characters:,}").at(name)
    return Document(name=name, format=Format.TEXT, text=text)


def opened(name: str, content: bytes) -> Document:
    """Read an uploaded file, within what one page may hold.

    Raises:
        DocumentError: The file cannot be read; the sentence says why and what to do.
    """
    return open_document(name, content, limits=PAGE_LIMITS)


def audit(document: Document, *, published: date | None) -> Audited:
    """Read a document and recompute what can be recomputed.

    Args:
        document: An opened or pasted document.
        published: When it was or will be published; None lets the text say.

    Raises:
        BaylineError: The document cannot be checked.
    """
    # The reader is heavy; it wakes with the first draft, not with the first page.
    from bayline.engines.chinese.reader import read
    from bayline.systems.reading.checks import check

    day = published or document.published
    reading = read(document.text, published=day)
    draft = ReadDocument(name=document.name, reading=reading, tables=document.tables)
    found = check([draft])
    return Audited(document=document, reading=reading, findings=tuple(sorted(found, key=by_weight)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file made of a checked draft."""

    name: str
    media_type: str
    content: bytes
