"""Made-up places: a district with towns and villages, the same ones for the same seed."""

from dataclasses import dataclass
from itertools import product
from random import Random

_FIRST = "青石双长云白松柳荷枫桐梅竹兰秋"
_LAST = "溪桥塘浦泾湾渡墩港庙坊圩堰浜荡"
_MOST_TOWNS = 60
_CLAIMS_PER_TOWN = 20_000
_VILLAGES_PER_TOWN = 16
_DISTRICT = ("990101", "澄川区", "county", "990100")
_WIDTH_DEGREES = 0.6


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that documents speak of.

    Attributes:
        code: Its code, as of a division.
        name: Its name.
        level: Which level it is of.
        parent: Code of the place it lies in.
        lon: Degrees east.
        lat: Degrees north.
    """

    code: str
    name: str
    level: str
    parent: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class District:
    """All places of the made-up region."""

    whole: Spot
    towns: tuple[Spot, ...]
    villages: tuple[Spot, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All of them, the larger ones first."""
        return (self.whole, *self.towns, *self.villages)


def invented(*, claims: int, seed: int) -> District:
    """Make up a district that is large enough for so many claims.

    Args:
        claims: How many claims its documents will make.
        seed: The same seed gives the same names.
    """
    chance = Random(f"places {seed}")  # noqa: S311 - names, not secrets
    code, name, level, parent = _DISTRICT
    whole = Spot(code, name, level, parent, 121.0, 30.8)
    number = min(_MOST_TOWNS, 8 + claims // _CLAIMS_PER_TOWN)
    names = _names(chance)
    towns = tuple(
        _placed(chance, f"{code}{101 + place}", f"{names.pop()}镇", "town", whole)
        for place in range(number)
    )
    villages = tuple(
        _placed(chance, f"{town.code}{201 + place}", f"{names.pop()}村", "village", town)
        for town in towns
        for place in range(_VILLAGES_PER_TOWN)
    )
    return District(whole, towns, villages)


def _names(chance: Random) -> list[str]:
    """Give names, the short ones at the end, from which they are taken."""
    short = ["".join(pair) for pair in product(_FIRST, _LAST)]
    long = ["".join(three) for three in product(_FIRST, _LAST, _LAST) if three[1] != three[2]]
    chance.shuffle(short)
    chance.shuffle(long)
    return long + short


def _placed(chance: Random, code: str, name: str, level: str, within: Spot) -> Spot:
    width = _WIDTH_DEGREES if level == "town" else _WIDTH_DEGREES / 12
    lon = within.lon + chance.uniform(-width, width) / 2
    lat = within.lat + chance.uniform(-width, width) / 2
    return Spot(code, name, level, within.code, round(lon, 5), round(lat, 5))
