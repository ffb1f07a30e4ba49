"""Made-up settlements of a pack: bills whose amounts the program works out by its own rules."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.settlement.rules.adjudicating import adjudicated
from bayline.systems.settlement.rules.cases import (
    INSURED,
    SETTLED,
    STANDINGS,
    TREATING,
    UNKNOWN,
    Case,
    divided,
)
from bayline.systems.settlement.rules.packs import named_packs
from bayline.systems.settlement.rules.taking import claim_of

PATH = "settlement/examples.jsonl"
_NEEDED = {"claim", "side", "hospital", "person", "standing", "asked"}
_KNOWN = {*_NEEDED, "answered", "code", "partner_due"}


def examples_in(data: bytes, *, where: str) -> Iterator[Case]:
    """Read made-up settlements, one JSON object a line.

    Args:
        data: The bytes of the file.
        where: Its path, which refusals name.

    Raises:
        BaylineError: A line is none; its number is named.
    """
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield replace(_example(line, f"{where}:{number}"), id=f"example-{number:03}")


def _example(line: bytes, where: str) -> Case:
    try:
        found = orjson.loads(line)
        if not {*found} <= _KNOWN or not {*found} >= _NEEDED:
            raise ValueError(f"asked for are {', '.join(sorted(_NEEDED))}")  # noqa: TRY301 - one sentence for all
        return _case(found)
    except BaylineError as error:
        raise _no_example(where, error.sentence(), error.in_chinese()) from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _no_example(where, str(error), str(error)) from None


def _case(found: Mapping[str, Any]) -> Case:
    claim = claim_of(found["claim"])
    if found["side"] not in (TREATING, INSURED) or found["standing"] not in STANDINGS:
        raise ValueError("side or standing is none that is known")
    made = Case(
        id=claim.id,
        side=found["side"],
        standing=found["standing"],
        visit=claim.id,
        person=str(found["person"]),
        hospital=str(found["hospital"]),
        day=claim.on.isoformat(),
        total=claim.scope.total if claim.scope else sum(one.fee for one in claim.items),
        code=str(found.get("code", "")),
        asked_ms=_ms(found["asked"]),
        answered_ms=_ms(found["answered"]) if "answered" in found else 0,
        told={"claim": found["claim"]},
        is_example=True,
        partner_due=found.get("partner_due"),
    )
    return _worked_out(made) if found["standing"] not in ("asked", "refused") else made


def _worked_out(case: Case) -> Case:
    claim = claim_of(case.told["claim"])
    if claim.stated is not None:
        given = claim.stated
        fund, account, cash = (
            given.get(name, 0) for name in ("fund_pay_sumamt", "acct_pay", "psn_cash_pay")
        )
        return _agreed(replace(case, fund=fund, account=account, cash=cash))
    result = adjudicated(claim, named_packs(claim.enrollment_area))
    made = divided(replace(case, rules=result.pack), result.split._asdict())
    return _agreed(made)


def _agreed(case: Case) -> Case:
    """Let the partner hold the same, unless the example says otherwise or nobody knows."""
    if case.standing == SETTLED:
        case = replace(case, counted=case.day)
    if case.partner_due is not None or case.standing in UNKNOWN:
        return case
    return replace(case, partner_due=case.due)


def _ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def _no_example(where: str, why: str, why_zh: str) -> BaylineError:
    return BaylineError(
        "this is no example of a settlement",
        where=where,
        why=why,
        do="write it as the guide to settlement shows",
        zh=Words("不是示例结算单", why_zh, "写法见结算指南"),
    )
