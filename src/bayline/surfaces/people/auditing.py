"""Every request that writes is noted when it has been answered: who, how, where, with which end.

Nothing of its content is. What the public sends and what is refused to it is counted elsewhere, see
`platform.people.limiting`, so that no stranger can fill a log that is never shortened.
"""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone

from bayline.platform.pages import face_of
from bayline.platform.people.noting import note
from bayline.platform.people.terms import Audience, Deed
from bayline.platform.people.visiting import visitor_of
from bayline.platform.tracing import present_request

_LOG = logging.getLogger("bayline.audit")
_READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_KEEPING_NOTHING = frozenset({Audience.READ, Audience.PUBLISHED})  # such as a draft that is checked
Handler = Callable[[HttpRequest], HttpResponse]


def auditing(get_response: Handler) -> Handler:
    """Note every request that writes."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_write = request.method not in _READING or getattr(request, "writes", False)
        if is_write and _is_noted(request):
            _note(request, response.status_code)
        return response

    return answer


def _is_noted(request: HttpRequest) -> bool:
    match = request.resolver_match
    face = face_of(match.func) if match else None
    return bool(visitor_of(request).name) and face is not None and _writes(face.audience)


def _writes(audience: Audience) -> bool:
    return audience not in _KEEPING_NOTHING


def _about(match: ResolverMatch | None) -> str:
    """Name what was written to: a register and its entry, a claim, a publication."""
    return "/".join(map(str, match.kwargs.values())) if match else ""


def _note(request: HttpRequest, status: int) -> None:
    visitor, match = visitor_of(request), request.resolver_match
    deed = Deed(
        who=visitor.account or visitor.name,
        method=request.method or "",
        address=str(match.view_name if match else ""),
        about=getattr(request, "about", "") or _about(match),
        status=status,
        request=present_request(),
        recorded=timezone.now(),
    )
    try:
        note(deed)
    except DatabaseError:
        # What was done stands; to say that it failed would have it done twice.
        _LOG.exception("a write was not noted: %s %s", deed.method, deed.address)
