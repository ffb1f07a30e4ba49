"""How the figure of a draft stands to one of the record: the same, rounded, hedged, or another."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure
from bayline.kernel.units import unit

_ZERO = Decimal(0)
_NEAR = Decimal("0.1")  # 超650 of 659.4: a round number not further than that
_EXACT_DIGITS = 3
_SCALES = frozenset(map(Decimal, ("1E3", "1E4", "1E8", "1E12")))
_CLASSES = {
    Bound.OVER: "over",
    Bound.AT_LEAST: "over",
    Bound.UNDER: "under",
    Bound.AT_MOST: "under",
}
_PLACES = frozenset("省市区县州旗镇乡村国")
_HOMES, _PERSONS = frozenset("户"), frozenset({"人", "人次", "名"})  # a household is no person
_RATIOS = frozenset({"1", "pp"})


class Relation(StrEnum):
    """How a figure of a draft stands to one of the record."""

    SAME = "same"  # the same number, hedged alike
    ROUNDED = "rounded"  # one is the other, properly rounded or hedged
    POSSIBLE = "possible"  # the record is hedged and does not exclude it
    HEDGE = "hedge"  # the same number, but hedged in another way
    ROUNDING = "rounding"  # rounded to another number than it should be
    UNIT = "unit"  # the same digits in another unit
    DIRECTION = "direction"  # the same number with the other sign
    DIFFERS = "differs"  # another number

    @property
    def agrees(self) -> bool:
        """Whether the record supports the draft."""
        return self in {Relation.SAME, Relation.ROUNDED, Relation.POSSIBLE}


# The very number is told, otherwise hedged, signed or measured.
SAME_NUMBER = frozenset({Relation.UNIT, Relation.HEDGE, Relation.DIRECTION})


def relation(draft: Figure, kept: Figure) -> Relation | None:
    """Compare two figures as they are printed; None where their units cannot be compared.

    Rounding and hedges are taken at their word: 约176 does not agree with 约175, though both allow
    for each other, and 超82 is told from 82.

    Args:
        draft: What the draft prints.
        kept: What the record prints.
    """
    if not _alike(draft.unit, kept.unit):
        return Relation.UNIT if _same_digits(draft, kept) else None
    if draft.unit != kept.unit:
        kept = replace(kept, unit=draft.unit)
    one, other = printed_value(draft), printed_value(kept)
    if one == other and _ends_alike(draft, kept):
        return Relation.SAME if hedge_of(draft) == hedge_of(kept) else Relation.HEDGE
    if one == -other and one:
        return Relation.DIRECTION
    if Bound.RANGE in {draft.bound, kept.bound}:
        return _of_ranges(draft, kept)
    return _of_numbers(draft, kept)


def hedge_of(figure: Figure) -> str:
    """Name the hedge of a figure; 超 and 以上 are one, and so are 低于 and 以内."""
    return _CLASSES.get(figure.bound, figure.bound.value)


def printed_value(figure: Figure) -> Decimal:
    """Give the number that is printed, in base units; of a range its low end."""
    if figure.bound is Bound.ABOUT and figure.low is not None and figure.high is not None:
        return (figure.low + figure.high) / 2
    if figure.bound in {Bound.NEARLY, Bound.UNDER, Bound.AT_MOST}:
        return figure.high if figure.high is not None else figure.low or _ZERO
    return figure.low if figure.low is not None else figure.high or _ZERO


def _alike(one: str, other: str) -> bool:
    """Tell whether two units count in one measure; how things are counted (家, 个) makes none.

    Places are counted by what they are: five towns (镇) are not five things.
    """
    if one == other:
        return True
    is_home = (one in _HOMES) != (other in _HOMES) and bool({one, other} & _PERSONS)
    return _is_count(one) and _is_count(other) and not {one, other} & _PLACES and not is_home


def _is_count(code: str) -> bool:
    return unit(code).dimension.startswith("count:") and "/" not in code


def _same_digits(draft: Figure, kept: Figure) -> bool:
    if draft.stated is None or kept.stated is None or draft.stated.value is None:
        return False
    is_near = _family(draft.unit) == _family(kept.unit)
    return is_near and abs(draft.stated.value) == abs(kept.stated.value or _ZERO)


def _family(code: str) -> str:
    """Name what is mixed up with one another: 元 and 美元, % and 个百分点, 亩 and 公里."""
    dimension = unit(code).dimension
    if code in _RATIOS:
        return "ratio"
    return dimension.partition(":")[0] if ":" in dimension else "measure"


def _ends_alike(draft: Figure, kept: Figure) -> bool:
    are_ranges = draft.bound is Bound.RANGE and kept.bound is Bound.RANGE
    return not are_ranges or draft.high == kept.high


def _of_ranges(draft: Figure, kept: Figure) -> Relation:
    if draft.bound is kept.bound:
        return Relation.DIFFERS
    if draft.overlaps(kept):
        return Relation.HEDGE
    return Relation.DIFFERS


def _of_numbers(draft: Figure, kept: Figure) -> Relation:
    one, other = printed_value(draft), printed_value(kept)
    if _is_other_scale(one, other):
        return Relation.UNIT
    coarse, fine = (draft, kept) if draft.resolution >= kept.resolution else (kept, draft)
    is_coarser = coarse.resolution > fine.resolution
    if is_coarser and _rounds_to(fine, coarse):
        alike = hedge_of(coarse) in {hedge_of(fine), "exact", "about"}
        return Relation.ROUNDED if alike or _supports(coarse, fine) else Relation.HEDGE
    if draft.bound is not Bound.EXACT and _supports(draft, kept):
        return Relation.ROUNDED
    if kept.bound is not Bound.EXACT and draft.bound is Bound.EXACT and _supports(kept, draft):
        return Relation.POSSIBLE
    is_step = is_coarser and abs(one - other) < min(coarse.resolution, abs(other) * _NEAR)
    return Relation.ROUNDING if is_step else Relation.DIFFERS


def _rounds_to(fine: Figure, coarse: Figure) -> bool:
    """Tell whether one number is the other, rounded to its last digit."""
    step = coarse.resolution
    rounded = (printed_value(fine) / step).to_integral_value(ROUND_HALF_UP) * step
    return rounded == printed_value(coarse)


def _supports(hedged: Figure, other: Figure) -> bool:
    """Tell whether a hedged round number can be said of another: 超650 of 659.4, 近660 of 659.4."""
    if hedged.bound is Bound.EXACT or hedged.bound is Bound.RANGE:
        return False
    if other.bound is not Bound.EXACT and hedge_of(hedged) == hedge_of(other):
        return False  # 约176 and 约175, 超84 and 超82
    value, said = printed_value(other), printed_value(hedged)
    if hedged.bound is Bound.ABOUT:
        below, above = _reach(said)
        return -below <= value - said < above
    is_near = abs(value - said) <= abs(said) * _NEAR
    return is_near and hedged.overlaps(other)


def _reach(said: Decimal) -> tuple[Decimal, Decimal]:
    """Give how far below and above what is called about may lie.

    Coarse numbers are cut off as often as rounded: 约650 of 659; but 约19 not of 20, nor 约3.16
    of 3.154.
    """
    digits = said.normalize().as_tuple()
    step = Decimal(1).scaleb(int(digits.exponent))
    half = step / 2
    return half, step if len(digits.digits) < _EXACT_DIGITS else half


def _is_other_scale(one: Decimal, other: Decimal) -> bool:
    """Tell whether the same digits stand before another unit: 82亿元 and 82万元, 5公里 and 5米."""
    if not one or not other:
        return False
    ratio = abs(one / other)
    return ratio in _SCALES or 1 / ratio in _SCALES
