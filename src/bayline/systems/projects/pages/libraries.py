"""Project libraries: what is stated of each, its categories, and the projects that are named."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages import words
from bayline.systems.projects.pages.answers import Checked, checked, contradicted, shown_one
from bayline.systems.projects.pages.grounds import Grounds, Linked, asked_by
from bayline.systems.projects.pages.library_account import account_of
from bayline.systems.projects.pages.library_context import (
    CategoryRow,
    Holding,
    LibrariesPage,
    LibraryPage,
    LibraryRow,
)
from bayline.systems.projects.queries import entries_of, names_in
from bayline.systems.projects.rules.amounts import figure_in
from bayline.systems.projects.rules.batches import Member
from bayline.systems.projects.rules.entries import (
    CATEGORIES,
    HOLDINGS,
    LIBRARIES,
    PROJECTS,
    member_of,
)
from bayline.systems.projects.rules.holdings import in_order, library_of
from bayline.systems.projects.rules.libraries import count_answer, unnamed
from bayline.systems.projects.rules.listing import PAGE_ROWS
from bayline.systems.projects.terms import AmountKind


def libraries(request: HttpRequest) -> Answer:
    """List the libraries, the last year first."""
    at, ways = as_of(request), addresses(request)
    found = entries_of(LIBRARIES, at=at)
    ordered = sorted(found.values(), key=lambda one: (one["period"], one["code"]), reverse=True)
    size, address = PAGE_ROWS, lambda one: ways.to("/projects/libraries", page=one)
    pager = Pager.of(page_number(request), len(ordered), size=size, address=address)
    shown = pager.cut(ordered, size=size)
    codes = [one["code"] for one in shown]
    categories = entries_of(CATEGORIES, field="library", codes=codes, at=at) if codes else {}
    members = entries_of(HOLDINGS, field="library", codes=codes, at=at) if codes else {}
    grounds = Grounds(asked_by(shown), ways)
    page = LibrariesPage(
        total=len(ordered),
        pager=pager,
        rows=tuple(
            _row(one, categories, members, grounds, is_told=is_staff(request)) for one in shown
        ),
        as_of=ways.as_of,
        list_address=ways.to("/projects"),
        new_address=Addresses(prefix=ways.prefix).to(f"/registers/{LIBRARIES}/new"),
    )
    return Answer(context=page, template="projects/libraries.html")


def _row(
    values: Values,
    categories: Mapping[str, Values],
    members: Mapping[str, Values],
    grounds: Grounds,
    *,
    is_told: bool,
) -> LibraryRow:
    code = values["code"]
    parts = [one for one in categories.values() if one["library"] == code]
    named = [member_of(one) for one in members.values() if one["library"] == code]
    return LibraryRow(
        library=Linked(label=values["name"], address=grounds.library(code)),
        period=values["period"],
        count=grounds.number(LIBRARIES, values, "projects"),
        investment=grounds.number(LIBRARIES, values, "investment"),
        in_year=grounds.number(LIBRARIES, values, "in_year"),
        categories=len(parts),
        named=sum(one.count for one in named),
        check=shown_one(_check(values, parts) if parts else None, is_told=is_told),
        document=grounds.document(values["document"]),
    )


def _check(values: Values, categories: Sequence[Values]) -> Checked:
    try:
        return checked(count_answer(library_of(values, categories)))
    except BaylineError as error:
        return contradicted(error)


def library(request: HttpRequest, code: str) -> Answer:
    """Show a library with its arithmetic.

    Raises:
        Http404: There is none of that code, or was none then.
    """
    at, ways = as_of(request), addresses(request)
    found = entries_of(LIBRARIES, field="code", codes=[code], at=at).get(code)
    if found is None:
        raise Http404
    categories = in_order(entries_of(CATEGORIES, field="library", codes=[code], at=at))
    members = [*entries_of(HOLDINGS, field="library", codes=[code], at=at).values()]
    grounds = Grounds(asked_by([found, *categories, *members]), ways)
    account = account_of(found, categories, members, is_told=is_staff(request))
    page = LibraryPage(
        code=code,
        name=found["name"],
        period=found["period"],
        place=grounds.place(found["place"]) if found.get("place") else None,
        document=grounds.document(found["document"]),
        count=grounds.number(LIBRARIES, found, "projects"),
        investment=grounds.number(LIBRARIES, found, "investment"),
        in_year=grounds.number(LIBRARIES, found, "in_year"),
        **account,
        categories=tuple(_category(one, members, grounds) for one in categories),
        members=(*_members(members, categories, grounds, at),),
        as_of=ways.as_of,
        list_address=ways.to("/projects/libraries"),
        entry_address=grounds.entry(LIBRARIES, code),
        category_address=_form(ways, CATEGORIES, code),
        member_address=_form(ways, HOLDINGS, code),
    )
    return Answer(context=page, template="projects/library.html")


def _form(ways: Addresses, register: str, code: str) -> str:
    address = Addresses(prefix=ways.prefix).to(f"/registers/{register}/new")
    return f"{address}?{urlencode({'v.library': code})}"


def _category(values: Values, members: Sequence[Values], grounds: Grounds) -> CategoryRow:
    named = [member_of(one) for one in members if one.get("category") == values["code"]]
    return CategoryRow(
        name=Linked(label=values["name"], address=grounds.entry(CATEGORIES, values["code"])),
        count=grounds.number(CATEGORIES, values, "projects"),
        investment=grounds.number(CATEGORIES, values, "investment"),
        in_year=grounds.number(CATEGORIES, values, "in_year"),
        named=sum(one.count for one in named),
        left=_left(values, named),
        document=grounds.document(values["document"]),
    )


def _left(values: Values, named: Sequence[Member]) -> str:
    try:
        left = unnamed(values["name"], figure_in(values["projects"]), None, named)
    except BaylineError:  # said above the table
        return ""
    return words.figure_word(left.count)


def _members(
    members: Sequence[Values],
    categories: Sequence[Values],
    grounds: Grounds,
    at: datetime | None,
) -> Iterator[Holding]:
    called = {one["code"]: one["name"] for one in categories}
    codes = {one["project"] for one in members if one.get("project")}
    names = names_in(PROJECTS, codes, at=at)
    for one in sorted(members, key=lambda each: (each.get("category", ""), each["code"])):
        code, kind = one.get("project", ""), one.get("kind", "")
        where = grounds.project(code) if code in names else ""
        yield Holding(
            label=Linked(label=one["name"], address=grounds.entry(HOLDINGS, one["code"])),
            project=Linked(label=names.get(code, code), address=where) if code else None,
            category=called.get(one.get("category", ""), ""),
            count=grounds.number(HOLDINGS, one, "count"),
            amount=grounds.number(HOLDINGS, one, "amount"),
            kind_word=words.kind_word(AmountKind(kind)) if kind else "",
            document=grounds.document(one["document"]),
        )
