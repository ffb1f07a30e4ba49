"""What was done with tables of a demonstration: one thing a line, in the order in which it was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period, parse

PATH = "requests/rounds.jsonl"


class Doing(StrEnum):
    """What a line does."""

    ASK = "ask"
    SEND = "send"
    RETURN = "return"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was done.

    Attributes:
        where: The file and the line.
        at: When.
        by: The name of who did it.
        doing: What.
        template: The template of the table.
        period: The period that it was asked for.
        unit: Code of the unit; empty for asking.
        rows: What was filled in, by row and column.
        reason: Why it was sent back, or what was said of it.
    """

    where: str
    at: datetime
    by: str
    doing: Doing
    template: str
    period: Period
    unit: str = ""
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reason: str = ""


def rounds_of(data: bytes, *, where: str) -> Iterator[Line]:
    """Read what was done.

    Args:
        data: The file.
        where: Its path, which sentences name.

    Raises:
        BaylineError: A line is no such thing.
    """
    for number, text in enumerate(data.splitlines(), 1):
        if text.strip():
            yield _line(text, f"{where}:{number}")


def _line(text: bytes, where: str) -> Line:
    try:
        told: dict[str, Any] = orjson.loads(text)
        rows = {
            str(row): {str(name): str(cell) for name, cell in cells.items()}
            for row, cells in told.get("rows", {}).items()
        }
        return Line(
            where=where,
            at=_moment(told["at"]),
            by=str(told["by"]),
            doing=Doing(told["do"]),
            template=str(told["template"]),
            period=parse(str(told["period"])),
            unit=str(told.get("unit", "")),
            rows=rows,
            reason=str(told.get("reason", "")),
        )
    except (AttributeError, BaylineError, KeyError, TypeError, ValueError) as error:
        raise BaylineError(
            "this line does not say what was done with a table",
            where=where,
            why=f"a part is missing or not as it should be ({str(error)[:60]})",
            do="write at, by, do (ask, send, return, accept), template, period, and unit",
            zh=Words(
                "这一行没有写明办了什么",
                f"缺一项或写法不对（{str(error)[:60]}）",
                "请写at、by、do（ask、send、return、accept）、template、period和unit",
            ),
        ) from None


def _moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    if found.tzinfo is None:
        raise ValueError(written)
    return found
