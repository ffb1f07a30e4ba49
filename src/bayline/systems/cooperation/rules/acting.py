"""Who may do something to a task: a unit of a side for that side, a person for one side only."""

from bayline.kernel.errors import Words
from bayline.systems.cooperation.rules.refusing import refusal, said, without
from bayline.systems.cooperation.terms import Act, Event, Life

_NEED_WORDS = frozenset(
    {Act.DECLINED, Act.SENT_BACK, Act.WITHDRAWN, Act.EXPLAINED, Act.OVERRULED, Act.REMINDED}
)
_OF_OWNERS = frozenset({Act.UPDATED, Act.REPORTED, Act.EXPLAINED})
_NOT_OF_REPORTER = frozenset({Act.REVIEWED, Act.CLOSED})


def check_actor(life: Life, event: Event) -> None:
    """See that whoever acts may, and says what has to be said.

    Args:
        life: The task, with the terms that the act is about.
        event: The act.

    Raises:
        BaylineError: The side is none of the task, the unit is none of the side, the person has
            acted for another side or reported what they would check or close, or the reason or
            the evidence is missing.
    """
    for check in (_of_a_side, _of_its_side, _of_one_side, _not_its_reporter, _says_what_it_must):
        check(life, event)


def _of_a_side(life: Life, event: Event) -> None:
    if life.terms.side(event.side) is None:
        named = "、".join(life.terms.codes)
        raise refusal(
            event.task,
            (f"“{event.side}” is no side of the task", f"its sides are {named}", "act for one"),
            Words(f"“{event.side}”不是事项的一方", f"各方是{named}", "请以其中一方办理"),
        )


def _of_its_side(life: Life, event: Event) -> None:
    side = life.terms.side(event.side)
    owners = (side.lead, *side.joint) if side else ()
    wanted = owners if event.act in _OF_OWNERS else side.units if side else ()
    if event.unit in wanted:
        return
    named = "、".join(wanted)
    zh, en = said(event.act)
    raise refusal(
        event.task,
        (
            f"“{event.unit}” cannot act for “{event.side}”",
            f"for that side it is {en} by {named}",
            "have one of them do it",
        ),
        Words(f"“{event.unit}”不能代表“{event.side}”{zh}", f"应由{named}办理", "请由该单位办理"),
    )


def _of_one_side(life: Life, event: Event) -> None:
    """A person who has acted for one side acts for no other: else one hand would shake itself."""
    other = next(
        (one for one in life.events if one.person == event.person and one.side != event.side), None
    )
    if other is not None:
        raise refusal(
            event.task,
            (
                f"{event.by} cannot act for “{event.side}”",
                f"the same person acted for “{other.side}” on {other.day}",
                "have somebody of that side do it",
            ),
            Words(
                f"{event.by}不能再代表“{event.side}”",
                f"同一人{other.day}已代表“{other.side}”办过",
                "请由该方的人办理",
            ),
        )


def _not_its_reporter(life: Life, event: Event) -> None:
    if event.act in _NOT_OF_REPORTER and event.person in life.reported_by:
        zh, en = said(event.act)
        raise refusal(
            event.task,
            (
                f"{event.by} cannot have the task {en}",
                "the same person reported on it",
                "have somebody else do it",
            ),
            Words(f"{event.by}不能{zh}", "本人报送过，不能自报自核、自报自销", "请由别人办理"),
        )


def _says_what_it_must(_life: Life, event: Event) -> None:
    if event.act in _NEED_WORDS and not event.words.strip():
        raise without(
            event,
            missing=("没有写理由", "no reason is given"),
            do=("请写明理由", "say why"),
        )
    if event.act in {Act.UPDATED, Act.REPORTED} and not event.words.strip():
        raise without(
            event,
            missing=("没有写办理情况", "it does not say what was done"),
            do=("请写办了什么", "say what was done"),
        )
    if event.act is Act.REPORTED and not any(one.document or one.url for one in event.evidence):
        raise without(
            event,
            missing=("没有附证明材料", "no evidence is given"),
            do=("请附资料库中的文件，或网址", "name a document of the record, or an address"),
        )
