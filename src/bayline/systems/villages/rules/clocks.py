"""Clocks of devices: a little off that of the server, and never trusted far.

A form that was in touch with the server writes times by the clock of the server. Of other devices
it is allowed that they are behind by some minutes: who was sent out and inspects at once has not
inspected before. What says a time that is still to come is not taken.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bayline.kernel.errors import Words
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.terms.events import Act, Event, Limits

SENT_BY: Mapping[Act, Act] = {
    Act.SCORED: Act.ASSIGNED,
    Act.SUBMITTED: Act.ASSIGNED,
    Act.RECTIFIED: Act.ORDERED,
}
SENDING = frozenset(SENT_BY.values())


def begun(event: Event, sent: Iterable[Event], *, seconds: int) -> datetime:
    """Tell from when on something that was done outside counts.

    Args:
        event: What was done.
        sent: What sends people out in this village.
        seconds: How far the clock of the device may be behind.

    Returns:
        The moment it says; where it was sent out by a little after that, that moment.
    """
    sending, latest = SENT_BY[event.act], event.at + timedelta(seconds=seconds)
    moments = [
        one.at
        for one in sent
        if one.act is sending
        and one.round == event.round
        and one.at <= latest
        and (event.by in one.inspectors or sending is not Act.ASSIGNED)
    ]
    is_sent_before = any(one <= event.at for one in moments)
    return event.at if is_sent_before else max(moments, default=event.at)


def check_clock(event: Event, limits: Limits, *, at: datetime) -> None:
    """Refuse what says that it happened later than now.

    Args:
        event: What was done.
        limits: How far the clock of the device may be ahead.
        at: The present moment.

    Raises:
        BaylineError: It is further ahead; the sentence says how far.
    """
    ahead = event.at - at
    if ahead <= timedelta(seconds=limits.clock_s):
        return
    told = str(timedelta(seconds=round(ahead.total_seconds())))
    raise refusal(
        event.id,
        Words(
            f"it happened at {event.at.isoformat()}, which is still to come: "
            f"the clock of the device is {told} ahead",
            f"{limits.clock_s} seconds are allowed",
            "correct the clock of the device, and send it again later",
        ),
        Words(
            f"时间是{event.at.isoformat()}，还没有到：设备时钟快了{told}",
            f"可差{limits.clock_s}秒",
            "请校正设备时钟，过后再传",
        ),
    )
