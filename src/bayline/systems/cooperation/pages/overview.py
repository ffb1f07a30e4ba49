"""Cooperation as it stands: what we owe, what they owe, the next meeting; and the network."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.promises import PromiseState
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer, is_english
from bayline.platform.people.visiting import is_staff
from bayline.platform.registers.queries import register
from bayline.systems.cooperation.pages.agreeing import (
    accounts_of,
    agreement_address,
    meeting_row,
    own_parties,
    promise_views,
    rows_of,
)
from bayline.systems.cooperation.pages.contexts import (
    Column,
    Listed,
    NetworkPage,
    OverviewPage,
    PromiseView,
)
from bayline.systems.cooperation.pages.task_context import TaskLine
from bayline.systems.cooperation.pages.tasking import Told
from bayline.systems.cooperation.queries import due_tasks, meetings
from bayline.systems.cooperation.queries.agreeing import Promised, agreements, promises
from bayline.systems.cooperation.queries.registers import counts_in, own_organisations
from bayline.systems.cooperation.queries.tasks import count_due, count_tasks, sides_waited_for
from bayline.systems.cooperation.rules import entries
from bayline.systems.cooperation.rules.entries import parties_of
from bayline.systems.cooperation.rules.picturing import pictured

_SHOWN = 20
_REGISTERS = (
    *(entries.GROUPS, entries.SERVICES, entries.USES, entries.BRANDS),
    *(entries.PROMISES, entries.MEETINGS, entries.DECISIONS),
)
_PUBLIC = frozenset({entries.GROUPS, entries.SERVICES, entries.USES, entries.BRANDS})


def overview(request: HttpRequest) -> Answer:
    """Show what each side owes, and the next meeting; to the public what is agreed."""
    at, ways, told = as_of(request), addresses(request), is_staff(request)
    today = timezone.localdate(at) if at else timezone.localdate()
    found = agreements(at)
    held = meetings(at=at) if told else ()
    coming = [one for one in held if one["date"] >= today.isoformat()]
    following = meeting_row(coming[0], ways) if coming else None
    page = OverviewPage(
        is_told=told,
        columns=tuple(_columns(ways, today=today, at=at)) if told else (),
        next_meeting=following,
        days_to_meeting=(following.date - today).days if following else 0,
        accounts=tuple(accounts_of(found, ways)),
        lists=tuple(_lists(len(found), len(held), ways, is_told=told, at=at)),
        registers=tuple(_registers(ways, is_told=told)),
    )
    return Answer(context=page, template="cooperation/cooperation.html")


def _columns(ways: Addresses, *, today: date, at: datetime | None) -> Iterable[Column]:
    sides = sides_waited_for(at=at)
    own = own_organisations(sides)
    promised = [
        one
        for one in promises(today=today, at=at)
        if one.state is not PromiseState.KEPT and not one.values.get("task")
    ]
    ours = own_parties({one.values["owner"] for one in promised})
    owed = {is_own: _owed(promised, ours, is_own=is_own) for is_own in (True, False)}
    views = dict(
        zip(
            (one.values["code"] for each in owed.values() for one in each),
            promise_views([one for each in owed.values() for one in each], ways),
            strict=True,
        )
    )
    codes = {True: own, False: sides - own}
    found = {
        is_own: due_tasks(sides=names, most=_SHOWN, at=at) if names else ()
        for is_own, names in codes.items()
    }
    told = Told([line for each in found.values() for line in each], ways=ways, today=today)
    for side, title, is_own in (("own", _("我方应办"), True), ("other", _("对方应办"), False)):
        count = count_due(sides=codes[is_own], at=at) if codes[is_own] else 0
        shown = [views[one.values["code"]] for one in owed[is_own]]
        yield _column((side, title), [*map(told.line, found[is_own])], count, shown, ways)


def _owed(
    promised: Sequence[Promised], ours: frozenset[str], *, is_own: bool
) -> Sequence[Promised]:
    return [one for one in promised if (one.values["owner"] in ours) is is_own][:_SHOWN]


def _column(
    side: tuple[str, str],
    tasks: Sequence[TaskLine],
    count: int,
    owed: Sequence[PromiseView],
    ways: Addresses,
) -> Column:
    return Column(
        side=side[0],
        title=side[1],
        tasks=tuple(tasks),
        rest=count - len(tasks),
        promises=tuple(owed),
        address=ways.to("/cooperation/tasks", side=side[0]),
    )


def _lists(
    count: int, held: int, ways: Addresses, *, is_told: bool, at: datetime | None
) -> Iterable[Listed]:
    yield Listed(title=_("协议和合作机制"), count=count, address=ways.to("/cooperation/agreements"))
    yield Listed(title=_("网络图"), count=count, address=ways.to("/cooperation/network"))
    if is_told:
        tasks = count_tasks(at=at)
        yield Listed(title=_("合作事项清单"), count=tasks, address=ways.to("/cooperation/tasks"))
        yield Listed(title=_("日历"), count=held, address=ways.to("/cooperation/calendar"))


def _registers(ways: Addresses, *, is_told: bool) -> Iterable[Listed]:
    shown = [name for name in _REGISTERS if is_told or name in _PUBLIC]
    for name, found in counts_in(shown).items():
        if found or is_told:
            title = register(name).called(english=is_english())
            yield Listed(title=title, count=found, address=ways.to(f"/registers/{name}"))


def network(request: HttpRequest) -> Answer:
    """Show who agreed with whom: as a picture, and as the table of the same."""
    at, ways = as_of(request), addresses(request)
    found = agreements(at)
    triples = [(one.values["code"], one.values["name"], parties_of(one.values)) for one in found]
    parties = {name for _code, _name, named in triples for name in named}
    page = NetworkPage(
        agreements=len(found),
        parties=len(parties),
        rows=tuple(rows_of(found, ways, is_told=False)),
        links={code: agreement_address(code, ways) for code, _name, _parties in triples},
        picture=pictured(triples, own=own_parties(parties)),
        list_address=ways.to("/cooperation/agreements"),
    )
    return Answer(context=page, template="cooperation/network.html")
