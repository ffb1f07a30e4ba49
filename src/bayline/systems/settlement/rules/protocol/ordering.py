"""What the office itself orders of its node: a month cleared with differences, taken back, paid."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.days import day_of, month_of
from bayline.systems.settlement.rules.protocol.leftovers import differences_of
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.state import State

CLEAR, WITHDRAW, PREPAY, PAID = "clear", "withdraw", "prepay", "paid"
LEFT, SENT, DONE, REFUSED = "left", "sent", "done", "refused"
_ASKS = {CLEAR: "CLEAR", WITHDRAW: "WITHDRAW"}


class Order(NamedTuple):
    """What the node is to do.

    Attributes:
        id: Its name; nothing is done twice under one.
        verb: clear, withdraw, prepay or paid.
        month: Of which month.
        left_out: Items on which the offices differ, which are left out of the month.
        fen: What is paid before anything is due.
        side: In which direction the rest of the month was paid.
    """

    id: str
    verb: str
    month: str = ""
    left_out: tuple[str, ...] = ()
    fen: int = 0
    side: str = state.CLAIMED


def objection(known: State, order: Order, *, today: str = "") -> str:
    """Say by its code why an order is not done as things stand; empty if it is.

    Args:
        known: How things stand.
        order: What is to be done.
        today: The present day; empty where only the node can tell.
    """
    kind = _ASKS.get(order.verb, "")
    waiting = (known.asked[name] for name in known.waiting)
    if kind and any(one.kind == kind and _is_of(known, one.body, order.month) for one in waiting):
        return "ordered_already"
    if order.verb == CLEAR:
        return _objection_to_clear(known, order, today)
    if order.verb == WITHDRAW:
        return "" if order.month in known.cleared[state.CLAIMED].months else "no_statement"
    if order.verb == PAID:
        found = known.cleared[order.side]
        if order.month not in found.months:
            return "no_statement"
        return "" if found.rest(order.month) else "nothing_to_pay"
    return ""


def _is_of(known: State, body: Mapping[str, Any], month: str) -> bool:
    found = known.cleared[state.CLAIMED].months.get(month, {})
    return bool(body.get("month") == month or body.get("original") == found.get("id", ""))


def _objection_to_clear(known: State, order: Order, today: str) -> str:
    claimed = known.items[state.CLAIMED]
    if order.month in known.cleared[state.CLAIMED].months:
        return "cleared_already"
    if today and order.month >= month_of(today):
        return "month_not_over"
    differing = differences_of(known, order.month)
    if not claimed.of(order.month) and not differing:
        return "nothing_due"
    if strange := [name for name in order.left_out if name not in differing]:
        return f"not_differing:{', '.join(strange)}"
    if not _is_compared(known, order.month):
        return "not_compared"
    rest = [name for name in differing if name not in order.left_out]
    return f"differs:{', '.join(rest)}" if rest else ""


def _is_compared(known: State, month: str) -> bool:
    """Whether all days of a month were compared as they stand, and what differs is known."""
    claimed, daily = known.items[state.CLAIMED], known.daily[state.CLAIMED]
    told = {day: one for day, one in daily.items() if month_of(day) == month}
    days = [day for day, _ in claimed.of(month)]
    is_told = all(day in told and told[day]["own"] == claimed.figures(day) for day in days)
    return is_told and all(
        one["own"] == one["other"] or one["differences"] for one in told.values()
    )


def done(node: Node, order: Order, now: int) -> tuple[str, Messages]:
    """Do what is ordered, unless something stands against it.

    Returns:
        The code of what stands against it, empty if nothing does; and what is to be sent.
    """
    code = objection(node.state, order, today=day_of(now))
    if code:
        return code, []
    if order.verb == CLEAR:
        differing = differences_of(node.state, order.month)
        out = {name: differing[name] for name in order.left_out}
        return "", node.clear(order.month, now, left_out=out, desk=order.id)
    if order.verb == WITHDRAW:
        return "", node.withdraw(order.month, now, desk=order.id)
    if order.verb == PREPAY:
        return "", node.prepay(order.fen, now, desk=order.id)
    fen = node.state.cleared[order.side].rest(order.month)
    node.note_desk("paid", side=order.side, month=order.month, fen=fen, desk=order.id)
    return "", []


def outcome(known: State, order: Order) -> tuple[str, str]:
    """Say what became of an order by the journal: left, sent, done or refused, and its code."""
    name = known.by_desk.get(order.id)
    if name is None:
        return LEFT, ""
    if not name:
        return DONE, ""
    one = known.asked[name]
    if one.standing == state.REFUSED and one.reply is not None:
        return REFUSED, str(one.reply["body"].get("code", ""))
    return (DONE if one.standing == state.DONE else SENT), ""
