"""What stands against an order of the office, in sentences."""

from bayline.kernel.errors import Words
from bayline.systems.settlement.rules.protocol.ordering import Order
from bayline.systems.settlement.rules.refusals import CODES, SettlementError

_UNKNOWN = "refused_there"
_COMPARES = "请让节点运行到核对完（每5分钟一次）再办", "let the node run until it has compared them"
_LOOKS = (
    "请看bayline settlement standing claimed里的差异",
    "see the differences in bayline settlement standing claimed",
)
_WORDS = {
    "bad_month": ("不是月份", "月份写作2026-10", "write it like 2026-10"),
    "month_not_over": ("这个月还没过完", "请过了月再办", "wait until it is over"),
    "cleared_already": (
        "这个月已经清算",
        "要重新清算请先撤回",
        "withdraw it first to clear it again",
    ),
    "ordered_already": ("同样的一件正在办，对方还没有答复", "请等它办完", "wait for its outcome"),
    "nothing_due": ("这个月没有应收的", "请核对月份", "look at the month again"),
    "not_compared": ("这个月有的日子还没有与对方核对，或核对之后又变了", *_COMPARES),
    "differs": (
        "这个月还有没写明的差异",
        "请先查清，或用--leave-out逐笔写明",
        "settle them, or name each with --leave-out",
    ),
    "not_differing": ("要留出的这些，双方并无差异", *_LOOKS),
    "month_differs": ("与参保地的账不一致", *_COMPARES),
    "bad_signature": (
        "参保地不认这个签名",
        "请在往来里核对密钥",
        "compare the keys with the partner",
    ),
    "no_statement": (
        "这个月没有清算单",
        "请看bayline settlement standing",
        "see bayline settlement standing",
    ),
    "unseen": ("参保地没有这张清算单", "请与对方核对", "compare with the partner"),
    "nothing_to_pay": (
        "这个月没有还要付的",
        "请看bayline settlement standing",
        "see bayline settlement standing",
    ),
    _UNKNOWN: ("参保地拒绝", "请与对方核对", "compare with the partner"),
}


def refusal_of(order: Order, told: str) -> SettlementError:
    """Say in sentences why an order is not done.

    Args:
        order: What was ordered.
        told: The code, and behind a colon what it is about.
    """
    code, _, about = told.partition(":")
    known = code if code in _WORDS else _UNKNOWN
    zh, do_zh, do = _WORDS[known]
    shown = about or ("" if known == code else code)
    of = f"{order.verb} {order.month or order.fen}"
    return SettlementError(
        known,
        f"the order is not done: {of} ({code})",
        why=f"{CODES[known]}{': ' if shown else ''}{shown}",
        do=do,
        zh=Words(f"没有办理：{of}（{code}）", f"{zh}{'：' if shown else ''}{shown}", do_zh),
    )
