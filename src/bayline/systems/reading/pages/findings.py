"""One finding as the list shows it: state, sentence, arithmetic, and where each part stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language

from bayline.kernel.amounts import adds_nothing, said_in
from bayline.kernel.findings import Finding, Reference, Row, state_of
from bayline.systems.reading.checks import CHECKS
from bayline.systems.reading.pages import words

Anchors = Mapping[tuple[int, int], str]  # a span of the draft -> id of the mark on it


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One line of the arithmetic."""

    operation: str
    label: str
    is_quoted: bool  # the label is words of the draft
    printed: str  # as the draft prints it; empty for a computed value
    value: str
    meant: str = field(metadata={"twin": False})  # the value, where it is not what is printed
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
    told: str = field(metadata={"twin": False})  # without the word of state beside it
    rows: tuple[RowView, ...]
    claims: tuple[ClaimView, ...]
    quotes: tuple[str, ...]  # the sentences of the draft, each once

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
        told=_told(finding, is_english=is_english),
        rows=tuple(
            _row(row, anchors, rows=finding.rows, is_english=is_english) for row in finding.rows
        ),
        claims=tuple(_claim(claim, anchors) for claim in finding.claims),
        quotes=quotes,
    )


def _told(finding: Finding, *, is_english: bool) -> str:
    # The writers are heavy; they wake with the first finding, not with the first page.
    from bayline.engines.documents.writers.wording import remark_of

    return remark_of(finding, "en" if is_english else "zh")


def _titles(*, is_english: bool) -> dict[str, str]:
    return {check.id: check.title_en if is_english else check.title_zh for check in CHECKS}


def _row(row: Row, anchors: Anchors, *, rows: tuple[Row, ...], is_english: bool) -> RowView:
    printed = row.reference.quote if row.reference else ""
    return RowView(
        operation=row.operation.replace("-", "−"),
        label=(row.label_en or row.label) if is_english else row.label,
        is_quoted=not row.label_en,
        printed=printed,
        value=said_in(rows, row, english=is_english),
        meant="" if not printed or adds_nothing(row) else said_in(rows, row, english=is_english),
        mark=_mark(row.reference, anchors),
    )


def _claim(claim: Reference, anchors: Anchors) -> ClaimView:
    return ClaimView(
        start=claim.start, end=claim.end, quote=claim.quote, mark=_mark(claim, anchors)
    )


def _mark(reference: Reference | None, anchors: Anchors) -> str:
    return anchors.get((reference.start, reference.end), "") if reference else ""
