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

from bayline.systems.villages.rules.past import Line, line_of
from bayline.systems.villages.terms.campaigns import Batch, Campaign
from bayline.systems.villages.terms.events import Grounds, Limits
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
    return timed_line(line_of(standing), grounds.campaign, grounds.limits, day=day)


def timed_line(line: Line, campaign: Campaign, limits: Limits, *, day: date) -> Timed:
    """Hold a village against the last day of its batch, by what is kept of it in short.

    Args:
        line: Where it stands as of the end of that day.
        campaign: The campaign.
        limits: How many days a stage needs.
        day: The day.
    """
    deadline = _deadline_of(line, campaign)
    left = (deadline - day).days if deadline else None
    timing = timing_of(line, campaign, limits, day=day)
    risk = _risk(line, deadline, day, limits) if deadline and timing is Timing.AT_RISK else None
    sentence, zh = risk or _said(timing, line, left)
    return Timed(line.village, line.stage, timing, deadline, left, sentence, zh)


def _deadline_of(line: Line, campaign: Campaign) -> date | None:
    batch = campaign.batch(line.batch)
    return batch.deadline if batch else None


def timing_of(line: Line, campaign: Campaign, limits: Limits, *, day: date) -> Timing:
    """Tell how a village stands against the last day of its batch, without the words.

    Args:
        line: Where it stands as of the end of that day.
        campaign: The campaign.
        limits: How many days a stage needs.
        day: The day.
    """
    deadline = _deadline_of(line, campaign)
    if line.stage is Stage.WITHDRAWN:
        return Timing.WITHDRAWN
    if deadline is None:
        return Timing.NO_DAY
    if line.accepted_on is not None:
        return Timing.ON_TIME if line.accepted_on <= deadline else Timing.ACCEPTED_LATE
    if day > deadline:
        return Timing.LATE
    return Timing.AT_RISK if _risk(line, deadline, day, limits) else Timing.IN_TIME


def _risk(line: Line, deadline: date, day: date, limits: Limits) -> tuple[str, str] | None:
    """Say why a village that is not late yet may become so; None where nothing tells."""
    if line.due is not None:
        if line.due > deadline:
            return (
                f"mending is due {line.due}, acceptance {deadline}",
                f"整改期限{line.due}晚于验收期限{deadline}",
            )
        if line.due < day:
            return f"mending was due {line.due}", f"整改已过期限{line.due}"
    left, needed = (deadline - day).days, limits.days_needed.get(line.stage.value, 0)
    if left >= needed:
        return None
    return (
        f"{left} days left, “{line.stage.value}” needs {needed}",
        f"还有{left}天，此阶段到验收一般要{needed}天",
    )


def _said(timing: Timing, line: Line, left: int | None) -> tuple[str, str]:
    if timing is Timing.IN_TIME:
        return f"{left} days left", f"还有{left}天"
    if timing is Timing.LATE:
        return f"{-(left or 0)} days late", f"超期{-(left or 0)}天"
    if timing is Timing.ON_TIME:
        return f"accepted on {line.accepted_on}", f"{line.accepted_on}验收"
    if timing is Timing.ACCEPTED_LATE:
        on = line.accepted_on
        return f"accepted on {on}, after the last day", f"{on}验收，晚于期限"
    if timing is Timing.WITHDRAWN:
        return "withdrawn", "已退出"
    return "no day of acceptance is stated", "没有写明验收期限"


def counted(state: CampaignState, grounds: Grounds, *, day: date) -> tuple[Counted, ...]:
    """Count the villages of each batch on a day.

    Args:
        state: Where the campaign stands as of the end of that day.
        grounds: Campaign and limits.
        day: The day.
    """
    alike = Counter(map(line_of, state.standings.values()))
    timings = {one: timing_of(one, grounds.campaign, grounds.limits, day=day) for one in alike}
    return counted_lines(alike, grounds.campaign, timings)


def counted_lines(
    lines: Mapping[Line, int], campaign: Campaign, timings: Mapping[Line, Timing]
) -> tuple[Counted, ...]:
    """Count the villages of each batch on a day, by lines that stand for several villages each.

    Args:
        lines: How many villages stand so.
        campaign: The campaign.
        timings: How each of them stands against its day.
    """
    return tuple(_counted(one, lines, timings) for one in campaign.batches)


def _counted(batch: Batch, lines: Mapping[Line, int], timings: Mapping[Line, Timing]) -> Counted:
    own = {one: count for one, count in lines.items() if one.batch == batch.code}
    by_timing: Counter[str] = Counter()
    by_stage: Counter[str] = Counter()
    for one, count in own.items():
        by_timing[timings[one].value] += count
        by_stage[one.stage.value] += count
    inside = sum(own.values()) - by_stage[Stage.WITHDRAWN.value]
    return Counted(
        batch=batch.code,
        quota=batch.quota,
        enrolled=inside,
        missing=None if batch.quota is None else batch.quota - inside,
        timings=dict(sorted((name, count) for name, count in by_timing.items() if count)),
        stages=dict(sorted((name, count) for name, count in by_stage.items() if count)),
        accepted=sum(count for one, count in own.items() if one.accepted_on is not None),
    )
