"""The context of a document's page: what the outline counts, what is marked, what is listed."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Self

from django.utils.translation import gettext as _

from bayline.kernel.claims import ClaimKind
from bayline.kernel.findings import State
from bayline.kernel.reviews import Review
from bayline.platform.record.terms import KeptText
from bayline.systems.reading.pages import states, words
from bayline.systems.reading.pages.kept_findings import RecordFinding, worst_look
from bayline.systems.reading.pages.marks import Line, Mark, Tint, marked_lines
from bayline.systems.reading.pages.panel import Panel
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import MarkRow, Touch

_PAGE = {"twin": False}  # what only the HTML page needs
_MOST_HEADINGS = 80
_LONGEST_HEADING = 40
# Ways to number headings, the surest first; where none is used, all lines that stand alone count.
_NUMBERED = (
    re.compile(r"\s*#{1,4}\s"),
    re.compile(r"\s*第[一二三四五六七八九十百\d]+[章节部分篇]"),
    re.compile(r"\s*[（(]?[一二三四五六七八九十]+[）)、.．]"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is known of a document."""

    id: str
    sha256: str
    title: str
    name: str
    publisher: str
    published: date | None
    is_inferred: bool  # the text tells the day of publication, nobody else does
    licence: str
    url: str
    link: str  # the same, where a page may link to it
    size: int
    by: str
    recorded: datetime
    address: str
    list_address: str
    original: str
    reread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Another edition of the document."""

    title: str
    address: str
    is_later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineCount:
    """A count of the outline, with where it jumps."""

    look: str
    word: str
    count: int
    address: str


class Heading(NamedTuple):
    """A heading of the text and the line it stands in."""

    text: str
    line: int


class FigureMark(NamedTuple):
    """A figure of the text."""

    id: str
    address: str
    start: int
    end: int
    quote: str
    attribute: str
    subject: str
    state: str
    look: str


class StatementLine(NamedTuple):
    """An event or a promise of the text."""

    id: str
    address: str
    word: str
    quote: str
    state: str
    look: str
    state_word: str


class DocumentLine(NamedTuple):
    """A line of the text, with its number if it is a heading of the outline."""

    line: Line
    heading: int  # 0 for none


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """All that the page of a document shows."""

    head: Head
    editions: tuple[Edition, ...]
    counts: tuple[OutlineCount, ...]
    headings: tuple[Heading, ...]
    text: str
    lines: tuple[DocumentLine, ...] = field(metadata=_PAGE)
    figures: tuple[FigureMark, ...]
    events: tuple[StatementLine, ...]
    promises: tuple[StatementLine, ...]
    findings: tuple[RecordFinding, ...]
    findings_total: int
    findings_address: str
    panel: Panel | None
    is_tinted: bool
    tints_address: str
    proposed: int | None = None  # how many claims the reading just made proposes
    is_new: bool = False
    is_expired: bool = False


def figures_of(
    rows: Sequence[MarkRow], touched: Sequence[Touch], *, ways: Ways, text: int
) -> tuple[FigureMark, ...]:
    """Give the figures of a text, one for each stretch of characters, with their looks.

    Of several readings of one stretch the accepted one is shown; while another waits, it is marked
    as waiting.

    Args:
        rows: The claims of the document.
        touched: The findings that speak of it.
        ways: Gives addresses.
        text: Number of the text that is shown.
    """
    looks: dict[str, list[str]] = {}
    for one in touched:
        if one.is_open and one.claim:
            looks.setdefault(one.claim, []).append(words.look_of(one.state))
    spans: dict[tuple[int, int], list[MarkRow]] = {}
    for row in rows:
        if row.text == text and row.kind in {ClaimKind.FIGURE, ClaimKind.WITHDRAWAL}:
            spans.setdefault((row.start, row.end), []).append(row)
    made = (_figure(readings, looks, ways) for readings in spans.values())
    return tuple(one for one in made if one is not None)


_FIRST = (Review.ACCEPTED, Review.PROPOSED, Review.RETURNED)


def _figure(
    readings: Sequence[MarkRow], looks: dict[str, list[str]], ways: Ways
) -> FigureMark | None:
    figures = [row for row in readings if row.kind is ClaimKind.FIGURE]
    if not figures:
        return None
    row = min(figures, key=lambda one: _FIRST.index(one.state))
    waits = any(one.state is Review.PROPOSED for one in readings)
    plain = "pending" if waits else states.review_look(row.state)
    found = (look for one in figures for look in looks.get(one.identifier, ()))
    return FigureMark(
        row.identifier,
        ways.figure(row.identifier),
        row.start,
        row.end,
        row.quote,
        row.attribute,
        row.subject,
        row.state.value,
        worst_look(found, plain),
    )


def statements_of(
    rows: Sequence[MarkRow], kind: str, ways: Ways, *, kept: Container[str] = ()
) -> tuple[StatementLine, ...]:
    """List the events or the promises of a document, in text order.

    Args:
        rows: The claims of the document.
        kind: event or promise.
        ways: Gives addresses.
        kept: Identifiers of the promises that were kept.
    """
    return tuple(
        StatementLine(
            row.identifier,
            ways.figure(row.identifier),
            states.event_word(row.attribute) if row.kind is ClaimKind.EVENT else "",
            row.quote,
            row.state.value,
            "good" if row.identifier in kept else states.review_look(row.state),
            _("已兑现") if row.identifier in kept else states.review_word(row.state),
        )
        for row in rows
        if row.kind.value == kind
    )


def outline_of(
    figures: Sequence[FigureMark],
    rows: Sequence[MarkRow],
    touched: Sequence[Touch],
    review_address: str,
) -> tuple[OutlineCount, ...]:
    """Count what the outline counts: figures, open findings by state, claims that wait."""
    return tuple(_outline(figures, rows, touched, review_address))


def _outline(
    figures: Sequence[FigureMark],
    rows: Sequence[MarkRow],
    touched: Sequence[Touch],
    review_address: str,
) -> Iterator[OutlineCount]:
    first = f"#c-{figures[0].id}" if figures else ""
    yield OutlineCount(look="", word=_("数字"), count=len(figures), address=first)
    marks = {mark.look: f"#c-{mark.id}" for mark in reversed(figures)}
    found = {one.key: one.state for one in touched if one.is_open}
    counts = Counter(found.values())
    for state in (state for state in State if counts[state]):
        look = words.look_of(state)
        to = marks.get(look, "#evidence")
        yield OutlineCount(look=look, word=words.state_word(state), count=counts[state], address=to)
    waiting = sum(row.state is Review.PROPOSED for row in rows)
    if waiting:
        word = states.review_word(Review.PROPOSED)
        yield OutlineCount(look="pending", word=word, count=waiting, address=review_address)


class MarkedText(NamedTuple):
    """The lines of a text with its marks, and the headings among them."""

    lines: tuple[DocumentLine, ...]
    headings: tuple[Heading, ...]

    @classmethod
    def of(
        cls, text: KeptText | None, figures: Sequence[FigureMark], *, tints: Sequence[Tint]
    ) -> Self:
        """Cut a text into lines with its figures marked."""
        if text is None:
            return cls((), ())
        marks = [Mark(one.start, one.end, f"c-{one.id}", one.address, one.look) for one in figures]
        lines = marked_lines(text.document.text, marks, tints=tints)
        headings = _headings(lines)
        numbers = {heading.line for heading in headings}
        numbered = enumerate(lines, start=1)
        kept = (DocumentLine(line, n if n in numbers else 0) for n, line in numbered)
        return cls((*kept,), headings)


def _headings(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Choose the lines that the outline names: the numbered ones, or all that stand alone."""
    heads = [
        Heading(_plain(line).strip(), number)
        for number, line in enumerate(lines, start=1)
        if line.kind == "head"
    ]
    short = [head for head in heads if len(head.text) <= _LONGEST_HEADING]
    marked = ([head for head in short if way.match(head.text)] for way in _NUMBERED)
    chosen = next((heads for heads in marked if len(heads) > 1), short)
    return tuple(Heading(head.text.lstrip("# "), head.line) for head in chosen[:_MOST_HEADINGS])


def _plain(line: Line) -> str:
    return "".join(piece.text for run in line.runs for piece in run.pieces)
