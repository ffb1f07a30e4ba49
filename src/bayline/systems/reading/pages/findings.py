"""One finding as the list shows it: state, sentence, arithmetic, and where each part stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure, to_places
from bayline.kernel.findings import Finding, Reference, Row, state_of
from bayline.kernel.intervals import Interval
from bayline.systems.reading.checks import CHECKS
from bayline.systems.reading.pages import words

_PLACES = 6  # of a computed quotient; what was stated is never rounded again
Anchors = Mapping[tuple[int, int], str]  # a span of the draft -> id of the mark on it


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One line of the arithmetic."""

    operation: str
    label: str
    is_quoted: bool  # the label is words of the draft
    printed: str  # as the draft prints it; empty for a computed value
    value: str
    mark: str  # id of the mark in the draft, if it stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A place in the draft that the finding rests on."""

    start: int
    end: int
    quote: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding."""

    id: str
    check: str
    title: str  # what the check compares
    severity: str
    verdict: str
    state: str
    look: str
    word: str
    sentence: str
    rows: tuple[RowView, ...]
    claims: tuple[ClaimView, ...]
    quotes: tuple[str, ...]  # the sentences of the draft, each once

    @property
    def told(self) -> str:
        """Give the sentence without the word of state that the tag beside it shows already."""
        head, mark, rest = self.sentence.partition(": " if ": " in self.sentence else "：")
        if not mark or head.casefold() != self.word.casefold():
            return self.sentence
        return f"{rest[:1].upper()}{rest[1:]}"

    @property
    def elsewhere(self) -> tuple[ClaimView, ...]:
        """Give the claims that the arithmetic does not show already."""
        shown = {row.mark for row in self.rows if row.mark}
        return tuple(claim for claim in self.claims if claim.mark not in shown)


def finding_view(
    finding: Finding, *, name: str, anchors: Anchors, quotes: tuple[str, ...]
) -> FindingView:
    """Show one finding.

    Args:
        finding: What a check found.
        name: Its id on the page.
        anchors: Which mark stands on which span.
        quotes: The sentences of the draft that it rests on.
    """
    is_english = get_language() == "en"
    state = state_of(finding)
    return FindingView(
        id=name,
        check=finding.check,
        title=_titles(is_english=is_english).get(finding.check, ""),
        severity=finding.severity.value,
        verdict=finding.verdict.value,
        state=state.value,
        look=words.look_of(state),
        word=words.state_word(state),
        sentence=finding.sentence_en if is_english else finding.sentence,
        rows=tuple(_row(row, anchors, is_english=is_english) for row in finding.rows),
        claims=tuple(_claim(claim, anchors) for claim in finding.claims),
        quotes=quotes,
    )


def _titles(*, is_english: bool) -> dict[str, str]:
    return {check.id: check.title_en if is_english else check.title_zh for check in CHECKS}


def _row(row: Row, anchors: Anchors, *, is_english: bool) -> RowView:
    printed = row.reference.quote if row.reference else ""
    return RowView(
        operation=row.operation.replace("-", "−"),
        label=(row.label_en or row.label) if is_english else row.label,
        is_quoted=not row.label_en,
        printed=printed,
        value=_value(row.figure),
        mark=_mark(row.reference, anchors),
    )


def _value(figure: Figure) -> str:
    """Print a value exactly as stated; a computed one to six places, and said to be about it."""
    interval = figure.interval()
    low, high = interval.low, interval.high
    if low is None or high is None or figure.bound is not Bound.EXACT:
        return words.between(_rounded(interval), figure.unit)
    shown = to_places(low, _PLACES)
    sign = "" if shown == low == high else "≈ "
    return f"{sign}{words.short_amount(shown, figure.unit)}"


def _rounded(interval: Interval) -> Interval:
    ends = (
        None if end is None else to_places(end, _PLACES) for end in (interval.low, interval.high)
    )
    low, high = ends
    return replace(interval, low=low, high=high)


def _claim(claim: Reference, anchors: Anchors) -> ClaimView:
    return ClaimView(
        start=claim.start, end=claim.end, quote=claim.quote, mark=_mark(claim, anchors)
    )


def _mark(reference: Reference | None, anchors: Anchors) -> str:
    return anchors.get((reference.start, reference.end), "") if reference else ""
