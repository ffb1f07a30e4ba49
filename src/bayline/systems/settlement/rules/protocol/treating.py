"""The side of the place of treatment: it asks, and posts what was answered, never on a guess."""

from collections.abc import Mapping
from typing import Any

from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.books import due_of
from bayline.systems.settlement.rules.protocol.core import Core, Lying, Messages, Office
from bayline.systems.settlement.rules.protocol.messages import Message, hash_of, is_sealed
from bayline.systems.settlement.terms import Scope

PATIENCE = 20  # seconds without an answer, after which it is asked what became of a request


class Treating(Core):
    """Asks for what its desk wants, and asks again until it knows."""

    def __init__(self, office: Office, lying: Lying) -> None:
        super().__init__(office, lying)
        # What is to be settled once it is quoted, and what a desk waits to hear.
        self.quoting: set[str] = set()
        self.awaited: dict[str, Message | None] = {}

    def presettle(self, bill: Mapping[str, Any], now: int) -> Messages:
        """Ask for a quote, which binds nobody, and settle by it."""
        name = self.next_id()
        self.quoting.add(name)
        return [self.message("PRESETTLE", name, {"bill": bill}, now)]

    def inquire(self, kind: str, body: Mapping[str, Any], now: int) -> Messages:
        """Ask for a quote or whether somebody is eligible; `heard` gives what was answered."""
        name = self.next_id()
        self.awaited[name] = None
        return [self.message(kind, name, body, now)]

    def hear(self, message: Message, _now: int) -> Messages:
        """Keep what was answered to whoever waits for it."""
        if message["body"]["of"] in self.awaited:
            self.awaited[message["body"]["of"]] = message
        return []

    def heard(self, name: str) -> Message | None:
        """Give what was answered to an inquiry, once."""
        return self.awaited.pop(name, None)

    def settle(self, bill: Mapping[str, Any], rules: str, now: int) -> Messages:
        """Ask to settle a bill by the rules of its quote, unless it is just being taken back."""
        if bill["visit_id"] in self.visits_open("CANCEL"):
            return []
        return self.ask("SETTLE", {"bill": bill, "rules": rules}, now)

    def cancel(self, original: str, now: int, *, desk: str = "") -> Messages:
        """Take a settlement back, unless the same visit is just being settled again."""
        if self.visit_of(original) in self.visits_open("SETTLE"):
            return []
        return self.ask("CANCEL", {"original": original, **({"desk": desk} if desk else {})}, now)

    def note_desk(self, row: str, **told: object) -> None:
        """Write down what a hospital says that the partner need not know."""
        self.write({"row": row, **told})

    def visits_open(self, kind: str) -> set[str]:
        """Give the visits with a request of a kind that has no answer yet.

        Were both on their way, the answers might come the other way round, and the books of this
        side would hold the visit twice in between.
        """
        return {self.visit_of(name) for name in self.state.of_kind.get(kind, ())}

    def visit_of(self, name: str) -> str:
        """Give the visit that a request is about, empty if it is not known here."""
        found = self.state.asked.get(name)
        if found is None:
            return ""
        if found.kind == "SETTLE":
            return str(found.body["bill"]["visit_id"])
        return self.visit_of(found.body.get("original", ""))

    def reverse(self, original: str, now: int, *, desk: str = "") -> Messages:
        """Give a request up, whether it was seen or not."""
        return self.ask("REVERSE", {"original": original, **({"desk": desk} if desk else {})}, now)

    def ask(self, kind: str, body: Mapping[str, Any], now: int) -> Messages:
        """Write a request down, then send it; a node that is not ready takes none."""
        if not self.is_ready:
            return self.greet(now)
        name = self.next_id()
        self.write(self.timed({"row": "asked", "id": name, "kind": kind, "body": body}))
        return self.send_again(name, now)

    def tick(self, now: int) -> Messages:
        """Ask what became of requests that are without an answer for too long."""
        if not self.is_ready:
            return self.greet(now)
        late = [name for name in self.open() if self.is_late(name, now)]
        return [self.query(name, now) for name in late]

    def is_late(self, name: str, now: int) -> bool:
        """Whether a request is without an answer for too long; a clock may have been set back."""
        return abs(now - self.sent.get(name, 0)) >= PATIENCE

    def open(self) -> list[str]:
        """Give the requests of which it is not known what became of them."""
        return [*self.state.waiting]

    def query(self, name: str, now: int) -> Message:
        """Ask what became of a request."""
        self.sent[name] = now
        return self.message("QUERY", self.next_id(), {"of": name}, now)

    def send_again(self, name: str, now: int) -> Messages:
        """Send a request, by the id it always had."""
        self.sent[name] = now
        asked = self.state.asked[name]
        return [self.message(asked.kind, name, asked.body, now)]

    def take_quote(self, message: Message, now: int) -> Messages:
        """Settle what was quoted, if that was asked and the desk has not begun it already."""
        if message["body"]["of"] not in self.quoting:
            return self.hear(message, now)
        self.quoting.discard(message["body"]["of"])
        bill = message["body"]["bill"]
        begun = any(
            self.state.asked[name].standing in (*state.OPEN, state.SETTLED)
            for name in self.state.by_visit.get(bill["visit_id"], ())
        )
        return [] if begun else self.settle(bill, message["body"]["rules"], now)

    def take_reply(self, reply: Message, now: int) -> Messages:
        """Post what was answered, once; what contradicts itself is disputed and given up."""
        asked = self.state.asked.get(reply["id"])
        if asked is None:
            return self.give_up(reply["id"], now) if "split" in reply["body"] else []
        if asked.standing != state.ASKED or reply["body"]["re_hash"] != hash_of(asked.body):
            return []
        if not self.is_credible(asked.kind, asked.body, reply):
            return self.reverse(reply["id"], now) if asked.kind == "SETTLE" else []
        self.write(self.timed({"row": "replied", "id": reply["id"], "reply": reply}))
        self.sent.pop(reply["id"], None)
        return []

    def is_credible(self, kind: str, body: Mapping[str, Any], reply: Message) -> bool:
        """Whether an answer may be posted: amounts that do not add up are given up instead."""
        if reply["body"]["result"] != "ok":
            return True
        if kind == "CLEAR":
            return self.is_confirmed(body, reply)
        return kind != "SETTLE" or self.adds_up(body["bill"], reply["body"]["split"])

    def is_confirmed(self, body: Mapping[str, Any], reply: Message) -> bool:
        """Whether an answer to a statement may be posted; what clears months says so."""
        raise NotImplementedError

    def adds_up(self, bill: Mapping[str, Any], split: Mapping[str, int]) -> bool:
        """Whether who pays makes the whole bill, and the funds no more than is inside."""
        total = sum(bill["scope"][name] for name in Scope._fields)
        due = due_of(split)
        is_whole = due + split["cash"] == total and min(split.values()) >= 0
        return is_whole and due - split["account"] <= bill["scope"]["inside"]

    def take_told(self, message: Message, now: int) -> Messages:
        """Go on by what became of a request: post its answer, or send it again."""
        name, reply = message["body"]["of"], message["body"]["reply"]
        asked = self.state.asked.get(name)
        if asked is None or asked.standing != state.ASKED:
            return []
        if reply is None:
            return self.send_again(name, now)
        return self.take_reply(reply, now) if self.is_answer(reply, name) else []

    def is_answer(self, reply: Message, name: str) -> bool:
        """Whether a reply that was passed on is the partner's, and to this request."""
        signed = is_sealed(reply, self.office.seal) and reply["from"] == self.office.partner
        return signed and reply["id"] == name and reply["kind"] == "REPLY"

    def give_up(self, name: str, now: int) -> Messages:
        """Reverse what this office knows nothing of, once."""
        return [] if self.is_reversing(name) else self.reverse(name, now)

    def is_reversing(self, name: str) -> bool:
        """Whether it was asked already to reverse a request."""
        return name in self.state.given_up
