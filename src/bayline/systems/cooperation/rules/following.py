"""What each act makes of a task, or why it does not follow from where the task stands."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.cooperation.rules.refusing import out_of_turn, refusal, without
from bayline.systems.cooperation.rules.terming import check_terms
from bayline.systems.cooperation.terms import ENDED, Act, Event, Life, Stage

_UNDERWAY = frozenset({Stage.IN_HAND, Stage.REPORTED, Stage.REVIEWED})
_NEGOTIATED = frozenset({Stage.PROPOSED, Stage.DECLINED})


def _proposed(life: Life, event: Event) -> Life:
    """Put other terms forward; whoever had accepted the former ones is asked again."""
    _only(life, event, _NEGOTIATED, needs=("请另提一项来更替", "propose another to replace it"))
    if event.terms is None:
        raise without(
            event,
            missing=("没有写内容、各方和期限", "it has no terms"),
            do=("请写明", "give them"),
        )
    check_terms(event.terms, task=event.task)
    return replace(
        life, terms=event.terms, proposal=event, accepted={}, leavings={}, stage=Stage.PROPOSED
    )


def _accepted(life: Life, event: Event) -> Life:
    _only(life, event, {Stage.PROPOSED}, needs=("请看事项现状", "see where it stands"))
    _these_terms(life, event)
    _once(event, life.accepted)
    return replace(life, accepted={**life.accepted, event.side: event})


def _these_terms(life: Life, event: Event) -> None:
    """See that the terms that were accepted are those that stand: others may have crossed them."""
    if event.about and event.about != life.proposal.id:
        raise without(
            event,
            missing=("接受的是另一次提出的内容", "other terms than the present ones were accepted"),
            do=("请看现在的内容，再决定", "look at the present ones, then decide"),
        )


def _declined(life: Life, event: Event) -> Life:
    needs = ("各方都已接受的，请撤回或更替", "withdraw or replace what all have accepted")
    _only(life, event, {Stage.PROPOSED}, needs=needs)
    _once(event, life.accepted)
    return replace(life, stage=Stage.DECLINED)


def _reported(life: Life, event: Event) -> Life:
    _only(life, event, _UNDERWAY, needs=("各方接受后再报送", "report once all sides accept"))
    if event.side not in life.terms.reporters:
        named = "、".join(life.terms.reporters)
        raise refusal(
            event.task,
            (f"“{event.side}” does not report on it", f"{named} does", "have that side report"),
            Words(f"不由“{event.side}”报送", f"报送方是{named}", "请由该方报送"),
        )
    if event.side in life.reviews:
        raise without(
            event,
            missing=("上次报送已复核通过", "the last report was reviewed and holds"),
            do=("要改请先退回", "have it sent back first"),
        )
    return replace(life, reports={**life.reports, event.side: event})


def _reviewed(life: Life, event: Event) -> Life:
    about = _reported_side(life, event)
    report = life.reports[about]
    if event.unit == report.unit:
        raise refusal(
            event.task,
            (
                f"“{event.unit}” cannot review the report",
                "it made the report itself",
                "have another unit review it",
            ),
            Words(f"“{event.unit}”不能复核", "报送的就是它自己", "请由另一单位复核"),
        )
    if about in life.reviews:
        raise without(
            event,
            missing=("这份报送已复核过", "the report was reviewed before"),
            do=("请看经过", "see its history"),
        )
    return replace(life, reviews={**life.reviews, about: event})


def _sent_back(life: Life, event: Event) -> Life:
    """Send a report back: what was reviewed of it and who had closed is void."""
    about = _reported_side(life, event)
    return replace(
        life,
        reports=_but(life.reports, about),
        reviews=_but(life.reviews, about),
        closings={},
    )


def _closed(life: Life, event: Event) -> Life:
    _only(
        life,
        event,
        {Stage.REVIEWED},
        needs=("报送附证明并复核通过后再销号", "close it once a report with evidence is reviewed"),
    )
    _once(event, life.closings)
    return replace(life, closings={**life.closings, event.side: event})


def _left(life: Life, event: Event) -> Life:
    """Give a task up, or have another take its place: one side before all accept, then all."""
    if life.has_ended:
        raise out_of_turn(event, life.stage, needs=("请看经过", "see its history"))
    if event.act is Act.REPLACED and event.successor in {"", life.task}:
        raise without(
            event,
            missing=("没有写由哪一项更替", "it does not say which task takes its place"),
            do=("请写另一事项的编号", "give the code of another task"),
        )
    if life.stage in _NEGOTIATED and event.side != life.proposal.side:
        raise refusal(
            event.task,
            (
                f"“{event.side}” cannot take the proposal back",
                f"“{life.proposal.side}” made it",
                "decline it instead",
            ),
            Words(f"“{event.side}”不能撤回", f"是“{life.proposal.side}”提出的", "不同意请不予接受"),
        )
    same = {
        side: one
        for side, one in life.leavings.items()
        if (one.act, one.successor) == (event.act, event.successor)
    }
    _once(event, same)
    leavings = {**same, event.side: event}
    if life.stage in _UNDERWAY and not set(life.terms.codes) <= leavings.keys():
        return replace(life, leavings=leavings)
    ends = Stage.REPLACED if event.act is Act.REPLACED else Stage.WITHDRAWN
    return replace(life, leavings=leavings, stage=ends, successor=event.successor)


def _reminded(life: Life, event: Event) -> Life:
    _only(life, event, _UNDERWAY, needs=("各方接受后才督查", "remind once all sides accept"))
    if event.deadline is None or event.deadline < event.day:
        raise without(
            event,
            missing=("督查单没有写今后的期限", "the slip has no day to come"),
            do=("请写发单之日以后的期限", "give a day from its own day on"),
        )
    side = addressee(life, event)
    if side not in life.terms.codes:
        raise without(
            event,
            missing=("督查单没有写发给哪一方", "the slip does not say to which side it goes"),
            do=("请选一方", "choose a side"),
        )
    running = _running(life, side, day=event.day)
    if running is not None:
        raise without(
            event,
            missing=(
                f"上一张督查单{running}到期，还没有到",
                f"the last slip runs until {running}",
            ),
            do=("请到期以后再发", "wait until it has passed"),
        )
    return life


def _running(life: Life, side: str, *, day: date) -> date | None:
    """Give the day of the last slip of a side, if it has not passed; None if it asks no more."""
    sent = [one for one in life.events if one.act is Act.REMINDED and addressee(life, one) == side]
    deadline = sent[-1].deadline if sent else None
    is_over = deadline is None or deadline < day or side in life.reports
    return None if is_over else deadline


def _updated(life: Life, event: Event) -> Life:
    _only(life, event, _UNDERWAY, needs=("各方接受后再报进展", "update once all sides accept"))
    return life


def _explained(life: Life, event: Event) -> Life:
    _only(life, event, _UNDERWAY, needs=("各方接受后再说明", "explain once all sides accept"))
    return life


def _overruled(life: Life, event: Event) -> Life:
    _only(life, event, _UNDERWAY, needs=("请看事项现状", "see where it stands"))
    about = event.about
    explained = [one for one in life.events if one.act is Act.EXPLAINED and one.side == about]
    if not explained:
        raise without(
            event,
            missing=("这一方没有说明过理由", "that side has not explained anything"),
            do=("请看经过", "see its history"),
        )
    if explained[-1].person == event.person:
        raise without(
            event,
            missing=("理由是本人说明的", "the same person explained it"),
            do=("请由别人办理", "have somebody else do it"),
        )
    return life


def addressee(life: Life, event: Event) -> str:
    """Give the side that a slip goes to: the one it names, or the only one that reports."""
    reporters = life.terms.reporters
    return event.about or (reporters[0] if len(reporters) == 1 else "")


def _reported_side(life: Life, event: Event) -> str:
    """Give the side whose report an act is about."""
    needs = ("等报送后再复核", "review what was reported")
    _only(life, event, _UNDERWAY, needs=needs)
    waiting = [side for side in life.reports if side not in life.reviews]
    one = waiting if len(waiting) == 1 else [*life.reports]
    about = event.about or (one[0] if len(one) == 1 else "")
    if about not in life.reports:
        raise without(
            event,
            missing=("没有这一方的报送", "there is no report of that side"),
            do=needs,
        )
    return about


def _only(
    life: Life, event: Event, stages: frozenset[Stage] | set[Stage], *, needs: tuple[str, str]
) -> None:
    if life.stage not in stages:
        ended = life.stage in ENDED
        told = ("请另提一项", "propose another") if ended else needs
        raise out_of_turn(event, life.stage, needs=told)


def _once(event: Event, done: Mapping[str, Event]) -> None:
    if event.side in done:
        day = done[event.side].day
        raise _again(event, f"“{event.side}”{day}已办过", f"“{event.side}” did so on {day}")


def _again(event: Event, why_zh: str, why: str) -> BaylineError:
    return without(event, missing=(why_zh, why), do=("请等另一方", "wait for the other side"))


def _but(events: Mapping[str, Event], side: str) -> dict[str, Event]:
    return {code: event for code, event in events.items() if code != side}


STEPS: Mapping[Act, Callable[[Life, Event], Life]] = {
    Act.PROPOSED: _proposed,
    Act.ACCEPTED: _accepted,
    Act.DECLINED: _declined,
    Act.UPDATED: _updated,
    Act.REPORTED: _reported,
    Act.REVIEWED: _reviewed,
    Act.SENT_BACK: _sent_back,
    Act.CLOSED: _closed,
    Act.WITHDRAWN: _left,
    Act.REPLACED: _left,
    Act.REMINDED: _reminded,
    Act.EXPLAINED: _explained,
    Act.OVERRULED: _overruled,
}
