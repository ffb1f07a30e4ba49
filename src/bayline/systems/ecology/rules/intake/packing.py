"""Deliveries as a file of a pack: a line for each, and a line for each stretch that it brought."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules.intake.hashing import Brought, content_of, stretch_hash
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
        BaylineError: A line is neither a delivery nor a stretch, or one was changed.
    """
    told: dict[str, Any] | None = None
    stretches: list[PackedStretch] = []
    last, begun = datetime.min.replace(tzinfo=UTC), f"{where}:1"
    for number, line in enumerate(data.splitlines(), 1):
        found = _line(line, f"{where}:{number}")
        if isinstance(found, PackedStretch):
            stretches.append(found)
            continue
        if told:
            yield _delivery(told, stretches, begun)
        if not last <= found["recorded"] <= now:
            raise _no_line(f"{where}:{number}")
        told, stretches, last = found, [], found["recorded"]
        begun = f"{where}:{number}"
    if told:
        yield _delivery(told, stretches, begun)
    elif stretches:
        raise _no_line(f"{where}:1")


def _delivery(
    told: Mapping[str, Any], stretches: Sequence[PackedStretch], where: str
) -> PackedDelivery:
    """Make a delivery, whose readings must still be those that it says it brought."""
    stated = told.get("content", "")
    if stated and stated != _content(stretches):
        raise _changed(where)
    values = {key: value for key, value in told.items() if key != "content"}
    return PackedDelivery(**values, stretches=tuple(stretches))


def _content(stretches: Iterable[PackedStretch]) -> str:
    found = sha256()
    for one in stretches:
        own = Brought(one.station, one.month, one.cells.encode(), one.sums)
        found.update(stretch_hash(own).encode())
    return content_of(found)


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


def _changed(where: str) -> BaylineError:
    return BaylineError(
        "the readings of this delivery are not those that it was written out with",
        where=where,
        why="their cells, and what these sum up to, would no longer agree",
        do="leave the file as it was exported; what is wrong in readings is imported as corrected",
        zh=Words(
            "这一批的测值和写出时的不一样",
            "格里的原文和由它算出的数会对不上",
            "请用原样写出的文件；测值有错，请导入更正",
        ),
    )


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
