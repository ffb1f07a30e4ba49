"""Orders of the office to its node: left in the home by a command, done by the process of the node.

Only the node adds to the journal. What it has done stands there under the name of the order, so an
order that was done but not crossed off, as the power failed, is not done again.
"""

import logging
import re
from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from django.db import DatabaseError

from bayline.systems.settlement.models import OrderRow
from bayline.systems.settlement.queries.books import standing_of
from bayline.systems.settlement.queries.orders import open_orders
from bayline.systems.settlement.rules.order_words import refusal_of
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.messages import canonical
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.ordering import Order, done, objection

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_LOG = logging.getLogger(__name__)


def give(wanted: Order, *, partner: str, by: str, at: datetime) -> Order:
    """Order something of the node, unless it cannot be done as things stand.

    Args:
        wanted: What is ordered; its name is given here.
        partner: Towards which office.
        by: Who orders it.
        at: The present moment.

    Raises:
        SettlementError: It cannot be done; nothing was left for the node.
    """
    made = wanted._replace(id=f"order-{token_hex(8)}")
    code = "" if not made.month or _MONTH.fullmatch(made.month) else "bad_month"
    code = code or objection(standing_of(partner), made)
    if code:
        raise refusal_of(made, code)
    leave(made, partner=partner, by=by, at=at)
    return made


def leave(order: Order, *, partner: str, by: str, at: datetime) -> None:
    """Leave an order for the node."""
    told = {name: value for name, value in order._asdict().items() if name != "id"}
    written = canonical({**told, "left_out": [*order.left_out]}).decode()
    OrderRow.objects.create(id=order.id, partner=partner, told=written, ordered=at, by=by)


def fulfilled(node: Node, now: int) -> Messages:
    """Let a node do what was ordered of it; a database that does not answer is asked later."""
    try:
        found: Sequence[Order] = open_orders(node.office.partner)
    except DatabaseError as error:
        _LOG.warning("orders of the office could not be read: %s", type(error).__name__)
        return []
    return [one for order in found for one in _fulfilled(node, order, now)]


def _fulfilled(node: Node, order: Order, now: int) -> Messages:
    """Do an order; one that the journal has was kept, and is crossed off."""
    if order.id in node.state.by_desk:
        OrderRow.objects.filter(pk=order.id).update(is_open=False)
        return []
    if not node.is_ready:
        return []
    code, said = done(node, order, now)
    if code:
        OrderRow.objects.filter(pk=order.id).update(is_open=False, refused=code)
    return said
