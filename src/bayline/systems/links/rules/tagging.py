"""What the tags of OpenStreetMap say of a road: who may use it, how fast, in which direction.

Extracts have them, and GeoJSON that was written from an extract has them as well.
"""

from typing import Protocol

_MPH = 1.609344
_CLOSED = frozenset({"no", "private"})
_AHEAD, _BACK = frozenset({"yes", "1", "true"}), frozenset({"-1", "reverse"})
_ROUND = frozenset({"roundabout", "circular"})
_FAST = frozenset({"motorway", "motorway_link"})
# Ways that cars do not go along, or that are not there yet.
NO_CARS = frozenset(
    {"footway", "path", "cycleway", "steps", "pedestrian", "bridleway", "corridor", "platform"}
    | {"busway", "bus_guideway", "elevator", "escape", "raceway", "via_ferrata"}
    | {"construction", "proposed", "abandoned", "razed", "disused", "no"}
)


class Tags(Protocol):
    """Tags by their keys."""

    def get(self, key: str, /) -> str | None:
        """Give what a key says; None where it says nothing."""


def is_closed(tags: Tags) -> bool:
    """Tell whether the public may not go along."""
    return tags.get("access") in _CLOSED


def limit_of(stated: str | None) -> float | None:
    """Give a limit in kilometers an hour; None for words such as walk, none, or a rule's name."""
    if not stated:
        return None
    number, _, unit = stated.partition(" ")
    if not number.isdecimal():
        return None
    return float(number) * (_MPH if unit == "mph" else 1.0)


def direction_of(tags: Tags) -> int:
    """Give 1 along the nodes alone, -1 against them alone, 0 both."""
    stated = tags.get("oneway")
    if stated in _AHEAD:
        return 1
    if stated in _BACK:
        return -1
    is_one_way = tags.get("junction") in _ROUND or tags.get("highway") in _FAST
    return 1 if stated != "no" and is_one_way else 0
