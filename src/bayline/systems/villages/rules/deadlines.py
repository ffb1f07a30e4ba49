"""Which villages are late or at risk on a day, and how the batches stand against their quotas.

Late is what is not accepted after the last day of its batch. At risk is what has fewer days left
than its stage needs; how many that are is a convention of this program, said with its source. A
batch without a day of acceptance is neither: nobody can be late for a day that nobody stated.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bayline.systems.villages.terms.campaigns import Batch
from bayline.systems.villages.terms.events import Grounds
from bayline.systems.villages.terms.standings import CampaignState, Stage, Standing


class Timing(StrEnum):
    """How a village stands against the last day of its batch."""

    ON_TIME = "accepted on time"
    ACCEPTED_LATE = "accepted late"
    IN_TIME = "in time"
    AT_RISK = "at risk"
    LATE = "late"
    NO_DAY = "no day stated"
    WITHDRAWN = "withdrawn"


class Timed(NamedTuple):
    """A village against its day: days left (negative when over; None without a day), and why."""

    village: str
    stage: Stage
    timing: Timing
    deadline: date | None
    days_left: int | None
    sentence: str
    zh: str


class Counted(NamedTuple):
    """A batch on a day.

    Attributes:
        batch: Its code.
        quota: How many villages it is to have; None where nobody says.
        enrolled: How many are in it, withdrawn ones left out.
        missing: How many are wanting; negative where there are too many, None without a quota.
        timings: How many stand how against the day.
        stages: How many are how far.
        accepted: How many are accepted.
    """

    batch: str
    quota: int | None
    enrolled: int
    missing: int | None
    timings: Mapping[str, int]
    stages: Mapping[str, int]
    accepted: int


def timed(standing: Standing, grounds: Grounds, *, day: date) -> Timed:
    """Hold a village against the last day of its batch.

    Args:
        standing: Where it stands as of the end of that day.
        grounds: Campaign and limits.
        day: The day.
    """
    batch = grounds.campaign.batch(standing.batch)
    deadline = batch.deadline if batch else None
    left = (deadline - day).days if deadline else None
    risk = _risk(standing, deadline, day, grounds) if deadline else None
    timing = _timing(standing, deadline, day, is_at_risk=risk is not None)
    sentence, zh = risk if risk and timing is Timing.AT_RISK else _said(timing, standing, left)
    return Timed(standing.village, standing.stage, timing, deadline, left, sentence, zh)


def _timing(standing: Standing, deadline: date | None, day: date, *, is_at_risk: bool) -> Timing:
    if standing.stage is Stage.WITHDRAWN:
        return Timing.WITHDRAWN
    if deadline is None:
        return Timing.NO_DAY
    if standing.accepted_on is not None:
        return Timing.ON_TIME if standing.accepted_on <= deadline else Timing.ACCEPTED_LATE
    if day > deadline:
        return Timing.LATE
    return Timing.AT_RISK if is_at_risk else Timing.IN_TIME


def _risk(
    standing: Standing, deadline: date, day: date, grounds: Grounds
) -> tuple[str, str] | None:
    """Say why a village that is not late yet may become so; None where nothing tells."""
    order = standing.orders[-1] if standing.orders else None
    if standing.stage is Stage.RECTIFYING and order is not None:
        if order.due > deadline:
            return (
                f"mending is due {order.due}, acceptance {deadline}",
                f"整改期限{order.due}晚于验收期限{deadline}",
            )
        if order.due < day:
            return f"mending was due {order.due}", f"整改已过期限{order.due}"
    left, needed = (deadline - day).days, grounds.limits.days_needed.get(standing.stage.value, 0)
    if left >= needed:
        return None
    return (
        f"{left} days left, “{standing.stage.value}” needs {needed}",
        f"还有{left}天，此阶段到验收一般要{needed}天",
    )


def _said(timing: Timing, standing: Standing, left: int | None) -> tuple[str, str]:
    over = -(left or 0)
    said = {
        Timing.WITHDRAWN: ("withdrawn", "已退出"),
        Timing.NO_DAY: ("no day of acceptance is stated", "没有写明验收期限"),
        Timing.ON_TIME: (f"accepted on {standing.accepted_on}", f"{standing.accepted_on}验收"),
        Timing.ACCEPTED_LATE: (
            f"accepted on {standing.accepted_on}, after the last day",
            f"{standing.accepted_on}验收，晚于期限",
        ),
        Timing.LATE: (f"{over} days late", f"超期{over}天"),
        Timing.IN_TIME: (f"{left} days left", f"还有{left}天"),
    }
    return said[timing]


def counted(state: CampaignState, grounds: Grounds, *, day: date) -> tuple[Counted, ...]:
    """Count the villages of each batch on a day.

    Args:
        state: Where the campaign stands as of the end of that day.
        grounds: Campaign and limits.
        day: The day.
    """
    return tuple(_counted(one, state, grounds, day) for one in grounds.campaign.batches)


def _counted(batch: Batch, state: CampaignState, grounds: Grounds, day: date) -> Counted:
    own = [one for one in state.standings.values() if one.batch == batch.code]
    inside = [one for one in own if one.stage is not Stage.WITHDRAWN]
    timings = Counter(timed(one, grounds, day=day).timing.value for one in own)
    return Counted(
        batch=batch.code,
        quota=batch.quota,
        enrolled=len(inside),
        missing=None if batch.quota is None else batch.quota - len(inside),
        timings=dict(sorted(timings.items())),
        stages=dict(sorted(Counter(one.stage.value for one in own).items())),
        accepted=sum(one.accepted_on is not None for one in own),
    )
