"""How unequal regions are: Gini, Theil, Hoover, Williamson; each column is measured for itself."""

import numpy as np

from bayline.engines.regional.arrays import Floats
from bayline.engines.regional.shares import shares


def gini(values: Floats) -> Floats:
    """Measure inequality as twice the area between the Lorenz curve and equality.

    Args:
        values: Rows to compare by columns to measure; no column may add up to zero.

    Returns:
        One number for each column, 1 - (1/n) sum(Y_k-1 + Y_k): 0 where all are equal,
        (n - 1)/n where one has all.
    """
    count = len(values)
    lorenz = np.cumsum(np.sort(shares(values, axis=0), axis=0), axis=0)
    return np.asarray(1 - (2 * lorenz.sum(axis=0) - 1) / count)


def gini_weighted(values: Floats, weights: Floats) -> Floats:
    """Measure inequality of values for each unit of weight, such as product per head.

    Values and weights are put in the same order, that of values for each unit of weight.

    Args:
        values: Rows to compare by columns to measure: totals, not values per head.
        weights: One for each row, above zero.
    """
    order = np.argsort(values / weights[:, None], axis=0, kind="stable")
    lorenz = np.cumsum(np.take_along_axis(shares(values, axis=0), order, axis=0), axis=0)
    width = shares(weights, axis=0)[order]
    before = np.vstack([np.zeros((1, values.shape[1])), lorenz[:-1]])
    return np.asarray(1 - (width * (before + lorenz)).sum(axis=0))


def theil(values: Floats) -> Floats:
    """Measure inequality as entropy, Theil's T: the mean of x/m ln(x/m).

    Args:
        values: Rows to compare, all above zero, by columns to measure.

    Source: Theil, Economics and Information Theory, 1967.
    """
    relative = values / values.mean(axis=0)
    return np.asarray((relative * np.log(relative)).mean(axis=0))


def mean_log_deviation(values: Floats) -> Floats:
    """Measure inequality as Theil's second index: the mean of ln(m/x); all above zero."""
    return np.asarray(np.log(values.mean(axis=0) / values).mean(axis=0))


def hoover(values: Floats, other: Floats) -> Floats:
    """Give the share that would have to move for two distributions to be the same.

    Args:
        values: Rows by columns to measure.
        other: What to compare with, of the same shape or one column for all.
    """
    apart = np.abs(shares(values, axis=0) - shares(other, axis=0))
    return np.asarray(apart.sum(axis=0) / 2)


def williamson(values: Floats, population: Floats) -> Floats:
    """Give the coefficient of variation of values per head, weighted by population throughout.

    The mean that deviations are taken from, and that divides them, is the weighted one.

    Args:
        values: Totals, rows to compare by columns to measure.
        population: One for each row, above zero.

    Source: Williamson, Economic Development and Cultural Change 13 (4), 1965.
    """
    per_head = values / population[:, None]
    weights = shares(population, axis=0)[:, None]
    mean = (weights * per_head).sum(axis=0)
    return np.asarray(np.sqrt((weights * np.square(per_head - mean)).sum(axis=0)) / mean)
