"""Answers pages of the record again without asking it, as long as nothing in it has changed."""

from collections.abc import Callable
from functools import cache
from importlib.metadata import version

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from bayline.platform.pages import face_of
from bayline.platform.people.visiting import visitor_of
from bayline.platform.remembering import (
    TOKEN_SLOT,
    Remembered,
    key_of,
    pieces_of,
    present_state,
    recall,
    remember,
)
from bayline.platform.standstill import movable

Handler = Callable[[HttpRequest], HttpResponseBase]
_OK = 200


class Remembering:
    """Stands behind the gate and what tells tokens: what it answers has passed both."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass; keep what a view has answered."""
        with movable():
            response = self._get_response(request)
        key = getattr(request, "remembered_as", "")
        if not key or not isinstance(response, HttpResponse):
            return response
        made = Remembered(
            headers=tuple(response.headers.items()), pieces=pieces_of(response.content)
        )
        if response.status_code == _OK and not response.cookies:
            remember(key, made)
        if made.has_token:
            response.content = made.body(get_token(request))
        return response

    def process_view(
        self, request: HttpRequest, view: object, _args: object, _parts: object
    ) -> HttpResponseBase | None:
        """Answer instead of the view, where its answer is known."""
        face = face_of(view)
        if face is None or not face.is_remembered or request.method not in {"GET", "HEAD"}:
            return None
        key = _key(request)
        known = recall(key)
        if known is None:
            request.remembered_as, request.token_slot = key, TOKEN_SLOT  # type: ignore[attr-defined]  # read on the way back
            return None
        token = get_token(request) if known.has_token else ""
        return HttpResponse(known.body(token), headers=dict(known.headers))


def _key(request: HttpRequest) -> str:
    """Name an answer: by what is asked and how, by whom, in which language, on which day, of what.

    A page that is asked for its head only stands without its form for another day.
    """
    return key_of(
        _program(),
        request.method,
        request.get_host(),
        request.is_secure(),
        request.get_full_path(),
        get_language(),
        visitor_of(request),
        timezone.localdate(),
        present_state(),
    )


@cache
def _program() -> str:
    return version("bayline")
