"""Let targets be held against settlements as the journal has them now."""

from collections.abc import Callable, Sequence

from bayline.platform.indicators import Measured, Question, Series, Teller, one_by_one
from bayline.systems.settlement.actions.following import follow_journal


def followed(tell: Callable[[Question], Measured]) -> Teller:
    """Make a teller that looks at the journal first, once for all questions."""
    told = one_by_one(tell)

    def telling(questions: Sequence[Question]) -> Sequence[Series]:
        follow_journal()
        return told(questions)

    return telling
