"""The first page of industry: its state in a sentence, what is wrong, the chains, the schemes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer
from bayline.systems.industry.pages import words
from bayline.systems.industry.pages.chain_context import ChainRow
from bayline.systems.industry.pages.chains import by_need, rows_of
from bayline.systems.industry.pages.scheme_context import SchemeRow
from bayline.systems.industry.pages.schemes import scheme_rows
from bayline.systems.industry.queries import AtHand
from bayline.systems.industry.queries.chains import Chain, chains
from bayline.systems.industry.queries.classes import counted, is_told, strays_in, subjects_of
from bayline.systems.industry.queries.schemes import hand
from bayline.systems.industry.rules.chains import Role, empty_links, once
from bayline.systems.industry.rules.entries import PROJECTS

_SHOWN = 8  # chains


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Something that somebody has to see to."""

    look: str
    word: str
    sentence: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """How the region's industry stands."""

    chains: int
    links: int
    empty: int
    anchors: int
    members: int
    wrong: tuple[Wrong, ...]
    rows: tuple[ChainRow, ...]
    rest: int
    projects: int
    classified: int
    is_counted: bool  # whether classes are told; they are not published
    schemes: tuple[SchemeRow, ...]
    walks: int
    as_of: str


def overview(request: HttpRequest) -> Answer:
    """Show how industry stands."""
    at, ways = as_of(request), addresses(request)
    known = hand(at)
    found = by_need(chains(at))
    rows = (*rows_of(found[:_SHOWN], ways, at),)
    members = [one for each in found for one in once(each.members)]
    page = OverviewPage(
        chains=len(found),
        links=sum(len(one.links) for one in found),
        empty=sum(len(empty_links(one.links, one.members)) for one in found),
        anchors=sum(one.count for one in members if one.role is Role.ANCHOR),
        members=sum(one.count for one in members),
        wrong=(*_wrong(found, rows, ways), *_strays(known, ways, at)),
        rows=rows,
        rest=max(len(found) - _SHOWN, 0),
        projects=counted(PROJECTS, at=at),
        classified=subjects_of("", at=at)[0],
        is_counted=is_told(),
        schemes=(*scheme_rows(known, ways, at),),
        walks=len(known.crosswalks),
        as_of=ways.as_of,
    )
    return Answer(context=page, template="industry/industry.html")


def _wrong(found: Iterable[Chain], rows: Iterable[ChainRow], ways: Addresses) -> Iterator[Wrong]:
    for row in rows:
        for one in row.accounts:
            if one.state == "over":
                sentence = _("%(chain)s的%(what)s，列出的多于公布的") % {
                    "chain": row.chain.label,
                    "what": one.word,
                }
                yield Wrong(
                    look=one.look, word=_("注意"), sentence=sentence, address=row.chain.address
                )
    gaps = sum(1 for chain in found for link in chain.links if link.is_gap)
    if gaps:
        said = ngettext("%(n)d个环节有文件写明本地缺", "%(n)d个环节有文件写明本地缺", gaps)
        yield Wrong(
            look="warn",
            word=_("公布的缺口"),
            sentence=said % {"n": gaps},
            address=ways.to("/industry/chains"),
        )


def _strays(known: AtHand, ways: Addresses, at: datetime | None) -> Iterator[Wrong]:
    """Give the schemes whose version at hand lacks a class that something is said to be of."""
    for scheme in known.schemes.values():
        count = strays_in(scheme, at=at)
        if count:
            said = ngettext(
                "%(n)d处归到“%(scheme)s”现在没有的类", "%(n)d处归到“%(scheme)s”现在没有的类", count
            )
            yield Wrong(
                look="bad",
                word=_("不一致"),
                sentence=said % {"n": count, "scheme": words.scheme_word(scheme)},
                address=ways.to(f"/industry/schemes/{quote(scheme.id)}"),
            )
