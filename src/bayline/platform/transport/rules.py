"""What is decided about messages; pure: moments are handed in."""

from datetime import datetime, timedelta

from bayline.platform.transport.terms import (
    Envelope,
    Fault,
    Held,
    Partner,
    PublicKey,
    Receipt,
    Signed,
    Standing,
    Status,
)

EARLIEST_FIRST = timedelta(seconds=5)  # before the second try
LONGEST = timedelta(hours=1)  # between two tries, however often it was in vain
LEEWAY = timedelta(minutes=5)  # by which a partner's clock may be before ours
FRESH = timedelta(minutes=5)  # how old a question may be
_OK = 200  # of HTTP
SHOWN_SKEW_S = 60  # from where on a difference of clocks is told
STUCK_AFTER = timedelta(hours=1)  # without contact while something waits


def pause_after(failures: int) -> timedelta:
    """Give how long to wait after so many tries in vain: twice as long each time, an hour at most.

    Args:
        failures: How many there were in a row, from 1.
    """
    doublings: int = min(max(failures - 1, 0), 20)
    return min(EARLIEST_FIRST * (1 << doublings), LONGEST)


def judged(message: Signed, held: Held, *, now: datetime) -> Status | None:
    """Decide what a receiver does with a message whose signature holds.

    Returns:
        None where it is the next of its conversation, and to be taken; `TAKEN` where it was kept
        before, so that its stored receipt is given again; else why it is not kept.
    """
    envelope = message.envelope
    if held.same:
        return Status.TAKEN if held.same == message.digest else Status.ALTERED
    if envelope.number <= held.last:
        return Status.FORKED
    if envelope.number > held.last + 1:
        return Status.MISSING
    if envelope.previous != held.digest:
        return Status.FORKED
    return Status.EARLY if envelope.sent > now + LEEWAY else None


def counts(key: PublicKey, message_sent: datetime, *, now: datetime) -> bool:
    """Tell whether what a partner's key has signed counts.

    A key that was revoked signs nothing any more, whatever moment the message claims; one that has
    ended still vouches for what was sent while it counted.
    """
    if key.revoked is not None and key.revoked <= now:
        return False
    return key.begins - LEEWAY <= message_sent and (key.ends is None or message_sent < key.ends)


def answers(receipt: Receipt, message: Signed) -> bool:
    """Tell whether a receipt is about a message and from the side it was for."""
    envelope = message.envelope
    return (
        receipt.of == envelope.id
        and receipt.digest == message.digest
        and receipt.sender == envelope.receiver
        and receipt.receiver == envelope.sender
    )


_FAULTS = {
    Status.FORKED: Fault.FORKED,
    Status.ALTERED: Fault.ALTERED,
    Status.UNKNOWN: Fault.UNKNOWN_KIND,
    Status.FAILED: Fault.FAILED_THERE,
    Status.EARLY: Fault.CLOCK,
}


def fault_of(status: Status) -> Fault | None:
    """Give what a receipt means for whoever looks after the transport; None where all is well."""
    return _FAULTS.get(status)


def fault_of_answer(status: int) -> Fault | None:
    """Give what the status of an HTTP answer means; None where there are receipts to read."""
    known = {
        401: Fault.NOT_KNOWN_THERE,
        403: Fault.NOT_KNOWN_THERE,
        404: Fault.NO_TRANSPORT,
        405: Fault.NO_TRANSPORT,
        413: Fault.TOO_LARGE,
        429: Fault.TOO_MANY,
    }
    return None if status == _OK else known.get(status, Fault.BROKEN_THERE)


def is_stuck(partner: Partner, *, oldest: datetime | None, held: int, now: datetime) -> bool:
    """Tell whether somebody must look after a partner.

    Args:
        partner: The partner.
        oldest: When the message was written that has waited longest; None where none waits.
        held: How many cannot be delivered as they are.
        now: The present moment.
    """
    if partner.standing is Standing.ENDED:
        return False
    waits = oldest is not None and partner.address != "" and now - oldest >= STUCK_AFTER
    return held > 0 or waits or partner.fault in {Fault.FORKED, Fault.ALTERED}


def comes_after(envelope: Envelope, *, last: int, digest: str) -> bool:
    """Tell whether a message is the one that follows the last of its conversation."""
    return envelope.number == last + 1 and envelope.previous == digest
