"""Read files into linear text: txt, md, html, docx, pdf, xlsx and csv, bytes in and a value out.

Every span anybody reports counts characters of `Document.text`. What cannot be read is refused
with one sentence that says what to do. Each format wakes its own parser, so importing this
package costs nothing.
"""

import re
from dataclasses import replace

from bayline.engines.documents.refusals import DocumentError, Reason, megabytes
from bayline.engines.documents.sniff import format_of, picture_kind
from bayline.engines.documents.terms import (
    DEFAULT_LIMITS,
    Cell,
    Document,
    Format,
    Limits,
    Stretch,
    Table,
)

__all__ = [
    "DEFAULT_LIMITS",
    "Cell",
    "Document",
    "DocumentError",
    "Format",
    "Limits",
    "Reason",
    "Stretch",
    "Table",
    "document_of",
    "open_document",
]

_NUMBER = re.compile(r"[\d.,]*\d|[一二三四五六七八九十百千万亿两〇零]+")


def open_document(name: str, data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a file of any supported format.

    Args:
        name: The name of the file, named in refusals; its ending matters only where the content
            leaves the format open.
        data: The bytes of the file.
        limits: How much is read before the file is refused.

    Returns:
        The document with its linear text and tables.

    Raises:
        DocumentError: The file cannot be read; a BaylineError whose one sentence says why and what
            to do.
    """
    try:
        document = _read(name, data, limits)
    except DocumentError as refusal:
        raise refusal.at(name) from None
    if not document.text.strip():
        raise DocumentError(Reason.BLANK, where=name)
    return _bounded(replace(document, name=name), limits)


def document_of(name: str, text: str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Take a text that was typed or pasted as a document, with the tables it prints.

    Args:
        name: What to call it.
        text: The text, which stays character for character.
        limits: How long it may be.

    Raises:
        DocumentError: The text is empty or too long.
    """
    from bayline.engines.documents.plain import document_in

    if not text.strip():
        raise DocumentError(Reason.BLANK if text else Reason.EMPTY, where=name)
    try:
        document = document_in(text, limits)
    except DocumentError as refusal:
        raise refusal.at(name) from None
    return _bounded(replace(document, name=name), limits)


def _bounded(document: Document, limits: Limits) -> Document:
    """Refuse a text that is hardly more than numbers, each of which would become a figure."""
    found = sum(1 for _ in _NUMBER.finditer(document.text))
    if found > limits.numbers:
        values = {"found": f"{found:,}", "limit": f"{limits.numbers:,}"}
        raise DocumentError(Reason.TOO_MANY_NUMBERS, where=document.name, **values)
    return document


def _read(name: str, data: bytes, limits: Limits) -> Document:
    if not data:
        raise DocumentError(Reason.EMPTY)
    if len(data) > limits.file_bytes:
        raise DocumentError(Reason.TOO_LARGE, limit=megabytes(limits.file_bytes))
    match format_of(name, data):
        case Format.HTML:
            from bayline.engines.documents.markup import read_html

            return read_html(data, limits)
        case Format.PDF:
            from bayline.engines.documents.pdf import read_pdf

            return read_pdf(data, limits)
        case Format.PICTURE:
            from bayline.engines.documents import scans
            from bayline.engines.documents.pdf import read_pdf

            page = scans.as_page(data, kind=picture_kind(data))
            return replace(read_pdf(page, limits), format=Format.PICTURE)
        case Format.WORD:
            from bayline.engines.documents.office import read_office

            return read_office(data, limits)
        case Format.CSV:
            from bayline.engines.documents.plain import read_csv

            return read_csv(data, limits)
        case text_format:
            from bayline.engines.documents.plain import read_plain

            return read_plain(data, limits, kind=text_format)
