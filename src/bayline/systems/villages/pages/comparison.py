"""Villages beside one another, and how far the inspectors of a campaign agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import quote

from django.http import HttpRequest

from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Linked
from bayline.platform.pages import Answer
from bayline.systems.villages.pages.board import campaign_of, day_of
from bayline.systems.villages.pages.words import in_language, number_of
from bayline.systems.villages.queries import state_on
from bayline.systems.villages.queries.grounds import grounds_for
from bayline.systems.villages.rules.agreeing import Agreement, agreement
from bayline.systems.villages.rules.sheets import sample_sheet
from bayline.systems.villages.terms.events import Grounds
from bayline.systems.villages.terms.standings import Round

_PLACES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An item of the sheet, as the table heads it."""

    title: str
    most: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageScores:
    """The scores of a village in one round, item by item, and their sum."""

    to: Linked
    round: int
    scores: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """Two inspectors: how many items both scored, kappa and weighted kappa."""

    one: str
    other: str
    items: int
    kappa: str
    weighted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    """What the page of comparison shows."""

    title: str
    address: str
    heads: tuple[Head, ...]
    rows: tuple[VillageScores, ...]
    items: int
    left_out: int
    kappa: str
    pairs: tuple[PairLine, ...]


def comparison(request: HttpRequest, code: str) -> Answer:
    """Show the last complete round of each village, and the agreement of the first round."""
    campaign, ways = campaign_of(request, code), addresses(request)
    grounds = grounds_for(code, at=as_of(request))
    state = state_on(grounds, known=as_of(request), on=day_of(request))
    sheet = next(iter(grounds.sheets), sample_sheet())
    rounds = [
        (village, one.rounds[-1])
        for village, one in state.standings.items()
        if one.rounds and one.rounds[-1].scores and one.rounds[-1].sheet == sheet.id
    ]
    ordered = sorted(rounds, key=lambda pair: (-(pair[1].total or 0), pair[0]))
    found = agreement(state)
    page = ComparisonPage(
        title=in_language(campaign.title, campaign.title_en),
        address=ways.to(f"/villages/campaigns/{quote(code)}"),
        heads=tuple(
            Head(title=in_language(one.title, one.title_en), most=str(one.most))
            for one in sheet.items
        ),
        rows=tuple(
            _row(one, grounds, village, ways.to(f"/villages/villages/{quote(village)}"))
            for village, one in ordered
        ),
        items=found.items,
        left_out=found.left_out,
        kappa=_kappa(found.kappa),
        pairs=tuple(_pairs(found, grounds)),
    )
    return Answer(context=page, template="villages/comparison.html")


def _row(one: Round, grounds: Grounds, village: str, address: str) -> VillageScores:
    name = grounds.villages[village].name if village in grounds.villages else village
    return VillageScores(
        to=Linked(label=name, address=address),
        round=one.number,
        scores=tuple(map(number_of, one.scores.values())),
        total=number_of(one.total),
    )


def _pairs(found: Agreement, grounds: Grounds) -> Iterable[PairLine]:
    for one in found.pairs:
        yield PairLine(
            one=_name(one.one, grounds),
            other=_name(one.other, grounds),
            items=one.items,
            kappa=_kappa(one.kappa),
            weighted=_kappa(one.weighted),
        )


def _name(code: str, grounds: Grounds) -> str:
    return grounds.inspectors[code].name if code in grounds.inspectors else code


def _kappa(value: Fraction | None) -> str:
    return "" if value is None else f"{float(value):.{_PLACES}f}"
