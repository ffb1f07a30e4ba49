"""The registers of sections and air stations."""

from datetime import datetime

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.queries import every_value, register, values_where
from bayline.platform.registers.terms import Values
from bayline.systems.ecology.rules.intake.airy import AirStation
from bayline.systems.ecology.terms import Station, WaterBody, WaterClass

SECTIONS = "water_sections"
AIR_STATIONS = "air_stations"


def is_within_reach(name: str) -> bool:
    """Tell whether whoever asks sees one of the registers: everybody inside, else if published."""
    try:
        register(name)
    except BaylineError:
        return False
    return True


def stations(at: datetime | None = None) -> tuple[Station, ...]:
    """Give the sections that are registered, by code.

    Args:
        at: As they stood then; None for now.
    """
    return tuple(_station(one) for one in _entries(SECTIONS, at))


def station(code: str, at: datetime | None = None) -> Station | None:
    """Find a section by its code; None where there is none."""
    try:
        found = values_where(register(SECTIONS), "code", [code], at=at)
    except BaylineError:
        return None
    return next(map(_station, found.values()), None)


def no_section(code: str) -> BaylineError:
    """Say that no section has a code."""
    return BaylineError(
        f"no section “{code[:40]}” is registered",
        do="see the register of sections",
        zh=Words(f"断面名册里没有“{code[:40]}”", do="请查断面名册"),
    )


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
        place=values.get("place", ""),
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
