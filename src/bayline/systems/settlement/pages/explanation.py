"""What a settlement means to the patient, in plain words, on one sheet of paper."""

from dataclasses import dataclass

from django.http import HttpRequest

from bayline.platform.addresses import addresses
from bayline.platform.pages import Answer
from bayline.systems.settlement.actions.looking import note_look
from bayline.systems.settlement.pages import words
from bayline.systems.settlement.pages.present import only_now
from bayline.systems.settlement.pages.receipt import found_case, look_at
from bayline.systems.settlement.rules.cases import Case
from bayline.systems.settlement.rules.explaining import Explained, explained
from bayline.systems.settlement.rules.looking import SHEET


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationPage:
    """What the sheet says; an amount is empty where there is none of it."""

    visit: str
    day: str
    visit_word: str
    state: words.State
    is_settled: bool
    is_explained: bool
    is_example: bool
    is_verified: bool
    enrollment: str
    treatment: str
    total: str
    fund: str
    own: str
    over: str
    advance: str
    inside: str
    deductible: str
    pool: str
    addon: str
    major: str
    assistance: str
    account: str
    cash: str
    rest: str
    back: str


def explanation(request: HttpRequest, name: str) -> Answer:
    """Show the sheet of a settlement; that it was looked at is written down first.

    Raises:
        Http404: There is none of that name.
    """
    only_now(request)
    case = found_case(name)
    note_look(look_at(case, SHEET, request))
    back = addresses(request).to(f"/settlement/settlements/{case.id}")
    page = _page(case, explained(case), back)
    return Answer(context=page, template="settlement/explanation.html")


def _page(case: Case, held: Explained, back: str) -> ExplanationPage:
    found, stated = held.found, held.stated
    claim = found.claim if found else None
    deductible = found.split.deductible if found and held.is_explained else 0
    rest = stated.get("inscp_scp_amt", 0) - stated.get("fund_pay_sumamt", 0) - deductible

    def written(name: str) -> str:
        return _written(stated.get(name, 0))

    return ExplanationPage(
        visit=case.visit,
        day=case.day,
        visit_word=words.visit_word(claim.visit) if claim else "",
        state=words.standing_state(case.standing),
        is_settled=case.standing == "settled",
        is_explained=held.is_explained,
        is_example=case.is_example,
        is_verified=bool(found and found.is_verified),
        enrollment=words.area_word(claim.enrollment_area) if claim else "",
        treatment=words.area_word(claim.treatment_area) if claim else "",
        total=words.money(case.total),
        fund=words.money(case.fund),
        own=written("fulamt_ownpay_amt"),
        over=written("overlmt_selfpay"),
        advance=written("preselfpay_amt"),
        inside=written("inscp_scp_amt"),
        deductible=_written(deductible),
        pool=written("hifp_pay"),
        addon=written("hifob_pay"),
        major=written("hifmi_pay"),
        assistance=written("maf_pay"),
        account=written("acct_pay"),
        cash=words.money(case.cash),
        rest=_written(rest),
        back=back,
    )


def _written(fen: int) -> str:
    return words.money(fen) if fen > 0 else ""
