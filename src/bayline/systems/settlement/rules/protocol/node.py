"""One office: it asks, answers, retries and recovers; every change is one row of its journal.

Whoever asks never posts on a guess: no answer in time means that nothing is known, and then it is
asked what became of the request. Only the insured side writes what a person has used up.
"""

from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.insured import Insured
from bayline.systems.settlement.rules.protocol.messages import Message, is_sealed, refusal, unsealed
from bayline.systems.settlement.rules.protocol.recovering import Recovering
from bayline.systems.settlement.rules.protocol.shapes import fault_of
from bayline.systems.settlement.rules.protocol.usual import is_usual

REQUESTS = ("SETTLE", "CANCEL", "REVERSE", "CLEAR", "WITHDRAW", "PREPAY")


class Node(Recovering, Insured):
    """A node: whoever drives it hands in messages and the time, and sends what it gives."""

    def receive(self, message: Message, now: int) -> Messages:
        """Take a message in, and give what is to be sent."""
        code = self.objection_to_message(message, now)
        if code:
            # A note is never answered: two clocks that are apart would go on for ever.
            return [] if message.get("kind") == "NOTE" else [self.note(message, code, now)]
        self.partner_boot = message["boot"]
        if self.is_behind(message) and not self.is_recovering:
            self.is_recovering = True
            self.begin_again()
        if message["kind"] in ("RESYNC", "HELLO"):
            return self.by_kind(message, now)
        return self.take(message, now)

    def objection_to_message(self, message: Message, now: int) -> str:
        """Say by its code why a message is not taken at all; empty if it is."""
        usual = is_usual(message)
        if not is_sealed(message, self.office.seal, is_usual=usual):
            return unsealed(message, partner=self.office.partner)
        code = "" if usual else fault_of(message)
        code = code or refusal(message, to=self.office.name, partner=self.office.partner, now=now)
        if not code and message["boot"] < self.partner_boot:
            return "replayed"
        return code

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
        if kind in REQUESTS:
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
            "ELIGIBILITY": self.tell_eligible,
            "ELIGIBLE": self.hear,
            "NOTE": self.hear,
            "DAILY_TOTAL": self.give_totals,
            "TOTALS": self.take_totals,
            "DAILY_DETAIL": self.give_details,
            "DETAILS": self.take_details,
        }
        return readers[kind](message, now) if kind in readers else []
