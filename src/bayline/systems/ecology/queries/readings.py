"""Readings that are kept: their sums by section and month, and their cells."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from bayline.platform.reaching import present_reach, seen_at
from bayline.systems.ecology.models import DeliveryRow, StretchRow
from bayline.systems.ecology.queries import stations
from bayline.systems.ecology.rules.intake.keeping import (
    Cells,
    Head,
    heads_read,
    samples_in,
    sums_read,
    unpacked,
)
from bayline.systems.ecology.rules.intake.summing import Sums, added
from bayline.systems.ecology.rules.intake.taking import Past
from bayline.systems.ecology.rules.sampling import moment_of
from bayline.systems.ecology.terms import Sample, Station

WATER, AIR_DAYS, AIR_HOURS = "water", "air", "air-hour"
_USUAL_MONTHS = 24  # that say what is usual for a section


class Delivery(NamedTuple):
    """A file that was taken in.

    Attributes:
        number: Its number.
        kind: water, air or air-hour.
        sha256: Of the file.
        name: Of the file.
        samples: How many samples were kept.
        skipped: How many were kept before with the same values.
        first: The first moment.
        last: The last.
        by: Who took it in.
        recorded: When.
        notes: JSON: what was noted.
        heads: Its columns of readings.
    """

    number: int
    kind: str
    sha256: str
    name: str
    samples: int
    skipped: int
    first: str
    last: str
    by: str
    recorded: datetime
    notes: str
    heads: Mapping[str, Head]


_TOLD = (
    *("id", "kind", "sha256", "name", "samples", "skipped", "first", "last", "by", "recorded"),
    *("notes", "heads"),
)


def deliveries(
    *, at: datetime | None = None, most: int | None = None, behind: int | None = None
) -> tuple[Delivery, ...]:
    """Give the files that were taken in, the newest first.

    Args:
        at: As they were known then; None for now.
        most: At most so many.
        behind: Only those before this number.
    """
    rows = DeliveryRow.objects.order_by("-id")
    rows = rows.filter(pk__lt=behind) if behind is not None else rows
    return tuple(_delivery(one) for one in _known(rows, at).values_list(*_TOLD)[:most])


def _known(rows: QuerySet[DeliveryRow], at: datetime | None) -> QuerySet[DeliveryRow]:
    """Keep what was known at a moment, and is within the reach of whoever asks."""
    until = seen_at(at)
    rows = rows.filter(recorded__lte=until) if until else rows
    return rows if present_reach().is_whole else rows.filter(kind__in=_open_kinds())


def _open_kinds() -> list[str]:
    """Give the kinds whose stations are published: their readings are published with them."""
    of = {
        stations.SECTIONS: (WATER,),
        stations.AIR_STATIONS: (AIR_DAYS, AIR_HOURS),
    }
    return [kind for name, kinds in of.items() if stations.is_within_reach(name) for kind in kinds]


def _delivery(row: Sequence[Any]) -> Delivery:
    told = dict(zip(_TOLD, row, strict=True))
    heads, number = heads_read(told.pop("heads")), told.pop("id")
    return Delivery(number=number, heads=heads, **told)


def delivery(number: int, *, at: datetime | None = None) -> Delivery | None:
    """Find a file that was taken in by its number."""
    rows = _known(DeliveryRow.objects.filter(pk=number), at)
    found = rows.values_list(*_TOLD).first()
    return _delivery(found) if found else None


def _stretches(kind: str, at: datetime | None) -> QuerySet[StretchRow]:
    reach, until = present_reach(), seen_at(at)
    rows = StretchRow.objects.filter(kind=kind).order_by("id")
    if not reach.is_whole and (until is None or kind not in _open_kinds()):
        return rows.none()
    return rows.filter(delivery__recorded__lte=until) if until else rows


class MonthSums(NamedTuple):
    """The sums of a section in a month."""

    station: str
    month: str
    sums: Sums


def sums_between(
    first: str, last: str, *, at: datetime | None = None, station: str = ""
) -> tuple[MonthSums, ...]:
    """Give the sums of sections by month.

    Args:
        first: The first month.
        last: The last.
        at: As they were known then; None for now.
        station: Only of this section; empty for all.
    """
    rows = _stretches(WATER, at).filter(month__gte=first, month__lte=last)
    rows = rows.filter(station=station) if station else rows
    found: dict[tuple[str, str], list[Sums]] = {}
    for code, month, sums in rows.values_list("station", "month", "sums"):
        found.setdefault((code, month), []).append(sums_read(sums))
    return tuple(MonthSums(*key, added(some)) for key, some in sorted(found.items()))


def months_kept(kind: str = WATER, *, at: datetime | None = None, station: str = "") -> list[str]:
    """Give the months of which there are readings, in order."""
    rows = _stretches(kind, at)
    rows = rows.filter(station=station) if station else rows
    return sorted({*rows.order_by().values_list("month", flat=True).distinct()})


class Placed(NamedTuple):
    """A sample with the number of the delivery that brought it."""

    sample: Sample
    delivery: int


def samples_kept(
    station: Station, months: Collection[str], *, at: datetime | None = None
) -> list[Placed]:
    """Give the samples of a section in some months, in the order of time.

    Of samples of one moment the one counts that came last.
    """
    rows = _stretches(WATER, at).filter(station=station.code, month__in=[*months])
    named = rows.values_list("delivery_id", "delivery__heads", "cells")
    found: dict[str, Placed] = {}
    for number, heads, cells in named:
        own = samples_in(
            unpacked(bytes(cells)), heads_read(heads), section=station.code, body=station.body
        )
        found.update((one.time, Placed(one, number)) for one in own)
    return [found[time] for time in sorted(found)]


def sample_at(
    station: Station, delivery: int, row: int, *, at: datetime | None = None
) -> Placed | None:
    """Find the sample of a section that stood in a row of a file; None where none did."""
    rows = _stretches(WATER, at).filter(station=station.code, delivery_id=delivery)
    for heads, cells in rows.values_list("delivery__heads", "cells"):
        own = samples_in(
            unpacked(bytes(cells)), heads_read(heads), section=station.code, body=station.body
        )
        for one in own:
            if one.line == row:
                return Placed(one, delivery)
    return None


def past(known: Sequence[Station]) -> Past:
    """Give what is kept, for a table that is about to be taken in."""
    months = {*StretchRow.objects.filter(kind=WATER).values_list("station", "month").distinct()}
    with_readings = {station for station, _ in months}
    by_code = {one.code: one for one in known}

    @cache
    def usual(code: str) -> Mapping[str, float]:
        return _usual(code) if code in with_readings else {}

    @lru_cache(maxsize=64)
    def kept(code: str, month: str) -> Sequence[Sample]:
        return [one.sample for one in samples_kept(by_code[code], [month])]

    return Past(usual, months, kept)


def _usual(code: str) -> Mapping[str, float]:
    rows = StretchRow.objects.filter(kind=WATER, station=code).order_by("-month")
    texts = rows.values_list("sums", flat=True)[:_USUAL_MONTHS]
    items = added(map(sums_read, texts)).items
    return {key: float(one.total) / one.readings for key, one in items.items() if one.readings}


class AirCells(NamedTuple):
    """Cells of a station of air in a month, and the number of the delivery that brought them."""

    cells: Cells
    delivery: int


def air_cells(
    kind: str, station: str, months: Collection[str], *, at: datetime | None = None
) -> list[AirCells]:
    """Give the cells of a station in some months, in the order in which they came."""
    rows = _stretches(kind, at).filter(station=station, month__in=[*months])
    return [
        AirCells(unpacked(bytes(cells)), number)
        for number, cells in rows.values_list("delivery_id", "cells")
    ]


def air_moments(kind: str, station: str, month: str) -> Mapping[str, Mapping[str, str]]:
    """Give the cells of a station and month that are kept: by moment, then by head."""
    found: dict[str, Mapping[str, str]] = {}
    for one in air_cells(kind, station, [month]):
        for number, time in enumerate(one.cells.times):
            found[moment_of(time)] = {
                head: texts[number] for head, texts in one.cells.items.items()
            }
    return found
