"""Review claims: a decision, and where it changes what checks compute with, the checks again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from bayline.kernel.claims import Claim
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import correct, decide
from bayline.platform.record.lines import Line
from bayline.platform.record.queries.claims import Stands
from bayline.systems.reading.actions.checking import check_document


@transaction.atomic
def review(
    identifiers: Sequence[str], to: Review, *, by: str, at: datetime, reason: str = ""
) -> int:
    """Decide where claims stand and check the documents again whose figures changed by it.

    Args:
        identifiers: The claims.
        to: Where they shall stand.
        by: Who decides.
        at: When.
        reason: Why; needed to send back.

    Returns:
        How many claims changed their state.

    Raises:
        BaylineError: A claim is not there, or may not go where it shall; then nothing is changed.
    """
    before = queries.lines_of(identifiers)
    moved = decide(identifiers, to, by=by, at=at, reason=reason)
    changed = [
        name
        for name, line in before.items()
        if to is Review.RETURNED or len(line.readings) > 1 or _was_returned(line)
    ]
    _check_again(changed, at=at)
    return moved


@transaction.atomic
def put_right(identifier: str, claim: Claim, *, by: str, at: datetime, reason: str) -> str:
    """Correct a claim and check its document again.

    Args:
        identifier: The claim that is wrong.
        claim: What it should say.
        by: Who corrects.
        at: When.
        reason: What was wrong.

    Returns:
        Identifier of the corrected claim.

    Raises:
        BaylineError: The claim is not there or superseded already, or nothing is corrected.
    """
    corrected = correct(identifier, claim, by=by, at=at, reason=reason)
    _check_again([corrected], at=at)
    return corrected


def _was_returned(line: Line[Stands]) -> bool:
    return any(one.state is Review.RETURNED for one in line.readings)


def _check_again(identifiers: Iterable[str], *, at: datetime) -> None:
    texts = queries.texts_of([*identifiers])
    for key in texts:
        check_document(queries.text(key), at=at)
