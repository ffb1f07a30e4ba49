"""Sessions: somebody who logged in stays known, until a time has passed or the account says no.

A session begins under a new name, so that nobody who knew the old one comes in with it. It holds
the number and the stamp of the account, when it began, and when it was used last.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import DatabaseError
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from bayline.platform.people import queries
from bayline.platform.people.terms import PUBLIC, Visitor

if TYPE_CHECKING:
    from bayline.platform.people.models import Account

_ACCOUNT, _STAMP, _SINCE, _SEEN = "account", "stamp", "since", "seen"
_OFTEN_S = 60  # how often it is written down that a session is used


def begin(request: HttpRequest, account: "Account", *, now: datetime) -> None:
    """Let a request's session be that of an account from now on."""
    session, second = request.session, int(now.timestamp())
    session.flush()
    session.clear_expired()
    session.update({_ACCOUNT: account.pk, _STAMP: account.stamp, _SINCE: second, _SEEN: second})
    rotate_token(request)
    visitor = queries.visitor_with(account.pk, account.stamp)
    request.visitor = visitor or PUBLIC  # type: ignore[attr-defined]  # read by `visitor_of`


def wait(request: HttpRequest, kept: Mapping[str, object], *, time: timedelta) -> None:
    """Keep something for somebody who is not known yet, and only so long.

    Anybody may ask for that again and again, so what is over is cleared away.
    """
    session = request.session
    session.clear_expired()
    session.update(kept)
    session.set_expiry(time)


def end(request: HttpRequest) -> None:
    """Forget whose session it was."""
    request.session.flush()
    rotate_token(request)


def visitor_in(request: HttpRequest, *, now: datetime) -> Visitor:
    """Tell whose session a request belongs to; one that is over is forgotten."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return PUBLIC
    session, second = request.session, int(now.timestamp())
    number, stamp = session.get(_ACCOUNT), session.get(_STAMP)
    if number is None or not isinstance(stamp, str):
        return PUBLIC
    found = None if _is_over(session, second) else queries.visitor_with(int(number), stamp)
    if found is None:
        with suppress(DatabaseError):  # where nothing can be written, it is over all the same
            session.flush()
        return PUBLIC
    if second - session[_SEEN] >= _OFTEN_S:
        _note_use(session, second)
    return found


def _note_use(session: SessionBase, second: int) -> None:
    """Write down that a session is used; a full disk keeps nobody from reading."""
    session[_SEEN] = second
    with suppress(DatabaseError, UpdateError):  # the second: it ended at this very moment
        session.save()
    session.modified = False


def _is_over(session: SessionBase, second: int) -> bool:
    age, idle = second - int(session.get(_SINCE, 0)), second - int(session.get(_SEEN, 0))
    longest, idlest = int(settings.SESSION_COOKIE_AGE), int(settings.SESSION_IDLE_S)
    return age >= longest or idle >= idlest
