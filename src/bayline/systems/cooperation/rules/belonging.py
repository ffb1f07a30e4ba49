"""Which government an organisation belongs to, as the register of organisations tells it."""

from collections.abc import Iterator, Mapping

Register = Mapping[str, Mapping[str, str]]  # entries of the register by code


def called(code: str, register: Register | None) -> str:
    """Give the name of an organisation; its code where the register has none."""
    return (register or {}).get(code, {}).get("name", "") or code


def may_belong(unit: str, government: str, register: Register, *, is_vouched: bool = False) -> bool:
    """Tell whether a unit can act for a government.

    A unit below another belongs to whatever that one belongs to; one that stands alone belongs to
    the governments of its place and of the places around it. One of which the register tells
    neither belongs to no government, since nobody could check it.

    Args:
        unit: Code of the unit.
        government: Code of the government.
        register: The organisations.
        is_vouched: Whether the government itself names the unit, so that what the register here
            does not tell of it is open.
    """
    above = [*_above(unit, register)]
    if unit == government or above:
        return unit == government or government in above
    place, around = (register.get(code, {}).get("place", "") for code in (unit, government))
    if not place or not around:
        return is_vouched
    return place.startswith(stem(around))


def is_below(unit: str, government: str, register: Register) -> bool:
    """Tell whether an organisation stands below another."""
    return government in _above(unit, register)


def _above(unit: str, register: Register) -> Iterator[str]:
    seen = {unit, ""}
    while (unit := register.get(unit, {}).get("parent", "")) not in seen:
        seen.add(unit)
        yield unit


def stem(code: str) -> str:
    """Give the digits that the codes of all places in a place begin with."""
    while code.endswith("00"):
        code = code[:-2]
    return code
