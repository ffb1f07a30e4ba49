"""What a month comes to and what was paid before: entries of both offices, and what both signed.

The office at the place of treatment proposes, the insured one confirms: request and answer are the
statement, each signed by its side. Items on which the offices differ stay in it by name with both
amounts and are left out of the sum, so that nothing is netted in silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bayline.engines.ledger.books import Entry, entry_of
from bayline.systems.settlement.rules.protocol.messages import Message


@dataclass(slots=True)
class Cleared:
    """What was cleared in one direction.

    Attributes:
        months: The statement of each month, with both signatures and the id of its request.
        closed: The last month that ever was; nothing is entered under it or before it again.
        withdrawn: Months whose statement was taken back; they are not cleared again by themselves.
        advance: What was paid before and is not drawn, fen.
        paid: What was paid of the rest of a month, fen; it stays though the month is taken back.
    """

    months: dict[str, dict[str, Any]] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    closed: str = ""
    advance: int = 0
    paid: dict[str, int] = field(default_factory=dict)

    def close(self, name: str, body: Mapping[str, Any], reply: Message) -> Mapping[str, Any]:
        """Enter a statement under the id of its request, and give it."""
        month, answer = body["month"], reply["body"]
        found = {**body, "id": name, "drawn": answer["drawn"], "confirmed": answer["signed"]}
        self.months[month] = {**found, "at": reply["at"]}
        self.closed = max(self.closed, month)
        self.advance -= answer["drawn"]
        return self.months[month]

    def reopen(self, name: str) -> Mapping[str, Any] | None:
        """Take a statement back by the id of its request; gives it, None if there is none."""
        month = self.month_by(name)
        if month is None:
            return None
        found = self.months.pop(month)
        self.withdrawn.add(month)
        self.advance += found["drawn"]
        return found

    def rest(self, month: str) -> int:
        """Give what of a statement neither was drawn nor is paid, fen; 0 if there is none."""
        found = self.months.get(month)
        return found["total"] - found["drawn"] - self.paid.get(month, 0) if found else 0

    def month_by(self, name: str) -> str | None:
        """Give the month that a request has cleared."""
        return next((month for month, one in self.months.items() if one["id"] == name), None)


def statement(body: Mapping[str, Any], *, claims: str, owes: str) -> dict[str, Any]:
    """Give what the office that claims signs of a request; the other signs what it draws too."""
    named = {name: body[name] for name in ("month", "size", "total", "root", "left_out")}
    return {**named, "claims": claims, "owes": owes}


def drawn_of(total: int, advance: int) -> int:
    """Give what a statement draws of what was paid before."""
    return min(max(total, 0), max(advance, 0))


def paid_entry(found: Mapping[str, Any], *, partner: str) -> Entry:
    """Give the entry of the insured office for a statement: drawn, and the rest owed."""
    total, drawn = found["total"], found["drawn"]
    return entry_of(
        {f"due_to:{partner}": total, f"paid_before:{partner}": -drawn, "to_pay": drawn - total}
    )


def received_entry(found: Mapping[str, Any], *, partner: str) -> Entry:
    """Give the entry of the other office for the same."""
    total, drawn = found["total"], found["drawn"]
    return entry_of(
        {f"due_from:{partner}": -total, f"held_for:{partner}": drawn, "to_receive": total - drawn}
    )


def advance_given(fen: int, *, partner: str) -> Entry:
    """Give the entry of the insured office that has paid before."""
    return entry_of({f"paid_before:{partner}": fen, "bank": -fen})


def advance_held(fen: int, *, partner: str) -> Entry:
    """Give the entry of the office that was paid before."""
    return entry_of({"bank": fen, f"held_for:{partner}": -fen})


def rest_paid(fen: int) -> Entry:
    """Give the entry of the insured office that has paid the rest of a month."""
    return entry_of({"to_pay": fen, "bank": -fen})


def rest_received(fen: int) -> Entry:
    """Give the entry of the other office for the same."""
    return entry_of({"bank": fen, "to_receive": -fen})
