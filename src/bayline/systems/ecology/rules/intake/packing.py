"""Deliveries as a file of a pack: a line for each, and a line for each stretch that it brought."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules.intake.keeping import heads_read, sums_read

PATH = "ecology/readings.jsonl"


class PackedStretch(NamedTuple):
    """The samples of a station in a month, as they are kept and as packs hold them."""

    station: str
    month: str
    samples: int
    first: str
    last: str
    cells: str
    sums: str


class PackedDelivery(NamedTuple):
    """A delivery as packs hold it, with what it brought."""

    kind: str
    sha256: str
    name: str
    heads: str
    skipped: int
    notes: str
    by: str
    recorded: datetime
    stretches: tuple[PackedStretch, ...]


_JSON = ("heads", "notes", "cells", "sums")  # what is JSON itself, and stands in packs as such


def lines_of(one: Mapping[str, Any]) -> bytes:
    """Write what is told of a delivery or a stretch as one line."""
    told = {
        key: orjson.loads(value) if key in _JSON else value
        for key, value in one.items()
        if key != "stretches"
    }
    return orjson.dumps(told) + b"\n"


def deliveries_in(data: bytes, *, where: str, now: datetime) -> Iterator[PackedDelivery]:
    """Read deliveries.

    Args:
        data: The bytes of a file.
        where: Its path, which sentences name.
        now: The present moment; what was taken in later is refused.

    Raises:
        BaylineError: A line is neither a delivery nor a stretch.
    """
    told: dict[str, Any] | None = None
    stretches: list[PackedStretch] = []
    last = datetime.min.replace(tzinfo=UTC)
    for number, line in enumerate(data.splitlines(), 1):
        found = _line(line, f"{where}:{number}")
        if isinstance(found, PackedStretch):
            stretches.append(found)
            continue
        if told:
            yield PackedDelivery(**told, stretches=tuple(stretches))
        if not last <= found["recorded"] <= now:
            raise _no_line(f"{where}:{number}")
        told, stretches, last = found, [], found["recorded"]
    if told:
        yield PackedDelivery(**told, stretches=tuple(stretches))
    elif stretches:
        raise _no_line(f"{where}:1")


def _line(line: bytes, where: str) -> PackedStretch | dict[str, Any]:
    try:
        values = {key: _text(key, value) for key, value in orjson.loads(line).items()}
        if "station" in values:
            sums_read(values["sums"])
            return PackedStretch(**values)
        heads_read(values["heads"])
        values["recorded"] = datetime.fromisoformat(values["recorded"]).astimezone(UTC)
    except (TypeError, KeyError, ValueError, AttributeError, ArithmeticError):
        raise _no_line(where) from None
    return values


def _text(key: str, value: Any) -> Any:  # noqa: ANN401 - what JSON can hold
    return orjson.dumps(value).decode() if key in _JSON else value


def _no_line(where: str) -> BaylineError:
    return BaylineError(
        "this is no delivery of readings and nothing that one brought",
        where=where,
        why="lines are JSON, each delivery before its stretches, in the order they were taken in",
        do="write it as the program exports it",
        zh=Words(
            "不是入库的测值",
            "一行是一条JSON，先写批次，后写它带来的测值，按入库先后",
            "请按程序导出的样子写",
        ),
    )
