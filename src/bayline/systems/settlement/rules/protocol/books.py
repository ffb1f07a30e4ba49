"""What each office posts for a settlement: the insured side its funds, the other the hospital."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bayline.engines.ledger.books import Entry, entry_of
from bayline.systems.settlement.rules.benefits import divided
from bayline.systems.settlement.terms import Claim, Filing, Pack, Scope, Split, Status, Used, Visit

FUNDS = ("pool", "addon", "major", "assistance")


def due_of(split: Mapping[str, int]) -> int:
    """Give what the insured office owes the other: all funds, and the personal account."""
    return sum(split[name] for name in FUNDS) + split["account"]


def insured_entry(split: Mapping[str, int], *, partner: str) -> Entry:
    """Give the entry of the insured office."""
    funds = {f"fund:{name}": split[name] for name in FUNDS}
    return entry_of({**funds, "account": split["account"], f"due_to:{partner}": -due_of(split)})


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
    scope = Scope(*(bill["scope"][name] for name in Scope._fields))
    split = divided(claim_of_bill(bill, used), scope, pack, [])
    return {
        "rules": pack.id,
        "used": dict(used),
        "split": split._asdict(),
        "delta": _delta(bill, scope, split),
    }


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


def _delta(bill: Mapping[str, Any], scope: Scope, split: Split) -> dict[str, int]:
    changes = {
        "deductible": split.deductible,
        "pool": split.pool,
        "borne": scope.inside - split.pool - split.addon,
        "major": split.major,
        "assistance": split.assistance,
        "account": -split.account,
        "stays": int(bill["visit"] == Visit.INPATIENT.value),
    }
    return {counter(bill, name): change for name, change in changes.items() if change}
