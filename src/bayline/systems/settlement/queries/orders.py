"""What the office has ordered of its node, and what became of it."""

from datetime import datetime
from typing import NamedTuple

import orjson

from bayline.systems.settlement.models import OrderRow
from bayline.systems.settlement.queries.books import standing_of
from bayline.systems.settlement.rules.protocol.ordering import REFUSED, Order, outcome


class Ordered(NamedTuple):
    """An order and how it stands.

    Attributes:
        order: What is to be done.
        partner: Towards which office.
        at: When it was ordered.
        standing: left for the node, sent to the partner, done or refused.
        code: Why it was refused.
    """

    order: Order
    partner: str
    at: datetime
    standing: str
    code: str


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
    return Ordered(order, row.partner, row.ordered, standing, code)
