"""What a task waits for: which side has to do what next, and what one side owes."""

from collections.abc import Iterable

from bayline.systems.cooperation.terms import Act, Life, Stage, Wait


def waits(life: Life) -> tuple[Wait, ...]:
    """Tell what a task waits for, side by side; nothing where it has ended."""
    if life.has_ended:
        return ()
    if life.stage is Stage.DECLINED:
        return (
            Wait(side=life.proposal.side, act=Act.PROPOSED, unit=_lead(life, life.proposal.side)),
        )
    if life.stage is Stage.PROPOSED:
        return (
            *_each(life, Act.ACCEPTED, (c for c in life.terms.codes if c not in life.accepted)),
        )
    if life.stage is Stage.REVIEWED:
        return (*_each(life, Act.CLOSED, (c for c in life.terms.codes if c not in life.closings)),)
    owed = (code for code in life.terms.reporters if code not in life.reports)
    return (*_each(life, Act.REPORTED, owed), *_to_review(life))


def _each(life: Life, act: Act, codes: Iterable[str]) -> Iterable[Wait]:
    return (Wait(side=code, act=act, unit=_lead(life, code)) for code in codes)


def _to_review(life: Life) -> Iterable[Wait]:
    """A report waits for the other sides."""
    for about in life.reports:
        if about not in life.reviews:
            for code in life.terms.codes:
                if code != about:
                    yield Wait(side=code, act=Act.REVIEWED, unit=_lead(life, code), about=about)


def _lead(life: Life, code: str) -> str:
    side = life.terms.side(code)
    return side.lead if side else ""


def waits_for(life: Life, side: str) -> tuple[Wait, ...]:
    """Tell what a task waits for from one side.

    Args:
        life: The task.
        side: Code of its government.
    """
    return tuple(one for one in waits(life) if one.side == side)
