"""Links that are tried on a network that stays at hand."""

import io

import numpy as np
import pytest

from bayline.engines.graph.trees import times_between
from bayline.kernel.errors import BaylineError
from bayline.systems.links.rules.naming import ends_of, is_same, key_of, lines_of, written_ends
from bayline.systems.links.rules.preparing import Prepared, network_read, network_written
from bayline.systems.links.rules.tracing import cells_reached, roads_drawn
from bayline.systems.links.rules.trying import Bench
from bayline.systems.links.terms import Area, Places, Remark, Roads

LINK = ((0.0, 0.0), (0.003, 0.0))
NORTH = ((0.0, 0.02), (0.003, 0.02))
BOXES = tuple(
    Area(code, (np.array([[x, -1], [x + 1, -1], [x + 1, 1], [x, 1], [x, -1]], float),))
    for code, x in (("w", -0.9985), ("e", 0.0015))
)


def world(bridges=()):
    """Two roads along a border, ten nodes each, joined far in the north alone."""
    y = np.arange(10) * 0.01
    longitudes, latitudes = np.repeat([0.0, 0.003], 10), np.concatenate((y, y))
    steps = [(row + at, row + at + 1) for row in (0, 10) for at in range(9)] + [(9, 19)]
    pairs = [*((pair, 60_000) for pair in steps), *bridges]
    arcs = [(*pair, time) for pair, time in pairs] + [(*pair[::-1], time) for pair, time in pairs]
    tails, heads, times = np.array(arcs, np.int32).T
    roads = Roads(longitudes, latitudes, tails, heads, times, remarks=(Remark("试", "a trial"),))
    weights = np.arange(1.0, 21.0)
    places = Places(longitudes, latitudes, weights, Remark("人", "people"), tuple("abcdefghij" * 2))
    return Prepared(roads, BOXES, places)


def test_what_links_add_together_is_what_a_network_with_them_has_more():
    bench = Bench(world())
    tried = bench.tried([LINK, NORTH])
    bridges = [((0, 10), int(tried[0].time_s * 1000)), ((2, 12), int(tried[1].time_s * 1000))]
    built = Bench(world(bridges))
    for name, before in bench.totals.items():
        gain = sum(one.gains[name] for one in tried)
        more = built.totals[name] - before
        assert gain == pytest.approx(-more if name == "mean_time_s" else more, rel=1e-9, abs=1e-9)
    assert tried[0].network_time_s == 19 * 60
    up = [(0.0, at / 100) for at in range(10)]
    down = [(0.003, at / 100) for at in range(9, -1, -1)]
    assert tried[0].way == pytest.approx(np.array(up + down))
    assert tried[1].gains["hansen"] < bench.tried([NORTH])[0].gains["hansen"]
    found = bench.reached((0.0, 0.0), [LINK, NORTH])
    assert (found.after == times_between(built.network, [0])[0]).all()
    assert all(band.after >= band.before for band in found.bands)
    assert found.bands[0].after > found.bands[0].before


def test_network_is_read_as_it_was_written_and_drawn_in_whole_lines():
    prepared = world()
    data = network_written(prepared)
    again = network_read(data)
    assert network_written(again) == data
    assert again.places.names == prepared.places.names
    assert [area.code for area in again.areas] == ["w", "e"]
    main, others = roads_drawn(again.roads)
    assert sorted(map(len, main + others)) in ([20], [2, 10, 10])
    times = times_between(Bench(again).network, [0])[0]
    cells = cells_reached(again.roads, times, (5, 30))
    assert len(cells[5]) == 6
    assert cells[30]


def test_network_that_is_damaged_or_of_another_format_is_refused_in_a_sentence():
    data = network_written(world())
    for end in (0, 1, len(data) // 2, len(data) - 1):
        with pytest.raises(BaylineError, match=r"what was taken in is damaged: .*links import"):
            network_read(data[:end])
    for at in range(0, len(data), 7):
        flipped = bytes([*data[:at], data[at] ^ 0xFF, *data[at + 1 :]])
        try:  # a byte that holds nothing, such as the day within the zip, may be any
            assert network_written(network_read(flipped)) == data
        except BaylineError as error:
            assert "is damaged" in str(error)  # noqa: PT017 - either is right
    with np.load(io.BytesIO(data)) as kept:
        arrays = dict(kept)
    words = arrays["words"].tobytes().replace(b'"format":1', b'"format":2')
    other, astray = np.frombuffer(words, np.uint8), arrays["arcs"] + 1000
    with pytest.raises(BaylineError, match=r"of format 2: this version .* reads format 1"):
        network_read(_packed({**arrays, "words": other}))
    with pytest.raises(BaylineError, match="an arc leads to no node"):
        network_read(_packed({**arrays, "arcs": astray}))
    first = arrays["words"].tobytes().replace(b'"format":1,', b"")  # before formats were named
    again = network_read(_packed({**arrays, "words": np.frombuffer(first, np.uint8)}))
    assert network_written(again) == data


def _packed(arrays):
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)
    return packed.getvalue()


def test_link_is_written_and_known_whichever_end_comes_first():
    ends = ends_of("121.0000001, 30.8；121.001，30.8", where="x")
    assert written_ends(ends) == "121,30.8,121.001,30.8"
    assert key_of(ends) == key_of(ends[::-1])
    assert is_same(ends, ends[::-1])
    assert not is_same(ends, LINK)
    assert lines_of("1,2,3,4\n\n5,6,7,8", where="x")[1] == ((5.0, 6.0), (7.0, 8.0))
    for bad in ("1,2,3", "a,b,c,d", "200,1,2,3", "1,2,3,100", ""):
        with pytest.raises(BaylineError, match="is no position"):
            ends_of(bad, where="x")
