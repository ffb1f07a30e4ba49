"""SETTLE and an answer that divides, the two messages of all day, known at a glance.

A message that is usual has just the parts that such a message has, each as it must be, so it has
no fault (`shapes`) and nothing in it but text and whole numbers. Whatever is not usual is looked
at part by part, and that names what is wrong; a test holds both to the same.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from bayline.systems.settlement.rules.protocol.messages import Message
from bayline.systems.settlement.rules.protocol.shapes import BELOW, LONGEST
from bayline.systems.settlement.terms import Filing, Scope, Split, Status, Visit

_VISITS, _STATUSES, _FILINGS = (
    frozenset(one.value for one in kind) for kind in (Visit, Status, Filing)
)
_LEVELS = frozenset(range(4))
_COUNT = 2**53
_HEAD = 14  # parts of a message, its signature among them
_BILL, _ANSWER, _HEADED = 11, 7, ("desk", "sealed")
_SCOPE, _SPLIT = len(Scope._fields), len(Split._fields)


def is_usual(message: Message) -> bool:
    """Tell whether a message is one of the two, and all of it as it must be."""
    try:
        kind = message["kind"]
        if kind == "SETTLE":
            return _is_head(message) and _is_request(message["body"])
        return kind == "REPLY" and _is_head(message) and _is_answer(message["body"])
    except (KeyError, TypeError, ValueError):
        return False


def _is_head(of: Message) -> bool:
    epoch, rows, last = of["seen"]
    return (
        len(of) == _HEAD
        and type(of["seen"]) is list
        and type(epoch) is type(rows) is int
        and type(last) is str
        and _is_name(of["from"])
        and _is_name(of["to"])
        and _is_name(of["id"])
        and _is_name(of["hash"])
        and _is_said(of["last"])
        and _is_said(of["signature"], 1 << 14)
        and type(of["version"]) is int
        and _is_count(of["at"])
        and _is_count(of["boot"])
        and _is_count(of["epoch"])
        and _is_count(of["rows"])
        and type(of["body"]) is dict
    )


def _is_name(value: object) -> bool:
    return type(value) is str and 0 < len(value) <= LONGEST


def _is_said(value: object, longest: int = LONGEST) -> bool:
    return type(value) is str and len(value) <= longest


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < _COUNT


def _is_request(body: Mapping[str, Any]) -> bool:
    return len(body) == 2 and _is_name(body["rules"]) and _is_bill(body["bill"])  # noqa: PLR2004 - these two


def _is_bill(bill: Mapping[str, Any]) -> bool:
    more = sum(_is_said(bill[one], 1 << 16) for one in _HEADED if one in bill)
    scope, level = bill["scope"], bill["level"]
    return (
        type(bill) is type(scope) is dict
        and len(bill) == _BILL + more
        and len(scope) == _SCOPE
        and _is_fen(scope["own"])
        and _is_fen(scope["over"])
        and _is_fen(scope["advance"])
        and _is_fen(scope["inside"])
        and _is_name(bill["visit_id"])
        and _is_name(bill["person"])
        and _is_name(bill["hospital"])
        and _is_name(bill["enrollment_area"])
        and _is_name(bill["treatment_area"])
        and type(level) is int
        and level in _LEVELS
        and bill["visit"] in _VISITS
        and bill["status"] in _STATUSES
        and bill["filing"] in _FILINGS
        and is_day(bill["on"])
    )


def _is_fen(value: object) -> bool:
    return type(value) is int and 0 <= value < BELOW


def _is_answer(body: Mapping[str, Any]) -> bool:
    split, delta, used = body["split"], body["delta"], body["used"]
    return (
        len(body) == _ANSWER
        and body["result"] == "ok"
        and _is_name(body["re_hash"])
        and _is_name(body["rules"])
        and is_day(body["day"])
        and type(split) is type(delta) is type(used) is dict
        and len(split) == _SPLIT
        and all(map(_is_fen, map(split.__getitem__, Split._fields)))
        and all(map(_is_change, delta.values()))
        and all(map(_is_change, used.values()))
    )


def _is_change(value: object) -> bool:
    return type(value) is int and -BELOW < value < BELOW


def is_day(value: object) -> bool:
    """Tell whether a value is a day as ISO writes it; the same few come again and again."""
    return type(value) is str and len(value) == 10 and _is_day(value)  # noqa: PLR2004 - 2025-03-14


@lru_cache(maxsize=4096)
def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
