"""What every answer carries and what no request may exceed."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from bayline.kernel.errors import BaylineError, Words
from bayline.platform import visits
from bayline.platform.homes import meaning_of
from bayline.surfaces.api.gate import is_of_interface
from bayline.surfaces.api.problems import problem
from bayline.surfaces.errors import refused, too_large, unavailable
from bayline.surfaces.packing import is_for_browsers, packed, whole

_ACCEPTED = re.compile(r"\bgzip\b")
_SHORT = 200  # bytes that are not worth it
_WITH_WORKER = frozenset({"map"})  # pages whose script draws in a thread of its own
_INSTALLED = frozenset({"villages-field"})  # pages that phones install, and that work without us
_NULL = "%00"  # a null character as addresses and forms write it
Handler = Callable[[HttpRequest], HttpResponse]

# Everything comes from this server, nothing runs inline, and no other page may frame it.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def content_policy(get_response: Handler) -> Handler:
    """Put the content policy on every answer that has none of its own, static files included."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        is_drawn = match is not None and match.url_name in _WITH_WORKER
        is_installed = match is not None and match.url_name in _INSTALLED
        policy = f"{POLICY}; worker-src 'self'" if is_drawn or is_installed else POLICY
        if is_installed:
            policy = f"{policy}; manifest-src 'self'"
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return answer


def speaking(get_response: Handler) -> Handler:
    """Speak the language of the address: English under /en, else Chinese.

    What a browser prefers is not asked: a link shows everybody the same page.
    """
    spoken = settings.LANGUAGE_CODE

    def answer(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        language = "en" if path == "/en" or path.startswith("/en/") else spoken
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return answer


class Compressing(GZipMiddleware):
    """Sends pages and drawings compressed; what programs ask for goes as it is, which is quicker.

    Lengths are blurred as Django does it, and a form's token is another one in each answer, so a
    length tells nobody what stands in a page.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress what a browser shows."""
        if not is_for_browsers(response):
            return response
        if not isinstance(response, HttpResponse) or response.has_header("ETag"):
            return super().process_response(request, response)
        _compress(request, response)
        return response


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    body = response.content
    if len(body) < _SHORT or response.has_header("Content-Encoding"):
        return
    patch_vary_headers(response, ("Accept-Encoding",))
    if not _ACCEPTED.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        return
    small = whole(getattr(response, "packed_as", ()) or (packed(body),), body)
    if len(small) < len(body):
        response.content = small
        response.headers["Content-Length"] = str(len(small))
        response.headers["Content-Encoding"] = "gzip"


class Refusals:
    """Answers what was refused further down with its sentence: by a rule, or by the database."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _parts: object
    ) -> HttpResponse | None:
        """Leave null characters out of what was typed, and refuse an address that has one.

        PostgreSQL takes them into no question and no row; the two databases shall answer alike. The
        interface for programs refuses them itself, in its own form.
        """
        if is_of_interface(request):
            return None
        if request.method == "POST" and _NULL in request.POST.urlencode():
            request.POST = QueryDict(request.POST.urlencode().replace(_NULL, ""))
        return refused(request, _unprintable()) if "\0" in request.path else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; other errors go their way."""
        if isinstance(error, BaylineError):
            return refused(request, error)
        meant = meaning_of(error) if isinstance(error, Error) else None
        return None if meant is None else unavailable(request, meant)


def _unprintable() -> BaylineError:
    return BaylineError(
        "the address holds characters that do not print",
        why="no text of the record holds them",
        do="leave them out",
        zh=Words("地址里有不可见的字符", "资料里没有这样的字符", "请去掉后再打开"),
    )


def asked_in_bounds(get_response: Handler) -> Handler:
    """Leave null characters out of what an address asks, as `Refusals` does of forms.

    More parameters than any page has are refused; nobody behind this may count on reading them.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        if asked.count("&") >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
            request.META["QUERY_STRING"] = ""
            return _too_many(request, most=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
        if _NULL in asked and not is_of_interface(request):
            request.META["QUERY_STRING"] = asked.replace(_NULL, "")
        return get_response(request)

    return answer


def _too_many(request: HttpRequest, *, most: int) -> HttpResponse:
    error = BaylineError(
        "the address asks by too many parameters",
        why=f"at most {most} are read",
        do="leave some out",
        zh=Words("地址里的参数太多", f"最多读{most}个", "请去掉一些"),
    )
    return problem(error, status=400) if is_of_interface(request) else refused(request, error)


def body_limit(get_response: Handler) -> Handler:
    """Refuse a body over the limit before a byte of it is read."""

    def answer(request: HttpRequest) -> HttpResponse:
        stated = request.META.get("CONTENT_LENGTH") or "0"
        size = int(stated) if stated.isdecimal() else 0
        limit = settings.LARGE_BODIES.get(request.path, settings.BODY_LIMIT)
        if size > limit:
            return too_large(request, limit=limit)
        return get_response(request)

    return answer


def last_visit(get_response: Handler) -> Handler:
    """Let the browser keep when its last visit was, so that a page can say what changed since."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if request.method != "GET" or not is_page or response.status_code >= HTTPStatus.BAD_REQUEST:
            return response
        now = timezone.now()
        keep = visits.kept(visits.visit(request, now=now), now=now)
        if keep:
            response.set_cookie(
                visits.COOKIE,
                keep,
                max_age=visits.KEPT,
                path="/",
                httponly=True,
                samesite="Strict",
                secure=request.is_secure(),
            )
        return response

    return answer
