"""The first page of villages: campaigns, demonstration villages by batch, routes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.http import HttpRequest

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Linked
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.registers.queries import entries_in
from bayline.systems.villages.pages.words import in_language
from bayline.systems.villages.queries.grounds import campaigns
from bayline.systems.villages.queries.registers import CITY_BATCHES, DEMONSTRATION, ROUTES
from bayline.systems.villages.rules.campaigns import reach
from bayline.systems.villages.terms.campaigns import Batch, Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """A batch of a campaign as its document says it; empty where it says nothing."""

    name: str
    quota: str
    start: str
    acceptance: str
    is_expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLine:
    """A campaign: how many villages it reaches of how many, and its batches."""

    title: str
    sentence: str
    note: str
    address: str
    batches: tuple[BatchLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityBatch:
    """A batch of demonstration villages: those of this region, and how many the whole city has."""

    name: str
    villages: tuple[Linked, ...]
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A route, with the entry that tells of it."""

    to: Linked
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """What the first page shows."""

    campaigns: tuple[CampaignLine, ...]
    named: int
    city: tuple[CityBatch, ...]
    routes: tuple[Route, ...]
    field_address: str
    registers: tuple[Linked, ...]


def overview(request: HttpRequest) -> Answer:
    """Show campaigns, demonstration villages and routes."""
    at, ways = as_of(request), addresses(request)
    staff = is_staff(request)
    demonstration = entries_in(DEMONSTRATION, at=at)
    page = OverviewPage(
        campaigns=tuple(_campaign(one, ways, is_shown=staff) for one in campaigns(at).values()),
        named=len(demonstration),
        city=tuple(_city(at, ways)),
        routes=tuple(_routes(at, ways)),
        field_address=ways.to("/villages/field") if staff and not ways.as_of else "",
        registers=tuple(_registers(ways)) if staff else (),
    )
    return Answer(context=page, template="villages/overview.html")


def _campaign(one: Campaign, ways: Addresses, *, is_shown: bool) -> CampaignLine:
    found = reach(one)
    return CampaignLine(
        title=in_language(one.title, one.title_en),
        sentence=in_language(found.zh, found.sentence),
        note=in_language(one.note, one.note_en or one.note),
        address=ways.to(f"/villages/campaigns/{quote(one.code)}") if is_shown else "",
        batches=tuple(map(_batch, one.batches)),
    )


def _batch(one: Batch) -> BatchLine:
    return BatchLine(
        name=in_language(one.name, one.name_en),
        quota="" if one.quota is None else str(one.quota),
        start=one.start.edtf if one.start else "",
        acceptance=one.acceptance.edtf if one.acceptance else "",
        is_expected=one.is_expected,
    )


def _city(at: datetime | None, ways: Addresses) -> Iterable[CityBatch]:
    sizes = entries_in(CITY_BATCHES, at=at)
    of_batch: dict[str, list[Linked]] = {}
    for code, values in sorted(entries_in(DEMONSTRATION, at=at).items()):
        address = ways.to(f"/villages/villages/{quote(code)}")
        of_batch.setdefault(values.get("batch", ""), []).append(
            Linked(label=values.get("name", code), address=address)
        )
    for batch, found in sorted(of_batch.items()):
        known = sizes.get(batch, {})
        yield CityBatch(
            name=known.get("name", batch), villages=tuple(found), size=known.get("size", "")
        )


def _routes(at: datetime | None, ways: Addresses) -> Iterable[Route]:
    for code, values in sorted(entries_in(ROUTES, at=at).items()):
        address = ways.to(f"/registers/{ROUTES}/{quote(code)}")
        yield Route(to=Linked(label=values["name"], address=address), note=values.get("note", ""))


def _registers(ways: Addresses) -> Iterable[Linked]:
    from bayline.platform.registers.queries import registers
    from bayline.systems.villages.queries import registers as named

    wanted = (
        *(named.CAMPAIGN_VILLAGES, named.INSPECTORS, named.STEPS, named.CITY_BATCHES),
        *(named.INCOMES, named.OPERATORS, named.HONORS),
    )
    for one in registers():
        if one.name in wanted:
            label = in_language(one.title, one.title_en)
            yield Linked(label=label, address=ways.to(f"/registers/{one.name}"))
