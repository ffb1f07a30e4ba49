"""What a hospital takes back: settlements it cancels, messages it reverses, seen or not."""

from collections.abc import Mapping
from typing import Any, Final

from bayline.systems.settlement.rules import desk
from bayline.systems.settlement.rules.desk import Envelope, Row, refusal
from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.state import Asked
from bayline.systems.settlement.rules.refusals import SettlementError

UNKNOWN: Final = "not_known"


def cancel(node: Node, now: int, *, name: str, told: Envelope) -> Messages:
    """Ask to cancel a settlement, unless that was done."""
    one = node.state.asked.get(name)
    if one is None or one.kind != "SETTLE" or one.body["bill"]["hospital"] != told.hospital:
        return []
    is_done = told.id in node.state.by_desk or one.standing != state.SETTLED
    return [] if is_done else node.cancel(name, now, desk=told.id)


def reverse(node: Node, now: int, *, name: str, told: Envelope) -> Messages:
    """Ask to reverse the settlement of a message; if that never came, it is not taken later."""
    if told.id in node.state.by_desk:
        return []
    own = node.state.by_desk.get(name)
    if own is None:
        if name not in node.state.barred:
            node.note_desk("barred", desk=name)
        return []
    one = node.state.asked.get(own)
    is_open = one is not None and one.standing in (state.ASKED, state.SETTLED)
    return node.reverse(own, now, desk=told.id) if is_open and _settles(one) else []


def _settles(one: Asked | None) -> bool:
    return one is not None and one.kind == "SETTLE"


def check_same(node: Node, told: Envelope, name: str) -> None:
    """See to it that one message id never stands for two things, and no refund is undone.

    Raises:
        SettlementError: It came before with other contents, was given up, or names a refund.
    """
    known, barred = node.state, node.state.barred
    own = known.asked.get(known.by_desk.get(told.id, ""))
    is_reversal = told.number == desk.REVERSE
    meant = known.by_desk.get(name, "") if is_reversal else name
    kind = "REVERSE" if is_reversal else "CANCEL"
    if own is not None and (own.kind, own.body.get("original")) != (kind, meant):
        raise refusal("other_contents", "msgid", "同一报文编号内容不同")
    if not is_reversal and told.id in barred:
        raise refusal("reversed_before", "2601", "已先冲正")
    first = known.asked.get(meant)
    if is_reversal and first is not None and not _settles(first):
        raise _stands(first.standing)


def _stands(standing: str) -> SettlementError:
    """Say that a refund or a reversal is not undone, or not known yet."""
    if standing in state.OPEN:
        return refusal(UNKNOWN, "no answer of the insured office yet", "参保地尚未答复")
    return refusal("not_undone", "omsgid", "退费、冲正已办成，不能再冲正；请用新的报文重新结算")


def taken(node: Node, told: Envelope, name: str) -> Row:
    """Say what became of a settlement that was to be taken back."""
    if told.number == desk.REVERSE:
        if name in node.state.barred:
            return {"setl_stas": state.REVERSED}
        name = node.state.by_desk.get(name, "")
    one = node.state.asked.get(name)
    if not _settles(one) or one is None or not is_of(one.body, told.hospital):
        raise refusal("unknown_message", "setl_id, omsgid", "没有这样一笔")
    if one.standing not in (state.REVERSED, state.CANCELLED, state.REFUSED):
        raise refusal(UNKNOWN, "no answer of the insured office yet", "参保地尚未答复")
    return {"setl_id": name, "setl_stas": one.standing}


def is_of(body: Mapping[str, Any], hospital: str) -> bool:
    """Whether a request is about a bill of a hospital."""
    return bool(body.get("bill", {}).get("hospital", hospital) == hospital)
