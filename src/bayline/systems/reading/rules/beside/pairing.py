"""What the two figures of a pair have to do with each other, and what makes one pair likelier."""

import re
from collections.abc import Sequence

from bayline.systems.reading.rules.beside.bases import part_between
from bayline.systems.reading.rules.beside.counting import LEVELS, are_ratios
from bayline.systems.reading.rules.beside.matching import Pair
from bayline.systems.reading.rules.beside.times import are_other_days
from bayline.systems.reading.rules.beside.values import Relation
from bayline.systems.reading.rules.beside.words import pairs_of, plain_words

FAR_LIKER = 0.25  # how much more alike what is of another year must be, where no year is said
_LIKELIER = 0.05  # how much likelier one of the same sentence must be
_ADDED = re.compile("新增|净增|新认定|新培育|新建")
_NEAR_ADDED = 12  # characters before a figure
_YEARLY = re.compile("(?:年度|全年|当年)(?:计划|安排|目标|任务)")


def are_of_year(pair: Pair) -> bool:
    """Tell whether a plan of a year is told with its months: 一季度…，年度计划1015亿元."""
    one, other = pair.draft.claim.period, pair.kept.claim.period
    years = {period.last.year for period in (one, other) if period and period.last}
    return len(years) == 1 and _YEARLY.search(pair.kept.attribute) is not None


def is_exchanged(pair: Pair, here: Sequence[Pair]) -> bool:
    """Tell whether another figure of the same sentence of the record is the likelier one.

    农村居民收入增长4.7% is not what 城乡居民收入分别增长4.7%、6.6% says of 城镇, nor is what is
    said of visitors what the same sentence says of their spending.
    """
    least = pair.likeness + _LIKELIER
    there = [one for one in here if one.kept.spot == pair.kept.spot and not one.agrees]
    name = pair.kept.attribute
    if any(_is_of_that_one(one, pair) for one in there):
        return True
    return any(
        one.likeness >= (least if one.kept.attribute == name else pair.likeness + FAR_LIKER)
        for one in there
        if one.kept.attribute == name or _is_named(one)
        if not _is_plan_beside(one, pair) and not _is_addition(one, pair)
        if part_between(one) is None
    )


def _is_addition(one: Pair, pair: Pair) -> bool:
    """Tell whether the other figure is what was added, and the draft tells the same total as this.

    新增22家5G工厂、总数达36家: 5G工厂36家 is not exchanged for the 22.
    """
    is_added = _ADDED.search(one.kept.sentence.partition(one.kept.quote)[0][-_NEAR_ADDED:])
    before = pair.draft.sentence.partition(pair.draft.quote)[0][-_NEAR_ADDED:]
    is_sure = pair.relation is Relation.SAME and not _ADDED.search(before)
    return bool(is_added) and is_sure


def _is_of_that_one(one: Pair, pair: Pair) -> bool:
    """Tell whether the draft's name is part of the other figure's name, and not of this one's.

    城镇居民增长7.4% is of 城镇居民人均可支配收入, not of 农村居民人均可支配收入.
    """
    own, other = (plain_words(side.claim.attribute) for side in (pair.draft, one.kept))
    is_like = one.kept.claim.change == pair.kept.claim.change
    is_part = len(own) >= _SAID and own in other and not pairs_of(own) <= pair.kept.own
    return is_like and is_part and one.kept.figure.unit == pair.kept.figure.unit


_SAID = 3  # characters of a name that says of what it is


def _is_plan_beside(one: Pair, pair: Pair) -> bool:
    """Tell whether a result is told and the other is the goal beside it, or the other way."""
    return one.draft.is_planned != one.kept.is_planned and pair.draft.is_planned == (
        pair.kept.is_planned
    )


def _is_named(pair: Pair) -> bool:
    """Tell whether the draft's name holds that of the record: 燃气管网改造 and 燃气管网."""
    name = pair.kept.attribute
    return bool(name) and name in pair.draft.attribute


def are_plan_and_result(pair: Pair) -> bool:
    """Tell whether one is the plan of a time and the other the result of another."""
    days = are_other_days(pair.draft.claim.period, pair.kept.claim.period)
    return days and pair.draft.is_planned != pair.kept.is_planned


def are_of_other_stages(pair: Pair) -> bool:
    """Tell whether one is a plan and the other a result, or both are of other days."""
    days = are_other_days(pair.draft.claim.period, pair.kept.claim.period)
    return days or pair.draft.is_planned != pair.kept.is_planned


def are_counted_alike(pair: Pair) -> bool:
    """Tell whether two figures are in one unit, and both levels or both changes."""
    one, other = pair.draft, pair.kept
    is_level = (one.claim.change in LEVELS) == (other.claim.change in LEVELS)
    is_alike = is_level or not are_ratios(one, other)
    return is_alike and one.figure.unit == other.figure.unit
