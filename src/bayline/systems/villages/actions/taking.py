"""Take uploads of devices in: nothing is lost, nothing counts twice, and each event is answered.

What does not follow is kept and shown, since what it follows from may be on its way; what bears the
id of another, or has no evidence here, is refused by its id and stays on the device.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.record.actions.turns import take_turn
from bayline.systems.villages.actions.keeping import keep, sorted_out
from bayline.systems.villages.queries.events import events_of, photos_there
from bayline.systems.villages.queries.grounds import campaign, grounds_for, villages_known
from bayline.systems.villages.rules.clocks import check_clock
from bayline.systems.villages.rules.limits import own_limits
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.rules.replaying import standing_of
from bayline.systems.villages.terms.events import Act, Event

FIELD = frozenset({Act.SCORED, Act.SUBMITTED, Act.RECTIFIED})  # what is done on a device


class Told(NamedTuple):
    """What became of an event.

    Attributes:
        event: Its id.
        is_kept: Whether it is kept here, now or from before.
        is_new: Whether it is kept since now.
        problem: Why it is not kept, or does not count; empty where it does.
        zh: The same in Chinese.
    """

    event: str
    is_kept: bool
    is_new: bool
    problem: str = ""
    zh: str = ""


@transaction.atomic
def take(events: Sequence[Event], *, at: datetime) -> tuple[Told, ...]:
    """Take an upload in.

    Args:
        events: In any order.
        at: The present moment.

    Returns:
        For each event, in their order, what became of it.
    """
    take_turn()
    errors = _strange(events, at=at)
    good = [number for number in range(len(events)) if number not in errors]
    new, clashing = sorted_out([events[number] for number in good])
    errors |= {good[number]: error for number, error in clashing.items()}
    kept = [event for number, event in enumerate(events) if number not in errors]
    keep(kept, at=at)
    ids, why = {event.id for event in new}, _not_counting(kept)
    return tuple(
        _refused(event, errors[number])
        if number in errors
        else _known(event, why.get(event.id, ("", "")), is_new=event.id in ids)
        for number, event in enumerate(events)
    )


def _known(event: Event, why: tuple[str, str], *, is_new: bool) -> Told:
    return Told(event.id, is_kept=True, is_new=is_new, problem=why[0], zh=why[1])


def _refused(event: Event, error: BaylineError) -> Told:
    sentence, zh = error.sentence(), error.in_chinese()
    return Told(event.id, is_kept=False, is_new=False, problem=sentence, zh=zh)


def _strange(events: Sequence[Event], *, at: datetime) -> dict[int, BaylineError]:
    """Refuse what names no campaign or village, no photo that is here, or no time that was."""
    there = photos_there([one.digest for event in events for one in event.photos])
    villages = villages_known({event.village for event in events})
    found: dict[int, BaylineError] = {}
    for number, event in enumerate(events):
        try:
            campaign(event.campaign)
            _refuse_strange(event, event.village in villages, at=at)
            _refuse_unshown(event, there)
        except BaylineError as error:
            found[number] = error
    return found


def _refuse_strange(event: Event, is_known: bool, *, at: datetime) -> None:  # noqa: FBT001 - asked once
    if not is_known:
        raise refusal(
            event.village,
            Words("there is no village of this code", "", "correct the code, or add the village"),
            Words("没有这个代码的村", "", "请改正代码，或先登记这个村"),
        )
    if event.act not in FIELD:
        raise refusal(
            event.id,
            Words(f"“{event.act.value}” is not done on a device", "", "do it on the page"),
            Words(f"“{event.act.value}”不在现场办", "", "请在页面上办"),
        )
    check_clock(event, own_limits(), at=at)


def _refuse_unshown(event: Event, there: frozenset[str]) -> None:
    lacking = [one.digest for one in event.photos if one.digest not in there]
    if lacking:
        raise refusal(
            event.id,
            Words(f"the photo {lacking[0][:12]}… has not come yet", "", "send the photos first"),
            Words(f"照片{lacking[0][:12]}…还没有传到", "", "请先传照片"),
        )


def _not_counting(kept: Sequence[Event]) -> Mapping[str, tuple[str, str]]:
    """Say of what is kept why it does not count, where it does not."""
    why: dict[str, tuple[str, str]] = {}
    for code in {event.campaign for event in kept}:
        villages = {event.village for event in kept if event.campaign == code}
        grounds = grounds_for(code, villages)
        for village, told in events_of(code, villages).items():
            for one in standing_of(told, grounds, village=village).refused:
                why[one.event] = (one.sentence, one.zh)
    return why
