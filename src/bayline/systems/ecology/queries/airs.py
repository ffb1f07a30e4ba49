"""Days of air at a station: of days that were handed in, else made of hours."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bayline.systems.ecology.queries import readings
from bayline.systems.ecology.rules.airdays import days_of
from bayline.systems.ecology.rules.airing import Row, aired
from bayline.systems.ecology.rules.intake.airy import AirStation, rows_kept
from bayline.systems.ecology.rules.sampling import moment_of
from bayline.systems.ecology.terms import Record


def days_in(
    station: AirStation, months: Sequence[str], at: datetime | None
) -> Mapping[str, Record]:
    """Give the index of each day of some months, by day.

    Args:
        station: The station.
        months: The months.
        at: As everything stood then; None for now.
    """
    hours = _rows(readings.AIR_HOURS, station, months, at)
    days = _rows(readings.AIR_DAYS, station, months, at)
    found = {one["time"]: one for one in aired(days_of(hours.values()), hourly=False)}
    found |= dict(zip(days, aired(days.values(), hourly=False), strict=True))
    return {day[:10]: one for day, one in found.items()}


def _rows(
    kind: str, station: AirStation, months: Sequence[str], at: datetime | None
) -> dict[str, Row]:
    is_hourly = kind == readings.AIR_HOURS
    found: dict[str, Row] = {}
    for one in readings.air_cells(kind, station.code, months, at=at):
        rows = rows_kept(one.cells, station.code, hourly=is_hourly, where=station.name)
        found.update((moment_of(row.time), row) for row in rows)
    return found
