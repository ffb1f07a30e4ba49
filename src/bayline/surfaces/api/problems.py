"""Refusals as `application/problem+json` (RFC 9457), with the sentence in both languages."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from django.db import DatabaseError
from django.http import HttpResponse

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import meaning_of
from bayline.platform.keys.terms import KeyRefusedError
from bayline.platform.registers.terms import ConflictError, FaultyError
from bayline.surfaces.api.terms import ProblemError

CONTENT_TYPE = "application/problem+json"
_NO_MORE: Mapping[str, Any] = {}


def problem(
    error: BaylineError, *, status: int, more: Mapping[str, Any] = _NO_MORE
) -> HttpResponse:
    """Answer with a refusal.

    Args:
        error: The refusal.
        status: Of HTTP.
        more: What programs are told besides, by name.
    """
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": error.sentence(),
        "detail_zh": error.in_chinese(),
        **more,
    }
    response = HttpResponse(orjson.dumps(body), content_type=CONTENT_TYPE, status=status)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="bayline"'
    return response


def refused(error: BaylineError) -> HttpResponse:
    """Answer with a refusal, and the status that its kind has."""
    if isinstance(error, ProblemError):
        return problem(error, status=error.status, more=error.more)
    if isinstance(error, KeyRefusedError):
        return problem(error, status=401)
    if isinstance(error, FaultyError):
        faults = {
            name: {"value": fault.shown, "why": fault.why_en, "why_zh": fault.why}
            for name, fault in error.faults.items()
        }
        return problem(error, status=422, more={"faults": faults})
    if isinstance(error, ConflictError):
        more = {"version": error.theirs.version, "fields": [*error.fields]}
        return problem(error, status=409, more=more)
    return problem(error, status=400)


def failed(error: DatabaseError) -> HttpResponse | None:
    """Answer what the database refuses, where it is known what that means."""
    meant = meaning_of(error)
    return None if meant is None else problem(meant, status=503)


def missing(error: BaylineError) -> ProblemError:
    """Turn a refusal into one of what is not there."""
    return with_status(error, 404)


def with_status(error: BaylineError, status: int) -> ProblemError:
    """Give a refusal the status that it is answered with."""
    found = ProblemError(error.what, where=error.where, why=error.why, do=error.do, zh=error.zh)
    found.status = status
    return found


def refusal(what: str, *, do: str, zh: tuple[str, str], status: int = 400) -> ProblemError:
    """Make a refusal of what a request says.

    Args:
        what: What is wrong.
        do: What to do.
        zh: Both in Chinese.
        status: Of HTTP.
    """
    found = ProblemError(what, do=do, zh=Words(zh[0], do=zh[1]))
    found.status = status
    return found
