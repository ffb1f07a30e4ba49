"""Packages as bytes: read as JSON, or refused in a sentence."""

import json
from collections import Counter
from collections.abc import Iterable
from math import isinf
from typing import Any, NoReturn

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.projects.rules.oc4ids.faults import Place, Step
from bayline.systems.projects.rules.oc4ids.schema import Json

_SHOWN = 20  # characters of a number that is too large
_PACKED = (b"\x1f\x8b", b"PK\x03\x04")  # how gzip and zip begin


def parsed(content: bytes, *, where: str) -> Json:
    """Read a package or a schema.

    Args:
        content: JSON in UTF-8.
        where: Where it came from, for the refusal.

    Raises:
        BaylineError: If it is no JSON.
    """
    try:
        return json.loads(content, **STRICTLY)
    except RecursionError:
        reason, grund = "it is nested too deeply", "嵌套太深"
    except json.JSONDecodeError as error:
        reason = f"line {error.lineno}, column {error.colno}: {error.msg}"
        grund = f"第{error.lineno}行第{error.colno}个字符处：{error.msg}"
    except UnicodeDecodeError as error:
        reason, grund = _no_text(content, error)
    except ValueError as error:
        reason = grund = str(error)
    raise BaylineError(
        "the file holds no JSON",
        where=where,
        why=reason,
        do="give a package of projects as JSON in UTF-8",
        zh=Words("文件不是JSON", grund, "请给UTF-8编码的JSON项目包"),
    )


class _Doubled(dict[str, Json]):
    """An object that gives a name twice, of which JSON readers keep one or the other."""

    names: tuple[str, ...] = ()


def doubled_in(content: bytes) -> list[Place]:
    """List the names that stand twice in one object, each with its place.

    Args:
        content: JSON that can be read.
    """
    found: list[Place] = []
    is_there: list[_Doubled] = []

    def made(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        doubled = _Doubled(plain)
        counts = Counter(name for name, _ in pairs)
        doubled.names = tuple(name for name, count in counts.items() if count > 1)
        is_there.append(doubled)
        return doubled

    waiting: list[tuple[tuple[Step, ...], Json]] = [
        ((), json.loads(content, object_pairs_hook=made))
    ]
    while is_there and waiting:
        steps, value = waiting.pop()
        if isinstance(value, _Doubled):
            found += [_twice((*steps, name)) for name in value.names]
        waiting += [((*steps, step), each) for step, each in _inner(value)]
    return found


def _inner(value: Json) -> Iterable[tuple[Step, Json]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _twice(steps: tuple[Step, ...]) -> Place:
    return Place(
        steps,
        "duplicate-name",
        f"“{steps[-1]}”在同一个对象里写了两次，不知以哪个为准；请只留一个",
        f"“{steps[-1]}” stands twice in one object, and which of both counts is unknown; keep one",
    )


def _no_text(content: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """Say why the bytes are no text, in both languages."""
    if content.startswith(_PACKED):
        return "it is packed (gzip or zip); unpack it first", "它是压缩的（gzip或zip），请先解压"
    at, byte = error.start + 1, content[error.start]
    return (
        f"byte {at} (0x{byte:02x}) is none of UTF-8",
        f"第{at}个字节（0x{byte:02x}）不是UTF-8",
    )


def _whole(written: str) -> int:
    try:
        return int(written)
    except ValueError:
        said = f"{written[:_SHOWN]}… is a number of {len(written)} digits, more than can be kept"
        raise ValueError(said) from None


def _finite(written: str) -> float:
    number = float(written)
    if isinf(number):
        shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
        raise ValueError(f"{shown} is a larger number than can be kept")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


# What no JSON may hold, though Python reads it.
STRICTLY: dict[str, Any] = {
    "parse_constant": _refuse_constant,
    "parse_float": _finite,
    "parse_int": _whole,
}
