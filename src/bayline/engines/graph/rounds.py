"""Journeys by timetable: in rounds, each one ride more, until nobody arrives earlier.

Source: D. Delling, T. Pajor, R. F. Werneck, Round-Based Public Transit Routing, ALENEX (2012).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_NEVER = 2**31


class Trip(NamedTuple):
    """One run of a line.

    Attributes:
        line: What it is called.
        stops: Where it calls, in order.
        arrivals: In seconds of the day, a stop each.
        departures: The same.
    """

    line: str
    stops: tuple[int, ...]
    arrivals: tuple[int, ...]
    departures: tuple[int, ...]


class Leg(NamedTuple):
    """A part of a journey.

    Attributes:
        line: What one rides; empty where one walks.
        start: The stop one leaves.
        end: The stop one comes to.
        departure: In seconds of the day.
        arrival: The same.
    """

    line: str
    start: int
    end: int
    departure: int
    arrival: int


class Journey(NamedTuple):
    """The way to a goal with some number of rides.

    Attributes:
        arrival: At the goal, in seconds of the day.
        legs: Rides and walks between stops.
        last: The stop from which one walks to the goal.
    """

    arrival: int
    legs: tuple[Leg, ...]
    last: int


@dataclass(slots=True)
class Timetable:
    """Trips sorted so that one is found at once.

    Attributes:
        patterns: Trips of the same stops of which none overtakes another, the earliest first.
        serving: Which patterns call at a stop, and at which place in them.
        walks: From a stop to others, with the seconds. One walks once between two rides, so whoever
            can walk on from where a walk leads needs a walk to there as well.
    """

    patterns: list[list[Trip]] = field(default_factory=list)
    serving: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    walks: Mapping[int, list[tuple[int, int]]] = field(default_factory=dict)


def timetable_of(trips: Iterable[Trip], walks: Mapping[int, list[tuple[int, int]]]) -> Timetable:
    """Sort trips into patterns."""
    alike: dict[tuple[int, ...], list[list[Trip]]] = defaultdict(list)
    for trip in sorted(trips, key=lambda trip: trip.departures):
        rows = alike[trip.stops]
        row = next((row for row in rows if _follows(row[-1], trip)), None)
        if row is None:
            rows.append([trip])
        else:
            row.append(trip)
    found = Timetable([row for rows in alike.values() for row in rows], {}, walks)
    for number, row in enumerate(found.patterns):
        for place, stop in enumerate(row[0].stops):
            found.serving.setdefault(stop, []).append((number, place))
    return found


def _follows(one: Trip, other: Trip) -> bool:
    """Tell whether a trip is nowhere before another."""
    early, late = (*one.departures, *one.arrivals), (*other.departures, *other.arrivals)
    return all(first <= then for first, then in zip(early, late, strict=True))


class _Round(NamedTuple):
    """What one ride more reaches earlier than before.

    Attributes:
        rides: The last leg to each stop that is reached by riding.
        walks: The last leg to each stop that is reached on foot after that.
    """

    rides: dict[int, Leg]
    walks: dict[int, Leg]


def journeys(
    table: Timetable, starts: Mapping[int, int], goals: Mapping[int, int], *, most: int = 5
) -> list[Journey]:
    """Give the earliest arrivals, each with more rides than the one before it and earlier.

    Args:
        table: The timetable.
        starts: When one can be at some stops, in seconds of the day; all one can walk to at first.
        goals: How long one walks from some stops to the goal.
        most: How many rides at most.
    """
    reached = dict(starts)
    rounds: list[_Round] = []
    found: list[Journey] = []
    marked = set(starts)
    while marked and len(rounds) < most:
        rides = _ridden(table, reached, marked)
        for stop, leg in rides.items():
            reached[stop] = leg.arrival
        walks = _walked(table, rides, reached)
        for stop, leg in walks.items():
            reached[stop] = leg.arrival
        rounds.append(_Round(rides, walks))
        marked = {*rides, *walks}
        ends = [(reached[stop] + goals[stop], stop) for stop in marked if stop in goals]
        if ends and (not found or min(ends)[0] < found[-1].arrival):
            arrival, last = min(ends)
            found.append(Journey(arrival, _legs(rounds, last), last))
    return found


def _ridden(table: Timetable, reached: Mapping[int, int], marked: Iterable[int]) -> dict[int, Leg]:
    """Ride every pattern that calls at a marked stop, from the first such stop on."""
    first: dict[int, int] = {}
    for stop in marked:
        for number, place in table.serving.get(stop, ()):
            first[number] = min(place, first.get(number, place))
    rides: dict[int, Leg] = {}
    for number, place in first.items():
        _ride(table.patterns[number], place, reached, rides)
    return rides


def _ride(row: list[Trip], place: int, reached: Mapping[int, int], rides: dict[int, Leg]) -> None:
    stops = row[0].stops
    aboard, boarded = len(row), place
    for at in range(place, len(stops)):
        stop = stops[at]
        if aboard < len(row):
            arrival = row[aboard].arrivals[at]
            known = min(reached.get(stop, _NEVER), rides[stop].arrival if stop in rides else _NEVER)
            if arrival < known:
                trip = row[aboard]
                leg = Leg(trip.line, stops[boarded], stop, trip.departures[boarded], arrival)
                rides[stop] = leg
        if stop in reached:
            catch = bisect_left(row, reached[stop], key=lambda trip: trip.departures[at])
            if catch < aboard:
                aboard, boarded = catch, at


def _walked(
    table: Timetable, rides: Mapping[int, Leg], reached: Mapping[int, int]
) -> dict[int, Leg]:
    walks: dict[int, Leg] = {}
    for stop, leg in rides.items():
        for other, seconds in table.walks.get(stop, ()):
            arrival = leg.arrival + seconds
            known = walks[other].arrival if other in walks else reached.get(other, _NEVER)
            if arrival < known:
                walks[other] = Leg("", stop, other, leg.arrival, arrival)
    return walks


def _legs(rounds: list[_Round], stop: int) -> tuple[Leg, ...]:
    """Follow the legs back from a stop to where one set out."""
    legs: list[Leg] = []
    for number in range(len(rounds) - 1, -1, -1):
        rides, walks = rounds[number]
        if stop not in walks and stop not in rides:
            continue
        if stop in walks:
            legs.append(walks[stop])
            stop = walks[stop].start
        legs.append(rides[stop])
        stop = rides[stop].start
    return tuple(legs[::-1])
