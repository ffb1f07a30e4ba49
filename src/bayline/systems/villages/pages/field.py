"""The form for inspecting outside, which works without a network; and what its devices send."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import plain
from bayline.platform.pages import Answer, said
from bayline.platform.people.visiting import visitor_of
from bayline.systems.villages.actions import keep_photos, take
from bayline.systems.villages.pages.words import in_language
from bayline.systems.villages.queries import events_of, lines_on
from bayline.systems.villages.queries.grounds import campaigns, grounds_for, sheets
from bayline.systems.villages.rules.photos import taken
from bayline.systems.villages.rules.replaying import standing_of
from bayline.systems.villages.rules.uploads import uploaded
from bayline.systems.villages.terms.campaigns import Campaign
from bayline.systems.villages.terms.events import Grounds
from bayline.systems.villages.terms.sheets import Item, ScoreSheet
from bayline.systems.villages.terms.standings import Round, Stage

_OPEN = (Stage.PLANNED, Stage.UNDER_INSPECTION)
_FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}
_WRONG = 400
_WORKER = "built/field_worker.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A code with its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldItem:
    """An item as the form asks for it; what samples nothing has no least visits."""

    code: str
    title: str
    most: str
    step: str
    weight: str
    zero_rules: tuple[Named, ...]
    at_least: int
    of: str
    in_each: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSheet:
    """A score sheet as the form needs it."""

    id: str
    title: str
    is_sample: bool
    is_weighted: bool
    items: tuple[FieldItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldVillage:
    """A round that is open: the village, where it lies, who inspects, what is asked."""

    campaign: str
    code: str
    name: str
    longitude: str
    latitude: str
    round: int
    sheet: str
    asked: tuple[str, ...]
    inspectors: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPage:
    """What a device takes along."""

    villages: tuple[FieldVillage, ...]
    sheets: tuple[FieldSheet, ...]
    now: int  # milliseconds on the clock of the server


def field(_request: HttpRequest) -> Answer:
    """Show the form, with all rounds that are open."""
    page = FieldPage(
        villages=tuple(one for each in campaigns().values() for one in _villages(each)),
        sheets=tuple(map(field_sheet, sheets())),
        now=round(timezone.now().timestamp() * 1000),
    )
    return Answer(context=page, template="villages/field.html")


def _villages(campaign: Campaign) -> Iterable[FieldVillage]:
    lines = lines_on(campaign.code, timezone.localdate())
    waiting = [one.village for one in lines if one.stage in _OPEN and one.round]
    grounds = grounds_for(campaign.code, waiting)
    for code, events in events_of(campaign.code, waiting).items():
        rounds = standing_of(events, grounds, village=code).rounds
        if rounds and code in grounds.villages:
            yield _village(campaign.code, code, rounds[-1], grounds)


def _village(campaign: str, code: str, last: Round, grounds: Grounds) -> FieldVillage:
    village = grounds.villages[code]
    longitude, latitude = village.point or ("", "")
    return FieldVillage(
        campaign=campaign,
        code=code,
        name=village.name,
        longitude=str(longitude),
        latitude=str(latitude),
        round=last.number,
        sheet=last.sheet,
        asked=last.asked,
        inspectors=tuple(
            Named(code=one, name=grounds.inspectors[one].name)
            for one in last.inspections
            if one in grounds.inspectors
        ),
    )


def field_sheet(one: ScoreSheet) -> FieldSheet:
    """Give a score sheet as the form of a phone needs it."""
    return FieldSheet(
        id=one.id,
        title=in_language(one.title, one.title_en),
        is_sample=one.is_sample,
        is_weighted=one.method.value == "weighted",
        items=tuple(map(_item, one.items)),
    )


def _item(one: Item) -> FieldItem:
    zeros = (Named(code=z.code, name=in_language(z.title, z.title_en)) for z in one.zero_rules)
    return FieldItem(
        code=one.code,
        title=in_language(one.title, one.title_en),
        most=plain(one.most),
        step=plain(one.step),
        weight=plain(one.weight),
        zero_rules=tuple(zeros),
        at_least=one.sampling.at_least if one.sampling else 0,
        of=one.sampling.of if one.sampling else "",
        in_each=one.sampling.in_each if one.sampling else "",
    )


def take_photo(request: HttpRequest, digest: str) -> HttpResponseBase:
    """Keep a photo of a device under the digest that its events name."""
    try:
        photo = taken(_sent(request), by=visitor_of(request).name, named=digest)
    except BaylineError as error:
        return _problem(error)
    keep_photos([photo], at=timezone.now())
    return JsonResponse({"sha256": photo.sha256})


def take_events(request: HttpRequest, device: str) -> HttpResponseBase:
    """Keep what a device sends, and tell of each event what became of it."""
    try:
        told = take(uploaded(_sent(request), where=device), at=timezone.now())
    except BaylineError as error:
        return _problem(error)
    found = [
        {
            "event": one.event,
            "is_kept": one.is_kept,
            "is_new": one.is_new,
            "problem": in_language(one.zh, one.problem),
        }
        for one in told
    ]
    return JsonResponse({"events": found})


def _problem(error: BaylineError) -> HttpResponseBase:
    """Tell a device in one sentence why nothing is taken; it keeps what it sent."""
    return JsonResponse({"problem": said(error)}, status=_WRONG)


def _sent(request: HttpRequest) -> bytes:
    """Give what a device sent; of a form, whose fields are read before, there is nothing."""
    return b"" if request.content_type in _FORMS else request.body


def worker(_request: HttpRequest) -> HttpResponseBase:
    """Hand the worker over that answers for the form where there is no network.

    Raises:
        Http404: The front end was not built.
    """
    file = finders.find(_WORKER)
    if not isinstance(file, str):
        raise Http404
    scope = reverse("villages-field")
    headers = {"Service-Worker-Allowed": scope, "Cache-Control": "no-cache"}
    return HttpResponse(
        Path(file).read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers
    )


def manifest(_request: HttpRequest) -> HttpResponseBase:
    """Say how the form is installed on a phone."""
    here = reverse("villages-field")
    icon = {"src": static("shell/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    return JsonResponse(
        {
            "name": _("现场检查"),
            "short_name": _("现场检查"),
            "start_url": here,
            "scope": here,
            "display": "standalone",
            "background_color": "#FAFBFB",
            "theme_color": "#0B5C73",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )
