"""The conventions by which many settlements are told of together, as a dated file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Conventions(NamedTuple):
    """What is agreed.

    Attributes:
        minimum: The smallest count that is shown.
        trips: Round trips saved for each person and month that had settlements.
        workdays: Working days that nobody waits for the money.
        source: Where that is from.
    """

    minimum: int
    trips: int
    workdays: int
    source: str


@cache
def conventions() -> Conventions:
    """Give the conventions that come with the program."""
    folder = files("bayline.systems.settlement").joinpath("parameters/statistics.toml")
    found = tomllib.loads(folder.read_text("utf-8"))
    return Conventions(
        found["minimum"],
        found["trips_per_person_month"],
        found["waiting_workdays"],
        found["source"],
    )
