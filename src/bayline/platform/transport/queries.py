"""Ask for partners, keys and messages."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max, Min, QuerySet

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport import models
from bayline.platform.transport.sealing import body_of, signed_for
from bayline.platform.transport.terms import (
    Body,
    Envelope,
    Fault,
    Own,
    Partner,
    PublicKey,
    Sending,
    Standing,
)

_MOST_BODIES = 10_000


class Queue(NamedTuple):
    """How many messages to a partner stand where; and since when the oldest waits."""

    waiting: int = 0
    held: int = 0
    delivered: int = 0
    taken: int = 0
    oldest: datetime | None = None


class Note(NamedTuple):
    """What happened to the way to a partner."""

    partner: str
    at: datetime
    word: str
    detail: str
    by: str


class Kept(NamedTuple):
    """A message that is kept, as the pages list it."""

    row: int
    uid: str
    is_ours: bool
    conversation: str
    number: int
    kind: str
    sent: datetime
    recorded: datetime
    state: str
    status: str
    on_behalf: str


class Outgoing(NamedTuple):
    """A message of ours that waits, as it is to be sent."""

    row: int
    uid: str
    digest: str
    conversation: str
    number: int
    text: str


class Reach(NamedTuple):
    """How far a conversation is, either way, with the digests of the last."""

    name: str
    taken: int
    taken_digest: str
    sent: int
    sent_digest: str


def own() -> Own:
    """Give this installation as its partners know it.

    Raises:
        BaylineError: It has no name yet.
    """
    found = own_or_none()
    if found is None:
        raise BaylineError(
            "this installation has no name and no key yet",
            do="run `bayline transport start ID --name NAME --address https://…`",
            zh=Words(
                "本处还没有名称和密钥",
                do="请运行 bayline transport start 代号 --name 名称 --address https://…",
            ),
        )
    return found


def own_codes() -> frozenset[str]:
    """Give the codes of the organisations that this installation speaks for, if any."""
    found = models.Own.objects.values_list("speaks_for", flat=True).first()
    return frozenset((found or "").split())


def own_or_none() -> Own | None:
    """Give this installation as its partners know it; None where it has no name yet."""
    row = models.Own.objects.first()
    if row is None:
        return None
    keys = models.Key.objects.filter(partner__isnull=True).order_by("begins")
    return Own(
        id=row.id,
        name=row.name,
        address=row.address,
        keys=tuple(map(_key, keys)),
        speaks_for=tuple(row.speaks_for.split()),
    )


def partners() -> list[Partner]:
    """List all partners by name."""
    rows = models.Partner.objects.order_by("name", "id").prefetch_related("keys")
    return [_partner(row) for row in rows]


def partner(identifier: str) -> Partner:
    """Find a partner.

    Raises:
        BaylineError: There is none of this id.
    """
    row = models.Partner.objects.prefetch_related("keys").filter(pk=identifier).first()
    if row is None:
        raise BaylineError(
            f"no partner “{identifier[:40]}”",
            do="see the list of partners on the page Transport",
            zh=Words(f"没有伙伴“{identifier[:40]}”", do="请看“传输”页上的伙伴"),
        )
    return _partner(row)


def partner_of_key(kid: str) -> Partner | None:
    """Find the partner whom a key belongs to, whether it counts or not."""
    row = models.Key.objects.filter(pk=kid, partner__isnull=False).first()
    return None if row is None else partner(str(row.partner_id))


def same_message(identifier: str, uid: str) -> tuple[str, str]:
    """Give digest and receipt of what has come under an id; both empty if nothing has."""
    rows = models.Message.objects.filter(partner=identifier, is_ours=False, uid=uid)
    return rows.values_list("digest", "receipt").first() or ("", "")


def due_partners(now: datetime) -> list[str]:
    """List the partners that are to be tried now."""
    rows = models.Partner.objects.filter(next_try__lte=now, standing=Standing.ACTIVE.value)
    return list(rows.order_by("next_try").values_list("pk", flat=True))


def is_any_due(now: datetime) -> bool:
    """Tell whether a partner is to be tried now."""
    return models.Partner.objects.filter(next_try__lte=now, standing=Standing.ACTIVE.value).exists()


_NONE: frozenset[str] = frozenset()


def waiting(identifier: str, *, limit: int, without: Iterable[str] = _NONE) -> list[Outgoing]:
    """List what waits for a partner, in the order it was written.

    What stands behind a message that is held waits until a person has looked.

    Args:
        identifier: The partner.
        limit: At most so many.
        without: Conversations that are left out.
    """
    blocked = models.Posting.objects.filter(partner=identifier, state=Sending.HELD.value)
    names = {*blocked.values_list("conversation", flat=True), *without}
    rows = models.Posting.objects.filter(partner=identifier, state=Sending.WAITING.value)
    if names:
        rows = rows.exclude(conversation__in=names)
    return _outgoing(rows, limit)


def waiting_before(envelope: Envelope, *, limit: int) -> list[Outgoing]:
    """List a message that waits, behind what waits before it in its conversation."""
    rows = models.Posting.objects.filter(
        partner=envelope.receiver,
        state=Sending.WAITING.value,
        conversation=envelope.conversation,
        message__number__lte=envelope.number,
    )
    return _outgoing(rows, limit)


def _outgoing(rows: QuerySet[models.Posting], limit: int) -> list[Outgoing]:
    found = (one.message for one in rows.select_related("message").order_by("message")[:limit])
    return [
        Outgoing(row.pk, row.uid, row.digest, row.conversation, row.number, row.text)
        for row in found
    ]


def is_any_waiting(identifier: str) -> bool:
    """Tell whether something can be sent to a partner."""
    return bool(waiting(identifier, limit=1))


def queues() -> dict[str, Queue]:
    """Count the messages of every partner, by its id."""
    ours = models.Posting.objects.values_list("partner", "state").annotate(
        count=Count("pk"), oldest=Min("message__recorded")
    )
    theirs = models.Message.objects.filter(is_ours=False).values_list("partner")
    found: dict[str, Queue] = {}
    for name, count in theirs.annotate(count=Count("pk")):
        found[name] = Queue(taken=count)
    for name, state, count, oldest in ours:
        queue = found.get(name, Queue())
        found[name] = queue._replace(**{state: count} if state in Queue._fields else {})
        if state == Sending.WAITING.value:
            found[name] = found[name]._replace(oldest=oldest)
    return found


def notes(identifier: str = "", *, limit: int) -> list[Note]:
    """List what happened, the latest first; of one partner or of all."""
    rows = models.Note.objects.order_by("-pk")
    chosen = rows.filter(partner=identifier) if identifier else rows
    return [
        Note(str(row.partner_id or ""), row.at, row.word, row.detail, row.by)
        for row in chosen[:limit]
    ]


def differing() -> dict[str, list[str]]:
    """Name the conversations that were not alike when they were last compared, by partner."""
    rows = models.Note.objects.filter(word__in=("compared", "differs"), partner__isnull=False)
    found: dict[str, list[str]] = {}
    for row in rows.order_by("pk"):
        if row.word == "compared":
            found.pop(str(row.partner_id), None)
        else:
            found.setdefault(str(row.partner_id), []).append(row.detail)
    return found


def messages(identifier: str, *, limit: int) -> list[Kept]:
    """List the messages to and from a partner, those kept last first."""
    rows = models.Message.objects.filter(partner=identifier).order_by("-pk")[:limit]
    states = dict(
        models.Posting.objects.filter(message__in=[row.pk for row in rows]).values_list(
            "message", "state"
        )
    )
    return [
        Kept(
            row=row.pk,
            uid=row.uid,
            is_ours=row.is_ours,
            conversation=row.conversation,
            number=row.number,
            kind=row.kind,
            sent=row.sent,
            recorded=row.recorded,
            state=states.get(row.pk, ""),
            status=row.status,
            on_behalf=row.on_behalf,
        )
        for row in rows
    ]


def reaches(identifier: str, *, after: str, limit: int) -> list[Reach]:
    """List how far the conversations with a partner are, by name."""
    rows = models.Conversation.objects.filter(partner=identifier, name__gt=after).order_by("name")
    return [
        Reach(row.name, row.taken, row.taken_digest, row.sent, row.sent_digest)
        for row in rows[:limit]
    ]


def kept_texts(
    identifier: str, conversation: str, *, is_ours: bool, since: int, limit: int
) -> list[str]:
    """List the signed texts of a conversation from a number on, in order."""
    rows = models.Message.objects.filter(
        partner=identifier, is_ours=is_ours, conversation=conversation, number__gte=since
    )
    return list(rows.order_by("number", "-pk").values_list("text", flat=True)[:limit])


def bodies(identifier: str, conversation: str, *, is_ours: bool) -> list[Body]:
    """List what the messages of a conversation say, in order; they were looked at when kept."""
    texts = kept_texts(identifier, conversation, is_ours=is_ours, since=1, limit=_MOST_BODIES)
    return [body_of(text) for text in texts]


def conversations(kind: str) -> list[str]:
    """List the conversations in which a partner has told something of a kind, by name."""
    rows = models.Message.objects.filter(is_ours=False, kind=kind).order_by("conversation")
    return [*rows.values_list("conversation", flat=True).distinct()]


def acknowledged(identifier: str, conversation: str) -> list[tuple[Body, datetime, Body]]:
    """List what a partner has signed for in a conversation, when by its own clock, and its answer.

    Args:
        identifier: The partner.
        conversation: The conversation.
    """
    rows = models.Posting.objects.filter(
        partner=identifier, conversation=conversation, state=Sending.DELIVERED.value
    ).exclude(receipt="")
    told = rows.order_by("message").values_list("message__text", "receipt")
    return [(body_of(text), *signed_for(receipt)) for text, receipt in told]


def counts_of(identifier: str, conversation: str) -> tuple[int, int]:
    """Count what a partner has not signed for of a conversation, and what came from it."""
    theirs = models.Message.objects.filter(
        partner=identifier, is_ours=False, conversation=conversation
    )
    ours = models.Posting.objects.filter(
        partner=identifier,
        conversation=conversation,
        state__in=(Sending.WAITING.value, Sending.HELD.value),
    )
    return ours.count(), theirs.count()


def receipts(identifier: str, *, limit: int) -> list[str]:
    """List what was signed last for messages of a partner without an address, in their order."""
    rows = models.Message.objects.filter(
        partner=identifier, is_ours=False, partner__address="", on_behalf=""
    )
    return list(rows.order_by("-pk").values_list("receipt", flat=True)[:limit])[::-1]


def digest_at(identifier: str, conversation: str, number: int, *, is_ours: bool) -> Iterable[str]:
    """Give the digests of what stands at a place of a conversation."""
    return models.Message.objects.filter(
        partner=identifier, is_ours=is_ours, conversation=conversation, number=number
    ).values_list("digest", flat=True)


def last_contact() -> datetime | None:
    """Tell when any partner last signed for something."""
    found: datetime | None = models.Partner.objects.aggregate(last=Max("contact"))["last"]
    return found


def _partner(row: models.Partner) -> Partner:
    keys = sorted(map(_key, row.keys.all()), key=lambda key: key.begins)
    return Partner(
        id=row.id,
        name=row.name,
        address=row.address,
        standing=Standing(row.standing),
        keys=tuple(keys),
        accepted=row.accepted,
        accepted_by=row.accepted_by,
        contact=row.contact,
        tried=row.tried,
        failures=row.failures,
        next_try=row.next_try,
        fault=Fault(row.fault) if row.fault else None,
        detail=row.detail,
        skew_s=row.skew_s,
        speaks_for=tuple(row.speaks_for.split()),
    )


def _key(row: models.Key) -> PublicKey:
    return PublicKey(
        kid=row.kid,
        x=row.x,
        begins=row.begins,
        ends=row.ends,
        revoked=row.revoked,
        reason=row.reason,
        by=row.by,
    )
