"""A node that starts: is it as it was, or was an old backup put back? The partner can tell."""

from collections.abc import Iterator, Sequence
from itertools import islice

from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.books import quoted
from bayline.systems.settlement.rules.protocol.core import Lying, Messages, Office
from bayline.systems.settlement.rules.protocol.days import day_within
from bayline.systems.settlement.rules.protocol.insured import Insured
from bayline.systems.settlement.rules.protocol.journal import Row, rows_of
from bayline.systems.settlement.rules.protocol.messages import (
    Message,
    is_sealed,
    sealed,
    without_signature,
)


def last_boot(known: state.State) -> int:
    """Give the highest number of a start that own answers and requests in a journal name, or 0."""
    requests = (int(name.rsplit("-", 2)[1]) for name in known.asked)
    return max((known.boot, *requests))


class Recovering(Insured):
    """Greets its partner before anything else, and brings back what it lacks.

    What is brought back comes in pages, and is put down in one row once all of it is there.
    """

    page = 500  # pairs of request and answer in a message

    def __init__(self, office: Office, lying: Lying) -> None:
        super().__init__(office, lying)
        self.begin_again()

    def begin_again(self) -> None:
        """Forget what was brought back so far."""
        self.brought = 0
        self.pairs: dict[str, list[Sequence[Message]]] = {"asked": [], "answered": []}

    def tick(self, now: int) -> Messages:
        """Bring back what is missing, before anything else."""
        return self.resync(now) if self.is_recovering else super().tick(now)

    def resync(self, now: int) -> Messages:
        """Ask for what was exchanged, from behind the pages that are there."""
        name = self.next_id()
        self.resyncs.add(name)
        return [self.message("RESYNC", name, {"start": self.brought}, now)]

    def welcome(self, message: Message, now: int) -> Messages:
        """Say how far the other's journal is known, as every message does."""
        return [self.message("WELCOME", message["id"], {}, now)]

    def give_pairs(self, message: Message, now: int) -> Messages:
        """Give back requests and answers that were exchanged, a page from where it is asked."""
        # Places stay the same, whatever is answered between two pages.
        start = message["body"]["start"]
        end = start + self.page
        answered, asked = self.state.answered, self.state.asked
        replied = [
            [self.message(one.kind, name, one.body, now), one.reply]
            for name, one in islice(asked.items(), start, end)
            if one.reply is not None
        ]
        is_last = max(len(answered), len(asked)) <= end
        opened = [*self.taking_back(now)] if is_last else []
        self.seal()  # what is passed on is signed before what passes it on
        body = {
            "start": start,
            "next": 0 if is_last else end,
            "answered": [
                [one.request, self.with_seal(one.reply)]
                for one in islice(answered.values(), start, end)
            ],
            "asked": replied,
            "open": opened,
            "epoch": message["epoch"],
        }
        return [self.message("PAIRS", message["id"], body, now)]

    def taking_back(self, now: int) -> Iterator[Message]:
        """Give own requests that take a settlement back and have no answer.

        The other office may have answered before it lost its rows, and gone on from that.
        """
        for name in self.open():
            asked = self.state.asked[name]
            if asked.kind in state.BACK and asked.standing == state.ASKED:
                yield self.message(asked.kind, name, asked.body, now)

    def recover(self, message: Message, now: int) -> Messages:
        """Bring back what the partner knows, in one row; nothing else is done before."""
        if message["kind"] != "PAIRS" or message["id"] not in self.resyncs:
            return self.resync(now)
        body = message["body"]
        if body["start"] != self.brought:
            return []
        self.pairs["asked"] += body["asked"]
        self.pairs["answered"] += body["answered"]
        if body["next"]:
            self.brought = body["next"]
            return self.resync(now)
        rows = [
            *self.brought_back(self.pairs["asked"]),
            *self.brought_home(self.pairs["answered"]),
        ]
        epoch = max(self.state.epoch, message["seen"][0], body["epoch"]) + 1
        again = self.answered_again(body["open"], {"rows": rows, "epoch": epoch}, now)
        self.write({"row": "recovered", "rows": [*rows, *again], "epoch": epoch})
        self.is_recovering = False
        self.is_ready = True
        self.resyncs.clear()
        self.begin_again()
        return [self.with_seal(one["reply"]) for one in again]

    def answered_again(self, requests: Messages, brought: Row, now: int) -> list[Row]:
        """Answer requests whose answers are lost, as what is brought back has them.

        Args:
            requests: The partner's requests that take back and are without an answer there.
            brought: The row that is about to be written, without these.
            now: The present moment.
        """
        lost = [one for one in requests if self.is_lost(one)]
        if not lost:
            return []
        before, self.state = self.state, self.remembers(self.office.name, self.office.partner)
        try:
            for row in (*rows_of(self.lying), {"row": "recovered", **brought}):
                self.state.fold(row)
            return [self.answered_now(one, now) for one in lost]
        finally:
            self.state = before

    def is_lost(self, request: Message) -> bool:
        """Whether the partner has asked this, and no answer is here."""
        is_partners = request["from"] == self.office.partner and request["to"] == self.office.name
        is_new = request["id"] not in self.state.answered
        return is_partners and is_new and is_sealed(request, self.office.seal)

    def answered_now(self, request: Message, now: int) -> Row:
        """Give the row of an answer, and fold it."""
        day = day_within(now, self.state.cleared[state.OWED].closed)
        body = {"re_hash": request["hash"], "day": day, **self.decide(request, now)}
        reply = self.message("REPLY", request["id"], body, now, coming=1)
        row = {"row": "answered", "request": request, "reply": without_signature(reply)}
        self.state.fold(row)
        return row

    def brought_back(self, pairs: Sequence[Sequence[Message]]) -> Iterator[Row]:
        """Give the rows of own answers that are missing here, in the order they were given."""
        own = self.office.name
        ordered = sorted(pairs, key=lambda pair: (pair[1]["epoch"], pair[1]["rows"]))
        for request, reply in ordered:
            is_own = reply["from"] == own and is_sealed(reply, self.office.seal)
            is_new = request["id"] not in self.state.answered
            is_its = _answers(reply, request)
            if is_own and is_new and is_its and is_sealed(request, self.office.seal):
                again = self.judged_again(request, reply)
                yield {"row": "answered", "request": request, "reply": again}

    def judged_again(self, request: Message, reply: Message) -> Message:
        """Give an own answer as the rules give it, should what was sent have been another."""
        body = reply["body"]
        if "split" not in body:
            return reply
        pack = self.office.rules.named(body["rules"])
        if pack is None:
            return reply
        found = quoted(request["body"]["bill"], body["used"], pack)
        if all(body[name] == one for name, one in found.items()):
            return reply
        content = {name: one for name, one in reply.items() if name not in ("signature", "body")}
        return sealed(content, {**body, **found}, self.office.seal)

    def brought_home(self, pairs: Sequence[Sequence[Message]]) -> Iterator[Row]:
        """Give the rows of own requests that are missing here, with the answers to them."""
        for request, reply in pairs:
            is_own = request["from"] == self.office.name and is_sealed(request, self.office.seal)
            if not (is_own and self.is_answer(reply, request["id"])):
                continue
            known = self.state.asked.get(request["id"])
            if known is None:
                kind, body = request["kind"], request["body"]
                yield {"row": "asked", "id": request["id"], "kind": kind, "body": body}
            is_open = known is None or known.standing == state.ASKED
            # What cannot be posted stays open: it is asked about, and given up like any other.
            if is_open and _answers(reply, request) and self.may_be_posted(request, reply):
                yield {"row": "replied", "id": request["id"], "reply": reply}

    def may_be_posted(self, request: Message, reply: Message) -> bool:
        """Whether the amounts of an answer to a bill add up."""
        is_divided = request["kind"] == "SETTLE" and reply["body"]["result"] == "ok"
        return not is_divided or self.adds_up(request["body"]["bill"], reply["body"]["split"])


def _answers(reply: Message, request: Message) -> bool:
    """Whether an answer is to this request, not to another of the same partner."""
    is_its = reply["id"] == request["id"]
    return bool(is_its and reply["body"]["re_hash"] == request["hash"])
