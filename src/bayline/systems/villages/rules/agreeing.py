"""How far the inspectors of a campaign agree: kappa, and where they differ most.

Each item of each village is a subject, the step of the sheet that an inspector gave is its
category. What not all of them scored, or what is in conflict, is left out and counted.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bayline.engines.agreement import Weights, cohen, fleiss
from bayline.systems.villages.terms.standings import CampaignState, Round

Subjects = dict[tuple[str, str], tuple[Decimal, ...]]  # by village and item the scores


class Pair(NamedTuple):
    """Two inspectors: how many items both scored, kappa, kappa weighted by the distance."""

    one: str
    other: str
    items: int
    kappa: Fraction | None
    weighted: Fraction | None


class Agreement(NamedTuple):
    """How far inspectors agree.

    Attributes:
        items: How many items of villages all inspectors of the village scored.
        left_out: How many were left out, as not all scored them or devices differ.
        kappa: Fleiss' kappa over them; None where there is none to speak of.
        pairs: Cohen's kappa of each two inspectors who scored the same.
    """

    items: int
    left_out: int
    kappa: Fraction | None
    pairs: tuple[Pair, ...]


def agreement(state: CampaignState, *, number: int = 1) -> Agreement:
    """Tell how far the inspectors agree in one round.

    Args:
        state: Where the campaign stands.
        number: The round.
    """
    rounds = [
        (code, one)
        for code, standing in state.standings.items()
        for one in standing.rounds
        if one.number == number and len(one.inspections) > 1
    ]
    subjects: Subjects = {}
    left_out = 0
    for code, one in rounds:
        for item in one.asked:
            scores = _scores(one, item)
            if None in scores:
                left_out += 1
            else:
                subjects[code, item] = tuple(score for score in scores if score is not None)
    return Agreement(len(subjects), left_out, _overall(subjects), tuple(_pairs(rounds)))


def _scores(one: Round, item: str) -> list[Decimal | None]:
    given = (each.marks.get(item) for each in one.inspections.values())
    return [None if mark is None else mark.score for mark in given]


def _overall(subjects: Subjects) -> Fraction | None:
    """Give Fleiss' kappa of the subjects that have as many judges as most of them have."""
    sizes = sorted({len(one) for one in subjects.values()})
    if len(sizes) != 1:
        return None
    categories = sorted({score for one in subjects.values() for score in one})
    return fleiss([[one.count(each) for each in categories] for one in subjects.values()])


def _pairs(rounds: Iterable[tuple[str, Round]]) -> Iterable[Pair]:
    both: dict[tuple[str, str], list[tuple[Decimal, Decimal]]] = {}
    for _, one in rounds:
        for pair in combinations(sorted(one.inspections), 2):
            found = (_both(one, pair, item) for item in one.asked)
            both.setdefault(pair, []).extend(each for each in found if each is not None)
    for (first, second), scores in sorted(both.items()):
        table = _table(scores)
        yield Pair(first, second, len(scores), cohen(table), cohen(table, Weights.LINEAR))


def _both(one: Round, pair: tuple[str, str], item: str) -> tuple[Decimal, Decimal] | None:
    marks = [one.inspections[each].marks.get(item) for each in pair]
    first, second = (None if mark is None else mark.score for mark in marks)
    return None if first is None or second is None else (first, second)


def _table(scores: Iterable[tuple[Decimal, Decimal]]) -> list[list[int]]:
    pairs = [*scores]
    categories: Mapping[Decimal, int] = {
        score: at for at, score in enumerate(sorted({one for pair in pairs for one in pair}))
    }
    table = [[0] * len(categories) for _ in categories]
    for first, second in pairs:
        table[categories[first]][categories[second]] += 1
    return table
