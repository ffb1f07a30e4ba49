"""When somebody was here last: a visit ends after half an hour without a page.

The browser keeps two moments: of the last page of the visit before, and of the last page of all.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.http import HttpRequest

COOKIE = "bayline-visit"
KEPT = timedelta(days=180)
_PAUSE = timedelta(minutes=30)
_OFTEN = timedelta(minutes=1)  # how often the cookie is written anew within a visit


class Visit(NamedTuple):
    """The visit that goes on.

    Attributes:
        before: The last page of the visit before it; None on the first visit.
        last: The last page of all, before this one; None on the first page.
    """

    before: datetime | None = None
    last: datetime | None = None


def visit(request: HttpRequest, *, now: datetime) -> Visit:
    """Tell which visit a request belongs to; a cookie that is none of ours counts for nothing."""
    before, _, last = request.COOKIES.get(COOKIE, "").partition(".")
    seen = Visit(_moment(before, now), _moment(last, now))
    if seen.last is not None and now - seen.last > _PAUSE:
        return Visit(before=seen.last, last=seen.last)
    return seen


def kept(found: Visit, *, now: datetime) -> str:
    """Give what the browser is to keep; empty where what it keeps will do."""
    is_new = found.last is None or found.last == found.before
    if not is_new and found.last is not None and now - found.last < _OFTEN:
        return ""
    before = "" if found.before is None else str(int(found.before.timestamp()))
    return f"{before}.{int(now.timestamp())}"


def _moment(seconds: str, now: datetime) -> datetime | None:
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12):  # noqa: PLR2004 - no clock of ours
        return None
    found = datetime.fromtimestamp(int(seconds), UTC)
    return found if found <= now else None
