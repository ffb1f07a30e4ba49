"""Captures over the interface: documents of any size taken in, and what came of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bayline.engines.epcis.answers import time_told
from bayline.engines.epcis.documents import read_document
from bayline.engines.epcis.faults import Fault, UnreadableError
from bayline.engines.epcis.streaming import Stream, read_stream
from bayline.engines.epcis.vocabulary import EVENT_TYPES
from bayline.platform.bulk import without_collecting
from bayline.platform.people.visiting import visitor_of
from bayline.systems.produce.actions.keeping import capture_document, stream_of
from bayline.systems.produce.pages.rest_frame import (
    MANNER,
    ROOT,
    ProblemError,
    answered,
    invalid,
    json_of,
    linked,
    made_at,
    must_be_document,
    must_write,
    no_such,
    numbered,
    page_asked,
    problem,
)
from bayline.systems.produce.queries import asking
from bayline.systems.produce.terms import Job

_IN_MEMORY, _PIECE = 4 * 2**20, 2**20
_NOT_ONE = Fault(None, "type", "document", "send one event", "请送一个事件")
_MANNERS = ("rollback", "proceed")


def _capture(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _listed(request)
    must_write(request)
    manner = request.headers.get(MANNER, "rollback")
    if manner not in _MANNERS:
        raise invalid(f"{MANNER} is rollback or proceed")
    with without_collecting(), _document(request) as stream:
        row = capture_document(
            stream, now=timezone.now(), whole=manner == "rollback", by=visitor_of(request).name
        )
    response = made_at(f"capture/{row.name}", status=202)
    response[MANNER] = manner
    return response


def _listed(request: HttpRequest) -> HttpResponse:
    token, size = page_asked(request)
    start = numbered(token)
    rows = asking.captures(start=start, size=size + 1)
    response = json_of([_told(row) for row in rows[:size]])
    return linked(response, request, start + size if len(rows) > size else None)


@contextmanager
def _document(request: HttpRequest) -> Iterator[Stream]:
    """Read a document: a small one in memory, a large one piece by piece out of a file.

    Raises:
        ProblemError: It is none, or too large.
    """
    must_be_document(request)
    body = request.read(_IN_MEMORY + 1)
    try:
        if len(body) <= _IN_MEMORY:
            yield stream_of(read_document(body))
            return
        settings.HOME.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=settings.HOME) as file:
            while body:
                file.write(body)
                if file.tell() > settings.CAPTURE_LIMIT:
                    raise _too_large()
                body = request.read(_PIECE)
            yield read_stream(file)
    except UnreadableError as error:
        raise invalid(error.sentence()) from error


def _too_large() -> ProblemError:
    detail = f"a document has at most {settings.CAPTURE_LIMIT} bytes; send it in parts"
    return problem("CaptureLimitExceededException", 413, detail)


def _job(_request: HttpRequest, name: str) -> HttpResponse:
    row = asking.capture_named(name)
    if row is None:
        raise no_such(f"there is no capture {name}")
    return json_of(_told(row))


def _told(row: Job) -> dict[str, object]:
    return {
        "captureID": row.name,
        "createdAt": time_told(row.created),
        "finishedAt": time_told(row.finished),
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


def add_event(request: HttpRequest) -> HttpResponse:
    """Take one event in.

    Raises:
        ProblemError: Something stands against it.
    """
    must_write(request)
    with _document(request) as stream:
        document = stream.document
        if document.kind not in EVENT_TYPES:
            document.faults.append(_NOT_ONE)
        by = visitor_of(request).name
        row = capture_document(stream, now=timezone.now(), whole=True, by=by)
    if row.faults:
        is_twin = row.faults[0]["rule"] == "same_id"
        kind = "ResourceAlreadyExistsException" if is_twin else "ValidationException"
        detail, errors = row.faults[0]["sentence"], _told(row)["errors"]
        raise problem(kind, 409 if is_twin else 400, detail, errors=errors)
    response = HttpResponse(status=201)
    response["Location"] = f"{ROOT}/events/{document.events[0]['eventID']}"
    return response


capture = answered(_capture, "POST")
job = answered(_job)
