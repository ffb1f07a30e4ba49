"""Events over the interface: by the parameters of the standard, by what and where, by id."""

from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bayline.engines.epcis.answers import query_document, with_links
from bayline.engines.epcis.documents import CONTEXT
from bayline.engines.epcis.marking import query_markup
from bayline.engines.epcis.queries import Query, check_query, kind_of, number_in
from bayline.engines.epcis.vocabulary import BUSINESS_STEPS, DISPOSITIONS, EVENT_TYPES
from bayline.engines.epcis.words import Event
from bayline.systems.produce.pages.rest_captures import add_event
from bayline.systems.produce.pages.rest_frame import (
    XML,
    answered,
    epc_format,
    json_of,
    linked,
    no_such,
    numbered,
    page_asked,
    problem,
    wants_xml,
    xml_format,
)
from bayline.systems.produce.queries import asking, wording

_SIMPLE = "SimpleEventQuery"
KINDS = {
    "eventTypes": "eventType",
    "epcs": "MATCH_anyEPC",
    "bizSteps": "EQ_bizStep",
    "bizLocations": "EQ_bizLocation",
    "readPoints": "EQ_readPoint",
    "dispositions": "EQ_disposition",
}
# Of each collection the field of events, and the words of the standard for it.
FIELDS: dict[str, tuple[str, frozenset[str]]] = {
    "eventTypes": ("type", frozenset(EVENT_TYPES)),
    "bizSteps": ("bizStep", BUSINESS_STEPS),
    "dispositions": ("disposition", DISPOSITIONS),
    "bizLocations": ("bizLocation", frozenset()),
    "readPoints": ("readPoint", frozenset()),
}
_TOP = ("events", *KINDS, "capture", "queries")


def _top(_request: HttpRequest) -> HttpResponse:
    return collection(_TOP)


def collection(members: object) -> HttpResponse:
    """Answer with a collection of the standard."""
    return json_of({"@context": [CONTEXT], "type": "Collection", "member": members})


def _events(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return add_event(request)
    return answer(request, _parameters(request), name=_SIMPLE)


def _event(request: HttpRequest, name: str) -> HttpResponse:
    found = asking.event_named(unquote(name))
    if found is None:
        raise no_such(f"there is no event {name}")
    return _document(request, [found], name=_SIMPLE)


def _document(request: HttpRequest, events: list[tuple[Event, int]], *, name: str) -> HttpResponse:
    """Tell events in the form that is wished for."""
    if epc_format(request) == "Always_GS1_Digital_Link":
        events = [(with_links(event), recorded) for event, recorded in events]
    now = timezone.now()
    if not wants_xml(request):
        return json_of(query_document(events, query=name, created=now))
    is_older = xml_format(request) == "Always_URN"
    written = query_markup(events, query=name, created=now, is_older=is_older)
    return HttpResponse(written, content_type=XML)


def _all_of(request: HttpRequest, kind: str) -> HttpResponse:
    token, size = page_asked(request)
    if kind == "epcs":
        things, after = wording.things_listed(numbered(token), size)
        return linked(collection(things), request, after)
    start, members = numbered(token), _members(kind)
    more = start + size if members[start + size :] else None
    return linked(collection(members[start : start + size]), request, more)


def _members(kind: str) -> list[str]:
    """List the words of the standard, then those that events say beside them; or places."""
    field, known = FIELDS[kind]
    return [*sorted(known), *(one for one in wording.words_of(field) if one not in known)]


def _one_of(_request: HttpRequest, kind: str, value: str) -> HttpResponse:
    """Say that there are events to ask for.

    Raises:
        ProblemError: Nobody knows of it.
    """
    asked = unquote(value)
    is_there = wording.is_thing(asked) if kind == "epcs" else asked in _members(kind)
    if not is_there:
        raise no_such(f"there is no {asked} among {kind}")
    return collection(["events"])


def _by_resource(request: HttpRequest, kind: str, value: str) -> HttpResponse:
    asked = {**_parameters(request), KINDS[kind]: [unquote(value)]}
    return answer(request, asked, name=_SIMPLE)


def refuse(query: Query) -> None:
    """Make sure that nothing stands against a query.

    Raises:
        ProblemError: Something does.
    """
    faults = check_query(query)
    if faults:
        listed = [{"field": one.field, "detail": one.sentence} for one in faults]
        raise problem("QueryParameterException", 400, faults[0].sentence, errors=listed)


def answer(request: HttpRequest, asked: dict[str, Any], *, name: str) -> HttpResponse:
    """Answer a query, a page of it.

    Raises:
        ProblemError: Something stands against it, or it finds too much.
    """
    refuse(Query(name, asked, []))
    token, size = page_asked(request)
    most = asked.get("maxEventCount")
    if most is not None and asking.count_at_most(asked, most) > most:
        raise problem("QueryTooLargeException", 413, f"there are more than {most} events")
    page = asking.found(asked, start=numbered(token), size=size)
    return linked(_document(request, page.events, name=name), request, page.after)


_LISTED = frozenset(("words", "uris", "texts"))


def _parameters(request: HttpRequest) -> dict[str, Any]:
    """Read a query out of an address, where lists are parted by commas or bars."""
    asked: dict[str, Any] = {}
    for name in request.GET:
        if name in {"perPage", "nextPageToken"}:
            continue
        values = [part for one in request.GET.getlist(name) for part in one.split("|")]
        kind = kind_of(name)
        if kind in _LISTED:
            asked[name] = [part for one in values for part in _parted(one, kind)]
        elif kind == "numbers":
            asked[name] = [number_in(part) for one in values for part in one.split(",")]
        elif kind in {"number", "count"}:
            asked[name] = number_in(values[0])
        elif kind == "boolean":
            asked[name] = {"true": True, "false": False}.get(values[0], values[0])
        else:
            asked[name] = values[0]
    return asked


def _parted(value: str, kind: str | None) -> list[str]:
    return value.split(",") if kind == "words" else [value]


top = answered(_top)
events = answered(_events, "POST", tells_xml=True)
event = answered(_event, tells_xml=True)
all_of = answered(_all_of)
one_of = answered(_one_of)
by_resource = answered(_by_resource, tells_xml=True)
