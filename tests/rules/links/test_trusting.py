"""How sure it is that a link is missing, and not merely unmapped."""

from dataclasses import replace

import numpy as np
import pytest

from bayline.engines.graph.networks import network_of
from bayline.engines.graph.reaching import Zones
from bayline.systems.links.rules.grounding import Ground
from bayline.systems.links.rules.preparing import link_read, link_written
from bayline.systems.links.rules.trusting import Thickets, confidence_of, signs_of
from bayline.systems.links.terms import MissingLink


def _ground(lines):
    """Lines of two ends and a speed, driven both ways but the last, which is one-way."""
    flat = np.array([end for line in lines for end in line[:2]], np.float64)
    ones = np.arange(0, len(flat), 2, dtype=np.int32)
    kmh = np.array([line[2] for line in lines])
    times = (np.hypot(*(flat[ones] - flat[ones + 1]).T) * 3600 / kmh).astype(np.int32)
    tails, heads = np.append(ones, ones[:-1] + 1), np.append(ones + 1, ones[:-1])
    network = network_of(len(flat), tails, heads, np.append(times, times[:-1]))
    none = np.zeros(0, np.int32)
    zones = Zones(none, np.zeros(0), np.zeros(0), none)
    return Ground(network, flat, np.zeros(len(flat), np.int32), flat[:, 0] > 0, zones, ())


def test_density_counts_each_minor_road_once_and_only_what_lies_within():
    across = ((-3000, 0), (3000, 0), 25)
    thickets = Thickets(
        _ground([across, ((0, -3000), (0, 3000), 80), ((250, 250), (250, 350), 15)])
    )
    circle = np.pi / 4  # km² within 500 m
    assert thickets.density(np.array([0.0, 0.0])) == pytest.approx(1.1 / circle, abs=0.07)
    assert thickets.density(np.array([0.0, 2000.0])) == 0
    assert Thickets(_ground([((0, 0), (100, 0), 80)])).density(np.zeros(2)) == 0


LINK = MissingLink(
    rank=1,
    link=((0, 0), (0, 1)),
    sides=("a", "b"),
    length_m=9,
    time_s=1,
    network_time_s=None,
    gains={},
    gains_across={},
    cost_yuan=1,
    benefit_per_cost=1,
    dead_ends=2,
    is_facing=False,
    is_efficient=True,
)


@pytest.mark.parametrize(
    ("seen", "signs", "sure"),
    [
        ({}, (), "low"),  # as those of an earlier version: density was not looked at
        ({"minor_km_per_km2": 1.9}, (), "low"),
        ({"minor_km_per_km2": 2.0}, ("dense",), "medium"),
        ({"is_facing": True}, ("facing",), "medium"),
        ({"is_facing": True, "minor_km_per_km2": 5.0}, ("facing", "dense"), "high"),
        ({"bridge_m": 12.0, "is_facing": True}, ("facing", "water"), "high"),
        ({"bridge_m": 12.0, "is_facing": True, "minor_km_per_km2": 3}, None, "high"),
    ],
)
def test_two_signs_make_it_sure(seen, signs, sure):
    link = link_read(link_written(replace(LINK, **seen)))
    assert signs is None or signs_of(link) == signs
    assert confidence_of(link) == sure
