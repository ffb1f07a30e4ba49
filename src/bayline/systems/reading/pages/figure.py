"""The page of one claim: its sentence, what it says, what others say, how it came to stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from bayline.kernel.basis import Part, differences, unstated
from bayline.kernel.claims import ClaimKind
from bayline.kernel.evidence import Computation, TableCell
from bayline.kernel.reviews import Review
from bayline.platform.charts.terms import Chart
from bayline.platform.pages import Answer
from bayline.platform.people.terms import Audience
from bayline.platform.people.visiting import is_staff, visitor_of
from bayline.platform.record.queries import claim as claim_by_id
from bayline.platform.record.queries import findings
from bayline.platform.record.terms import KeptClaim
from bayline.systems.reading.pages import states
from bayline.systems.reading.pages.charting import chart_of_claims, kind_of
from bayline.systems.reading.pages.citing import citation
from bayline.systems.reading.pages.claims import CardLinks, ClaimCard, as_kept, card_of
from bayline.systems.reading.pages.keeping_form import Keeping
from bayline.systems.reading.pages.kept_findings import RecordFinding, findings_of, worst_look
from bayline.systems.reading.pages.refusing import asked
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import (
    DecisionRow,
    Sentence,
    decisions_of,
    others_of,
    place_names,
    readings_around,
    sentence_of,
    token_of,
    used_by,
)

_MOST_FINDINGS = 40
_RECORDED = {
    ClaimKind.WITHDRAWAL: gettext_noop("撤回的提议"),
    ClaimKind.FULFILMENT: gettext_noop("写明兑现"),
}
_SIGNS = {"sum": "＋", "total": "＋", "difference": "−", "ratio": "÷", "share": "÷", "growth": "÷"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One input of a computed claim, with the sign before it."""

    sign: str
    card: ClaimCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another statement of the same, and whether the two can be compared."""

    card: ClaimCard
    look: str
    word: str
    parts: tuple[str, ...]  # of the basis, that differ or that only one of the two states


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A claim that is computed from this one."""

    address: str
    attribute: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event in the life of a claim and of those in its place."""

    when: datetime
    by: str
    look: str
    word: str
    reason: str
    printed: str
    address: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage:
    """All that the page of a claim shows.

    Attributes:
        card: The claim.
        look: Its worst open finding's look, else that of its state.
        sentence: The sentence it stands in.
        cell: Sheet, row and column of a claim on a table cell; empty otherwise.
        rule: Rule and version of a computed claim; empty otherwise.
        terms: What it was computed from.
        others: What else is said of the same attribute and subject.
        chart: Them and the claim on an axis of time; None where there is nothing to draw.
        series_address: The page of all that is said of the same; empty where there is none.
        uses: Claims that are computed from it.
        findings: What it takes part in, worst first; of very many the worst.
        findings_total: How many they are.
        before: Claims that it supersedes.
        after: Claims that supersede it or wait to.
        steps: Its history, in order.
        citation: One line to copy.
        place_address: Its document, with the claim chosen; empty of a computation.
        review_address: Where it is decided on.
    """

    card: ClaimCard
    look: str
    sentence: Sentence
    cell: str
    rule: str
    terms: tuple[Term, ...]
    others: tuple[Other, ...]
    chart: Chart | None = field(metadata={"twin": False})
    series_address: str
    uses: tuple[Use, ...]
    findings: tuple[RecordFinding, ...]
    findings_total: int
    before: tuple[ClaimCard, ...]
    after: tuple[ClaimCard, ...]
    steps: tuple[Step, ...]
    citation: str
    place_address: str
    review_address: str
    keeping: Keeping | None = None  # where it can be said that the promise was kept


@asked()
def figure(request: HttpRequest, moment: datetime | None, *, identifier: str) -> Answer:
    """Show a claim: figure, event, promise, or the withdrawal of one."""
    return figure_answer(request, claim_by_id(identifier, as_of=moment), moment)


def figure_answer(
    request: HttpRequest,
    kept: KeptClaim,
    moment: datetime | None,
    keeping: Keeping | None = None,
    *,
    status: int = 200,
) -> Answer:
    """Show a claim, also with what was typed of a promise and refused.

    Args:
        request: For addresses and the name typed last.
        kept: The claim.
        moment: As of when the record is told; None for now.
        keeping: What was typed of a promise that was kept; None where nothing was.
        status: The status of the answer.
    """
    page = _Page(request, kept, moment).context()
    is_open = kept.claim.kind is ClaimKind.PROMISE and kept.state is Review.ACCEPTED
    is_asked = visitor_of(request).may(Audience.REVIEW, system="reading")
    if keeping is None and is_open and is_asked and moment is None:
        keeping = Keeping(by=visitor_of(request).name, seen=token_of(kept))
    return Answer(
        context=replace(page, keeping=keeping), template="reading/claim.html", status=status
    )


class _Page:
    """Gathers what the page of a claim shows."""

    def __init__(self, request: HttpRequest, kept: KeptClaim, moment: datetime | None) -> None:
        self._request, self._kept, self._moment = request, kept, moment
        self._ways = Ways(request)
        self._others = others_of(kept, as_of=moment)
        self._around = readings_around(kept, as_of=moment)
        claims = (kept, *self._others, *self._around)
        self._places = place_names((one.claim.place for one in claims), as_of=moment)

    def context(self) -> FigurePage:
        """Give all of it."""
        kept, card = self._kept, self._card(self._kept)
        if any(map(_shows_kept, self._later())):
            card = as_kept(card)
        is_told = is_staff(self._request)
        found = findings(claim=kept.id, as_of=self._moment) if is_told else []
        shown = findings_of(found, self._ways, limit=_MOST_FINDINGS)
        source = kept.claim.evidence.source
        position = kept.claim.evidence.selectors[0]
        inputs = position.inputs if isinstance(position, Computation) else ()
        rule = f"{position.rule} {position.version}" if isinstance(position, Computation) else ""
        return FigurePage(
            card=card,
            look=worst_look(shown.looks, card.look),
            sentence=sentence_of(kept),
            cell=_cell_words(position) if isinstance(position, TableCell) else "",
            rule=rule,
            terms=tuple(self._terms(inputs, rule)),
            others=tuple(self._compared(other) for other in self._others),
            chart=self._chart(),
            series_address=self._series_address(),
            uses=tuple(
                Use(address=self._ways.figure(name), attribute=attribute, subject=subject)
                for name, attribute, subject in used_by(kept, as_of=self._moment)
            ),
            findings=shown.views,
            findings_total=shown.total,
            before=tuple(map(self._card, self._earlier())),
            after=tuple(map(self._card, self._later())),
            steps=tuple(self._steps()),
            citation=citation(
                card,
                address=self._request.build_absolute_uri(card.address),
                sha256=source.sha256 if source else "",
            ),
            place_address=self._ways.passage(source.sha256, claim=kept.id) if source else "",
            review_address=self._ways.review(claim=kept.id),
        )

    def _card(self, kept: KeptClaim) -> ClaimCard:
        return card_at(kept, self._ways, places=self._places)

    def _terms(self, inputs: Sequence[str], rule: str) -> Iterator[Term]:
        known = {one.id: one for one in self._around}
        sign = _SIGNS.get(rule.partition(" ")[0], "；")
        for position, name in enumerate(name for name in inputs if name in known):
            yield Term(sign=sign if position else "", card=self._card(known[name]))

    def _earlier(self) -> list[KeptClaim]:
        return [one for one in self._around if one.id == self._kept.claim.supersedes]

    def _later(self) -> list[KeptClaim]:
        return [one for one in self._around if one.claim.supersedes == self._kept.id]

    def _compared(self, other: KeptClaim) -> Other:
        mine, theirs = self._kept.claim, other.claim
        card = self._card(other)
        unit = (theirs.figure.unit if theirs.figure else "", theirs.change)
        if unit != (mine.figure.unit if mine.figure else "", mine.change):
            return Other(card=card, look="differ", word=_("单位或变动不同"), parts=())
        apart = differences(mine.basis, theirs.basis)
        if apart:
            return Other(card=card, look="differ", word=_("口径不同"), parts=_named(apart))
        open_parts = unstated(mine.basis, theirs.basis)
        if open_parts:
            return Other(card=card, look="unknown", word=_("口径待补"), parts=_named(open_parts))
        return Other(card=card, look="good", word=_("口径相同"), parts=())

    def _chart(self) -> Chart | None:
        if self._kept.claim.figure is None:
            return None
        kind = kind_of(self._kept.claim)
        same = [one for one in self._others if one.claim.figure and kind_of(one.claim) == kind]
        return chart_of_claims(
            [self._kept, *same], self._ways, name="others", own=self._kept.id, places=self._places
        )

    def _series_address(self) -> str:
        claim = self._kept.claim
        is_named = bool(claim.figure and claim.attribute and claim.subject)
        asked = {"attribute": claim.attribute, "subject": claim.subject}
        return self._ways.to("/series", **asked) if is_named else ""

    def _steps(self) -> list[Step]:
        chain = {one.key: one for one in (self._kept, *self._earlier(), *self._later())}
        made = [self._recorded(one) for one in chain.values() if one.claim.recorded]
        by_id = {one.id: one for one in chain.values()}
        decided = decisions_of([*chain], as_of=self._moment)
        made += [self._decided(by_id[row.claim], row) for row in decided]
        return sorted(made, key=lambda step: step.when)

    def _recorded(self, kept: KeptClaim) -> Step:
        assert kept.claim.recorded is not None  # noqa: S101 - asked by the caller
        return Step(
            when=kept.claim.recorded,
            by=_("读取程序") if kept.claim.reader else kept.by,
            look="pending",
            word=_(_RECORDED.get(kept.claim.kind, "收存")),
            reason="",
            printed=kept.quote,
            address=self._ways.figure(kept.id),
            is_own=kept.id == self._kept.id,
        )

    def _decided(self, kept: KeptClaim, row: DecisionRow) -> Step:
        undone = row.state is Review.PROPOSED
        return Step(
            when=row.recorded,
            by=row.by,
            look=states.review_look(row.state),
            word=_("收回决定") if undone else states.review_word(row.state),
            reason=row.reason,
            printed=kept.quote,
            address=self._ways.figure(kept.id),
            is_own=kept.id == self._kept.id,
        )


def _shows_kept(later: KeptClaim) -> bool:
    return later.claim.kind is ClaimKind.FULFILMENT and later.state is Review.ACCEPTED


def card_at(kept: KeptClaim, ways: Ways, *, places: dict[str, str]) -> ClaimCard:
    """Show a claim with its addresses."""
    source = kept.claim.evidence.source
    document = ways.document(source.sha256) if source else ""
    return card_of(kept, CardLinks(ways.figure(kept.id), document), places=places)


def _named(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(part.en if get_language() == "en" else part.zh for part in parts)


def _cell_words(cell: TableCell) -> str:
    sheet = cell.sheet or _("第%(number)s张表") % {"number": cell.table + 1}
    row, column = cell.row + 1, _letters(cell.column)
    return _("%(sheet)s，第%(row)s行，%(column)s栏") % {
        "sheet": sheet,
        "row": row,
        "column": column,
    }


def _letters(column: int) -> str:
    """Name a column as spreadsheets do: A, Z, AA."""
    name, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
