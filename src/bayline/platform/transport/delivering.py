"""Bring what waits to the partners it is for: the worker's duty, and at once where it is asked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.transport import queries
from bayline.platform.transport.actions.noting import (
    note_contact,
    note_fault,
    note_free_way,
    plan_try,
)
from bayline.platform.transport.actions.settling import settle
from bayline.platform.transport.naming import not_reached
from bayline.platform.transport.posting import NotPostedError, post
from bayline.platform.transport.queries import Outgoing
from bayline.platform.transport.sealing import seconds_between
from bayline.platform.transport.terms import Fault, Partner, Receipt, Signed, Standing

_BATCH, _BATCH_BYTES = 50, 700_000
_MOST_BATCHES = 200
Post = Callable[..., dict[str, Any]]


def is_due(now: datetime) -> bool:
    """Tell whether a partner is to be tried."""
    return queries.is_any_due(now)


def deliver_due(now: datetime) -> None:
    """Try every partner that is due, each until nothing waits or something is in the way."""
    for identifier in queries.due_partners(now):
        deliver(identifier, clock=_now)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class _Run:
    """One run of deliveries to a partner."""

    partner: Partner
    post: Post
    clock: Callable[[], datetime]
    fault: Fault | None = None
    detail: str = ""
    blocked: set[str] = field(default_factory=set)
    heard: tuple[datetime, int] | None = None  # when it last signed, and how its clock stands
    last: "Outcome | None" = None


def deliver(
    identifier: str, *, clock: Callable[[], datetime] = _now, posting: Post = post
) -> Fault | None:
    """Send what waits for a partner.

    Args:
        identifier: The partner.
        clock: Gives the present moment.
        posting: Posts one request; see `posting.post`.

    Returns:
        What is in the way; None where nothing is.
    """
    run = _Run(queries.partner(identifier), posting, clock)
    for _batch in range(_MOST_BATCHES):
        batch = _first(queries.waiting(identifier, limit=_BATCH, without=run.blocked))
        if not batch or not _sent(run, batch):
            break
    _plan(run)
    return run.fault


def _first(waiting: Sequence[Outgoing]) -> list[Outgoing]:
    """Take as many as one request may hold."""
    chosen: list[Outgoing] = []
    size = 0
    for one in waiting:
        size += len(one.text)
        if chosen and size > _BATCH_BYTES:
            break
        chosen.append(one)
    return chosen


def _sent(run: _Run, batch: Sequence[Outgoing]) -> bool:
    """Post a batch and settle it; tell whether to go on."""
    try:
        pairs = _receipts(run, batch)
        with transaction.atomic():
            for one, text in pairs:
                _settle(run, one, text)
    except NotPostedError as error:
        run.fault, run.detail = error.fault, error.detail
        return False
    except BaylineError as error:
        run.fault, run.detail = Fault.UNSIGNED, error.in_chinese()
        return False
    return True


def _settle(run: _Run, one: Outgoing, text: str) -> None:
    now = run.clock()
    receipt, fault = settle(one, text, partner=run.partner, now=now)
    run.heard = (now, seconds_between(now, receipt.at))
    run.last = Outcome(receipt=receipt, fault=fault)
    if fault is not None:
        run.fault, run.detail = fault, f"{one.conversation} {one.number}"
        run.blocked.add(one.conversation)


def _receipts(
    run: _Run, batch: Sequence[Outgoing], **wishes: float
) -> Iterable[tuple[Outgoing, str]]:
    """Post messages, and give each with what the partner has signed about it.

    Raises:
        NotPostedError: There is no answer, or not one receipt for each.
    """
    answer = run.post(run.partner.address, {"messages": [one.text for one in batch]}, **wishes)
    receipts = answer.get("receipts")
    if not isinstance(receipts, list) or len(receipts) != len(batch):
        raise NotPostedError(Fault.UNSIGNED, "not one receipt for each message")
    return zip(batch, map(str, receipts), strict=True)


def _plan(run: _Run) -> None:
    """Note how it went, and when to try again."""
    now, partner = run.clock(), run.partner.id
    with transaction.atomic():
        _note_heard(run)
        if run.fault is None:
            note_free_way(partner, at=now)
        else:
            note_fault(partner, run.fault, at=now, detail=run.detail)
        waits = queries.is_any_waiting(partner)
        if not waits or run.fault is None:
            plan_try(partner, at=now if waits else None)


def _note_heard(run: _Run) -> None:
    if run.heard is not None:
        note_contact(run.partner.id, at=run.heard[0], skew_s=run.heard[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a message that was sent at once.

    Attributes:
        receipt: What the partner has signed; None where that is not known (yet): the message may
            have had its effect, and goes on being sent until the partner has signed for it.
        fault: What was in the way.
        detail: What was said about it.
    """

    receipt: Receipt | None = None
    fault: Fault | None = None
    detail: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the partner has kept the message, so that its answer is final."""
        return self.receipt is not None and self.receipt.status.is_kept


def deliver_now(
    message: Signed, *, wait_s: float, clock: Callable[[], datetime] = _now, posting: Post = post
) -> Outcome:
    """Send one message at once, with what waits before it in its conversation.

    It must have been kept by `send` in a transaction that is over. Whoever asks waits no longer
    than said; where the outcome is not known then, the worker goes on.

    Args:
        message: What `send` gave.
        wait_s: How long an answer is waited for, in seconds.
        clock: Gives the present moment.
        posting: Posts one request.
    """
    envelope = message.envelope
    run = _Run(queries.partner(envelope.receiver), posting, clock)
    if run.partner.standing is not Standing.ACTIVE or not run.partner.address:
        return Outcome(fault=Fault.NO_TRANSPORT)
    try:
        before = queries.waiting_before(envelope, limit=_BATCH)
        pairs = _receipts(run, before, wait_s=wait_s)
        with transaction.atomic():
            for one, text in pairs:
                _settle(run, one, text)
            _note_heard(run)
    except NotPostedError as error:
        return Outcome(fault=error.fault, detail=error.detail)
    except BaylineError as error:
        return Outcome(fault=Fault.UNSIGNED, detail=error.in_chinese())
    if not queries.is_any_waiting(run.partner.id):
        plan_try(run.partner.id, at=None)
    return run.last or Outcome()


def asking(partner: Partner, *, posting: Post = post) -> Callable[[str], str]:
    """Give what hands questions over to a partner.

    Raises:
        BaylineError: It cannot be reached; said when a question is asked.
    """

    def ask(text: str) -> str:
        try:
            return str(posting(partner.address, {"question": text}).get("answer"))
        except NotPostedError as error:
            raise not_reached(partner.name, error.fault, error.detail) from None

    return ask
