"""The last decisions of a browser session, in a signed cookie, so that they can be taken back."""

from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from bayline.systems.reading.queries import Turn

_COOKIE = "bayline-undo"
_SALT = "bayline.review"
_MOST = 20


def turns_of(request: HttpRequest) -> tuple[Turn, ...]:
    """Give the decisions that were taken in this session, the last one last."""
    try:
        pairs = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT)
        return tuple(Turn(int(first), int(last)) for first, last in pairs)
    except (signing.BadSignature, TypeError, ValueError):
        return ()


def keeping(response: HttpResponseBase, turns: tuple[Turn, ...]) -> HttpResponseBase:
    """Keep the decisions of this session until the browser is closed."""
    written = signing.dumps([[*turn] for turn in turns[-_MOST:]], salt=_SALT)
    response.set_cookie(_COOKIE, written, httponly=True, samesite="Strict")
    return response
