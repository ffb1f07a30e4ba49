"""What a subscription asks for, how a delivery is signed, and how long to wait after a failure."""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from bayline.engines.epcis.times import time_of
from bayline.systems.produce.rules.scheduling import read_schedule

_FIRST_S, _LONGEST_S = 1, 3600
_KNOWN = frozenset(
    ("dest", "signatureToken", "stream", "schedule", "reportIfEmpty", "initialRecordTime",
     "minRecordTime", "@context")
)  # fmt: skip


class Wish(NamedTuple):
    """What somebody subscribes to.

    Attributes:
        dest: Where events go.
        token: What deliveries are signed with; "" if they are not.
        schedule: When they go; empty if as they come.
        reports_empty: Whether it is told too that there is nothing new.
        since: From which time of capture on, in microseconds since 1970; None from now on.
    """

    dest: str
    token: str
    schedule: dict[str, str]
    reports_empty: bool
    since: int | None


def read_wish(told: Mapping[str, Any]) -> Wish:
    """Read what a subscription asks for.

    Raises:
        ValueError: Something in it is wrong; the sentence says what.
    """
    unknown = sorted(told.keys() - _KNOWN)
    if unknown:
        raise ValueError(f"a subscription has no {', '.join(unknown)}")
    dest, token = told.get("dest"), told.get("signatureToken", "")
    if not isinstance(dest, str) or not dest.startswith(("https://", "http://")):
        raise ValueError("dest is the address of the receiver, from https:// on")
    if not isinstance(token, str) or not isinstance(told.get("reportIfEmpty", False), bool):
        raise ValueError("signatureToken is text, reportIfEmpty true or false")  # noqa: TRY004 - as of all
    return Wish(dest, token, _when(told), bool(told.get("reportIfEmpty")), _since(told))


def _when(told: Mapping[str, Any]) -> dict[str, str]:
    stream, schedule = told.get("stream", False), told.get("schedule")
    if (stream is True) == (schedule is not None):
        raise ValueError("a subscription has either stream true or a schedule; say which")
    if schedule is None:
        return {}
    if not isinstance(schedule, dict):
        raise ValueError("a schedule is an object of second, minute and so on")  # noqa: TRY004 - as of all
    read_schedule(schedule)
    return {name: str(value) for name, value in schedule.items()}


def _since(told: Mapping[str, Any]) -> int | None:
    value = told.get("initialRecordTime")
    if value is None:
        return None
    try:
        if datetime.fromisoformat(value).tzinfo is not None:
            return time_of(value)
    except (TypeError, ValueError):
        pass
    raise ValueError(f"initialRecordTime is a time with its offset, not {value}")


def signature(token: str, body: bytes) -> str:
    """Sign what is delivered: the HMAC by SHA-256 of its bytes, in hexadecimal digits."""
    return f"sha256={hmac.new(token.encode(), body, 'sha256').hexdigest()}"


def patience(failures: int) -> int:
    """Say after how many seconds to try again: twice as long each time, an hour at most."""
    return int(min(_FIRST_S * 2 ** min(failures - 1, 20), _LONGEST_S))
