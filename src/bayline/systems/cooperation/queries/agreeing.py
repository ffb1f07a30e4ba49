"""Agreements with what stands around them: promises, tasks, meetings, published numbers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from bayline.kernel import periods
from bayline.kernel.promises import Promise, PromiseState, reviewed
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.platform.standstill import once
from bayline.systems.cooperation.claims import Obligation, obligations
from bayline.systems.cooperation.queries.registers import text_of
from bayline.systems.cooperation.queries.tasks import closed_of
from bayline.systems.cooperation.rules.counting import Counted, counted
from bayline.systems.cooperation.rules.entries import AGREEMENTS, PROMISES, parties_of
from bayline.systems.projects.rules.amounts import figure_in


class Agreement(NamedTuple):
    """An agreement with those that belong to it.

    Attributes:
        values: Its entry.
        parts: The entries that belong to it.
        counted: Its published number beside these; None where it has none.
    """

    values: Values
    parts: tuple[Values, ...]
    counted: Counted | None


@once
def agreements(at: datetime | None = None) -> tuple[Agreement, ...]:
    """Give the agreements in the order of their names, as they stood then; None for now."""
    found = entries_in(AGREEMENTS, at=at)
    parts: dict[str, list[Values]] = {}
    for values in found.values():
        if values.get("part_of"):
            parts.setdefault(values["part_of"], []).append(values)
    ordered = sorted(found.values(), key=lambda one: (one["kind"], one["name"], one["code"]))
    return tuple(_agreement(one, tuple(parts.get(one["code"], ()))) for one in ordered)


def _agreement(values: Values, parts: tuple[Values, ...]) -> Agreement:
    # Only of a number of agreements the list can be compared with it.
    is_number = bool(values.get("count")) and values["kind"] == "agreement"
    stated = figure_in(values["count"]) if is_number else None
    return Agreement(values, parts, counted(stated, parts) if stated else None)


class Promised(NamedTuple):
    """A promise of an agreement as it stands on a day."""

    values: Values
    state: PromiseState


@once
def promises(
    agreement: str = "", *, today: date, at: datetime | None = None
) -> tuple[Promised, ...]:
    """Give confirmed promises by their day, those without one last.

    Args:
        agreement: Of this one only; empty for all.
        today: The day; a promise whose task is closed is kept.
        at: As the register stood then; None for now.
    """
    asked = ("agreement", [agreement]) if agreement else ("", ())
    found = entries_in(PROMISES, *asked, at=at)
    closed = closed_of({one["task"] for one in found.values() if one.get("task")})
    ordered = sorted(found.values(), key=lambda one: (one.get("due", "9"), one["code"]))
    return tuple(Promised(one, _state(one, closed, today)) for one in ordered)


def _state(values: Values, closed: frozenset[str], today: date) -> PromiseState:
    task = values.get("task", "")
    if task in closed:
        return PromiseState.KEPT
    due = date.fromisoformat(values["due"]) if values.get("due") else None
    promise = Promise(claim=values["code"], text=values["name"], due=due)
    return reviewed(promise, today=today).state


def proposed_promises(values: Mapping[str, str]) -> tuple[Obligation, ...]:
    """Read what an agreement obliges its parties to, without what was confirmed before.

    Args:
        values: Its entry.
    """
    text = text_of(values.get("document", ""))
    if text is None:
        return ()
    known = entries_in(PROMISES, "agreement", [values["code"]]).values()
    quotes = {one.get("quote", "") for one in known}
    signed = periods.parse(values["date"]).start if values.get("date") else None
    found = obligations(text, parties=parties_of(values), published=signed)
    return tuple(one for one in found if one.text not in quotes)
