"""What the office has ordered of its node, and what became of it."""

from datetime import datetime
from typing import NamedTuple

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport import queries as transport
from bayline.systems.settlement.models import OrderRow
from bayline.systems.settlement.queries.books import standing_of
from bayline.systems.settlement.rules.protocol.ordering import REFUSED, Order, outcome


class Ordered(NamedTuple):
    """An order and how it stands.

    Attributes:
        order: What is to be done.
        partner: Towards which office.
        at: When it was ordered.
        by: By whom.
        standing: left for the node, sent to the partner, done or refused.
        code: Why it was refused.
    """

    order: Order
    partner: str
    at: datetime
    by: str
    standing: str
    code: str


def partner_of(name: str) -> str:
    """Give the partner that is named, or the only one.

    Raises:
        BaylineError: There is none, or several and none is named.
    """
    if name:
        return transport.partner(name).id
    known = [one.id for one in transport.partners()]
    if len(known) == 1:
        return known[0]
    listed = ", ".join(known) or "-"
    raise BaylineError(
        "it is not clear which office is meant",
        why=f"partners here: {listed}",
        do="accept a partner first, or name one with --partner",
        zh=Words("不知道是哪一家机构", f"这里的伙伴：{listed}", "请先接受伙伴，或用--partner写明"),
    )


def sole_partner() -> str:
    """Give the only partner; empty where there is none, or several."""
    known = [one.id for one in transport.partners()]
    return known[0] if len(known) == 1 else ""


def order_of(row: OrderRow) -> Order:
    """Read an order."""
    told = orjson.loads(row.told)
    return Order(id=row.id, **{**told, "left_out": tuple(told["left_out"])})


def open_orders(partner: str) -> list[Order]:
    """Give the orders that the node has still to look at, the first of them first."""
    rows = OrderRow.objects.filter(partner=partner, is_open=True).order_by("ordered", "id")
    return [order_of(row) for row in rows]


def orders(partner: str) -> list[Ordered]:
    """Give all orders towards an office, the latest last."""
    rows = OrderRow.objects.filter(partner=partner).order_by("ordered", "id")
    return [_ordered(row) for row in rows]


def ordered(name: str) -> Ordered:
    """Give an order as it stands now."""
    return _ordered(OrderRow.objects.get(pk=name))


def _ordered(row: OrderRow) -> Ordered:
    order = order_of(row)
    standing, code = outcome(standing_of(row.partner), order)
    if row.refused:
        standing, code = REFUSED, row.refused
    return Ordered(order, row.partner, row.ordered, row.by, standing, code)
