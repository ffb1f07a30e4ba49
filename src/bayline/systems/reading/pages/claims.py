"""A claim of the record as every page shows it: as printed, as read, and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, NamedTuple

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


class CardLinks(NamedTuple):
    """Where a card leads: to the claim's page and to that of its document."""

    claim: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """A claim with its addresses; each thing it says is worked out where it is asked for.

    Attributes:
        kept: The claim.
        links: Where it leads.
        place_name: Name of its place.
        is_kept: Whether it is a promise that was kept; what says so has taken its place, yet it is
            not struck out.
    """

    twin: ClassVar[tuple[str, ...]] = (
        *("id", "address", "kind", "printed", "state", "look", "word", "exact", "meaning"),
        *("low", "high", "unit", "bound", "attribute", "subject", "what", "period"),
        *("period_start", "period_end", "is_assumed", "place", "place_name", "basis", "status"),
        *("change", "by", "recorded", "decided_by", "decided", "reason", "publisher"),
        *("document", "document_address", "published"),
    )

    kept: KeptClaim
    links: CardLinks
    place_name: str
    is_kept: bool = False

    @property
    def claim(self) -> Claim:
        """The claim itself, for what few pages show of it."""
        return self.kept.claim

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.kept.id

    @property
    def address(self) -> str:
        """Of its page."""
        return self.links.claim

    @property
    def document_address(self) -> str:
        """Of the document's page."""
        return self.links.document

    @property
    def kind(self) -> str:
        """Say what it is: figure, event, promise, withdrawal, fulfilment."""
        return self.claim.kind.value

    @property
    def printed(self) -> str:
        """The characters it stands on, or the content of its cell."""
        return self.kept.quote or (self.exact if self.claim.figure else self.claim.what)

    @property
    def state(self) -> str:
        """Where it stands: proposed, accepted, returned, superseded."""
        return self.kept.state.value

    @property
    def look(self) -> str:
        """The look of that state."""
        return "good" if self.is_kept else states.review_look(self.kept.state)

    @property
    def word(self) -> str:
        """The word for it."""
        return _("已兑现") if self.is_kept else states.review_word(self.kept.state)

    @property
    def exact(self) -> str:
        """Its value with its unit, exactly."""
        return exact_words(self.claim.figure) if self.claim.figure else ""

    @property
    def meaning(self) -> str:
        """What the value means in one plain line; empty where it means itself."""
        return meaning_of(self.claim.figure) if self.claim.figure else ""

    @property
    def low(self) -> Decimal | None:
        """Lower end in base units; None if open."""
        return self.claim.figure.low if self.claim.figure else None

    @property
    def high(self) -> Decimal | None:
        """Upper end in base units; None if open."""
        return self.claim.figure.high if self.claim.figure else None

    @property
    def unit(self) -> str:
        """Code of its unit."""
        return self.claim.figure.unit if self.claim.figure else ""

    @property
    def bound(self) -> str:
        """What its hedge does."""
        return self.claim.figure.bound.value if self.claim.figure else ""

    @property
    def attribute(self) -> str:
        """What is stated."""
        return self.claim.attribute

    @property
    def subject(self) -> str:
        """What it is about."""
        return self.claim.subject

    @property
    def what(self) -> str:
        """What happens or is promised."""
        return self.claim.what

    @property
    def period(self) -> str:
        """The period in words."""
        return period_words(self.claim.period)

    @property
    def period_start(self) -> date | None:
        """First day of the period."""
        return self.claim.period.start if self.claim.period else None

    @property
    def period_end(self) -> date | None:
        """First day after the period."""
        return self.claim.period.end if self.claim.period else None

    @property
    def is_assumed(self) -> bool:
        """Whether the period was taken from the day of publication."""
        return self.claim.period_assumed

    @property
    def place(self) -> str:
        """Code of its place."""
        return self.claim.place

    @property
    def basis(self) -> tuple[str, ...]:
        """What it is counted by."""
        return basis_words(self.claim.basis)

    @property
    def status(self) -> str:
        """Whether it was reported or announced."""
        return words.status_words(self.claim.status)

    @property
    def change(self) -> str:
        """What the number tells of a movement."""
        return words.change_words(self.claim.change)

    @property
    def by(self) -> str:
        """Who recorded it."""
        return self.kept.by

    @property
    def recorded(self) -> datetime | None:
        """When it was recorded."""
        return self.claim.recorded

    @property
    def decided_by(self) -> str:
        """Who decided on it."""
        return self.kept.decided_by

    @property
    def decided(self) -> datetime | None:
        """When that was."""
        return self.kept.decided

    @property
    def reason(self) -> str:
        """Why they decided so."""
        return self.kept.reason

    @property
    def publisher(self) -> str:
        """Of the document."""
        source = self.claim.evidence.source
        return source.publisher if source else ""

    @property
    def document(self) -> str:
        """Title of the document it stands in; empty of a computation."""
        source = self.claim.evidence.source
        return source.title if source else ""

    @property
    def published(self) -> date | None:
        """Day of the document."""
        source = self.claim.evidence.source
        return source.published if source else None

    @property
    def lines(self) -> tuple[Line, ...]:
        """What the panel shows, in order."""
        return (*_lines(self.claim, self.place_name),)


def card_of(
    kept: KeptClaim, links: CardLinks, *, places: Mapping[str, str] | None = None
) -> ClaimCard:
    """Show a claim.

    Args:
        kept: The claim.
        links: Where it leads.
        places: Names of places by their codes.
    """
    place = kept.claim.place
    return ClaimCard(kept=kept, links=links, place_name=(places or {}).get(place, place))


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
    """Show a promise that was kept."""
    return replace(card, is_kept=True)


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
