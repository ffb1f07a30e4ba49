"""Gains of links on a real extract, each held against computing all ways anew."""

import json

import numpy as np
import osmium
import pytest

from bayline.engines.graph.gains import falling
from bayline.engines.graph.trees import times_between
from bayline.systems.links.rules.bordering import areas_of
from bayline.systems.links.rules.grounding import ground_of
from bayline.systems.links.rules.pbf import roads_of_pbf
from bayline.systems.links.rules.peopling import cells
from bayline.systems.links.rules.seeking import missing_links
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.rules.watering import water_of
from bayline.systems.links.terms import Order, Wish


def _halves(middle):
    def box(code, south, north):
        ring = [[1.3, south], [1.9, south], [1.9, north], [1.3, north], [1.3, south]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": {"code": code}, "geometry": shape}

    features = [box("south", 42.3, middle), box("north", middle, 42.8)]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _worth(network, zones):
    times = times_between(network, zones.nodes, zones.nodes)
    return (zones.people[:, None] * falling(times, 600_000.0) * zones.chances).sum()


def test_gains_of_the_best_links_are_those_of_a_recomputation(shared):
    data = (shared / "data/links/osm_test/andorra.osm.pbf").read_bytes()
    roads = roads_of_pbf(data, where="andorra.osm.pbf")
    areas = areas_of(_halves(42.52), where="areas")
    plane = Plane(roads.latitudes)
    ground = ground_of(roads, areas, cells(roads, areas, plane), plane)
    found = [*missing_links(ground, areas, Wish(by=Order.BENEFIT), plane)]
    assert [one.rank for one in found] == [*range(1, len(found) + 1)]
    assert len(found) > 3
    before = _worth(ground.network, ground.zones)
    for one in found[:2]:
        ends = [_node(roads, position) for position in one.link]
        time = round(one.time_s * 1000)
        built = ground.network.joined(ends, ends[::-1], [time, time])
        wanted = _worth(built, ground.zones) - before
        assert one.gains["hansen"] == pytest.approx(wanted, rel=1e-6)


def _node(roads, position):
    apart = np.abs(roads.longitudes - position[0]) + np.abs(roads.latitudes - position[1])
    return int(apart.argmin())


def _drawn(path):
    """An extract with a pond, a house, and a lake that the extract cuts off."""
    mutable, corners = osmium.osm.mutable, ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01))
    with osmium.SimpleWriter(str(path)) as out:
        for number, at in enumerate(corners, start=1):
            out.add_node(mutable.Node(id=number, location=at))
        ring = [1, 2, 3, 4, 1]
        out.add_way(mutable.Way(id=1, nodes=ring, tags={"natural": "water"}))
        out.add_way(mutable.Way(id=2, nodes=ring, tags={"building": "yes"}))
        tags = {"type": "multipolygon", "natural": "water"}
        out.add_relation(mutable.Relation(id=1, members=[("w", 99, "outer")], tags=tags))
    return path.read_bytes()


def test_water_of_an_extract_is_water_alone_and_what_is_cut_off_is_counted(tmp_path, shared):
    rings, broken = water_of(_drawn(tmp_path / "drawn.osm.pbf"), where="drawn.osm.pbf")
    assert ([len(ring) for one in rings for ring in one.rings], broken) == ([5], 1)
    data = (shared / "data/links/osm_test/andorra.osm.pbf").read_bytes()
    rings, broken = water_of(data, where="andorra.osm.pbf")
    assert (90 < len(rings) < 120, broken) == (True, 0)  # of some 700 closed ways
