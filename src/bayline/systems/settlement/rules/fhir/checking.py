"""Checks that a Claim or a ClaimResponse is sense; whether it is FHIR at all is asked first."""

from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP
from typing import Any

from bayline.systems.settlement.rules.fhir.faults import (
    Fault,
    Object,
    amount_faults,
    code_of,
    fen,
    number,
    rows,
)
from bayline.systems.settlement.rules.writing import yuan

_STATUSES = frozenset({"active", "cancelled", "draft", "entered-in-error"})
_USES = frozenset({"claim", "preauthorization", "predetermination"})
_OUTCOMES = frozenset({"queued", "complete", "error", "partial"})
_SEQUENCES = ("item", "careTeam", "diagnosis", "procedure", "insurance", "supportingInfo")
# What an item names of other lists, by the element that holds their sequences.
_NAMED = {
    "careTeamSequence": "careTeam",
    "diagnosisSequence": "diagnosis",
    "procedureSequence": "procedure",
    "informationSequence": "supportingInfo",
}
_NESTED = ("detail", "subDetail")
_SUMMED = ("submitted", "eligible", "benefit", "deductible", "copay")


def faults_of(found: Object) -> tuple[Fault, ...]:
    """Give all that is wrong with a resource, its structure first.

    Args:
        found: The resource as JSON has it, its numbers exact.
    """
    kind = found.get("resourceType")
    if kind not in ("Claim", "ClaimResponse"):
        return (Fault("resourceType", "resource", str(kind)[:40]),)
    own = _claim(found) if kind == "Claim" else _response(found)
    every = (*_structure(found, kind), *_codes(found), *_money(found, ""), *own)
    return tuple(dict.fromkeys(every))


def _structure(found: Object, kind: str) -> Iterator[Fault]:
    from pydantic import ValidationError

    try:
        if kind == "Claim":
            from fhir.resources.claim import Claim

            Claim.model_validate(found)
        else:
            from fhir.resources.claimresponse import ClaimResponse

            ClaimResponse.model_validate(found)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            yield Fault(_path(one["loc"]), "structure", one["msg"].removeprefix("Value error, "))


def _path(places: tuple[int | str, ...]) -> str:
    path = ""
    for one in places:
        path += f"[{one}]" if isinstance(one, int) else f".{one}" if path else one
    return path or "resource"


def _codes(found: Object) -> Iterator[Fault]:
    known = {"status": _STATUSES, "use": _USES, "outcome": _OUTCOMES}
    for name, codes in known.items():
        value = found.get(name)
        if value is not None and value not in codes:
            yield Fault(name, "code", str(value)[:40])


def _money(value: Any, path: str) -> Iterator[Fault]:  # noqa: ANN401 - whatever JSON holds
    """Look at every amount there is, however deep it stands."""
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from _money(one, f"{path}[{at}]")
    elif isinstance(value, dict):
        if "currency" in value:
            yield from amount_faults(value, path)
        for name, one in value.items():
            yield from _money(one, f"{path}.{name}" if path else name)


def _claim(claim: Object) -> Iterator[Fault]:
    yield from _sequences(claim)
    focal = [one for _, one in rows(claim, "insurance") if one.get("focal") is True]
    if len(focal) != 1:
        yield Fault("insurance", "focal", str(len(focal)))
    yield from _period(claim, "")
    items = rows(claim, "item")
    for path, item in items:
        yield from _item(item, path, claim)
    amounts = [("item", item) for _, item in items if "net" in item]
    if "total" in claim and items and len(amounts) == len(items):
        total = sum(fen(item["net"]) for _, item in amounts)
        if total != fen(claim["total"]):
            yield Fault("total.value", "total_mismatch", _both(fen(claim["total"]), total))


def _sequences(found: Object) -> Iterator[Fault]:
    for name in _SEQUENCES:
        seen: Counter[object] = Counter()
        for path, one in rows(found, name):
            value = str(one.get("sequence"))
            seen[value] += 1
            if seen[value] == 2:  # noqa: PLR2004 - told once, where it stands again
                yield Fault(f"{path}.sequence", "duplicate_sequence", value)


def _period(found: Object, path: str) -> Iterator[Fault]:
    name = "servicedPeriod" if path else "billablePeriod"
    period = found.get(name)
    if isinstance(period, dict) and {"start", "end"} <= {*period}:
        start, end = str(period["start"]), str(period["end"])
        least = min(len(start), len(end))
        if end[:least] < start[:least]:
            where = f"{path}.{name}" if path else name
            yield Fault(where, "period", f"{start} > {end}")


def _item(item: Object, path: str, claim: Object) -> Iterator[Fault]:
    for name, other in _NAMED.items():
        known = {one.get("sequence") for _, one in rows(claim, other)}
        some = item.get(name)
        for at, value in enumerate(some if isinstance(some, list) else ()):
            if value not in known:
                yield Fault(f"{path}.{name}[{at}]", "unknown_sequence", str(value))
    yield from _period(item, path)
    yield from _amounts(item, path, _NESTED)


def _amounts(item: Object, path: str, nested: tuple[str, ...]) -> Iterator[Fault]:
    yield from _net(item, path)
    if not nested:
        return
    parts = rows(item, nested[0])
    for below, part in parts:
        yield from _amounts(part, f"{path}.{below}", nested[1:])
    if parts and "net" in item and all("net" in part for _, part in parts):
        total = sum(fen(part["net"]) for _, part in parts)
        if total != fen(item["net"]):
            yield Fault(f"{path}.net.value", "detail_sum", _both(fen(item["net"]), total))


def _net(item: Object, path: str) -> Iterator[Fault]:
    if not code_of(item.get("productOrService")):
        yield Fault(f"{path}.productOrService", "missing", "coding.code")
    quantity = item.get("quantity")
    count = number(quantity.get("value")) if isinstance(quantity, dict) else None
    price = item.get("unitPrice")
    value = number(price.get("value")) if isinstance(price, dict) else None
    if "net" not in item or value is None or (quantity is not None and count is None):
        return
    factor = number(item["factor"]) if "factor" in item else None
    whole = value * (1 if count is None else count) * (1 if factor is None else factor) * 100
    made = int(whole.to_integral_value(ROUND_HALF_UP)) + fen(item.get("tax"))
    if made != fen(item["net"]):
        yield Fault(f"{path}.net.value", "net_mismatch", _both(fen(item["net"]), made))


def _response(found: Object) -> Iterator[Fault]:
    items = rows(found, "item")
    seen: Counter[object] = Counter()
    for path, item in items:
        value = str(item.get("itemSequence"))
        seen[value] += 1
        if seen[value] == 2:  # noqa: PLR2004 - told once, where it stands again
            yield Fault(f"{path}.itemSequence", "duplicate_sequence", value)
    totals = {code_of(one.get("category")): one for _, one in rows(found, "total")}
    for at, one in rows(found, "total"):
        code = code_of(one.get("category"))
        parts = _adjudicated(items, code)
        if code in _SUMMED and parts and sum(parts) != fen(one.get("amount")):
            both = _both(fen(one.get("amount")), sum(parts))
            yield Fault(f"{at}.amount.value", "total_mismatch", both)
    yield from _payment(found, totals)


def _adjudicated(items: list[tuple[str, Object]], code: str) -> list[int]:
    return [
        fen(one.get("amount"))
        for _, item in items
        for _, one in rows(item, "adjudication")
        if code_of(one.get("category")) == code
    ]


def _payment(found: Object, totals: dict[str, Object]) -> Iterator[Fault]:
    payment = found.get("payment")
    if not isinstance(payment, dict) or "amount" not in payment or "benefit" not in totals:
        return
    benefit = fen(totals["benefit"].get("amount")) - fen(payment.get("adjustment"))
    if benefit != fen(payment["amount"]):
        yield Fault(
            "payment.amount.value", "payment_mismatch", _both(fen(payment["amount"]), benefit)
        )


def _both(stated: int, made: int) -> str:
    return f"{yuan(stated)} ≠ {yuan(made)}"
