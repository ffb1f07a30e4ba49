"""Take messages in: each has its effect once, in its order, and is signed for."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import Error, transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import meaning_of
from bayline.platform.transport import keyring, kinds, models, queries, rules
from bayline.platform.transport.actions.noting import note
from bayline.platform.transport.actions.sending import row_of, signing_key
from bayline.platform.transport.envelopes import seal_receipt, unseal
from bayline.platform.transport.sealing import LONGEST, header_of, too_large
from bayline.platform.transport.terms import (
    Body,
    Delivery,
    Envelope,
    Held,
    Own,
    Partner,
    Receipt,
    Signed,
    Standing,
    Status,
)

KEY_CHANGE = "transport.key"
_LOG = logging.getLogger("bayline.transport")


class StrangerError(BaylineError):
    """A message that nobody here can vouch for; it is answered without a signature."""


def receive(text: str, *, now: datetime) -> str:
    """Take one message; see `receive_all`."""
    return receive_all([text], now=now)[0]


@transaction.atomic
def receive_all(texts: Sequence[str], *, now: datetime) -> list[str]:
    """Take messages in the order they came; all that they change is kept together.

    Args:
        texts: The messages, compact JWS.
        now: The present moment.

    Returns:
        The signed receipt of each; the same one when the same message comes again.

    Raises:
        StrangerError: One is not from a partner, not for us, or its signature does not hold; then
            nothing is kept of any.
        BaylineError: One is too large, or this installation has no name or key.
    """
    own, found = queries.own(), []
    holders: dict[str, tuple[Partner, str]] = {}
    for text in texts:
        kid = _kid(text)
        if kid not in holders:
            holders[kid] = _locked(key_holder(text), now=now)
        message = _vouched(text, holders[kid], own=own, now=now)
        found.append(_received(message, holders[kid][0], own=own, now=now))
        if message.envelope.kind == KEY_CHANGE:  # the next may be signed with the new key
            holders.clear()
    return found


def _kid(text: str) -> str:
    try:
        return header_of(text)[1]
    except BaylineError as error:
        raise _stranger(error) from None


def _locked(holder: tuple[Partner, str], *, now: datetime) -> tuple[Partner, str]:
    """Let messages of one partner be taken one after another, and note that it was heard."""
    models.Partner.objects.filter(pk=holder[0].id).update(contact=now)
    return holder


def vouched(text: str, *, own: Own, now: datetime) -> tuple[Signed, Partner]:
    """Find who sent a message, and make sure of it.

    Raises:
        StrangerError: Nobody whom this installation knows has signed it for us.
        BaylineError: It is too large.
    """
    holder = key_holder(text)
    return _vouched(text, holder, own=own, now=now), holder[0]


def _vouched(text: str, holder: tuple[Partner, str], *, own: Own, now: datetime) -> Signed:
    if len(text) > LONGEST:
        raise too_large(len(text))
    partner, x = holder
    try:
        message = unseal(text, x=x)
    except BaylineError as error:
        raise _stranger(error) from None
    envelope, key = message.envelope, partner.key(message.kid)
    if envelope.receiver != own.id or envelope.sender != partner.id:
        raise _misdirected(envelope, own.id)
    if key is None or not rules.counts(key, envelope.sent, now=now):
        raise _ended_key(partner.name)
    if partner.standing is Standing.ENDED:
        raise _ended(partner.name)
    return message


def key_holder(text: str) -> tuple[Partner, str]:
    """Find the partner whose key a text names, and the key.

    Raises:
        StrangerError: It is the key of nobody here.
    """
    kid = _kid(text)
    partner = queries.partner_of_key(kid)
    key = None if partner is None else partner.key(kid)
    if partner is None or key is None:
        raise _unknown_key()
    return partner, key.x


def _received(message: Signed, partner: Partner, *, own: Own, now: datetime) -> str:
    envelope = message.envelope
    line, _made = models.Conversation.objects.select_for_update().get_or_create(
        partner_id=partner.id, name=envelope.conversation
    )
    same, receipt = queries.same_message(partner.id, envelope.id)
    held = Held(last=line.taken, digest=line.taken_digest, same=same)
    status = rules.judged(message, held, now=now)
    if status is Status.TAKEN:
        return receipt
    if status is not None:
        _tell(status, message, partner, now=now)
        return _signed(message, status, {}, own=own, now=now, expected=line.taken + 1)
    status, answer = taken(
        Delivery(envelope=envelope, partner=partner, digest=message.digest, at=now)
    )
    if not status.is_kept:
        return _signed(message, status, {}, own=own, now=now, expected=line.taken + 1)
    text = _signed(message, status, answer, own=own, now=now, expected=envelope.number + 1)
    keep_theirs(message, status=status, receipt=text, now=now)
    line.taken, line.taken_digest = envelope.number, message.digest
    line.save(update_fields=["taken", "taken_digest"])
    return text


def taken(delivery: Delivery) -> tuple[Status, Body]:
    """Hand a message to whoever takes its kind; what is refused leaves no effect."""
    take = kinds.taking(delivery.envelope.kind)
    if take is None or not kinds.is_ready(delivery.envelope.kind, delivery.partner):
        return Status.UNKNOWN, {}
    try:
        with transaction.atomic():
            return Status.TAKEN, take(delivery)
    except BaylineError as error:
        return Status.REFUSED, {"zh": error.in_chinese(), "en": error.sentence()}
    except Exception as error:
        if isinstance(error, Error) and meaning_of(error) is not None:
            raise  # the database is away or full: the partner tries again
        _LOG.exception("a message of the kind %s failed", delivery.envelope.kind)
        return Status.FAILED, {}


def keep_theirs(
    message: Signed,
    *,
    status: Status,
    receipt: str,
    now: datetime,
    on_behalf: str = "",
    evidence: str = "",
) -> None:
    """Keep a message of a partner with what was signed for it."""
    row_of(
        message,
        partner_id=message.envelope.sender,
        is_ours=False,
        recorded=now,
        receipt=receipt,
        status=status.value,
        on_behalf=on_behalf,
        evidence=evidence,
    ).save(force_insert=True)


def _signed(
    message: Signed, status: Status, answer: Body, *, own: Own, now: datetime, expected: int
) -> str:
    key = signing_key(own, now)
    receipt = Receipt(
        of=message.envelope.id,
        digest=message.digest,
        sender=own.id,
        receiver=message.envelope.sender,
        status=status,
        at=now,
        expected=expected,
        answer=answer,
    )
    return seal_receipt(receipt, key=keyring.private_key(key.kid), kid=key.kid)


def _tell(status: Status, message: Signed, partner: Partner, *, now: datetime) -> None:
    """Write down once what a person here must know of as well."""
    if status not in {Status.FORKED, Status.ALTERED, Status.EARLY}:
        return
    envelope = message.envelope
    word, detail = f"{status.value}_theirs", f"{envelope.conversation} {envelope.number}"
    last = queries.notes(partner.id, limit=1)
    if not last or (last[0].word, last[0].detail) != (word, detail):
        note(partner.id, word, at=now, detail=detail)


def _stranger(error: BaylineError) -> StrangerError:
    return StrangerError(error.what, why=error.why, do=error.do, zh=error.zh)


def _unknown_key() -> StrangerError:
    return StrangerError(
        "nobody here knows the key that signed this",
        why="it was never accepted here, or its owner has changed it",
        do="hand the card of the new key to the administrator of this installation",
        zh=Words("这里不认识签名的密钥", "没有接受过它，或换过密钥", "请把新名片交给这里的管理员"),
    )


def _misdirected(envelope: Envelope, own: str) -> StrangerError:
    return StrangerError(
        f"the message is from “{envelope.sender}” for “{envelope.receiver}”; this is “{own}”",
        why="a key signs only for its own installation, and a message counts only where it is for",
        do="look whether the address belongs to another partner",
        zh=Words(
            f"消息由“{envelope.sender}”发给“{envelope.receiver}”，而这里是“{own}”",
            "密钥只能代表自己那一处，消息只在收件处有效",
            "请查地址是不是别的伙伴的",
        ),
    )


def _ended_key(name: str) -> StrangerError:
    return StrangerError(
        f"the key of “{name}” did not count when this was sent",
        why="it was revoked, had ended, or had not begun",
        do="sign with the present key, or hand over the card of a new one",
        zh=Words(
            f"“{name}”的这把密钥当时无效", "已作废、已过期或还没启用", "请用现行密钥签，或交新名片"
        ),
    )


def _ended(name: str) -> StrangerError:
    return StrangerError(
        f"the exchange with “{name}” was ended here",
        do="ask the administrators to resume it",
        zh=Words(f"这里已结束与“{name}”的往来", do="要恢复请找双方管理员"),
    )
