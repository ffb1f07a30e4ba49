"""Settle messages of ours by what the partner has signed about them."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport import kinds, models, queries, rules
from bayline.platform.transport.envelopes import unseal, unseal_receipt
from bayline.platform.transport.queries import Outgoing
from bayline.platform.transport.sealing import header_of
from bayline.platform.transport.terms import Fault, Partner, Receipt, Sending, Signed, Status

_MOST_ATTEMPTS_AGAIN = 25  # how often one message is sent again because others are missing


class Settled(NamedTuple):
    """What a receipt says, and what it means for whoever looks after the transport."""

    receipt: Receipt
    fault: Fault | None


def read_receipt(text: str, *, partner: Partner, now: datetime) -> Receipt:
    """Open a receipt with the key of the partner that it names.

    Raises:
        BaylineError: It is not signed by the partner with a key that counts, or is none.
    """
    kid = header_of(text)[1]
    key = partner.key(kid)
    if key is None or (key.revoked is not None and key.revoked <= now):
        raise BaylineError(
            f"the receipt is not signed with a key of “{partner.name}”",
            why="another machine answers at the address, or the partner has changed its key",
            do="compare fingerprints with the partner",
            zh=Words(
                f"回执不是“{partner.name}”的密钥签的",
                "地址上应答的可能是别的机器，或对方换过密钥",
                "请与对方核对指纹",
            ),
        )
    return unseal_receipt(text, x=key.x)


@transaction.atomic
def settle(outgoing: Outgoing, text: str, *, partner: Partner, now: datetime) -> Settled:
    """Note what a partner has signed about a message of ours.

    Raises:
        BaylineError: The receipt is not the partner's, or is about something else.
    """
    receipt = read_receipt(text, partner=partner, now=now)
    if (receipt.of, receipt.digest, receipt.sender) != (
        outgoing.uid,
        outgoing.digest,
        partner.id,
    ):
        raise BaylineError(
            "the receipt is about another message",
            do="look what stands between the two installations",
            zh=Words("回执说的是别的消息", do="请查两处之间的设备"),
        )
    posting = models.Posting.objects.select_for_update().filter(pk=outgoing.row)
    row = posting.get()
    row.attempts += 1
    row.status = receipt.status.value
    fault = rules.fault_of(receipt.status)
    if receipt.status.is_kept:
        _deliver(row, outgoing, receipt, text=text, now=now)
    elif receipt.status.stops:
        row.state = Sending.HELD.value
    elif receipt.status is Status.MISSING:
        fault = _send_again(row, outgoing, expected=receipt.expected)
    row.save(update_fields=["attempts", "status", "state", "receipt", "ended"])
    return Settled(receipt, fault)


def _deliver(
    row: models.Posting, outgoing: Outgoing, receipt: Receipt, *, text: str, now: datetime
) -> None:
    is_first = row.receipt == ""
    row.state, row.receipt, row.ended = Sending.DELIVERED.value, text, now
    message = opened_own(outgoing.text) if is_first else None
    heard = None if message is None else kinds.answered(message.envelope.kind)
    if heard is not None and message is not None:
        heard(message.envelope, receipt)


def opened_own(text: str) -> Signed:
    """Open a message of ours, with whichever key of ours has signed it.

    Raises:
        BaylineError: None has.
    """
    kid = header_of(text)[1]
    key = next((key for key in queries.own().keys if key.kid == kid), None)
    if key is None:
        raise BaylineError(
            "this was not signed here",
            do="ask the partner what it holds",
            zh=Words("不是本处签的", do="请问对方手里是什么"),
        )
    return unseal(text, x=key.x)


def _send_again(row: models.Posting, outgoing: Outgoing, *, expected: int) -> Fault | None:
    """Send again what a partner misses: it was restored, or messages overtook each other."""
    lost = models.Message.objects.filter(
        partner=row.partner_id,
        is_ours=True,
        conversation=outgoing.conversation,
        number__gte=expected,
        number__lt=outgoing.number,
    )
    is_whole = lost.values("number").distinct().count() == outgoing.number - expected
    if expected < 1 or not is_whole or row.attempts > _MOST_ATTEMPTS_AGAIN:
        row.state = Sending.HELD.value
        return Fault.STUCK
    again = models.Posting.objects.filter(message__in=lost, state=Sending.DELIVERED.value)
    again.update(state=Sending.WAITING.value)
    return None
