"""The insured side: it alone divides bills and writes what a person has used up in the year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.books import quoted
from bayline.systems.settlement.rules.protocol.clearing import Clearing
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.days import day_within
from bayline.systems.settlement.rules.protocol.messages import Message, without_signature
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.terms import Filing

_LOCAL = Filing.LOCAL.value
_FILED = (Filing.LONG_TERM.value, Filing.TRANSFER.value)
Bill = Mapping[str, Any]


class Insured(Clearing):
    """Answers requests, each once."""

    def tell_eligible(self, message: Message, now: int) -> Messages:
        """Say whether somebody may be treated elsewhere, and how their year stands."""
        asked = message["body"]
        code = self.no_person(asked["person"], asked["enrollment_area"]) or self.no_rules(asked)
        found = {"used": self.state.used.get(asked["person"], {}) if not code else {}}
        filings = (
            [] if code else [one for one in self.filings(asked["person"]) if _is_in(one, asked)]
        )
        body = {"of": message["id"], "code": code, "filings": filings, **found}
        return [self.message("ELIGIBLE", self.next_id(), body, now)]

    def quote(self, message: Message, now: int) -> Messages:
        """Divide a bill without any effect."""
        bill = message["body"]["bill"]
        code = self.objection_to(bill)
        if code:
            return [self.note(message, code, now)]
        try:
            found = self.divide(bill)
        except SettlementError as error:
            return [self.note(message, error.code, now)]
        told = {name: found[name] for name in ("rules", "split")}
        body = {"of": message["id"], "bill": bill, **told}
        return [self.message("QUOTE", self.next_id(), body, now)]

    def divide(self, bill: Bill) -> dict[str, Any]:
        """Divide a bill as the year of its person stands, by the rules of its day.

        Raises:
            SettlementError: No rules hold on that day, or they have no number for the case.
        """
        pack = self.office.rules.on(date.fromisoformat(bill["on"]))
        return quoted(bill, self.state.used[bill["person"]], pack)

    def answer(self, message: Message, now: int) -> Messages:
        """Answer a request once and for all, or give the answer it had."""
        before = self.state.answered.get(message["id"])
        if before is not None:
            if before.request["hash"] != message["hash"]:
                return [self.note(message, "other_contents", now)]
            told = {"of": message["id"], "reply": self.with_seal(before.reply)}
            return [self.message("TOLD", self.next_id(), told, now)]
        # The day by which it counts is said by this side alone.
        day = day_within(now, self.state.cleared[state.OWED].closed)
        body = {"re_hash": message["hash"], "day": day, **self.decide(message, now)}
        # It tells of the row that it will itself be part of, so that its loss is noticed.
        reply = self.message("REPLY", message["id"], body, now, coming=1)
        # An own signature can be made again at any time, by the key that is then in force.
        self.write({"row": "answered", "request": message, "reply": without_signature(reply)})
        return [reply]

    def decide(self, message: Message, now: int) -> dict[str, Any]:
        """Decide on a request that was never seen."""
        kind, body = message["kind"], message["body"]
        if kind == "SETTLE":
            return self.settled(message)
        if kind == "CLEAR":
            return self.confirm(body, now)
        if kind == "PREPAY":
            return {"result": "ok"}
        if kind == "WITHDRAW":
            month = self.state.cleared[state.OWED].month_by(body["original"])
            return {"result": "ok"} if month else {"result": "refused", "code": "unseen"}
        if kind == "CANCEL" and body["original"] not in self.state.answered:
            return {"result": "refused", "code": "unseen"}
        return {"result": "ok", **self.taken_back(body["original"])}

    def settled(self, message: Message) -> dict[str, Any]:
        """Divide a bill for good, or say by its code why not."""
        code = self.objection(message)
        if code:
            return {"result": "refused", "code": code}
        try:
            return {"result": "ok", **self.divide(message["body"]["bill"])}
        except SettlementError as error:
            return {"result": "refused", "code": error.code}

    def taken_back(self, original: str) -> dict[str, Any]:
        """Say what is taken back by a request, if anything, and when it was settled."""
        found = self.state.live.get(original)
        if found is None:
            return {}
        return {"took": {"id": original, "day": found["day"], "split": found["split"]}}

    def objection(self, message: Message) -> str:
        """Say by its code why a bill is not settled; empty if it is."""
        bill = message["body"]["bill"]
        if message["id"] in self.state.buried:
            return "reversed_before"
        code = self.objection_to(bill)
        if not code and bill["visit_id"] in self.state.visits:
            return "settled_already"
        return code or self.other_rules(bill, message["body"]["rules"])

    def objection_to(self, bill: Bill) -> str:
        """Say by its code why a bill cannot be divided for its person; empty if it can."""
        code = self.no_person(bill["person"], bill["enrollment_area"]) or self.no_rules(bill)
        return code or self.not_covered(bill)

    def no_person(self, person: str, area: str) -> str:
        """Say by its code that somebody is not insured here; empty if they are."""
        is_here = person in self.state.used and area == self.office.rules.area
        return "" if is_here else "not_insured_here"

    def no_rules(self, of: Mapping[str, Any]) -> str:
        """Say by its code that no rules hold on a day; empty if some do."""
        try:
            self.office.rules.on(date.fromisoformat(of["on"]))
        except SettlementError as error:
            return error.code
        return ""

    def not_covered(self, bill: Bill) -> str:
        """Say by its code that no registration covers a visit; empty if one does."""
        is_local = bill["treatment_area"] == bill["enrollment_area"]
        if (bill["filing"] == _LOCAL) != is_local:
            return "filing_missing"
        if bill["filing"] not in _FILED:
            return ""
        filings = self.filings(bill["person"])
        is_filed = any(one["kind"] == bill["filing"] and _is_in(one, bill) for one in filings)
        return "" if is_filed else "filing_not_covering"

    def filings(self, person: str) -> list[Mapping[str, Any]]:
        """Give the registrations of a person."""
        return self.state.filed.get(person, [])

    def other_rules(self, bill: Bill, named: str) -> str:
        """Say by its code that the rules are not those of the quote; empty if they are."""
        pack = self.office.rules.on(date.fromisoformat(bill["on"]))
        return "" if pack.id == named else "rules_changed"

    def tell(self, message: Message, now: int) -> Messages:
        """Tell what became of a request; nothing changes by being asked."""
        found = self.state.answered.get(message["body"]["of"])
        told = {
            "of": message["body"]["of"],
            "reply": self.with_seal(found.reply) if found else None,
        }
        return [self.message("TOLD", self.next_id(), told, now)]


def _is_in(filing: Mapping[str, Any], of: Mapping[str, Any]) -> bool:
    """Whether a registration holds on a day and at a place of treatment."""
    is_there = filing["area"] == of["treatment_area"]
    return bool(is_there and filing["from"] <= of["on"] <= filing.get("until", "9999-12-31"))
