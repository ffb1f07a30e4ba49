"""What watches a server asks: is it alive, can it work; and the id that every answer carries.

Both stand before all other middleware, so that they answer when nothing else can.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse

from bayline.platform.readiness import Check, readiness
from bayline.platform.tracing import REQUESTS, is_well_formed, route_of, traced

_HEADER, _GIVEN = "X-Request-ID", "HTTP_X_REQUEST_ID"
Handler = Callable[[HttpRequest], HttpResponse]


def request_ids(get_response: Handler) -> Handler:
    """Give every request an id, take the one it came with where that is one, and log its end."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.META.get(_GIVEN, "")
        request_id = given if is_well_formed(given) else uuid4().hex
        begun = time.perf_counter()
        with traced(request_id):
            response = get_response(request)
            _log(request, response, seconds=time.perf_counter() - begun)
        response.headers[_HEADER] = request_id
        return response

    return answer


def _log(request: HttpRequest, response: HttpResponse, *, seconds: float) -> None:
    method = request.method if request.method in _METHODS else "-"
    event = {
        "method": method,
        "route": request.path_info if request.path_info in _PROBES else route_of(request),
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
    }
    REQUESTS.info("%(method)s %(route)s %(status)s %(milliseconds)s ms", event, extra=event)


def probes(get_response: Handler) -> Handler:
    """Answer `/health` and `/ready`; other requests pass."""

    def answer(request: HttpRequest) -> HttpResponse:
        probe = _PROBES.get(request.path_info)
        if probe is None:
            return get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(
                status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"}
            )
        response = probe()
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def _health() -> HttpResponse:
    return JsonResponse({"is_alive": True})


def _ready() -> HttpResponse:
    checks = readiness()
    is_ready = all(check.fault is None for check in checks)
    body = {"is_ready": is_ready, "checks": [_told(check) for check in checks]}
    return JsonResponse(
        body,
        status=HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE,
        json_dumps_params={"ensure_ascii": False},
    )


def _told(check: Check) -> dict[str, object]:
    if check.fault is None:
        return {"name": check.name, "is_good": True}
    return {
        "name": check.name,
        "is_good": False,
        "sentence": check.fault.in_chinese(),
        "sentence_en": check.fault.sentence(),
    }


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_PROBES: dict[str, Callable[[], HttpResponse]] = {"/health": _health, "/ready": _ready}
