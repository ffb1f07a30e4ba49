"""The bench where readings are taken in: a file, what is told of its cells, mended in place.

The file travels inside the page, so that nothing is kept before it is confirmed.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.engines.documents.refusals import DocumentError, Reason, megabytes
from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import addresses
from bayline.platform.asking import refuse_past
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.people.visiting import visitor_of
from bayline.systems.ecology.actions.taking import BarredError, Handed, looked_at, take_in
from bayline.systems.ecology.pages.contexts import DeliveryLine, Looked, SpotView, TakingPage
from bayline.systems.ecology.queries import readings, stations
from bayline.systems.ecology.rules.intake.taking import Intake
from bayline.systems.ecology.terms import Spot, Weight

_TEMPLATE = "ecology/import.html"
_MOST = 16 * 2**20
_SHOWN = 40  # spots of each weight
_DELIVERIES = 20
_MEND = "mend."
_LONGEST = 60


def bench(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show the bench, what is told of a file, or take a file in."""
    refuse_past(request)
    page = _empty(request)
    if request.method != "POST":
        return Answer(context=page, template=_TEMPLATE)
    try:
        handed = _handed(request)
        page = _carrying(page, handed)
        if request.POST.get("do") == "confirm":
            return _stored(request, handed)
        return _shown(page, looked_at(handed, at=timezone.now()), status=200)
    except BarredError as barred:
        return _shown(replace(page, problem=said(barred)), barred.intake, status=422)
    except BaylineError as refused:
        context = replace(page, problem=said(refused))
        return Answer(context=context, template=_TEMPLATE, status=422)


def expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired."""
    sentence = _("表单已过期，或浏览器没有送回 cookie，还没有写入。请重新选择文件。")
    page = replace(_empty(request), problem=sentence)
    return Answer(context=page, template=_TEMPLATE, status=403)


def _empty(request: HttpRequest) -> TakingPage:
    ways = addresses(request)
    stored = request.GET.get("stored", "")
    kind = request.POST.get("kind", "water")
    return TakingPage(
        kinds=tuple((value, word, value == kind) for value, word in _kinds()),
        deliveries=tuple(_deliveries()),
        board_address=ways.to("/ecology"),
        sections_address=ways.to(f"/registers/{stations.SECTIONS}"),
        stored=stored if stored.isascii() and stored.isdigit() else "",
        is_feed="feed" in request.POST,
        is_correction="correct" in request.POST,
        holds="holds" in request.POST,
    )


def _kinds() -> Iterable[tuple[str, str]]:
    yield readings.WATER, _("水样")
    yield readings.AIR_DAYS, _("空气日均")
    yield readings.AIR_HOURS, _("空气小时")


def _deliveries() -> Iterable[DeliveryLine]:
    kinds = dict(_kinds())
    for one in readings.deliveries(most=_DELIVERIES):
        yield DeliveryLine(
            number=one.number,
            name=one.name,
            kind=kinds.get(one.kind, one.kind),
            samples=one.samples,
            first=one.first,
            last=one.last,
            by=one.by,
            recorded=one.recorded,
        )


def _handed(request: HttpRequest) -> Handed:
    upload = request.FILES.get("file")
    mends: tuple[tuple[int, int, str], ...] = ()
    if isinstance(upload, UploadedFile):
        name = (upload.name or "").replace("\\", "/").rpartition("/")[2]
        data = upload.read()
    else:
        name, data, mends = request.POST.get("name", ""), _unpacked(request), _mends(request)
    if not data:
        raise DocumentError(Reason.EMPTY, where=name)
    if len(data) > _MOST:
        raise DocumentError(Reason.TOO_LARGE, where=name, limit=megabytes(_MOST))
    kind = request.POST.get("kind", "")
    return Handed(
        name="".join(filter(str.isprintable, name))[:200] or "upload",
        kind=kind if kind in dict(_kinds()) else readings.WATER,
        holds="holds" in request.POST,
        skips_known="feed" in request.POST,
        corrects="correct" in request.POST,
        data=data,
        mends=mends,
    )


def _unpacked(request: HttpRequest) -> bytes:
    try:
        return base64.b64decode(request.POST.get("document", ""), validate=True)
    except ValueError:
        return b""


def _mends(request: HttpRequest) -> tuple[tuple[int, int, str], ...]:
    """Read what was typed in place of cells, in this form and in those before it."""
    try:
        found = json.loads(request.POST.get("mended", "") or "{}")
    except (ValueError, RecursionError):
        found = {}
    kept = found if isinstance(found, dict) else {}
    typed = {
        name.removeprefix(_MEND): str(value).strip()[:_LONGEST]
        for name, value in request.POST.items()
        if name.startswith(_MEND)
    }
    places = {**kept, **typed}
    return tuple(
        (int(row), int(place), value)
        for name, value in places.items()
        for row, _dot, place in (name.partition("."),)
        if row.isascii() and row.isdigit() and place.isascii() and place.isdigit()
        if isinstance(value, str)
    )


def _carrying(page: TakingPage, handed: Handed) -> TakingPage:
    mended = {f"{row}.{place}": text for row, place, text in handed.mends}
    return replace(
        page,
        kind=handed.kind,
        name=handed.name,
        document=base64.b64encode(handed.data).decode("ascii"),
        mended=json.dumps(mended, ensure_ascii=False) if mended else "",
    )


def _stored(request: HttpRequest, handed: Handed) -> HttpResponseBase:
    kept = take_in(handed, by=visitor_of(request).name, at=timezone.now())
    return HttpResponseRedirect(addresses(request).to("/ecology/import", stored=kept.samples))


def _shown(page: TakingPage, intake: Intake, *, status: int) -> Answer:
    weights = (Weight.FAULT, Weight.DOUBT, Weight.NOTE)
    spots = [intake.of(weight) for weight in weights]
    faults, doubts, notes = (tuple(map(_spot, some[:_SHOWN])) for some in spots)
    looked = Looked(
        file=page.name,
        samples=intake.samples,
        skipped=intake.skipped,
        faults=faults,
        doubts=doubts,
        notes=notes,
        more=sum(max(0, len(some) - _SHOWN) for some in spots),
        unread=intake.unread[:20],
        can_store=not intake.of(Weight.FAULT) and intake.samples > intake.skipped,
    )
    return Answer(context=replace(page, looked=looked), template=_TEMPLATE, status=status)


def _spot(one: Spot) -> SpotView:
    error = one.error("")
    return SpotView(
        row=one.line,
        head=one.head,
        value=one.value,
        sentence=error.sentence() if is_english() else error.in_chinese(),
        name=f"{_MEND}{one.line}.{one.place}" if one.place >= 0 else "",
    )
