"""What each office posts for a settlement: the insured side its funds, the other the hospital."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bayline.engines.ledger.books import Entry, entry_of
from bayline.systems.settlement.rules import outright
from bayline.systems.settlement.rules.benefits import divided
from bayline.systems.settlement.rules.outright import Year, laid_out
from bayline.systems.settlement.terms import Claim, Filing, Pack, Scope, Split, Status, Used, Visit

FUNDS = ("pool", "addon", "major", "assistance")
_INPATIENT = Visit.INPATIENT.value
# What deductible and ceiling of each kind of visit count in.
_COUNTERS = {one.value: (f"deductible_{one.value}", f"pool_{one.value}") for one in Visit}


def due_of(split: Mapping[str, int]) -> int:
    """Give what the insured office owes the other: all funds, and the personal account."""
    funds = split["pool"] + split["addon"] + split["major"] + split["assistance"]
    return funds + split["account"]


def insured_entry(split: Mapping[str, int], *, partner: str) -> Entry:
    """Give the entry of the insured office."""
    return entry_of(
        {
            "fund:pool": split["pool"],
            "fund:addon": split["addon"],
            "fund:major": split["major"],
            "fund:assistance": split["assistance"],
            "account": split["account"],
            f"due_to:{partner}": -due_of(split),
        }
    )


def treating_entry(split: Mapping[str, int], *, partner: str, hospital: str) -> Entry:
    """Give the entry of the office at the place of treatment."""
    due = due_of(split)
    total = due + split["cash"]
    return entry_of(
        {f"due_from:{partner}": due, "cash": split["cash"], f"hospital:{hospital}": -total}
    )


def quoted(bill: Mapping[str, Any], used: Mapping[str, int], pack: Pack) -> dict[str, Any]:
    """Divide a bill for a person as the year stands.

    Args:
        bill: The bill as the message has it.
        used: What the person has used up, with `stays` and the balance of the `account`.
        pack: The rules.

    Returns:
        Split, change of what is used up, both in fen, and the name of the rules.
    """
    told, visit = bill["scope"], bill["visit"]
    scope = told["own"], told["over"], told["advance"], told["inside"]
    case = laid_out(pack).get((visit, bill["level"], bill["status"], bill["filing"]))
    stays = used.get("stays", 0)
    if case is None or stays < 0:
        parts: tuple[int, ...] = divided(claim_of_bill(bill, used), Scope(*scope), pack, [])
    else:
        deductible, pool = _COUNTERS[visit]
        known = used.get
        year = Year(
            stays + 1,
            known(deductible, 0),
            known(pool, 0),
            known("borne", 0),
            known("major", 0),
            known("account", 0),
        )
        parts = outright.divided(case, scope, year)
    return {
        "rules": pack.id,
        "used": {**used},
        "split": dict(zip(Split._fields, parts, strict=True)),
        "delta": _delta(visit, scope[3], parts),
    }


def _delta(visit: str, inside: int, parts: tuple[int, ...]) -> dict[str, int]:
    deductible, pool, addon, major, assistance, account, _ = parts
    of_deductible, of_pool = _COUNTERS[visit]
    borne, found = inside - pool - addon, {}
    if deductible:
        found[of_deductible] = deductible
    if pool:
        found[of_pool] = pool
    if borne:
        found["borne"] = borne
    if major:
        found["major"] = major
    if assistance:
        found["assistance"] = assistance
    if account:
        found["account"] = -account
    if visit == _INPATIENT:
        found["stays"] = 1
    return found


def counter(bill: Mapping[str, Any], name: str) -> str:
    """Name what an amount of a year counts in: deductible and ceiling go by kind of visit."""
    return f"{name}_{bill['visit']}" if name in ("deductible", "pool") else name


def claim_of_bill(bill: Mapping[str, Any], used: Mapping[str, int]) -> Claim:
    """Give the claim that a bill makes, for a person as the year stood before it."""
    return Claim(
        id=bill["visit_id"],
        visit=Visit(bill["visit"]),
        on=date.fromisoformat(bill["on"]),
        enrollment_area=bill["enrollment_area"],
        treatment_area=bill["treatment_area"],
        level=bill["level"],
        status=Status(bill["status"]),
        filing=Filing(bill["filing"]),
        stay=used.get("stays", 0) + 1,
        used=Used(*(used.get(counter(bill, name), 0) for name in Used._fields)),
        account=used.get("account", 0),
    )
