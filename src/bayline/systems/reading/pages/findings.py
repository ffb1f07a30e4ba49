"""One finding as the list shows it: state, sentence, arithmetic, and where each part stands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import get_language

from bayline.kernel.amounts import adds_nothing, said_in
from bayline.kernel.findings import Finding, Life, Reference, Row, state_of
from bayline.platform.addresses import addresses_of_now
from bayline.systems.reading.actions.auditing import Beside
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.deals import DealView
from bayline.systems.reading.pages.lives import titles


class Anchors(NamedTuple):
    """Where the places that findings rest on can be looked at.

    Attributes:
        marks: For a span of the draft, the id of the mark on it.
        draft: What findings call the draft.
        beside: The kept documents it was compared with, if it was.
        away: Gives the part of a long draft that a mark stands in; 0 if that is shown.
    """

    marks: Mapping[tuple[int, int], str]
    draft: str
    beside: Beside | None = None
    away: Callable[[str], int] = lambda _mark: 0

    def mark(self, reference: Reference) -> str:
        """Give the id of the mark on a place; empty if it is not in the draft."""
        if reference.document != self.draft:
            return ""
        return self.marks.get((reference.start, reference.end), "")

    def address(self, reference: Reference) -> str:
        """Give the address of a place in a kept document; empty if it is in the draft."""
        if self.beside is None or reference.document == self.draft:
            return ""
        named = addresses_of_now()
        claim = self.beside.claims.get(reference)
        if claim is not None:
            return named.figure(claim)
        return named.document(self.beside.documents[reference.document])


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
    address: str  # of the figure in the record, if it stands there
    part: int = field(default=0, metadata={"twin": False})  # that the mark is in; 0 if here


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A place in the draft that the finding rests on."""

    start: int
    end: int
    quote: str
    mark: str
    document: str
    address: str
    part: int = field(default=0, metadata={"twin": False})  # that the mark is in; 0 if here


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptView:
    """A sentence of a kept document that a finding rests on."""

    document: str
    address: str
    sentence: str


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
    kept: tuple[KeptView, ...]  # the sentences of kept documents
    deal: DealView | None = None  # what its writer made of it; None where nobody is asked

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has dealt with it."""
        return self.deal is None or self.deal.life == Life.OPEN

    @property
    def elsewhere(self) -> tuple[ClaimView, ...]:
        """Give the claims that the arithmetic does not show already."""
        shown = {row.mark or row.address for row in self.rows if row.mark or row.address}
        return tuple(claim for claim in self.claims if (claim.mark or claim.address) not in shown)


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
        title=titles().get(finding.check, ""),
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
        kept=(*_kept(finding, anchors),),
    )


def _kept(finding: Finding, anchors: Anchors) -> Iterator[KeptView]:
    if anchors.beside is None:
        return
    in_rows = (row.reference for row in finding.rows if row.reference)
    told: set[str] = set()
    for reference in (*finding.claims, *in_rows):
        sentence = anchors.beside.sentences.get(reference, "")
        if sentence and sentence not in told:
            told.add(sentence)
            yield KeptView(
                document=reference.document,
                address=anchors.address(reference),
                sentence=sentence,
            )


def _told(finding: Finding, *, is_english: bool) -> str:
    # The writers are heavy; they wake with the first finding, not with the first page.
    from bayline.engines.documents.writers.wording import remark_of

    return remark_of(finding, "en" if is_english else "zh")


def _row(row: Row, anchors: Anchors, *, rows: tuple[Row, ...], is_english: bool) -> RowView:
    printed = row.reference.quote if row.reference else ""
    mark = anchors.mark(row.reference) if row.reference else ""
    return RowView(
        operation=row.operation.replace("-", "−"),
        label=(row.label_en or row.label) if is_english else row.label,
        is_quoted=not row.label_en,
        printed=printed,
        value=said_in(rows, row, english=is_english),
        meant="" if not printed or adds_nothing(row) else said_in(rows, row, english=is_english),
        mark=mark,
        address=anchors.address(row.reference) if row.reference else "",
        part=anchors.away(mark) if mark else 0,
    )


def _claim(claim: Reference, anchors: Anchors) -> ClaimView:
    mark = anchors.mark(claim)
    return ClaimView(
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        mark=mark,
        document="" if claim.document == anchors.draft else claim.document,
        address=anchors.address(claim),
        part=anchors.away(mark) if mark else 0,
    )
