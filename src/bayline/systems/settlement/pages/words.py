"""What standings, steps, codes and amounts are called on pages."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.platform.pages import is_english
from bayline.systems.settlement.rules import cases
from bayline.systems.settlement.rules.protocol import leftovers, ordering
from bayline.systems.settlement.rules.refusals import CODES
from bayline.systems.settlement.rules.telling import parameter_in_chinese
from bayline.systems.settlement.terms import Filing, Status, Visit

_STANDINGS = {
    cases.ASKED: ("unknown", gettext_noop("未知，等对方答复")),
    cases.REVERSING: ("unknown", gettext_noop("正在冲正，未知")),
    cases.SETTLED: ("good", gettext_noop("已结算")),
    cases.REFUSED: ("bad", gettext_noop("未受理")),
    cases.CANCELLED: ("replaced", gettext_noop("已退费")),
    cases.REVERSED: ("replaced", gettext_noop("已冲正")),
}
_SIDES = {
    cases.TREATING: gettext_noop("在本地就医，外地参保"),
    cases.INSURED: gettext_noop("本地参保，在外地就医"),
}
_VISITS = {Visit.OUTPATIENT: gettext_noop("门诊"), Visit.INPATIENT: gettext_noop("住院")}
_STATUSES = {Status.ACTIVE: gettext_noop("在职"), Status.RETIRED: gettext_noop("退休")}
_FILINGS = {
    Filing.LOCAL: gettext_noop("本地就医"),
    Filing.LONG_TERM: gettext_noop("长期居住备案"),
    Filing.TRANSFER: gettext_noop("转诊备案"),
    Filing.EMERGENCY: gettext_noop("急诊未备案"),
    Filing.UNFILED: gettext_noop("未备案"),
}
_CODES = {
    "not_insured_here": gettext_noop("不在那里参保"),
    "filing_missing": gettext_noop("没有写备案"),
    "filing_not_covering": gettext_noop("备案不含就医那一天"),
    "settled_already": gettext_noop("这次就医已经结算过"),
    "rules_changed": gettext_noop("预结算之后规则换了，请重新预结算"),
    "reversed_before": gettext_noop("冲正先到，这一笔作废"),
    "unseen": gettext_noop("对方没有见过要退的那一笔"),
    "no_rules_on_day": gettext_noop("那一天没有规则"),
    "no_parameter": gettext_noop("规则里没有这种情形的数"),
    "above_ceiling": gettext_noop("已用的超过一年的封顶线"),
    "unknown_code": gettext_noop("目录里没有这个编码"),
    "clock": gettext_noop("两边的钟相差太多"),
    "month_not_over": gettext_noop("这个月还没过完"),
    "cleared_already": gettext_noop("这个月已经清算"),
    "ordered_already": gettext_noop("同样的一件正在办，对方还没有答复"),
    "nothing_due": gettext_noop("这个月没有应收的"),
    "not_compared": gettext_noop("有的日子还没有与对方核对，或核对之后又变了"),
    "differs": gettext_noop("有没写明的差异"),
    "not_differing": gettext_noop("要留出的这些，双方并无差异"),
    "month_differs": gettext_noop("与参保地的账不一致"),
    "bad_signature": gettext_noop("参保地不认这个签名"),
    "no_statement": gettext_noop("这个月没有清算单"),
    "nothing_to_pay": gettext_noop("这个月没有还要付的"),
}
_LEFTOVERS = {
    leftovers.DIFFERS: ("bad", gettext_noop("仍有差异")),
    leftovers.AGREED: ("warn", gettext_noop("已一致，可撤回那个月重新清算")),
    leftovers.TAKEN_BACK: ("good", gettext_noop("已退或冲正，不再应付")),
    leftovers.FOLLOWS: ("good", gettext_noop("冲抵留出的那一笔，一同留出")),
}
_ORDERS = {
    ordering.LEFT: ("pending", gettext_noop("已留给节点，节点运行时办理")),
    ordering.SENT: ("pending", gettext_noop("已发给对方，等答复")),
    ordering.DONE: ("good", gettext_noop("办妥")),
    ordering.REFUSED: ("bad", gettext_noop("没有办理")),
}
RULES = {
    "not_payable": gettext_noop("自费"),
    "price_limit": gettext_noop("超限价自费"),
    "advance": gettext_noop("先行自付"),
    "inside": gettext_noop("范围内"),
    "deductible": gettext_noop("起付标准"),
    "deductible_of_stay": gettext_noop("按住院次数的起付标准"),
    "deductible_used": gettext_noop("今年已负担的起付"),
    "deductible_borne": gettext_noop("这次负担的起付"),
    "remote": gettext_noop("异地倍数"),
    "share": gettext_noop("统筹支付"),
    "ceiling": gettext_noop("年度最高支付，超出部分"),
    "above_ceiling": gettext_noop("附加基金支付"),
    "major": gettext_noop("大病保险支付"),
    "assistance": gettext_noop("医疗救助支付"),
    "account": gettext_noop("个人账户支付"),
    "cash": gettext_noop("个人现金支付"),
}
AMOUNTS = {
    "medfee_sumamt": gettext_noop("总费用"),
    "fulamt_ownpay_amt": gettext_noop("全自费"),
    "overlmt_selfpay": gettext_noop("超限价自费"),
    "preselfpay_amt": gettext_noop("先行自付"),
    "inscp_scp_amt": gettext_noop("范围内费用"),
    "fund_pay_sumamt": gettext_noop("基金支付合计"),
    "hifp_pay": gettext_noop("统筹基金"),
    "hifob_pay": gettext_noop("附加基金（大额）"),
    "hifmi_pay": gettext_noop("大病保险"),
    "maf_pay": gettext_noop("医疗救助"),
    "psn_part_amt": gettext_noop("个人负担合计"),
    "acct_pay": gettext_noop("个人账户"),
    "psn_cash_pay": gettext_noop("个人现金"),
}
_AREAS = {"shanghai": gettext_noop("上海"), "jiaxing": gettext_noop("嘉兴")}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a settlement stands: its code, its look and its word."""

    code: str
    look: str
    word: str


def standing_state(standing: str) -> State:
    """Give the look of a standing and its word."""
    look, word = _STANDINGS[standing]
    return State(code=standing, look=look, word=_(word))


def leftover_state(standing: str) -> State:
    """Say what became of an item that a statement has left out."""
    look, word = _LEFTOVERS[standing]
    return State(code=standing, look=look, word=_(word))


def order_state(standing: str) -> State:
    """Say how an order stands."""
    look, word = _ORDERS[standing]
    return State(code=standing, look=look, word=_(word))


def compared_state(*, is_told: bool, is_equal: bool) -> State:
    """Say whether both offices have the same of a day."""
    if not is_told:
        return State(code="waiting", look="pending", word=_("还没有核对"))
    if is_equal:
        return State(code="agrees", look="good", word=_("相符"))
    return State(code="disagrees", look="bad", word=_("不一致"))


def side_word(side: str) -> str:
    """Say who is treated where."""
    return _(_SIDES[side])


def visit_word(visit: Visit) -> str:
    """Say the kind of a visit."""
    return _(_VISITS[visit])


def status_word(status: Status | None) -> str:
    """Say what somebody is to the scheme."""
    return _(_STATUSES[status]) if status else _("没有写")


def filing_word(filing: Filing) -> str:
    """Say how a visit was registered."""
    return _(_FILINGS[filing])


def area_word(area: str) -> str:
    """Say where a place is; one that is not known by its code."""
    return _(_AREAS[area]) if area in _AREAS else area


def code_word(code: str) -> str:
    """Say why something was refused."""
    if code in _CODES:
        return _(_CODES[code])
    return CODES.get(code, code) if is_english() else code


def rule_word(rule: str) -> str:
    """Name a rule."""
    return _(RULES[rule])


def amount_word(name: str) -> str:
    """Name an amount."""
    return _(AMOUNTS[name])


def parameter_word(parameter: str) -> str:
    """Say which number a step has used."""
    return parameter.strip() if is_english() else parameter_in_chinese(parameter).strip()


def money(fen: int) -> str:
    """Write fen as yuan with commas: −1,234.50."""
    sign = "−" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02}"


def moment_of(milliseconds: int) -> datetime | None:
    """Give the moment that was noted; None where none was."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
