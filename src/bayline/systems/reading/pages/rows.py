"""A claim as a line of a long list: what the line shows, and all the rest where a program asks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(slots=True)
class RowCard:
    """A card of which a line shows little; see `ClaimCard`.

    Attributes:
        row: The claim as its columns.
        id: Its identifier.
        address: Of its page.
        document_address: Of the document's page.
        printed: The characters it stands on, or the content of its cell.
        exact: Its value with its unit, exactly.
        attribute: What is stated.
        subject: What it is about.
        period: The period in words.
        place_name: Name of its place.
        recorded: When it was recorded.
        look: The look of where it stands.
        word: The word for it.
        document: Title of the document it stands in; empty of a computation.
    """

    twin: ClassVar[tuple[str, ...]] = ClaimCard.twin

    row: ClaimRow
    id: str
    address: str
    document_address: str
    printed: str
    exact: str
    attribute: str
    subject: str
    period: str
    place_name: str
    recorded: datetime
    look: str
    word: str
    document: str

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a card tells
        """Ask the whole card for what no line shows."""
        if name not in ClaimCard.twin:
            raise AttributeError(name)
        return getattr(self.whole, name)

    @property
    def whole(self) -> ClaimCard:
        """The card with all it tells."""
        kept, links = self.row.kept, CardLinks(self.address, self.document_address)
        return card_of(kept, links, places={kept.claim.place: self.place_name})


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
    language, figure, document = get_language(), ways.figure, ways.document
    for row in rows:
        place = row.place
        exact = _exact(row.low, row.high, row.unit, row.bound, language) if row.ends else ""
        look, word = told[Review(row.state or Review.PROPOSED)]
        yield RowCard(
            row,
            row.id,
            figure(row.id),
            document(row.sha256) if row.sha256 else "",
            row.quote or exact or row.what,
            exact,
            row.attribute,
            row.subject,
            period_words_of(row.period_start, row.period_end, row.period),
            places.get(place, place),
            row.recorded,
            look,
            word,
            row.title,
        )
