"""The kappas of Cohen and of Fleiss, in fractions: what is printed is rounded once, at the end."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction


class Weights(StrEnum):
    """How much two categories that differ count: all the same, by their distance, its square."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


def cohen(table: Sequence[Sequence[int]], weights: Weights = Weights.NONE) -> Fraction | None:
    """Give the kappa of two judges.

    Args:
        table: How often the first gave the category of the row and the second that of the column;
            square, and of weighted kappa the categories in their order.
        weights: How much a difference counts.

    Returns:
        Kappa; None where both gave one and the same category throughout, or judged nothing.
    """
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    total = sum(rows)
    size = range(len(table))
    apart = [[_weight(abs(i - j), weights) for j in size] for i in size]
    seen = sum(apart[i][j] * table[i][j] for i in size for j in size)
    by_chance = sum(apart[i][j] * rows[i] * columns[j] for i in size for j in size)
    return None if by_chance == 0 else 1 - Fraction(seen * total, by_chance)


def _weight(apart: int, weights: Weights) -> int:
    if weights is Weights.NONE:
        return int(apart > 0)
    return apart if weights is Weights.LINEAR else apart**2


def fleiss(table: Sequence[Sequence[int]]) -> Fraction | None:
    """Give the kappa of many judges.

    Args:
        table: For each subject how many judges gave each category; of each subject as many judges,
            two at least.

    Returns:
        Kappa; None where all gave one and the same category throughout, or judged nothing.

    Raises:
        ValueError: The subjects have different numbers of judges, or fewer than two.
    """
    judges = {sum(row) for row in table}
    if not table:
        return None
    if len(judges) > 1 or min(judges) < 2:  # noqa: PLR2004 - a pair is what agrees
        raise ValueError("each subject needs as many judges, two at least")
    count = judges.pop()
    shares = [Fraction(sum(one), len(table) * count) for one in zip(*table, strict=True)]
    by_chance = sum((share**2 for share in shares), Fraction(0))
    pairs = sum(given * (given - 1) for row in table for given in row)
    seen = Fraction(pairs, len(table) * count * (count - 1))
    return None if by_chance == 1 else (seen - by_chance) / (1 - by_chance)
