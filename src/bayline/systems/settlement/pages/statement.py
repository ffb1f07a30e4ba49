"""The clearing statement of a month: what each office owes the other, and what is not clear."""

import re
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import typed_line
from bayline.platform.pages import Answer, is_english
from bayline.platform.people.visiting import visitor_of
from bayline.platform.registers.pages.posting import answered, no_such_deed
from bayline.systems.settlement.actions.following import follow_journal
from bayline.systems.settlement.actions.ordering import give
from bayline.systems.settlement.pages import words
from bayline.systems.settlement.pages.contexts import (
    ComparedLine,
    FlowLine,
    SignedView,
    StatementPage,
)
from bayline.systems.settlement.pages.desk import line_of
from bayline.systems.settlement.pages.lines import differing_lines, leftover_lines, order_lines
from bayline.systems.settlement.pages.present import only_now
from bayline.systems.settlement.pages.statement_pdf import pdf_of_statement
from bayline.systems.settlement.queries import books, orders
from bayline.systems.settlement.queries import cases as known
from bayline.systems.settlement.rules.cases import INSURED, TREATING, Flow
from bayline.systems.settlement.rules.protocol.leftovers import differences_of
from bayline.systems.settlement.rules.protocol.ordering import (
    CLEAR,
    PAID,
    SENT,
    WITHDRAW,
    Order,
    objection,
)
from bayline.systems.settlement.rules.protocol.state import CLAIMED, OWED, State

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_SIDES = {CLAIMED: TREATING, OWED: INSURED}
_MOST = 200  # settlements of a list; there are seldom any
_LONGEST = 200


def statement(request: HttpRequest, month: str) -> Answer:
    """Show the statement of a month.

    Raises:
        Http404: It is no month, or there is nothing of it.
    """
    return _answer(request, month=month)


def order(request: HttpRequest, month: str) -> Answer | HttpResponseBase:
    """Order something of the node with a month, and lead back to it."""

    def do(asked: HttpRequest) -> None:
        wanted = _order_of(asked, month)
        by, now = visitor_of(asked).name, timezone.now()
        give(wanted, partner=orders.partner_of(""), by=by, at=now)

    def show(asked: HttpRequest, problem: str, status: int) -> Answer:
        return _answer(asked, problem, month=month, status=status)

    here = f"/settlement/statements/{month}"
    return answered(
        request, do=do, show=show, here=lambda asked: f"{addresses(asked).to(here)}#orders"
    )


def _order_of(request: HttpRequest, month: str) -> Order:
    verb = typed_line(request, "verb", _LONGEST)
    out = tuple(one[:_LONGEST] for one in request.POST.getlist("left_out"))
    side = typed_line(request, "side", _LONGEST)
    if verb not in (CLEAR, WITHDRAW, PAID) or side not in ("", CLAIMED, OWED):
        why = ("clear, withdraw or paid", "清算、撤回、登记余款")
        raise no_such_deed(verb, ("a month", "一个月"), why)
    return Order("", verb, month=month, left_out=out, side=side or CLAIMED)


def _answer(request: HttpRequest, problem: str = "", *, month: str, status: int = 200) -> Answer:
    only_now(request)
    context = statement_page(month, addresses(request), problem=problem)
    return Answer(context=context, template="settlement/statement.html", status=status)


def statement_page(month: str, ways: Addresses, *, problem: str = "") -> StatementPage:
    """Give the statement of a month.

    Raises:
        Http404: It is no month, or there is nothing of it.
    """
    follow_journal()
    if not _MONTH.fullmatch(month) or not known.is_in(month):
        raise Http404
    partner = orders.sole_partner()
    held = books.standing_of(partner) if partner else State("", "")
    code = objection(held, Order("", CLEAR, month=month), today=_today())
    differing = known.differing_in(month, most=_MOST)
    unknown = known.unknown_in(month, most=_MOST)
    ordered = [one for one in orders.orders(partner) if one.order.month == month] if partner else []
    left = [one for one in books.left_out(partner) if one.month == month] if partner else []
    return StatementPage(
        month=month,
        state=_state(code, has_open=bool(differing or unknown)),
        why=_why(code),
        flows=tuple(map(_flow_line, known.flows(month))),
        compared=tuple(_compared(held, month)),
        apart=tuple(differing_lines(differences_of(held, month), ways)),
        differing=tuple(line_of(one, ways) for one in differing),
        unknown=tuple(line_of(one, ways) for one in unknown),
        statements=tuple(_signed(held, month, ways)),
        leftovers=tuple(leftover_lines(left, ways)),
        orders=tuple(order_lines(ordered, ways)),
        may_clear=code.partition(":")[0] in ("", "differs"),
        may_withdraw=not objection(held, Order("", WITHDRAW, month=month)),
        is_example=known.has_examples_in(month),
        problem=problem,
        pdf_address=ways.to(f"/settlement/statements/{month}.pdf"),
        order_address=ways.to(f"/settlement/statements/{month}/orders"),
        orders_address=ways.to("/settlement/orders"),
        desk_address=ways.to("/settlement/desk"),
    )


def _today() -> str:
    return timezone.localdate().isoformat()


def _state(code: str, *, has_open: bool) -> words.State:
    known_code = code.partition(":")[0]
    if known_code == "cleared_already":
        return words.State(code="cleared", look="good", word=_("已清算，双方都已签名"))
    if known_code == "ordered_already":
        return words.State(code=SENT, look="pending", word=_("已发给对方，等答复"))
    if code == "" and not has_open:
        return words.State(code="ready", look="good", word=_("没有未知，没有差异，可以清算"))
    if known_code == "month_not_over":
        return words.State(code="running", look="pending", word=_("这个月还没过完"))
    return words.State(code="open", look="warn", word=_("还不能清算，先查清下面各笔"))


def _why(code: str) -> str:
    known_code = code.partition(":")[0]
    plain = ("", "cleared_already", "month_not_over", "ordered_already")
    return "" if known_code in plain else words.code_word(known_code)


def _compared(held: State, month: str) -> Iterable[ComparedLine]:
    for side in (CLAIMED, OWED):
        items, told = held.items[side], held.daily[side]
        days = {day for day, _items in items.of(month)} | {day for day in told if day[:7] == month}
        for day in sorted(days):
            own, other = items.figures(day), told.get(day, {}).get("other")
            yield ComparedLine(
                side=side,
                day=day,
                own=int(own[0]),
                own_due=words.money(int(own[1])),
                other=other[0] if other else None,
                other_due=words.money(other[1]) if other else "",
                state=words.compared_state(is_told=other is not None, is_equal=own == other),
            )


def _signed(held: State, month: str, ways: Addresses) -> Iterable[SignedView]:
    """Give what both offices have signed of a month, in either direction."""
    for side in (CLAIMED, OWED):
        found = held.cleared[side].months.get(month)
        if found is not None:
            rest = held.cleared[side].rest(month)
            yield SignedView(
                side=side,
                word=words.side_word(_SIDES[side]),
                count=found["size"],
                total=words.money(found["total"]),
                drawn=words.money(found["drawn"]),
                rest=words.money(rest),
                is_paid=not rest,
                root=found["root"],
                signed=found["signed"],
                confirmed=found["confirmed"],
                left_out=tuple(differing_lines(found["left_out"], ways)),
            )


def _flow_line(flow: Flow) -> FlowLine:
    return FlowLine(
        side=flow.side,
        word=words.side_word(flow.side),
        count=flow.size,
        back=flow.back,
        total=words.money(flow.total),
        fund=words.money(flow.fund),
        account=words.money(flow.account),
        due=words.money(flow.due),
    )


def as_pdf(request: HttpRequest, month: str) -> HttpResponse:
    """Set the statement of a month as a PDF.

    Raises:
        Http404: It is no month, or there is nothing of it.
    """
    only_now(request)
    page = statement_page(month, addresses(request))
    response = HttpResponse(
        pdf_of_statement(page, is_english=is_english()), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'attachment; filename="settlement-{month}.pdf"'
    return response
