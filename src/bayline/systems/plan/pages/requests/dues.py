"""Tables that are owed, for calendars and mail."""

from collections.abc import Iterator
from datetime import date, timedelta

from bayline.platform.reporting.subscribing import Due
from bayline.systems.plan.pages.requests.tables import path_of
from bayline.systems.plan.pages.requests.words import period_word
from bayline.systems.plan.queries.requests import due_requests, unit_names

_DAY = timedelta(days=1)


def due_between(first: date, after: date) -> Iterator[Due]:
    """Give the tables that are not answered and due between two days.

    Args:
        first: The first day.
        after: The first day that no longer counts.
    """
    found = due_requests(first=first, until=after - _DAY)
    names = unit_names({one.unit for one in found})
    for one in found:
        yield Due(
            key=f"{one.request}-{one.unit}",
            kind="request",
            title=f"{one.title} · {period_word(one.period)}",
            owner=names.get(one.unit, one.unit),
            day=one.standing.due,
            path=path_of(one.request, one.unit),
        )
