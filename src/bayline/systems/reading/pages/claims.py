"""A claim of the record as every page shows it: as printed, as read, and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from bayline.kernel.basis import Basis, Price
from bayline.kernel.bounds import Bound
from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.figures import Figure
from bayline.platform.record.terms import KeptClaim
from bayline.systems.reading.pages import states, words
from bayline.systems.reading.pages.periods import period_words

_PRICES = {Price.CURRENT: "现价", Price.CONSTANT: "可比价"}


class Line(NamedTuple):
    """One line of a panel: what it is, and how the page shows it."""

    label: str
    value: str
    kind: str  # quoted (words of the source), number, date, words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """A claim with its address.

    Attributes:
        id: Its identifier.
        address: Of its page.
        kind: figure, event, promise, withdrawal, fulfilment.
        printed: The characters it stands on, or the content of its cell.
        state: Where it stands: proposed, accepted, returned, superseded.
        look: The look of that state.
        word: The word for it.
        exact: Its value with its unit, exactly.
        meaning: What the value means in one plain line; empty where it means itself.
        low: Lower end in base units; None if open.
        high: Upper end.
        period: The period in words.
        publisher: Of the document.
        document: Title of the document it stands in; empty of a computation.
        document_address: Of the document's page.
        claim: The claim itself, for what few pages show of it.
    """

    id: str
    address: str
    kind: str
    printed: str
    state: str
    look: str
    word: str
    exact: str
    meaning: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str
    attribute: str
    subject: str
    what: str
    period: str
    period_start: date | None
    period_end: date | None
    is_assumed: bool
    place: str
    place_name: str
    basis: tuple[str, ...]
    status: str
    change: str
    by: str
    recorded: datetime | None
    decided_by: str
    decided: datetime | None
    reason: str
    publisher: str
    document: str
    document_address: str
    published: date | None
    claim: Claim = field(metadata={"twin": False}, repr=False)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What the panel shows, in order; worked out where it is asked for, as no list does."""
        return (*_lines(self.claim, self.place_name),)


class CardLinks(NamedTuple):
    """Where a card leads: to the claim's page and to that of its document."""

    claim: str
    document: str


def card_of(
    kept: KeptClaim, links: CardLinks, *, places: Mapping[str, str] | None = None
) -> ClaimCard:
    """Show a claim.

    Args:
        kept: The claim.
        links: Where it leads.
        places: Names of places by their codes.
    """
    claim, figure, source = kept.claim, kept.claim.figure, kept.claim.evidence.source
    place = (places or {}).get(claim.place, claim.place)
    return ClaimCard(
        id=kept.id,
        address=links.claim,
        kind=claim.kind.value,
        printed=kept.quote or (exact_words(figure) if figure else claim.what),
        state=kept.state.value,
        look=states.review_look(kept.state),
        word=states.review_word(kept.state),
        exact=exact_words(figure) if figure else "",
        meaning=meaning_of(figure) if figure else "",
        low=figure.low if figure else None,
        high=figure.high if figure else None,
        unit=figure.unit if figure else "",
        bound=figure.bound.value if figure else "",
        attribute=claim.attribute,
        subject=claim.subject,
        what=claim.what,
        period=period_words(claim.period),
        period_start=claim.period.start if claim.period else None,
        period_end=claim.period.end if claim.period else None,
        is_assumed=claim.period_assumed,
        place=claim.place,
        place_name=place,
        basis=basis_words(claim.basis),
        status=words.status_words(claim.status),
        change=words.change_words(claim.change),
        by=kept.by,
        recorded=claim.recorded,
        decided_by=kept.decided_by,
        decided=kept.decided,
        reason=kept.reason,
        publisher=source.publisher if source else "",
        document=source.title if source else "",
        document_address=links.document,
        published=source.published if source else None,
        claim=claim,
    )


def stated_value(figure: Figure) -> Decimal | None:
    """Give the number that the hedge of a figure was put before; of a range its lower end."""
    if figure.low is None or figure.high is None:
        return figure.low if figure.low is not None else figure.high
    if figure.bound is Bound.ABOUT:
        return (figure.low + figure.high) / 2
    return figure.high if figure.bound is Bound.NEARLY else figure.low


def exact_words(figure: Figure) -> str:
    """Print the value of a figure exactly, with its unit."""
    value = stated_value(figure)
    if value is None:
        return _("没有说明数值")
    low = words.amount(value, figure.unit)
    if figure.bound is Bound.RANGE and figure.high is not None:
        return f"{low} – {words.amount(figure.high, figure.unit)}"
    return low


def meaning_of(figure: Figure) -> str:
    """Say in one plain line which values a figure leaves possible; nothing where it is one."""
    meant = figure.tolerance()
    if meant.low is not None and meant.low == meant.high:
        return ""
    line = words.between(meant, figure.unit)
    is_rounded = figure.low_slack or figure.high_slack
    return _("四舍五入之前，%(range)s") % {"range": line} if is_rounded else line


def basis_words(basis: Basis) -> tuple[str, ...]:
    """List what a basis says, in words of the text where it has them."""
    price = _PRICES[basis.price] if basis.price else ""
    parts = (price, basis.place_scope, basis.threshold, basis.stage, basis.rounding)
    return tuple(part for part in (*parts, *sorted(basis.coverage)) if part)


def _lines(claim: Claim, place: str) -> Iterator[Line]:
    lines = (*_number_lines(claim.figure), *_said_lines(claim, place))
    return (line for line in lines if line.value)


def _number_lines(figure: Figure | None) -> tuple[Line, ...]:
    if figure is None:
        return ()
    resolution = words.amount(figure.resolution, figure.unit) if figure.resolution else ""
    return (
        Line(_("读作"), exact_words(figure), "number"),
        Line(_("限定"), words.bound_words(figure.bound), "words"),
        Line(_("意思是"), meaning_of(figure), "number"),
        Line(_("单位"), words.unit_words(figure.unit), "words"),
        Line(_("印到"), resolution, "number"),
    )


def as_kept(card: ClaimCard) -> ClaimCard:
    """Show a promise that was kept; what says so has taken its place, yet it is not struck out."""
    return replace(card, look="good", word=_("已兑现"))


def _said_lines(claim: Claim, place: str) -> tuple[Line, ...]:
    unsaid = _("文中未写明")
    return (
        _attribute_line(claim),
        Line(_("主体"), claim.subject or unsaid, "quoted" if claim.subject else "words"),
        Line(_("说明") if claim.kind is ClaimKind.FULFILMENT else _("事项"), claim.what, "quoted"),
        _period_line(claim),
        Line(_("地点"), place or unsaid, "quoted" if place else "words"),
        Line(_("口径"), words.joined(basis_words(claim.basis)), "quoted"),
        Line(_("状态"), words.status_words(claim.status), "words"),
        Line(_("变动"), words.change_words(claim.change), "words"),
    )


def _attribute_line(claim: Claim) -> Line:
    if claim.kind is ClaimKind.EVENT:
        return Line(_("事件"), states.event_word(claim.attribute), "words")
    if claim.kind in {ClaimKind.PROMISE, ClaimKind.FULFILMENT}:
        return Line("", "", "words")
    named = claim.attribute
    return Line(_("指标"), named or _("文中未写明"), "quoted" if named else "words")


def _period_line(claim: Claim) -> Line:
    labels = {ClaimKind.PROMISE: _("期限"), ClaimKind.FULFILMENT: _("兑现时间")}
    label = labels.get(claim.kind, _("时期"))
    if claim.period is None:
        return Line(label, _("文中未写明"), "words")
    said = period_words(claim.period)
    how = _("%(days)s（文中未写，按发布日期推定）") if claim.period_assumed else "%(days)s"
    return Line(label, how % {"days": said}, "date")
