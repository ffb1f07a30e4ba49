"""Claims as programs send them: one JSON object a line, checked field by field before any rule.

Amounts are whole fen; a number with a point, a text that looks like a number and a truth value are
refused, as each of them is how a fen gets lost.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, Final, NoReturn, TypeVar

from bayline.kernel.errors import Words
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.terms import Claim, Filing, Item, Scope, Status, Used, Visit

SCHEMA = 1
# 343 million yuan: more is a mistake, and a share of a share of it still fits into 64 bits.
MOST_FEN = (1 << 35) - 1
MOST_COUNT = 10**6
SCOPE_FIELDS: Final = (
    "fulamt_ownpay_amt",
    "overlmt_selfpay",
    "preselfpay_amt",
    "inscp_scp_amt",
)
STATED_FIELDS: Final = (
    "medfee_sumamt",
    *SCOPE_FIELDS,
    "fund_pay_sumamt",
    "hifp_pay",
    "hifob_pay",
    "hifmi_pay",
    "maf_pay",
    "psn_part_amt",
    "acct_pay",
    "psn_cash_pay",
)
FIELDS: Final = frozenset(
    {
        *("schema", "id", "visit", "on", "enrollment_area", "treatment_area", "level", "status"),
        *("filing", "stay", "items", "scope", "total", "used", "account", "assistance", "stated"),
    }
)
_Word = TypeVar("_Word", bound=Enum)
_Object = Mapping[str, Any]


def claim_in(line: str | bytes) -> Claim:
    """Read a claim from a line of JSON.

    Raises:
        SettlementError: It is none; the code says what stands against it.
    """
    try:
        found = json.loads(line, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise SettlementError(
            "not_json",
            "the line is no JSON",
            why=str(error),
            do="write one object a line",
            zh=Words("这一行不是JSON", "", "一行写一个对象"),
        ) from error
    return claim_of(found)


def claim_of(found: object) -> Claim:
    """Read a claim from an object.

    Raises:
        SettlementError: It is none; the code says what stands against it.
    """
    if not isinstance(found, dict):
        raise SettlementError(
            "not_an_object",
            "the line is no object",
            do="write one object a line",
            zh=Words("这一行不是一个对象", "", "一行写一个对象"),
        )
    if found.get("schema", SCHEMA) is not SCHEMA:
        _refuse("wrong_schema", "schema", found["schema"], f"known is {SCHEMA}", "只认得1")
    _known(found, FIELDS, "")
    claim = _claim(found)
    _total(found, claim)
    return claim


def _claim(found: _Object) -> Claim:
    enrollment, treatment = text(found, "enrollment_area"), text(found, "treatment_area")
    kind, since, until = _filing(found, is_local=enrollment == treatment)
    stated = _amounts(found, "stated", STATED_FIELDS) if "stated" in found else None
    return Claim(
        id=text(found, "id"),
        visit=_word(found, "visit", Visit),
        on=_day(found, "on"),
        enrollment_area=enrollment,
        treatment_area=treatment,
        level=whole(found, "level", most=3),
        status=_status(found, is_needed=stated is None),
        filing=kind,
        filed_from=since,
        filed_until=until,
        stay=whole(found, "stay", most=MOST_COUNT, default=1, least=1),
        items=tuple(_items(found)),
        scope=_scope(found),
        used=_used(found),
        account=whole(found, "account", default=0),
        assistance=text(found, "assistance", default=""),
        stated=stated,
    )


def _status(found: _Object, *, is_needed: bool) -> Status | None:
    return _word(found, "status", Status) if is_needed or "status" in found else None


def _filing(found: _Object, *, is_local: bool) -> tuple[Filing, date | None, date | None]:
    if "filing" not in found and is_local:
        return Filing.LOCAL, None, None
    filing = found.get("filing")
    if filing is None:
        raise SettlementError(
            "filing_missing",
            "the field filing is missing, though the visit was elsewhere",
            why="the share depends on how the visit was registered",
            do="give kind, from and until; unfiled if there was none",
            zh=Words(
                "异地就医缺少filing（备案）",
                "支付比例随备案情形而定",
                "请写kind、from、until；没有备案写unfiled",
            ),
        )
    if not isinstance(filing, dict):
        _refuse("not_an_object", "filing", filing, "an object is asked for", "应为一个对象")
    _known(filing, {"kind", "from", "until"}, "filing.")
    kind = _word(filing, "kind", Filing, inside="filing.")
    if kind is Filing.LOCAL and not is_local:
        _refuse("unknown_value", "filing.kind", "local", "the visit was elsewhere", "是异地就医")
    since = _day(filing, "from") if "from" in filing else None
    until = _day(filing, "until") if "until" in filing else None
    return kind, since, until


def _items(found: _Object) -> list[Item]:
    rows = found.get("items", [])
    if not isinstance(rows, list):
        _refuse("not_an_object", "items", rows, "a list is asked for", "应为一个数组")
    return [_item(row, f"items[{place}].") for place, row in enumerate(rows)]


def _item(row: object, inside: str) -> Item:
    if not isinstance(row, dict):
        _refuse("not_an_object", inside[:-1], row, "an object is asked for", "应为一个对象")
    _known(row, {"code", "quantity", "fee"}, inside)
    quantity = whole(row, "quantity", inside=inside, least=1, most=MOST_COUNT, default=1)
    return Item(text(row, "code", inside=inside), quantity, whole(row, "fee", inside=inside))


def _scope(found: _Object) -> Scope | None:
    if ("items" in found) == ("scope" in found):
        which = "both are given" if "items" in found else "neither is given"
        _refuse(
            "missing" if "items" not in found else "unknown_field",
            "items",
            "scope",
            f"give the lines or the four sums: {which}",
            "items（明细）和scope（四项合计）写一样",
        )
    if "scope" not in found:
        return None
    return Scope(*(_amounts(found, "scope", SCOPE_FIELDS)[name] for name in SCOPE_FIELDS))


def _used(found: _Object) -> Used:
    names = Used._fields
    return Used(**_amounts(found, "used", names, default=0)) if "used" in found else Used()


def _amounts(
    found: _Object, name: str, fields: Sequence[str], *, default: int | None = None
) -> dict[str, int]:
    inner = found[name]
    if not isinstance(inner, dict):
        _refuse("not_an_object", name, inner, "an object is asked for", "应为一个对象")
    _known(inner, {*fields}, f"{name}.")
    asked = fields if name != "stated" else [one for one in fields if one in inner]
    return {one: whole(inner, one, inside=f"{name}.", default=default) for one in asked}


def _total(found: _Object, claim: Claim) -> None:
    """Hold lines or sums against the total, and each against what one bill can be."""
    total = claim.scope.total if claim.scope else sum(one.fee for one in claim.items)
    if total > MOST_FEN:
        _refuse("overflow", "items", total, f"at most {MOST_FEN} fen a bill", "超出一张单据的上限")
    if "total" in found and whole(found, "total") != total:
        raise SettlementError(
            "sum_mismatch",
            f"total is {found['total']}, its parts make {total}",
            why=f"they differ by {found['total'] - total} fen",
            do="send the bill as it is",
            zh=Words(f"total为{found['total']}，各项合计{total}", f"差{found['total'] - total}分"),
        )


def whole(
    found: _Object,
    name: str,
    *,
    inside: str = "",
    most: int = MOST_FEN,
    least: int = 0,
    default: int | None = None,
) -> int:
    """Read a whole number.

    Args:
        found: Where it stands.
        name: Under which name.
        inside: What that object is called, for the sentence.
        most: The most it can be.
        least: The least it can be.
        default: What it is if it is not given; None if it must be.

    Raises:
        SettlementError: It is missing, no integer, too small or too great.
    """
    value = _given(found, name, inside, default)
    where = inside + name
    if type(value) is not int:
        _refuse("not_integer", where, value, "amounts are whole fen", "金额以整数的分为单位")
    if value < least:
        code = "negative" if value < 0 else "unknown_value"
        _refuse(code, where, value, f"at least {least}", f"不小于{least}")
    if value > most:
        code = "overflow" if most >= MOST_COUNT else "unknown_value"
        _refuse(code, where, value, f"at most {most}", f"不大于{most}")
    return int(value)


def text(found: _Object, name: str, *, inside: str = "", default: str | None = None) -> str:
    """Read a text.

    Raises:
        SettlementError: It is missing, no text or empty.
    """
    value = _given(found, name, inside, default)
    if not isinstance(value, str) or (not value.strip() and default is None):
        _refuse("not_text", inside + name, value, "a text is asked for", "应为文字")
    return str(value)


def _given(found: _Object, name: str, inside: str, default: object) -> Any:  # noqa: ANN401 - whatever stands there
    if name in found:
        return found[name]
    if default is not None:
        return default
    raise SettlementError(
        "missing",
        f"the field {inside}{name} is missing",
        do="add it",
        zh=Words(f"缺少{inside}{name}", "", "请补上"),
    )


def _word(found: _Object, name: str, kind: type[_Word], *, inside: str = "") -> _Word:
    value = text(found, name, inside=inside)
    known = {str(one.value): one for one in kind}
    if value not in known:
        listed = ", ".join(known)
        _refuse("unknown_value", inside + name, value, f"known are {listed}", f"可选：{listed}")
    return known[value]


def _day(found: _Object, name: str) -> date:
    value = text(found, name)
    try:
        return _iso(value)
    except ValueError:
        _refuse("bad_date", name, value, "a day is written 2025-03-14", "日期写作2025-03-14")


_iso: Callable[[str], date] = date.fromisoformat


def _known(found: _Object, names: frozenset[str] | set[str], inside: str) -> None:
    for name in found:
        if name not in names:
            listed = ", ".join(sorted(names))
            _refuse("unknown_field", inside + name, "", f"known are {listed}", f"可写：{listed}")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        _refuse("unknown_field", twice, "", "it stands there twice", "写了两次")
    return found


def _refuse(code: str, where: str, value: object, why: str, why_zh: str) -> NoReturn:
    said = f"{where}, value “{str(value)[:40]}”" if value != "" else where
    said_zh = f"{where}的值“{str(value)[:40]}”" if value != "" else where
    raise SettlementError(
        code,
        f"{said}: {_SAID.get(code, 'cannot be taken')}",
        why=why,
        do="correct it and send it again",
        zh=Words(f"{said_zh}不能接收", why_zh, "请改正后再报"),
    )


_SAID: Final = {
    "not_integer": "no whole number",
    "negative": "below zero",
    "overflow": "too great",
    "unknown_value": "not known",
    "unknown_field": "means nothing here",
    "bad_date": "no day",
    "wrong_schema": "no version that is known",
    "not_an_object": "not what is asked for",
    "not_text": "no text",
    "missing": "missing",
}
