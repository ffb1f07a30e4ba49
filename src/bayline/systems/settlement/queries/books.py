"""How the node of this installation stands, by its journal: what pages and reports read.

The journal is folded once in a process and then only by what has come to it since, so asking
again costs next to nothing. What is given must not be changed.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from bayline.platform.transport import queries as transport
from bayline.systems.settlement.models import JournalRow
from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.books import due_of
from bayline.systems.settlement.rules.protocol.days import day_said
from bayline.systems.settlement.rules.protocol.journal import read
from bayline.systems.settlement.rules.protocol.leftovers import Leftover, leftovers
from bayline.systems.settlement.rules.protocol.state import State

_AT_ONCE = 5_000


class Bill(NamedTuple):
    """A settlement, whichever side it was on.

    Attributes:
        name: Its id.
        side: claimed for a patient of the partner treated here, owed for one insured here.
        standing: settled, or asked, refused, reversing, reversed, cancelled.
        day: The day by which it counts, empty while that is not known.
        bill: The bill as the message has it; its person is a pseudonym.
        answer: What the insured office answered: split, rules, used, delta; or a code. Empty if
            there is no answer.
        due: What the insured office owes for it, fen.
    """

    name: str
    side: str
    standing: str
    day: str
    bill: dict[str, Any]
    answer: dict[str, Any]
    due: int


class _Folded:
    """A state and how many rows are in it."""

    def __init__(self) -> None:
        self.of: tuple[str, str] = ("", "")
        self.rows, self.digest, self.state = 0, "", State("", "")


_FOLDED = _Folded()


def standing_of(partner: str) -> State:
    """Give all that the journal comes to, towards a partner."""
    of = (transport.own().id, partner)
    held = _FOLDED
    last = JournalRow.objects.filter(pk=held.rows).values_list("digest", flat=True).first()
    if held.of != of or (held.rows and last != held.digest):
        held.of, held.rows, held.digest, held.state = of, 0, "", State(*of)
    rows = JournalRow.objects.filter(pk__gt=held.rows).order_by("pk")
    for number, written, digest in rows.values_list("pk", "written", "digest").iterator(_AT_ONCE):
        held.state.fold(read(written.encode()))
        held.rows, held.digest = number, digest
    return held.state


def bills(partner: str, *, day: str = "") -> Iterator[Bill]:
    """Give settlements, those of a day or all, the newest last."""
    found = standing_of(partner)
    for name, one in found.asked.items():
        if one.kind == "SETTLE":
            answer = one.reply["body"] if one.reply else {}
            on = day_said(one.reply) if one.reply else ""
            if not day or on == day:
                due = due_of(answer["split"]) if "split" in answer else 0
                bill = dict(one.body["bill"])
                yield Bill(name, state.CLAIMED, one.standing, on, bill, dict(answer), due)
    for name, answered in found.answered.items():
        if answered.request["kind"] == "SETTLE":
            body, on = answered.reply["body"], day_said(answered.reply)
            standing = _standing(found, name, body)
            if not day or on == day:
                due = due_of(body["split"]) if "split" in body else 0
                bill = dict(answered.request["body"]["bill"])
                yield Bill(name, state.OWED, standing, on, bill, dict(body), due)


def _standing(found: State, name: str, body: dict[str, Any]) -> str:
    if body["result"] != "ok":
        return state.REFUSED
    return state.SETTLED if name in found.live else state.CANCELLED


def unknowns(partner: str) -> list[str]:
    """Give the ids of own requests of which it is not known what became of them."""
    return [*standing_of(partner).waiting]


def differences(partner: str) -> dict[str, dict[str, list[int | None]]]:
    """Give what both offices have differently, by day and id: own amount, the partner's, fen.

    Only what this office claims is compared by it; None where a side has no such item.
    """
    daily = standing_of(partner).daily[state.CLAIMED]
    return {day: one["differences"] for day, one in sorted(daily.items()) if one["differences"]}


def days(partner: str, side: str) -> dict[str, dict[str, Any]]:
    """Give what the offices told each other of days: `own` and `other` as number, sum, digest.

    Args:
        partner: The other office.
        side: claimed or owed.
    """
    return dict(sorted(standing_of(partner).daily[side].items()))


def statements(partner: str, side: str) -> dict[str, dict[str, Any]]:
    """Give the statements of months that both have signed.

    Each has month, size, total, root, left_out (id: both amounts), drawn (of what was paid
    before), signed by the office that claims, confirmed by the one that owes, at, and its id.
    """
    return dict(sorted(standing_of(partner).cleared[side].months.items()))


def rests(partner: str, side: str) -> dict[str, int]:
    """Give what of each month's statement neither was drawn nor is paid, fen."""
    found = standing_of(partner).cleared[side]
    return {month: found.rest(month) for month in sorted(found.months)}


def left_out(partner: str) -> list[Leftover]:
    """Give what the statements of what is claimed have left out, and how it stands now."""
    return leftovers(standing_of(partner))


def advance(partner: str, side: str) -> int:
    """Give what was paid before and is not drawn yet, fen."""
    return standing_of(partner).cleared[side].advance
