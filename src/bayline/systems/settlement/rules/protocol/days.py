"""Days and months by which what is due is counted: those of China, whatever the clock of a node."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from bayline.systems.settlement.rules.protocol.messages import Message

_EAST = 8 * 3600  # seconds from UTC to the clock of China
_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = 12


def day_of(seconds: int) -> str:
    """Give the day of a moment."""
    return _named((seconds + _EAST) // _DAY)


@lru_cache(maxsize=1024)
def _named(number: int) -> str:
    return date.fromordinal(_EPOCH + number).isoformat()


def month_of(day: str) -> str:
    """Give the month of a day."""
    return day[:7]


def next_month(month: str) -> str:
    """Give the month after another."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // _MONTHS:04}-{number % _MONTHS + 1:02}"


def day_within(seconds: int, closed: str) -> str:
    """Give the day under which something is entered: never one of a month that was cleared.

    Args:
        seconds: The present moment.
        closed: The last month that was cleared, empty if none was.
    """
    day = day_of(seconds)
    return day if month_of(day) > closed else f"{next_month(closed)}-01"


def day_said(reply: Message) -> str:
    """Give the day that the insured office has put an answer under; its stamp decides for both."""
    body: Mapping[str, Any] = reply["body"]
    return str(body.get("day") or day_of(reply["at"]))
