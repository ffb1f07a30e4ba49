"""What the office orders of its node: advances, what is left to be paid, what was left out."""

import re
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import typed_line
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import visitor_of
from bayline.platform.registers.pages.posting import answered
from bayline.systems.settlement.actions.ordering import give
from bayline.systems.settlement.pages import words
from bayline.systems.settlement.pages.contexts import OrdersPage, RestLine
from bayline.systems.settlement.pages.lines import leftover_lines, order_lines
from bayline.systems.settlement.pages.present import only_now
from bayline.systems.settlement.queries import books
from bayline.systems.settlement.queries.orders import orders, partner_of, sole_partner
from bayline.systems.settlement.rules.cases import INSURED, TREATING
from bayline.systems.settlement.rules.protocol.ordering import PREPAY, Order
from bayline.systems.settlement.rules.protocol.state import CLAIMED, OWED

_YUAN = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")
_ADVANCES = "advances"
_LONGEST = 40
_SHOWN = 200


def orders_page(request: HttpRequest) -> Answer:
    """List the orders."""
    return _answer(request)


def prepay(request: HttpRequest, what: str) -> Answer | HttpResponseBase:
    """Order that the partner is told what was paid to it before anything is due.

    Raises:
        Http404: It is not about advances.
    """
    if what != _ADVANCES:
        raise Http404

    def do(asked: HttpRequest) -> None:
        fen = _fen(typed_line(asked, "yuan", _LONGEST))
        by, now = visitor_of(asked).name, timezone.now()
        give(Order("", PREPAY, fen=fen), partner=partner_of(""), by=by, at=now)

    def show(asked: HttpRequest, problem: str, status: int) -> Answer:
        return _answer(asked, problem, status=status)

    return answered(
        request, do=do, show=show, here=lambda asked: addresses(asked).to("/settlement/orders")
    )


def _fen(text: str) -> int:
    """Read an amount that was typed in yuan.

    Raises:
        BaylineError: It is none, or nothing.
    """
    found = _YUAN.fullmatch(text.replace(",", ""))
    fen = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else 0
    if fen <= 0:
        raise BaylineError(
            f"“{text}” is no amount in yuan",
            where="yuan",
            why="an advance is above zero, below a thousand million, and has at most two decimals",
            do="write it like 250000 or 1234.50",
            zh=Words(
                f"“{text}”不是金额", "预付金大于0、小于十亿元，最多两位小数", "写作250000或1234.50"
            ),
        )
    return fen


def _answer(request: HttpRequest, problem: str = "", *, status: int = 200) -> Answer:
    only_now(request)
    ways, partner = addresses(request), sole_partner()
    given, held = (books.advance(partner, side) if partner else 0 for side in (OWED, CLAIMED))
    page = OrdersPage(
        partner=partner,
        advance_given=words.money(given),
        advance_held=words.money(held),
        rests=tuple(_rests(partner, ways)) if partner else (),
        leftovers=tuple(leftover_lines(books.left_out(partner), ways)) if partner else (),
        orders=tuple(order_lines(orders(partner)[-_SHOWN:], ways)) if partner else (),
        problem=problem,
        typed=typed_line(request, "yuan", _LONGEST) if problem else "",
        order_address=ways.to(f"/settlement/orders/{_ADVANCES}"),
        desk_address=ways.to("/settlement/desk"),
    )
    return Answer(context=page, template="settlement/orders.html", status=status)


def _rests(partner: str, ways: Addresses) -> Iterable[RestLine]:
    for side, word in ((CLAIMED, TREATING), (OWED, INSURED)):
        for month, fen in books.rests(partner, side).items():
            if fen:
                yield RestLine(
                    side=side,
                    word=words.side_word(word),
                    month=month,
                    address=ways.to(f"/settlement/statements/{month}"),
                    rest=words.money(fen),
                )
