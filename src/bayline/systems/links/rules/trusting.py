"""How sure it is that a link is missing, and not merely unmapped.

Three things speak for a gap on the ground: dead ends on both sides that point at each other; a map
that has minor roads around both ends, so that whoever drew it would have drawn this one; water that
no road crosses. Two of them make it likely, one possible, none doubtful. It is a simple rule over
what the files hold: where the map is thin, missing may mean unmapped.
"""

from enum import StrEnum

import numpy as np

from bayline.systems.links.rules.grounding import Ground
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.terms import Confidence, MissingLink, Numbers, Remark

_MS_OF_KMH = 3600.0  # milliseconds for a meter at one kilometer an hour
_KM2 = 1e6
_PIECE_M = 50.0
_BY_SIGNS = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
_ENOUGH = 2  # signs that make it likely
MAY_BE_UNMAPPED = Remark(
    "地图不全的地方，“缺”可能只是“没画”",
    "where the map is thin, missing may mean unmapped",
)


class Sign(StrEnum):
    """What speaks for a gap on the ground.

    Attributes:
        FACING: Dead ends on both sides point at each other.
        DENSE: Minor roads are mapped around both ends.
        WATER: It lies over water.
    """

    FACING = "facing"
    DENSE = "dense"
    WATER = "water"


def signs_of(link: MissingLink) -> tuple[Sign, ...]:
    """Tell what speaks for a gap on the ground."""
    density = link.minor_km_per_km2
    is_dense = density is not None and density >= parameters()["confidence"]["dense_km_per_km2"]
    seen = {Sign.FACING: link.is_facing, Sign.DENSE: is_dense, Sign.WATER: link.bridge_m > 0}
    return tuple(sign for sign, is_seen in seen.items() if is_seen)


def confidence_of(link: MissingLink) -> Confidence:
    """Tell how sure it is that a link is missing on the ground."""
    return _BY_SIGNS[min(len(signs_of(link)), _ENOUGH)]


def _cut(starts: Numbers, ends: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
    """Cut lines into short pieces: the middle and the length of each."""
    counts = np.maximum(np.ceil(lengths / _PIECE_M), 1).astype(np.int64)
    line = np.repeat(np.arange(len(counts)), counts)
    at = (np.arange(len(line)) - (np.cumsum(counts) - counts)[line] + 0.5) / counts[line]
    middles: Numbers = starts[line] + (ends - starts)[line] * at[:, None]
    return middles, (lengths / counts)[line]


class Thickets:
    """The minor roads of a ground, to tell how densely they are mapped."""

    def __init__(self, ground: Ground) -> None:
        from scipy.spatial import cKDTree

        rules, network = parameters()["confidence"], ground.network
        tails, heads = network.tails.astype(np.int64), network.heads.astype(np.int64)
        lengths = np.hypot(*(ground.flat[tails] - ground.flat[heads]).T)
        minor = np.flatnonzero(lengths * _MS_OF_KMH <= network.times * rules["minor_kmh"])
        low, high = np.minimum(tails, heads)[minor], np.maximum(tails, heads)[minor]
        minor = minor[np.unique(low * network.nodes + high, return_index=True)[1]]  # both ways once
        ends = ground.flat[tails[minor]], ground.flat[heads[minor]]
        middles, self._lengths = _cut(*ends, lengths[minor])
        self._radius = rules["radius_m"]
        self._tree = cKDTree(middles) if len(minor) else None

    def density(self, at: Numbers) -> float:
        """Give the kilometers of minor roads for each km² around a position."""
        if self._tree is None:
            return 0.0
        near = self._tree.query_ball_point(at, self._radius)
        return float(self._lengths[near].sum() / 1000 / (np.pi * self._radius**2 / _KM2))
