"""What falls due between two governments, for calendars and mail: open tasks, meetings."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import Period, Precision
from bayline.platform.naming import page_of
from bayline.platform.registers.queries import labels, register
from bayline.platform.reporting.subscribing import Due
from bayline.systems.cooperation.queries.registers import meetings
from bayline.systems.cooperation.queries.tasks import due_tasks
from bayline.systems.cooperation.rules.entries import MEETINGS, ORGANISATIONS

_DAY = timedelta(days=1)


def due_between(first: date, after: date) -> Iterator[Due]:
    """Give open tasks whose day lies between two, and the meetings of those days.

    Args:
        first: The first day.
        after: The first day that no longer counts.
    """
    tasks = [one for one in due_tasks(until=after - _DAY) if one.due >= first]
    names = _names({wait.unit or wait.side for one in tasks for wait in one.waits} - {""})
    for one in tasks:
        owners = dict.fromkeys(wait.unit or wait.side for wait in one.waits)
        yield Due(
            key=one.task,
            kind="task",
            title=one.title,
            owner="、".join(names.get(owner, owner) for owner in owners if owner),
            day=one.due,
            path=f"/cooperation/tasks/{one.task}",
        )
    days = Period(start=first, end=after, precision=Precision.DAY)
    for values in meetings(within=days):
        yield Due(
            key=values["code"],
            kind="meeting",
            title=values.get("name", values["code"]),
            owner="",
            day=date.fromisoformat(values["date"]),
            path=page_of(MEETINGS, values["code"]),
        )


def _names(codes: set[str]) -> Mapping[str, str]:
    try:
        return labels(register(ORGANISATIONS), codes) if codes else {}
    except BaylineError:  # declared nowhere, or not within reach
        return {}
