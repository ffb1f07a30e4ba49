"""The registers of sections and air stations."""

from datetime import datetime

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.queries import every_value, register
from bayline.platform.registers.terms import Values
from bayline.systems.ecology.rules.intake.airy import AirStation
from bayline.systems.ecology.terms import Station, WaterBody, WaterClass

SECTIONS = "water_sections"
AIR_STATIONS = "air_stations"


def stations(at: datetime | None = None) -> tuple[Station, ...]:
    """Give the sections that are registered, by code.

    Args:
        at: As they stood then; None for now.
    """
    return tuple(_station(one) for one in _entries(SECTIONS, at))


def _station(values: Values) -> Station:
    target = values.get("target", "")
    return Station(
        code=values["code"],
        name=values["name"],
        body=WaterBody(values["water_body"]),
        river=values.get("river", ""),
        basin=values.get("basin", ""),
        level=values.get("level", ""),
        target=WaterClass(int(target)) if target else None,
        point=values.get("point", ""),
    )


def air_stations(at: datetime | None = None) -> tuple[AirStation, ...]:
    """Give the air stations that are registered, by code.

    Args:
        at: As they stood then; None for now.
    """
    return tuple(
        AirStation(one["code"], one["name"], one.get("point", ""))
        for one in _entries(AIR_STATIONS, at)
    )


def _entries(name: str, at: datetime | None) -> list[Values]:
    try:
        found = every_value(register(name), at=at)
    except BaylineError:
        return []
    return [found[key] for key in sorted(found)]
