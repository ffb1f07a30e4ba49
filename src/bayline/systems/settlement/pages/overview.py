"""What settlement is, which rules there are, and where the office goes from here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.pages import Answer
from bayline.systems.settlement.pages import words
from bayline.systems.settlement.rules.packs import catalogs, packs
from bayline.systems.settlement.rules.writing import percent
from bayline.systems.settlement.terms import Band, Key, Number, Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """Rules or a catalog in the list."""

    id: str
    title: str
    area: str
    since: date
    until: date | None
    is_verified: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """What the first page shows."""

    rules: tuple[BookLine, ...]
    catalogs: tuple[BookLine, ...]
    desk_address: str
    statistics_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """One number of the rules with the document that it claims to come from."""

    what: str
    whom: str
    number: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """Rules with all their numbers."""

    book: BookLine
    documents: tuple[str, ...]
    numbers: tuple[NumberLine, ...]
    home_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One item of a catalog."""

    code: str
    name: str
    category: str
    advance: str
    limit: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogPage:
    """A catalog with all its items."""

    book: BookLine
    entries: tuple[EntryLine, ...]
    home_address: str


def overview(request: HttpRequest) -> Answer:
    """Show what settlement is."""
    ways = addresses(request)
    page = OverviewPage(
        rules=tuple(_book(one, ways) for one in packs()),
        catalogs=tuple(
            BookLine(
                id=one.id,
                title=words.area_word(one.area),
                area=words.area_word(one.area),
                since=one.since,
                until=one.until,
                is_verified=False,
                address=ways.to(f"/settlement/rules/{one.id}"),
            )
            for one in catalogs()
        ),
        desk_address=ways.to("/settlement/desk", as_of=""),
        statistics_address=ways.to("/settlement/statistics", as_of=""),
    )
    return Answer(context=page, template="settlement/overview.html")


def _book(pack: Pack, ways: Addresses) -> BookLine:
    return BookLine(
        id=pack.id,
        title=pack.title,
        area=words.area_word(pack.area),
        since=pack.since,
        until=pack.until,
        is_verified=pack.verified,
        address=ways.to(f"/settlement/rules/{pack.id}"),
    )


def rules(request: HttpRequest, name: str) -> Answer:
    """Show rules or a catalog with every number and its document.

    Raises:
        Http404: There are none of that name.
    """
    ways = addresses(request)
    for one in packs():
        if one.id == name:
            numbers = tuple(_numbers(one))
            page = RulesPage(
                book=_book(one, ways),
                documents=tuple(dict.fromkeys(line.source for line in numbers)),
                numbers=numbers,
                home_address=ways.to("/settlement"),
            )
            return Answer(context=page, template="settlement/rules.html")
    return _catalog(name, ways)


def _catalog(name: str, ways: Addresses) -> Answer:
    found = next((one for one in catalogs() if one.id == name), None)
    if found is None:
        raise Http404
    area = words.area_word(found.area)
    book = BookLine(
        id=found.id,
        title=area,
        area=area,
        since=found.since,
        until=found.until,
        is_verified=False,
        address=ways.to(f"/settlement/rules/{found.id}"),
    )
    entries = tuple(
        EntryLine(
            code=one.code,
            name=one.name,
            category=one.category.value,
            advance=percent(one.advance_bp),
            limit="" if one.limit is None else words.money(one.limit),
            source=one.source,
        )
        for one in found.entries.values()
    )
    page = CatalogPage(book=book, entries=entries, home_address=ways.to("/settlement"))
    return Answer(context=page, template="settlement/catalog.html")


def _numbers(pack: Pack) -> Iterable[NumberLine]:
    yield from _deductibles(pack)
    yield from _shares(pack)
    yield from _beyond(pack)


def _deductibles(pack: Pack) -> Iterable[NumberLine]:
    for key, number in pack.deductibles.items():
        yield _line("deductible", _whom(key), number)
    for place, number in enumerate(pack.stays, 1):
        yield _share("deductible_of_stay", words.parameter_word(f"stay {place}"), number)


def _shares(pack: Pack) -> Iterable[NumberLine]:
    for key, bands in pack.shares.items():
        yield from (_band("share", _whom(key), band) for band in bands)
    for key, number in pack.bonuses.items():
        yield _share("share", f"{_whom(key)} +", number)
    for filing, number in pack.remote.items():
        yield _share("remote", words.filing_word(filing), number)


def _beyond(pack: Pack) -> Iterable[NumberLine]:
    for visit, number in pack.ceilings.items():
        yield _line("ceiling", words.visit_word(visit), number)
    if pack.above is not None:
        yield _share("above_ceiling", "", pack.above)
    yield from (_band("major", "", band) for band in pack.major)
    if pack.major_ceiling is not None:
        yield _line("major", "", pack.major_ceiling)


def _whom(key: Key) -> str:
    visit, level, status = key
    return words.parameter_word(f"{visit.value} level {level} {status.value}")


def _line(rule: str, whom: str, number: Number) -> NumberLine:
    amount = words.money(number.value)
    return NumberLine(what=words.rule_word(rule), whom=whom, number=amount, source=number.source)


def _share(rule: str, whom: str, number: Number) -> NumberLine:
    share = percent(number.value)
    return NumberLine(what=words.rule_word(rule), whom=whom, number=share, source=number.source)


def _band(rule: str, whom: str, band: Band) -> NumberLine:
    ends = "" if band.end is None else words.money(band.end)
    span = "" if not band.start and not ends else f" {words.money(band.start)}–{ends}"
    share = percent(band.bp)
    return NumberLine(
        what=words.rule_word(rule), whom=f"{whom}{span}".strip(), number=share, source=band.source
    )
