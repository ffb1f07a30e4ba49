"""What follows from a journal: requests, answers, persons, books; each row is folded in once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bayline.engines.ledger.books import Entry, opposite
from bayline.systems.settlement.rules.protocol import cleared
from bayline.systems.settlement.rules.protocol.books import due_of, insured_entry, treating_entry
from bayline.systems.settlement.rules.protocol.cleared import Cleared
from bayline.systems.settlement.rules.protocol.days import day_said
from bayline.systems.settlement.rules.protocol.items import Items
from bayline.systems.settlement.rules.protocol.journal import Row
from bayline.systems.settlement.rules.protocol.messages import Message

# What becomes of a request of the own desk.
ASKED, SETTLED, REFUSED = "asked", "settled", "refused"
REVERSING, REVERSED, CANCELLED, DONE = "reversing", "reversed", "cancelled", "done"
OPEN = (ASKED, REVERSING)
BACK = ("CANCEL", "REVERSE")  # what takes a settlement back
CLAIMED, OWED = "claimed", "owed"  # due from the partner, due to it
Day = dict[str, Any]


@dataclass(slots=True)
class Asked:
    """A request of the own desk to the other office.

    Attributes:
        kind: SETTLE, CANCEL, REVERSE, CLEAR, WITHDRAW or PREPAY.
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


class Filed:
    """A request that was answered, as a row has it; read when asked, by the thread that works."""

    __slots__ = ("place", "reads")
    __hash__ = None  # type: ignore[assignment]  # - what it says may be compared, as of the other

    def __init__(self, reads: Callable[[int], Row], place: int) -> None:
        self.reads, self.place = reads, place

    @property
    def request(self) -> Message:
        """The request."""
        found: Message = self.reads(self.place)["request"]
        return found

    @property
    def reply(self) -> Message:
        """The answer."""
        found: Message = self.reads(self.place)["reply"]
        return found

    def __eq__(self, other: object) -> bool:
        """Whether another says the same."""
        if isinstance(other, Filed) and other.reads == self.reads:
            return other.place == self.place
        if not isinstance(other, Answered | Filed):
            return NotImplemented
        return (self.request, self.reply) == (other.request, other.reply)


def live_of(request: Message, reply: Message) -> dict[str, Any]:
    """Give what is known of a settlement in force."""
    return {**reply["body"], "bill": request["body"]["bill"], "day": day_said(reply)}


class Live(Mapping[str, Any]):
    """A settlement in force, read when it is asked for."""

    __slots__ = ("answered",)

    def __init__(self, answered: Filed) -> None:
        self.answered = answered

    def all(self) -> dict[str, Any]:
        """Read it."""
        row = self.answered.reads(self.answered.place)
        return live_of(row["request"], row["reply"])

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - whatever it has
        """Give a part."""
        return self.all()[name]

    def __iter__(self) -> Iterator[str]:
        """Name its parts."""
        return iter(self.all())

    def __len__(self) -> int:
        """Count its parts."""
        return len(self.all())


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
        of_kind: The same by kind.
        by_visit: Own requests to settle, by visit.
        given_up: Requests that the own desk has asked to reverse.
        filed: Registrations of treatment elsewhere, by person insured here.
        taken: Requests that an answer says were taken back, though none ever came to them.
        items: What is due by day, in both directions.
        daily: What the offices told each other of a day, and where they differ, by direction.
        cleared: What was cleared, by direction.
        by_desk: Own requests by the id that the hospital gave its message, or by the order of the
            office; empty where the partner had nothing to be asked.
        barred: Ids of a hospital's messages that it gave up before they came.
        confirmed: Settlements whose split a hospital has confirmed.
        boot: The highest number of a start that an own answer names.
        reads: Gives a row by its place: what was answered is then read again, not held.
        place: Of the row that is folded.
    """

    name: str
    partner: str
    epoch: int = 0
    asked: dict[str, Asked] = field(default_factory=dict)
    answered: "dict[str, Answered | Filed]" = field(default_factory=dict)
    live: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    visits: dict[str, str] = field(default_factory=dict)
    buried: set[str] = field(default_factory=set)
    used: dict[str, dict[str, int]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    known: tuple[int, int, str] = (0, 0, "")
    waiting: dict[str, None] = field(default_factory=dict)
    of_kind: dict[str, dict[str, None]] = field(default_factory=dict)
    by_visit: dict[str, list[str]] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)
    filed: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    items: dict[str, Items] = field(default_factory=lambda: {CLAIMED: Items(), OWED: Items()})
    daily: dict[str, dict[str, Day]] = field(default_factory=lambda: {CLAIMED: {}, OWED: {}})
    cleared: dict[str, Cleared] = field(
        default_factory=lambda: {CLAIMED: Cleared(), OWED: Cleared()}
    )
    by_desk: dict[str, str] = field(default_factory=dict)
    barred: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    boot: int = 0
    reads: Callable[[int], Row] | None = field(default=None, compare=False, repr=False)
    place: int = field(default=0, compare=False)

    def fold(self, row: Row, place: int = 0) -> None:
        """Take in a row of the journal.

        Args:
            row: The row.
            place: Where it lies; 0 if it cannot be read again.
        """
        self.place = place
        kind = row["row"]
        getattr(self, f"_{kind}")(row)
        if kind in ("asked", "replied"):
            self._index(row["id"])

    def _index(self, name: str) -> None:
        """Note how a request stands now, and the one that it takes back."""
        one = self.asked[name]
        if one.standing == ASKED:
            self.waiting[name] = None
            self.of_kind.setdefault(one.kind, {})[name] = None
            if one.kind == "SETTLE":
                self.by_visit.setdefault(one.body["bill"]["visit_id"], []).append(name)
            if one.kind == "REVERSE":
                self.given_up.add(one.body["original"])
        else:
            self._known(name)
        if one.kind in BACK and one.body["original"] in self.asked:
            original = self.asked[one.body["original"]]
            if original.standing != ASKED:
                self._known(one.body["original"])

    def _known(self, name: str) -> None:
        if name in self.waiting:
            del self.waiting[name], self.of_kind[self.asked[name].kind][name]

    def _person(self, row: Row) -> None:
        self.used[row["person"]] = dict(row["used"])
        self.filed[row["person"]] = [*row.get("filed", ())]

    def _registered(self, row: Row) -> None:
        self.filed[row["person"]] = [*row["filed"]]

    def _barred(self, row: Row) -> None:
        self.barred.add(row["desk"])

    def _confirmed(self, row: Row) -> None:
        self.confirmed |= {*row["names"]}

    def _unconfirmed(self, row: Row) -> None:
        self.confirmed -= {*row["names"]}

    def _paid(self, row: Row) -> None:
        side, month, fen = row["side"], row["month"], row["fen"]
        paid = self.cleared[side].paid
        paid[month] = paid.get(month, 0) + fen
        entry = cleared.rest_paid if side == OWED else cleared.rest_received
        self.entries.append(entry(fen))
        self.by_desk[row["desk"]] = ""

    def _daily(self, row: Row) -> None:
        for day, told in row["days"].items():
            known = self.daily[row["side"]].get(day, {}).get("differences", {})
            is_equal = told["own"] == told["other"]
            self.daily[row["side"]][day] = {**told, "differences": {} if is_equal else known}

    def _differing(self, row: Row) -> None:
        self.daily[CLAIMED][row["day"]]["differences"] = row["found"]

    def _asked(self, row: Row) -> None:
        self.asked[row["id"]] = Asked(row["kind"], row["body"])
        desk = row["body"].get("desk") or row["body"].get("bill", {}).get("desk")
        if desk:
            self.by_desk[desk] = row["id"]
        if row["kind"] == "REVERSE" and row["body"]["original"] in self.asked:
            original = self.asked[row["body"]["original"]]
            if original.standing == ASKED:
                original.standing = REVERSING

    def _answered(self, row: Row) -> None:
        request, reply = row["request"], row["reply"]
        self.answered[request["id"]] = self._filed(request, reply)
        self.boot = max(self.boot, reply["boot"])
        self._hear(request)
        if reply["body"]["result"] == "ok":
            getattr(self, f"_do_{request['kind'].lower()}")(request, reply)

    def _filed(self, request: Message, reply: Message) -> "Answered | Filed":
        if self.reads is None or not self.place:
            return Answered(request, reply)
        return Filed(self.reads, self.place)

    def _replied(self, row: Row) -> None:
        reply = row["reply"]
        asked = self.asked[row["id"]]
        asked.reply = reply
        self._hear(reply)
        if reply["body"]["result"] != "ok":
            asked.standing = REFUSED
        elif asked.kind == "SETTLE":
            self._settled(row["id"], asked, reply)
        else:
            asked.standing = DONE
            getattr(self, f"_done_{asked.kind.lower()}")(row["id"], asked, reply)

    def _settled(self, name: str, asked: Asked, reply: Message) -> None:
        asked.standing = REVERSED if name in self.taken else SETTLED
        if asked.standing == SETTLED:
            split = reply["body"]["split"]
            self.entries.append(self.treating(asked.body["bill"], split))
            self.items[CLAIMED].put(day_said(reply), name, due_of(split))

    def _recovered(self, row: Row) -> None:
        for one in row["rows"]:
            self.fold(one)
        self.epoch = row["epoch"]

    def _done_cancel(self, name: str, asked: Asked, reply: Message) -> None:
        """Take back what the answer says was taken back, under the day that it says."""
        took, original = reply["body"].get("took"), self.asked.get(asked.body["original"])
        if original is not None and original.standing == SETTLED and original.reply is not None:
            if took is None and "day" in reply["body"]:
                return  # it was taken back before; the answer that says so is still on its way
            split = original.reply["body"]["split"]
            self.entries.append(opposite(self.treating(original.body["bill"], split)))
            self.items[CLAIMED].put(day_said(reply), name, -due_of(split))
        elif took is not None and took["id"] not in self.taken:
            bill = {"hospital": "unknown"} if original is None else original.body["bill"]
            entry = self.treating(bill, took["split"])
            self._both(CLAIMED, name, reply, entry)
        if original is not None and original.standing != REFUSED:
            original.standing = REVERSED if asked.kind == "REVERSE" else CANCELLED

    _done_reverse = _done_cancel

    def _both(self, side: str, name: str, reply: Message, entry: Entry) -> None:
        """Enter a settlement that is not known here, and that it was taken back."""
        took = reply["body"]["took"]
        self.taken.add(took["id"])
        self.entries += [entry, opposite(entry)]
        self.items[side].put(took["day"], took["id"], due_of(took["split"]))
        self.items[side].put(day_said(reply), name, -due_of(took["split"]))

    def _done_clear(self, name: str, asked: Asked, reply: Message) -> None:
        found = self.cleared[CLAIMED].close(name, asked.body, reply)
        self.entries.append(cleared.received_entry(found, partner=self.partner))

    def _done_withdraw(self, _name: str, asked: Asked, _reply: Message) -> None:
        found = self.cleared[CLAIMED].reopen(asked.body["original"])
        if found is not None:
            self.entries.append(opposite(cleared.received_entry(found, partner=self.partner)))

    def _done_prepay(self, _name: str, asked: Asked, _reply: Message) -> None:
        self.cleared[OWED].advance += asked.body["fen"]
        self.entries.append(cleared.advance_given(asked.body["fen"], partner=self.partner))

    def treating(self, bill: Mapping[str, Any], split: Mapping[str, int]) -> Entry:
        """Give the entry of a settlement at the place of treatment."""
        return treating_entry(split, partner=self.partner, hospital=bill["hospital"])

    def _do_settle(self, request: Message, reply: Message) -> None:
        bill, found = request["body"]["bill"], reply["body"]
        answered = self.answered[request["id"]]
        self.live[request["id"]] = (
            live_of(request, reply) if isinstance(answered, Answered) else Live(answered)
        )
        self.visits[bill["visit_id"]] = request["id"]
        self.used.setdefault(bill["person"], dict(found["used"]))
        self._use(bill["person"], found["delta"], 1)
        self.entries.append(insured_entry(found["split"], partner=self.partner))
        self.items[OWED].put(day_said(reply), request["id"], due_of(found["split"]))

    def _do_cancel(self, request: Message, reply: Message) -> None:
        original, took = request["body"]["original"], reply["body"].get("took")
        if took is None and "day" in reply["body"]:
            return  # another answer took it back; should that be lost, it is asked for again
        found = self.live.pop(original, None)
        if found is None:
            if took is not None and original not in self.answered:
                entry = insured_entry(took["split"], partner=self.partner)
                self._both(OWED, request["id"], reply, entry)
            return
        del self.visits[found["bill"]["visit_id"]]
        self._use(found["bill"]["person"], found["delta"], -1)
        self.entries.append(opposite(insured_entry(found["split"], partner=self.partner)))
        self.items[OWED].put(day_said(reply), request["id"], -due_of(found["split"]))

    def _do_reverse(self, request: Message, reply: Message) -> None:
        if request["body"]["original"] not in self.answered:
            self.buried.add(request["body"]["original"])
        self._do_cancel(request, reply)

    def _do_clear(self, request: Message, reply: Message) -> None:
        found = self.cleared[OWED].close(request["id"], request["body"], reply)
        self.entries.append(cleared.paid_entry(found, partner=self.partner))

    def _do_withdraw(self, request: Message, _reply: Message) -> None:
        found = self.cleared[OWED].reopen(request["body"]["original"])
        if found is not None:
            self.entries.append(opposite(cleared.paid_entry(found, partner=self.partner)))

    def _do_prepay(self, request: Message, _reply: Message) -> None:
        fen = request["body"]["fen"]
        self.cleared[CLAIMED].advance += fen
        self.entries.append(cleared.advance_held(fen, partner=self.partner))

    def _use(self, person: str, delta: Mapping[str, int], sign: int) -> None:
        used = self.used[person]
        for name, change in delta.items():
            used[name] = used.get(name, 0) + sign * change

    def _hear(self, message: Message) -> None:
        self.known = max(self.known, (message["epoch"], message["rows"], message["last"]))
