"""Speeds, costs and thresholds, dated and cited, from `parameters/`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_FILE = "roads-2026.toml"


@cache
def parameters() -> Mapping[str, Any]:
    """Give the edition in force."""
    folder = files("bayline.systems.links").joinpath("parameters")
    return tomllib.loads(folder.joinpath(_FILE).read_text("utf-8"))


def speed_of(road_class: str) -> float | None:
    """Give the speed of a class in kilometers an hour; None where cars do not go."""
    found = parameters()["speeds_kmh"].get(road_class)
    return None if found is None else float(found)


def is_speed(kmh: float) -> bool:
    """Tell whether cars go at that speed."""
    limits = parameters()["limits"]
    return bool(limits["slowest_kmh"] <= kmh <= limits["fastest_kmh"])
