"""A village on its way through a campaign, and what most acts need of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from bayline.kernel.errors import Words
from bayline.systems.villages.rules.declaring import is_said
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.rules.rounds import Sheaf
from bayline.systems.villages.terms.campaigns import Village
from bayline.systems.villages.terms.events import Act, Event, Signature
from bayline.systems.villages.terms.standings import Order, Refused, Stage


@dataclass(slots=True, kw_only=True)
class Course:
    """A village on its way through a campaign, while its events are gone through."""

    village: Village
    batch: str = ""
    stage: Stage = Stage.OUTSIDE
    since: date | None = None
    sheaves: list[Sheaf] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    ordered_in: int = 0  # the round whose findings have to be mended; 0 for none
    mended: set[str] = field(default_factory=set)
    is_rejected: bool = False
    is_withdrawn: bool = False
    accepted_on: date | None = None
    signature: Signature | None = None
    refused: list[Refused] = field(default_factory=list)


def bad(event: Event, en: tuple[str, str, str], zh: tuple[str, str, str]) -> NoReturn:
    """Refuse an event in both languages."""
    raise refusal(event.id, Words(*en), Words(*zh))


def need_reason(event: Event, what: str, zh: str) -> None:
    """Refuse an act without a reason."""
    if not is_said(event.reason):
        bad(
            event,
            (f"{what} needs a reason", "", "write why"),
            (f"{zh}要写理由", "", "请写理由"),
        )


def refuse_untouchable(course: Course, event: Event) -> None:
    """Refuse whatever is done to a village that is in no batch, or done with."""
    name = course.village.name
    if not course.batch:
        bad(
            event,
            (f"{name} is in no batch", "", "put it into one first"),
            (f"{name}不在任何批次", "", "请先列入批次"),
        )
    if course.is_withdrawn:
        bad(
            event,
            (f"{name} was withdrawn", "", "nothing is to be done"),
            (f"{name}已退出", "", "不必再办"),
        )
    if course.accepted_on is not None:
        bad(
            event,
            (f"{name} was accepted on {course.accepted_on}", "", "what came later does not count"),
            (f"{name}已于{course.accepted_on}验收", "", "之后的不计"),
        )


def sheaf_of(course: Course, number: int) -> Sheaf | None:
    """Give a round by its number; None where there is none."""
    return course.sheaves[number - 1] if 1 <= number <= len(course.sheaves) else None


def assigned_sheaf(course: Course, event: Event) -> Sheaf:
    """Give the round of an event, by one of its inspectors."""
    sheaf = sheaf_of(course, event.round)
    if sheaf is None or event.by not in sheaf.inspectors:
        bad(
            event,
            (
                f"“{event.by}” was not assigned to {course.village.name} in round {event.round}",
                "inspectors are drawn, none from the same town",
                "assign inspectors first",
            ),
            (
                f"“{event.by}”不是{course.village.name}第{event.round}轮的检查员",
                "检查员由抽签派定，回避本镇",
                "请先派定检查员",
            ),
        )
    if event.round < len(course.sheaves) or course.ordered_in == event.round:
        bad(
            event,
            (
                f"round {event.round} is over",
                "what had to be mended was ordered by its result",
                "score in the round that is open",
            ),
            (f"第{event.round}轮已结束", "整改要求已按它的结果下达", "请在进行中的轮次评分"),
        )
    return sheaf


def complete(course: Course, event: Event) -> Sheaf:
    """Give the last round if it is complete; nothing is decided before."""
    sheaf = course.sheaves[-1] if course.sheaves else None
    if sheaf is not None and sheaf.is_complete:
        return sheaf
    name = course.village.name
    why, why_zh = "no inspection has begun", "还没有检查"
    if sheaf is not None:
        done, all_ = len(sheaf.submitted), len(sheaf.inspectors)
        why = (
            f"{done} of {all_} inspectors have submitted, {len(sheaf.conflicts)} items in conflict"
        )
        why_zh = f"{all_}名检查员中{done}名已提交，{len(sheaf.conflicts)}项有冲突"
    act, act_zh = _NAMED[event.act]
    bad(
        event,
        (f"{name} cannot be {act} before its inspection is complete", why, "finish it first"),
        (f"{name}检查没有做完，不能{act_zh}", why_zh, "请先做完检查"),
    )


_NAMED = {
    Act.ACCEPTED: ("accepted", "验收"),
    Act.REJECTED: ("rejected", "不予验收"),
    Act.ORDERED: ("told to mend anything", "下整改要求"),
}
