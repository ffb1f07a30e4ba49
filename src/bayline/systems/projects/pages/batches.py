"""Batches: starts and signings announced together, and the page of each with its arithmetic."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages import words
from bayline.systems.projects.pages.adding import (
    Members,
    account_of,
    in_year_of,
    members_by_batch,
    sum_of,
    sums_of,
    year_of,
    years_of,
)
from bayline.systems.projects.pages.batch_context import (
    BatchesPage,
    BatchPage,
    BatchRow,
    MemberNamed,
)
from bayline.systems.projects.pages.grounds import Grounds, Linked, asked_by
from bayline.systems.projects.pages.publishing import rows_of
from bayline.systems.projects.queries import entries_of, names_in
from bayline.systems.projects.rules.entries import BATCHES, MEMBERS, PROJECTS, RATES, batch_of
from bayline.systems.projects.rules.listing import PAGE_ROWS
from bayline.systems.projects.terms import AmountKind, Stage


def batches(request: HttpRequest) -> Answer:
    """List the batches, the last first, and what those of a year come to."""
    at, ways = as_of(request), addresses(request)
    found = entries_of(BATCHES, at=at)
    members = members_by_batch(entries_of(MEMBERS, at=at).values())
    grounds = Grounds(asked_by(found.values()), ways)
    ordered = sorted(found.values(), key=lambda one: (one["date"], one["code"]), reverse=True)
    size, address = PAGE_ROWS, lambda one: ways.to("/batches", page=one)
    pager = Pager.of(page_number(request), len(ordered), size=size, address=address)
    shown = pager.cut(ordered, size=size)
    page = BatchesPage(
        total=len(ordered),
        pager=pager,
        rows=tuple(batch_row(values, members.get(values["code"], ()), grounds) for values in shown),
        sums=(*sums_of(found, members, grounds),) if pager.page == 1 else (),
        years=tuple(
            Linked(label=str(year), address=ways.to("/projects/batches", year=year))
            for year in years_of(found)
        ),
    )
    return Answer(context=page, template="projects/batches.html")


def batch_row(values: Values, members: Sequence[Values], grounds: Grounds) -> BatchRow:
    """Give the row of a batch."""
    batch = batch_of(values, members)
    return BatchRow(
        batch=Linked(label=values["name"], address=grounds.batch(values["code"])),
        stage=values["stage"],
        stage_word=words.stage_word(batch.stage),
        date=values["date"],
        count=grounds.number(BATCHES, values, "projects"),
        investment=grounds.number(BATCHES, values, "investment"),
        kind_word=_kind(values),
        named=sum(member.count for member in batch.members),
        document=grounds.document(values["document"]),
    )


def _kind(values: Values) -> str:
    kind = values.get("kind", "")
    return words.kind_word(AmountKind(kind)) if kind else ""


def batch(request: HttpRequest, code: str) -> Answer:
    """Show a batch: stated, named, not named.

    Raises:
        Http404: There is none of that code, or was none then.
    """
    at, ways = as_of(request), addresses(request)
    every = entries_of(BATCHES, at=at)
    found = every.get(code)
    if found is None:
        raise Http404
    members = members_by_batch(entries_of(MEMBERS, at=at).values())
    named = members.get(code, [])
    alike = in_year_of(found, every)
    grounds = Grounds(asked_by([found, *named, *alike]), ways)
    shown = (*_named(named, members, _Around(every, grounds, at)),)
    year = year_of(batch_of(found, ()))
    page = BatchPage(
        code=code,
        name=found["name"],
        stage=found["stage"],
        stage_word=words.stage_word(Stage(found["stage"])),
        date=found["date"],
        place=grounds.place(found["place"]) if found.get("place") else None,
        document=grounds.document(found["document"]),
        count=grounds.number(BATCHES, found, "projects"),
        investment=grounds.number(BATCHES, found, "investment"),
        kind_word=_kind(found),
        members=shown,
        account=account_of(batch_of(found, named)),
        repeated=sum(1 for each in shown if each.also_in),
        sum=sum_of(year, alike, members, grounds) if year and len(alike) > 1 else None,
        rates=(*rows_of(_rates_of(code, at), at=at, ways=ways, is_told=is_staff(request)),),
        as_of=ways.as_of,
        entry_address=grounds.entry(BATCHES, code),
        list_address=ways.to("/batches"),
        member_address=_form(ways, code),
    )
    return Answer(context=page, template="projects/batch.html")


def _rates_of(code: str, at: datetime | None) -> list[Values]:
    return [*entries_of(RATES, field="batch", codes=[code], at=at).values()]


def _form(ways: Addresses, code: str) -> str:
    address = Addresses(prefix=ways.prefix).to(f"/registers/{MEMBERS}/new")
    return f"{address}?{urlencode({'v.batch': code})}"


class _Around:
    """What stands around the members of a batch."""

    def __init__(
        self, batches: Mapping[str, Values], grounds: Grounds, at: datetime | None
    ) -> None:
        self.batches, self.grounds, self.at = batches, grounds, at

    def batch(self, code: str) -> Linked:
        """Name a batch."""
        name = self.batches.get(code, {}).get("name", "")
        return Linked(label=name or code, address=self.grounds.batch(code) if name else "")


def _named(members: Sequence[Values], every: Members, around: _Around) -> Iterator[MemberNamed]:
    codes = {values["project"] for values in members if values.get("project")}
    names = names_in(PROJECTS, codes, at=around.at)
    standing: dict[str, list[str]] = {}
    for batch_code, group in every.items():
        for values in group:
            if values.get("project") in codes:
                standing.setdefault(values["project"], []).append(batch_code)
    for values in members:
        project = values.get("project", "")
        others = (one for one in standing.get(project, ()) if one != values["batch"])
        yield _member(values, names, [around.batch(one) for one in others], around.grounds)


def _member(
    values: Values, names: Mapping[str, str], also_in: Sequence[Linked], grounds: Grounds
) -> MemberNamed:
    code = values.get("project", "")
    where = grounds.project(code) if code in names else ""
    return MemberNamed(
        label=Linked(label=values["name"], address=grounds.entry(MEMBERS, values["code"])),
        project=Linked(label=names.get(code, code), address=where) if code else None,
        count=grounds.number(MEMBERS, values, "count"),
        amount=grounds.number(MEMBERS, values, "amount"),
        kind_word=_kind(values),
        document=grounds.document(values["document"]),
        also_in=(*also_in,),
    )
