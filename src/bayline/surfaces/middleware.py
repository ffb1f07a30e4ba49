"""What every answer carries and what no request may exceed."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from bayline.surfaces.errors import too_large

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
    """Put the content policy on every answer, static files and errors included."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return answer


def body_limit(get_response: Handler) -> Handler:
    """Refuse a body over the limit before a byte of it is read."""

    def answer(request: HttpRequest) -> HttpResponse:
        stated = request.META.get("CONTENT_LENGTH") or "0"
        size = int(stated) if stated.isdecimal() else 0
        if size > settings.BODY_LIMIT:
            return too_large(request, limit=settings.BODY_LIMIT)
        return get_response(request)

    return answer
