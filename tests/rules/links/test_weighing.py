"""What a planner would build first: straight on, dead ends that face each other, cheap."""

import numpy as np
import pytest

from bayline.engines.graph.networks import network_of
from bayline.engines.graph.reaching import Zones
from bayline.systems.links.rules.grounding import Ground, Pairs
from bayline.systems.links.rules.weighing import Weights, approach, scores, weighed

# Two roads whose ends (1 and 2) face each other, and a crossing (4) beside them.
FLAT = np.array([[0, 0], [100, 0], [200, 0], [300, 0], [200, 100], [300, 100], [200, 200]], float)
ARCS = [(0, 1), (2, 3), (3, 5), (4, 5), (4, 6)]
PAIRS = Pairs(np.array([1, 1], np.int32), np.array([2, 4], np.int32), np.array([100.0, 141.4]))


@pytest.fixture
def ground():
    tails, heads = np.array(ARCS + [pair[::-1] for pair in ARCS]).T
    network = network_of(len(FLAT), tails, heads, np.full(len(tails), 1000))
    none = np.zeros(0)
    zones = Zones(none.astype(np.int32), none, none, none.astype(np.int32))
    every = np.ones(len(FLAT), bool)
    return Ground(network, FLAT, np.zeros(len(FLAT), np.int32), every, zones, ())


def test_approach_tells_how_straight_roads_lead_to_a_link_and_where_they_end(ground):
    led = approach(ground, PAIRS)
    assert led.straight[0] == pytest.approx([1, 1])
    # From 1 the other link turns by 45 degrees; at 4 the roads come from the east and the north.
    assert led.straight[1] == pytest.approx([np.sqrt(0.5), np.sqrt(0.5)])
    assert led.is_dead.tolist() == [[True, True], [True, False]]


def test_score_is_gain_of_diminishing_return_for_cost_more_where_roads_face_each_other(ground):
    led, gains = approach(ground, PAIRS), np.array([16.0, 81.0])
    costs = np.array([10, 10])
    assert weighed(led, gains, costs, Weights(0.25, 0.0, 0.0)) == pytest.approx([0.2, 0.3])
    by_all = weighed(led, gains, costs, Weights(0.25, 1.0, 2.0))
    assert by_all == pytest.approx([0.2 * np.exp(1 + 2), 0.3 * np.exp(0.5)])
    assert scores(ground, PAIRS, np.array([0.0, -1.0]), costs).tolist() == [0, 0]
