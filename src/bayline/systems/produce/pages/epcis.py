"""The interface of EPCIS 2.0: captures, events, queries with names; its headers on every answer."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlencode

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bayline.engines.epcis.checking import faults_of_head
from bayline.engines.epcis.documents import CONTEXT, Document, read_document
from bayline.engines.epcis.faults import Fault, UnreadableError
from bayline.engines.epcis.queries import Query, check_query, kind_of, number_in, read_query
from bayline.engines.epcis.vocabulary import EVENT_TYPES
from bayline.engines.epcis.words import Event
from bayline.platform.instants import moment
from bayline.platform.people.terms import Audience
from bayline.platform.people.visiting import visitor_of
from bayline.systems.produce.actions.keeping import capture_document, forget_query, name_query
from bayline.systems.produce.queries import asking
from bayline.systems.produce.terms import Job

ROOT = "/api/epcis"
_PER_PAGE, _MOST = 30, 1_000
_HEADERS = {
    "GS1-EPCIS-Version": "2.0.0",
    "GS1-EPCIS-Min": "2.0.0",
    "GS1-EPCIS-Max": "2.0.0",
    "GS1-CBV-Version": "2.0.0",
    "GS1-CBV-Min": "2.0.0",
    "GS1-CBV-Max": "2.0.0",
    "GS1-EPC-Format": "No_Preference",
    "GS1-CBV-XML-Format": "No_Preference",
}
_MANNER = "GS1-Capture-Error-Behaviour"
Made = Callable[..., HttpResponse]


class ProblemError(Exception):
    """An exception of the standard, which becomes the answer."""

    def __init__(self, kind: str, status: int, detail: str, more: Mapping[str, Any]) -> None:
        self.kind, self.status, self.detail, self.more = kind, status, detail, more
        super().__init__(detail)


def _problem(kind: str, status: int, detail: str, **more: object) -> ProblemError:
    return ProblemError(kind, status, detail, more)


def answered(view: Made) -> Made:
    """Put the headers of the standard on an answer, and make problems of its exceptions."""

    def answer(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            if request.method == "OPTIONS":
                response = HttpResponse(status=204)
            else:
                response = view(request, **parts)
        except ProblemError as error:
            response = _json(
                {"type": f"epcisException:{error.kind}", "title": error.kind,
                 "status": error.status, "detail": error.detail, **error.more},
                status=error.status,
            )  # fmt: skip
            response["Content-Type"] = "application/problem+json"
        for name, value in _HEADERS.items():
            response[name] = value
        return response

    return answer


def _json(content: object, *, status: int = 200) -> HttpResponse:
    body = orjson.dumps(content)
    return HttpResponse(body, content_type="application/json", status=status)


def _must_write(request: HttpRequest) -> None:
    if not visitor_of(request).may(Audience.WRITE):
        raise _problem("SecurityException", 403, "this key may not write; ask for one that may")


@answered
def capture(request: HttpRequest) -> HttpResponse:
    """Take a document in, or list the captures there were."""
    if request.method != "POST":
        start, size = _page(request)
        rows = asking.captures(start=start, size=size + 1)
        response = _json([_job(row) for row in rows[:size]])
        return _linked(response, request, start + size if len(rows) > size else None)
    _must_write(request)
    manner = request.headers.get(_MANNER, "rollback")
    if manner not in {"rollback", "proceed"}:
        detail = f"{_MANNER} is rollback or proceed"
        raise _problem("ValidationException", 400, detail)
    document = _read(request)
    faults = [*document.faults, *faults_of_head(document)]
    row = capture_document(
        document,
        faults,
        now=timezone.now(),
        whole=manner == "rollback",
        by=visitor_of(request).name,
    )
    response = HttpResponse(status=202)
    response["Location"] = f"{ROOT}/capture/{row.name}"
    response[_MANNER] = manner
    return response


_TYPES = frozenset(("application/json", "application/ld+json", "application/xml", "text/xml"))


def _must_be_document(request: HttpRequest) -> None:
    if request.content_type not in _TYPES:
        detail = f"{request.content_type} is not taken here; send JSON or XML"
        raise _problem("UnsupportedMediaTypeException", 415, detail)


def _read(request: HttpRequest) -> Document:
    _must_be_document(request)
    try:
        return read_document(request.body)
    except UnreadableError as error:
        raise _problem("ValidationException", 400, error.sentence()) from error


@answered
def job(_request: HttpRequest, name: str) -> HttpResponse:
    """Say what came of a capture."""
    row = asking.capture_named(name)
    if row is None:
        raise _problem("NoSuchResourceException", 404, f"there is no capture {name}")
    return _json(_job(row))


def _job(row: Job) -> dict[str, object]:
    return {
        "captureID": row.name,
        "createdAt": _time(row.created),
        "finishedAt": _time(row.finished),
        "running": False,
        "success": not row.faults,
        "captureErrorBehaviour": "rollback" if row.is_whole else "proceed",
        "errors": [
            {
                "type": "epcisException:ValidationException",
                "title": fault["rule"],
                "status": 400,
                "detail": fault["sentence"],
                "instance": "" if fault["event"] is None else f"#/eventList/{fault['event']}",
                "field": fault["field"],
            }
            for fault in row.faults
        ],
    }


def _time(count: int) -> str:
    told = moment(count).astimezone(UTC).isoformat(timespec="milliseconds")
    return told.replace("+00:00", "Z")


@answered
def events(request: HttpRequest) -> HttpResponse:
    """Answer a query in the address, or take one event in."""
    if request.method != "POST":
        return _answer(request, _parameters(request), name="SimpleEventQuery")
    _must_write(request)
    document = _read(request)
    faults = [*document.faults, *faults_of_head(document)]
    if document.kind not in EVENT_TYPES:
        faults.append(Fault(None, "type", "document", "send one event", "请送一个事件"))
    row = capture_document(
        document, faults, now=timezone.now(), whole=True, by=visitor_of(request).name
    )
    found = row.faults
    if found:
        is_twin = found[0]["rule"] == "same_id"
        kind = "ResourceAlreadyExistsException" if is_twin else "ValidationException"
        raise _problem(
            kind, 409 if is_twin else 400, found[0]["sentence"], errors=_job(row)["errors"]
        )
    response = HttpResponse(status=201)
    response["Location"] = f"{ROOT}/events/{document.events[0]['eventID']}"
    return response


@answered
def event(_request: HttpRequest, name: str) -> HttpResponse:
    """Give one event by its id."""
    found = asking.event_named(unquote(name))
    if found is None:
        raise _problem("NoSuchResourceException", 404, f"there is no event {name}")
    return _json({"@context": [CONTEXT, *found[0].get("@context", [])], **_told(*found)})


def _told(event: Event, recorded: int) -> Event:
    kept = {name: value for name, value in event.items() if name != "@context"}
    return {**kept, "recordTime": _time(recorded)}


@answered
def by_resource(request: HttpRequest, kind: str, value: str) -> HttpResponse:
    """Answer what happened to a thing, at a place, in a step."""
    parameter = {
        "eventTypes": "eventType", "epcs": "MATCH_anyEPC", "bizSteps": "EQ_bizStep",
        "bizLocations": "EQ_bizLocation", "readPoints": "EQ_readPoint",
        "dispositions": "EQ_disposition",
    }[kind]  # fmt: skip
    asked = {**_parameters(request), parameter: [unquote(value)]}
    return _answer(request, asked, name="SimpleEventQuery")


@answered
def queries(request: HttpRequest) -> HttpResponse:
    """List queries with names, or give one a name."""
    if request.method != "POST":
        return _json([{"name": name} for name in asking.query_names()])
    _must_write(request)
    _must_be_document(request)
    try:
        query = read_query(request.body)
    except UnreadableError as error:
        raise _problem("ValidationException", 400, error.sentence()) from error
    _refuse(query if query.name else query._replace(faults=[*query.faults, _NAMELESS]))
    by = visitor_of(request).name
    if not name_query(query.name, query.parameters, now=timezone.now(), by=by):
        raise _problem("DuplicateNameException", 409, f"there is a query {query.name} already")
    response = HttpResponse(status=201)
    response["Location"] = f"{ROOT}/queries/{query.name}"
    return response


_NAMELESS = Fault(None, "name", "query", "the query has no name; give it one", "查询没有名称")


def _refuse(query: Query) -> None:
    faults = check_query(query)
    if faults:
        listed = [{"field": one.field, "detail": one.sentence} for one in faults]
        raise _problem("QueryParameterException", 400, faults[0].sentence, errors=listed)


@answered
def query(request: HttpRequest, name: str) -> HttpResponse:
    """Give a query by its name, or take it away."""
    if request.method == "DELETE":
        _must_write(request)
        if not forget_query(name):
            raise _problem("NoSuchNameException", 404, f"there is no query {name}")
        return HttpResponse(status=204)
    return _json({"name": name, "query": _named(name)})


def _named(name: str) -> dict[str, Any]:
    asked = asking.query_named(name)
    if asked is None:
        raise _problem("NoSuchNameException", 404, f"there is no query {name}")
    return asked


@answered
def query_events(request: HttpRequest, name: str) -> HttpResponse:
    """Answer a query by its name."""
    return _answer(request, _named(name), name=name)


def _parameters(request: HttpRequest) -> dict[str, Any]:
    """Read a query out of an address, where lists are parted by commas or bars."""
    asked: dict[str, Any] = {}
    for name in request.GET:
        if name in {"perPage", "nextPageToken"}:
            continue
        values = [part for one in request.GET.getlist(name) for part in one.split("|")]
        kind = kind_of(name)
        if kind in {"words", "uris", "texts"}:
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


def _parted(value: str, kind: str) -> list[str]:
    return value.split(",") if kind == "words" else [value]


def _page(request: HttpRequest) -> tuple[int, int]:
    told = (request.GET.get("nextPageToken", "0"), request.GET.get("perPage", str(_PER_PAGE)))
    try:
        start, size = (int(one) for one in told)
    except ValueError as error:
        detail = "perPage and nextPageToken are whole numbers; take the token from Link"
        raise _problem("QueryParameterException", 400, detail) from error
    if start < 0 or not 0 < size <= _MOST:
        raise _problem("QueryParameterException", 400, f"perPage is from 1 to {_MOST}")
    return start, size


def _answer(request: HttpRequest, asked: dict[str, Any], *, name: str) -> HttpResponse:
    _refuse(Query(name, asked, []))
    start, size = _page(request)
    most = asked.get("maxEventCount")
    if most is not None and asking.count_at_most(asked, most) > most:
        raise _problem("QueryTooLargeException", 413, f"there are more than {most} events")
    page = asking.found(asked, start=start, size=size)
    spaces: dict[str, str] = {}
    for event, _ in page.events:
        for part in event.get("@context", ()):
            spaces |= part
    context: list[Any] = [CONTEXT, *([spaces] if spaces else [])]
    results = {"eventList": [_told(*one) for one in page.events]}
    response = _json(
        {
            "@context": context,
            "type": "EPCISQueryDocument",
            "schemaVersion": "2.0",
            "creationDate": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "epcisBody": {"queryResults": {"queryName": name, "resultsBody": results}},
        }
    )
    return _linked(response, request, page.after)


def _linked(response: HttpResponse, request: HttpRequest, after: int | None) -> HttpResponse:
    if after is not None:
        told = {**request.GET.dict(), "nextPageToken": str(after)}
        response["Link"] = f'<{request.path}?{urlencode(told)}>; rel="next"'
    return response
