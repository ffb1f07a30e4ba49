"""What requests have waiting for somebody on 今日."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from bayline.platform.pages import is_english
from bayline.platform.people.terms import Role, Visitor
from bayline.platform.waiting import Asking, Thing
from bayline.systems.plan.pages.requests.tables import path_of
from bayline.systems.plan.pages.requests.words import period_word, state_word
from bayline.systems.plan.queries.requests import Owed, OwedAsked, owed, unit_names
from bayline.systems.plan.rules.requests.moving import SYSTEM
from bayline.systems.plan.rules.requests.terms import State

_MOST = 100
_OWED = (State.OPEN, State.RETURNED)


def things(asking: Asking) -> list[Thing]:
    """List what somebody owes, what waits for their acceptance, and who is late to them.

    Whoever has a role for all organisations acts for each, but is told of those only that are late
    or wait, since every table would be theirs.
    """
    units = _organisations(asking.visitor, Role.CLERK)
    offices = _organisations(asking.visitor, Role.REVIEWER)
    found: list[Thing] = []
    if units:
        mine = owed(OwedAsked(units=units, states=_OWED), limit=_MOST)
        found += _mine([each for each in mine if each.answers], asking.day)
    if offices or _is_everywhere(asking.visitor, Role.REVIEWER):
        found += _to_decide(offices, asking.day)
    return found


def _organisations(visitor: Visitor, least: Role) -> list[str]:
    held = (each for each in visitor.grants if each.role >= least and each.system in {"", SYSTEM})
    return sorted({each.organisation for each in held} - {""})


def _is_everywhere(visitor: Visitor, least: Role) -> bool:
    return any(
        each.role >= least and not each.organisation and each.system in {"", SYSTEM}
        for each in visitor.grants
    )


def _mine(found: list[Owed], day: date) -> Iterator[Thing]:
    for each in sorted(found, key=lambda one: (one.standing.state is State.OPEN, one.standing.due)):
        look, word = state_word(each.standing, answers=True, today=day)
        returned = each.standing.state is State.RETURNED
        yield Thing(
            look=look,
            word=word,
            words=_title(each),
            path=path_of(each.request, each.unit),
            due=each.standing.due,
            note=each.standing.reason if returned else "",
        )


def _to_decide(offices: list[str], day: date) -> Iterator[Thing]:
    waiting = owed(OwedAsked(askers=offices, states=(State.SENT,)), limit=_MOST)
    open_ones = owed(OwedAsked(askers=offices, states=_OWED), limit=_MOST)
    late = [each for each in open_ones if each.answers and each.standing.is_late(day)]
    wishes = [each for each in open_ones if each.standing.wished is not None]
    names = unit_names({each.unit for each in (*waiting, *late, *wishes)})
    for each in waiting:
        yield _thing(each, names.get(each.unit, each.unit), "pending", _("待受理"))
    for each in wishes:
        name = names.get(each.unit, each.unit)
        yield _thing(each, name, "pending", _("申请延期"), note=each.standing.wish)
    for each in late:
        yield _thing(each, names.get(each.unit, each.unit), "warn", _("逾期"))


def _thing(each: Owed, owner: str, look: str, word: str, *, note: str = "") -> Thing:
    return Thing(
        look=look,
        word=word,
        words=_title(each),
        path=path_of(each.request, each.unit),
        owner=owner,
        due=each.standing.due,
        note=note,
    )


def _title(each: Owed) -> str:
    title = each.title_en if is_english() else each.title
    return f"{title} · {period_word(each.period)}"
