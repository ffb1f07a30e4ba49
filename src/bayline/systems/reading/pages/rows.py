"""A claim as a line of a long list: what the line shows, and all the rest where a program asks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from django.utils.translation import get_language

from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure
from bayline.kernel.reviews import Review
from bayline.platform.record.queries import ClaimRow
from bayline.systems.reading.pages import states
from bayline.systems.reading.pages.claims import CardLinks, ClaimCard, card_of, exact_words
from bayline.systems.reading.pages.periods import period_words_of
from bayline.systems.reading.pages.ways import Ways


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCard:
    """A card of which a line shows little; see `ClaimCard`.

    Attributes:
        row: The claim as its columns.
        links: Where it leads.
        place_name: Name of its place.
        look: The look of where it stands.
        word: The word for it.
    """

    twin: ClassVar[tuple[str, ...]] = ClaimCard.twin

    row: ClaimRow
    links: CardLinks
    place_name: str
    look: str
    word: str

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a card tells
        """Ask the whole card for what no line shows."""
        if name not in ClaimCard.twin:
            raise AttributeError(name)
        return getattr(self.whole, name)

    @property
    def whole(self) -> ClaimCard:
        """The card with all it tells."""
        kept = self.row.kept
        return card_of(kept, self.links, places={kept.claim.place: self.place_name})

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.row.id

    @property
    def address(self) -> str:
        """Of its page."""
        return self.links.claim

    @property
    def document_address(self) -> str:
        """Of the document's page."""
        return self.links.document

    @property
    def printed(self) -> str:
        """The characters it stands on, or the content of its cell."""
        columns = self.row.columns
        return columns["quote"] or (self.exact if columns["ends"] else columns["what"])

    @property
    def exact(self) -> str:
        """Its value with its unit, exactly."""
        columns = self.row.columns
        if not columns["ends"]:
            return ""
        ends = (columns["low"], columns["high"])
        return _exact(*ends, columns["unit"], columns["bound"], get_language())

    @property
    def attribute(self) -> str:
        """What is stated."""
        return str(self.row.columns["attribute"])

    @property
    def subject(self) -> str:
        """What it is about."""
        return str(self.row.columns["subject"])

    @property
    def period(self) -> str:
        """The period in words."""
        columns = self.row.columns
        return period_words_of(columns["period_start"], columns["period_end"], columns["period"])

    @property
    def recorded(self) -> Any:  # noqa: ANN401 - a moment
        """When it was recorded."""
        return self.row.columns["recorded"]

    @property
    def document(self) -> str:
        """Title of the document it stands in; empty of a computation."""
        return self.row.source.title if self.row.source else ""


@lru_cache(maxsize=4096)
def _exact(low: str, high: str, unit: str, bound: str, language: str | None) -> str:
    del language  # it is that of now; the words are remembered by it
    ends = (Decimal(end) if end else None for end in (low, high))
    first, last = ends
    return exact_words(Figure(low=first, high=last, unit=unit, bound=Bound(bound)))


def row_cards(
    rows: Iterable[ClaimRow], ways: Ways, *, places: Mapping[str, str]
) -> Iterator[RowCard]:
    """Show claims as lines.

    Args:
        rows: The claims.
        ways: How the page names others.
        places: Names of places by their codes.
    """
    told = {state: (states.review_look(state), states.review_word(state)) for state in Review}
    for row in rows:
        columns, source = row.columns, row.source
        look, word = told[columns["now__state"] or Review.PROPOSED]
        place = columns["place"]
        yield RowCard(
            row=row,
            links=CardLinks(ways.figure(row.id), ways.document(source.sha256) if source else ""),
            place_name=places.get(place, place),
            look=look,
            word=word,
        )
