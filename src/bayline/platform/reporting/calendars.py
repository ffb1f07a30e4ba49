"""What falls due as iCalendar, which every calendar program can watch."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bayline.platform.reporting.subscribing import Due

_DAY = timedelta(days=1)
_KINDS = {
    "promise": ("承诺到期", "Promise due"),
    "request": ("填报到期", "Request due"),
    "task": ("任务到期", "Task due"),
    "meeting": ("会议", "Meeting"),
}


def calendar_of(
    found: Iterable[Due], *, name: str, base: str, now: datetime, english: bool
) -> bytes:
    """Write what falls due as a calendar of whole days.

    Args:
        found: What falls due.
        name: Of the calendar.
        base: What stands before the paths of pages: scheme and host.
        now: When it is asked for.
        english: Whether words are in English.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Bayline//Bayline//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for one in found:
        event, word = Event(), _KINDS.get(one.kind, (one.kind, one.kind))[english]
        event.add("uid", f"{one.kind}-{one.key}@bayline")
        event.add("dtstamp", now)
        event.add("dtstart", one.first or one.day)
        event.add("dtend", one.day + _DAY)
        owner = f"{one.owner}: " if english and one.owner else f"{one.owner}：" if one.owner else ""
        event.add("summary", f"{word} {owner}{one.title}")
        event.add("url", f"{base}{one.path}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
