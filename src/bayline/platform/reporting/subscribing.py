"""What one subscribes to: what changed since the last report, and which promises fall due."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from bayline.platform.offering import all_offered
from bayline.platform.record import queries as record
from bayline.platform.record.terms import KeptClaim
from bayline.platform.reporting import queries
from bayline.platform.reporting.comparing import Change, changes_between, is_same
from bayline.platform.reporting.terms import Issued

_DAY = timedelta(days=1)
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that falls due.

    Attributes:
        key: What identifies it, on every machine.
        kind: promise, request, task or meeting.
        title: What is to be done, in the words of its document where it has one.
        owner: Who is to do it; empty if nobody is named.
        day: The last day.
        path: Path of its page, without language and day.
        first: The first day, of what lasts or takes place; None for a mere last day.
    """

    key: str
    kind: str
    title: str
    owner: str
    day: date
    path: str
    first: date | None = None


Teller = Callable[[date, date], Iterable[Due]]
_TELLERS: list[Teller] = []


def offer_dues(teller: Teller) -> None:
    """Let a system say what falls due: requests, tasks, meetings.

    Args:
        teller: Gives what is open and falls due from a day up to, not including, another.
    """
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def dues(first: date, after: date) -> tuple[Due, ...]:
    """List what is open and falls due between two days: promises of documents, then all else."""
    all_offered()
    found = [*open_promises(first, after)]
    found.extend(one for teller in _TELLERS for one in teller(first, after))
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.key)))


def overdue(today: date) -> tuple[Due, ...]:
    """List what was due before today and is not done, by owner, longest first."""
    found = (one for one in dues(date.min, today) if one.kind != "meeting")
    return tuple(sorted(found, key=lambda one: (one.owner == "", one.owner, one.day)))


def open_promises(first: date, after: date) -> tuple[Due, ...]:
    """List accepted promises that fall due between two days and are not noted as kept."""
    due = record.promises_due(until=after - _DAY, limit=_MOST)
    found = [one for one in due if one.claim.period and (one.claim.period.end or first) > first]
    wanted = Q(supersedes__identifier__in=[one.id for one in found])
    kept = record.fulfilments(wanted) if found else {}
    return tuple(_due(one) for one in found if one.id not in kept)


def _due(one: KeptClaim) -> Due:
    claim = one.claim
    assert claim.period is not None  # noqa: S101 - asked for by its end
    assert claim.period.end is not None  # noqa: S101 - as above
    return Due(
        key=one.id,
        kind="promise",
        title=claim.what or one.quote,
        owner=claim.subject,
        day=claim.period.end - _DAY,
        path=f"/figures/{one.id}",
    )


def changes_since_last(found: Issued, *, language: str = "zh") -> tuple[Change, ...]:
    """Compare a report with the one of its template that was issued last before it."""
    earlier = queries.earlier_than(found)
    if earlier is None:
        return ()
    old, new = (queries.document_of(one, language) for one in (earlier, found))
    return changes_between(old, new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What is otherwise than in the report of the same period that was issued last.

    Attributes:
        issued: That report.
        changes: The figures that changed.
        is_same: Whether nothing at all did, words included.
    """

    issued: Issued
    changes: tuple[Change, ...]
    is_same: bool


def since_issued(issued: Issued, now: Mapping[str, Mapping[str, Any]]) -> Since:
    """Compare a report with one of the same period that was issued before.

    Args:
        issued: The earlier one.
        now: What the report says now, by language; figures are compared in the first.
    """
    pairs = [(queries.document_of(issued, one), facts) for one, facts in now.items()]
    alike = all(is_same(old, new) for old, new in pairs)
    return Since(issued=issued, changes=changes_between(*pairs[0]), is_same=alike)


def today_of(now: datetime) -> date:
    """Give the day of an instant in the region's time zone."""
    return timezone.localdate(now)
