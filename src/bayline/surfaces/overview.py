"""概况: the region in one sentence and the figures that its pack names, for everybody."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.claims import ClaimKind
from bayline.kernel.evidence import TextPosition
from bayline.kernel.reviews import Review
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.packs import queries as packs
from bayline.platform.packs.paths import OVERVIEW, REGION
from bayline.platform.pages import Answer, is_english
from bayline.platform.people.visiting import is_staff
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptClaim, KeptSource
from bayline.surfaces.published import PublicationNote, publication_note
from bayline.surfaces.words import exactly, period_words

_LATEST = 5
_HEDGE = 6  # characters that a hedge before a figure may have


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewFigure:
    """One figure of the front page, or why it is not there."""

    title: str
    printed: str
    exact: str  # in English, where the page is
    address: str
    period: str
    source: str
    document: str
    published: date | None
    note: str  # why it is missing, or that nobody has reviewed it


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestDocument:
    """A document that came in lately."""

    title: str
    address: str
    publisher: str
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The region for everybody."""

    name: str
    sentence: str
    figures: tuple[OverviewFigure, ...]
    latest: tuple[LatestDocument, ...]
    corrections: str  # empty for the public, to whom findings are not shown
    changes: str
    publication: PublicationNote | None


def overview(request: HttpRequest) -> Answer:
    """Show the region in one sentence and its figures."""
    moment, to = as_of(request), addresses(request)
    region = _toml(packs.file(REGION, moment))
    asked = _toml(packs.file(OVERVIEW, moment)).get("figure", [])
    latest = queries.sources(as_of=moment, limit=_LATEST)
    context = OverviewPage(
        name=_in_language(region, "name"),
        sentence=_in_language(region, "sentence"),
        figures=_figures(asked, to, moment=moment),
        latest=tuple(_document(one, to) for one in latest),
        corrections=to.findings(view="public") if is_staff(request) else "",
        changes=to.to("/changes"),
        publication=publication_note(to, as_of=moment),
    )
    return Answer(context=context, template="shell/overview.html")


def _toml(data: bytes | None) -> dict[str, Any]:
    return {} if data is None else tomllib.loads(data.decode())  # looked through when it was kept


def _in_language(parts: Mapping[str, Any], key: str) -> str:
    chinese = str(parts.get(key, ""))
    return str(parts.get(f"{key}_en") or chinese) if is_english() else chinese


def _document(source: KeptSource, to: Addresses) -> LatestDocument:
    return LatestDocument(
        title=source.title,
        address=to.document(source.sha256),
        publisher=source.publisher,
        published=source.published,
    )


def _figures(
    asked: Sequence[Mapping[str, Any]], to: Addresses, *, moment: datetime | None
) -> tuple[OverviewFigure, ...]:
    """Find the figures that are asked for, all of them by a few questions."""
    places = queries.occurrences(
        [(str(one["document"]), str(one["quote"]), int(one.get("nth", 1))) for one in asked],
        as_of=moment,
    )
    claims = _claims_at([place for place in places if place], moment)
    return tuple(
        _figure(one, claims.get(place) if place else None, to, is_printed=place is not None)
        for one, place in zip(asked, places, strict=True)
    )


def _claims_at(
    places: Sequence[tuple[int, int, int]], moment: datetime | None
) -> dict[tuple[int, int, int], KeptClaim]:
    """Give the claims on stretches of texts; one that was replaced gives way to what counts."""
    if not places:
        return {}
    found = queries.claims(
        as_of=moment,
        kind=ClaimKind.FIGURE,
        text__in={text for text, _start, _end in places},
        start__in={start - hedge for _, start, _ in places for hedge in range(_HEDGE)},
    )
    chosen = {place: one for place in places if (one := _around(found, place))}
    replaced = [one.key for one in chosen.values() if one.state in _GONE]
    accepted = queries.accepted_for(replaced, as_of=moment) if replaced else {}
    return {place: accepted.get(one.key, one) for place, one in chosen.items()}


_GONE = (Review.SUPERSEDED, Review.RETURNED)
_FIRST = (Review.ACCEPTED, Review.PROPOSED, *_GONE)


def _around(found: Sequence[KeptClaim], place: tuple[int, int, int]) -> KeptClaim | None:
    """Choose the claim that stands on some characters, or most closely around them.

    An accepted one comes before any other, for the page prints what counts.
    """
    text, start, end = place
    spans = ((_place(one), one) for one in found)
    fitting = [
        ((_FIRST.index(one.state), last - first, -one.key), one)
        for (of, first, last), one in spans
        if of == text and first <= start and last >= end
    ]
    return min(fitting, key=lambda each: each[0])[1] if fitting else None


def _place(claim: KeptClaim) -> tuple[int, int, int]:
    position = claim.claim.evidence.selectors[0]
    assert isinstance(position, TextPosition)  # noqa: S101 - it was asked for by its text
    return claim.text or 0, position.start, position.end


def _figure(
    asked: Mapping[str, Any], claim: KeptClaim | None, to: Addresses, *, is_printed: bool
) -> OverviewFigure:
    source = claim.claim.evidence.source if claim else None
    is_shown = claim is not None and claim.state not in {Review.RETURNED, Review.SUPERSEDED}
    return OverviewFigure(
        title=_in_language(asked, "title"),
        printed=claim.quote if claim and is_shown else "",
        exact=exactly(claim) if claim and is_shown else "",
        address=to.figure(claim.id) if claim else "",
        period=_period(claim),
        source=source.title if source else "",
        document=to.document(source.sha256) if source else "",
        published=source.published if source else None,
        note=_note(claim, is_printed=is_printed),
    )


def _period(claim: KeptClaim | None) -> str:
    """Say the period that the text states; what only a date suggests is left out."""
    is_stated = claim is not None and not claim.claim.period_assumed
    return period_words(claim.claim.period) if claim and is_stated else ""


def _note(claim: KeptClaim | None, *, is_printed: bool) -> str:
    if claim is None:
        return _("原文有这个数，还没有读成数字") if is_printed else _("资料里还没有这份文件")
    notes = {
        Review.PROPOSED: _("待审"),
        Review.RETURNED: _("已退回，不再采用"),
        Review.SUPERSEDED: _("已更替"),
    }
    return notes.get(claim.state, "")
