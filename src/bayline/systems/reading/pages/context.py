"""The context of 核稿: the form, and the result when a draft was checked."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bayline.engines.chinese.terms import Reading, Span
from bayline.kernel.english import DRAFT
from bayline.kernel.findings import Finding, Life, State, state_of
from bayline.systems.reading.actions.auditing import Audited
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.deals import DealView, Notice, going_on
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
from bayline.systems.reading.pages.marks import Line, Mark, Tint, marked_lines
from bayline.systems.reading.pages.parts import WHOLE, Open, Parts, PartView, part_views
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
    part: str = field(default="", metadata=_PAGE)  # of a long draft, the part that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many findings are in one state."""

    state: str
    look: str
    word: str
    count: int
    first: str  # id of the first of them
    part: int = field(default=0, metadata=_PAGE)  # where that is shown; 0 if it is here


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


class Way(NamedTuple):
    """A finding that is led to, and the part that shows it if it is not here."""

    number: int
    part: int


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
    # Of a long draft the page shows one part: its lines, its figures, the findings that touch it.
    parts: tuple[PartView, ...] = field(default=(), metadata=_PAGE)
    figures_total: int = field(default=0, metadata=_PAGE)
    findings_total: int = field(default=0, metadata=_PAGE)
    led_to: tuple[tuple[Notice, tuple[Way, ...]], ...] = field(default=(), metadata=_PAGE)

    @property
    def part(self) -> int:
        """Give the number of the part that is shown; 0 if all is."""
        return next((one.number for one in self.parts if one.is_here), WHOLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Everything the page 核稿 shows; as JSON, everything its twin says."""

    form: Form
    problems: tuple[Problem, ...] = ()
    result: Result | None = None


def result_of(
    audited: Audited,
    deals: Sequence[DealView] = (),
    notices: tuple[Notice, ...] = (),
    *,
    asked: str | None = None,
) -> Result:
    """Show a checked draft: figures, findings, and the text with its marks.

    Args:
        audited: The draft with what was found in it.
        deals: What is made of each finding; empty where nobody is asked.
        notices: Why choices were not followed.
        asked: The number of the part that is shown of a long draft; None to show all of any.
    """
    reading, parts, briefs = audited.reading, Parts(audited), (*_briefs(audited, deals),)
    links = linked(
        reading, audited.findings, draft=audited.document.name, agreeing=_agreeing(audited)
    )
    here = WHOLE if asked is None else parts.asked(asked)
    view = _View(audited, links, parts, here)
    is_english = get_language() == "en"
    return Result(
        name=_("文稿") if audited.document.name == DRAFT else audited.document.name,
        text=reading.text,
        published=reading.published,
        published_inferred=reading.published_inferred,
        notes=tuple(note.en if is_english else note.zh for note in audited.document.notes),
        notices=notices,
        counts=tuple(view.led(one) for one in _counts(briefs)),
        settled=tuple(view.led(one) for one in _settled(briefs)),
        agreeing=len(_agreeing(audited)),
        unrecorded=_unrecorded(audited),
        findings=tuple(view.findings(deals)),
        figures=tuple(view.figures()),
        times=tuple(_times(reading)),
        names=tuple(_names(reading)),
        lines=view.lines(),
        parts=view.parts(briefs),
        figures_total=len(reading.statements),
        findings_total=len(briefs),
        led_to=tuple((one, (*map(view.way, one.findings),)) for one in notices),
    )


def _unrecorded(audited: Audited) -> int | None:
    if audited.beside is None:
        return None
    stated = audited.beside.stated
    return sum(not stated.get(at) for at in range(len(audited.reading.statements)))


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


class _View:
    """Shows one part of a draft, or all of it."""

    def __init__(self, audited: Audited, links: Links, parts: Parts, here: int) -> None:
        self._audited, self._links, self._parts, self._here = audited, links, parts, here
        self._span = parts.span(here)
        self._marks = (*links.extra, *figure_marks(audited.reading, links))
        self._starts = {mark.name: mark.start for mark in self._marks}

    def figures(self) -> Iterable[FigureView]:
        """Show the figures that stand in it."""
        beside = self._audited.beside
        for position, statement in enumerate(self._audited.reading.statements):
            if self._is_here(statement.quantity.start):
                yield figure_view(
                    self._audited.reading,
                    position,
                    look=self._links.looks.get(position, READ),
                    findings=self._links.findings.get(position, ()),
                    stated=None
                    if beside is None
                    else stated_views(beside.stated.get(position, ())),
                )

    def findings(self, deals: Sequence[DealView]) -> Iterable[FindingView]:
        """Show the findings that rest on something in it, each with what is made of it."""
        audited, quoted = self._audited, _Quotes(self._audited.reading)
        name = audited.document.name
        anchors = Anchors(self._links.anchors, draft=name, beside=audited.beside, away=self.away)
        told: Sequence[DealView | None] = deals or [None] * len(audited.findings)
        dealt = zip(audited.findings, told, strict=True)
        shown = [each for each in enumerate(dealt, start=1) if self._shows(each[1][0])]
        after = (*going_on(deal for _, (_, deal) in shown if deal),) or ("",) * len(shown)
        for (place, (finding, deal)), next_one in zip(shown, after, strict=True):
            own = (each for each in references(finding) if each.document == name)
            quotes = dict.fromkeys(quoted.around(each.start) for each in own)
            view = finding_view(finding, name=f"f{place}", anchors=anchors, quotes=(*quotes,))
            yield replace(view, deal=replace(deal, after=next_one) if deal else None)

    def lines(self) -> tuple[Line, ...]:
        """Show its lines with their marks."""
        start, end = self._span
        marks = (*_moved(_changed(self._marks, self._audited.dealt), self._span),)
        tints = (*_moved(tints_of(self._audited.reading), self._span),)
        return marked_lines(self._audited.reading.text[start:end], marks, tints=tints)

    def parts(self, briefs: Iterable["_Brief"]) -> tuple[PartView, ...]:
        """List the parts there are."""
        figures = [one.quantity.start for one in self._audited.reading.statements]
        found = (Open(one.finding, one.look == "bad") for one in briefs if one.is_open)
        return part_views(self._parts, self._here, figures=figures, findings=found)

    def away(self, mark: str) -> int:
        """Give the part that a mark stands in; 0 if it is here."""
        start = self._starts.get(mark, 0)
        return WHOLE if self._is_here(start) else self._parts.at(start)

    def led(self, count: Count) -> Count:
        """Let a count lead to the part that shows the first of what is counted."""
        return replace(count, part=self.way(int(count.first.removeprefix("f"))).part)

    def way(self, number: int) -> Way:
        """Give the part that shows a finding; 0 if it is here."""
        finding = self._audited.findings[number - 1]
        return Way(number, WHOLE if self._shows(finding) else min(self._parts.of(finding)))

    def _is_here(self, position: int) -> bool:
        return self._here == WHOLE or self._parts.at(position) == self._here

    def _shows(self, finding: Finding) -> bool:
        return self._here == WHOLE or self._here in self._parts.of(finding)


_Placed = TypeVar("_Placed", Mark, Tint)


def _moved(placed: Iterable[_Placed], span: Span) -> Iterator[_Placed]:
    """Give what begins in a stretch as it stands there; what goes on behind it ends with it."""
    for one in placed:
        if span.start <= one.start < span.end:
            end = min(one.end, span.end) - span.start
            yield one._replace(start=one.start - span.start, end=end)


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


class _Brief(NamedTuple):
    """What is counted of a finding."""

    id: str
    finding: Finding
    state: State
    look: str
    deal: DealView | None

    @property
    def is_open(self) -> bool:
        return self.deal is None or self.deal.life == Life.OPEN


def _briefs(audited: Audited, deals: Sequence[DealView]) -> Iterator[_Brief]:
    told: Sequence[DealView | None] = deals or [None] * len(audited.findings)
    for place, (finding, deal) in enumerate(zip(audited.findings, told, strict=True), start=1):
        state = state_of(finding)
        yield _Brief(f"f{place}", finding, state, words.look_of(state), deal)


def _counts(findings: Sequence[_Brief]) -> Iterable[Count]:
    """Count what is open, by state; what was dealt with is counted apart."""
    opened = [finding for finding in findings if finding.is_open]
    numbers = Counter(finding.state for finding in opened)
    firsts: dict[State, _Brief] = {}
    for finding in opened:
        firsts.setdefault(finding.state, finding)
    for finding in sorted(firsts.values(), key=lambda one: words.LOOKS.index(one.look)):
        yield Count(
            state=finding.state.value,
            look=finding.look,
            word=words.state_word(finding.state),
            count=numbers[finding.state],
            first=finding.id,
        )


def _settled(findings: Sequence[_Brief]) -> Iterable[Count]:
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
