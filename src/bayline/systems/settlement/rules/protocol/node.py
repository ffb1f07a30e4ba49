"""One office: it asks, answers, retries and recovers; every change is one row of its journal.

Whoever asks never posts on a guess: no answer in time means that nothing is known, and then it is
asked what became of the request. Only the insured side writes what a person has used up.
"""

from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.insured import Insured
from bayline.systems.settlement.rules.protocol.messages import Message, is_sealed, refusal
from bayline.systems.settlement.rules.protocol.recovering import Recovering
from bayline.systems.settlement.rules.protocol.shapes import fault_of


class Node(Insured, Recovering):
    """A node: whoever drives it hands in messages and the time, and sends what it gives."""

    def receive(self, message: Message, now: int) -> Messages:
        """Take a message in, and give what is to be sent."""
        if not is_sealed(message, self.office.seal):
            return []
        wrong = fault_of(message)
        if wrong:
            return [self.note(message, f"malformed:{wrong}", now)]
        code = refusal(message, to=self.office.name, partner=self.office.partner, now=now)
        if code or message["boot"] < self.partner_boot:
            return [self.note(message, code, now)] if code == "clock" else []
        self.partner_boot = message["boot"]
        if self.is_behind(message):
            self.is_recovering = True
        if message["kind"] in ("RESYNC", "HELLO"):
            return self.by_kind(message, now)
        return self.take(message, now)

    def take(self, message: Message, now: int) -> Messages:
        """Take a message in if this node may: after it was greeted, and lacks nothing."""
        if self.is_recovering:
            return self.recover(message, now)
        if self.is_ready:
            return self.by_kind(message, now)
        self.is_ready = message["kind"] == "WELCOME" and message["id"] in self.greetings
        return []

    def by_kind(self, message: Message, now: int) -> Messages:
        """Let each kind of message be taken by what knows it."""
        kind = message["kind"]
        if kind in ("SETTLE", "CANCEL", "REVERSE"):
            return self.answer(message, now)
        if kind == "REPLY":
            return self.take_reply(message, now)
        readers = {
            "PRESETTLE": self.quote,
            "QUOTE": self.take_quote,
            "QUERY": self.tell,
            "TOLD": self.take_told,
            "RESYNC": self.give_pairs,
            "HELLO": self.welcome,
            "DETAIL": self.give_detail,
            "LISTED": self.take_listed,
        }
        return readers[kind](message, now) if kind in readers else []
