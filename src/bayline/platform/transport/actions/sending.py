"""Write messages to partners, in the transaction of what they tell."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport import keyring, models, queries
from bayline.platform.transport.actions.noting import ask_for_try
from bayline.platform.transport.envelopes import seal
from bayline.platform.transport.terms import (
    Body,
    Envelope,
    Own,
    PublicKey,
    Sending,
    Signed,
    Standing,
)


@transaction.atomic
def send(
    partner: str,
    *,
    conversation: str,
    kind: str,
    body: Body,
    at: datetime,
    uid: str = "",
) -> Signed:
    """Sign a message and keep it for sending; it is on its way once the transaction is kept.

    Args:
        partner: Id of the one it is for.
        conversation: What it belongs to; those of one take effect in their order.
        kind: What it is about.
        body: What it says, JSON without fractions.
        at: When.
        uid: Its id; a new one is made where it is empty.

    Raises:
        BaylineError: There is no such partner, or nothing goes to it any more; this installation
            has no name or key; the body cannot be written exactly or is too large.
    """
    found = queries.partner(partner)
    if found.standing is Standing.ENDED:
        raise _ended(found.name)
    own = queries.own()
    line, _made = models.Conversation.objects.select_for_update().get_or_create(
        partner_id=partner, name=conversation
    )
    envelope = Envelope(
        id=uid or uuid4().hex,
        sender=own.id,
        receiver=partner,
        conversation=conversation,
        number=line.sent + 1,
        previous=line.sent_digest,
        kind=kind,
        sent=at,
        body=body,
    )
    key = signing_key(own, at)
    message = seal(envelope, key=keyring.private_key(key.kid), kid=key.kid)
    keep_ours(message, at=at)
    line.sent, line.sent_digest = envelope.number, message.digest
    line.save(update_fields=["sent", "sent_digest"])
    ask_for_try(partner, at=at)
    return message


def row_of(message: Signed, **aspects: object) -> models.Message:
    """Give the row that a message becomes, not stored yet.

    Args:
        message: The message.
        aspects: Whose it is, when it is recorded, and what was signed for it.
    """
    envelope = message.envelope
    return models.Message(
        uid=envelope.id,
        conversation=envelope.conversation,
        number=envelope.number,
        kind=envelope.kind,
        digest=message.digest,
        sent=envelope.sent,
        text=message.text,
        **aspects,
    )


def keep_ours(message: Signed, *, at: datetime, state: Sending = Sending.WAITING) -> None:
    """Keep a message of ours, and where it stands."""
    envelope = message.envelope
    row = row_of(message, partner_id=envelope.receiver, is_ours=True, recorded=at)
    row.save(force_insert=True)
    models.Posting.objects.create(
        message=row,
        partner_id=envelope.receiver,
        conversation=envelope.conversation,
        state=state.value,
    )


def repeated(envelope: Envelope, *, at: datetime) -> Signed:
    """Write what a message says once more, under a new id and the next number."""
    fresh = replace(envelope, id=uuid4().hex)
    return send(
        fresh.receiver,
        conversation=fresh.conversation,
        kind=fresh.kind,
        body=fresh.body,
        at=at,
        uid=fresh.id,
    )


def _ended(name: str) -> BaylineError:
    return BaylineError(
        f"nothing is sent to “{name}” any more",
        why="an administrator has ended the exchange",
        do="ask an administrator to resume it",
        zh=Words(f"已不再给“{name}”发消息", "管理员已结束往来", "要发请管理员恢复"),
    )


def signing_key(own: Own, at: datetime) -> PublicKey:
    """Give the key that signs now.

    Raises:
        BaylineError: None counts.
    """
    key = own.signing_key(at)
    if key is None:
        raise BaylineError(
            "this installation has no key that counts",
            do="make one with `bayline transport rotate --lost` and hand the new card over",
            zh=Words(
                "本处没有有效的密钥",
                do="请用 bayline transport rotate --lost 换一把，并把新名片交给对方",
            ),
        )
    return key
