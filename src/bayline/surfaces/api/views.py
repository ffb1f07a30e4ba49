"""Answer requests of programs, each by the resource of its address."""

import logging
from collections.abc import Callable, Hashable, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from urllib.parse import urlencode

import orjson
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from bayline.kernel.errors import BaylineError
from bayline.platform.people.noting import note
from bayline.platform.people.terms import Audience, Deed
from bayline.platform.people.visiting import visitor_of
from bayline.platform.reaching import present_reach
from bayline.platform.registers.queries import ends_everywhere
from bayline.platform.standstill import drop, stands
from bayline.platform.tracing import present_request
from bayline.surfaces.api.asking import asked_for, parameters, question, sending
from bayline.surfaces.api.cursors import cursor_of
from bayline.surfaces.api.problems import failed, refusal, refused
from bayline.surfaces.api.terms import Asked, Listing, Resource

_LOG = logging.getLogger("bayline.audit")
_TAG = 16
_READING = ("GET", "HEAD")
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC
View = Callable[..., HttpResponseBase]


def view_of(resource: Resource) -> View:
    """Give the view of a resource."""

    def answer(request: HttpRequest, **parts: str) -> HttpResponseBase:
        response = _told(resource, request, parts)
        if request.method in resource.writes and visitor_of(request).name:
            _note(resource, request, parts, status=response.status_code)
        return response

    return answer


def _told(resource: Resource, request: HttpRequest, parts: Mapping[str, str]) -> HttpResponseBase:
    try:
        return _answer(resource, request, parts)
    except BaylineError as error:
        return refused(error)
    except DatabaseError as error:
        told = failed(error)
        if told is None:
            raise
        return told


def _note(
    resource: Resource, request: HttpRequest, parts: Mapping[str, str], *, status: int
) -> None:
    """Note who wrote where in the log of writes; never what."""
    deed = Deed(
        who=visitor_of(request).name,
        method=request.method or "",
        address=f"api-{resource.name}",
        about="/".join(parts.values()),
        status=status,
        request=present_request(),
        recorded=timezone.now(),
    )
    try:
        note(deed)
    except DatabaseError:
        # What was done stands; to say that it failed would have it done twice.
        _LOG.exception("a write was not noted: %s %s", deed.method, deed.address)


def _answer(resource: Resource, request: HttpRequest, parts: Mapping[str, str]) -> HttpResponseBase:
    method = request.method or ""
    if method in resource.writes:
        return _written(resource, request, parts, method=method)
    if method not in _READING:
        allowed = (*_READING, *resource.writes)
        response = refused(_other_method(method, allowed))
        response["Allow"] = ", ".join(allowed)
        return response
    ends_now = ends_everywhere()
    tag = _tag(request, ends_now)
    if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return _tagged(HttpResponse(status=304), tag)
    said = _SAID.get(tag)
    if said is None:
        asked = question(request, resource.reads, parts)
        stands(ends_now)
        said = _remembered(tag, orjson.dumps(_body(resource, request, asked), option=_OPTIONS))
    return _tagged(HttpResponse(said, content_type="application/json"), tag)


# Answers by their tags, the oldest first: programs ask for the same again and again, and a tag is
# another one as soon as anything has changed.
_SAID: dict[str, bytes] = {}
_MOST_SAID, _LONGEST_SAID = 300, 200_000


def forget() -> None:
    """Forget all answers, as where another record is looked at in the same process."""
    _SAID.clear()
    drop()


def _remembered(tag: str, said: bytes) -> bytes:
    if len(said) <= _LONGEST_SAID:
        if len(_SAID) >= _MOST_SAID:
            _SAID.pop(next(iter(_SAID)), None)
        _SAID[tag] = said
    return said


def _other_method(method: str, allowed: tuple[str, ...]) -> BaylineError:
    names = ", ".join(allowed)
    return refusal(
        f"{method[:20]} is not answered here",
        do=f"use one of: {names}",
        zh=(f"这里不答{method[:20]}", f"可用的有：{names}"),
        status=405,
    )


def _body(resource: Resource, request: HttpRequest, asked: Asked) -> object:
    reads = resource.reads
    if not isinstance(reads, Listing):
        return reads.get(asked)
    page = reads.page(asked)
    following = None
    if page.next is not None:
        cursor = ("cursor", cursor_of(page.next, asked_for(request)))
        asks = [*parameters(request, but=("cursor",)), cursor]
        following = f"{request.path}?{urlencode(asks)}"
    return {"items": page.items, "next": following}


def _json(body: object, *, status: int = 200) -> HttpResponse:
    said = orjson.dumps(body, option=_OPTIONS)
    return HttpResponse(said, content_type="application/json", status=status)


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    # To be kept, and asked about each time; what a key shows is not for those without it.
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Authorization"
    return response


def _tag(request: HttpRequest, ends_now: Hashable) -> str:
    """Name the answer to a question: what is asked, how far one sees, and where all chains end."""
    reach = present_reach()
    seen = (reach.is_whole, reach.publication, len(reach.removed_claims | reach.removed_sources))
    who = visitor_of(request).may(Audience.READ)
    parts = (request.get_full_path(), seen, who, _written_out(ends_now), _program())
    return f'"{blake2b(repr(parts).encode(), digest_size=_TAG).hexdigest()}"'


@lru_cache(maxsize=1)
def _written_out(ends_now: Hashable) -> str:
    return repr(ends_now)


@cache
def _program() -> str:
    return version("bayline")


def _written(
    resource: Resource, request: HttpRequest, parts: Mapping[str, str], *, method: str
) -> HttpResponseBase:
    writes = resource.writes[method]
    if not visitor_of(request).may(Audience.WRITE):
        raise _no_right(is_known=bool(visitor_of(request).name))
    done = writes.act(sending(request, writes, parts))
    response = _json(done, status=writes.status)
    response["Cache-Control"] = "no-store"
    return response


def _no_right(*, is_known: bool) -> BaylineError:
    if is_known:
        return refusal(
            "this key may only read",
            do="ask the administrators for one that may write",
            zh=("这把钥匙只能读", "请向管理员要一把能报送的"),
            status=403,
        )
    return refusal(
        "only a key that may write sends entries in",
        do="send Authorization: Bearer bl_…",
        zh=("报送要用能报送的钥匙", "请送Authorization: Bearer bl_…"),
        status=401,
    )


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """Answer where the interface has no address."""
    del request
    return refused(
        refusal(
            f"there is no address /api/{rest[:80]}",
            do="see /api/ for those that are there",
            zh=(f"没有地址/api/{rest[:80]}", "现有的见/api/"),
            status=404,
        )
    )
