"""What may be done with the table of a unit, and where it stands after it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.people.terms import Role, Visitor
from bayline.systems.plan.rules.requests.terms import Act, Standing, State, Step

SYSTEM = "plan"
_OWED = (State.OPEN, State.RETURNED)
_FROM = {
    Act.SENT: (*_OWED, State.ACCEPTED),
    Act.TAKEN_BACK: (State.SENT,),
    Act.RETURNED: (State.SENT, State.ACCEPTED),
    Act.ACCEPTED: (State.SENT,),
    Act.CANCELLED: (*_OWED, State.SENT),
    Act.EXTENSION_ASKED: _OWED,
    Act.EXTENDED: _OWED,
    Act.EXTENSION_REFUSED: _OWED,
}
_OF_UNIT = frozenset({Act.SENT, Act.TAKEN_BACK, Act.EXTENSION_ASKED})
_WITH_REASON = frozenset(
    {Act.RETURNED, Act.CANCELLED, Act.EXTENSION_ASKED, Act.EXTENDED, Act.EXTENSION_REFUSED}
)
_WITH_DAY = frozenset({Act.EXTENSION_ASKED, Act.EXTENDED})
_STATES = {
    State.OPEN: ("to be answered", "待填报"),
    State.SENT: ("sent and not yet decided on", "已报送、待受理"),
    State.RETURNED: ("sent back", "已退回"),
    State.ACCEPTED: ("accepted", "已受理"),
    State.CANCELLED: ("cancelled", "已撤销"),
}
_ACTS = {
    Act.SENT: ("send it", "报送"),
    Act.TAKEN_BACK: ("take it back", "撤回"),
    Act.RETURNED: ("send it back", "退回"),
    Act.ACCEPTED: ("accept it", "受理"),
    Act.CANCELLED: ("cancel it", "撤销"),
    Act.EXTENSION_ASKED: ("ask for more time", "申请延期"),
    Act.EXTENDED: ("give more time", "延期"),
    Act.EXTENSION_REFUSED: ("refuse more time", "不予延期"),
}


class OvertakenError(BaylineError):
    """Somebody else did something with the table meanwhile; nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The two sides of a table: who asks and who is asked."""

    asker: str
    unit: str


def acts_for(visitor: Visitor, organisation: str, *, least: Role) -> bool:
    """Tell whether somebody acts for an organisation in the plan.

    Args:
        visitor: Whoever it is.
        organisation: Its code.
        least: The least role that it takes.
    """
    return any(
        grant.role >= least
        and grant.system in {"", SYSTEM}
        and grant.organisation in {"", organisation}
        for grant in visitor.grants
    )


def answers_for(visitor: Visitor, unit: str) -> bool:
    """Tell whether somebody may answer for a unit."""
    return acts_for(visitor, unit, least=Role.CLERK)


def decides_for(visitor: Visitor, asker: str) -> bool:
    """Tell whether somebody may decide on answers to an office."""
    return acts_for(visitor, asker, least=Role.REVIEWER)


def named(visitor: Visitor) -> str:
    """Give what tells a person apart from all others: the account, or the name for want of one."""
    return visitor.account or visitor.name


def refuse_act(act: Act, visitor: Visitor, sides: Sides, standing: Standing) -> None:
    """Refuse what somebody may not do with a table, or may not do now.

    Args:
        act: What is to be done.
        visitor: Who would do it.
        sides: Who asks and who is asked.
        standing: Where the table stands.

    Raises:
        BaylineError: Another unit or office has to do it, its own sender would accept it, or the
            table does not stand where it can be done.
    """
    _refuse_stranger(act, visitor, sides)
    if standing.state not in _FROM[act]:
        raise _out_of_turn(act, standing)
    if act is Act.ACCEPTED and standing.sent_by == named(visitor):
        raise _own_answer()


def may_act(act: Act, visitor: Visitor, sides: Sides, standing: Standing) -> bool:
    """Tell whether somebody may do something with a table now."""
    try:
        refuse_act(act, visitor, sides, standing)
    except BaylineError:
        return False
    return act is not Act.EXTENSION_REFUSED or standing.wished is not None


def _refuse_stranger(act: Act, visitor: Visitor, sides: Sides) -> None:
    if act in _OF_UNIT and not answers_for(visitor, sides.unit):
        raise BaylineError(
            f"the table is asked of “{sides.unit}”",
            why="only those with the role clerk or above for this unit answer for it",
            do="ask it to do so, or an administrator for the role",
            zh=Words(
                f"这张表由“{sides.unit}”填报",
                "有这个单位经办以上角色的人才能填报",
                "请由该单位来填，或请管理员给角色",
            ),
        )
    if act not in _OF_UNIT and not decides_for(visitor, sides.asker):
        raise BaylineError(
            f"the table was asked by “{sides.asker}”",
            why="only those with the role reviewer or above for this office decide on it",
            do="ask it to do so, or an administrator for the role",
            zh=Words(
                f"这张表由“{sides.asker}”布置",
                "有这个单位审核以上角色的人才能受理",
                "请由该单位来办，或请管理员给角色",
            ),
        )


def _own_answer() -> BaylineError:
    return BaylineError(
        "nobody accepts an answer that they sent themselves",
        why="a second person has to look at it",
        do="ask somebody else of the asking office to accept it",
        zh=Words("自己报送的，不能自己受理", "要有另一个人看过", "请布置单位的另一位受理"),
    )


def _out_of_turn(act: Act, standing: Standing) -> BaylineError:
    state, state_zh = _STATES[standing.state]
    doing, doing_zh = _ACTS[act]
    return BaylineError(
        f"nobody can {doing} now",
        why=f"the table is {state}",
        do="look at the page of the table again",
        zh=Words(f"现在不能{doing_zh}", f"这张表{state_zh}", "请重新打开这张表看看"),
    )


def refuse_words(act: Act, *, reason: str, due: date | None, standing: Standing) -> None:
    """Refuse what lacks its reason or its day.

    Args:
        act: What is to be done.
        reason: Why, in somebody's words.
        due: The new day; None where none was given.
        standing: Where the table stands.

    Raises:
        BaylineError: No reason is given where one is needed, or no later day.
    """
    if act in _WITH_REASON and not shows(reason):
        doing, doing_zh = _ACTS[act]
        raise BaylineError(
            f"no reason is given to {doing}",
            why="the other side must be able to see why",
            do="write the reason",
            zh=Words(f"{doing_zh}没有写理由", "对方要看得到为什么", "请写理由"),
        )
    if act in _WITH_DAY and (due is None or due <= standing.due):
        raise BaylineError(
            "no later day is given",
            why=f"it is due on {standing.due}",
            do="give a day after that, such as 2024-04-20",
            zh=Words(
                "没有写更晚的日期", f"现在的期限是{standing.due}", "请写之后的一天，如2024-04-20"
            ),
        )


def refuse_overtaken(standing: Standing, seen: int) -> None:
    """Refuse to act on a table that somebody else acted on meanwhile.

    Args:
        standing: Where it stands.
        seen: The number of the last step that was seen.

    Raises:
        OvertakenError: It is not the last one.
    """
    if standing.step != seen:
        state, state_zh = _STATES[standing.state]
        raise OvertakenError(
            "somebody was faster",
            why=f"the table is {state} by now; nothing of this was done",
            do="look at it as it stands",
            zh=Words(
                "别人已先一步办过", f"这张表现在{state_zh}，这次没有办", "请看过现在的样子再办"
            ),
        )


def after_step(standing: Standing, step: Step) -> Standing:
    """Give where a table stands after a step."""
    return replace(standing, step=step.number, **_changes(standing, step))


def _changes(standing: Standing, step: Step) -> dict[str, Any]:
    done_with = {"wished": None, "wish": ""}
    changes: dict[Act, dict[str, Any]] = {
        Act.SENT: {
            "state": State.SENT,
            "before": standing.state,
            "version": step.version,
            "sent_by": step.account or step.by,
            "sent_on": step.at,
            **done_with,
        },
        Act.TAKEN_BACK: {"state": standing.before},
        Act.RETURNED: {"state": State.RETURNED, "reason": step.reason},
        Act.ACCEPTED: {"state": State.ACCEPTED, "accepted": step.version, "reason": ""},
        Act.CANCELLED: {"state": State.CANCELLED, "reason": step.reason},
        Act.EXTENSION_ASKED: {"wished": step.due, "wish": step.reason},
        Act.EXTENDED: {"due": step.due or standing.due, **done_with},
        Act.EXTENSION_REFUSED: done_with,
    }
    return changes[step.act]


def standing_after(due: date, steps: Iterable[Step]) -> Standing:
    """Give where a table stands after all that was done with it, in order."""
    standing = Standing(state=State.OPEN, due=due)
    for step in steps:
        standing = after_step(standing, step)
    return standing
