"""From door to door by bus: on foot to a stop, by some rides, and on foot from the last."""

from typing import NamedTuple

import numpy as np

from bayline.engines.geography.terms import Position
from bayline.engines.graph.networks import NO_WAY
from bayline.engines.graph.rounds import Journey, Trip, journeys, timetable_of
from bayline.engines.graph.trees import times_between, times_near
from bayline.systems.links.rules.covering import UNIT, Pavement
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.terms import Numbers, Stops

_HOUR_S = 3600.0
_KM_M = 1000.0


class Ridden(NamedTuple):
    """Journeys between two doors.

    Attributes:
        journeys: The earliest arrivals, each with more rides than the one before it.
        to_stop_s: How long one walks from the first door to each stop near it.
        on_foot_s: How long one walks all the way; None where there is none.
    """

    journeys: list[Journey]
    to_stop_s: dict[int, int]
    on_foot_s: int | None


class Riding:
    """A timetable with the ways between its stops, to be asked for journeys."""

    def __init__(self, pavement: Pavement, stops: Stops, trips: list[Trip]) -> None:
        self._pavement, self._stops = pavement, stops
        positions = np.column_stack((stops.longitudes, stops.latitudes))
        used = sorted({stop for trip in trips for stop in trip.stops})
        between = _walks(pavement, positions[used], stops, parameters()["walking"]["change_m"])
        changes = {
            stop: [(other, seconds) for other, seconds in row if other != stop]
            for stop, row in zip(used, between, strict=True)
        }
        self._table = timetable_of(trips, changes)

    def asked(self, ends: tuple[Position, Position], leaving_s: int) -> Ridden:
        """Give how one comes from one door to another.

        Args:
            ends: Where one sets out and where one goes.
            leaving_s: When, in seconds of the day.
        """
        doors = np.array(ends, np.float64)
        walks = _walks(self._pavement, doors, self._stops, parameters()["walking"]["access_m"])
        starts = {stop: leaving_s + seconds for stop, seconds in walks[0]}
        found = journeys(self._table, starts, dict(walks[1]))
        return Ridden(found, dict(walks[0]), _on_foot_s(self._pavement, doors))


def door_to_door(
    pavement: Pavement,
    stops: Stops,
    trips: list[Trip],
    ends: tuple[Position, Position],
    leaving_s: int,
) -> list[Journey]:
    """Give the earliest arrivals, each with more rides than the one before it.

    Args:
        pavement: On which one walks.
        stops: By the numbers of the trips.
        trips: What runs that day.
        ends: Where one sets out and where one goes.
        leaving_s: When, in seconds of the day.
    """
    return Riding(pavement, stops, trips).asked(ends, leaving_s).journeys


def _speed() -> float:
    return float(parameters()["walking"]["kmh"]) * _KM_M / _HOUR_S


def _on_foot_s(pavement: Pavement, doors: Numbers) -> int | None:
    at, off_m = pavement.near(*doors.T)
    apart = int(times_between(pavement.network, at[:1], at[1:])[0, 0])
    if apart >= NO_WAY:
        return None
    return int(np.ceil((apart / UNIT + off_m.sum()) / _speed()))


def _walks(
    pavement: Pavement, positions: Numbers, stops: Stops, longest_m: float
) -> list[list[tuple[int, int]]]:
    """Give for each position the stops within a walk, with the seconds to them."""
    at, off_m = pavement.near(*positions.T)
    stop_at, stop_off_m = pavement.near(stops.longitudes, stops.latitudes)
    found: list[list[tuple[int, int]]] = []
    for node, off in zip(at, off_m, strict=True):
        near = times_near(pavement.network, [node], longest_ms=int(longest_m * UNIT))[0, stop_at]
        apart = np.where(near >= NO_WAY, np.inf, near / UNIT) + off + stop_off_m
        within = np.flatnonzero(apart <= longest_m)
        seconds = np.ceil(apart[within] / _speed()).astype(int)
        found.append([*zip(within.tolist(), seconds.tolist(), strict=True)])
    return found
