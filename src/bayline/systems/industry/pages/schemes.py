"""Schemes and crosswalks: the list, and the page of each."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from django.http import Http404, HttpRequest
from django.utils import timezone

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.grounds import Grounds, Linked, Quoted, asked_by
from bayline.platform.packs.queries import Version
from bayline.platform.pages import Answer, is_english
from bayline.systems.industry.pages import words
from bayline.systems.industry.pages.classing import (
    Asked,
    chosen_of,
    divisions_of,
    strays_of,
)
from bayline.systems.industry.pages.scheme_context import (
    SchemePage,
    SchemeRow,
    SchemesPage,
    TallyView,
    VersionView,
    WalkRow,
)
from bayline.systems.industry.queries import AtHand
from bayline.systems.industry.queries.classes import is_told, subjects_of, tallies
from bayline.systems.industry.queries.schemes import hand, versions
from bayline.systems.industry.rules.schemes import counts_by_level
from bayline.systems.industry.terms import Crosswalk, Scheme


def schemes_page(request: HttpRequest) -> Answer:
    """List the schemes and the crosswalks between them."""
    at, ways = as_of(request), addresses(request)
    known = hand(at)
    page = SchemesPage(
        rows=(*scheme_rows(known, ways, at),),
        is_counted=is_told(),
        walks=tuple(_walk(one, known, ways) for one in known.crosswalks.values()),
        as_of=ways.as_of,
    )
    return Answer(context=page, template="industry/schemes.html")


def scheme_rows(known: AtHand, ways: Addresses, at: datetime | None) -> Iterator[SchemeRow]:
    """Give the schemes with how much is of each."""
    dated = versions(at=at)
    for scheme in known.schemes.values():
        projects, firms = subjects_of(scheme.id, at=at)
        groups = dict.fromkeys(one.group for one in scheme.classes.values())
        yield SchemeRow(
            id=scheme.id,
            title=words.scheme_word(scheme),
            address=ways.to(f"/industry/schemes/{quote(scheme.id)}"),
            levels=counts_by_level(scheme),
            divisions=tuple(words.group_word(scheme, one) for one in groups if one),
            versions=tuple(map(_day, dated.get(scheme.id, ()))),
            tally=TallyView(projects=projects, firms=firms),
        )


def _walk(walk: Crosswalk, known: AtHand, ways: Addresses) -> WalkRow:
    source, target = (
        Linked(
            label=words.scheme_word(known.schemes[one]),
            address=ways.to(f"/industry/schemes/{quote(one)}"),
        )
        for one in (walk.source, walk.target)
    )
    title = walk.title or walk.id
    return WalkRow(id=walk.id, title=title, source=source, target=target, links=len(walk.links))


def scheme_page(request: HttpRequest, code: str) -> Answer:
    """Show a scheme: its tree, what is of each class, its versions and crosswalks.

    Raises:
        Http404: There is none of that name, or was none then.
    """
    at, ways = as_of(request), addresses(request)
    known = hand(at)
    scheme = known.schemes.get(code)
    if scheme is None:
        raise Http404
    asked = Asked(
        scheme=scheme,
        hand=known,
        tallies=tallies(scheme, at=at),
        ways=ways,
        at=at,
        code=request.GET.get("class", "").strip(),
        is_used_only=request.GET.get("only") == "used",
        page=page_number(request),
    )
    return Answer(context=_page(asked), template="industry/scheme.html")


def _page(asked: Asked) -> SchemePage:
    scheme, known = asked.scheme, asked.hand
    dated = (*_versions(asked),)
    return SchemePage(
        id=scheme.id,
        title=words.scheme_word(scheme),
        note=(scheme.note_en if is_english() else "") or scheme.note,
        quoted=_quoted(scheme, asked.ways),
        levels=counts_by_level(scheme),
        versions=dated,
        is_shipped=not dated,
        is_used_only=asked.is_used_only,
        is_counted=is_told(),
        divisions=(*divisions_of(asked),),
        chosen=chosen_of(asked),
        walks=tuple(
            _walk(one, known, asked.ways)
            for one in known.crosswalks.values()
            if scheme.id in {one.source, one.target}
        ),
        strays=(*strays_of(asked),),
        as_of=asked.ways.as_of,
        all_address=asked.to(),
        used_address=asked.to(only="used"),
        classify_address=Addresses(prefix=asked.ways.prefix).to("/industry/classify", by=scheme.id),
    )


def _quoted(scheme: Scheme, ways: Addresses) -> Quoted | None:
    document, quote_ = scheme.document
    if not document:
        return None
    values = {"document": document, "quote": quote_}
    return Grounds(asked_by([values]), ways).quoted(values)


def _versions(asked: Asked) -> Iterator[VersionView]:
    known = versions(at=asked.at, identifier=asked.scheme.id)
    for one in known.get(asked.scheme.id, ()):
        day = _day(one)
        path = f"/industry/schemes/{quote(asked.scheme.id)}"
        then = Addresses(prefix=asked.ways.prefix, as_of=day)
        yield VersionView(day=day, address=then.to(path), is_gone=one.is_gone)


def _day(version: Version) -> str:
    return timezone.localtime(version.recorded).date().isoformat()
