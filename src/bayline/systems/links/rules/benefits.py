"""What a link gives, by every indicator planners use, over all ways and across the border alone.

Each is a sum over people who set out and chances they go to; only ways that become shorter count.

Source: W. G. Hansen, How accessibility shapes land use (1959), for the potential; A. Christodoulou,
P. Christidis, Measuring cross-border road accessibility in the EU (JRC, 2019), for efficiency and
daily accessibility.
"""

import numpy as np

from bayline.engines.graph.gains import Shorter, falling, shorter_ways
from bayline.engines.graph.networks import NO_WAY
from bayline.engines.graph.reaching import Link, Reach, Zones
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.terms import Numbers

_MINUTE_MS = 60_000
_SECOND_MS = 1000.0
_KMH_TO_MS = 3600.0  # milliseconds for a meter at one kilometer an hour


def half_ms() -> float:
    """Give the time after which a chance is worth half, in milliseconds."""
    return float(parameters()["gains"]["half_min"]) * _MINUTE_MS


def benefits(
    reach: Reach, zones: Zones, flat: Numbers, link: Link
) -> tuple[dict[str, float], dict[str, float]]:
    """Give what a link adds to each indicator.

    Args:
        reach: Times as they are.
        zones: Whose.
        flat: Where each zone lies, in meters.
        link: What is built.

    Returns:
        By indicator, over all ways, and over those across the border alone.
    """
    total = zones.people.sum() * zones.chances.sum()
    everywhere: dict[str, float] = {}
    across: dict[str, float] = {}
    for direction in (link, Link(link.other, link.one, link.time)):
        ways = shorter_ways(reach, direction)
        is_across = zones.sides[ways.origins] != zones.sides[ways.goals]
        weights = zones.people[ways.origins] * zones.chances[ways.goals]
        apart_m = np.hypot(*(flat[ways.origins] - flat[ways.goals]).T)
        for name, gains in _gains(ways, weights, apart_m, total).items():
            everywhere[name] = everywhere.get(name, 0.0) + float(gains.sum())
            across[name] = across.get(name, 0.0) + float(gains[is_across].sum())
    return everywhere, across


def _gains(ways: Shorter, weights: Numbers, apart_m: Numbers, total: float) -> dict[str, Numbers]:
    rules = parameters()["gains"]
    half, longest = half_ms(), rules["longest_min"] * _MINUTE_MS
    share = weights / total if total else weights
    ideal = apart_m * (_KMH_TO_MS / rules["ideal_kmh"])
    was = np.where(ways.before < NO_WAY, ideal / ways.before, 0.0)
    saved = np.minimum(ways.before, longest) - np.minimum(ways.after, longest)
    limits = {f"within_{limit}_min": limit for limit in rules["within_min"]}
    limits["daily"] = rules["daily_min"]
    found = {"hansen": weights * (falling(ways.after, half) - falling(ways.before, half))}
    for name, limit in limits.items():
        bound = limit * _MINUTE_MS
        found[name] = weights * ((ways.after <= bound) & (ways.before > bound))
    found["mean_time_s"] = share * saved / _SECOND_MS
    found["efficiency"] = share * (ideal / ways.after - was)
    return found
