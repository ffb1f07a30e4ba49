"""What a journal says of each settlement: how it stands now, for lists and pages.

Each row of the journal changes at most a few settlements; a table of them is kept beside it, which
can be made anew from the journal at any time.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from bayline.systems.settlement.rules.protocol.books import FUNDS
from bayline.systems.settlement.rules.protocol.days import day_said
from bayline.systems.settlement.rules.protocol.state import BACK

SETTLE, TAKEN = "SETTLE", "TAKEN"
TREATING, INSURED = "treating", "insured"
ASKED, SETTLED, REFUSED = "asked", "settled", "refused"
REVERSING, REVERSED, CANCELLED, DONE = "reversing", "reversed", "cancelled", "done"
STANDINGS = (ASKED, REVERSING, SETTLED, REFUSED, CANCELLED, REVERSED)
UNKNOWN = (ASKED, REVERSING)  # nobody knows yet what became of them
_MS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request to settle, or to take one back, as it stands.

    Attributes:
        id: The id of the request.
        kind: SETTLE, CANCEL or REVERSE; TAKEN where all that is known is that it was taken back.
        side: Whether this office treats or insures.
        standing: What became of it.
        visit: The visit; of a CANCEL or REVERSE the request that it takes back.
        person: The pseudonym.
        hospital: The code of the hospital.
        day: The day of the visit, as ISO writes it.
        total: The whole bill, fen.
        fund: What the funds pay, fen.
        account: What the personal account pays, fen.
        cash: What the patient pays, fen.
        rules: By which rules.
        code: Why it was refused.
        asked_ms: When it was asked, milliseconds since 1970; 0 where that was not noted.
        answered_ms: When it was answered; 0 where it was not, or that was not noted.
        told: All that is known of it: bill or claim, split, what was used up before.
        is_example: Whether it is made up.
        partner_due: What the partner says is due, fen, where that was told.
        counted: The day by which it counts between the offices; empty where nothing is due. What
            takes a settlement back counts below zero, under a day of its own.
        row: The row of the journal that changed it last.
    """

    id: str
    kind: str = SETTLE
    side: str = TREATING
    standing: str = ASKED
    visit: str = ""
    person: str = ""
    hospital: str = ""
    day: str = ""
    total: int = 0
    fund: int = 0
    account: int = 0
    cash: int = 0
    rules: str = ""
    code: str = ""
    asked_ms: int = 0
    answered_ms: int = 0
    told: Mapping[str, Any] = field(default_factory=dict)
    is_example: bool = False
    partner_due: int | None = None
    counted: str = ""
    row: int = 0

    @property
    def due(self) -> int:
        """What the insured office owes the other for it, fen."""
        return self.fund + self.account if self.standing == SETTLED else 0

    @property
    def difference(self) -> int:
        """What this office has due more than the partner says, fen."""
        return 0 if self.partner_due is None else self.due - self.partner_due

    @property
    def latency_ms(self) -> int | None:
        """How long the answer took; None where it is not known."""
        if self.asked_ms and self.answered_ms >= self.asked_ms:
            return self.answered_ms - self.asked_ms
        return None


class Flow(NamedTuple):
    """What one office owes the other under a month: the same items as both sign.

    Attributes:
        side: `treating` where the partner owes us, `insured` where we owe.
        size: Items, settlements and what takes them back.
        back: Those of them that take back.
        total: The bills, fen; as are the following. What was taken back is below zero in all.
        fund: What funds pay.
        account: What personal accounts pay.
        due: What is owed: both of these.
    """

    side: str
    size: int
    back: int
    total: int
    fund: int
    account: int
    due: int


Known = Callable[[str], Case | None]


def changed(row: Mapping[str, Any], number: int, known: Known) -> Iterator[Case]:
    """Give the settlements that a row of the journal changes, as they stand after it.

    Args:
        row: The row.
        number: Its place in the journal.
        known: Gives a request as it stood before, by its id.
    """
    kind = row["row"]
    if kind == "recovered":
        made: dict[str, Case] = {}
        for one in row["rows"]:
            made |= {case.id: case for case in changed(one, number, _over(made, known))}
        yield from made.values()
    elif kind == "asked":
        yield from _asked(row, number, known)
    elif kind == "answered":
        yield from _answered(row, number, known)
    elif kind == "replied":
        yield from _replied(row, number, known)


def _over(made: Mapping[str, Case], known: Known) -> Known:
    return lambda name: made.get(name) or known(name)


def _asked(row: Mapping[str, Any], number: int, known: Known) -> Iterator[Case]:
    made = _of(row["id"], row["kind"], row["body"], TREATING, number)
    if made is None:
        return
    before = known(made.id)
    if before is not None and before.kind == TAKEN:
        paid = {name: getattr(before, name) for name in ("fund", "account", "cash", "counted")}
        made = replace(made, told={**made.told, "taken": before.counted}, **paid)
    yield replace(made, asked_ms=int(row.get("ms", 0)))
    original = known(made.visit) if row["kind"] == "REVERSE" else None
    if original is not None and original.standing == ASKED and original.kind == SETTLE:
        yield replace(original, standing=REVERSING, row=number)


def _answered(row: Mapping[str, Any], number: int, known: Known) -> Iterator[Case]:
    request, reply = row["request"], row["reply"]
    made = _of(request["id"], request["kind"], request["body"], INSURED, number)
    if made is None:
        return
    made = replace(made, asked_ms=request["at"] * _MS, answered_ms=reply["at"] * _MS)
    made = _judged(made, reply, request["from"])
    yield made
    if made.standing == DONE:
        yield from _taken_back(made, reply, known)


def _replied(row: Mapping[str, Any], number: int, known: Known) -> Iterator[Case]:
    before, reply = known(row["id"]), row["reply"]
    if before is None:
        return
    at = int(row.get("ms", 0)) or reply["at"] * _MS
    made = replace(_judged(before, reply, reply["from"]), answered_ms=at, row=number)
    yield made
    if made.standing == DONE:
        yield from _taken_back(made, reply, known)


def _of(name: str, kind: str, body: Mapping[str, Any], side: str, number: int) -> Case | None:
    if kind in BACK:
        return Case(id=name, kind=kind, side=side, visit=body["original"], row=number)
    if kind != SETTLE:
        return None
    bill = body["bill"]
    return Case(
        id=name,
        side=side,
        visit=bill["visit_id"],
        person=bill["person"],
        hospital=bill["hospital"],
        day=bill["on"],
        total=sum(bill["scope"].values()),
        rules=body["rules"],
        told={"bill": bill},
        row=number,
    )


def _judged(case: Case, reply: Mapping[str, Any], partner: str) -> Case:
    body = reply["body"]
    case = replace(case, told={**case.told, "partner": partner})
    if body["result"] != "ok":
        return replace(case, standing=REFUSED, code=str(body.get("code", "")))
    if case.kind != SETTLE:
        return replace(case, standing=DONE)
    told = {**case.told, "split": body["split"], "used": body["used"]}
    made = replace(divided(case, body["split"]), rules=body["rules"], told=told)
    if "taken" in told:  # it counts as what took it back has said
        return replace(made, standing=REVERSED, counted=told["taken"])
    return replace(made, standing=SETTLED, counted=day_said(dict(reply)))


def divided(case: Case, split: Mapping[str, int]) -> Case:
    """Write down who pays a settlement."""
    fund = sum(split[name] for name in FUNDS)
    return replace(case, fund=fund, account=split["account"], cash=split["cash"])


def _taken_back(made: Case, reply: Mapping[str, Any], known: Known) -> Iterator[Case]:
    """Give the settlement that an answer takes back; the answer may name one not known here."""
    body, original = reply["body"], known(made.visit)
    took = body.get("took")
    if original is None or original.kind != SETTLE:
        if took is not None and original is None:
            found = _unseen(took, made)
            yield found
            yield _below_zero(made, found, reply)
    elif original.standing == SETTLED and took is None and "day" in body:
        return  # another answer took it back
    elif original.standing != REFUSED:
        standing = REVERSED if made.kind == "REVERSE" else CANCELLED
        if original.standing == SETTLED:
            yield _below_zero(made, original, reply)
        elif took is not None and not original.counted:
            original = replace(divided(original, took["split"]), counted=took["day"])
            yield _below_zero(made, original, reply)
        yield replace(original, standing=standing, row=made.row)


def _unseen(took: Mapping[str, Any], made: Case) -> Case:
    """Give a settlement of which nothing is known but that it was taken back."""
    case = Case(id=took["id"], kind=TAKEN, side=made.side, standing=REVERSED, row=made.row)
    found = divided(case, took["split"])
    return replace(found, total=found.fund + found.account + found.cash, counted=took["day"])


def _below_zero(made: Case, original: Case, reply: Mapping[str, Any]) -> Case:
    """Give what takes a settlement back with its amounts."""
    amounts = {name: -getattr(original, name) for name in ("total", "fund", "account", "cash")}
    return replace(made, **amounts, counted=day_said(dict(reply)))
