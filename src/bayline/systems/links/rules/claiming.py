"""Check what is said of a road: “from A to B 30 minutes before, 3 after”.

Both ways are computed in free flow. Nobody is faster than that, so a time that is shorter does not
hold. A longer one may be true in queues, up to a factor: in between, nothing can be told.
"""

from typing import NamedTuple

import numpy as np

from bayline.engines.geography.terms import Position
from bayline.engines.graph.networks import Network, network_of
from bayline.engines.graph.routes import Route, route_of, without
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.rules.seeking import link_ms
from bayline.systems.links.rules.siting import nearest
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.terms import CheckedClaim, CheckedLeg, Numbers, Remark, Roads, Verdict

_MINUTE_S = 60.0
_SECOND_MS = 1000.0


class Claim(NamedTuple):
    """What is said.

    Attributes:
        start: Where one sets out.
        end: Where one arrives.
        link: Both ends of the road.
        before_min: How long it took without.
        after_min: How long it takes with it.
    """

    start: Position
    end: Position
    link: tuple[Position, Position]
    before_min: float
    after_min: float


def checked(roads: Roads, claim: Claim) -> CheckedClaim:
    """Hold a claim against the shortest ways without the road and with it.

    Raises:
        BaylineError: A place or an end of the road is not near any road of the file.
    """
    plane = Plane(roads.latitudes)
    flat = plane.meters(roads.longitudes, roads.latitudes)
    rules = parameters()["claims"]
    start, end = (
        nearest(flat, plane, at, most_m=rules["near_place_m"]) for at in (claim.start, claim.end)
    )
    one, other = (nearest(flat, plane, at, most_m=rules["near_link_m"]) for at in claim.link)
    if one == other or start == end:
        raise _same_node()
    network = network_of(len(flat), roads.tails, roads.heads, roads.times)
    is_built, old, new = _both(network, flat, one, other)
    before = _leg(route_of(old, start, end), flat, plane, claim.before_min)
    after = _leg(route_of(new, start, end), flat, plane, claim.after_min)
    far = [_apart(flat, plane, at, node) for at, node in ((claim.start, start), (claim.end, end))]
    remarks = (
        *roads.remarks,
        *_assumed(is_built=is_built),
        *_off(max(far)),
        *_unused(before, after),
    )
    return CheckedClaim(_together(before, after), is_built, before, after, remarks)


def _both(network: Network, flat: Numbers, one: int, other: int) -> tuple[bool, Network, Network]:
    """Tell whether the road is in the network, and give it without the road and with it."""
    straight = max(float(np.hypot(*(flat[one] - flat[other]))), 1.0)
    found = route_of(network, one, other) or route_of(network, other, one)
    longest = straight * parameters()["claims"]["winding"]
    if found is not None and _length(found, flat) <= longest:
        return True, without(network, found.nodes), network
    time = int(link_ms(np.array([straight]))[0])
    return False, network, network.joined([one, other], [other, one], [time, time])


def _length(route: Route, flat: Numbers) -> float:
    return float(np.hypot(*np.diff(flat[route.nodes], axis=0).T).sum())


def _leg(route: Route | None, flat: Numbers, plane: Plane, claimed_min: float) -> CheckedLeg:
    claimed_s = claimed_min * _MINUTE_S
    if route is None:
        return CheckedLeg(claimed_s, None, None, (), Verdict.UNTOLD)
    time_s = route.time_ms / _SECOND_MS
    drawn = np.round(plane.degrees(flat[route.nodes]), 7).tolist()
    path = tuple((x, y) for x, y in drawn)
    length = round(_length(route, flat), 1)
    return CheckedLeg(claimed_s, time_s, length, path, judged(claimed_s, time_s))


def judged(claimed_s: float, time_s: float) -> Verdict:
    """Tell whether a time that is claimed can be that of a way in free flow, or in queues."""
    rules = parameters()["claims"]
    low, high = time_s * (1 - rules["tolerance"]), time_s * (1 + rules["tolerance"])
    if low <= claimed_s <= high:
        return Verdict.HOLDS
    in_queues = low < claimed_s <= time_s * rules["queues"]
    return Verdict.UNTOLD if in_queues else Verdict.FAILS


def _together(*legs: CheckedLeg) -> Verdict:
    """Give the worst of the verdicts: one that fails decides."""
    verdicts = [leg.verdict for leg in legs]
    return next(one for one in (Verdict.FAILS, Verdict.UNTOLD, Verdict.HOLDS) if one in verdicts)


def _apart(flat: Numbers, plane: Plane, at: Position, node: int) -> float:
    where = plane.meters(np.array([at[0]]), np.array([at[1]]))[0]
    return float(np.hypot(*(flat[node] - where)))


def _assumed(*, is_built: bool) -> tuple[Remark, ...]:
    kmh = parameters()["link"]["kmh"]
    flow = Remark(
        "按自由流计算：不计拥堵、红绿灯和卡口等候",
        "free flow is assumed: no queue, no light, no wait at a border",
    )
    if is_built:
        return flow, Remark(
            "路网里已有这条路，“之前”是去掉它", "the road is mapped: before is without it"
        )
    new = f"the road is not mapped: after is with it, straight, at {kmh} km/h"
    return flow, Remark(f"路网里没有这条路，“之后”是按直线、每小时{kmh}公里加上它", new)


def _off(far_m: float) -> tuple[Remark, ...]:
    if far_m <= parameters()["claims"]["near_link_m"]:
        return ()
    en = f"a place lies {far_m:.0f} m from the nearest road; that part is not counted"
    return (Remark(f"有地点离最近的道路{far_m:.0f}米，这一段没有计入", en),)


def _unused(before: CheckedLeg, after: CheckedLeg) -> tuple[Remark, ...]:
    if before.time_s is None and after.time_s is None:
        return (Remark("两地之间不通", "there is no way between the places"),)
    if before.time_s != after.time_s:
        return ()
    return (Remark("最短的路不走这条路", "the shortest way does not take the road"),)


def _same_node() -> BaylineError:
    return BaylineError(
        "two ends are nearest to the same node of the network",
        why="a way and a road lead from one to another",
        do="choose them further apart",
        zh=Words("两端离同一个节点最近", "要从一个节点到另一个", "请选远一些"),
    )
