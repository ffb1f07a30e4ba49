"""A recall: who holds how much of what failed, what was done, what came back and what did not.

What was done is a list of acts that is only added to. Who holds what is worked out of the events
each time, so that what is captured after the beginning counts too.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.produce.rules.sending import NOTHING, Flow, added


class Scope(StrEnum):
    """How far a recall goes.

    Attributes:
        LOT: The lot that failed and what it went into.
        HARVEST: All that came of the harvests behind it, since the same trees bore it.
    """

    LOT = "lot"
    HARVEST = "harvest"


class Kind(StrEnum):
    """What is done in a recall."""

    OPENED = "opened"
    NOTIFIED = "notified"
    RECOVERED = "recovered"
    LOST = "lost"
    CLOSED = "closed"


class State(StrEnum):
    """How far a recall has come."""

    OPEN = "open"
    NOTIFIED = "notified"
    ACCOUNTED = "accounted"
    CLOSED = "closed"


class Act(NamedTuple):
    """Something that was done.

    Attributes:
        recall: The number of the recall.
        kind: What.
        told: What it says, by the kind of act.
        by: Who did it.
        at: When.
    """

    recall: str
    kind: Kind
    told: Mapping[str, Any]
    by: str
    at: datetime


class Side(NamedTuple):
    """A buyer in a recall.

    Attributes:
        buyer: The link of the party.
        flows: What it got, in the order of time.
        received: Kilograms it got, as far as known.
        passed: Kilograms of them it sent on.
        is_whole: Whether all masses are known.
        notified: When it was told; None if it was not yet.
        recovered: Kilograms that came back.
        lost: Kilograms that will not.
    """

    buyer: str
    flows: tuple[Flow, ...]
    received: Decimal
    passed: Decimal
    is_whole: bool
    notified: datetime | None
    recovered: Decimal
    lost: Decimal

    @property
    def open(self) -> Decimal:
        """Kilograms that nobody has accounted for; never below nothing."""
        return max(self.received - self.passed - self.recovered - self.lost, NOTHING)


class Balance(NamedTuple):
    """Where the mass went, in kilograms.

    Attributes:
        made: What the recall began with.
        spoiled: Lost in grading and packing.
        shipped: Sent to buyers of the first hand.
        recovered: Back again.
        lost: Will not come back.
        open: Not accounted for.
        is_whole: Whether all masses are known.
    """

    made: Decimal
    spoiled: Decimal
    shipped: Decimal
    recovered: Decimal
    lost: Decimal
    open: Decimal
    is_whole: bool

    @property
    def in_store(self) -> Decimal:
        """What was neither sent nor lost: it is still there and must be held."""
        return self.made - self.spoiled - self.shipped


class Recall(NamedTuple):
    """A recall as it stands.

    Attributes:
        number: Its number.
        start: The lot that failed.
        scope: How far it goes.
        sample: The code of the test; empty if there is none.
        reason: Why, in words.
        is_drill: Whether it is a drill.
        by: Who opened it.
        opened: When.
        listed_ms: Milliseconds that it took to list everything, when it was opened.
        sides: The buyers, the most kilograms first.
        balance: Where the mass went.
        things: How many things it reaches.
        state: How far it has come.
        informed: When the last buyer was told; None if one was not.
        closed: When it was closed; None if it is open.
        closing: Why it was closed.
    """

    number: str
    start: str
    scope: Scope
    sample: str
    reason: str
    is_drill: bool
    by: str
    opened: datetime
    listed_ms: int
    sides: tuple[Side, ...]
    balance: Balance
    things: int
    state: State
    informed: datetime | None
    closed: datetime | None
    closing: str

    @property
    def took(self) -> timedelta | None:
        """How long it took until every buyer was told."""
        return None if self.informed is None else self.informed - self.opened


class Reach(NamedTuple):
    """What a recall reaches, as the events of now tell it.

    Attributes:
        made: Kilograms it began with; None where they are not known.
        spoiled: Kilograms that grading and packing lost.
        flows: What went to whom.
        things: How many things it reaches.
    """

    made: Decimal | None
    spoiled: Decimal
    flows: tuple[Flow, ...]
    things: int


def standing(acts: Sequence[Act], reach: Reach) -> Recall:
    """Work out how a recall stands.

    Args:
        acts: What was done, in order; it was opened first.
        reach: What it reaches.
    """
    first = acts[0]
    sides = _sides(acts, reach.flows)
    end = next((one for one in acts if one.kind is Kind.CLOSED), None)
    told_of = [one.notified for one in sides]
    informed = max((one for one in told_of if one), default=None) if all(told_of) else None
    return Recall(
        number=first.recall,
        start=first.told["start"],
        scope=Scope(first.told["scope"]),
        sample=first.told.get("sample", ""),
        reason=first.told["reason"],
        is_drill=bool(first.told.get("drill")),
        by=first.by,
        opened=first.at,
        listed_ms=int(first.told.get("listed_ms", 0)),
        sides=tuple(sides),
        balance=_balance(sides, reach),
        things=reach.things,
        state=_state(sides, is_closed=end is not None),
        informed=informed if sides else first.at,
        closed=end.at if end else None,
        closing=end.told["reason"] if end else "",
    )


def _sides(acts: Sequence[Act], sent: Sequence[Flow]) -> list[Side]:
    buyers = dict.fromkeys(one.buyer for one in sent)
    buyers |= dict.fromkeys(one.told["buyer"] for one in acts if "buyer" in one.told)
    sides = [_side(buyer, acts, sent) for buyer in buyers]
    return sorted(sides, key=lambda one: (-one.received, one.buyer))


def _side(buyer: str, acts: Sequence[Act], sent: Sequence[Flow]) -> Side:
    own = [one for one in acts if one.told.get("buyer") == buyer]
    got = tuple(one for one in sent if one.buyer == buyer)
    gone = [one for one in sent if one.seller == buyer]
    return Side(
        buyer=buyer,
        flows=got,
        received=added(one.mass for one in got),
        passed=added(one.mass for one in gone),
        is_whole=all(one.mass is not None for one in (*got, *gone)),
        notified=next((one.at for one in own if one.kind is Kind.NOTIFIED), None),
        recovered=_told_of(own, Kind.RECOVERED),
        lost=_told_of(own, Kind.LOST),
    )


def _told_of(acts: Iterable[Act], kind: Kind) -> Decimal:
    return added(Decimal(one.told["kilograms"]) for one in acts if one.kind is kind)


def _balance(sides: Sequence[Side], reach: Reach) -> Balance:
    buyers = {one.buyer for one in sides}
    at_first = [one.mass for one in reach.flows if one.seller not in buyers]
    return Balance(
        made=reach.made or NOTHING,
        spoiled=reach.spoiled,
        shipped=added(at_first),
        recovered=added(one.recovered for one in sides),
        lost=added(one.lost for one in sides),
        open=added(one.open for one in sides),
        is_whole=reach.made is not None and all(one.is_whole for one in sides),
    )


def _state(sides: Sequence[Side], *, is_closed: bool) -> State:
    if is_closed:
        return State.CLOSED
    if not all(one.notified for one in sides):
        return State.OPEN
    return State.NOTIFIED if any(one.open or not one.is_whole for one in sides) else State.ACCOUNTED


def kilograms(written: str) -> Decimal:
    """Read a mass that was typed.

    Raises:
        BaylineError: It is no number above zero.
    """
    try:
        found = Decimal(written.strip())
    except InvalidOperation:
        found = NOTHING
    if not found.is_finite() or found <= 0:
        raise _refused(
            f"“{written.strip()[:20]}” is no mass",
            "write kilograms above zero, like 120 or 12.5",
            Words(f"“{written.strip()[:20]}”不是重量", do="请写大于零的千克数，如120、12.5"),
        )
    return found


def check_act(recall: Recall, act: Act) -> None:
    """Refuse an act that cannot follow.

    Raises:
        BaylineError: The recall is closed, the buyer is none of it, more comes back than it got,
            or it is to be closed before every buyer was told or without a reason.
    """
    if recall.closed is not None:
        raise _refused(
            f"{recall.number} is closed",
            "open another recall",
            Words(f"{recall.number}已经结束", do="请另开一次召回"),
        )
    if act.kind is Kind.CLOSED:
        _check_closing(recall, act)
        return
    buyer = act.told.get("buyer", "")
    side = next((one for one in recall.sides if one.buyer == buyer), None)
    if side is None:
        raise _refused(
            f"{buyer or 'nobody'} got nothing of {recall.number}",
            "name one of its buyers",
            Words(f"{buyer or '这个买家'}没有收到{recall.number}的货", do="请写名单里的买家"),
        )
    if act.kind in {Kind.RECOVERED, Kind.LOST}:
        _check_mass(side, Decimal(act.told["kilograms"]))


def _check_mass(side: Side, mass: Decimal) -> None:
    if side.is_whole and mass > side.open:
        raise _refused(
            f"{mass} kg are more than the {side.open} kg that are open there",
            "look at what was counted before",
            Words(f"{mass}千克多于那里还没有交代的{side.open}千克", do="请核对已经登记的"),
        )


def _check_closing(recall: Recall, act: Act) -> None:
    untold = [one.buyer for one in recall.sides if one.notified is None]
    if untold:
        raise _refused(
            f"{len(untold)} buyers were not told, {untold[0]} among them",
            "tell every buyer first",
            Words(f"还有{len(untold)}个买家没有通知，如{untold[0]}", do="请先通知每个买家"),
        )
    if not str(act.told.get("reason", "")).strip():
        raise _refused(
            "nothing says why it is closed",
            f"write why, and what became of the {recall.balance.open} kg that are open",
            Words("没有写为什么结束", do=f"请写明理由，未交代的{recall.balance.open}千克去了哪里"),
        )


def _refused(what: str, do: str, zh: Words) -> BaylineError:
    return BaylineError(what, do=do, zh=zh)
