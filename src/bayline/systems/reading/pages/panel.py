"""The evidence panel of one figure: beside its document, or fetched for the place beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest

from bayline.kernel.claims import ClaimKind
from bayline.kernel.evidence import TextPosition
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.record.queries import claim as claim_by_id
from bayline.platform.record.queries import findings
from bayline.platform.record.terms import KeptClaim
from bayline.systems.reading.pages import states
from bayline.systems.reading.pages.citing import citation
from bayline.systems.reading.pages.claims import ClaimCard
from bayline.systems.reading.pages.figure import card_at
from bayline.systems.reading.pages.kept_findings import RecordFinding, findings_of, worst_look
from bayline.systems.reading.pages.refusing import asked
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import MarkRow, marks_over, others_of, place_names

_MOST_OTHERS = 5
_MOST_FINDINGS = 8


class Reading(NamedTuple):
    """Another claim on the same characters, or on some around them."""

    address: str
    quote: str
    kind: str
    look: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What the panel beside a document shows of the figure that is chosen."""

    card: ClaimCard
    look: str
    here: tuple[Reading, ...]  # nested figures, and what waits to take its place
    others: tuple[ClaimCard, ...]
    has_more: bool  # others than those
    findings: tuple[RecordFinding, ...]
    findings_total: int
    citation: str
    review_address: str
    close_address: str


@asked()
def panel(request: HttpRequest, moment: datetime | None, *, identifier: str) -> Answer:
    """Show the panel of a figure alone."""
    return Answer(
        context=panel_of(request, identifier, moment=moment), template="reading/panel.html"
    )


def panel_of(
    request: HttpRequest,
    identifier: str,
    *,
    moment: datetime | None,
    rows: Sequence[MarkRow] | None = None,
) -> Panel:
    """Gather what the panel of a figure shows.

    Args:
        request: For addresses.
        identifier: Of the claim.
        moment: As it stood then; None for now.
        rows: The claims of its document, where they are at hand.

    Raises:
        BaylineError: There is no such claim.
    """
    ways = Ways(request)
    kept = claim_by_id(identifier, as_of=moment)
    others = others_of(kept, as_of=moment, limit=_MOST_OTHERS + 1)
    places = place_names((one.claim.place for one in (kept, *others)), as_of=moment)
    found = findings(claim=kept.id, as_of=moment) if is_staff(request) else []
    shown = findings_of(found, ways, limit=_MOST_FINDINGS)
    card = card_at(kept, ways, places=places)
    source = kept.claim.evidence.source
    return Panel(
        card=card,
        look=worst_look(shown.looks, card.look),
        here=_here(kept, ways, rows=rows, moment=moment),
        others=tuple(card_at(one, ways, places=places) for one in others[:_MOST_OTHERS]),
        has_more=len(others) > _MOST_OTHERS,
        findings=shown.views,
        findings_total=shown.total,
        citation=citation(
            card,
            address=request.build_absolute_uri(card.address),
            sha256=source.sha256 if source else "",
        ),
        review_address=ways.review(claim=kept.id),
        close_address=card.document_address,
    )


_SHOWN = frozenset({ClaimKind.FIGURE, ClaimKind.WITHDRAWAL})


def _here(
    kept: KeptClaim,
    ways: Ways,
    *,
    rows: Sequence[MarkRow] | None,
    moment: datetime | None,
) -> tuple[Reading, ...]:
    place = kept.claim.evidence.selectors[0]
    if kept.text is None or not isinstance(place, TextPosition):
        return ()
    if rows is None:
        rows = marks_over(kept.text, place.start, end=place.end, as_of=moment)
    return tuple(
        Reading(
            ways.figure(row.identifier),
            row.quote,
            states.kind_word(row.kind) if row.kind is ClaimKind.WITHDRAWAL else "",
            states.review_look(row.state),
            states.review_word(row.state),
        )
        for row in rows
        if row.identifier != kept.id
        and row.kind in _SHOWN
        and row.text == kept.text
        and row.start < place.end
        and row.end > place.start
    )
