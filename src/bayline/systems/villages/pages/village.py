"""The file of a village: where it stands in each campaign, and what the registers say of it."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, refuse_past
from bayline.platform.grounds import Asked, Grounds, Linked
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.registers.pages.posting import answered
from bayline.platform.registers.queries import entries_in, register
from bayline.systems.villages.actions import act
from bayline.systems.villages.pages.acting import deeds_of, events_in
from bayline.systems.villages.pages.board import day_of
from bayline.systems.villages.pages.rounds import Names, conflicts_of, history_of, rounds_of
from bayline.systems.villages.pages.village_context import (
    CampaignFile,
    Fact,
    Facts,
    VillagePage,
)
from bayline.systems.villages.pages.words import in_language, stage_state, timing_state
from bayline.systems.villages.queries import events_of
from bayline.systems.villages.queries.events import photo, shared_photos
from bayline.systems.villages.queries.grounds import campaigns, grounds_for
from bayline.systems.villages.queries.registers import (
    CAMPAIGN_VILLAGES,
    DEMONSTRATION,
    HONORS,
    INCOMES,
    OPERATORS,
    ROUTES,
    STEPS,
    names_of,
)
from bayline.systems.villages.rules.deadlines import timed
from bayline.systems.villages.rules.replaying import standing_of
from bayline.systems.villages.terms.events import Event
from bayline.systems.villages.terms.events import Grounds as Held

_OF_VILLAGES = (
    (STEPS, "on", "stage"),
    (INCOMES, "year", "income"),
    (OPERATORS, "since", "name"),
    (HONORS, "on", "name"),
)


def village_page(request: HttpRequest, code: str) -> Answer:
    """Show the file of a village.

    Raises:
        Http404: No register has a village of this code.
    """
    return _answer(request, code=code)


def act_on(request: HttpRequest, code: str) -> Answer | HttpResponseBase:
    """Do something to a village of a campaign, or say why not."""
    refuse_past(request)

    def do(asked: HttpRequest) -> None:
        act(events_in(asked, code), at=timezone.now())

    def show(asked: HttpRequest, problem: str, status: int) -> Answer:
        return _answer(asked, problem, code=code, status=status)

    def here(asked: HttpRequest) -> str:
        return addresses(asked).to(f"/villages/villages/{quote(code)}")

    return answered(request, do=do, show=show, here=here)


def photo_file(_request: HttpRequest, digest: str) -> HttpResponseBase:
    """Hand over a photo; what is named by its bytes never changes.

    Raises:
        Http404: There is none of this digest.
    """
    found = photo(digest)
    if found is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    return HttpResponse(found.data, content_type=found.media_type, headers=headers)


def _answer(request: HttpRequest, problem: str = "", *, code: str, status: int = 200) -> Answer:
    at, ways = as_of(request), addresses(request)
    known = entries_in(CAMPAIGN_VILLAGES, "code", [code], at=at) if is_staff(request) else {}
    own = known.get(code)
    listed = entries_in(DEMONSTRATION, "code", [code], at=at).get(code)
    told = own or listed
    if told is None:
        raise Http404
    page = VillagePage(
        code=code,
        name=told["name"],
        town=_place(told.get("town", ""), ways),
        note=told.get("note", ""),
        problem=problem,
        campaigns=tuple(_files(request, code)) if own else (),
        facts=(*_facts(request, code, ways), *_routes(request, (code, told.get("town", "")), ways)),
        place=_place(code, ways) if listed else None,
    )
    return Answer(context=page, template="villages/village.html", status=status)


def _place(code: str, ways: Addresses) -> Linked:
    return Grounds(Asked(places=frozenset({code})), ways).place(code)


def _files(request: HttpRequest, code: str) -> Iterable[CampaignFile]:
    at, day = as_of(request), day_of(request)
    for name in campaigns(at):
        events = events_of(name, [code], known=at, on=day).get(code, [])
        grounds = grounds_for(name, [code], at)
        yield _file(request, code, events, grounds, day=day)


def _file(
    request: HttpRequest, code: str, events: list[Event], grounds: Held, *, day: date
) -> CampaignFile:
    ways, standing = addresses(request), standing_of(events, grounds, village=code)
    told = timed(standing, grounds, day=day)
    shared = shared_photos(events)
    others = {one.village for some in shared.values() for one in some}
    names = Names(grounds, ways, shared, names_of(others) if others else {})
    batch = grounds.campaign.batch(standing.batch)
    where = f"/villages/villages/{quote(code)}"
    signed = standing.signature
    is_now = not ways.as_of and not request.GET.get("on")
    return CampaignFile(
        code=grounds.campaign.code,
        title=in_language(grounds.campaign.title, grounds.campaign.title_en),
        batch=in_language(batch.name, batch.name_en) if batch else "",
        stage=stage_state(standing.stage),
        timing=timing_state(told.timing),
        why=in_language(told.zh, told.sentence),
        accepted_on=standing.accepted_on,
        signed_by=f"{signed.name}（{signed.office}）" if signed else "",
        certificate_address=(
            ways.to(f"/villages/certificates/{quote(grounds.campaign.code)}/{quote(code)}")
            if signed
            else ""
        ),
        rounds=tuple(rounds_of(standing, names, events)),
        conflicts=tuple(conflicts_of(standing, names, events)),
        history=tuple(history_of(standing, names, events)),
        deeds=tuple(deeds_of(standing, grounds, request.POST.dict())) if is_now else (),
        act_address=Addresses(prefix=ways.prefix).to(f"{where}/act"),
    )


def _facts(request: HttpRequest, code: str, ways: Addresses) -> Iterable[Facts]:
    at = as_of(request)
    for name, when, what in _OF_VILLAGES:
        found = entries_in(name, "village", [code], at=at)
        try:
            declared = register(name)
        except BaylineError:
            continue
        field = declared.field(what)
        titles = {
            one.code: in_language(one.title, one.title_en)
            for one in (field.choices if field else ())
        }
        yield Facts(
            title=in_language(declared.title, declared.title_en),
            address=ways.to(f"/registers/{name}"),
            rows=tuple(
                Fact(
                    to=Linked(
                        label=titles.get(values.get(what, ""), values.get(what, "")),
                        address=ways.to(f"/registers/{name}/{quote(key)}"),
                    ),
                    on=values.get(when, ""),
                )
                for key, values in sorted(found.items(), key=lambda pair: pair[1].get(when, ""))
            ),
        )


def _routes(request: HttpRequest, places: Iterable[str], ways: Addresses) -> Iterable[Facts]:
    """Show the routes of the places that the village lies in."""
    try:
        declared = register(ROUTES)
    except BaylineError:
        return
    known = sorted(entries_in(ROUTES, at=as_of(request)).items())
    here = {
        key: values
        for key, values in known
        if values.get("place") and any(one.startswith(values["place"]) for one in places)
    }
    if here:
        yield Facts(
            title=in_language(declared.title, declared.title_en),
            address=ways.to(f"/registers/{ROUTES}"),
            rows=tuple(
                Fact(
                    to=Linked(
                        label=values["name"], address=ways.to(f"/registers/{ROUTES}/{quote(key)}")
                    ),
                    on=values.get("since", ""),
                )
                for key, values in here.items()
            ),
        )
