"""Chains: the list with what they lack, and the page of each."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain as chained
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.grounds import Grounds, Linked, asked_by
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer
from bayline.platform.registers.terms import Values
from bayline.systems.industry.pages.chain_context import ChainPage, ChainRow, ChainsPage
from bayline.systems.industry.pages.chaining import Told, accounts_of, links_of, pictures_of
from bayline.systems.industry.queries.chains import Chain, chains, names_of_members
from bayline.systems.industry.queries.schemes import hand
from bayline.systems.industry.rules.chains import Member, Role, empty_links, once
from bayline.systems.industry.rules.entries import (
    CHAINS,
    LINKS,
    MEMBERS,
    STATEMENTS,
)

PAGE_ROWS = 50
_NAMED = 5  # anchors that a row of the list names


def chains_page(request: HttpRequest) -> Answer:
    """List the chains, those with most segments without a member first."""
    at, ways = as_of(request), addresses(request)
    found = by_need(chains(at))
    pager = Pager.of(
        page_number(request),
        len(found),
        size=PAGE_ROWS,
        address=lambda one: ways.to("/industry/chains", page=one),
    )
    page = ChainsPage(
        total=len(found),
        empty=sum(len(empty_links(one.links, one.members)) for one in found),
        links=sum(len(one.links) for one in found),
        pager=pager,
        rows=(*rows_of(pager.cut(found, size=PAGE_ROWS), ways, at),),
        as_of=ways.as_of,
        new_address=ways.to(f"/registers/{CHAINS}/new"),
    )
    return Answer(context=page, template="industry/chains.html")


def by_need(found: Iterable[Chain]) -> list[Chain]:
    """Sort chains by how many segments nobody is listed in, the most first."""
    return sorted(found, key=lambda one: -len(empty_links(one.links, one.members)))


def rows_of(found: Iterable[Chain], ways: Addresses, at: datetime | None) -> Iterator[ChainRow]:
    """Give the rows of some chains, with what their names and numbers lead to."""
    known = [*found]
    stated = [*chained.from_iterable(one.entries[STATEMENTS].values() for one in known)]
    grounds = Grounds(asked_by(stated), ways)
    named = [one.entries[MEMBERS][each.key] for one in known for each in _anchors(one)[:_NAMED]]
    projects, firms = names_of_members(named, at=at)
    schemes = hand(at).schemes
    for one in known:
        told = Told(chain=one, grounds=grounds, projects=projects, firms=firms, schemes=schemes)
        yield _row(told)


def _row(told: Told) -> ChainRow:
    chain, values = told.chain, told.chain.values
    entries = chain.entries[MEMBERS]
    return ChainRow(
        chain=Linked(label=values["name"], address=_address(told.grounds.ways, values["code"])),
        scheme_class=told.scheme_class(values),
        anchors=tuple(
            told.subject(entries[one.key]) or Linked(label=one.label)
            for one in _anchors(chain)[:_NAMED]
        ),
        more=len(_anchors(chain)[_NAMED:]),
        members=sum(one.count for one in once(chain.members)),
        links=len(chain.links),
        empty=tuple(link.name for link in empty_links(chain.links, chain.members)),
        gaps=tuple(link.name for link in chain.links if link.is_gap),
        accounts=(*accounts_of(told),),
    )


def _anchors(chain: Chain) -> list[Member]:
    return [one for one in once(chain.members) if one.role is Role.ANCHOR]


def _address(ways: Addresses, code: str) -> str:
    return ways.to(f"/industry/chains/{quote(code)}")


def _entries(chain: Chain) -> list[Values]:
    parts = (chain.entries[name].values() for name in (LINKS, MEMBERS, STATEMENTS))
    return [chain.values, *chained.from_iterable(parts)]


def chain_page(request: HttpRequest, code: str) -> Answer:
    """Show a chain.

    Raises:
        Http404: There is none of that code, or was none then.
    """
    at, ways = as_of(request), addresses(request)
    found = chains(at, code)
    if not found:
        raise Http404
    every = _entries(found[0])
    projects, firms = names_of_members([*every, *_leads(found[0].values)], at=at)
    told = Told(
        chain=found[0],
        grounds=Grounds(asked_by(every), ways),
        projects=projects,
        firms=firms,
        schemes=hand(at).schemes,
    )
    return Answer(context=_page(told, every), template="industry/chain.html")


def _leads(values: Values) -> list[Values]:
    return [{"firm": values["lead"]}] if values.get("lead") else []


def _page(told: Told, every: list[Values]) -> ChainPage:
    chain, values, grounds = told.chain, told.chain.values, told.grounds
    members = once(chain.members)
    files = dict.fromkeys(one["document"] for one in every if one.get("document"))
    return ChainPage(
        code=values["code"],
        name=values["name"],
        scheme_class=told.scheme_class(values),
        place=grounds.place(values["place"]) if values.get("place") else None,
        lead=told.subject({"firm": values["lead"]}) if values.get("lead") else None,
        about=values.get("about", ""),
        quoted=grounds.quoted(values),
        anchors=sum(one.count for one in members if one.role is Role.ANCHOR),
        members=sum(one.count for one in members),
        links_total=len(chain.links),
        links_empty=len(empty_links(chain.links, chain.members)),
        accounts=(*accounts_of(told),),
        links=(*links_of(told),),
        pictures=pictures_of(told),
        sources=tuple(map(grounds.document, files)),
        as_of=grounds.ways.as_of,
        **_addresses(values["code"], grounds),
    )


def _addresses(code: str, grounds: Grounds) -> dict[str, str]:
    def form(register: str) -> str:
        address = Addresses(prefix=grounds.ways.prefix).to(f"/registers/{register}/new")
        return f"{address}?{urlencode({'v.chain': code})}"

    return {
        "list_address": grounds.ways.to("/industry/chains"),
        "entry_address": grounds.entry(CHAINS, code),
        "link_address": form(LINKS),
        "member_address": form(MEMBERS),
        "statement_address": form(STATEMENTS),
    }
