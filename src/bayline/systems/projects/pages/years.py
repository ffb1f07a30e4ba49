"""The batches of a year, added and held against what is published of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages.adding import Members, by_year, members_by_batch, of_year
from bayline.systems.projects.pages.answers import Checked, checked, contradicted, shown
from bayline.systems.projects.pages.batch_context import StageHeld, TotalHeld, YearPage
from bayline.systems.projects.pages.batches import batch_row
from bayline.systems.projects.pages.grounds import Grounds, Linked, asked_by
from bayline.systems.projects.pages.list_words import period_word, stage_word
from bayline.systems.projects.pages.publishing import rows_of
from bayline.systems.projects.queries import entries_of
from bayline.systems.projects.rules.entries import BATCHES, COUNTS, MEMBERS, RATES, TOTALS
from bayline.systems.projects.rules.totals import batches_in, by_stage, held

_Entries = Mapping[str, Values]


def year(request: HttpRequest) -> Answer:
    """Show the batches of a year; the last that has any where none is asked for."""
    at, ways, is_told = as_of(request), addresses(request), is_staff(request)
    batches = entries_of(BATCHES, at=at)
    totals, counts = entries_of(TOTALS, at=at), entries_of(COUNTS, at=at)
    known = by_year(batches)
    years = {*known, *map(_last_year, totals.values()), *map(_last_year, counts.values())} - {0}
    asked = _asked(request.GET.get("year", ""), years)
    members = members_by_batch(entries_of(MEMBERS, at=at).values())
    of_asked = sorted(known.get(asked, ()), key=lambda one: (one["date"], one["code"]))
    told = [one for one in totals.values() if _last_year(one) == asked]
    listed = [one for one in counts.values() if _last_year(one) == asked]
    grounds = Grounds(asked_by([*of_asked, *told, *listed]), ways)
    page = YearPage(
        year=asked,
        years=tuple(_to(each, ways) for each in sorted(years, reverse=True) if each != asked),
        rows=tuple(batch_row(one, members.get(one["code"], ()), grounds) for one in of_asked),
        sums=(*of_year(asked, of_asked, members, grounds),),
        totals=tuple(
            _total(one, batches, members, grounds, is_told=is_told) for one in _ordered(told)
        ),
        rates=(
            *rows_of(
                _rates({one["code"] for one in of_asked}, at), at=at, ways=ways, is_told=is_told
            ),
        ),
        stages=(*_stages(listed, grounds),) if is_told else (),
        as_of=ways.as_of,
        list_address=ways.to("/batches"),
        new_address=Addresses(prefix=ways.prefix).to(f"/registers/{TOTALS}/new"),
    )
    return Answer(context=page, template="projects/year.html")


def _asked(typed: str, years: set[int]) -> int:
    is_year = typed.isascii() and typed.isdigit() and len(typed) <= len("2021")
    return int(typed) if is_year else max(years, default=0)


def _last_year(values: Values) -> int:
    last = periods.parse(values["period"]).last
    return last.year if last else 0


def _to(number: int, ways: Addresses) -> Linked:
    return Linked(label=str(number), address=ways.to("/projects/batches", year=number))


def _ordered(entries: Sequence[Values]) -> list[Values]:
    return sorted(entries, key=lambda one: (one["period"], one["code"]))


def _rates(codes: set[str], at: datetime | None) -> list[Values]:
    if not codes:
        return []
    return [*entries_of(RATES, field="batch", codes=codes, at=at).values()]


def _total(
    values: Values, batches: _Entries, members: Members, grounds: Grounds, *, is_told: bool
) -> TotalHeld:
    taken = batches_in(values, batches.values())
    return TotalHeld(
        name=Linked(label=values["name"], address=grounds.entry(TOTALS, values["code"])),
        period=period_word(values["period"]),
        count=grounds.number(TOTALS, values, "projects"),
        investment=grounds.number(TOTALS, values, "investment"),
        batches=tuple(
            Linked(label=one["name"], address=grounds.batch(one["code"])) for one in taken
        ),
        checks=shown(_checks(values, taken, members), is_told=is_told),
        document=grounds.document(values["document"]),
    )


def _checks(values: Values, taken: Sequence[Values], members: Members) -> Iterator[Checked]:
    words = {"count": _("项目数"), "amount": _("投资额"), "stages": _("阶段"), "time": _("时间")}
    try:
        for one in held(values, taken, members):
            yield checked(one.answer, about=words[one.about])
    except BaylineError as error:
        yield contradicted(error)


def _stages(counts: Sequence[Values], grounds: Grounds) -> Iterator[StageHeld]:
    for a, b, answer in by_stage(counts):
        yield StageHeld(
            list=a["list"],
            stage_word=stage_word(a["stage"]),
            first=grounds.number(COUNTS, a, "projects"),
            first_document=grounds.document(a["document"]),
            second=grounds.number(COUNTS, b, "projects"),
            second_document=grounds.document(b["document"]),
            check=checked(answer),
        )
