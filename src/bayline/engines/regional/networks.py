"""Who has an advantage in what, and which industries are found in the same regions."""

from collections.abc import Callable

import numpy as np

from bayline.engines.regional.arrays import Flags, Floats, Whole

_TOLERANCE = 1e-12  # of a quotient that is 1 but for the rounding of a division
_EXACT = 2**24  # whole numbers below it are exact in single precision, which halves the work


def advantages(quotients: Floats) -> Flags:
    """Say where a location quotient is at least 1."""
    return np.asarray(quotients >= 1 - _TOLERANCE)


def together(has: Flags) -> Floats:
    """Count the regions that have an advantage in both of two industries; 0 on the diagonal.

    Args:
        has: Regions by industries.

    Returns:
        Industries by industries, whole numbers.
    """
    counted = has.astype(np.float32) if len(has) < _EXACT else has.astype(np.float64)
    found: Floats = np.matmul(counted.T, counted).astype(np.float64)
    np.fill_diagonal(found, 0)
    return found


def association(counts: Floats) -> Floats:
    """Give what is found together over what chance would give, c T / (s_i s_j)."""
    sums = counts.sum(axis=1)
    return _divided(counts * sums.sum(), np.outer(sums, sums))


def cosine(counts: Floats) -> Floats:
    """Give c / sqrt(s_i s_j)."""
    sums = counts.sum(axis=1)
    return _divided(counts, np.sqrt(np.outer(sums, sums)))


def jaccard(counts: Floats) -> Floats:
    """Give c / (s_i + s_j - c)."""
    sums = counts.sum(axis=1)
    both = sums[:, None] + sums[None, :] - counts
    return _divided(counts, np.where(np.outer(sums, sums) > 0, both, 0))


def probability(counts: Floats) -> Floats:
    """Give c over what drawing pairs without putting back would give; 1 is chance.

    Source: van Eck and Waltman, JASIST 60 (8), 2009; Steijn, Journal of Informetrics 15 (2), 2021.
    """
    sums = counts.sum(axis=1)
    total = sums.sum()
    rest = np.broadcast_to((total - sums)[:, None], counts.shape)
    drawn = np.nan_to_num(_divided(np.outer(sums, sums), rest))
    return _divided(counts, (drawn + drawn.T) / 2)


RELATEDNESS: dict[str, Callable[[Floats], Floats]] = {
    "probability": probability,
    "association": association,
    "cosine": cosine,
    "jaccard": jaccard,
}


def _divided(above: Floats, below: Floats) -> Floats:
    """Divide; what is over nothing is nothing known."""
    unknown = np.full(above.shape, np.nan)
    np.divide(above, below, out=unknown, where=below != 0)
    return unknown


def density(has: Flags, related: Floats) -> Floats:
    """Give the share of the industries related to one that a region has, as a percentage.

    Args:
        has: Regions by industries.
        related: Industries by industries: how near each two are, 0 on the diagonal.

    Returns:
        Regions by industries; not a number where an industry has no related one.

    Source: Hidalgo, Klinger, Barabasi and Hausmann, Science 317, 2007.
    """
    near = np.nan_to_num(related)
    sums = np.broadcast_to(near.sum(axis=0), has.shape)
    return _divided(100 * (has @ near), sums)


def components(has: Flags) -> tuple[Whole, Whole]:
    """Number the parts of the network of regions and industries that hang together.

    Each region and each industry is looked at once.

    Args:
        has: Regions by industries.

    Returns:
        The number of the part of each region, and of each industry, from 0.
    """
    regions = np.full(has.shape[0], -1, dtype=np.intp)
    industries = np.full(has.shape[1], -1, dtype=np.intp)
    part = 0
    while len(left := np.flatnonzero(regions < 0)):
        _reach(has, left[:1], regions=regions, industries=industries, part=part)
        part += 1
    alone = industries < 0
    industries[alone] = part + np.arange(np.count_nonzero(alone))
    return regions, industries


def _reach(has: Flags, start: Whole, *, regions: Whole, industries: Whole, part: int) -> None:
    fresh = start
    while len(fresh):
        regions[fresh] = part
        found = np.flatnonzero(has[fresh].any(axis=0) & (industries < 0))
        industries[found] = part
        fresh = np.flatnonzero(has[:, found].any(axis=1) & (regions < 0))
