"""The ground on which links are looked for: a network, zones on it, nodes where links may end."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.graph.contracting import Contracted, contracted
from bayline.engines.graph.networks import Network, network_of, pieces
from bayline.engines.graph.reaching import Zones
from bayline.engines.graph.routes import without
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.rules.surveying import Plane, sides_of, twice_of
from bayline.systems.links.terms import Area, Numbers, Places, Remark, Roads, Whole

_FEWEST = 50  # nodes of a piece that zones and links are put onto, in a large network
_FEWEST_SHARE = 0.02  # of all nodes, in a small one
_THIN_M = 150.0  # a bend of a road may be an end of a link where none else is so near
_BITS = 16
_LISTED = 5  # areas that are named in a remark


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A network with zones on it.

    Attributes:
        network: Of all roads.
        flat: Each of its nodes, in meters.
        sides: The area of each node, by number; -1 outside all.
        may_end: Of each node whether a link may end there.
        zones: Where people live; those outside all areas are a side of their own, the last.
        remarks: What was assumed or left out.
        water: Its polygons, in meters.
        known: Where roads are that no map has, in meters.
        may_bridge: Whether links may cross water.
    """

    network: Network
    flat: Numbers
    sides: Whole
    may_end: NDArray[np.bool_]
    zones: Zones
    remarks: tuple[Remark, ...]
    water: tuple[Area, ...] = ()
    known: Numbers = field(default_factory=lambda: np.zeros((0, 2)))
    may_bridge: bool = False


def ground_of(roads: Roads, areas: tuple[Area, ...], places: Places, plane: Plane) -> Ground:
    """Put zones onto a network, and name the nodes where links may end.

    Raises:
        BaylineError: No road lies in the areas, or on one side of a border alone.
    """
    network = network_of(len(roads.longitudes), roads.tails, roads.heads, roads.times)
    flat = plane.meters(roads.longitudes, roads.latitudes)
    sides, twice = twice_of(areas, roads.longitudes, roads.latitudes)
    _refuse_one_sided(sides, twice)
    is_large, said = _large(network)
    zones, told = _zones(places, areas, flat, is_large, plane)
    stay = np.zeros(network.nodes, bool)
    stay[zones.nodes] = True
    may_end = _ends(contracted(network, stay), flat, is_large & (sides >= 0))
    remarks = (*roads.remarks, places.basis, *said, *told, *_overlapping(twice))
    return Ground(network, flat, sides, may_end, zones, remarks)


def ground_without(ground: Ground, nodes: Whole) -> Ground:
    """Give the ground without the road along some nodes: what it led to may be a dead end then."""
    network = without(ground.network, nodes)
    stay = np.zeros(network.nodes, bool)
    stay[ground.zones.nodes] = True
    is_large, _ = _large(network)
    may_end = _ends(contracted(network, stay), ground.flat, is_large & (ground.sides >= 0))
    return replace(ground, network=network, may_end=may_end)


def _overlapping(twice: int) -> Iterator[Remark]:
    """Say how many nodes lie in several areas: they count to the first of them."""
    if twice:
        en = f"areas overlap: {twice} nodes of roads lie in several, and count to the first"
        yield Remark(f"区域有重叠：{twice}个道路节点在几个区域里，算在文件中的前一个", en)


def _refuse_one_sided(sides: Whole, twice: int) -> None:
    met = len(np.unique(sides[sides >= 0]))
    if met > 1:
        return
    if met and twice:
        raise BaylineError(
            "the areas lie over one another",
            why=f"{twice} nodes of roads lie in several, so that no border is between them",
            do="give areas that meet and do not overlap",
            zh=Words(
                "区域互相重叠",
                f"{twice}个道路节点在几个区域里，中间没有边界",
                "请给出相接、不重叠的区域",
            ),
        )
    raise BaylineError(
        "no road lies in the areas" if not met else "all roads lie in one area",
        why="a link crosses a border between two areas that both have roads",
        do="see that roads and areas are of one region and both in WGS-84, longitude first",
        zh=Words(
            "区域内没有道路" if not met else "道路都在同一个区域",
            "要在两侧都有道路的边界上找",
            "请检查道路与区域是否同一地区，都用WGS-84，经度在前",
        ),
    )


def _large(network: Network) -> tuple[NDArray[np.bool_], tuple[Remark, ...]]:
    """Tell of each node whether its piece is large, and say what the small ones hold."""
    labels = pieces(network)
    counts = np.bincount(labels)
    is_large = counts >= min(_FEWEST, max(1, int(network.nodes * _FEWEST_SHARE)))
    found = len(counts)
    said = [Remark(f"路网分成互不相通的{found}片", f"the network has {found} pieces apart")]
    small = counts[~is_large]
    if len(small):
        held = f"{len(small)} of them have fewer than {_FEWEST} nodes, {small.sum()} in all"
        zh = f"其中{len(small)}片不到{_FEWEST}个节点，共{small.sum()}个，不作起讫点"
        said.append(Remark(zh, f"{held}: no zone and no link ends there"))
    islands = len(np.unique(pieces(network, is_strong=True)[is_large[labels]]))
    if islands > is_large.sum():
        zh, en = f"因单行道又分成{islands}部分", f"by one-way roads they fall into {islands} parts"
        said.append(Remark(zh, en))
    return is_large[labels], tuple(said if found > 1 else said[1:])


def _zones(
    places: Places,
    areas: tuple[Area, ...],
    flat: Numbers,
    is_large: NDArray[np.bool_],
    plane: Plane,
) -> tuple[Zones, tuple[Remark, ...]]:
    """Put each place onto the nearest node; those of one side on one node are one zone."""
    from scipy.spatial import cKDTree

    sides = sides_of(areas, places.longitudes, places.latitudes)
    sides[sides < 0] = len(areas)
    open_ = np.flatnonzero(is_large)
    where = plane.meters(places.longitudes, places.latitudes)
    apart_m, near = cKDTree(flat[open_]).query(where)
    _refuse_far(apart_m, sides == len(areas))
    nodes = open_[near]
    keys, at = np.unique(np.column_stack((sides, nodes)), axis=0, return_inverse=True)
    sums = np.bincount(at.ravel(), weights=places.weights)
    order = np.lexsort((_along(flat[keys[:, 1]]), keys[:, 0]))
    weights: Numbers = sums[order].astype(np.float64)
    zones = keys[order, 1].astype(np.int32), weights, weights, keys[order, 0].astype(np.int32)
    return Zones(*zones), (*_far_off(apart_m, places), *_empty(sides, areas, places))


def _refuse_far(apart_m: Numbers, is_outside: NDArray[np.bool_]) -> None:
    """Refuse zones of which none lies in an area or near a road: they are of another region."""
    limit = parameters()["gains"]["near_zone_m"]
    if is_outside.all() and (apart_m > limit).all():
        raise BaylineError(
            "no zone lies in an area or near a road",
            why=f"the nearest is {apart_m.min() / 1000:,.0f} km from a road",
            do="see that zones and roads are of one region and both in WGS-84, longitude first",
            zh=Words(
                "没有一个人口区在区域里，或在道路附近",
                f"最近的离道路{apart_m.min() / 1000:,.0f}公里",
                "请检查人口区与道路是否同一地区，都用WGS-84，经度在前",
            ),
        )


def _far_off(apart_m: Numbers, places: Places) -> Iterator[Remark]:
    """Say how many zones are put onto a road that is far from them."""
    far = apart_m > parameters()["gains"]["near_zone_m"]
    if far.any():
        share = places.weights[far].sum() / max(places.weights.sum(), 1e-9)
        limit = parameters()["gains"]["near_zone_m"] / 1000
        yield Remark(
            f"{far.sum()}个人口区离道路超过{limit:g}公里（占人口{share:.1%}），仍算在最近的路上",
            f"{far.sum()} zones with {share:.1%} of the people lie more than {limit:g} km from a "
            "road, and count at the nearest",
        )


def _empty(sides: Whole, areas: tuple[Area, ...], places: Places) -> Iterator[Remark]:
    """Name the sides on which nobody lives: no link gains anything for them."""
    people = np.bincount(sides, places.weights, minlength=len(areas) + 1)
    if empty := [area.code for area, lives in zip(areas, people, strict=False) if not lives > 0]:
        listed = ", ".join(empty[:_LISTED]) + (" …" if len(empty) > _LISTED else "")
        yield Remark(f"没有人口的区域：{listed}", f"nobody lives in {listed}")
    if outside := int((sides == len(areas)).sum()):
        yield Remark(
            f"{outside}个人口区在各区域之外，自成一侧",
            f"{outside} zones lie outside all areas, and are a side of their own",
        )


def _along(flat: Numbers) -> NDArray[np.int64]:
    """Number positions so that near ones get near numbers. G. M. Morton (1966)."""
    low, high = flat.min(axis=0), flat.max(axis=0)
    steps = ((flat - low) / max(float((high - low).max()), 1.0) * (2**_BITS - 1)).astype(np.int64)
    numbers = np.zeros(len(flat), np.int64)
    for bit in range(_BITS):
        for axis in range(2):
            numbers |= ((steps[:, axis] >> bit) & 1) << (2 * bit + axis)
    return numbers


def _ends(found: Contracted, flat: Numbers, is_open: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Name crossings and dead ends, and a bend of a road where none of those is near."""
    may_end = np.zeros(len(flat), bool)
    may_end[found.kept] = True
    columns = np.floor(flat / _THIN_M).astype(np.int64)
    cells = columns[:, 0] * (1 << 32) + columns[:, 1]
    order = np.lexsort((~may_end, cells))  # of each cell, one that may end there anyway is first
    _, first = np.unique(cells[order], return_index=True)
    may_end[order[first]] = True
    return may_end & is_open


class Pairs(NamedTuple):
    """Nodes across a border from each other.

    Attributes:
        ones: Nodes.
        others: Nodes on another side.
        lengths_m: How far apart.
        bridges_m: How much of that is water; None where nothing is known of any.
    """

    ones: Whole
    others: Whole
    lengths_m: Numbers
    bridges_m: Numbers | None = None

    def only(self, which: NDArray[Any]) -> "Pairs":
        """Give some of them, by their numbers or as told of each."""
        over = None if self.bridges_m is None else self.bridges_m[which]
        return Pairs(self.ones[which], self.others[which], self.lengths_m[which], over)


def pairs_across(ground: Ground, max_length_m: float) -> Pairs:
    """Give the pairs of nodes across a border that are not further apart than asked."""
    from scipy.spatial import cKDTree

    ends = np.flatnonzero(ground.may_end)
    sides = ground.sides[ends]
    near = np.zeros(len(ends), bool)
    for side in np.unique(sides):
        here = sides == side
        if here.all():
            continue
        apart, _ = cKDTree(ground.flat[ends[~here]]).query(
            ground.flat[ends[here]], distance_upper_bound=max_length_m
        )
        near[here] = np.isfinite(apart)
    ends, sides = ends[near], sides[near]
    if not len(ends):
        return Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))
    found = cKDTree(ground.flat[ends]).query_pairs(max_length_m, output_type="ndarray")
    found = found[sides[found[:, 0]] != sides[found[:, 1]]]
    ones, others = ends[found[:, 0]].astype(np.int32), ends[found[:, 1]].astype(np.int32)
    lengths = np.hypot(*(ground.flat[ones] - ground.flat[others]).T)
    return Pairs(ones, others, np.maximum(lengths, 1.0))
