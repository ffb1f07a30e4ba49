"""The side of the place of treatment: it asks, and posts what was answered, never on a guess."""

from collections.abc import Mapping
from typing import Any

from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.books import due_of
from bayline.systems.settlement.rules.protocol.core import Core, Messages
from bayline.systems.settlement.rules.protocol.messages import Message, hash_of, is_sealed
from bayline.systems.settlement.terms import Scope

PATIENCE = 20  # seconds without an answer, after which it is asked what became of a request


class Treating(Core):
    """Asks for what its desk wants, and asks again until it knows."""

    def presettle(self, bill: Mapping[str, Any], now: int) -> Messages:
        """Ask for a quote, which binds nobody and changes nothing."""
        return [self.message("PRESETTLE", self.next_id(), {"bill": bill}, now)]

    def settle(self, bill: Mapping[str, Any], rules: str, now: int) -> Messages:
        """Ask to settle a bill by the rules of its quote, unless it is just being taken back."""
        if bill["visit_id"] in self.visits_open("CANCEL"):
            return []
        return self.ask("SETTLE", {"bill": bill, "rules": rules}, now)

    def cancel(self, original: str, now: int) -> Messages:
        """Take a settlement back, unless the same visit is just being settled again."""
        if self.visit_of(original) in self.visits_open("SETTLE"):
            return []
        return self.ask("CANCEL", {"original": original}, now)

    def visits_open(self, kind: str) -> set[str]:
        """Give the visits with a request of a kind that has no answer yet.

        Were both on their way, the answers might come the other way round, and the books of this
        side would hold the visit twice in between.
        """
        return {
            self.visit_of(name)
            for name in self.state.waiting
            if self.state.asked[name].kind == kind
        }

    def visit_of(self, name: str) -> str:
        """Give the visit that a request is about, empty if it is not known here."""
        found = self.state.asked.get(name)
        if found is None:
            return ""
        if found.kind == "SETTLE":
            return str(found.body["bill"]["visit_id"])
        return self.visit_of(found.body["original"])

    def reverse(self, original: str, now: int) -> Messages:
        """Give a request up, whether it was seen or not."""
        return self.ask("REVERSE", {"original": original}, now)

    def ask(self, kind: str, body: Mapping[str, Any], now: int) -> Messages:
        """Write a request down, then send it; a node that is not ready takes none."""
        if not self.is_ready:
            return self.greet(now)
        name = self.next_id()
        self.write({"row": "asked", "id": name, "kind": kind, "body": body})
        return self.send_again(name, now)

    def tick(self, now: int) -> Messages:
        """Ask what became of requests that are without an answer for too long."""
        if self.is_recovering:
            return self.resync(now)
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
        """Settle what was quoted, if the desk has not begun that already."""
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
            return self.reverse(reply["id"], now)
        self.write({"row": "replied", "id": reply["id"], "reply": reply})
        return []

    def is_credible(self, kind: str, body: Mapping[str, Any], reply: Message) -> bool:
        """Whether an answer may be posted: amounts that do not add up are given up instead."""
        divides = kind == "SETTLE" and reply["body"]["result"] == "ok"
        return not divides or self.adds_up(body["bill"], reply["body"]["split"])

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

    def ask_detail(self, now: int) -> Message:
        """Ask which settlements the other office holds in force for this one."""
        return self.message("DETAIL", self.next_id(), {}, now)

    def take_listed(self, message: Message, now: int) -> Messages:
        """Give up what the other office holds and this one never asked for or gave up."""
        return [
            sent
            for name in message["body"]["live"]
            if name not in self.state.asked
            for sent in self.give_up(name, now)
        ]

    def give_up(self, name: str, now: int) -> Messages:
        """Reverse what this office knows nothing of, once."""
        return [] if self.is_reversing(name) else self.reverse(name, now)

    def is_reversing(self, name: str) -> bool:
        """Whether it was asked already to reverse a request."""
        return name in self.state.given_up

    def differences(self, listed: Mapping[str, int]) -> dict[str, tuple[int, int]]:
        """Compare what is due by both sides, by id of the settlement; none is netted."""
        own = {
            name: due_of(one.reply["body"]["split"])
            for name, one in self.state.asked.items()
            if one.standing == state.SETTLED and one.reply is not None
        }
        both = {*own, *listed}
        found = {name: (own.get(name, 0), listed.get(name, 0)) for name in sorted(both)}
        return {name: two for name, two in found.items() if two[0] != two[1]}
