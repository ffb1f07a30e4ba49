"""Why something is not done to a task, in one sentence each."""

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.cooperation.terms import Act, Event, Stage

_ACTS = {
    Act.PROPOSED: ("提出", "proposed"),
    Act.ACCEPTED: ("接受", "accepted"),
    Act.DECLINED: ("不予接受", "declined"),
    Act.UPDATED: ("报进展", "updated"),
    Act.REPORTED: ("报送", "reported"),
    Act.REVIEWED: ("复核通过", "reviewed"),
    Act.SENT_BACK: ("退回", "sent back"),
    Act.CLOSED: ("销号", "closed"),
    Act.WITHDRAWN: ("撤回", "withdrawn"),
    Act.REPLACED: ("更替", "replaced"),
    Act.REMINDED: ("发督查单", "reminded"),
    Act.EXPLAINED: ("说明理由", "explained"),
    Act.OVERRULED: ("不采纳理由", "overruled"),
}
_STAGES = {
    Stage.PROPOSED: ("各方还没有都接受", "not all sides have accepted it"),
    Stage.DECLINED: ("有一方没有接受", "a side has declined it"),
    Stage.IN_HAND: ("还在办理，没有报齐", "it is in hand and not all have reported"),
    Stage.REPORTED: ("报送还没有复核", "what was reported is not reviewed yet"),
    Stage.REVIEWED: ("已复核，待各方销号", "it is reviewed and waits to be closed"),
    Stage.CLOSED: ("各方已销号", "all sides have closed it"),
    Stage.WITHDRAWN: ("已撤回", "it was withdrawn"),
    Stage.REPLACED: ("已由别的事项更替", "another task took its place"),
}


def said(act: Act) -> tuple[str, str]:
    """Give an act as sentences say it, in Chinese and in English."""
    return _ACTS[act]


def refusal(task: str, parts: tuple[str, str, str], zh: Words) -> BaylineError:
    """Refuse something about a task.

    Args:
        task: Its code.
        parts: What is wrong, why, what to do, in English.
        zh: The same in Chinese.
    """
    what, why, do = parts
    return BaylineError(what, where=task, why=why, do=do, zh=zh)


def out_of_turn(event: Event, stage: Stage, *, needs: tuple[str, str]) -> BaylineError:
    """Say that an act does not follow from where the task stands.

    Args:
        event: The act.
        stage: Where the task stands.
        needs: What has to come first, in Chinese and English.
    """
    zh, en = said(event.act)
    why_zh, why = _STAGES[stage]
    return refusal(
        event.task,
        (f"the task cannot be {en} now", why, needs[1]),
        Words(f"事项现在不能{zh}", why_zh, needs[0]),
    )


def without(event: Event, *, missing: tuple[str, str], do: tuple[str, str]) -> BaylineError:
    """Say what an act lacks.

    Args:
        event: The act.
        missing: What is not there, in Chinese and English.
        do: What to give, in Chinese and English.
    """
    zh, en = said(event.act)
    return refusal(
        event.task,
        (f"the task cannot be {en}", missing[1], do[1]),
        Words(f"事项不能{zh}", missing[0], do[0]),
    )
