"""Events as plain JSON, the same in the table, in a signed message and in a file.

Empty values are left out, so that an event has one text: `orjson` with sorted keys gives its bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.cooperation.terms import Act, Event, Evidence, Side, Terms

Plain = Mapping[str, Any]


def plain(event: Event) -> dict[str, Any]:
    """Give an event as JSON holds it, without what is empty."""
    return _filled(
        {
            "id": event.id,
            "task": event.task,
            "act": event.act.value,
            "side": event.side,
            "unit": event.unit,
            "person": event.person,
            "by": event.by,
            "at": event.at.isoformat(),
            "day": event.day.isoformat(),
            "words": event.words,
            "evidence": [_shown(one) for one in event.evidence],
            "terms": plain_terms(event.terms) if event.terms else None,
            "about": event.about,
            "deadline": _day(event.deadline),
            "successor": event.successor,
        }
    )


def written(event: Event) -> bytes:
    """Give the bytes of an event: its JSON with sorted keys."""
    return orjson.dumps(plain(event), option=orjson.OPT_SORT_KEYS)


def plain_terms(terms: Terms) -> dict[str, Any]:
    """Give the terms of a task as JSON holds them, without what is empty."""
    sides = [
        _filled({"code": one.code, "lead": one.lead, "joint": [*one.joint]}) for one in terms.sides
    ]
    return _filled(
        {
            "title": terms.title,
            "sides": sides,
            "due": terms.due.isoformat(),
            "owing": [*terms.owing],
            "is_urgent": terms.is_urgent,
            "decision": terms.decision,
            "agreement": terms.agreement,
            "met": _day(terms.met),
            "track": terms.track,
            "decided": terms.decided,
            "agreed": terms.agreed,
        }
    )


def read(values: object) -> Event:
    """Read an event from JSON.

    Args:
        values: What JSON held, as `plain` gives it.

    Raises:
        BaylineError: Something is missing or is not what it should be; the sentence names it.
    """
    row = _Row(values, "event")
    at = row.moment("at")
    return Event(
        id=row.text("id"),
        task=row.text("task"),
        act=row.act("act"),
        side=row.text("side"),
        unit=row.text("unit"),
        person=row.text("person"),
        by=row.text("by"),
        at=at,
        day=row.day("day") or at.date(),
        words=row.maybe("words"),
        evidence=tuple(_evidence(one) for one in row.rows("evidence")),
        terms=read_terms(row.values["terms"]) if row.values.get("terms") else None,
        about=row.maybe("about"),
        deadline=row.day("deadline"),
        successor=row.maybe("successor"),
    )


def read_terms(values: object) -> Terms:
    """Read the terms of a task from JSON.

    Raises:
        BaylineError: Something is missing or is not what it should be.
    """
    row = _Row(values, "terms")
    due = row.day("due")
    if due is None:
        raise _bad("terms.due", None)
    return Terms(
        title=row.text("title"),
        sides=tuple(_side(one) for one in row.rows("sides")),
        due=due,
        owing=row.names("owing"),
        is_urgent=row.flag("is_urgent"),
        decision=row.maybe("decision"),
        agreement=row.maybe("agreement"),
        met=row.day("met"),
        track=row.maybe("track"),
        decided=row.maybe("decided"),
        agreed=row.maybe("agreed"),
    )


def _side(values: object) -> Side:
    row = _Row(values, "sides")
    return Side(code=row.text("code"), lead=row.maybe("lead"), joint=row.names("joint"))


def _evidence(values: object) -> Evidence:
    row = _Row(values, "evidence")
    named = {name: row.maybe(name) for name in ("document", "url", "sha256")}
    return Evidence(title=row.text("title"), **named)


def _shown(one: Evidence) -> dict[str, Any]:
    return _filled(
        {"title": one.title, "document": one.document, "url": one.url, "sha256": one.sha256}
    )


def _filled(values: Plain) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


class _Row:
    """An object of JSON, asked for its members one by one."""

    def __init__(self, values: object, name: str) -> None:
        if not isinstance(values, Mapping):
            raise _bad(name, values)
        self.values: Plain = values
        self._name = name

    def maybe(self, name: str) -> str:
        value = self.values.get(name, "")
        if not isinstance(value, str):
            raise _bad(f"{self._name}.{name}", value)
        return value

    def text(self, name: str) -> str:
        value = self.maybe(name)
        if not value:
            raise _bad(f"{self._name}.{name}", None)
        return value

    def act(self, name: str) -> Act:
        value = self.text(name)
        try:
            return Act(value)
        except ValueError:
            raise _bad(f"{self._name}.{name}", value) from None

    def flag(self, name: str) -> bool:
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise _bad(f"{self._name}.{name}", value)
        return value

    def day(self, name: str) -> date | None:
        value = self.maybe(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise _bad(f"{self._name}.{name}", value) from None

    def moment(self, name: str) -> datetime:
        value = self.text(name)
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise _bad(f"{self._name}.{name}", value) from None
        if moment.tzinfo is None:
            raise _bad(f"{self._name}.{name}", value)
        return moment

    def rows(self, name: str) -> Iterable[object]:
        value = self.values.get(name, ())
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise _bad(f"{self._name}.{name}", value)
        return value

    def names(self, name: str) -> tuple[str, ...]:
        found = (*self.rows(name),)
        for one in found:
            if not isinstance(one, str) or not one:
                raise _bad(f"{self._name}.{name}", one)
        return tuple(map(str, found))


def _bad(name: str, value: object) -> BaylineError:
    shown = "" if value is None else f" “{str(value)[:60]}”"
    zh = "缺少" if value is None else f"不认识{shown}"
    return BaylineError(
        f"{name}{shown} cannot be read" if shown else f"{name} is missing",
        why="an event of a task has a fixed form",
        do="send it as the program wrote it",
        zh=Words(f"{name}{zh}", "事项的经过有固定的格式", "请原样发送程序写出的内容"),
    )
