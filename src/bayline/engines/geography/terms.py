"""Nouns of geography: positions, features, and the file that says where they come from."""

from dataclasses import dataclass
from enum import StrEnum

Position = tuple[float, float]  # longitude and latitude in degrees
Path = tuple[Position, ...]
Polygon = tuple[Path, ...]  # the ring around it, counter-clockwise, then its holes, clockwise


class Datum(StrEnum):
    """What degrees are counted on.

    Attributes:
        WGS84: What satellites give; the only one that is kept.
        GCJ02: What map services in China shift positions to.
        BD09: What one of them shifts a second time.
    """

    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One thing with its shape, in WGS-84.

    Attributes:
        code: What identifies it: the code of a place, the key of an entry.
        name: Its name.
        kind: What it is, in the words of its file: road, river; empty where nothing is said.
        points: Its points.
        lines: Its lines, each of two positions or more.
        areas: Its polygons with their holes.
    """

    code: str
    name: str
    kind: str = ""
    points: Path = ()
    lines: tuple[Path, ...] = ()
    areas: tuple[Polygon, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every line and every ring."""
        return (*self.lines, *(ring for area in self.areas for ring in area))

    @property
    def positions(self) -> Path:
        """Every position it has."""
        return (*self.points, *(position for path in self.paths for position in path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A file of features with what it says of itself.

    Attributes:
        source: Where the shapes come from.
        date: Of when they are, as it is written.
        licence: Under which terms they may be used.
        is_sketch: Drawn by hand, neither surveyed nor traced: nothing may be measured on it.
        register: The register whose entries the codes name; empty where they name places.
        features: What is in it, in its order.
    """

    source: str
    date: str
    licence: str
    is_sketch: bool
    register: str
    features: tuple[Feature, ...]
