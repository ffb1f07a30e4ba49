"""The insured side: it alone divides bills and writes what a person has used up in the year."""

from collections.abc import Mapping
from typing import Any

from bayline.systems.settlement.rules.protocol.books import due_of, quoted
from bayline.systems.settlement.rules.protocol.core import Core, Messages
from bayline.systems.settlement.rules.protocol.messages import Message


class Insured(Core):
    """Answers requests, each once."""

    def quote(self, message: Message, now: int) -> Messages:
        """Divide a bill without any effect."""
        bill = message["body"]["bill"]
        if bill["person"] not in self.state.used:
            return [self.note(message, "not_insured_here", now)]
        found = self.divide(bill)
        body = {"bill": bill, "rules": found["rules"], "split": found["split"]}
        return [self.message("QUOTE", self.next_id(), body, now)]

    def divide(self, bill: Mapping[str, Any]) -> dict[str, Any]:
        """Divide a bill as the year of its person stands."""
        return quoted(bill, self.state.used[bill["person"]], self.office.rules(""))

    def answer(self, message: Message, now: int) -> Messages:
        """Answer a request once and for all, or give the answer it had."""
        before = self.state.answered.get(message["id"])
        if before is not None:
            if before.request["hash"] != message["hash"]:
                return [self.note(message, "other_contents", now)]
            told = {"of": message["id"], "reply": before.reply}
            return [self.message("TOLD", self.next_id(), told, now)]
        body = {"re_hash": message["hash"], **self.decide(message)}
        # It tells of the row that it will itself be part of, so that its loss is noticed.
        reply = self.message("REPLY", message["id"], body, now, coming=1)
        self.write({"row": "answered", "request": message, "reply": reply})
        return [reply]

    def decide(self, message: Message) -> dict[str, Any]:
        """Decide on a request that was never seen."""
        if message["kind"] == "SETTLE":
            code = self.objection(message)
            if code:
                return {"result": "refused", "code": code}
            return {"result": "ok", **self.divide(message["body"]["bill"])}
        if message["kind"] == "CANCEL" and message["body"]["original"] not in self.state.answered:
            return {"result": "refused", "code": "unseen"}
        return {"result": "ok"}

    def objection(self, message: Message) -> str:
        """Say by its code why a bill is not settled; empty if it is."""
        bill = message["body"]["bill"]
        if message["id"] in self.state.buried:
            return "reversed_before"
        if bill["person"] not in self.state.used:
            return "not_insured_here"
        if bill["visit_id"] in self.state.visits:
            return "settled_already"
        if message["body"]["rules"] != self.office.rules("").id:
            return "rules_changed"
        return ""

    def tell(self, message: Message, now: int) -> Messages:
        """Tell what became of a request; nothing changes by being asked."""
        found = self.state.answered.get(message["body"]["of"])
        told = {"of": message["body"]["of"], "reply": found.reply if found else None}
        return [self.message("TOLD", self.next_id(), told, now)]

    def give_detail(self, message: Message, now: int) -> Messages:
        """List the settlements in force that the other office asked for."""
        live = {name: due_of(one["split"]) for name, one in self.state.live.items()}
        return [self.message("LISTED", message["id"], {"live": live}, now)]
