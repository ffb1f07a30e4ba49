"""A settlement worked out again from what is kept of it: by which steps, and whether it fits."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError
from bayline.systems.settlement.rules.adjudicating import (
    Compared,
    adjudicated,
    amounts,
    by_pack,
    compared,
)
from bayline.systems.settlement.rules.cases import Case
from bayline.systems.settlement.rules.packs import named_packs
from bayline.systems.settlement.rules.protocol.books import claim_of_bill
from bayline.systems.settlement.rules.taking import claim_of
from bayline.systems.settlement.terms import Adjudicated, Scope, Split


class Explained(NamedTuple):
    """A settlement beside what the rules give.

    Attributes:
        found: The bill by the rules; None where they cannot judge it.
        stated: The amounts that were settled or are printed, by name, fen.
        differences: These less what the rules give, where they differ.
        is_explained: Whether the rules give the same to the fen.
        why: Why the rules cannot judge it, in both languages.
        receipt: The printed receipt beside the rules, where it is one.
    """

    found: Adjudicated | None
    stated: Mapping[str, int]
    differences: Mapping[str, int]
    is_explained: bool
    why: tuple[str, str] = ("", "")
    receipt: Compared | None = None


def explained(case: Case) -> Explained:
    """Work a settlement out again.

    Args:
        case: As it stands.
    """
    try:
        return _explained(case)
    except BaylineError as error:
        return Explained(
            None, {}, {}, is_explained=False, why=(error.in_chinese(), error.sentence())
        )


def _explained(case: Case) -> Explained:
    if "claim" in case.told:
        return _of_claim(case.told["claim"])
    bill, split = case.told["bill"], case.told.get("split")
    used = case.told.get("used", {})
    scope = Scope(*(bill["scope"][name] for name in Scope._fields))
    claim = replace(claim_of_bill(bill, used), scope=scope)
    found = by_pack(claim, named_packs(case.rules)[-1])
    if split is None:
        return Explained(found, {}, {}, is_explained=True)
    stated = amounts(scope, Split(**{name: split[name] for name in Split._fields}))
    given = amounts(found.scope, found.split)
    off = {name: stated[name] - given[name] for name in stated if stated[name] != given[name]}
    return Explained(found, stated, off, not off)


def _of_claim(told: Mapping[str, Any]) -> Explained:
    claim = claim_of(told)
    packs = named_packs(claim.enrollment_area)
    if claim.stated is None:
        found = adjudicated(claim, packs)
        return Explained(found, amounts(found.scope, found.split), {}, is_explained=True)
    held = compared(claim, packs)
    trial = min(held.trials, key=lambda one: sum(map(abs, one.differences.values())))
    off = {name: value for name, value in trial.differences.items() if value}
    return Explained(held.closest, claim.stated, off, held.is_explained, receipt=held)
