"""The context of 核稿: the form, and the result when a draft was checked."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bayline.engines.chinese.terms import Reading
from bayline.kernel.english import DRAFT
from bayline.systems.reading.actions.auditing import Audited
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.figures import FigureView, figure_view, stated_views
from bayline.systems.reading.pages.findings import Anchors, FindingView, finding_view
from bayline.systems.reading.pages.links import (
    READ,
    Links,
    figure_marks,
    linked,
    references,
)
from bayline.systems.reading.pages.marks import Line, marked_lines
from bayline.systems.reading.pages.tints import tints_of

_PAGE = {"twin": False}  # what only the HTML page needs
_LONGEST_HALF = 500  # characters of a quoted sentence on either side of what a finding rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why the form was sent back: which field, and the sentence."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What stands in the form; a file that was uploaded travels on in it, nothing stays here."""

    text: str = ""
    published: str = ""
    name: str = ""  # of the file that was checked
    document: str = field(
        default="", metadata=_PAGE
    )  # its bytes in base 64, if it is not too large


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many findings are in one state."""

    state: str
    look: str
    word: str
    count: int
    first: str  # id of the first of them


class TimeView(NamedTuple):
    """One time of the draft."""

    start: int
    end: int
    quote: str
    first: date | None
    last: date | None
    basis: str


class NameView(NamedTuple):
    """One named thing of the draft."""

    start: int
    end: int
    quote: str
    kind: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A checked draft."""

    name: str
    text: str
    published: date | None
    published_inferred: bool
    notes: tuple[str, ...]
    counts: tuple[Count, ...]
    unrecorded: int | None  # figures of which the record says nothing; None where it was not asked
    findings: tuple[FindingView, ...]
    figures: tuple[FigureView, ...]
    times: tuple[TimeView, ...]
    names: tuple[NameView, ...]
    lines: tuple[Line, ...] = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Everything the page 核稿 shows; as JSON, everything its twin says."""

    form: Form
    problems: tuple[Problem, ...] = ()
    result: Result | None = None


def result_of(audited: Audited) -> Result:
    """Show a checked draft: figures, findings, and the text with its marks."""
    reading = audited.reading
    links = linked(reading, audited.findings, draft=audited.document.name)
    findings = tuple(_finding_views(audited, links=links))
    figures = tuple(_figure_views(audited, links))
    marks = (*links.extra, *figure_marks(reading, links))
    is_english = get_language() == "en"
    return Result(
        name=_("文稿") if audited.document.name == DRAFT else audited.document.name,
        text=reading.text,
        published=reading.published,
        published_inferred=reading.published_inferred,
        notes=tuple(note.en if is_english else note.zh for note in audited.document.notes),
        counts=tuple(_counts(findings)),
        unrecorded=None if audited.beside is None else sum(not one.stated for one in figures),
        findings=findings,
        figures=figures,
        times=tuple(_times(reading)),
        names=tuple(_names(reading)),
        lines=marked_lines(reading.text, marks, tints=tints_of(reading)),
    )


def _figure_views(audited: Audited, links: Links) -> Iterable[FigureView]:
    beside = audited.beside
    for position in range(len(audited.reading.statements)):
        yield figure_view(
            audited.reading,
            position,
            look=links.looks.get(position, READ),
            findings=links.findings.get(position, ()),
            stated=None if beside is None else stated_views(beside.stated.get(position, ())),
        )


def _finding_views(audited: Audited, *, links: Links) -> Iterable[FindingView]:
    quoted = _Quotes(audited.reading)
    anchors = Anchors(links.anchors, draft=audited.document.name, beside=audited.beside)
    for place, finding in enumerate(audited.findings, start=1):
        own = (each for each in references(finding) if each.document == anchors.draft)
        quotes = dict.fromkeys(quoted.around(each.start) for each in own)
        yield finding_view(finding, name=f"f{place}", anchors=anchors, quotes=(*quotes,))


class _Quotes:
    """The sentences of a reading, quoted around a place; of an endless one, the part near it."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        self._sentences = sorted({statement.sentence for statement in reading.statements})

    def around(self, place: int) -> str:
        """Quote the sentence, or the line, that a place lies in."""
        start, end = self._bounds(place)
        near, far = place - _LONGEST_HALF, place + _LONGEST_HALF
        return self._text[max(start, near) : min(end, far)].strip()

    def _bounds(self, place: int) -> tuple[int, int]:
        index = bisect_right(self._sentences, (place, len(self._text))) - 1
        if index >= 0 and place < self._sentences[index].end:
            return self._sentences[index]
        near = max(0, place - _LONGEST_HALF)
        start = max(near, self._text.rfind("\n", near, place) + 1)
        end = self._text.find("\n", place, place + _LONGEST_HALF)
        return start, end if end >= 0 else len(self._text)


def _counts(findings: Sequence[FindingView]) -> Iterable[Count]:
    numbers = Counter(finding.state for finding in findings)
    firsts: dict[str, FindingView] = {}
    for finding in findings:
        firsts.setdefault(finding.state, finding)
    for finding in sorted(firsts.values(), key=lambda one: words.LOOKS.index(one.look)):
        yield Count(
            state=finding.state,
            look=finding.look,
            word=finding.word,
            count=numbers[finding.state],
            first=finding.id,
        )


def _times(reading: Reading) -> Iterable[TimeView]:
    for time in reading.times:
        first, last = time.interval or (None, None)
        quote = reading.text[time.start : time.end]
        yield TimeView(time.start, time.end, quote, first, last, time.basis.value)


def _names(reading: Reading) -> Iterable[NameView]:
    for name in reading.names:
        quote = reading.text[name.start : name.end]
        yield NameView(name.start, name.end, quote, name.kind.value, name.code)
