"""Uploads of devices: events as JSON, each member of the type it must be, nothing else beside.

What is written by `writing.written` reads back as the same event. Numbers travel as text, so that
a score is the one that was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn
from unicodedata import category

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.terms.campaigns import Point
from bayline.systems.villages.terms.events import Act, Event, Photo, Signature

BYTES_MOST = 8 * 2**20
EVENTS_MOST = 20_000
_TEXT_MOST, _LIST_MOST, _ROUNDS_MOST, _NUMBER_MOST = 2_000, 200, 99, 20
_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn"})  # control characters and what is no character
_ID_MOST, _FARTHEST = 200, 180


def uploaded(json_bytes: bytes, *, where: str) -> tuple[Event, ...]:
    """Read an upload: a list of events.

    Args:
        json_bytes: The upload.
        where: Whose it is, for refusals.

    Raises:
        BaylineError: It is too large, no JSON, or one of its events is malformed; the sentence
            names the event and the member.
    """
    if len(json_bytes) > BYTES_MOST:
        raise _refused(where, (f"{len(json_bytes)} bytes", f"有{len(json_bytes)}字节"))
    try:
        found = orjson.loads(json_bytes)
    except orjson.JSONDecodeError as error:
        raise _refused(where, (f"no JSON: {error}", f"不是JSON：{error}")) from None
    if not isinstance(found, list) or len(found) > EVENTS_MOST:
        raise _refused(
            where, (f"no list of {EVENTS_MOST} events at most", "不是经过的列表，或太长")
        )
    return tuple(
        event_of(one, where=f"{where}, event {number}") for number, one in enumerate(found, start=1)
    )


def _refused(where: str, what: tuple[str, str]) -> BaylineError:
    return refusal(
        where,
        Words(what[0], f"an upload is a list of events in at most {BYTES_MOST} bytes", "send less"),
        Words(what[1], f"一次上传是经过的列表，最多{BYTES_MOST}字节", "请分次上传"),
    )


def event_of(found: object, *, where: str) -> Event:
    """Read an event.

    Args:
        found: An object, as JSON has it.
        where: Whose it is, for refusals.

    Raises:
        BaylineError: It is no object, lacks a member, or a member is unknown or malformed.
    """
    if not isinstance(found, dict):
        _bad(where, "event", found)
    for name in found:
        if name not in _READ:
            _bad(where, str(name), found[name])
    for one in fields(Event):
        if one.default is MISSING and not found.get(one.name):
            _bad(where, one.name, found.get(one.name))
    return Event(**{name: _member(name, value, where) for name, value in found.items()})


def _member(name: str, value: object, where: str) -> Any:  # noqa: ANN401 - by the member
    try:
        return _READ[name](value)
    except (ValueError, TypeError, ArithmeticError, OverflowError):
        _bad(where, name, value)


def _bad(where: str, name: str, value: object) -> NoReturn:
    shown = str(value)[:60]
    raise refusal(
        where,
        Words(
            f"{name[:60]} = {shown}",
            "it is not as an event is written",
            "send it from a form of this version",
        ),
        Words(f"{name[:60]}是{shown}", "不合经过的写法", "请用这一版的表单上传"),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _TEXT_MOST:
        raise ValueError(value)
    if any(category(one) in _UNSEEN for one in value.replace("\n", "")):
        raise ValueError(value)
    return value


def _id(value: object) -> str:
    if len(_text(value)) > _ID_MOST:
        raise ValueError(value)
    return _text(value)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > _LIST_MOST:
        raise ValueError(value)
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(_text, _list(value)))


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**6:
        raise ValueError(value)
    return value


def _round(value: object) -> int:
    found = _whole(value)
    if not 1 <= found <= _ROUNDS_MOST:
        raise ValueError(value)
    return found


def _number(value: object) -> Decimal:
    text = _text(value)
    found = Decimal(text)
    if len(text) > _NUMBER_MOST or not found.is_finite() or "e" in text.lower():
        raise ValueError(value)
    return found


def _moment(value: object) -> datetime:
    found = datetime.fromisoformat(_text(value))
    if found.tzinfo is None:
        raise ValueError(value)
    return found


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _visited(value: object) -> tuple[tuple[str, int], ...]:
    return tuple((_text(part), _whole(count)) for part, count in map(_list, _list(value)))


def _photos(value: object) -> tuple[Photo, ...]:
    return tuple(_photo(*_list(one)) for one in _list(value))


def photo_in(value: object, *, where: str) -> Photo:
    """Read a photo as `writing.photo_written` writes it.

    Raises:
        BaylineError: It is none.
    """
    try:
        return _photo(*_list(value))
    except (ValueError, TypeError, ArithmeticError):
        raise refusal(where, Words("this is no photo"), Words("不是照片")) from None


def _photo(digest: object, taken_at: object, position: object, accuracy: object) -> Photo:
    place = None if position is None else _point(*_list(position))
    return Photo(_text(digest), _moment(taken_at), place, _whole(accuracy))


def _point(longitude: object, latitude: object) -> Point:
    found = _number(longitude), _number(latitude)
    if abs(found[0]) > _FARTHEST or abs(found[1]) > _FARTHEST // 2:
        raise ValueError(found)
    return found


def _signature(value: object) -> Signature:
    name, office, digest = _list(value)
    return Signature(_text(name), _text(office), _text(digest))


def _maybe(read: Callable[[object], Any]) -> Callable[[object], Any]:
    return lambda value: None if value is None else read(value)


_READ: Mapping[str, Callable[[object], Any]] = {
    "id": _id,
    **dict.fromkeys(("campaign", "village", "by", "device", "batch"), _text),
    **dict.fromkeys(("sheet", "item", "reason", "replaces"), _text),
    **dict.fromkeys(("inspectors", "zeroed", "items"), _texts),
    **dict.fromkeys(("score", "total"), _maybe(_number)),
    "act": lambda value: Act(_text(value)),
    "at": _moment,
    "round": _round,
    "visited": _visited,
    "photos": _photos,
    "due": _maybe(_day),
    "signature": _maybe(_signature),
}
