"""Whether a message says what its kind must: a seal proves who wrote it, not that it is sense."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bayline.systems.settlement.rules.protocol.messages import Message
from bayline.systems.settlement.terms import Filing, Scope, Split, Status, Visit

BELOW = 2**35  # fen; sums of all that an office ever holds stay within 64 bits
_LONGEST = 200  # characters of a name
_Is = Callable[[Any], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST


def _is_said(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


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


def _is_bill(value: object) -> bool:
    return isinstance(value, dict) and all(fits(value.get(name)) for name, fits in _BILL.items())


def _is_pair(value: object) -> bool:
    if not isinstance(value, list) or [type(one) for one in value] != [dict, dict]:
        return False
    request, reply = value
    return not fault_of(request) and not fault_of(reply) and reply["kind"] == "REPLY"


def _are_pairs(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_pair, value))


_BODIES: Mapping[str, Mapping[str, _Is]] = {
    **{name: {} for name in ("HELLO", "WELCOME", "RESYNC", "DETAIL")},
    "PRESETTLE": {"bill": _is_bill},
    "QUOTE": {"bill": _is_bill, "rules": _is_text, "split": _SPLIT},
    "SETTLE": {"bill": _is_bill, "rules": _is_text},
    "CANCEL": {"original": _is_text},
    "REVERSE": {"original": _is_text},
    "QUERY": {"of": _is_text},
    "TOLD": {
        "of": _is_text,
        "reply": lambda value: value is None or (isinstance(value, dict) and not fault_of(value)),
    },
    "REPLY": {"re_hash": _is_text, "result": lambda value: value in ("ok", "refused")},
    "NOTE": {"of": _is_said, "code": _is_text},
    "LISTED": {"live": _all(is_fen)},
    "PAIRS": {"asked": _are_pairs, "answered": _are_pairs, "epoch": _is_count},
}
_DIVIDED: Mapping[str, _Is] = {
    "split": _SPLIT,
    "delta": _all(_is_change),
    "used": _all(_is_change),
    "rules": _is_text,
}


def fault_of(message: Message) -> str:
    """Name the first part of a message that is not as it must be; empty if all is.

    Args:
        message: Any object; its seal is looked at elsewhere.
    """
    for name, fits in _HEAD.items():
        if not fits(message.get(name)):
            return name
    if message["kind"] not in _BODIES:
        return "kind"
    body = message["body"]
    wanted = _BODIES[message["kind"]]
    if message["kind"] == "REPLY" and "split" in body:
        wanted = {**wanted, **_DIVIDED}
    wrong = (name for name, fits in wanted.items() if not fits(body.get(name)))
    return next((f"body.{name}" for name in wrong), "")
