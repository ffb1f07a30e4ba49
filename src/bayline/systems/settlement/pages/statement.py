"""The clearing statement of a month: what each office owes the other, and what is not clear."""

import re
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.pages import Answer, is_english
from bayline.systems.settlement.actions.following import follow_journal
from bayline.systems.settlement.pages import words
from bayline.systems.settlement.pages.contexts import FlowLine, StatementPage
from bayline.systems.settlement.pages.desk import line_of
from bayline.systems.settlement.pages.statement_pdf import pdf_of_statement
from bayline.systems.settlement.queries import cases as known
from bayline.systems.settlement.queries.books import statements
from bayline.systems.settlement.rules.cases import INSURED, TREATING
from bayline.systems.settlement.rules.clearing_sheets import Flow, Sheet, sheet_of
from bayline.systems.settlement.rules.protocol.state import CLAIMED, OWED

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def statement(request: HttpRequest, month: str) -> Answer:
    """Show the statement of a month.

    Raises:
        Http404: It is no month, or there is nothing of it.
    """
    context = statement_page(month, addresses(request))
    return Answer(context=context, template="settlement/statement.html")


def statement_page(month: str, ways: Addresses) -> StatementPage:
    """Give the statement of a month.

    Raises:
        Http404: It is no month, or there is nothing of it.
    """
    follow_journal()
    cases = known.in_month(month) if _MONTH.fullmatch(month) else ()
    if not cases:
        raise Http404
    sheet = sheet_of(cases)
    return StatementPage(
        month=month,
        flows=tuple(map(_flow_line, sheet.flows)),
        differing=tuple(line_of(one, ways) for one in sheet.differing),
        unknown=tuple(line_of(one, ways) for one in sheet.unknown),
        is_ready=_is_ready(sheet),
        is_example=any(one.is_example for one in cases),
        signatures=tuple(_signatures(month)),
        pdf_address=ways.to(f"/settlement/statements/{month}.pdf"),
        desk_address=ways.to("/settlement/desk"),
    )


def _signatures(month: str) -> Iterable[str]:
    """Say what both offices have signed of a month, in either direction."""
    partner = known.partner()
    for side in (CLAIMED, OWED) if partner else ():
        found = statements(partner, side).get(month)
        if found is not None:
            yield _("%(word)s：%(n)s笔，合计%(total)s元，预付金抵%(drawn)s元，根摘要%(root)s") % {
                "word": words.side_word(TREATING if side == CLAIMED else INSURED),
                "n": found["size"],
                "total": words.money(found["total"]),
                "drawn": words.money(found["drawn"]),
                "root": found["root"],
            }
            yield _("提出一方的签名：%(signature)s") % {"signature": found["signed"]}
            yield _("确认一方的签名：%(signature)s") % {"signature": found["confirmed"]}


def _is_ready(sheet: Sheet) -> bool:
    return not sheet.unknown and not sheet.differing


def _flow_line(flow: Flow) -> FlowLine:
    return FlowLine(
        side=flow.side,
        word=words.side_word(flow.side),
        count=flow.settled,
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
    page = statement_page(month, addresses(request))
    response = HttpResponse(
        pdf_of_statement(page, is_english=is_english()), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'attachment; filename="settlement-{month}.pdf"'
    return response
