"""Lines that the statement of a month and the page of orders share."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses
from bayline.systems.settlement.pages import words
from bayline.systems.settlement.pages.contexts import DifferingLine, LeftoverLine, OrderLine
from bayline.systems.settlement.queries import cases as known
from bayline.systems.settlement.queries.orders import Ordered
from bayline.systems.settlement.rules.protocol.leftovers import Leftover, Two
from bayline.systems.settlement.rules.protocol.ordering import CLEAR, PAID, PREPAY, WITHDRAW
from bayline.systems.settlement.rules.protocol.state import OWED


def differing_lines(items: Mapping[str, Two], ways: Addresses) -> Iterable[DifferingLine]:
    """Show items on which the offices differ, by id."""
    receipts = known.addresses_of(items)
    for name, (own, other) in sorted(items.items()):
        yield DifferingLine(
            id=name,
            address=ways.to(f"/settlement/settlements/{name}") if name in receipts else "",
            own=_fen(own),
            other=_fen(other),
        )


def leftover_lines(found: Iterable[Leftover], ways: Addresses) -> Iterable[LeftoverLine]:
    """Show what statements have left out."""
    left = [*found]
    then = {one.id: one for one in differing_lines({one.name: one.then for one in left}, ways)}
    for one in left:
        yield LeftoverLine(
            month=one.month,
            address=ways.to(f"/settlement/statements/{one.month}"),
            item=then[one.name],
            own_now=_fen(one.now[0]),
            other_now=_fen(one.now[1]),
            state=words.leftover_state(one.standing),
            back=one.back,
        )


def order_lines(found: Iterable[Ordered], ways: Addresses) -> Iterable[OrderLine]:
    """Show orders, the latest first."""
    for one in sorted(found, key=lambda one: (one.at, one.order.id), reverse=True):
        month = one.order.month
        yield OrderLine(
            id=one.order.id,
            word=order_word(one.order.verb, one.order.side),
            about=month or words.money(one.order.fen),
            address=ways.to(f"/settlement/statements/{month}") if month else "",
            at=one.at,
            by="" if one.by == "-" else one.by,
            state=words.order_state(one.standing),
            why=words.code_word(one.code.partition(":")[0]) if one.code else "",
        )


def order_word(verb: str, side: str) -> str:
    """Say what is ordered."""
    known_words = {CLEAR: _("清算"), WITHDRAW: _("撤回清算单"), PREPAY: _("预付金（元）")}
    if verb == PAID:
        return _("余款已付") if side == OWED else _("余款已收")
    return known_words[verb]


def _fen(fen: int | None) -> str:
    return "" if fen is None else words.money(fen)
