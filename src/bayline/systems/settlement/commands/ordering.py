"""`bayline settlement clear`, `withdraw`, `prepay`, `paid`: what the office orders of its node."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import orjson

from bayline.platform.languages import either, spoken
from bayline.platform.terminal import complain, write
from bayline.systems.settlement.actions.ordering import give
from bayline.systems.settlement.queries import books, orders
from bayline.systems.settlement.queries.orders import Ordered, partner_of
from bayline.systems.settlement.rules.order_words import refusal_of
from bayline.systems.settlement.rules.protocol.ordering import (
    CLEAR,
    DONE,
    LEFT,
    REFUSED,
    Order,
)
from bayline.systems.settlement.rules.protocol.state import CLAIMED
from bayline.systems.settlement.rules.writing import yuan

_POLLS_S = 0.3
_STANDINGS = {
    LEFT: "已留给节点，节点运行时办理",
    "sent": "已发给对方，还没有答复",
    DONE: "办妥",
    REFUSED: "没有办理",
}


def order(wanted: Order, *, partner: str, wait_s: int) -> int:
    """Leave an order for the node, and say what became of it.

    Args:
        wanted: What is ordered; its name is given here.
        partner: Towards which office; empty for the only one.
        wait_s: For how many seconds its outcome is waited for.

    Returns:
        1 if it was refused, else 0.

    Raises:
        BaylineError: It cannot be done as things stand; nothing was left for the node.
    """
    towards = partner_of(partner)
    made = give(wanted, partner=towards, by="-", at=datetime.now(UTC))
    found = _awaited(lambda: orders.ordered(made.id), wait_s)
    write(f"{made.id}\t{_said(found)}\n")
    if found.standing == REFUSED:
        complain(spoken(refusal_of(found.order, found.code)))
    return int(found.standing == REFUSED)


def show(*, partner: str, form: str) -> None:
    """List all orders and how each stands."""
    for one in orders.orders(partner_of(partner)):
        if form == "jsonl":
            told = {
                **one.order._asdict(),
                "at": one.at.isoformat(),
                "by": one.by,
                "standing": one.standing,
                "code": one.code,
            }
            write(orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE).decode())
        else:
            about = one.order.month or yuan(one.order.fen)
            words = (one.order.id, one.order.verb, about, _said(one), one.code)
            write("\t".join(words).rstrip() + "\n")


def _awaited(look: Callable[[], Ordered], wait_s: int) -> Ordered:
    end = time.monotonic() + wait_s
    while (found := look()).standing not in (DONE, REFUSED) and time.monotonic() < end:
        time.sleep(_POLLS_S)
    return found


def _said(found: Ordered) -> str:
    if found.standing == DONE and found.order.verb == CLEAR:
        one = books.statements(found.partner, CLAIMED).get(found.order.month)
        if one is not None and one.get("desk") == found.order.id:
            total, drawn, out = yuan(one["total"]), yuan(one["drawn"]), len(one["left_out"])
            return either(
                f"办妥：{one['size']}笔，合计{total}元，预付金抵{drawn}元，留出有差异的{out}笔",
                f"done: {one['size']} items, {total}, drawn {drawn}, {out} left out",
            )
    words = {LEFT: "left for the node, which does it when it runs", "sent": "sent, no answer yet"}
    return either(_STANDINGS[found.standing], words.get(found.standing, found.standing))
