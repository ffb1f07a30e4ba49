"""Check a draft: read it, recompute what can be recomputed. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from bayline.engines.chinese.terms import Quantity, Reading
from bayline.engines.documents import document_of, open_document
from bayline.engines.documents.terms import Document, Limits
from bayline.kernel.amounts import said
from bayline.kernel.english import DRAFT
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.findings import Finding, Reference
from bayline.kernel.reviews import Review
from bayline.systems.reading.actions.noting import changed, noted, used_changes
from bayline.systems.reading.rules.beside import CHECK, TITLES, Judged
from bayline.systems.reading.rules.figures import figure_of
from bayline.systems.reading.terms import Dealt, ReadDocument

if TYPE_CHECKING:
    from bayline.engines.documents.writers import Mark, Signed

# One page holds three long reports, so that the server stays small; the command line takes more.
PAGE_LIMITS = Limits(
    file_bytes=16 * 2**20,
    characters=100_000,
    numbers=8_000,
    cells=50_000,
    part_bytes=24 * 2**20,
    total_bytes=64 * 2**20,
    elements=400_000,
    pages=500,
    scans=5,
)

# The command line holds a draft of three times that against the record, a minute's work or two.
DRAFT_LIMITS = Limits(characters=300_000, numbers=24_000)

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MADE = {
    "html": "text/html; charset=utf-8",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_ADDED = {"zh": "核对", "en": "checked"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A figure of the record that speaks of the same as a figure of a draft.

    Attributes:
        claim: Identifier of its claim.
        quote: The figure as printed there.
        title: Title of its document.
        published: When that was published.
        period: The period it holds for, in EDTF; empty if unknown.
        state: Where it stands in review.
        agrees: Whether both can be true of one value; None if period or basis differ.
    """

    claim: str
    quote: str
    title: str
    published: date | None
    period: str
    state: Review
    agrees: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the record says beside a draft.

    Attributes:
        documents: For every name that findings use, the short number of the kept document.
        claims: For every place in such a document, the claim that stands there.
        sentences: For every such place, the sentence around it.
        stated: What the record states of the same, by position in the draft's statements; a figure
            that is not there is not on record.
        judged: Where each figure stands, by position in the draft's statements.
        reasons: Why, in Chinese and in English.
    """

    documents: Mapping[str, str]
    claims: Mapping[Reference, str]
    sentences: Mapping[Reference, str]
    stated: Mapping[int, tuple[Stated, ...]]
    judged: Mapping[int, Judged]
    reasons: Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """A document with what was found in it."""

    document: Document
    reading: Reading
    findings: tuple[Finding, ...]  # worst first
    beside: Beside | None = None  # what the record says of the same; None where it was not asked
    dealt: tuple[Dealt, ...] = ()  # what its writer made of each finding; empty if nobody was asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file made of a checked draft."""

    name: str
    media_type: str
    content: bytes


def pasted(text: str, *, name: str) -> Document:
    """Take a pasted text as a document, with the tables it prints.

    Raises:
        DocumentError: The text is empty, or longer than one page may hold.
    """
    return document_of(name, text, limits=PAGE_LIMITS)


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
    reading = read(document.text, published=day, tables=document.tables)
    draft = ReadDocument(name=document.name, reading=reading, tables=document.tables)
    return Audited(document=document, reading=reading, findings=tuple(check([draft])))


def written(
    audited: Audited,
    *,
    form: str,
    lang: str = "zh",
    original: bytes | None = None,
    signed: "Signed | None" = None,
) -> Made:
    """Write a checked draft as a file to take away.

    Args:
        audited: The draft with what was found in it.
        form: html or docx for the draft with its marks, xlsx or csv for the list of findings, txt
            for the bare text. What its writer made of the findings is said in all of them; only the
            bare text has the chosen values in their places.
        lang: zh or en, for what is said about the draft.
        original: The bytes it was read from; a Word file keeps its formatting.
        signed: Who chose values, and when: a Word file has them as tracked changes of theirs.

    Raises:
        BaylineError: The form is none of these.
    """
    if form not in _MADE:
        raise BaylineError(
            f"“{form}” is no form of a result" if form else "the form of the result is not said",
            why=f"the forms are {', '.join(_MADE)}",
            do="choose one of them",
            zh=Words(
                f"结果没有“{form}”这种形式" if form else "没有写明结果的形式",
                f"形式有{'、'.join(_MADE)}",
                "请选其中一种",
            ),
        )
    is_pasted = audited.document.name == DRAFT
    stem = "draft" if is_pasted else PurePath(audited.document.name).stem
    name = f"{stem}-{_ADDED[lang]}.{form}"
    content = _content(audited, form, lang=lang, original=original, signed=signed)
    return Made(name=name, media_type=_MADE[form], content=content)


def _content(
    audited: Audited, form: str, *, lang: str, original: bytes | None, signed: "Signed | None"
) -> bytes:
    from bayline.engines.documents import writers

    document = audited.document
    if form == "txt":
        return changed(document.text, audited.dealt).encode("utf-8", errors="replace")
    findings = noted(audited.findings, audited.dealt, sets_aside=form == "docx")
    if form == "docx":
        changes = used_changes(audited.dealt)
        revision = writers.Revision(signed, changes) if signed else None
        return writers.comment_docx(
            document, findings, original=original, lang=lang, revision=revision
        )
    if form == "html":
        marks, note = _marks(audited.reading, lang), _day(audited.reading, lang)
        page = writers.annotate_html(document, marks, findings, lang=lang, note=note)
        return page.encode("utf-8", errors="replace")
    kind: Literal["csv", "xlsx"] = "csv" if form == "csv" else "xlsx"
    return writers.findings_table(findings, kind=kind, lang=lang, titles=_titles(lang))


def _titles(lang: str) -> dict[str, str]:
    from bayline.systems.reading.checks import CHECKS

    found = {check.id: check.title_en if lang == "en" else check.title_zh for check in CHECKS}
    return {**found, CHECK: TITLES[lang == "en"]}


def _day(reading: Reading, lang: str) -> str:
    """Say which day the times of the draft rest on."""
    day, inferred = reading.published, reading.published_inferred
    if day is None:
        zh, en = (
            "没有发布日期，“今年”一类的时间未作推定。",
            "No publication date: years such as 今年 stay open.",
        )
    elif inferred:
        zh, en = (
            f"时间按{day}理解（由正文推定）。",
            f"Times are read as of {day}, inferred from the text.",
        )
    else:
        zh, en = f"时间按{day}发布理解。", f"Times are read as published on {day}."
    return en if lang == "en" else zh


def _marks(reading: Reading, lang: str) -> list["Mark"]:
    from bayline.engines.documents.writers import Mark

    quantities = (statement.quantity for statement in reading.statements)
    return [Mark(each.start, each.end, _read_as(each, lang)) for each in quantities]


def _read_as(quantity: Quantity, lang: str) -> str:
    figure = figure_of(quantity)
    return said(figure, None, english=lang == "en") if figure else ""
