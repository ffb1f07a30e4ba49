"""Histories that a system keeps, as a file of a pack: one thing a line, as they were kept.

A line is JSON with the moment at which the thing was kept, and the thing as its system writes it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Generic, NamedTuple, TypeVar

import orjson

from bayline.kernel.errors import BaylineError, Words

T = TypeVar("T")


class Kept(NamedTuple, Generic[T]):
    """A thing, and when it was kept here."""

    recorded: datetime
    thing: T


class Kind(NamedTuple, Generic[T]):
    """What the lines of a file hold.

    Attributes:
        name: The member of a line that holds the thing, such as `event`.
        what: What it is, in English and in Chinese, as refusals say it.
        read: Makes the thing of what JSON holds, given its place; refuses what is none.
        write: The other way round.
    """

    name: str
    what: tuple[str, str]
    read: Callable[[Any, str], T]
    write: Callable[[T], Any]


def lines_of(kept: Iterable[Kept[T]], kind: Kind[T]) -> bytes:
    """Write things, one a line."""
    told = (
        {"recorded": one.recorded.astimezone(UTC).isoformat(), kind.name: kind.write(one.thing)}
        for one in kept
    )
    return b"".join(orjson.dumps(each) + b"\n" for each in told)


def kept_in(data: bytes, kind: Kind[T], *, where: str, now: datetime) -> Iterator[Kept[T]]:
    """Read things of a file.

    Args:
        data: Its bytes.
        kind: What its lines hold.
        where: Its path, which sentences name.
        now: The present moment; what was kept later is refused.

    Raises:
        BaylineError: A line is none, or was kept later than now or before the line above it.
    """
    last: datetime | None = None
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        kept = _kept(line, kind, f"{where}:{number}")
        if kept.recorded > now or (last is not None and kept.recorded < last):
            raise _untimely(kept.recorded, f"{where}:{number}")
        last = kept.recorded
        yield kept


def _kept(line: bytes, kind: Kind[T], where: str) -> Kept[T]:
    try:
        values = orjson.loads(line)
        recorded, thing = _moment(values["recorded"]), values[kind.name]
    except (KeyError, TypeError, ValueError, OverflowError):
        what, what_zh = kind.what
        raise BaylineError(
            f"this is no {what}",
            where=where,
            why=f"a line is JSON with “recorded”, a moment with its zone, and “{kind.name}”",
            do="write it as the program exports it",
            zh=Words(
                f"不是{what_zh}",
                f"一行是一条JSON，有带时区的recorded和{kind.name}",
                "请按程序导出的样子写",
            ),
        ) from None
    return Kept(recorded, kind.read(thing, where))


def _moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    if found.tzinfo is None:
        raise ValueError(written)
    return found.astimezone(UTC)


def _untimely(recorded: datetime, where: str) -> BaylineError:
    return BaylineError(
        f"this was kept at {recorded.isoformat()}",
        where=where,
        why="that is later than now, or before the line above",
        do="order the lines by when they were kept, and set the clock",
        zh=Words(
            f"这条的收存时间是{recorded.isoformat()}",
            "在将来，或早于上一行",
            "请按收存先后排列，并校准时钟",
        ),
    )
