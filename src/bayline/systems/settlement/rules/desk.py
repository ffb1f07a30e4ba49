"""What a hospital's desk sends and is told, by the numbers and names of the national interfaces.

Amounts are whole fen, as everywhere here, where the national interfaces write yuan. The names are
those that hospital systems use; how a visit was registered and its level are words of our own.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from bayline.kernel.errors import Words
from bayline.systems.settlement.rules.adjudicating import amounts
from bayline.systems.settlement.rules.catalogs import catalog_for, scoped
from bayline.systems.settlement.rules.identities import holds_number
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.rules.taking import claim_of, text, whole
from bayline.systems.settlement.terms import Scope, Split

PRESETTLE: Final = {"2206": "outpatient", "2303": "inpatient"}
SETTLE: Final = {"2207": "outpatient", "2304": "inpatient"}
CANCEL: Final = ("2208", "2305")
REVERSE, TOTALS, DETAILS = "2601", "3201", "3202"
SPLIT, CONFIRM, WITHDRAW = "3260", "3261", "3262"
ELIGIBLE = "2001"
LISTS: Final = (CONFIRM, WITHDRAW)  # whose data is a list
NUMBERS: Final = frozenset(
    (ELIGIBLE, *PRESETTLE, *SETTLE, *CANCEL, REVERSE, TOTALS, DETAILS, SPLIT, CONFIRM, WITHDRAW)
)
PAGE = 100  # rows of a page of 3260, and of a batch of 3261 and 3262
_MESSAGE_ID = re.compile(r"[A-Z0-9]{12}[0-9]{14}[0-9]{4}")
_STATUS: Final = {"11": "active", "12": "retired"}
Row = dict[str, Any]


class Envelope(NamedTuple):
    """A message of a hospital.

    Attributes:
        number: Which interface it is for (infno).
        id: The key of the message (msgid): institution, time, sequence.
        hospital: The institution (fixmedins_code).
        input: What it says.
    """

    number: str
    id: str
    hospital: str
    input: Row


def envelope_in(data: bytes) -> Envelope:
    """Read a message of a hospital.

    Raises:
        SettlementError: It is none; the code says what stands against it.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise refusal("not_json", str(error)[:80], "内容不是JSON") from None
    if not isinstance(found, dict) or not isinstance(found.get("input"), dict):
        raise refusal("not_an_object", "an object with “input” is asked for", "应为含input的对象")
    number, name = text(found, "infno"), text(found, "msgid")
    hospital = text(found, "fixmedins_code")
    if number not in NUMBERS:
        raise refusal("unknown_number", f"infno {number[:20]}", f"没有{number[:20]}号接口")
    if not _MESSAGE_ID.fullmatch(name) or not name.startswith(hospital):
        raise refusal(
            "bad_message_id", "12 + 14 + 4 characters", "报文编号为机构12位＋时间14位＋4位"
        )
    return Envelope(number, name, hospital, found["input"])


def bill_in(told: Envelope, *, kind: str, level: int, areas: tuple[str, str]) -> Row:
    """Make the bill of a message, its lines divided by the catalog of the place of treatment.

    Args:
        told: The message; its person is named by a pseudonym already.
        kind: outpatient or inpatient.
        level: Level of the hospital.
        areas: Where the person is insured, and where treated.

    Raises:
        SettlementError: A field, an amount or a code is not as it must be.
    """
    said = told.input.get("data", {})
    if not isinstance(said, dict):
        raise refusal("not_an_object", "input.data", "input.data应为对象")
    enrollment, treatment = areas
    filing = {"kind": text(said, "filing"), "from": text(said, "setl_date")}
    claim = claim_of(
        {
            "id": kept_text(said, "mdtrt_id"),
            "visit": kind,
            "on": text(said, "setl_date"),
            "enrollment_area": enrollment,
            "treatment_area": treatment,
            "level": level,
            "status": _STATUS.get(text(said, "psn_type")[:2], "?"),
            "filing": filing,
            "items": [_item(one, place) for place, one in enumerate(_lines(told.input))],
            "total": whole(said, "medfee_sumamt"),
        }
    )
    scope, _ = scoped(claim.items, catalog_for(claim))
    return {
        "visit_id": f"{told.hospital}/{claim.id}",
        "person": kept_text(said, "psn_no"),
        "hospital": told.hospital,
        "visit": kind,
        "on": claim.on.isoformat(),
        "enrollment_area": enrollment,
        "treatment_area": treatment,
        "level": level,
        "status": claim.status.value if claim.status else "",
        "filing": claim.filing.value,
        "scope": scope._asdict(),
    }


def kept_text(said: Row, name: str) -> str:
    """Read a text that is kept and sent on, and so holds no identity number.

    Raises:
        SettlementError: It is none, or holds one.
    """
    found = text(said, name)
    if holds_number(found):
        raise refusal("identity_in_text", name, f"{name}里有身份证号，身份证号只能写在certno")
    return found


def original_in(told: Envelope) -> str:
    """Read the id of the message that is to be reversed: one of the same institution.

    Raises:
        SettlementError: It is none.
    """
    found = text(told.input.get("data", {}), "omsgid")
    if not _MESSAGE_ID.fullmatch(found) or not found.startswith(told.hospital):
        raise refusal("bad_message_id", "omsgid", "omsgid应为本机构的报文编号")
    return found


def _lines(told: Row) -> list[Any]:
    rows = told.get("feedetail", [])
    if not isinstance(rows, list) or not rows:
        raise refusal("missing", "input.feedetail", "缺少费用明细feedetail")
    return rows


def _item(row: object, place: int) -> Row:
    if not isinstance(row, dict):
        raise refusal("not_an_object", f"feedetail[{place}]", f"feedetail[{place}]应为对象")
    names = {"med_list_codg": "code", "cnt": "quantity", "det_item_fee_sumamt": "fee"}
    return {names[name]: value for name, value in row.items() if name in names}


def settled_row(name: str, bill: Mapping[str, Any], answer: Mapping[str, Any]) -> Row:
    """Give what a desk is told of a bill that was divided, by the national names."""
    scope = Scope(*(bill["scope"][one] for one in Scope._fields))
    split = Split(*(answer["split"][one] for one in Split._fields))
    return {
        "setl_id": name,
        "mdtrt_id": bill["visit_id"].partition("/")[2],
        "psn_no": bill["person"],
        "setl_date": answer.get("day", ""),
        "rules": answer["rules"],
        **amounts(scope, split),
    }


def totals_of(rows: Iterable[Mapping[str, Any]]) -> Row:
    """Add the settlements of a hospital up as total reconciliation names the sums."""
    found = {"fixmedins_setl_cnt": 0, "medfee_sumamt": 0, "fund_pay_sumamt": 0, "acct_pay": 0}
    for row in rows:
        found["fixmedins_setl_cnt"] += 1
        for name in ("medfee_sumamt", "fund_pay_sumamt", "acct_pay"):
            found[name] += row[name]
    return found


def compared(own: Iterable[Mapping[str, Any]], told: Iterable[object]) -> list[Row]:
    """Compare the settlements of a hospital with its own list, one by one; nothing is netted."""
    here = {str(one["setl_id"]): one for one in own}
    there = {str(one.get("setl_id", "")): one for one in told if isinstance(one, dict)}
    names = ("medfee_sumamt", "fund_pay_sumamt", "acct_pay")
    found = []
    for name in sorted({*here, *there}):
        mine = {one: here[name][one] for one in names} if name in here else None
        theirs = {one: there[name].get(one) for one in names} if name in there else None
        if mine != theirs:
            found.append({"setl_id": name, "office": mine, "hospital": theirs})
    return found


def month_in(told: Envelope) -> str:
    """Read the month that is asked for.

    Raises:
        SettlementError: It is none.
    """
    said = told.input.get("data", {})
    year = whole(said, "trt_year", least=2000, most=9999)
    return f"{year:04}-{whole(said, 'trt_month', least=1, most=12):02}"


def days_in(told: Envelope) -> tuple[str, str]:
    """Read the days that are reconciled, both included.

    Raises:
        SettlementError: One is none.
    """
    said = told.input.get("data", {})
    days = text(said, "stmt_begndate"), text(said, "stmt_enddate")
    try:
        first, last = (date.fromisoformat(one).isoformat() for one in days)
    except ValueError:
        raise refusal("bad_date", "stmt_begndate, stmt_enddate", "日期写作2025-03-14") from None
    return first, last


def names_in(told: Envelope) -> list[str]:
    """Read the settlements of a batch.

    Raises:
        SettlementError: There is none, or there are too many.
    """
    rows = told.input.get("data", [])
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise refusal("not_an_object", "input.data", "input.data应为数组")
    if len(rows) > PAGE:
        raise refusal("too_many", f"at most {PAGE}", f"一次最多{PAGE}条")
    return [text(one, "setl_id") for one in rows]


def refusal(code: str, why: str, why_zh: str) -> SettlementError:
    """Make the refusal of a message of a desk."""
    return SettlementError(
        code,
        f"the message of the desk is not taken ({code})",
        why=why,
        do="correct it and send it again",
        zh=Words(f"报文不能受理（{code}）", why_zh, "请改正后再报"),
    )
