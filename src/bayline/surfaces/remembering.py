"""Answers pages of the record again without asking it, as long as nothing in it has changed."""

from collections.abc import Callable
from functools import cache
from importlib.metadata import version

from django.http import HttpRequest, HttpResponse, HttpResponseBase
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
from bayline.surfaces.packing import around, is_for_browsers, packed
from bayline.surfaces.people.tokens import token_of

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
        made = _made(response)
        if response.status_code == _OK and not response.cookies:
            remember(key, made)
        token = token_of(request) if made.has_token else ""
        response.content = made.body(token)
        response.packed_as = around(token, made.packed)  # type: ignore[attr-defined]  # read by `Compressing`
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
        token = token_of(request) if known.has_token else ""
        response = HttpResponse(known.body(token), headers=dict(known.headers))
        response.packed_as = around(token, known.packed)  # type: ignore[attr-defined]  # read by `Compressing`
        return response


def _made(response: HttpResponse) -> Remembered:
    """Give an answer as it is kept, compressed once for all who are given it."""
    pieces = pieces_of(response.content)
    return Remembered(
        headers=tuple(response.headers.items()),
        pieces=pieces,
        packed=tuple(map(packed, pieces)) if is_for_browsers(response) else (),
    )


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
