"""Journeys by timetable, held against relaxing all rides and walks until nothing changes."""

from itertools import combinations

import numpy as np

from bayline.engines.graph.rounds import Trip, journeys, timetable_of

STOPS = 9
LATE = 10**9


def _world(seed):
    """Make lines of several trips, some overtaking, and walks between a few stops."""
    chance = np.random.default_rng(seed)
    trips = []
    for line in range(5):
        stops = tuple(chance.choice(STOPS, int(chance.integers(2, 6)), replace=False).tolist())
        for _ in range(4):
            steps = np.cumsum(chance.integers(1, 120, 2 * len(stops))) + int(chance.integers(1500))
            trips.append(Trip(str(line), stops, (*steps[::2].tolist(),), (*steps[1::2].tolist(),)))
    walks: dict[int, list[tuple[int, int]]] = {}
    pairs = chance.permutation(STOPS)[:6].reshape(3, 2)  # nobody walks on from where one walked to
    for (one, other), seconds in zip(pairs, [60, 90, 200], strict=True):
        walks.setdefault(int(one), []).append((int(other), seconds))
        walks.setdefault(int(other), []).append((int(one), seconds))
    return trips, walks


def _earliest(trips, walks, starts, most):
    """Give when each stop is reached with at most some rides, a walk after each."""
    reached = [starts.get(stop, LATE) for stop in range(STOPS)]
    for _ in range(most):
        ridden = [LATE] * STOPS
        for trip in trips:
            for i, j in combinations(range(len(trip.stops)), 2):
                if reached[trip.stops[i]] <= trip.departures[i]:
                    ridden[trip.stops[j]] = min(ridden[trip.stops[j]], trip.arrivals[j])
        after = [min(pair) for pair in zip(reached, ridden, strict=True)]
        for stop, others in walks.items():
            for other, seconds in others:
                after[other] = min(after[other], ridden[stop] + seconds)
        reached = after
    return reached


def test_arrivals_are_those_of_the_plainest_search_and_legs_join():
    met = changes = 0
    for seed in range(150):
        trips, walks = _world(seed)
        table, goals = timetable_of(trips, walks), {7: 30, 8: 0}
        start = seed % 7
        starts = {start: 100, **{stop: 100 + off for stop, off in walks.get(start, ())}}
        if {7, 8} & {*starts}:
            continue
        found = journeys(table, starts, goals, most=4)
        ends = {stop: _earliest(trips, walks, starts, 4)[stop] + off for stop, off in goals.items()}
        if min(ends.values()) >= LATE:
            assert found == []
            continue
        met += 1
        assert found[-1].arrival == min(ends.values())
        assert [one.arrival for one in found] == sorted({one.arrival for one in found})[::-1]
        for one in found:
            rides = sum(bool(leg.line) for leg in one.legs)
            wanted = _earliest(trips, walks, starts, rides)
            assert one.arrival == min(wanted[stop] + off for stop, off in goals.items())
            changes += rides > 1
            assert starts[one.legs[0].start] <= one.legs[0].departure
            assert one.legs[-1].end == one.last
            for leg, then in zip(one.legs, one.legs[1:], strict=False):
                assert leg.end == then.start
                assert leg.arrival <= then.departure
    assert met > 50
    assert changes > 20
