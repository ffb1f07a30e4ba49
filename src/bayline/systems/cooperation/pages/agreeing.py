"""Pages of agreements: the list with what is counted, and one with its promises and tasks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.promises import PromiseState
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, refuse_past, typed_line
from bayline.platform.grounds import Asked, Grounds, Linked, asked_by
from bayline.platform.listing import Option
from bayline.platform.naming import page_of
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff, visitor_of
from bayline.platform.registers.pages.posting import answered
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Edit, Values
from bayline.systems.cooperation.actions import confirm_promise
from bayline.systems.cooperation.pages import words
from bayline.systems.cooperation.pages.contexts import (
    Account,
    AgreementPage,
    AgreementRow,
    AgreementsPage,
    LevelCount,
    MeetingRow,
    PromiseView,
    ProposedView,
)
from bayline.systems.cooperation.pages.task_context import State
from bayline.systems.cooperation.pages.tasking import Told
from bayline.systems.cooperation.queries import lines
from bayline.systems.cooperation.queries.agreeing import (
    Agreement,
    Promised,
    agreements,
    promises,
    proposed_promises,
)
from bayline.systems.cooperation.queries.registers import (
    own_organisations,
    own_places,
    parties_named,
    tracks,
)
from bayline.systems.cooperation.queries.tasks import counts_of_agreements
from bayline.systems.cooperation.rules.entries import (
    AGREEMENTS,
    MEETINGS,
    ORGANISATIONS,
    PROMISES,
    SERVICES,
    named_in,
    parties_of,
)

_CODE = 200


def agreements_page(request: HttpRequest) -> Answer:
    """List the agreements, with the numbers that were published of them."""
    at, ways = as_of(request), addresses(request)
    found, told = agreements(at), is_staff(request)
    page = AgreementsPage(
        total=len(found),
        accounts=tuple(accounts_of(found, ways)),
        rows=tuple(rows_of(found, ways, is_told=told)),
        is_told=told,
        csv_address=ways.to(f"/registers/{AGREEMENTS}/export.csv"),
        xlsx_address=ways.to(f"/registers/{AGREEMENTS}/export.xlsx"),
        network_address=ways.to("/cooperation/network"),
        new_address="" if at else ways.to(f"/registers/{AGREEMENTS}/new"),
    )
    return Answer(context=page, template="cooperation/agreements.html")


def rows_of(
    found: Sequence[Agreement], ways: Addresses, *, is_told: bool
) -> Iterable[AgreementRow]:
    """Give the rows of agreements.

    Args:
        found: The agreements.
        ways: How pages are named.
        is_told: Whether the reader is of the staff, who are told of promises and tasks.
    """
    promised = Counter(one["agreement"] for one in entries_in(PROMISES).values() if is_told)
    tasks = counts_of_agreements() if is_told else {}
    for one in found:
        values = one.values
        yield AgreementRow(
            code=values["code"],
            name=values["name"],
            address=agreement_address(values["code"], ways),
            kind=values["kind"],
            kind_word=words.kind_word(values["kind"]),
            level=values.get("level", ""),
            level_word=words.level_word(values.get("level", "")),
            parties=parties_of(values),
            date=values.get("date", ""),
            promises=promised[values["code"]],
            tasks=tasks.get(values["code"], 0),
        )


def agreement_address(code: str, ways: Addresses) -> str:
    """Give the address of an agreement."""
    return ways.to(f"/cooperation/agreements/{quote(code)}")


def accounts_of(found: Sequence[Agreement], ways: Addresses) -> Iterable[Account]:
    """Give the numbers that were published of agreements, beside those on record."""
    stated = [one for one in found if one.counted]
    grounds = Grounds(asked_by([_counting(one.values) for one in stated]), ways)
    for one in stated:
        account = one.counted
        if account is None:
            continue
        values = _counting(one.values)
        number = grounds.number(AGREEMENTS, values, "amount")
        yield Account(
            name=values["name"],
            stated=number,
            recorded=account.recorded,
            levels=tuple(
                LevelCount(level=level, word=words.level_word(level), count=count)
                for level, count in account.by_level
            ),
            left=_left(account.least_left, account.most_left),
            is_over=account.is_over,
            quoted=grounds.quoted(values),
        )


def _counting(values: Values) -> Values:
    """Give an entry with its published number where figures are looked for."""
    return {**values, "amount": values.get("count", "")}


def _left(least: int, most: int | None) -> str:
    if most is None:
        return _("至少%(n)d个") % {"n": least}
    return str(least) if least == most else f"{least}–{most}"


def agreement_page(request: HttpRequest, code: str) -> Answer:
    """Show an agreement.

    Raises:
        Http404: There is none of that code, or was none then.
    """
    return _answer(request, code=code)


def confirm(request: HttpRequest, code: str) -> Answer | HttpResponseBase:
    """Keep that somebody confirms a promise that was read."""
    refuse_past(request)

    def do(asked: HttpRequest) -> None:
        start = typed_line(asked, "start", _CODE)
        edit = Edit(by=visitor_of(asked).name, at=timezone.now(), reason="在协议页核定")
        number = int(start) if start.isdecimal() else -1
        confirm_promise(code, number, owner=typed_line(asked, "owner", _CODE), edit=edit)

    def show(asked: HttpRequest, problem: str, status: int) -> Answer:
        return _answer(asked, problem, code=code, status=status)

    return answered(
        request,
        do=do,
        show=show,
        here=lambda asked: f"{agreement_address(code, addresses(asked))}#promises",
    )


def _answer(request: HttpRequest, problem: str = "", *, code: str, status: int = 200) -> Answer:
    at, ways, told = as_of(request), addresses(request), is_staff(request)
    every = agreements(at)
    found = next((one for one in every if one.values["code"] == code), None)
    if found is None:
        raise Http404
    values, today = found.values, timezone.localdate(at) if at else timezone.localdate()
    grounds = Grounds(asked_by([values]), ways)
    tasks = lines(agreement=code, at=at) if told else ()
    page = AgreementPage(
        code=code,
        name=values["name"],
        kind_word=words.kind_word(values["kind"]),
        level_word=words.level_word(values.get("level", "")),
        parties=tuple(_parties(values, ways)),
        fields=named_in(values.get("fields", "")),
        tracks=tuple(_tracks(values)),
        date=values.get("date", ""),
        term=values.get("term", ""),
        note=values.get("note", ""),
        quoted=grounds.quoted(values),
        account=next(iter(accounts_of([found], ways)), None),
        promises=promise_views(promises(code, today=today, at=at), ways) if told else (),
        proposed=tuple(_proposed(values)) if told and at is None else (),
        tasks=tuple(map(Told(tasks, ways=ways, today=today).line, tasks)) if told else (),
        meetings=tuple(_meetings(request, code)) if told else (),
        services=tuple(_services(code, ways)),
        is_told=told,
        problem=problem,
        **_addresses(code, ways),
    )
    return Answer(context=page, template="cooperation/agreement.html", status=status)


def _addresses(code: str, ways: Addresses) -> dict[str, str]:
    bare = Addresses(prefix=ways.prefix)
    asked = urlencode({"v.agreement": code})
    return {
        "here": bare.to(f"/cooperation/agreements/{quote(code)}/promises"),
        "list_address": ways.to("/cooperation/agreements"),
        "entry_address": ways.to(f"/registers/{AGREEMENTS}/{quote(code)}"),
        "promise_address": f"{bare.to(f'/registers/{PROMISES}/new')}?{asked}",
        "task_address": f"{bare.to('/cooperation/tasks/new')}?{urlencode({'agreement': code})}",
    }


def _parties(values: Values, ways: Addresses) -> Iterable[Linked]:
    """Give the parties with their pages; one that nobody knows is marked."""
    named = parties_of(values)
    known = parties_named(named)
    codes = frozenset(one.place for one in known.values() if one.place)
    grounds = Grounds(Asked(places=codes), ways)
    for name in named:
        party = known.get(name)
        if party is None:
            yield Linked(label=name, note=_("未收录"))
        elif party.organisation:
            where = ways.to(page_of(ORGANISATIONS, party.organisation))
            yield Linked(label=party.name, address=where)
        else:
            yield Linked(label=party.name, address=grounds.place(party.place).address)


def _tracks(values: Values) -> Iterable[str]:
    names = {one.code: words.in_language(one.name, one.name_en) for one in tracks()}
    return (names.get(code, code) for code in named_in(values.get("tracks", "")))


def own_parties(names: Iterable[str]) -> frozenset[str]:
    """Give those of some parties that are of own side."""
    known = parties_named({*names})
    places = own_places({one.place for one in known.values() if one.place})
    own = own_organisations({one.organisation for one in known.values() if one.organisation})
    return frozenset(
        name for name, one in known.items() if one.place in places or one.organisation in own
    )


def promise_views(found: Sequence[Promised], ways: Addresses) -> tuple[PromiseView, ...]:
    """Show confirmed promises."""
    grounds = Grounds(asked_by([one.values for one in found]), ways)
    own = own_parties(one.values["owner"] for one in found)
    codes = {one.values["agreement"] for one in found}
    names = {
        code: one["name"] for code, one in entries_in(AGREEMENTS, "code", codes).items() if codes
    }
    return tuple(_promise(one, grounds, own, names) for one in found)


def _promise(
    one: Promised, grounds: Grounds, own: frozenset[str], names: dict[str, str]
) -> PromiseView:
    values, ways = one.values, grounds.ways
    look, word = {
        PromiseState.OPEN: ("pending", _("未到期") if values.get("due") else _("没有期限")),
        PromiseState.LATE: ("warn", _("逾期")),
        PromiseState.KEPT: ("good", _("已兑现")),
    }[one.state]
    task = values.get("task", "")
    code = values["agreement"]
    asked = {"title": values["name"], "due": values.get("due", ""), "agreement": code}
    new = Addresses(prefix=ways.prefix).to("/cooperation/tasks/new")
    return PromiseView(
        name=values["name"],
        owner=values["owner"],
        is_own=values["owner"] in own,
        due=values.get("due", ""),
        state=State(code=one.state.value, look=look, word=word),
        quoted=grounds.quoted(values),
        task=Linked(label=task, address=ways.to(f"/cooperation/tasks/{quote(task)}"))
        if task
        else None,
        agreement=Linked(label=names.get(code, code), address=agreement_address(code, ways)),
        entry_address=grounds.entry(PROMISES, values["code"]),
        task_address=f"{new}?{urlencode(asked)}",
    )


def _proposed(values: Values) -> Iterable[ProposedView]:
    for one in proposed_promises(values):
        yield ProposedView(
            start=one.start,
            text=one.text,
            owners=tuple(
                Option(value=owner, word=owner, is_chosen=len(one.owners) == 1)
                for owner in one.owners
            ),
            due=one.due.isoformat() if one.due else "",
        )


def _meetings(request: HttpRequest, code: str) -> Iterable[MeetingRow]:
    found = entries_in(MEETINGS, "agreement", [code], at=as_of(request)).values()
    ways = addresses(request)
    return (meeting_row(one, ways) for one in sorted(found, key=lambda one: one["date"]))


def meeting_row(values: Values, ways: Addresses) -> MeetingRow:
    """Show a meeting in a list."""
    day = date.fromisoformat(values["date"])
    return MeetingRow(
        code=values["code"],
        name=values["name"],
        address=ways.to(f"/cooperation/meetings/{quote(values['code'])}"),
        date=day,
        is_coming=day >= timezone.localdate(),
    )


def _services(code: str, ways: Addresses) -> Iterable[Linked]:
    for one in entries_in(SERVICES, "agreement", [code]).values():
        where = ways.to(f"/registers/{SERVICES}/{quote(one['code'])}")
        yield Linked(label=one["name"], address=where)
