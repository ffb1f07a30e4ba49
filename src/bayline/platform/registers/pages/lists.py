"""The list of registers, and that of entries; all of its state is in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from bayline.platform.addresses import addresses, addresses_of_now
from bayline.platform.asking import as_of, page_number
from bayline.platform.pages import Answer, is_english
from bayline.platform.registers import queries
from bayline.platform.registers.asking import PAGE_ROWS, Ask, Listing
from bayline.platform.registers.cells import printed
from bayline.platform.registers.pages.cells import Cell, Naming, cell_of, role_of
from bayline.platform.registers.pages.refusing import refusing, register_or_404
from bayline.platform.registers.queries.entries import as_it_is
from bayline.platform.registers.terms import NUMERIC, Entry, Field, Kind, Register, Source

_PAGE = {"twin": False}
_FACET = "f."  # before the name of a field in the address
_TEXT_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One register in the list of all."""

    name: str
    title: str
    about: str
    count: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistersPage:
    """All registers."""

    registers: tuple[RegisterLine, ...]


@refusing
def registers_page(request: HttpRequest) -> Answer:
    """List the registers."""
    english, moment = is_english(), as_of(request)
    lines = tuple(
        RegisterLine(
            name=each.name,
            title=each.called(english=english),
            about=each.about_en if english else each.about,
            count=queries.count(each, at=moment),
            address=addresses(request).to(f"/registers/{each.name}"),
        )
        for each in queries.registers()
    )
    return Answer(context=RegistersPage(registers=lines), template="registers/registers.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the list, and the address that sorts by it."""

    name: str
    title: str
    unit: str
    order: str  # ascending, descending, or empty
    address: str = field(metadata=_PAGE)
    is_number: bool = field(metadata=_PAGE)
    role: str = field(default="", metadata=_PAGE)  # key, label: what names the entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry in the list."""

    key: str
    version: int
    address: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a facet, with the address that takes it in or out."""

    value: str
    text: str
    count: int
    is_chosen: bool
    address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A filter."""

    name: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A part of the address that a form keeps."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of the entries of a register."""

    register: str
    title: str
    about: str
    total: int
    everything: int
    page: int
    pages: int
    text: str
    as_of: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    facets: tuple[Facet, ...]
    source: Source | None
    kept: tuple[Kept, ...] = field(metadata=_PAGE)
    query: str = field(metadata=_PAGE)  # for links that keep what was asked
    before: str = field(metadata=_PAGE)
    after: str = field(metadata=_PAGE)
    whole: str = field(metadata=_PAGE)  # the same list without filters
    on_map: str  # where the map shows these entries; empty where nothing says where they lie


def ask_of(request: HttpRequest, register: Register) -> Ask:
    """Read what is asked of a list from the address.

    Raises:
        BaylineError: The moment is none.
    """
    filters = {
        each.name: (*request.GET.getlist(f"{_FACET}{each.name}"),)
        for each in register.fields
        if each.facet and f"{_FACET}{each.name}" in request.GET
    }
    sort = request.GET.get("sort", "")
    return Ask(
        text=request.GET.get("q", "").replace("\0", "").strip()[:_TEXT_LONGEST],
        filters=filters,
        sort=sort if register.field(sort.removeprefix("-")) else "",
        page=page_number(request),
        at=as_of(request),
    )


def query_of(ask: Ask, *, as_of: str) -> str:
    """Write what is asked as the query of an address, beginning with its question mark."""
    return _query(ask, ask.filters, sort=ask.sort, page=ask.page, as_of=as_of)


def _query(
    ask: Ask, filters: Mapping[str, tuple[str, ...]], *, sort: str, page: int, as_of: str
) -> str:
    pairs = [("q", ask.text), ("sort", sort), ("as_of", as_of)]
    asked = [(name, value) for name, value in pairs if value]
    for name, values in filters.items():
        asked += [(f"{_FACET}{name}", value) for value in values]
    if page > 1:
        asked.append(("page", str(page)))
    return f"?{urlencode(asked)}" if asked else ""


@refusing
def entries_page(request: HttpRequest, name: str) -> Answer:
    """Show one page of a register's entries."""
    register = register_or_404(name)
    ask = ask_of(request, register)
    found = queries.listing(register, ask, unseal=as_it_is)
    written = request.GET.get("as_of", "").strip()
    return Answer(context=_page(register, ask, found, written), template="registers/list.html")


def _page(register: Register, ask: Ask, found: Listing, written: str) -> ListPage:
    english = is_english()
    pages = max(1, -(-found.total // PAGE_ROWS))
    ask = replace(ask, page=min(ask.page, pages))
    fields = [each for each in register.fields if each.listed and not each.personal]
    naming = Naming(register, found.entries)
    links = _Links(ask, written)
    return ListPage(
        register=register.name,
        title=register.called(english=english),
        about=register.about_en if english else register.about,
        total=found.total,
        everything=found.everything,
        page=ask.page,
        pages=pages,
        text=ask.text,
        as_of=written,
        columns=tuple(_column(register, each, links) for each in fields),
        rows=tuple(_row(register, fields, each, naming) for each in found.entries),
        facets=tuple(_facet(register, name, found, links) for name in found.facets),
        source=register.source,
        kept=links.kept(),
        query=links.to(page=1),
        before=links.to(page=ask.page - 1) if ask.page > 1 else "",
        after=links.to(page=ask.page + 1) if ask.page < pages else "",
        whole=query_of(Ask(sort=ask.sort, at=ask.at), as_of=written) or "?",
        on_map=replace(addresses_of_now(), as_of=written).to("/map", layer=register.name)
        if register.located_by
        else "",
    )


class _Links:
    """Addresses that change one thing of what is asked and keep the rest."""

    def __init__(self, ask: Ask, written: str) -> None:
        self.ask, self._written = ask, written

    def to(self, *, page: int = 1, sort: str | None = None) -> str:
        ask, sort = self.ask, self.ask.sort if sort is None else sort
        return _query(ask, ask.filters, sort=sort, page=page, as_of=self._written) or "?"

    def filtered(self, filters: Mapping[str, tuple[str, ...]]) -> str:
        ask = self.ask
        return _query(ask, filters, sort=ask.sort, page=1, as_of=self._written) or "?"

    def kept(self) -> tuple[Kept, ...]:
        parts = QueryDict(query_of(replace(self.ask, text="", page=1), as_of="")[1:])
        return tuple(
            Kept(name=name, value=value) for name, values in parts.lists() for value in values
        )


def _column(register: Register, each: Field, links: _Links) -> Column:
    sort = links.ask.sort
    orders = {each.name: "ascending", f"-{each.name}": "descending"}
    return Column(
        name=each.name,
        title=each.called(english=is_english()),
        unit=each.unit if each.kind is Kind.DECIMAL else "",
        order=orders.get(sort, ""),
        address=links.to(sort=f"-{each.name}" if sort == each.name else each.name),
        is_number=each.kind in NUMERIC,
        role=role_of(register, each),
    )


def _row(register: Register, fields: list[Field], entry: Entry, naming: Naming) -> Row:
    return Row(
        key=entry.key,
        version=entry.version,
        address=naming.address(register.name, entry.key),
        cells=tuple(cell_of(register, each, entry, naming) for each in fields),
    )


def _facet(register: Register, name: str, found: Listing, links: _Links) -> Facet:
    each = next(each for each in register.fields if each.name == name)
    chosen = links.ask.filters.get(name, ())
    values = [count.value for count in found.facets[name]]
    sample = (Entry(key="", version=1, values={name: value}) for value in values if value)
    naming = Naming(register, sample)
    options = tuple(
        Option(
            value=count.value,
            text=naming.called(each, count.value)
            or printed(each, count.value, english=is_english())
            or _("未填"),
            count=count.count,
            is_chosen=count.value in chosen,
            address=links.filtered(_toggled(links.ask.filters, name, count.value)),
        )
        for count in found.facets[name]
    )
    return Facet(name=name, title=each.called(english=is_english()), options=options)


def _toggled(
    filters: Mapping[str, tuple[str, ...]], name: str, value: str
) -> Mapping[str, tuple[str, ...]]:
    chosen = filters.get(name, ())
    values = (
        tuple(each for each in chosen if each != value) if value in chosen else (*chosen, value)
    )
    rest = {other: kept for other, kept in filters.items() if other != name}
    return {**rest, name: values} if values else rest
