"""From door to door by bus: on foot to a stop, by some rides, and on foot from the last."""

import numpy as np

from bayline.engines.geography.terms import Position
from bayline.engines.graph.networks import NO_WAY
from bayline.engines.graph.rounds import Journey, Trip, journeys, timetable_of
from bayline.engines.graph.trees import times_near
from bayline.systems.links.rules.covering import UNIT, Pavement
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.terms import Numbers, Stops

_HOUR_S = 3600.0
_KM_M = 1000.0


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
    rules = parameters()["walking"]
    doors = np.array(ends, np.float64)
    access = _walks(pavement, doors, stops, rules["access_m"])
    starts = {stop: leaving_s + seconds for stop, seconds in access[0]}
    positions = np.column_stack((stops.longitudes, stops.latitudes))
    used = sorted({stop for trip in trips for stop in trip.stops})
    between = _walks(pavement, positions[used], stops, rules["change_m"])
    changes = {
        stop: [(other, seconds) for other, seconds in row if other != stop]
        for stop, row in zip(used, between, strict=True)
    }
    return journeys(timetable_of(trips, changes), starts, dict(access[1]))


def _walks(
    pavement: Pavement, positions: Numbers, stops: Stops, longest_m: float
) -> list[list[tuple[int, int]]]:
    """Give for each position the stops within a walk, with the seconds to them."""
    at, off_m = pavement.near(*positions.T)
    stop_at, stop_off_m = pavement.near(stops.longitudes, stops.latitudes)
    speed = parameters()["walking"]["kmh"] * _KM_M / _HOUR_S
    found: list[list[tuple[int, int]]] = []
    for node, off in zip(at, off_m, strict=True):
        near = times_near(pavement.network, [node], longest_ms=int(longest_m * UNIT))[0, stop_at]
        apart = np.where(near >= NO_WAY, np.inf, near / UNIT) + off + stop_off_m
        within = np.flatnonzero(apart <= longest_m)
        seconds = np.ceil(apart[within] / speed).astype(int)
        found.append([*zip(within.tolist(), seconds.tolist(), strict=True)])
    return found
