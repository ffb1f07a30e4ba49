"""One finding: its sentence, its arithmetic, what it rests on, and what people made of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language

from bayline.kernel.amounts import adds_nothing, said_in
from bayline.kernel.bounds import Bound
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.findings import Life, Reference, Row, state_of
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.holding import advice_of, holding_of
from bayline.platform.pages import Answer, refused
from bayline.platform.people.visiting import is_staff, visitor_of
from bayline.platform.record import queries
from bayline.platform.record.terms import FindingChange, KeptClaim, KeptFinding, KeptSource
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.drawing import Bar, bars_of
from bayline.systems.reading.pages.findings_list import FindingLine, finding_line, in_plain_sight
from bayline.systems.reading.pages.findings_wish import is_public
from bayline.systems.reading.pages.lives import Asked, asked, life_word
from bayline.systems.reading.pages.sentences import Piece, pieces_of, said_figures
from bayline.systems.reading.rules.resolving import advice

TEMPLATE = "reading/finding_item.html"
_ENDS = re.compile(r"[。！？；\n]")
_REACH = 300  # characters on either side of words that are no claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One line of the arithmetic."""

    operation: str
    label: str
    is_quoted: bool
    printed: str
    value: str
    says_more: bool  # whether the value adds anything to what is printed
    bound: str
    meant: str
    figure: str  # address of the figure; empty of a computed one
    document: str  # address of its document
    title: str
    bar: Bar | None = field(metadata={"twin": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A place that the finding rests on: the words around the quote, and the document."""

    quote: str
    before: str
    after: str
    figure: str
    document: str
    title: str
    publisher: str
    published: date | None
    attribute: str
    subject: str
    basis: str
    is_replaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event in the life of the finding."""

    state: str
    word: str
    is_by_checks: bool
    owner: str
    due: date | None
    reason: str
    by: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleForm:
    """What stands in the form."""

    state: str
    owner: str = ""
    due: str = ""
    reason: str = ""
    by: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Why the form was sent back: which field, and the sentence."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """Everything that the page of a finding shows."""

    line: FindingLine
    sentence: tuple[Piece, ...] = field(metadata={"twin": False})
    parts: tuple[Part, ...]
    is_drawn: bool
    grounds: tuple[Ground, ...]
    resolve: str
    history: tuple[Told, ...]
    after: tuple[FindingLine, ...]  # findings on the same claims that came later
    beside: tuple[FindingLine, ...]  # those that came before, or with it
    form: SettleForm
    lives: tuple[tuple[str, str], ...] = field(metadata={"twin": False})
    complaints: tuple[Complaint, ...]
    written: tuple[Told, ...]  # what others wrote while the form was open
    is_past: bool  # whether it is shown as of a day, when nothing can be written
    settle: str = field(metadata={"twin": False})
    listed: str = field(metadata={"twin": False})


def finding(request: HttpRequest, key: str) -> Answer | HttpResponseBase:
    """Show a finding."""
    try:
        return Answer(context=finding_page(request, key), template=TEMPLATE)
    except UnknownFindingError as error:
        return refused(error.reason, status=404)


class UnknownFindingError(Exception):
    """There is no such finding, or there was none then."""

    def __init__(self, reason: BaylineError) -> None:
        super().__init__(reason.sentence())
        self.reason = reason


def finding_page(
    request: HttpRequest,
    key: str,
    *,
    form: SettleForm | None = None,
    complaints: Sequence[Complaint] = (),
    written: Sequence[FindingChange] = (),
) -> FindingPage:
    """Gather what the page of a finding shows.

    Args:
        request: The request.
        key: Of the finding.
        form: What was typed, where it comes back.
        complaints: Why it comes back.
        written: What others wrote in the meantime.

    Raises:
        UnknownFindingError: There is no such finding.
        BaylineError: The day that is asked for is none.
    """
    when, is_told = asked(request), is_staff(request)
    kept = _finding(key, when, is_told=is_told)
    shown = _Shown(kept, addresses(request), when=when, by=visitor_of(request).name)
    changes = _known_changes(key, when)
    line = shown.line(kept) if is_told else in_plain_sight(shown.line(kept))
    later = queries.findings_beside(key, as_of=when.moment) if is_told else []
    return FindingPage(
        line=line,
        sentence=shown.sentence(line.told),
        parts=tuple(shown.parts()),
        is_drawn=bool(shown.bars),
        grounds=tuple(shown.grounds()),
        resolve=_advice(kept),
        history=tuple(map(_told, changes)),
        after=tuple(shown.line(one) for one in later if one.recorded > kept.recorded),
        beside=tuple(shown.line(one) for one in later if one.recorded <= kept.recorded),
        form=form or _form(kept, seen=len(changes), by=visitor_of(request).name),
        lives=tuple((life.value, life_word(life)) for life in Life),
        complaints=tuple(complaints),
        written=tuple(map(_told, written)),
        is_past=when.moment is not None,
        settle=shown.to.to(f"/findings/{key}/settle"),
        listed=shown.to.findings(),
    )


def _finding(key: str, when: Asked, *, is_told: bool) -> KeptFinding:
    """Give a finding; the public is given those that were corrected or explained."""
    try:
        kept = queries.finding(key, as_of=when.moment)
    except BaylineError as error:
        raise UnknownFindingError(error) from None
    if not (is_told or is_public(kept.life)):
        raise UnknownFindingError(_kept_back(key))
    return kept


def _kept_back(key: str) -> BaylineError:
    return BaylineError(
        f"finding {key[:16]} is not public",
        why="the public is shown what was corrected or explained",
        do="log in to see it",
        zh=Words(f"问题{key[:16]}不对外公开", "公众看到的是已更正和已说明的", "要看请登录"),
    )


def _known_changes(key: str, when: Asked) -> list[FindingChange]:
    changes = queries.finding_changes(key)
    return [one for one in changes if when.moment is None or one.recorded <= when.moment]


def _form(kept: KeptFinding, *, seen: int, by: str) -> SettleForm:
    return SettleForm(
        state=kept.life.value,
        owner=kept.owner,
        due=kept.due.isoformat() if kept.due else "",
        by=by,
        seen=seen,
    )


def _advice(kept: KeptFinding) -> str:
    check, state = kept.finding.check, state_of(kept.finding)
    found = advice_of(check, state) or advice(check, state)
    return found[get_language() == "en"]


def _told(change: FindingChange) -> Told:
    return Told(
        state=change.state,
        word=life_word(change.state),
        is_by_checks=change.state in {"gone", "back"},
        owner=change.owner,
        due=change.due,
        reason=change.reason,
        by=change.by,
        recorded=change.recorded,
    )


class _Shown:
    """A finding with the claims and documents that it rests on."""

    def __init__(self, kept: KeptFinding, to: Addresses, *, when: Asked, by: str) -> None:
        self.to, self._kept, self._when, self._by = to, kept, when, by
        self._rows = kept.finding.rows
        self.bars = {bar.row: bar for bar in bars_of(self._rows)}
        self._claims = queries.claims(as_of=when.moment, identifier__in=kept.claims)
        self._passages = queries.passages_of(kept.claims)
        self._sources = queries.sources_by_hash(kept.sources)
        self._by_place = dict(self._placed())
        is_bare = any(self._claim(one) is None for one in self._references())
        self._texts = queries.texts_by_hash(kept.sources) if is_bare else {}

    def _placed(self) -> Iterator[tuple[tuple[str, int, int], KeptClaim]]:
        for claim in self._claims:
            source, position = claim.claim.evidence.source, claim.claim.evidence.selectors[0]
            if source is not None:
                start, end = getattr(position, "start", -1), getattr(position, "end", -1)
                yield (source.sha256, start, end), claim

    def line(self, kept: KeptFinding) -> FindingLine:
        """Show a finding in one line."""
        return finding_line(kept, to=self.to, day=self._when.day, by=self._by)

    def sentence(self, told: str) -> tuple[Piece, ...]:
        """Show the sentence with its numbers as links."""
        figures = said_figures(
            self._rows, self._references(), self._figures(), english=get_language() == "en"
        )
        titles = {one.title: self.to.document(one.sha256) for one in self._sources.values()}
        return pieces_of(told, figures=figures, titles=titles, others="#arithmetic")

    def _references(self) -> tuple[Reference, ...]:
        in_rows = (row.reference for row in self._rows if row.reference)
        return (*dict.fromkeys((*self._kept.finding.claims, *in_rows)),)

    def _figures(self) -> Mapping[Reference, str]:
        found = ((reference, self._claim(reference)) for reference in self._references())
        return {reference: self.to.figure(claim.id) for reference, claim in found if claim}

    def _claim(self, reference: Reference) -> KeptClaim | None:
        return self._by_place.get((reference.document, reference.start, reference.end))

    def parts(self) -> Iterable[Part]:
        """Show the arithmetic line by line."""
        is_english = get_language() == "en"
        figures = self._figures()
        counted, counted_at = self._counted(english=is_english)
        for place, row in enumerate(self._rows):
            source = self._sources.get(row.reference.document) if row.reference else None
            yield Part(
                operation=row.operation.replace("-", "−"),
                label=(row.label_en or row.label) if is_english else row.label,
                is_quoted=not row.label_en,
                printed=row.reference.quote if row.reference else "",
                value=said_in(self._rows, row, english=is_english),
                says_more=row.reference is None or not adds_nothing(row),
                bound=_bound(row),
                meant=_meant(row),
                figure=figures.get(row.reference, "") if row.reference else "",
                document=self.to.document(source.sha256) if source else counted_at,
                title=source.title if source else counted,
                bar=self.bars.get(place),
            )

    def _counted(self, *, english: bool) -> tuple[str, str]:
        """Name what only a system keeps, and where it is shown; both empty where nothing is."""
        found = holding_of(self._kept.finding.check)
        if found is None:
            return "", ""
        path, asked = found.path(self._kept)
        return found.counted[english], self.to.to(path, **asked)

    def grounds(self) -> Iterable[Ground]:
        """Show the places that it rests on, each with its sentence."""
        for reference in self._references():
            source = self._sources.get(reference.document)
            if source is not None:
                yield self._ground(reference, source, self._claim(reference))

    def _ground(self, reference: Reference, source: KeptSource, claim: KeptClaim | None) -> Ground:
        passage = self._passages.get(claim.id) if claim else None
        before, quote, after = passage.parts if passage else self._around(reference)
        said = claim.claim if claim else None
        return Ground(
            quote=quote,
            before=before,
            after=after,
            figure=self.to.figure(claim.id) if claim else "",
            document=self.to.document(source.sha256),
            title=source.title,
            publisher=source.publisher,
            published=source.published,
            attribute=said.attribute if said else "",
            subject=said.subject if said else "",
            basis=words.joined(sorted(said.basis.coverage)) if said else "",
            is_replaced=bool(claim and claim.state.value == "superseded"),
        )

    def _around(self, reference: Reference) -> tuple[str, str, str]:
        """Give the sentence around words that are no claim."""
        text = self._texts.get(reference.document, "")
        if text[reference.start : reference.end] != reference.quote:
            return "", reference.quote, ""
        before = _ENDS.split(text[max(0, reference.start - _REACH) : reference.start])[-1]
        behind = text[reference.end : reference.end + _REACH]
        end = _ENDS.search(behind)
        return before, reference.quote, behind[: end.end() if end else len(behind)].rstrip()


def _bound(row: Row) -> str:
    """Say what the hedge does; nothing of what was computed or has none."""
    is_plain = row.reference is None or row.figure.bound is Bound.EXACT
    return "" if is_plain else words.bound_words(row.figure.bound)


def _meant(row: Row) -> str:
    """Say which values rounding leaves possible; empty where the figure means itself."""
    figure = row.figure
    if row.reference is None or not (figure.low_slack or figure.high_slack):
        return ""
    return words.between(figure.tolerance(), figure.unit)
