"""Places, organisations and honors: everything the record says of one of them, on one page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.reviews import Review
from bayline.platform.addresses import addresses
from bayline.platform.joining import PartView, covered, part_views
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.record.queries import findings
from bayline.platform.record.terms import KeptClaim
from bayline.platform.registers import queries as registers
from bayline.platform.registers.cells import printed
from bayline.platform.registers.terms import Kind
from bayline.systems.reading.pages.claims import ClaimCard, as_kept
from bayline.systems.reading.pages.figure import card_at
from bayline.systems.reading.pages.kept_findings import RecordFinding, finding_views
from bayline.systems.reading.pages.places import level_word
from bayline.systems.reading.pages.refusing import asked
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import crossings as queries
from bayline.systems.reading.queries.places import place_names

_KEY_FIGURES = 5
_MOST_FINDINGS = 12
_ORGANISATIONS = "organisations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page that is related, and in what way."""

    label: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of what is known: its name and its value."""

    label: str
    value: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingPage:
    """One place or organisation: state, key figures, promises, findings, related, sources."""

    name: str
    kind: str
    facts: tuple[Fact, ...]
    key_figures: tuple[ClaimCard, ...]
    figures: tuple[ClaimCard, ...]
    promises: tuple[ClaimCard, ...]
    events: tuple[ClaimCard, ...]
    findings: tuple[RecordFinding, ...]
    related: tuple[Link, ...]
    sources: tuple[Link, ...]
    list_word: str
    list_address: str
    figures_address: str
    parts: tuple[PartView, ...] = ()
    map_address: str = ""  # where the map points it out; empty where nothing says where it lies


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationsPage:
    """Who was designated what, and when: dated claims."""

    total: int
    rows: tuple[ClaimCard, ...]
    record_address: str
    register_address: str


@asked()
def place(request: HttpRequest, moment: datetime | None, *, code: str) -> Answer:
    """Show what the record says of a place."""
    ways = Ways(request)
    found = queries.place_by_code(code, as_of=moment)
    if found is None:
        raise _missing(code, zh="地方")
    above = queries.place_by_code(found.parent, as_of=moment)
    facts = [
        Fact(label=_("级别"), value=level_word(found.level)),
        Fact(label=_("代码"), value=found.code),
    ]
    if above is not None:
        where = ways.named("place", above.code)
        facts.append(Fact(label=_("属于"), value=above.name, address=where))
    if found.aliases:
        aliases = "、".join(alias.name for alias in found.aliases)
        facts.append(Fact(label=_("别名"), value=aliases))
    naming = queries.entries_naming(Kind.PLACE, code, as_of=moment)
    head = _Head(found.name, "place", facts, ways.figures(place=code), is_staff(request))
    said = queries.said_of_place(code, as_of=moment)
    page = _page(head, said, naming, ways=ways, moment=moment)
    on_map = ways.to("/map", chosen=f"place:{code}") if found.point else ""
    return Answer(context=replace(page, map_address=on_map), template="reading/crossing.html")


@asked()
def organisation(request: HttpRequest, moment: datetime | None, *, code: str) -> Answer:
    """Show what the record says of an organisation of the register."""
    ways, english = Ways(request), get_language() == "en"
    register = registers.register(_ORGANISATIONS)
    entry = (
        registers.entry(register, code)
        if moment is None
        else registers.entry_at(register, code, at=moment)
    )
    if entry is None or entry.is_deleted:
        raise _missing(code, zh="机构")
    name = entry.values.get(register.label) or code
    shown = (each for each in register.fields if not each.personal and each.name in entry.values)
    facts = [
        Fact(
            label=each.called(english=english),
            value=printed(each, entry.values[each.name], english=english),
        )
        for each in shown
        if each.name != register.label and each.kind not in {Kind.PLACE, Kind.DOCUMENT}
    ]
    head = _Head(name, "organisation", facts, ways.figures(subject=name), is_staff(request))
    said = queries.said_of([name], as_of=moment)
    naming = queries.entries_naming(Kind.ORGANISATION, code, as_of=moment)
    told = covered(_ORGANISATIONS)
    naming = [one for one in naming if one.register.name not in told]
    page = _page(head, said, naming, ways=ways, moment=moment)
    parts = part_views(_ORGANISATIONS, code, at=moment, ways=addresses(request))
    context = replace(page, parts=parts)
    return Answer(context=context, template="reading/crossing.html")


@asked()
def designations(request: HttpRequest, moment: datetime | None) -> Answer:
    """List honors and designations, each with the sentence that says so."""
    ways = Ways(request)
    rows = queries.designations(as_of=moment)
    page = DesignationsPage(
        total=len(rows),
        rows=_cards(rows, ways, moment=moment),
        record_address=ways.record(),
        register_address=ways.to("/registers"),
    )
    return Answer(context=page, template="reading/designations.html")


class _Head(NamedTuple):
    """What a page is about."""

    name: str
    kind: str
    facts: Sequence[Fact]
    figures_address: str
    is_told: bool  # what was found


def _page(
    head: _Head,
    said: queries.Crossing,
    naming: Iterable[queries.NamingEntry],
    *,
    ways: Ways,
    moment: datetime | None,
) -> CrossingPage:
    english = get_language() == "en"
    accepted = [one for one in said.figures if one.state is Review.ACCEPTED]
    everything = (*said.figures, *said.events, *said.promises)
    is_place = head.kind == "place"
    return CrossingPage(
        name=head.name,
        kind=head.kind,
        facts=(*head.facts,),
        key_figures=_cards((accepted or said.figures)[:_KEY_FIGURES], ways, moment=moment),
        figures=_cards(said.figures, ways, moment=moment),
        promises=tuple(
            as_kept(card) if card.id in said.kept else card
            for card in _cards(said.promises, ways, moment=moment)
        ),
        events=_cards(said.events, ways, moment=moment),
        findings=_findings(said.figures, ways, moment=moment) if head.is_told else (),
        related=tuple(
            Link(
                label=one.named.label,
                address=ways.to(one.named.path),
                note=one.register.called(english=english),
            )
            for one in naming
        ),
        sources=_sources(everything, ways),
        list_word=_("地方") if is_place else _("机构"),
        list_address=ways.named("places") if is_place else ways.to(f"/registers/{_ORGANISATIONS}"),
        figures_address=head.figures_address,
    )


def _cards(
    claims: Sequence[KeptClaim], ways: Ways, *, moment: datetime | None
) -> tuple[ClaimCard, ...]:
    names = place_names((claim.claim.place for claim in claims), as_of=moment)
    return tuple(card_at(claim, ways, places=names) for claim in claims)


def _findings(
    figures: Sequence[KeptClaim], ways: Ways, *, moment: datetime | None
) -> tuple[RecordFinding, ...]:
    own = {claim.id for claim in figures}
    sources = {claim.source for claim in figures if claim.source is not None}
    found = (
        one
        for source in sorted(sources)
        for one in findings(as_of=moment, source=source)
        if one.is_present and own & {*one.claims}
    )
    distinct = {one.key: one for one in found}
    return finding_views([*distinct.values()][:_MOST_FINDINGS], ways)


def _sources(claims: Iterable[KeptClaim], ways: Ways) -> tuple[Link, ...]:
    cited = (claim.claim.evidence.source for claim in claims)
    titles = {source.sha256: source for source in cited if source is not None}
    return tuple(
        Link(
            label=source.title,
            address=ways.document(sha256),
            note=source.published.isoformat() if source.published else "",
        )
        for sha256, source in titles.items()
    )


def _missing(code: str, *, zh: str) -> BaylineError:
    return BaylineError(
        f"“{code[:40]}” is not on record",
        do="look for it in the list",
        zh=Words(f"资料里没有代码为“{code[:40]}”的{zh}", do="请到列表里找"),
    )
