"""Measures what the record offers to targets: its figures, and how often a name is said."""

from collections.abc import Callable

from django.db.models import F

from bayline.engines.search.asked import asked
from bayline.kernel.claims import ClaimKind
from bayline.kernel.figures import Figure
from bayline.kernel.reviews import Review
from bayline.kernel.statuses import Change, Status
from bayline.platform.indicators import Measured, Question
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptClaim
from bayline.platform.search.queries import passages
from bayline.platform.search.terms import Scope

_LOOKED_AT = 50  # of the latest figures of an indicator


def figures_of(change: Change | None) -> Callable[[Question], Measured]:
    """Give what measures an indicator by the accepted figures of the record.

    Args:
        change: Growth, or None for a level.
    """

    def tell(question: Question) -> Measured:
        found = _latest(question, change)
        if found is None or found.claim.figure is None:
            return Measured(
                figure=None,
                printed="",
                why="资料里没有这个地方、这段时期已审定的数",
                why_en="the record has no accepted figure of the place and the period",
                path="/figures",
                asked=(("attribute", question.of), ("place", question.place)),
            )
        period = found.claim.period
        return Measured(
            figure=found.claim.figure,
            printed=found.quote,
            why=f"时期{period.edtf}" if period else "没有写明时期",
            why_en=f"of {period.edtf}" if period else "of no stated period",
            path=f"/figures/{found.id}",
        )

    return tell


def _latest(question: Question, change: Change | None) -> KeptClaim | None:
    where = {"place": question.place} if question.place else {}
    listed = queries.claims(
        as_of=question.at,
        states=(Review.ACCEPTED,),
        order=(F("period_end").desc(nulls_last=True), "-pk"),
        limit=_LOOKED_AT,
        kind=ClaimKind.FIGURE,
        attribute=question.of,
        **where,
    )
    return next((one for one in listed if _is_meant(one, question, change)), None)


def _is_meant(kept: KeptClaim, question: Question, change: Change | None) -> bool:
    claim = kept.claim
    is_of_kind = claim.change is change if change else claim.change in {None, Change.TO}
    in_time = claim.period is None or claim.period.overlaps(question.period)
    return is_of_kind and claim.status is Status.ACTUAL and in_time


def mentions(question: Question) -> Measured:
    """Count the documents that say a name."""
    found = passages(asked(f"“{question.of}”"), Scope(as_of=question.at))
    documents = len({hit.source for hit in found.hits})
    more, more_en = ("至少", "at least ") if found.is_more else ("", "")
    return Measured(
        figure=Figure.exactly(documents, "份"),
        printed=f"{documents}份",
        why=f"{more}{len(found.hits)}处",
        why_en=f"{more_en}{len(found.hits)} passages",
        path="/search",
        asked=(("q", f"“{question.of}”"),),
    )
