"""What follows from a journal: requests, answers, persons, books; each row is folded in once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bayline.engines.ledger.books import Entry, opposite
from bayline.systems.settlement.rules.protocol.books import insured_entry, treating_entry
from bayline.systems.settlement.rules.protocol.journal import Row
from bayline.systems.settlement.rules.protocol.messages import Message

# What becomes of a request of the own desk.
ASKED, SETTLED, REFUSED = "asked", "settled", "refused"
REVERSING, REVERSED, CANCELLED, DONE = "reversing", "reversed", "cancelled", "done"
OPEN = (ASKED, REVERSING)


@dataclass(slots=True)
class Asked:
    """A request of the own desk to the other office.

    Attributes:
        kind: SETTLE, CANCEL or REVERSE.
        body: What it says.
        standing: What became of it.
        reply: The signed answer, once there is one.
    """

    kind: str
    body: Mapping[str, Any]
    standing: str = ASKED
    reply: Message | None = None


@dataclass(slots=True)
class Answered:
    """A request of the other office that was answered; the same answer is given again."""

    request: Message
    reply: Message


@dataclass(slots=True)
class State:
    """All that a node knows.

    Attributes:
        name: The node.
        partner: The other.
        epoch: How often the journal had to be brought back from the partner.
        asked: Requests of the own desk by id.
        answered: Requests of the other that were answered, by id.
        live: Settlements in force for persons insured here, by id of the request.
        visits: Which of these settles a visit.
        buried: Requests that were reversed before they were seen.
        used: What persons insured here have used up in the year.
        entries: What was posted, in order.
        known: How far the partner's journal is known: its epoch, its rows, the last digest.
        waiting: Those of the own requests that have no answer yet, in their order.
        by_visit: Own requests to settle, by visit.
        given_up: Requests that the own desk has asked to reverse.
    """

    name: str
    partner: str
    epoch: int = 0
    asked: dict[str, Asked] = field(default_factory=dict)
    answered: dict[str, Answered] = field(default_factory=dict)
    live: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    visits: dict[str, str] = field(default_factory=dict)
    buried: set[str] = field(default_factory=set)
    used: dict[str, dict[str, int]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    known: tuple[int, int, str] = (0, 0, "")
    waiting: dict[str, None] = field(default_factory=dict)
    by_visit: dict[str, list[str]] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)

    def fold(self, row: Row) -> None:
        """Take in a row of the journal."""
        getattr(self, f"_{row['row']}")(row)
        if row["row"] in ("asked", "replied"):
            self._index(row["id"])

    def _index(self, name: str) -> None:
        """Note how a request stands now, and the one that it takes back."""
        one = self.asked[name]
        if one.standing == ASKED:
            self.waiting[name] = None
            if one.kind == "SETTLE":
                self.by_visit.setdefault(one.body["bill"]["visit_id"], []).append(name)
            if one.kind == "REVERSE":
                self.given_up.add(one.body["original"])
        else:
            self.waiting.pop(name, None)
        if one.kind != "SETTLE" and one.body["original"] in self.asked:
            original = self.asked[one.body["original"]]
            if original.standing != ASKED:
                self.waiting.pop(one.body["original"], None)

    def _person(self, row: Row) -> None:
        self.used[row["person"]] = dict(row["used"])

    def _asked(self, row: Row) -> None:
        self.asked[row["id"]] = Asked(row["kind"], row["body"])
        if row["kind"] == "REVERSE" and row["body"]["original"] in self.asked:
            original = self.asked[row["body"]["original"]]
            if original.standing == ASKED:
                original.standing = REVERSING

    def _answered(self, row: Row) -> None:
        request, reply = row["request"], row["reply"]
        self.answered[request["id"]] = Answered(request, reply)
        self._hear(request)
        if reply["body"]["result"] == "ok":
            getattr(self, f"_do_{request['kind'].lower()}")(request, reply)

    def _replied(self, row: Row) -> None:
        reply = row["reply"]
        asked = self.asked[row["id"]]
        asked.reply = reply
        self._hear(reply)
        if reply["body"]["result"] != "ok":
            asked.standing = REFUSED
        elif asked.kind == "SETTLE":
            asked.standing = SETTLED
            self.entries.append(self.treating(asked.body["bill"], reply["body"]["split"]))
        else:
            asked.standing = DONE
            self._take_back(asked)

    def _recovered(self, row: Row) -> None:
        for one in row["rows"]:
            self.fold(one)
        self.epoch = row["epoch"]

    def _take_back(self, asked: Asked) -> None:
        original = self.asked.get(asked.body["original"])
        if original is None:
            return
        if original.standing == SETTLED and original.reply is not None:
            split = original.reply["body"]["split"]
            self.entries.append(opposite(self.treating(original.body["bill"], split)))
        if original.standing != REFUSED:
            original.standing = REVERSED if asked.kind == "REVERSE" else CANCELLED

    def treating(self, bill: Mapping[str, Any], split: Mapping[str, int]) -> Entry:
        """Give the entry of a settlement at the place of treatment."""
        return treating_entry(split, partner=self.partner, hospital=bill["hospital"])

    def _do_settle(self, request: Message, reply: Message) -> None:
        bill, found = request["body"]["bill"], reply["body"]
        self.live[request["id"]] = {**found, "bill": bill}
        self.visits[bill["visit_id"]] = request["id"]
        self.used.setdefault(bill["person"], dict(found["used"]))
        self._use(bill["person"], found["delta"], 1)
        self.entries.append(insured_entry(found["split"], partner=self.partner))

    def _do_cancel(self, request: Message, _reply: Message) -> None:
        original = request["body"]["original"]
        found = self.live.pop(original, None)
        if found is None:
            return
        del self.visits[found["bill"]["visit_id"]]
        self._use(found["bill"]["person"], found["delta"], -1)
        self.entries.append(opposite(insured_entry(found["split"], partner=self.partner)))

    def _do_reverse(self, request: Message, reply: Message) -> None:
        if request["body"]["original"] not in self.answered:
            self.buried.add(request["body"]["original"])
        self._do_cancel(request, reply)

    def _use(self, person: str, delta: Mapping[str, int], sign: int) -> None:
        used = self.used[person]
        for name, change in delta.items():
            used[name] = used.get(name, 0) + sign * change

    def _hear(self, message: Message) -> None:
        self.known = max(self.known, (message["epoch"], message["rows"], message["last"]))
