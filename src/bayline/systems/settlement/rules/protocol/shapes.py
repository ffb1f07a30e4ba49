"""Whether a message says what its kind must: a seal proves who wrote it, not that it is sense."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bayline.engines.ledger.comparing import TOGETHER
from bayline.systems.settlement.rules.protocol.messages import Message
from bayline.systems.settlement.rules.protocol.state import BACK
from bayline.systems.settlement.terms import Filing, Scope, Split, Status, Visit

BELOW = 2**35  # fen; sums of all that an office ever holds stay within 64 bits
LONGEST = 200  # characters of a name
_PARTS = 16
_WORDS = {"visit", "level", "status", "filing"}
_Is = Callable[[Any], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST


def _is_said(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**53


def is_fen(value: object) -> bool:
    """Whether a value is an amount: whole fen, not below zero, within bounds."""
    return type(value) is int and 0 <= value < BELOW


def _is_change(value: object) -> bool:
    return type(value) is int and -BELOW < value < BELOW


def _is_day(value: object) -> bool:
    try:
        return date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        return False


def _one_of(kind: Any) -> _Is:  # noqa: ANN401 - any enumeration
    known = {one.value for one in kind}
    return lambda value: isinstance(value, str) and value in known


def _each(names: tuple[str, ...], fits: _Is) -> _Is:
    return lambda value: isinstance(value, dict) and all(fits(value.get(name)) for name in names)


def _all(fits: _Is) -> _Is:
    return lambda value: isinstance(value, dict) and all(map(fits, value.values()))


def _is_seen(value: object) -> bool:
    return isinstance(value, list) and [type(one) for one in value] == [int, int, str]


_HEAD: Mapping[str, _Is] = {
    **dict.fromkeys(("from", "to", "id", "kind", "hash"), _is_text),
    **dict.fromkeys(("at", "boot", "epoch", "rows"), _is_count),
    "last": _is_said,
    "seen": _is_seen,
    "version": lambda value: type(value) is int,
    "body": lambda value: isinstance(value, dict),
}
_BILL: Mapping[str, _Is] = {
    **dict.fromkeys(("visit_id", "person", "hospital"), _is_text),
    **dict.fromkeys(("enrollment_area", "treatment_area"), _is_text),
    "visit": _one_of(Visit),
    "on": _is_day,
    "level": lambda value: type(value) is int and value in range(4),
    "status": _one_of(Status),
    "filing": _one_of(Filing),
    "scope": _each(Scope._fields, is_fen),
}
_SPLIT = _each(Split._fields, is_fen)


def _bill_fault(value: object) -> str:
    """Name the first part of a bill that is not as it must be, with its code; empty if all is."""
    if not isinstance(value, dict):
        return "not_an_object:body.bill"
    for name, fits in _BILL.items():
        if not fits(value.get(name)):
            scope = value.get("scope") if name == "scope" else None
            if isinstance(scope, dict):
                one = next(one for one in Scope._fields if not is_fen(scope.get(one)))
                return f"{_code_of_amount(scope.get(one))}:body.bill.scope.{one}"
            return f"{_code_of(value.get(name), name)}:body.bill.{name}"
    return ""


def _code_of_amount(value: object) -> str:
    """Say by its code why a value is no amount."""
    if value is None:
        return "missing"
    if type(value) is not int:
        return "not_integer"
    return "negative" if value < 0 else "overflow"


def _code_of(value: object, name: str) -> str:
    if value is None:
        return "missing"
    if name == "on":
        return "bad_date"
    return "unknown_value" if name in _WORDS else "not_text"


def _is_filing(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _is_figures(value: object) -> bool:
    return isinstance(value, list) and [type(one) for one in value] == [int, int, str]


def _are_days(fits: _Is) -> _Is:
    return lambda value: (
        isinstance(value, dict) and all(_is_day(day) and fits(one) for day, one in value.items())
    )


def _is_month(value: object) -> bool:
    return isinstance(value, str) and _is_day(f"{value}-01")


def _is_signed(value: object) -> bool:
    return type(value) is int and -(2**62) < value < 2**62


def _is_sum_or_none(value: object) -> bool:
    return value is None or _is_signed(value)


def _are_two(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_sum_or_none, value))  # noqa: PLR2004 - own and other


def _are_prefixes(value: object) -> bool:
    if not isinstance(value, list) or len(value) > TOGETHER:
        return False
    return all(isinstance(one, str) for one in value)


def _is_range(value: object) -> bool:
    return isinstance(value, list) and [type(one) for one in value] == [int, str]


def _are_parts(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(one, list) and len(one) == _PARTS and all(map(_is_range, one))
        for one in value.values()
    )


def _is_took(value: object) -> bool:
    return isinstance(value, dict) and all(
        (_is_text(value.get("id")), _is_day(value.get("day")), _SPLIT(value.get("split")))
    )


def _is_pair(value: object) -> bool:
    if not isinstance(value, list) or [type(one) for one in value] != [dict, dict]:
        return False
    request, reply = value
    return not fault_of(request) and not fault_of(reply) and reply["kind"] == "REPLY"


def _are_pairs(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_pair, value))


def _are_taking_back(value: object) -> bool:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return False
    return all(not fault_of(one) and one["kind"] in BACK for one in value)


_BODIES: Mapping[str, Mapping[str, _Is]] = {
    **{name: {} for name in ("HELLO", "WELCOME")},
    "RESYNC": {"start": _is_count},
    "ELIGIBILITY": {
        **dict.fromkeys(("person", "enrollment_area", "treatment_area"), _is_text),
        "on": _is_day,
    },
    "ELIGIBLE": {
        **dict.fromkeys(("of", "code"), _is_said),
        "filings": lambda value: isinstance(value, list) and all(map(_is_filing, value)),
        "used": _all(_is_signed),
    },
    "PRESETTLE": {},
    "QUOTE": {"of": _is_text, "rules": _is_text, "split": _SPLIT},
    "SETTLE": {"rules": _is_text},
    "CANCEL": {"original": _is_text},
    "REVERSE": {"original": _is_text},
    "QUERY": {"of": _is_text},
    "TOLD": {
        "of": _is_text,
        "reply": lambda value: value is None or (isinstance(value, dict) and not fault_of(value)),
    },
    "REPLY": {"re_hash": _is_text, "result": lambda value: value in ("ok", "refused")},
    "NOTE": {"of": _is_said, "code": _is_text},
    "PAIRS": {
        "asked": _are_pairs,
        "answered": _are_pairs,
        "open": _are_taking_back,
        **dict.fromkeys(("epoch", "start", "next"), _is_count),
    },
    "DAILY_TOTAL": {"month": _is_month, "days": _are_days(_is_figures)},
    "TOTALS": {"month": _is_month, "days": _are_days(_is_figures)},
    "DAILY_DETAIL": {"day": _is_day, "parts": _are_prefixes, "items": _are_prefixes},
    "DETAILS": {"day": _is_day, "parts": _are_parts, "items": _all(_all(_is_signed))},
    "CLEAR": {
        "month": _is_month,
        "size": _is_count,
        "total": _is_signed,
        **dict.fromkeys(("root", "signed"), _is_text),
        "left_out": _all(_are_two),
    },
    "WITHDRAW": {"original": _is_text},
    "PREPAY": {"fen": lambda value: is_fen(value) and value > 0},
}
_DIVIDED: Mapping[str, _Is] = {
    "split": _SPLIT,
    "delta": _all(_is_change),
    "used": _all(_is_change),
    "rules": _is_text,
}


_MORE: Mapping[str, Mapping[str, _Is]] = {
    "split": _DIVIDED,
    "took": {"took": _is_took},
    "day": {"day": _is_day},
    "drawn": {"drawn": is_fen, "signed": _is_text},
}


def fault_of(message: Message) -> str:
    """Name by a code the first part of a message that is not as it must be; empty if all is.

    Args:
        message: Any object; its seal is looked at elsewhere.
    """
    wrong = next((name for name, fits in _HEAD.items() if not fits(message.get(name))), "")
    if wrong or message["kind"] not in _BODIES:
        return f"malformed:{wrong or 'kind'}"
    body = message["body"]
    if message["kind"] in ("PRESETTLE", "SETTLE", "QUOTE"):
        fault = _bill_fault(body.get("bill"))
        if fault:
            return fault
    wanted = dict(_BODIES[message["kind"]])
    if message["kind"] == "REPLY":
        for name, one in _MORE.items():
            wanted |= one if name in body else {}
    wrongs = (name for name, fits in wanted.items() if not fits(body.get(name)))
    return next((f"malformed:body.{name}" for name in wrongs), "")
