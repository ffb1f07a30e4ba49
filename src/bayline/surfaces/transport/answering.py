"""What a side without an installation answers to a task, as the event that it would have sent."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.record.terms import KeptSource
from bayline.systems.cooperation.queries import life_of
from bayline.systems.cooperation.rules.exchanging import body
from bayline.systems.cooperation.rules.replaying import after
from bayline.systems.cooperation.terms import Act, Event, Evidence, Life

ANSWERS: Mapping[str, Callable[[], str]] = {
    Act.ACCEPTED.value: lambda: _("同意承担"),
    Act.DECLINED.value: lambda: _("不同意"),
    Act.REPORTED.value: lambda: _("已办，报送"),
    Act.REVIEWED.value: lambda: _("复核认为属实"),
    Act.SENT_BACK.value: lambda: _("退回"),
    Act.EXPLAINED.value: lambda: _("说明原因"),
    Act.CLOSED.value: lambda: _("办结销号"),
    Act.WITHDRAWN.value: lambda: _("同意撤回"),
}


def answered_body(typed: Mapping[str, str], *, source: KeptSource, at: datetime) -> dict[str, Any]:
    """Write the event of an answer, with the signed letter as its evidence.

    Args:
        typed: Task, act, side, unit, the person who signed, and the words.
        source: The letter that came back.
        at: When it is recorded.

    Raises:
        BaylineError: There is no such task, no such answer, nobody has signed, or the act does not
            follow from where the task stands.
    """
    life = life_of(typed["task"])
    if typed["act"] not in ANSWERS or not typed["person"]:
        raise BaylineError(
            "it does not say what was answered, or who signed",
            do="choose the answer and write the name under the letter",
            zh=Words("没有选答复，或没有写签名人", do="请选答复，写上信件上签名的人"),
        )
    event = _event(typed, life, source, at)
    after(life, event)
    return body(event, [one.id for one in life.events])


def _event(typed: Mapping[str, str], life: Life, source: KeptSource, at: datetime) -> Event:
    act = Act(typed["act"])
    side = typed["side"] or next(
        (one.code for one in life.terms.sides if typed["unit"] in one.units), ""
    )
    evidence = Evidence(title=source.title, document=source.name, sha256=source.sha256)
    return Event(
        id=uuid4().hex,
        task=life.task,
        act=act,
        side=side,
        unit=typed["unit"],
        person=typed["person"],
        by=typed["person"],
        at=at,
        day=timezone.localdate(at),
        words=typed["words"],
        evidence=(evidence,),
        about=life.proposal.id if act is Act.ACCEPTED else "",
    )
