"""Figures of the record for the cells of an answer."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from bayline.kernel.basis import comparable
from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import queries as record
from bayline.platform.record.terms import KeptClaim
from bayline.systems.plan.rules.requests.claiming import Stating
from bayline.systems.plan.rules.requests.comparing import Known

_AT_ONCE = 500
_MOST = 5_000


def known_figures(found: Sequence[Stating], *, but: Collection[str] = ()) -> list[Known]:
    """Find the accepted figures of the record that state what cells state.

    Same attribute, subject, place and period, on a basis that nothing sets apart.

    Args:
        found: What the cells state.
        but: Identifiers of claims that are left out: those of earlier versions of the answer.
    """
    cells: dict[tuple[object, ...], list[Stating]] = defaultdict(list)
    for each in found:
        cells[each.period.start, each.period.end].append(each)
    return [known for period in cells.values() for known in _of_period(period, frozenset(but))]


def _of_period(cells: Sequence[Stating], but: frozenset[str]) -> Iterator[Known]:
    by_matter: dict[tuple[str, str], list[Stating]] = defaultdict(list)
    for each in cells:
        by_matter[each.attribute, each.subject].append(each)
    attributes = sorted({attribute for attribute, _subject in by_matter})
    period = cells[0].period
    for first in range(0, len(attributes), _AT_ONCE):
        claims = record.claims(
            states=[Review.ACCEPTED],
            kind=ClaimKind.FIGURE,
            attribute__in=attributes[first : first + _AT_ONCE],
            period_start=period.start,
            period_end=period.end,
            limit=_MOST,
        )
        for claim in claims:
            if claim.id not in but:
                for cell in by_matter.get((claim.claim.attribute, claim.claim.subject), ()):
                    yield from _compared(cell, claim)


def _compared(cell: Stating, kept: KeptClaim) -> Iterator[Known]:
    claim = kept.claim
    is_same_place = not claim.place or not cell.place or claim.place == cell.place
    if claim.figure is None or claim.change != cell.change or not is_same_place:
        return
    if comparable(cell.basis, claim.basis):
        stated = claim.figure.stated
        printed = kept.quote if stated is None else str(stated)
        yield Known(
            row=cell.row, column=cell.column, figure=claim.figure, printed=printed, claim=kept.id
        )
