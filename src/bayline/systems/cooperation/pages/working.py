"""What cooperation says of itself on the page 业务, and what waits for somebody on 今日."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from bayline.platform.business import Count, Group, Line
from bayline.platform.reaching import present_reach
from bayline.platform.waiting import Asking, Thing
from bayline.systems.cooperation.pages import words
from bayline.systems.cooperation.pages.standing_for import organisations_of
from bayline.systems.cooperation.queries import due_tasks
from bayline.systems.cooperation.queries.agreeing import agreements
from bayline.systems.cooperation.queries.registers import organisation_names, own_organisations
from bayline.systems.cooperation.queries.tasks import (
    count_due,
    crossed_among,
    sides_waited_for,
)
from bayline.systems.cooperation.rules.listing import Line as Task
from bayline.systems.cooperation.terms import Wait

_MOST, _FEW = 200, 20


def line(at: datetime | None) -> Line:
    """Count the agreements, and to the office the tasks that wait for somebody."""
    waiting = count_due(at=at) if present_reach().is_whole else 0
    counts = (
        Count(word=_("协议和合作机制"), count=len(agreements(at)), path="/cooperation/agreements"),
        Count(
            word=_("等人办的事项"),
            count=waiting,
            path="/cooperation/tasks",
            is_due=True,
        ),
    )
    return Line(
        system="cooperation",
        group=Group.BORDERS,
        title=_("合作事项"),
        sentence=_("两边约定了什么，谁来办，到哪一天；没有一方能单独了结。"),
        path="/cooperation",
        counts=tuple(one for one in counts if one.count),
    )


def waiting(asking: Asking) -> list[Thing]:
    """Give the tasks that wait for somebody: for the units they hold a role for, or own side."""
    named, is_wide = organisations_of(asking.visitor)
    if not named and not is_wide:
        return []
    own = own_organisations(sides_waited_for()) if is_wide else frozenset[str]()
    sides = own | named
    found = due_tasks(sides=sides, units=named, most=_MOST, and_crossed=True) if sides else ()
    mine = [
        (one, wait)
        for one in found
        for wait in one.waits
        if wait.side in own or {wait.side, wait.unit} & named
    ][:_MOST]
    names = organisation_names({wait.unit or wait.side for _one, wait in mine})
    crossed = _crossed(found, own | named)
    return [*crossed, *(_thing(asking, one, wait, names) for one, wait in mine)]


def _crossed(found: Sequence[Task], sides: Collection[str]) -> list[Thing]:
    """Give the tasks on which acts of two sides crossed and do not go together."""
    doubtful = crossed_among([one.task for one in found])
    mine = [
        one
        for one in found
        if one.task in doubtful and any({*side.units} & {*sides} for side in one.sides)
    ]
    return [
        Thing(
            look="bad",
            word=_("两边同时办的，请商定"),
            words=one.title,
            path=f"/cooperation/tasks/{one.task}#crossed",
            owner="",
            due=one.due,
        )
        for one in mine[:_FEW]
    ]


def _thing(asking: Asking, task: Task, wait: Wait, names: dict[str, str]) -> Thing:
    return Thing(
        look="warn" if task.due < asking.day else "pending",
        word=_("待%(act)s") % {"act": words.wait_word(wait.act)},
        words=task.title,
        path=f"/cooperation/tasks/{task.task}",
        owner=names.get(wait.unit or wait.side, ""),
        due=task.due,
    )
