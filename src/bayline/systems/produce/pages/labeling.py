"""The bench where labels of a lot are printed: what is asked for, and the sheets as a PDF."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import addresses
from bayline.platform.asking import refuse_past, typed_line
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.people.visiting import visitor_of
from bayline.systems.produce.actions.labeling import keep_labels
from bayline.systems.produce.pages.label_pdf import Printed, pdf_of_labels
from bayline.systems.produce.queries.labels import lines, nothing_known
from bayline.systems.produce.queries.stories import story_of
from bayline.systems.produce.rules.labels import asked_for
from bayline.systems.produce.rules.sheets import SHEETS, sheet_named

_TEMPLATE = "produce/labels.html"
_PATH = "/produce/labels"
_LONGEST, _DIGITS = 200, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """A size of sheets that may be chosen."""

    name: str
    labels: int
    size: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsPage:
    """What labels are asked for."""

    lot: str
    count: str
    serial: str
    skipped: str
    sheets: tuple[SheetView, ...]
    origin: str
    problem: str
    address: str


def bench(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show the form, or give the sheets."""
    refuse_past(request)
    page = _page(request)
    if request.method != "POST":
        return Answer(context=page, template=_TEMPLATE)
    try:
        return _printed(request, page)
    except BaylineError as error:
        return Answer(context=replace(page, problem=said(error)), template=_TEMPLATE, status=422)


def expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired."""
    sentence = _("表单已过期，或浏览器没有送回 cookie，什么也没有写入。请再提交一次。")
    return Answer(context=replace(_page(request), problem=sentence), template=_TEMPLATE, status=403)


def _page(request: HttpRequest) -> LabelsPage:
    is_sent = request.method == "POST"

    def typed(name: str, usual: str) -> str:
        if is_sent:
            return typed_line(request, name, _LONGEST)
        return request.GET.get(name, usual)[:_LONGEST]

    chosen = typed("sheet", "a4-24")
    return LabelsPage(
        lot=typed("lot", ""),
        count=typed("count", "24"),
        serial=typed("serial", ""),
        skipped=typed("skipped", "0"),
        sheets=tuple(
            SheetView(
                name=one.name,
                labels=one.holds,
                size=f"{one.label_width} × {one.label_height} mm",
                is_chosen=one.name == chosen,
            )
            for one in SHEETS.values()
        ),
        origin=f"{request.scheme}://{request.get_host()}",
        problem="",
        address=addresses(request).to(_PATH),
    )


def _printed(request: HttpRequest, page: LabelsPage) -> HttpResponse:
    asked = asked_for(page.lot, page.origin, count=_number(page.count), serial=page.serial)
    sheet = sheet_named(typed_line(request, "sheet", _LONGEST))
    story = story_of(asked.lot)
    if story is None:
        raise nothing_known(asked.lot)
    now = timezone.now()
    printed = Printed(
        asked.links(), lines(story, english=is_english()), asked.origin, asked.attributes
    )
    made = pdf_of_labels(
        printed,
        sheet,
        title=f"{next(iter(printed.lines), '')} {asked.lot.lot}",
        at=timezone.localtime(now),
        is_english=is_english(),
        skipped=min(_number(page.skipped), sheet.holds - 1),
    )
    keep_labels(asked, by=visitor_of(request).name, at=now)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="labels.pdf"'
    return response


def _number(typed: str) -> int:
    """Read a small number; nothing usable is nothing, which is refused where it matters."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS
    return int(typed) if is_number else 0
