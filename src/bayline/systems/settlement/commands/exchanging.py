"""`bayline settlement fhir`: look at a Claim or a ClaimResponse, and answer a Claim."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, is_chinese, reason_in_chinese
from bayline.platform.terminal import complain, write
from bayline.systems.settlement.rules.adjudicating import adjudicated
from bayline.systems.settlement.rules.fhir.bills import bill_of
from bayline.systems.settlement.rules.fhir.checking import faults_of
from bayline.systems.settlement.rules.fhir.faults import Fault, Object
from bayline.systems.settlement.rules.fhir.responses import response_of, stated_in
from bayline.systems.settlement.rules.packs import named_packs
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.rules.taking import claim_of


def show(file: Path, *, rules: str, form: str) -> int:
    """Say what is wrong with a resource; a Claim that is right is answered, if rules are named.

    Args:
        file: The resource as JSON.
        rules: A place or an edition; empty to look only.
        form: table or jsonl.

    Returns:
        1 if something is wrong, else 0.

    Raises:
        BaylineError: The file cannot be read, or the rules refuse the bill.
    """
    found = _read(file)
    faults: Sequence[Fault] = faults_of(found)
    answer: Object | None = None
    if not faults and found["resourceType"] == "ClaimResponse":
        stated, faults = stated_in(found)
        answer = dict(stated) or None
    elif not faults and rules:
        answer, faults = _answered(found, rules)
    _tell(faults, form)
    if answer is not None and not faults:
        write(orjson.dumps(answer, default=_exact, option=orjson.OPT_INDENT_2).decode() + "\n")
    elif not faults:
        complain(either(f"{file}没有发现问题", f"{file}: nothing wrong was found"))
    return int(bool(faults))


def _answered(claim: Object, rules: str) -> tuple[Object | None, Sequence[Fault]]:
    bill, faults = bill_of(claim)
    if faults:
        return None, faults
    try:
        divided = adjudicated(claim_of(bill), named_packs(rules))
    except SettlementError as error:
        return None, (Fault(error.code, "missing", error.sentence()),)
    answer = response_of(
        claim,
        divided,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        insurer=divided.claim.enrollment_area,
        is_chinese=is_chinese(),
    )
    return answer, ()


def _tell(faults: Sequence[Fault], form: str) -> None:
    for one in faults:
        words = one.said(is_chinese=is_chinese())
        if form == "jsonl":
            told = {"path": one.path, "rule": one.rule, "sentence": words}
            write(orjson.dumps(told).decode() + "\n")
        else:
            write(f"{one.path}\t{one.rule}\t{words}\n")


def _exact(value: object) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, Decimal):  # of two places, which a float of this size gives back exactly
        return float(value)
    raise TypeError(type(value).__name__)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” stands there twice")
    return found


def _read(file: Path) -> Object:
    try:
        text = file.read_text("utf-8-sig")
        found = json.loads(text, parse_float=Decimal, object_pairs_hook=_once)
    except (OSError, ValueError, RecursionError) as error:
        why = getattr(error, "strerror", "") or str(error)
        raise BaylineError(
            "the file holds no resource",
            where=str(file),
            why=why,
            do="write one Claim or ClaimResponse of FHIR R5 as JSON",
            zh=Words(
                "文件里没有FHIR资源",
                reason_in_chinese(error) if isinstance(error, OSError) else why,
                "请写一个FHIR R5的Claim或ClaimResponse，JSON格式",
            ),
        ) from None
    return found if isinstance(found, dict) else {"resourceType": type(found).__name__}
