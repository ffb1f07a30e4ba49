"""Which lines of a timetable cross a border, and how often they run."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from numpy.typing import NDArray

from bayline.engines.graph.rounds import Trip
from bayline.systems.links.rules.preparing import Timetable
from bayline.systems.links.rules.surveying import sides_of
from bayline.systems.links.terms import Area, CrossingLine

_MINUTE_S = 60


def crossing_lines(told: Timetable, areas: Sequence[Area]) -> Iterator[CrossingLine]:
    """Give the lines that call on two sides or more, a direction each, by their names.

    Stops outside all areas are on no side. The headway is the middle one of those between trips of
    one direction, from their first stops; where only a table of departures is known there is none.
    """
    sides = sides_of(areas, told.stops.longitudes, told.stops.latitudes)
    runs: dict[tuple[str, tuple[int, ...]], list[Trip]] = defaultdict(list)
    for trip in told.trips:
        runs[trip.line, _passed(trip.stops, sides)].append(trip)
    for (line, passed), trips in sorted(runs.items()):
        if len(set(passed)) > 1:
            yield _line(line, _codes(passed, areas), sorted(one.departures[0] for one in trips))
    for line, stops, departures in told.lines:
        if len(set(passed := _passed(stops, sides))) > 1:
            yield CrossingLine(line, _codes(passed, areas), departures, None, None, None)


def _passed(stops: Sequence[int], sides: NDArray[Any]) -> tuple[int, ...]:
    """Give the sides a trip comes to, in order."""
    known = (int(side) for side in sides[list(stops)] if side >= 0)
    return tuple(side for side, _stops in groupby(known))


def _codes(passed: Sequence[int], areas: Sequence[Area]) -> tuple[str, ...]:
    return tuple(areas[side].code for side in passed)


def _line(name: str, codes: tuple[str, ...], starts: list[int]) -> CrossingLine:
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    headway = median(gaps) / _MINUTE_S if gaps else None
    return CrossingLine(name, codes, len(starts), headway, starts[0], starts[-1])
