"""The context of 核稿: the form, and the result when a draft was checked."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bayline.engines.chinese.terms import Reading
from bayline.kernel.english import DRAFT
from bayline.kernel.findings import Life
from bayline.systems.reading.actions.auditing import Audited
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.deals import DealView, Notice
from bayline.systems.reading.pages.figures import FigureView, figure_view, stated_views
from bayline.systems.reading.pages.findings import Anchors, FindingView, finding_view
from bayline.systems.reading.pages.links import (
    READ,
    Links,
    figure_marks,
    linked,
    references,
)
from bayline.systems.reading.pages.lives import life_look
from bayline.systems.reading.pages.marks import Line, Mark, marked_lines
from bayline.systems.reading.pages.tints import tints_of
from bayline.systems.reading.rules.beside import Stand
from bayline.systems.reading.terms import Dealt

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
    choices: str = ""  # what was chosen for the findings, packed
    choose: str = field(default="", metadata=_PAGE)  # the button that was pressed, and its finding
    asking: str = field(default="", metadata=_PAGE)  # the finding whose field for a reason is open
    reason: str = field(default="", metadata=_PAGE)  # what is typed there


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
    notices: tuple[Notice, ...]
    counts: tuple[Count, ...]
    settled: tuple[Count, ...]  # by what was made of them
    agreeing: int  # figures that the record gives alike
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


def result_of(
    audited: Audited, deals: Sequence[DealView] = (), notices: tuple[Notice, ...] = ()
) -> Result:
    """Show a checked draft: figures, findings, and the text with its marks.

    Args:
        audited: The draft with what was found in it.
        deals: What is made of each finding; empty where nobody is asked.
        notices: Why choices were not followed.
    """
    reading = audited.reading
    links = linked(
        reading, audited.findings, draft=audited.document.name, agreeing=_agreeing(audited)
    )
    findings = tuple(_finding_views(audited, links, deals))
    figures = tuple(_figure_views(audited, links))
    marks = (*links.extra, *figure_marks(reading, links))
    is_english = get_language() == "en"
    return Result(
        name=_("文稿") if audited.document.name == DRAFT else audited.document.name,
        text=reading.text,
        published=reading.published,
        published_inferred=reading.published_inferred,
        notes=tuple(note.en if is_english else note.zh for note in audited.document.notes),
        notices=notices,
        counts=tuple(_counts(findings)),
        settled=tuple(_settled(findings)),
        agreeing=len(_agreeing(audited)),
        unrecorded=None if audited.beside is None else sum(not one.stated for one in figures),
        findings=findings,
        figures=figures,
        times=tuple(_times(reading)),
        names=tuple(_names(reading)),
        lines=marked_lines(
            reading.text, (*_changed(marks, audited.dealt),), tints=tints_of(reading)
        ),
    )


def _agreeing(audited: Audited) -> frozenset[int]:
    """Give the figures that the record gives alike."""
    if audited.beside is None:
        return frozenset()
    judged = audited.beside.judged
    return frozenset(at for at, one in judged.items() if one.stand is Stand.AGREES)


def _changed(marks: Iterable[Mark], dealt: Iterable[Dealt]) -> Iterable[Mark]:
    """Say on the marks which values stand in their places in the text that is given out."""
    used = {(each.used.start, each.used.end): each.used for each in dealt if each.used}
    starts = sorted(used)
    for mark in marks:
        place = bisect_right(starts, (mark.start, mark.end)) - 1
        near = (starts[at] for at in (place, place + 1) if 0 <= at < len(starts))
        meant = (used[at] for at in near if mark.start < at[1] and at[0] < mark.end)
        yield next((mark._replace(new=change.new) for change in meant), mark)


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


def _finding_views(
    audited: Audited, links: Links, deals: Sequence[DealView]
) -> Iterable[FindingView]:
    quoted = _Quotes(audited.reading)
    anchors = Anchors(links.anchors, draft=audited.document.name, beside=audited.beside)
    told: Sequence[DealView | None] = deals or [None] * len(audited.findings)
    for place, (finding, deal) in enumerate(zip(audited.findings, told, strict=True), start=1):
        own = (each for each in references(finding) if each.document == anchors.draft)
        quotes = dict.fromkeys(quoted.around(each.start) for each in own)
        view = finding_view(finding, name=f"f{place}", anchors=anchors, quotes=(*quotes,))
        yield replace(view, deal=deal)


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
    """Count what is open, by state; what was dealt with is counted apart."""
    opened = [finding for finding in findings if finding.is_open]
    numbers = Counter(finding.state for finding in opened)
    firsts: dict[str, FindingView] = {}
    for finding in opened:
        firsts.setdefault(finding.state, finding)
    for finding in sorted(firsts.values(), key=lambda one: words.LOOKS.index(one.look)):
        yield Count(
            state=finding.state,
            look=finding.look,
            word=finding.word,
            count=numbers[finding.state],
            first=finding.id,
        )


def _settled(findings: Sequence[FindingView]) -> Iterable[Count]:
    settled = [(one.deal, one) for one in findings if one.deal and not one.is_open]
    numbers = Counter(deal.life for deal, _finding in settled)
    firsts = {deal.life: (deal, finding) for deal, finding in reversed(settled)}
    for life in Life:
        if life in firsts:
            deal, finding = firsts[life]
            yield Count(
                state=life.value,
                look=life_look(life),
                word=deal.word,
                count=numbers[life],
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
