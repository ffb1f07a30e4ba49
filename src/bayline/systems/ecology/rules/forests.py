"""Forest: what land is of it, how large, and whether a stated rate fits its parts.

Forest coverage is the area of forest over the area of land of the unit. Forest is land with a
canopy of 0.2 or more, with bamboo, shrubs as the state prescribes, shelter belts and trees beside
houses, roads, fields and water. Forest land (林地) is a use of land and not the same: it may bear
no forest, and forest may stand elsewhere. Areas come in hectares, mu (15 to a hectare) and km².

Source: 森林法实施条例 (State Council Decree 278), article 24.
"""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bayline.systems.ecology.rules.ratios import span_of

MU_TO_HECTARE = 15
_M2_TO_HECTARE = 10_000
_PERCENT = 100
_UNITS = {
    **dict.fromkeys(("ha", "公顷", "hm2"), Fraction(1)),
    **dict.fromkeys(("mu", "亩"), Fraction(1, MU_TO_HECTARE)),
    "万亩": Fraction(10_000, MU_TO_HECTARE),
    **dict.fromkeys(("km2", "平方公里", "平方千米"), Fraction(_PERCENT)),
    **dict.fromkeys(("m2", "平方米"), Fraction(1, _M2_TO_HECTARE)),
}


class Ground(StrEnum):
    """What an area is of; only forest over land is a coverage."""

    LAND = "land"
    FOREST_LAND = "forest_land"
    FOREST = "forest"


class Fit(StrEnum):
    """Whether a rate fits the areas it is said with."""

    FITS = "fits"
    CONTRADICTS = "contradicts"
    NOT_COMPARABLE = "not comparable"


class Check(NamedTuple):
    """What came of holding a rate against areas.

    Attributes:
        fit: Whether it fits.
        computed: The rate of the areas, in percent.
        implied_land: The land that the rate would need, from and to, in hectares.
        sentence: What to say about it.
        zh: The same in Chinese.
    """

    fit: Fit
    computed: Decimal | None
    implied_land: tuple[Decimal, Decimal]
    sentence: str
    zh: str


def hectares(amount: Decimal, unit: str) -> Fraction:
    """Give an area in hectares, exactly.

    Raises:
        ValueError: The unit is not known.
    """
    plain = unit.strip().replace("²", "2").casefold()
    if plain not in _UNITS:
        raise ValueError(f"no area has the unit “{unit}”; write ha, mu, km2 or m2")
    return Fraction(amount) * _UNITS[plain]


def coverage(forest_ha: Fraction, land_ha: Fraction) -> Fraction:
    """Give the coverage in percent.

    Raises:
        ValueError: There is no land, or more forest than land.
    """
    if land_ha <= 0:
        raise ValueError("coverage needs an area of land above zero")
    if not 0 <= forest_ha <= land_ha:
        raise ValueError("there cannot be more forest than land; look at the units")
    return forest_ha * _PERCENT / land_ha


class Size(NamedTuple):
    """An area as it is printed, in hectares, and half of the last place that is printed."""

    ha: Fraction
    slack: Fraction = Fraction(0)


def printed(amount: Decimal, unit: str) -> Size:
    """Give an area with what its print leaves open: 54.1 km2 is 54.05 to 54.15.

    Raises:
        ValueError: The unit is not known.
    """
    exponent = amount.as_tuple().exponent
    place = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    return Size(hectares(amount, unit), hectares(place, unit) / 2)


def checked(rate: Decimal, area: Size, ground: Ground, *, land: Size | None = None) -> Check:
    """Hold a stated rate against the area that is said with it.

    Args:
        rate: The coverage that is stated, in percent.
        area: The area that is stated.
        ground: What that area is of.
        land: The land of the unit; None where it is not known.
    """
    area_ha, land_ha = area.ha, None if land is None else land.ha
    low, high = span_of(rate)
    implied = (_two(area_ha / high), _two(area_ha / low)) if low > 0 else (Decimal(0), Decimal(0))
    computed = None if land_ha is None else coverage(area_ha, land_ha)
    shown = None if computed is None else _two(computed)
    if ground is not Ground.FOREST:
        return Check(Fit.NOT_COMPARABLE, shown, implied, *_apart(implied))
    if computed is None or land is None:
        return Check(Fit.FITS, None, implied, *_needs(implied))
    least = (area.ha - area.slack) / (land.ha + land.slack)
    most = (area.ha + area.slack) / max(land.ha - land.slack, land.slack)
    fits = least < high and most >= low
    return Check(Fit.FITS if fits else Fit.CONTRADICTS, shown, implied, *_says(rate, shown))


def _two(value: Fraction) -> Decimal:
    return Decimal(round(value * _PERCENT)) / _PERCENT


def _apart(land: tuple[Decimal, Decimal]) -> tuple[str, str]:
    least, most = land
    english = (
        "the area is of forest land, the rate is of forest: the two need not divide; "
        f"if they did, the land would be {least} to {most} ha"
    )
    chinese = (
        f"面积说的是林地，比率说的是森林，两个数不必相除；若能相除，土地应为{least}至{most}公顷"
    )
    return english, chinese


def _needs(land: tuple[Decimal, Decimal]) -> tuple[str, str]:
    return (
        f"the rate needs {land[0]} to {land[1]} ha of land",
        f"按这个比率，土地应为{land[0]}至{land[1]}公顷",
    )


def _says(rate: Decimal, computed: Decimal | None) -> tuple[str, str]:
    return f"stated {rate} %, computed {computed} %", f"写的是{rate}%，算得{computed}%"
