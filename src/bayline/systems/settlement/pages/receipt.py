"""One settlement as a receipt: who pays what, by which rule, number and document, step by step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import addresses
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.people.visiting import visitor_of
from bayline.systems.settlement.actions.following import follow_journal
from bayline.systems.settlement.actions.looking import note_look, open_personal
from bayline.systems.settlement.pages import words
from bayline.systems.settlement.pages.present import only_now
from bayline.systems.settlement.queries import cases as known
from bayline.systems.settlement.queries.looks import looks
from bayline.systems.settlement.rules import looking
from bayline.systems.settlement.rules.cases import Case
from bayline.systems.settlement.rules.explaining import Explained, explained
from bayline.systems.settlement.rules.looking import Look
from bayline.systems.settlement.rules.telling import said as said_step
from bayline.systems.settlement.rules.writing import percent
from bayline.systems.settlement.terms import Step

_SCOPE = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt")
_PAYERS = ("hifp_pay", "hifob_pay", "hifmi_pay", "maf_pay", "acct_pay", "psn_cash_pay")
_IN_BP = {"advance", "deductible_of_stay", "remote", "share", "above_ceiling", "major"}
_IN_BP |= {"assistance"}
_LOOKS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountLine:
    """An amount with its name; what the rules give where that differs."""

    code: str
    word: str
    amount: str
    given: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step of the arithmetic."""

    rule: str
    word: str
    parameter: str
    is_chinese: bool
    number: str
    source: str
    base: str
    amount: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookLine:
    """Who has looked at this person."""

    who: str
    what: str
    why: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    """What a receipt shows."""

    id: str
    visit: str
    person: str
    day: str
    side: str
    hospital: str
    level: int | None
    visit_word: str
    status: str
    filing: str
    state: words.State
    why: str
    rules: str
    catalog: str
    is_verified: bool
    is_example: bool
    is_explained: bool
    is_settled: bool
    cannot_judge: str
    total: str
    scope: tuple[AmountLine, ...]
    payers: tuple[AmountLine, ...]
    differences: tuple[AmountLine, ...]
    difference: str
    partner_due: str
    implied_deductible: str
    steps: tuple[StepLine, ...]
    has_personal: bool
    personal: str
    problem: str
    looks: tuple[LookLine, ...]
    address: str
    explanation_address: str
    rules_address: str
    desk_address: str


def receipt(request: HttpRequest, name: str) -> Answer:
    """Show a settlement; that it was looked at is written down first, and so is why a name is.

    Raises:
        Http404: There is none of that name.
    """
    only_now(request)
    case, problem, personal = found_case(name), "", ""
    look = look_at(case, looking.RECEIPT, request)
    note_look(look)
    if request.method == "POST":
        try:
            asked = look._replace(what=looking.PERSONAL, why=request.POST.get("why", ""))
            personal = open_personal(_sealed(case), asked) or ""
        except BaylineError as error:
            problem = said(error)
    page = _page(request, case, problem=problem, personal=personal)
    return Answer(context=page, template="settlement/receipt.html", status=400 if problem else 200)


def expired(request: HttpRequest) -> Answer:
    """Ask for the reason again where the form was too old; no name is opened by it."""
    match = request.resolver_match
    name = str(match.kwargs["name"]) if match else ""
    case = found_case(name)
    note_look(look_at(case, looking.RECEIPT, request))
    page = _page(request, case, problem=_("表单放得太久，请再写一次理由。"), personal="")
    return Answer(context=page, template="settlement/receipt.html", status=403)


def found_case(name: str) -> Case:
    """Find a settlement by the id of its request.

    Raises:
        Http404: There is none.
    """
    follow_journal()
    found = known.case(name)
    if found is None:
        raise Http404
    return found


def look_at(case: Case, what: str, request: HttpRequest) -> Look:
    """Say who looks at what of a person now."""
    who = visitor_of(request)
    return Look(who.account or who.name, case.person, case.visit, what, "", timezone.now())


def _sealed(case: Case) -> str:
    return str(case.told.get("bill", {}).get("sealed", ""))


def _page(request: HttpRequest, case: Case, *, problem: str, personal: str) -> ReceiptPage:
    ways, held = addresses(request), explained(case)
    found = held.found
    claim = found.claim if found else None
    here = f"/settlement/settlements/{case.id}"
    return ReceiptPage(
        id=case.id,
        visit=case.visit,
        person=case.person,
        day=case.day,
        side=words.side_word(case.side),
        hospital=case.hospital,
        level=claim.level if claim else None,
        visit_word=words.visit_word(claim.visit) if claim else "",
        status=words.status_word(claim.status) if claim else "",
        filing=words.filing_word(claim.filing) if claim else "",
        state=words.standing_state(case.standing),
        why=words.code_word(case.code) if case.code else "",
        rules=found.pack if found else case.rules,
        catalog=found.catalog if found else "",
        is_verified=bool(found and found.is_verified),
        is_example=case.is_example,
        is_explained=held.is_explained,
        is_settled=case.standing in ("settled", "cancelled", "reversed"),
        cannot_judge=held.why[is_english()],
        total=words.money(case.total),
        scope=tuple(_amounts(held.stated, _SCOPE)),
        payers=tuple(_amounts(held.stated, _PAYERS)),
        differences=tuple(_differences(held)),
        difference=words.money(case.difference) if case.difference else "",
        partner_due=words.money(case.partner_due or 0),
        implied_deductible=_implied(held),
        steps=tuple(step_line(one) for one in found.steps) if found else (),
        has_personal=bool(_sealed(case)),
        personal=personal,
        problem=problem,
        looks=tuple(map(_look_line, looks(case.person, most=_LOOKS))),
        address=ways.to(here),
        explanation_address=ways.to(f"{here}/explanation"),
        rules_address=ways.to(f"/settlement/rules/{found.pack}") if found else "",
        desk_address=ways.to("/settlement/desk"),
    )


def _amounts(stated: Mapping[str, int], names: Iterable[str]) -> Iterable[AmountLine]:
    for name in names:
        if stated.get(name) or name in ("inscp_scp_amt", "hifp_pay", "psn_cash_pay"):
            amount = words.money(stated.get(name, 0))
            yield AmountLine(code=name, word=words.amount_word(name), amount=amount)


def _differences(held: Explained) -> Iterable[AmountLine]:
    for name, off in held.differences.items():
        yield AmountLine(
            code=name,
            word=words.amount_word(name),
            amount=words.money(held.stated[name]),
            given=words.money(held.stated[name] - off),
            difference=words.money(off),
        )


def _implied(held: Explained) -> str:
    if held.receipt is None or held.is_explained:
        return ""
    fits = (one.implied_deductible for one in held.receipt.trials)
    implied = next((one for one in fits if one is not None), None)
    return "" if implied is None else words.money(implied)


def step_line(step: Step) -> StepLine:
    """Show a step of the arithmetic."""
    value = step.value
    number = "" if value is None else percent(value) if step.rule in _IN_BP else words.money(value)
    parameter = words.parameter_word(step.parameter)
    return StepLine(
        rule=step.rule,
        word=words.rule_word(step.rule),
        parameter=parameter,
        is_chinese=not parameter.isascii(),
        number=number,
        source=step.source,
        base=words.money(step.base),
        amount=words.money(step.amount),
        sentence=said_step(step, is_chinese=True),
    )


def _look_line(look: Look) -> LookLine:
    return LookLine(
        who=look.who,
        what=looking.WORDS[look.what][is_english()],
        why=look.why,
        recorded=look.recorded,
    )
