"""A Claim as a bill that the rules can divide.

What FHIR has no element for stands in `supportingInfo`, each with a category of the system below
and a `valueString`; amounts are the `net` of items.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bayline.systems.settlement.rules.fhir.faults import (
    Fault,
    Object,
    code_of,
    coded,
    fen,
    number,
    rows,
)

SYSTEM = "urn:bayline:settlement"
VISITS = {"institutional": "inpatient", "professional": "outpatient", "pharmacy": "outpatient"}
_TEXTS = ("enrollment_area", "treatment_area", "status", "assistance")
_NUMBERS = ("level", "stay", "account")
_USED = ("deductible", "pool", "borne", "major", "assistance")
_FILING = ("filing", "filing_from", "filing_until")
_NEEDED = ("enrollment_area", "treatment_area", "status", "level")


def bill_of(claim: Object) -> tuple[Object, tuple[Fault, ...]]:
    """Make the bill of a Claim that was checked.

    Returns:
        The bill as `adjudicate` takes it, and what is missing for it.
    """
    told = _told(claim)
    faults = [*_faults(claim, told)]
    if faults:
        return {}, tuple(faults)
    bill: Object = {
        "id": str(claim.get("id") or claim["created"]),
        "visit": VISITS[code_of(claim["type"])],
        "on": _day(claim),
        "items": [_item(item) for _, item in rows(claim, "item")],
        **{name: told[name] for name in _TEXTS if name in told},
        **{name: int(told[name]) for name in _NUMBERS if name in told},
    }
    filing = {
        key: told[name]
        for name, key in zip(_FILING, ("kind", "from", "until"), strict=True)
        if name in told
    }
    used = {name: int(told[f"used_{name}"]) for name in _USED if f"used_{name}" in told}
    bill |= {"filing": filing} if filing else {}
    return bill | ({"used": used} if used else {}), ()


def _told(claim: Object) -> dict[str, str]:
    pairs = (
        (coded(one.get("category"), SYSTEM), one.get("valueString"))
        for _, one in rows(claim, "supportingInfo")
    )
    return {name: value for name, value in pairs if name and isinstance(value, str)}


def _faults(claim: Object, told: dict[str, str]) -> Iterator[Fault]:
    if code_of(claim.get("type")) not in VISITS:
        yield Fault("type.coding[0].code", "code", code_of(claim.get("type")))
    lacking = (name for name in _NEEDED if name not in told)
    yield from (Fault("supportingInfo", "missing", f"{SYSTEM} {name}") for name in lacking)
    whole = (*_NUMBERS, *(f"used_{name}" for name in _USED))
    for name in whole:
        if name in told and not (told[name].isascii() and told[name].isdigit()):
            yield Fault("supportingInfo", "code", f"{name} = {told[name][:20]}")
    yield from _item_faults(claim)


def _item_faults(claim: Object) -> Iterator[Fault]:
    if not _day(claim):
        yield Fault("billablePeriod.end", "missing", "YYYY-MM-DD")
    if not rows(claim, "item"):
        yield Fault("item", "missing")
    for path, item in rows(claim, "item"):
        if "net" not in item:
            yield Fault(f"{path}.net", "missing")
        count = _count(item)
        if count is None or count != int(count):
            yield Fault(f"{path}.quantity.value", "quantity", str(count))


def _day(claim: Object) -> str:
    """Give the day of the bill: the end of its period, else of what was done last."""
    period = claim.get("billablePeriod")
    ends = [period.get("end")] if isinstance(period, dict) else []
    ends += [max((str(one.get("servicedDate", "")) for _, one in rows(claim, "item")), default="")]
    found = next((str(one)[:10] for one in ends if one), "")
    try:
        return date.fromisoformat(found).isoformat()
    except ValueError:
        return ""


def _count(item: Object) -> Decimal | None:
    """Give how many units an item has, one where it does not say; None if that is no number."""
    quantity = item.get("quantity")
    return number(quantity.get("value")) if isinstance(quantity, dict) else Decimal(1)


def _item(item: Object) -> Object:
    return {
        "code": code_of(item["productOrService"]),
        "quantity": int(_count(item) or 0),
        "fee": fen(item["net"]),
    }
