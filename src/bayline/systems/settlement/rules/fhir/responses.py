"""What the rules give, as a ClaimResponse: totals by payer, and each step as a note."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bayline.systems.settlement.rules.adjudicating import amounts, broken_identities
from bayline.systems.settlement.rules.fhir.bills import SYSTEM
from bayline.systems.settlement.rules.fhir.faults import Fault, Object, coded, fen, rows
from bayline.systems.settlement.rules.telling import UNVERIFIED, UNVERIFIED_ZH, said
from bayline.systems.settlement.terms import Adjudicated

CATEGORIES = "http://terminology.hl7.org/CodeSystem/adjudication"


def response_of(
    claim: Object, found: Adjudicated, *, created: str, insurer: str, is_chinese: bool
) -> Object:
    """Give the ClaimResponse to a Claim.

    Args:
        claim: The Claim.
        found: Its bill, divided.
        created: The present moment, as ISO 8601 writes it.
        insurer: The office at the place of enrollment.
        is_chinese: Whether notes are in Chinese.
    """
    notes = [said(one, is_chinese=is_chinese) for one in found.steps]
    if not found.is_verified:
        notes.append(UNVERIFIED_ZH if is_chinese else UNVERIFIED)
    return {
        "resourceType": "ClaimResponse",
        "identifier": [{"system": f"{SYSTEM}:rules", "value": found.pack}],
        "status": "active",
        "type": claim["type"],
        "use": "claim",
        "patient": claim["patient"],
        "created": created,
        "insurer": {"display": insurer},
        "request": {"reference": f"Claim/{found.claim.id}"},
        "outcome": "complete",
        "total": _totals(found),
        "payment": {
            "type": _concept("http://terminology.hl7.org/CodeSystem/ex-paymenttype", "complete"),
            "amount": _money(found.split.fund),
        },
        "processNote": [{"number": number, "text": text} for number, text in enumerate(notes, 1)],
    }


def _totals(found: Adjudicated) -> list[Object]:
    plain = {
        "submitted": found.scope.total,
        "eligible": found.scope.inside,
        "deductible": found.split.deductible,
        "benefit": found.split.fund,
    }
    own = amounts(found.scope, found.split)
    return [
        *(_total(CATEGORIES, code, value) for code, value in plain.items()),
        *(_total(SYSTEM, code, value) for code, value in own.items()),
    ]


def _total(system: str, code: str, value: int) -> Object:
    return {"category": _concept(system, code), "amount": _money(value)}


def _concept(system: str, code: str) -> Object:
    return {"coding": [{"system": system, "code": code}]}


def _money(value: int) -> Object:
    return {"value": Decimal(value).scaleb(-2), "currency": "CNY"}


def stated_in(response: Object) -> tuple[Mapping[str, int], tuple[Fault, ...]]:
    """Give the amounts of a ClaimResponse by their names here, fen, and which break an identity."""
    named: dict[str, Any] = {}
    for _, one in rows(response, "total"):
        name = coded(one.get("category"), SYSTEM)
        if name:
            named[name] = fen(one.get("amount"))
    return named, tuple(Fault("total", "total_mismatch", one) for one in broken_identities(named))
