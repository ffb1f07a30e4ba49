"""Compare with a partner what both hold, and mend what one side has lost.

After a loss (a restored backup) one side knows less than the other. What the partner lacks of ours
is sent again; what we lack of theirs is asked for; and what we lack of our own the partner gives
back, signed by ourselves, so that it can be believed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport import keyring, models, queries, questions
from bayline.platform.transport.actions.noting import (
    ask_for_try,
    note,
    note_contact,
    note_differing,
    plan_try,
)
from bayline.platform.transport.actions.receiving import StrangerError, key_holder, taken
from bayline.platform.transport.actions.sending import keep_ours, repeated, signing_key
from bayline.platform.transport.actions.settling import opened_own
from bayline.platform.transport.queries import Reach
from bayline.platform.transport.questions import (
    AGAIN,
    BACK,
    DIFFERS,
    MOST_BACK,
    MOST_REACHES,
    REACH,
)
from bayline.platform.transport.sealing import header_of, opened
from bayline.platform.transport.terms import Delivery, Own, Partner, Sending, Signed

_ANSWER_BYTES = 4 * 2**20
Asking = Callable[[str], str]  # hands a signed question over, and gives the signed answer


class Compared(NamedTuple):
    """What a comparison has found and set in motion.

    Attributes:
        conversations: How many were compared.
        sent_again: Messages of ours that the partner lacks.
        asked_again: Conversations of which messages of theirs are missing here.
        given_back: Messages of our own that were missing here.
        differing: Conversations whose contents differ; a person must look.
    """

    conversations: int = 0
    sent_again: int = 0
    asked_again: int = 0
    given_back: int = 0
    differing: tuple[str, ...] = ()


def answer(text: str, *, now: datetime) -> str:
    """Answer a question of a partner.

    Raises:
        StrangerError: Nobody here knows who asks.
        BaylineError: It is no question, not fresh, or not for us.
    """
    partner, x = key_holder(text)
    own = queries.own()
    question = questions.read(opened(text, x=x), now=now)
    key = partner.key(header_of(text)[1])
    if key is None or not key.counts(now) or question.sender != partner.id:
        raise _not_for_us()
    if question.receiver != own.id:
        raise _not_for_us()
    content = _ANSWERS[question.asks](partner, question, now)
    signing = signing_key(own, now)
    return questions.answered(
        question, content, key=keyring.private_key(signing.kid), kid=signing.kid
    )


def _reach(partner: Partner, question: questions.Question, _now: datetime) -> dict[str, Any]:
    found = queries.reaches(partner.id, after=question.conversation, limit=MOST_REACHES)
    return {"reaches": [[*one] for one in found], "is_last": len(found) < MOST_REACHES}


def _again(partner: Partner, question: questions.Question, now: datetime) -> dict[str, Any]:
    return {"count": _post_again(partner.id, question.conversation, question.number, at=now)}


def _back(partner: Partner, question: questions.Question, _now: datetime) -> dict[str, Any]:
    texts = queries.kept_texts(
        partner.id,
        question.conversation,
        is_ours=False,
        since=question.number,
        limit=MOST_BACK,
    )
    return {"messages": [*_within(texts)]}


def _differing(partner: Partner, question: questions.Question, now: datetime) -> dict[str, Any]:
    note_differing(partner.id, question.conversation, at=now, by=partner.name)
    return {}


def _within(texts: Iterable[str]) -> Iterator[str]:
    """Give as many as one answer may hold, and at least one."""
    size = 0
    for text in texts:
        size += len(text)
        if size > max(_ANSWER_BYTES, len(text)):
            return
        yield text


_ANSWERS: Mapping[str, Callable[[Partner, questions.Question, datetime], dict[str, Any]]] = {
    REACH: _reach,
    AGAIN: _again,
    BACK: _back,
    DIFFERS: _differing,
}


@transaction.atomic
def _post_again(partner: str, conversation: str, number: int, *, at: datetime) -> int:
    delivered = models.Posting.objects.filter(
        partner=partner,
        conversation=conversation,
        message__number__gte=number,
        state=Sending.DELIVERED.value,
    )
    count = models.Posting.objects.filter(pk__in=[*delivered.values_list("pk", flat=True)]).update(
        state=Sending.WAITING.value
    )
    if count:
        ask_for_try(partner, at=at)
    return count


def compare(identifier: str, *, asking: Asking, now: datetime, by: str) -> Compared:
    """Compare every conversation with a partner, and mend what can be mended.

    Args:
        identifier: The partner.
        asking: Hands a question over; see `delivering.asking`.
        now: The present moment.
        by: Who wants to know.

    Raises:
        BaylineError: There is no such partner, or its answers are not its own.
    """
    partner, own = queries.partner(identifier), queries.own()
    ask = _Asked(partner, own, asking, now)
    found = Compared()
    theirs = {one.name: one for one in ask.reaches()}
    ours = {one.name: one for one in _all_reaches(identifier)}
    for name in sorted({*theirs, *ours}):
        here = ours.get(name, Reach(name, 0, "", 0, ""))
        there = theirs.get(name, Reach(name, 0, "", 0, ""))
        found = _mended(found, ask, here, there)
    with transaction.atomic():
        note_contact(identifier, at=now, skew_s=0)
        note(identifier, "compared", at=now, detail=_counts(found), by=by)
        for name in found.differing:
            note_differing(identifier, name, at=now, by=by)
        if queries.is_any_waiting(identifier):
            plan_try(identifier, at=now)
    for name in found.differing:
        with suppress(BaylineError):  # a partner of an older version cannot be told
            ask.differs(name)
    return found


def _counts(found: Compared) -> str:
    return " ".join(map(str, found[:-1])) + "".join(f" {name}" for name in found.differing)


def _all_reaches(identifier: str) -> Iterator[Reach]:
    after = ""
    while found := queries.reaches(identifier, after=after, limit=MOST_REACHES):
        yield from found
        after = found[-1].name


class _Asked:
    """What a partner is asked in the course of one comparison."""

    def __init__(self, partner: Partner, own: Own, asking: Asking, now: datetime) -> None:
        self.partner, self.own, self.now = partner, own, now
        self._asking = asking

    def _ask(self, asks: str, *, conversation: str = "", number: int = 0) -> dict[str, Any]:
        key = signing_key(self.own, self.now)
        question = questions.new_question(self.own.id, self.partner.id, asks, at=self.now)._replace(
            conversation=conversation, number=number
        )
        text = questions.asked(question, key=keyring.private_key(key.kid), kid=key.kid)
        answered = self._asking(text)
        holder, x = key_holder(answered)
        if holder.id != self.partner.id:
            raise _not_for_us()
        return questions.read_answer(opened(answered, x=x), question)

    def reaches(self) -> Iterator[Reach]:
        """Ask how far all conversations are."""
        after, is_last = "", False
        while not is_last:
            said = self._ask(REACH, conversation=after)
            found = [_reach_of(one) for one in said["reaches"]]
            yield from found
            is_last = bool(said["is_last"]) or not found
            after = found[-1].name if found else ""

    def again(self, conversation: str, number: int) -> None:
        """Ask for what follows a number."""
        self._ask(AGAIN, conversation=conversation, number=number)

    def differs(self, conversation: str) -> None:
        """Tell that a conversation is not alike on both sides."""
        self._ask(DIFFERS, conversation=conversation)

    def back(self, conversation: str, number: int) -> list[Signed]:
        """Ask for what was sent from here, from a number on."""
        said = self._ask(BACK, conversation=conversation, number=number)
        return [opened_own(str(text)) for text in said["messages"]]


def _reach_of(said: Any) -> Reach:  # noqa: ANN401 - whatever JSON holds
    name, taken_last, taken_digest, sent, sent_digest = said
    return Reach(str(name), int(taken_last), str(taken_digest), int(sent), str(sent_digest))


def _mended(found: Compared, ask: _Asked, here: Reach, there: Reach) -> Compared:
    partner = ask.partner.id
    if there.sent > here.taken:
        ask.again(here.name, here.taken + 1)
        found = found._replace(asked_again=found.asked_again + 1)
    if there.taken < here.sent:
        count = _post_again(partner, here.name, there.taken + 1, at=ask.now)
        found = found._replace(sent_again=found.sent_again + count)
    is_shared = _is_ours(partner, there)
    if there.taken and not is_shared:
        count = _take_back(ask, here)
        found = found._replace(given_back=found.given_back + count)
        is_shared = _is_ours(partner, there)
    differs = (there.taken and not is_shared) or _differs(here, there)
    return found._replace(
        conversations=found.conversations + 1,
        differing=(*found.differing, here.name) if differs else found.differing,
    )


def _is_ours(partner: str, there: Reach) -> bool:
    """Tell whether what the partner holds as our last is what we hold there."""
    digests = queries.digest_at(partner, there.name, there.taken, is_ours=True)
    return there.taken_digest in {*digests}


def _differs(here: Reach, there: Reach) -> bool:
    """Tell whether what we hold as their last is not what they sent there."""
    return here.taken == there.sent and here.taken_digest != there.sent_digest


@transaction.atomic
def _take_back(ask: _Asked, here: Reach) -> int:
    """Take over what we have sent and lost; what was written since under its numbers goes behind.

    The messages that come back are signed by ourselves and follow what we still hold.
    """
    partner = ask.partner
    lost = _lost(ask, here.name, _common(partner.id, here.name))
    if not lost:
        return 0
    line = models.Conversation.objects.select_for_update().get_or_create(
        partner_id=partner.id, name=here.name
    )[0]
    displaced = list(_displaced(partner.id, here.name, since=lost[0].envelope.number))
    for message in lost:
        keep_ours(message, at=ask.now, state=Sending.DELIVERED)
        taken(
            Delivery(
                envelope=message.envelope,
                partner=partner,
                digest=message.digest,
                at=ask.now,
                is_own=True,
            )
        )
    line.sent, line.sent_digest = lost[-1].envelope.number, lost[-1].digest
    line.save(update_fields=["sent", "sent_digest"])
    for message in displaced:
        repeated(message.envelope, at=ask.now)
    return len(lost)


def _common(partner: str, conversation: str) -> int:
    """Give the first number from which on nothing that was delivered is held here."""
    delivered = models.Posting.objects.filter(
        partner=partner, conversation=conversation, state=Sending.DELIVERED.value
    )
    numbers = delivered.order_by("-message__number").values_list("message__number", flat=True)
    return (numbers.first() or 0) + 1


def _lost(ask: _Asked, conversation: str, number: int) -> list[Signed]:
    """Ask for what is missing here, until there is no more."""
    found: list[Signed] = []
    while piece := ask.back(conversation, number):
        known = {
            *models.Message.objects.filter(
                partner=ask.partner.id,
                is_ours=True,
                uid__in=[message.envelope.id for message in piece],
            ).values_list("uid", flat=True)
        }
        found += [message for message in piece if message.envelope.id not in known]
        number = piece[-1].envelope.number + 1
    return found


def _displaced(partner: str, conversation: str, *, since: int) -> Iterable[Signed]:
    """Give what waits under numbers that are taken, and mark it as replaced."""
    rows = models.Posting.objects.filter(
        partner=partner,
        conversation=conversation,
        message__number__gte=since,
        state__in=(Sending.WAITING.value, Sending.HELD.value),
    )
    chosen = list(rows.select_related("message").order_by("message__number"))
    models.Posting.objects.filter(pk__in=[row.pk for row in chosen]).update(
        state=Sending.REPLACED.value
    )
    return [opened_own(row.message.text) for row in chosen]


def _not_for_us() -> BaylineError:
    return StrangerError(
        "the question is not for this installation, or its key does not count",
        do="compare ids and fingerprints with the partner",
        zh=Words("询问不是给本处的，或密钥无效", do="请与对方核对代号和指纹"),
    )
