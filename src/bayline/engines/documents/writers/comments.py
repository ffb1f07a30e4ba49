"""Write findings into a Word file as comments at the words they rest on.

A Word original keeps everything it has: only the runs that a quote cuts are split, and the comments
are added. Any other document becomes a plain new file. Neither asks a clock, so the bytes repeat.
"""

from collections.abc import Iterator, Sequence

from bayline.engines.documents.terms import DEFAULT_LIMITS, Document, Limits
from bayline.engines.documents.writers.book import Comment, commented, opened_book
from bayline.engines.documents.writers.fresh import fresh_book
from bayline.engines.documents.writers.parts import packed
from bayline.engines.documents.writers.tracking import Revision
from bayline.engines.documents.writers.wording import (
    glyph_of,
    remark_of,
    row_words,
    state_word,
)
from bayline.kernel.findings import Finding, Reference


def comment_docx(
    document: Document,
    findings: Sequence[Finding],
    *,
    original: bytes | None = None,
    lang: str = "zh",
    limits: Limits = DEFAULT_LIMITS,
    revision: Revision | None = None,
) -> bytes:
    """Write a Word file with the findings as comments.

    Args:
        document: The document the findings are about; claims about others are left out.
        findings: What the checks found.
        original: The Word file the document was read from; its formatting is kept. None, or a file
            of another format, gives a new file with the text.
        lang: zh or en.
        limits: How much of the original is unpacked.
        revision: Words that somebody puts in the place of others, as tracked changes.

    Returns:
        The file; the same input gives the same bytes.

    Raises:
        DocumentError: The original is damaged or beyond the limits.
    """
    comments = sorted(_comments(document, findings, lang))
    book = opened_book(document, original, limits) if original else None
    return packed(commented(book or fresh_book(document), comments, revision))


def _comments(document: Document, findings: Sequence[Finding], lang: str) -> Iterator[Comment]:
    """Give a comment for each claim; the arithmetic stands at the first one of a finding."""
    for number, finding in enumerate(findings, 1):
        head = f"{glyph_of(finding)} {number}. {state_word(finding, lang)}"
        sentence = remark_of(finding, lang)
        rows = tuple(row_words(row, finding.rows, lang) for row in finding.rows)
        here = [claim for claim in finding.claims if claim.document == document.name]
        for at, claim in enumerate(sorted(set(here), key=_place)):
            yield Comment(claim.start, claim.end, (head, sentence, *(rows if not at else ())))


def _place(claim: Reference) -> tuple[int, int]:
    return claim.start, claim.end
