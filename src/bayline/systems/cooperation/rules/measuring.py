"""Which tasks and promises count, and the share of them that was kept."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.figures import Figure, plain, to_places
from bayline.kernel.periods import Period
from bayline.systems.cooperation.terms import Life, Stage

_OUT = frozenset({Stage.PROPOSED, Stage.DECLINED, Stage.WITHDRAWN, Stage.REPLACED})
_HUNDRED = 100


class Kept(NamedTuple):
    """How many were due, and how many of them were kept."""

    due: int
    kept: int

    @property
    def share(self) -> Figure | None:
        """The share that was kept; None where nothing was due."""
        if not self.due:
            return None
        return Figure.stated_as(Decimal(self.kept) / self.due, "1", resolution=Decimal("0.001"))

    @property
    def printed(self) -> str:
        """The share as pages print it; empty where nothing was due."""
        if not self.due:
            return ""
        return f"{plain(to_places(Decimal(self.kept * _HUNDRED) / self.due, 1))}%"


def tasks_kept(lives: Iterable[Life], period: Period) -> Kept:
    """Count the accepted tasks that are due in a period, and those reported in time by all.

    A report that was sent back does not stand, so it does not count.

    Args:
        lives: The tasks.
        period: The period.
    """
    due = [one for one in lives if one.stage not in _OUT and one.terms.due in period]
    return Kept(len(due), sum(_is_in_time(one) for one in due))


def _is_in_time(life: Life) -> bool:
    return all(
        side in life.reports and life.reports[side].day <= life.terms.due
        for side in life.terms.reporters
    )


def ends_by(text: str, last: date) -> bool:
    """Tell whether what is dated by EDTF, or by nothing, was there by a day."""
    return not text or text[:10] <= last.isoformat()
