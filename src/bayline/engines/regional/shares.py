"""Specialization and concentration: what the shares of a matrix say."""

import numpy as np

from bayline.engines.regional.arrays import Floats


def shares(values: Floats, *, axis: int) -> Floats:
    """Divide values by their sums along an axis.

    Args:
        values: Any array without negative values; no sum may be zero.
        axis: The axis that adds up to 1 afterwards.
    """
    divided: Floats = values / values.sum(axis=axis, keepdims=True)
    return divided


def location_quotients(values: Floats, whole: Floats) -> Floats:
    """Compare the share of each industry in its region with its share in the whole.

    Args:
        values: Regions by industries.
        whole: The whole by industries, or one whole for each region.

    Returns:
        Regions by industries, (e_ij / e_j) / (E_i / E): 1 where a region is like the whole.

    Source: Florence 1939; as revealed comparative advantage, Balassa 1965.
    """
    quotients = shares(values, axis=1)
    quotients /= shares(whole, axis=-1)
    return quotients


def herfindahl(values: Floats, *, axis: int) -> Floats:
    """Add up the squares of shares along an axis: 1/n where all are equal, 1 where one has all."""
    squared = values.sum(axis=axis)
    return np.asarray(np.square(values).sum(axis=axis) / np.square(squared))


def herfindahl_normalized(index: Floats, count: int) -> Floats:
    """Bring a Herfindahl index of so many parts to 0..1, (H - 1/n) / (1 - 1/n)."""
    return np.asarray((index - 1 / count) / (1 - 1 / count))


def krugman(values: Floats, whole: Floats) -> Floats:
    """Add up the differences between the shares of each region and those of the whole.

    Args:
        values: Regions by industries.
        whole: The whole by industries, or one whole for each region.

    Returns:
        One number for each region: 0 like the whole, 2 nothing in common.

    Source: Krugman, Geography and Trade, 1991.
    """
    return np.asarray(np.abs(shares(values, axis=1) - shares(whole, axis=-1)).sum(axis=1))
