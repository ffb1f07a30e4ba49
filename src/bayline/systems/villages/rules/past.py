"""Where a village stood from which day on: one line for each day that changed something."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bayline.systems.villages.rules.replaying import standing_of
from bayline.systems.villages.terms.events import Event, Grounds
from bayline.systems.villages.terms.standings import Stage, Standing


class Line(NamedTuple):
    """Where a village stands, in short.

    Attributes:
        village: Its code.
        batch: Its batch; empty where it is in none.
        stage: How far it is.
        round: Number of the last inspection; 0 where there was none.
        total: Its result as a fraction; empty where nothing is decided.
        grade: Code of its grade; empty likewise.
        accepted_on: The day of acceptance.
        due: The day by which what was found is to be mended, while that is so.
        conflicts: How many scores several devices tell differently.
        refused: How many events do not count.
    """

    village: str
    batch: str
    stage: Stage
    round: int
    total: str
    grade: str
    accepted_on: date | None
    due: date | None
    conflicts: int
    refused: int


class Stood(NamedTuple):
    """Where a village stood from a day on, until the next of its lines."""

    since: date
    line: Line


def past_of(events: Iterable[Event], grounds: Grounds, *, village: str) -> tuple[Stood, ...]:
    """Tell where a village stood since when.

    Args:
        events: Its events, in any order.
        grounds: What they are held against.
        village: Its code.
    """
    known = [*events]
    past: list[Stood] = []
    for day in sorted({one.day for one in known}):
        standing = standing_of([one for one in known if one.day <= day], grounds, village=village)
        line = line_of(standing)
        if not past or past[-1].line != line:
            past.append(Stood(day, line))
    return tuple(past)


def line_of(standing: Standing) -> Line:
    """Put where a village stands in short."""
    last = standing.rounds[-1] if standing.rounds else None
    is_mending = standing.stage is Stage.RECTIFYING and standing.orders
    return Line(
        village=standing.village,
        batch=standing.batch,
        stage=standing.stage,
        round=last.number if last else 0,
        total="" if last is None or last.total is None else str(last.total),
        grade=last.grade if last else "",
        accepted_on=standing.accepted_on,
        due=standing.orders[-1].due if is_mending else None,
        conflicts=len(standing.conflicts),
        refused=len(standing.refused),
    )
