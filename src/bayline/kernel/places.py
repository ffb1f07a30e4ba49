"""Places: administrative divisions and what lies in them, with codes and the names they bore."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bayline.kernel.aliases import Alias
from bayline.kernel.errors import BaylineError

_NO_PART = re.compile(r"(?<=^\d\d)(?:0000)$|(?<=^\d{4})00$")


class Level(StrEnum):
    """Level of an administrative division."""

    COUNTRY = "country"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point in WGS-84 degrees."""

    longitude: Decimal
    latitude: Decimal

    def __post_init__(self) -> None:
        if abs(self.longitude) > 180 or abs(self.latitude) > 90:  # noqa: PLR2004 - degrees of a globe
            raise BaylineError(
                f"longitude {self.longitude}, latitude {self.latitude}",
                why="longitude lies within 180 degrees and latitude within 90",
                do="check the order: longitude comes first",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with its code.

    Attributes:
        code: Division code, or the code of its register.
        name: Current full name.
        level: Level of the division.
        parent: Code of the place it lies in; empty at the top.
        aliases: Other names, with the days they were in use.
        point: A point that stands for it.
    """

    code: str
    name: str
    level: Level
    parent: str = ""
    aliases: tuple[Alias, ...] = ()
    point: Point | None = None

    def names_on(self, day: date) -> tuple[str, ...]:
        """Return the current name and the aliases in use on a day."""
        return (self.name, *(alias.name for alias in self.aliases if alias.holds_on(day)))


_LEVEL_BY_LENGTH = {6: Level.COUNTY, 9: Level.TOWN, 12: Level.VILLAGE}


def level_of_code(code: str) -> Level:
    """Return the level that a division code states by its length and its zeros.

    Raises:
        BaylineError: If it is not 6, 9 or 12 digits.

    Source: GB/T 2260-2007 (provinces to counties) and GB/T 10114-2003 (towns); villages by the
        twelve-digit codes of the National Bureau of Statistics (2009).
    """
    if len(code) not in _LEVEL_BY_LENGTH or not (code.isascii() and code.isdigit()):
        raise BaylineError(
            f"{code!r} is no division code",
            why="division codes have 6, 9 or 12 digits",
            do="copy the code from the division register",
        )
    if len(code) > 6 and code[6:].strip("0"):  # noqa: PLR2004 - six digits name the county
        return Level.VILLAGE if code[9:].strip("0") else Level.TOWN
    if code[4:6] != "00":
        return Level.COUNTY
    return Level.PROVINCE if code[2:4] == "00" else Level.PREFECTURE


def code_lies_in(code: str, whole: str) -> bool:
    """Tell whether one place is a part of another, by the digits of their codes alone.

    Args:
        code: Code of the place that may be the part: 310116112.
        whole: Code of the other; pairs of zeros at the end of its six digits name no part: 310000.

    Source: GB/T 2260-2007 (two digits each for province, prefecture, county), GB/T 10114-2003.
    """
    stem = _NO_PART.sub("", whole)
    return stem.isdigit() and code != whole and code.startswith(stem)


def ancestors(place: Place, places: Mapping[str, Place]) -> tuple[Place, ...]:
    """Return the places that a place lies in, nearest first.

    Args:
        place: Where to begin.
        places: Places by code; a parent that is missing ends the chain.

    Raises:
        BaylineError: If a place lies in itself.
    """
    found: dict[str, Place] = {}
    above = places.get(place.parent)
    while above is not None:
        if above.code in found or above.code == place.code:
            raise BaylineError(
                f"{above.name} ({above.code}) lies in itself",
                why="the parents of places form a circle",
                do="correct the parent of one of them",
            )
        found[above.code] = above
        above = places.get(above.parent)
    return tuple(found.values())


def lies_in(place: Place, whole: Place, *, places: Mapping[str, Place]) -> bool:
    """Tell whether a place is the whole or lies in it."""
    return place.code == whole.code or whole in ancestors(place, places)
