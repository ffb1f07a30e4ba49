"""Where the villages of a campaign stand, replayed from its events.

Events are put in the order in which they happened, not in which they came. One that does not
follow is kept, does not count, and is shown with its sentence; where it is about to be written,
that sentence refuses it.
"""

from collections.abc import Iterable
from datetime import date, datetime

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.villages.rules.acting import ACTS
from bayline.systems.villages.rules.clocks import SENDING, SENT_BY, begun
from bayline.systems.villages.rules.courses import Course
from bayline.systems.villages.rules.merging import Kept
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.rules.rounds import round_of
from bayline.systems.villages.terms.events import Act, Event, Grounds, Limits
from bayline.systems.villages.terms.standings import CampaignState, Refused, Stage, Standing


def state_of(kept: Kept, grounds: Grounds, *, on: date | None = None) -> CampaignState:
    """Tell where each village of a campaign stands.

    Args:
        kept: Everything that was taken in.
        grounds: What events are held against.
        on: The day as of whose end it is told; None for all that is there.

    Raises:
        BaylineError: An event names a village that is not known.
    """
    of_village: dict[str, list[Event]] = {}
    for event in kept.counted:
        if event.campaign == grounds.campaign.code and (on is None or event.day <= on):
            of_village.setdefault(event.village, []).append(event)
    standings = {
        code: standing_of(of_village[code], grounds, village=code) for code in sorted(of_village)
    }
    return CampaignState(campaign=grounds.campaign.code, standings=standings, clashes=kept.clashes)


def standing_of(events: Iterable[Event], grounds: Grounds, *, village: str) -> Standing:
    """Tell where one village stands.

    Args:
        events: Its events, in any order.
        grounds: What they are held against.
        village: Its code.

    Raises:
        BaylineError: The village is not known.
    """
    course = _course(in_effect(events, grounds.limits), grounds, village)
    return Standing(
        village=village,
        batch=course.batch,
        stage=course.stage,
        since=course.since,
        rounds=tuple(round_of(one, village) for one in course.sheaves),
        orders=tuple(course.orders),
        conflicts=tuple(found for one in course.sheaves for found in one.conflicts),
        accepted_on=course.accepted_on,
        signature=course.signature,
        refused=tuple(course.refused),
    )


def in_effect(events: Iterable[Event], limits: Limits) -> list[Event]:
    """Put events in the order in which they count: by when they happened, then by id.

    A choice between scores counts from the last of them on: what was decided on the scores then
    holds again once somebody has said which of them is right, however late another came. What is
    done outside counts from what sent people out, where the clock of the device says a little
    earlier.

    Args:
        events: In any order.
        limits: How far the clock of a device may be off.
    """
    known = [*events]
    moments = {one.id: one.at for one in known}
    sent = [one for one in known if one.act in SENDING]

    def key(event: Event) -> tuple[datetime, int, datetime, str]:
        if event.act in SENT_BY:
            at = begun(event, sent, seconds=limits.clock_s)
            return at, int(at > event.at), event.at, event.id
        if event.act is not Act.RESOLVED:
            return event.at, 0, event.at, event.id
        since = [moments[one] for one in event.items if one in moments]
        return max(since, default=event.at), 1, event.at, event.id

    return sorted(known, key=key)


def why_not(kept: Kept, event: Event, grounds: Grounds) -> BaylineError | None:
    """Tell why an event that is about to be written would not count; None where it would.

    Args:
        kept: Everything that is there.
        event: What is about to be written.
        grounds: What events are held against.
    """
    there = [
        one
        for one in kept.counted
        if (one.campaign, one.village) == (event.campaign, event.village) and one.id != event.id
    ]
    ordered = in_effect([*there, event], grounds.limits)
    try:
        course = _course(ordered[: ordered.index(event)], grounds, event.village)
        _apply(course, event, grounds)
    except BaylineError as error:
        return error
    return None


def _course(events: Iterable[Event], grounds: Grounds, village: str) -> Course:
    known = grounds.villages.get(village)
    if known is None:
        raise refusal(
            village,
            Words("there is no village of this code", "", "correct the code, or add the village"),
            Words("没有这个代码的村", "", "请改正代码，或先登记这个村"),
        )
    course = Course(village=known)
    for event in events:
        try:
            _apply(course, event, grounds)
        except BaylineError as error:
            refused = Refused(event.id, error.sentence(), error.in_chinese())
            course.refused.append(refused)
    return course


def _apply(course: Course, event: Event, grounds: Grounds) -> None:
    ACTS[event.act](course, event, grounds)
    stage = _stage(course)
    if stage is not course.stage:
        course.stage, course.since = stage, event.day


def _stage(course: Course) -> Stage:  # noqa: PLR0911 - one for each stage
    if course.is_withdrawn:
        return Stage.WITHDRAWN
    if course.accepted_on is not None:
        return Stage.ACCEPTED
    if course.is_rejected:
        return Stage.REJECTED
    if not course.sheaves:
        return Stage.PLANNED if course.batch else Stage.OUTSIDE
    last = course.sheaves[-1]
    if course.ordered_in == last.number:
        mended = course.mended >= {*course.orders[-1].items}
        return Stage.RECTIFIED if mended else Stage.RECTIFYING
    if not last.is_complete:
        is_begun = bool(last.scores) or last.number > 1
        return Stage.UNDER_INSPECTION if is_begun else Stage.PLANNED
    if not round_of(last, course.village.code).passes:
        return Stage.FAILED
    return Stage.INSPECTED if last.number == 1 else Stage.RE_INSPECTED
