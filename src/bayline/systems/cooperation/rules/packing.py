"""The histories of tasks as a file of a pack: one event a line, in the order they were kept."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.cooperation.rules import writing
from bayline.systems.cooperation.terms import Event

PATH = "cooperation/tasks.jsonl"


class Kept(NamedTuple):
    """An event, and when it was kept here."""

    recorded: datetime
    event: Event


def lines_of(kept: Iterable[Kept]) -> bytes:
    """Write events, one a line."""
    told = (
        {"recorded": one.recorded.isoformat(), "event": writing.plain(one.event)} for one in kept
    )
    return b"".join(orjson.dumps(each) + b"\n" for each in told)


def kept_in(data: bytes, *, where: str, now: datetime) -> Iterator[Kept]:
    """Read events of a file.

    Args:
        data: Its bytes.
        where: Its path, which sentences name.
        now: The present moment; what was kept later is refused.

    Raises:
        BaylineError: A line is no event, or was kept later than now or before the line above it.
    """
    last: datetime | None = None
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        kept = _kept(line, f"{where}:{number}")
        if kept.recorded > now or (last is not None and kept.recorded < last):
            raise _untimely(kept.recorded, f"{where}:{number}")
        last = kept.recorded
        yield kept


def _kept(line: bytes, where: str) -> Kept:
    try:
        values = orjson.loads(line)
        return Kept(_moment(values["recorded"]), writing.read(values["event"]))
    except BaylineError as error:
        raise BaylineError(
            f"this is no event: {error.sentence()}",
            where=where,
            do="write it as the program exports it",
            zh=Words(f"不是事项的经过：{error.in_chinese()}", do="请按程序导出的样子写"),
        ) from None
    except (KeyError, TypeError, ValueError, OverflowError):
        raise BaylineError(
            "this is no event of a task",
            where=where,
            why="a line is JSON with “recorded”, a moment with its zone, and “event”",
            do="write it as the program exports it",
            zh=Words(
                "不是事项的经过",
                "一行是一条JSON，有带时区的recorded和event",
                "请按程序导出的样子写",
            ),
        ) from None


def _moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    if found.tzinfo is None:
        raise ValueError(written)
    return found.astimezone(UTC)


def _untimely(recorded: datetime, where: str) -> BaylineError:
    return BaylineError(
        f"the event was kept at {recorded.isoformat()}",
        where=where,
        why="that is later than now, or before the line above",
        do="order the lines by when they were kept, and set the clock",
        zh=Words(
            f"这条的收存时间是{recorded.isoformat()}",
            "在将来，或早于上一行",
            "请按收存先后排列，并校准时钟",
        ),
    )
