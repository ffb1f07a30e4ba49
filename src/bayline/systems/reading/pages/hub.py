"""资料: search, then documents, figures, places, organisations and registers with their state."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bayline.platform.pages import Answer
from bayline.platform.registers.queries import count, registers
from bayline.systems.reading.pages.refusing import asked
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import (
    RecordCounts,
    place_names,
    places_counted,
    record_counts,
)

_ORGANISATIONS = "organisations"  # the register of offices and firms, where a pack brings one
_MOST_PLACES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One part of the record: what it holds, how much, one line of state, where it leads."""

    name: str
    title: str
    count: int | None  # None where it is not counted here
    state: str
    address: str  # empty where the page is still to come


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLink:
    """A place that figures are about."""

    words: str
    address: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HubPage:
    """The first page of the record."""

    shelves: tuple[Shelf, ...]
    places: tuple[PlaceLink, ...]
    waiting: int
    review_address: str
    as_of: str


@asked()
def hub(request: HttpRequest, moment: datetime | None) -> Answer:
    """Show the parts of the record."""
    ways, counts = Ways(request), record_counts(as_of=moment)
    context = HubPage(
        shelves=_shelves(counts, ways, moment),
        places=_places(ways, moment),
        waiting=counts.waiting,
        review_address=ways.review(),
        as_of=request.GET.get("as_of", ""),
    )
    return Answer(context=context, template="reading/hub.html")


def _shelves(counts: RecordCounts, ways: Ways, moment: datetime | None) -> tuple[Shelf, ...]:
    return (
        Shelf(
            name="documents",
            title=_("文件"),
            count=counts.documents,
            state=_documents_state(counts),
            address=ways.documents(),
        ),
        Shelf(
            name="figures",
            title=_("数字"),
            count=counts.figures,
            state=_figures_state(counts),
            address=ways.figures(),
        ),
        Shelf(
            name="places",
            title=_("地方"),
            count=counts.places,
            state=_("数字所说的地方；按地方看数字。")
            if counts.places
            else _("还没有说到地方的数字。"),
            address=ways.named("places"),
        ),
        Shelf(
            name="designations",
            title=_("荣誉与认定"),
            count=None,
            state=_("谁在何时被认定为什么，每条连到原句。"),
            address=ways.named("designations"),
        ),
        Shelf(
            name="series",
            title=_("各时期的数"),
            count=None,
            state=_("同一主体的同一指标，各个时期画在一起，附表和出处。"),
            address=ways.to("/series"),
        ),
        Shelf(
            name="map",
            title=_("地图"),
            count=None,
            state=_("有位置的地方和名册条目，一张图，一份同样的列表。"),
            address=ways.to("/map"),
        ),
        *_of_registers(ways, moment),
    )


def _of_registers(ways: Ways, moment: datetime | None) -> tuple[Shelf, Shelf]:
    """Show what the registers hold; they are counted as they are now, so not for an earlier day."""
    known = registers()
    offices = next((one for one in known if one.name == _ORGANISATIONS), None)
    counted = count(offices) if offices and moment is None else None
    return (
        Shelf(
            name="organisations",
            title=_("机构"),
            count=counted,
            state=_("机构列在名册里。") if offices else _("机构随区域资料包的名册装入，还没有。"),
            address=ways.named("registers-list", _ORGANISATIONS) if offices else "",
        ),
        Shelf(
            name="registers",
            title=_("名册"),
            count=len(known),
            state=_("逐条列出的人、地、事、物。") if known else _("名册随区域资料包装入，还没有。"),
            address=ways.named("registers"),
        ),
    )


def _documents_state(counts: RecordCounts) -> str:
    if counts.last_recorded is None:
        return _("还没有收存文件；收存之后，每个数字都连到原句。")
    day = timezone.localtime(counts.last_recorded).date().isoformat()
    return _("最近一份收存于%(day)s。") % {"day": day}


def _figures_state(counts: RecordCounts) -> str:
    if not counts.figures:
        return _("收存文件之后，读出的数字列在这里。")
    said = ngettext("已审%(n)s处，其余待审。", "已审%(n)s处，其余待审。", counts.accepted)
    return said % {"n": counts.accepted}


def _places(ways: Ways, moment: datetime | None) -> tuple[PlaceLink, ...]:
    counted = places_counted(as_of=moment, limit=_MOST_PLACES)
    names = place_names((code for code, _ in counted), as_of=moment)
    return tuple(
        PlaceLink(words=names[code], address=ways.figures(place=code), count=n)
        for code, n in counted
    )
