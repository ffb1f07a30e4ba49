"""Write letters to partners, take in theirs, and record what a side has answered by hand."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import one_line
from bayline.platform.transport import keyring, letters, models, queries
from bayline.platform.transport.actions.noting import note
from bayline.platform.transport.actions.receiving import (
    keep_theirs,
    key_holder,
    receive,
    taken,
    vouched,
)
from bayline.platform.transport.actions.sending import signing_key
from bayline.platform.transport.actions.settling import opened_own, settle
from bayline.platform.transport.envelopes import seal, unseal_receipt
from bayline.platform.transport.kinds import told
from bayline.platform.transport.letters import Ends, Letter
from bayline.platform.transport.queries import Outgoing
from bayline.platform.transport.sealing import MESSAGE, header_of, moment_of, opened
from bayline.platform.transport.terms import Body, Delivery, Envelope, Sending, Signed, Status

_MOST = 500


class Imported(NamedTuple):
    """What became of the messages of a letter.

    Attributes:
        taken: How many had their effect now.
        known: How many had it before.
        refused: How many were refused by rules.
        left: How many were not kept, since earlier ones are missing or nobody takes their kind.
        receipts: Receipts of the partner that settled messages of ours.
    """

    taken: int = 0
    known: int = 0
    refused: int = 0
    left: int = 0
    receipts: int = 0


def export(identifier: str, *, at: datetime, by: str) -> str:
    """Write what waits for a partner as a letter; it goes on waiting until it is signed for.

    Raises:
        BaylineError: There is no such partner, or nothing waits.
    """
    partner, own = queries.partner(identifier), queries.own()
    waiting = queries.waiting(identifier, limit=_MOST)
    receipts = queries.receipts(identifier, limit=_MOST)
    if not waiting and not receipts:
        raise BaylineError(
            f"nothing waits for “{partner.name}”",
            do="nothing is to be done",
            zh=Words(f"没有给“{partner.name}”的待发消息", do="不必导出"),
        )
    messages = [opened_own(one.text) for one in waiting]
    key = signing_key(own, at)
    letter = Letter(
        sender=own.id,
        receiver=identifier,
        made=at,
        texts=(*(one.text for one in waiting), *receipts),
    )
    text = letters.written(
        letter,
        [(message, told(message.envelope)) for message in messages],
        Ends(sender=own.name, receiver=partner.name, x=key.x),
        key=keyring.private_key(key.kid),
        kid=key.kid,
    )
    note(identifier, "exported", at=at, detail=str(len(messages)), by=by)
    return text


def take_letter(data: bytes, *, at: datetime, by: str) -> Imported:
    """Take in a letter of a partner: all of it is looked at before anything of it is taken.

    Raises:
        BaylineError: It is none, was changed, is of nobody here or for somebody else.
    """
    found, own = letters.parts(data), queries.own()
    partner, x = key_holder(found.seal)
    messages = [text for text in found.texts if _is_message(text)]
    signed = [vouched(text, own=own, now=at)[0] for text in messages]
    covering = opened(found.seal, x=x)
    digests = [message.digest for message in signed]
    letter = letters.checked(
        found, covering, digests, lambda: _words_again(covering.payload, signed, partner.name, x)
    )
    if letter.receiver != own.id or letter.sender != partner.id:
        raise _for_another(letter.receiver)
    counted = Imported()
    with transaction.atomic():
        for message in signed:
            counted = _counted(counted, message, now=at)
        for text in set(found.texts) - set(messages):
            counted = counted._replace(receipts=counted.receipts + _settled(text, partner.id, at))
        note(partner.id, "imported", at=at, detail=" ".join(map(str, counted)), by=by)
    return counted


def _is_message(text: str) -> bool:
    return header_of(text)[0] == MESSAGE


def _words_again(payload: Body, signed: list[Signed], name: str, x: str) -> list[str]:
    """Write the words of a letter anew as this version writes them."""
    own = queries.own()
    letter = Letter(
        sender=str(payload.get("from")),
        receiver=own.id,
        made=moment_of(payload.get("made")),
        texts=(),
    )
    pairs = [(message, told(message.envelope)) for message in signed]
    return letters.words_of(letter, pairs, Ends(sender=name, receiver=own.name, x=x))


def _counted(counted: Imported, message: Signed, *, now: datetime) -> Imported:
    is_known = models.Message.objects.filter(
        partner=message.envelope.sender, is_ours=False, uid=message.envelope.id
    ).exists()
    own = queries.own()
    text = receive(message.text, now=now)
    key = next(key for key in own.keys if key.kid == header_of(text)[1])
    status = unseal_receipt(text, x=key.x).status
    if is_known and status.is_kept:
        return counted._replace(known=counted.known + 1)
    if status is Status.TAKEN:
        return counted._replace(taken=counted.taken + 1)
    if status is Status.REFUSED:
        return counted._replace(refused=counted.refused + 1)
    return counted._replace(left=counted.left + 1)


def _settled(text: str, identifier: str, now: datetime) -> int:
    """Settle a message of ours by a receipt that came in a letter."""
    partner, x = key_holder(text)
    receipt = unseal_receipt(text, x=x)
    row = models.Message.objects.filter(partner=identifier, is_ours=True, uid=receipt.of).first()
    posting = None if row is None else models.Posting.objects.filter(pk=row.pk).first()
    if row is None or posting is None or posting.state == Sending.DELIVERED.value:
        return 0
    one = Outgoing(row.pk, row.uid, row.digest, row.conversation, row.number, row.text)
    settle(one, text, partner=partner, now=now)
    return 1


class Behalf(NamedTuple):
    """What a side without an installation has answered, as it is recorded here for it.

    Attributes:
        partner: Id of the side.
        conversation: What the answer belongs to.
        kind: Of the message that it would have sent.
        body: What that would say.
        evidence: SHA-256 of the letter that the side has signed by hand.
    """

    partner: str
    conversation: str
    kind: str
    body: Body
    evidence: str


@transaction.atomic
def record_on_behalf(answer: Behalf, *, by: str, at: datetime) -> Body:
    """Record what a side without an installation has answered, marked as recorded for it.

    Args:
        answer: What it answered.
        by: Who records it.
        at: When.

    Returns:
        What whoever takes the kind answers.

    Raises:
        BaylineError: The side signs for itself, the evidence or the name is missing, or the rules
            refuse what it answered; nothing is kept.
    """
    partner, own = queries.partner(answer.partner), queries.own()
    if partner.keys:
        raise _signs_itself(partner.name)
    if not one_line(by, 100) or len(answer.evidence) != 64:  # noqa: PLR2004 - SHA-256 in hex
        raise _without_evidence(partner.name)
    line = models.Conversation.objects.select_for_update().get_or_create(
        partner_id=partner.id, name=answer.conversation
    )[0]
    envelope = Envelope(
        id=uuid4().hex,
        sender=partner.id,
        receiver=own.id,
        conversation=answer.conversation,
        number=line.taken + 1,
        previous=line.taken_digest,
        kind=answer.kind,
        sent=at,
        body=answer.body,
    )
    key = signing_key(own, at)  # ours: we vouch that it was answered so
    message = seal(envelope, key=keyring.private_key(key.kid), kid=key.kid)
    delivery = Delivery(envelope=envelope, partner=partner, digest=message.digest, at=at)
    status, said = taken(replace(delivery, on_behalf=by, evidence=answer.evidence))
    if status is not Status.TAKEN:
        raise _refused(said)
    keep_theirs(message, status=status, receipt="", now=at, on_behalf=by, evidence=answer.evidence)
    line.taken, line.taken_digest = envelope.number, message.digest
    line.save(update_fields=["taken", "taken_digest"])
    _all_answered(partner.id, answer.conversation, at)
    note(partner.id, "behalf", at=at, detail=f"{answer.conversation} {answer.evidence}", by=by)
    return said


def _all_answered(identifier: str, conversation: str, at: datetime) -> None:
    """What was told to the side in this conversation has come there: it has answered."""
    models.Posting.objects.filter(
        partner=identifier, conversation=conversation, state=Sending.WAITING.value
    ).update(state=Sending.DELIVERED.value, ended=at)


def _refused(said: Body) -> BaylineError:
    en, zh = str(said.get("en", "it failed")), str(said.get("zh", "没有做成"))
    return BaylineError(en, do="nothing was kept", zh=Words(zh.rstrip("。"), do="没有记录"))


def _for_another(receiver: str) -> BaylineError:
    return BaylineError(
        f"the letter is for “{receiver[:40]}”",
        do="pass it on; nothing of it was taken",
        zh=Words(f"信件是给“{receiver[:40]}”的", do="请转交，这里一条也没有收"),
    )


def _signs_itself(name: str) -> BaylineError:
    return BaylineError(
        f"“{name}” signs for itself",
        why="nobody records answers for a side that has a key",
        do="wait for its message, or take in its letter",
        zh=Words(f"“{name}”自己会签名", "有密钥的一方不由别人代录", "请等它的消息，或读入它的信件"),
    )


def _without_evidence(name: str) -> BaylineError:
    return BaylineError(
        f"what “{name}” has signed is missing",
        why="an answer recorded for another side rests on its signature",
        do="hand in the letter that came back signed, or its scan",
        zh=Words(
            f"没有附“{name}”签名的原件", "代录的答复以对方签名为凭", "请附寄回的签名件或扫描件"
        ),
    )
