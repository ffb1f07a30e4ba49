"""How complex regions and industries are: by what is found beside them, again and again."""

from typing import NamedTuple

import numpy as np

from bayline.engines.regional.arrays import Flags, Floats
from bayline.engines.regional.shares import shares


class Complexity(NamedTuple):
    """The indices, and whether they are told at all by the matrix.

    Attributes:
        regions: The index of each region, with mean 0 and standard deviation 1.
        industries: The index of each industry, on the same scale: that of a region is the mean of
            those of the industries in which it has an advantage.
        second: The second largest eigenvalue, between 0 and 1.
        third: The third; where it is as large as the second, nothing tells their vectors apart.
        correlation: Of the regions' index with the number of their industries, before it was
            turned to the side where that is positive; near 0 no side is told.
    """

    regions: Floats
    industries: Floats
    second: float
    third: float
    correlation: float


def complexity(has: Flags) -> Complexity:
    """Compute both indices from the second eigenvector of the network.

    The symmetric form of the matrix is taken apart, on the smaller of its two sides.

    Args:
        has: Regions by industries; each row and each column holds something, and all hang together.

    Source: Hidalgo and Hausmann, PNAS 106 (26), 2009; Hausmann, Hidalgo et al., The Atlas of
    Economic Complexity, 2014. The scale of the industries is that of the Growth Lab.
    """
    held = has.astype(np.float64)
    diversity, ubiquity = held.sum(axis=1), held.sum(axis=0)
    balanced = held / np.sqrt(np.outer(diversity, ubiquity))
    is_tall = held.shape[0] >= held.shape[1]
    values, vectors = np.linalg.eigh(balanced.T @ balanced if is_tall else balanced @ balanced.T)
    chosen = vectors[:, -2] / np.sqrt(ubiquity if is_tall else diversity)
    if is_tall:
        industries = chosen
        regions = shares(held, axis=1) @ industries
    else:
        regions = chosen * values[-2]
        industries = (shares(held, axis=0) * chosen[:, None]).sum(axis=0)
    third = values[-3] if len(values) > 2 else 0.0  # noqa: PLR2004 - the third of them
    return _scaled(regions, industries, diversity, second=float(values[-2]), third=float(third))


def _scaled(
    regions: Floats, industries: Floats, diversity: Floats, *, second: float, third: float
) -> Complexity:
    mean, deviation = regions.mean(), regions.std()
    scaled = (regions - mean) / deviation if deviation > 0 else regions - mean
    others = (industries - mean) / deviation if deviation > 0 else industries - mean
    beside = diversity - diversity.mean()
    spread = float(beside.std())
    correlation = float((scaled * beside).mean() / spread) if spread > 0 else 0.0
    side = -1.0 if correlation < 0 else 1.0
    return Complexity(side * scaled, side * others, second, third, correlation)


def reflections(has: Flags, steps: int) -> tuple[Floats, Floats]:
    """Average, so many times, what stands on the other side: the method of reflections.

    Args:
        has: Regions by industries; each row and each column holds something.
        steps: How often; 0 gives diversity and ubiquity.

    Returns:
        A number for each region, and one for each industry.

    Source: Hidalgo and Hausmann, PNAS 106 (26), 2009.
    """
    held = has.astype(np.float64)
    by_region, by_industry = shares(held, axis=1), shares(held, axis=0)
    regions, industries = held.sum(axis=1), held.sum(axis=0)
    for _ in range(steps):
        regions, industries = by_region @ industries, regions @ by_industry
    return regions, industries
