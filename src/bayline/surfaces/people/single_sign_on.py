"""Logging in by a provider of OpenID Connect: leave for it, and come back."""

from dataclasses import asdict
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.people import actions, openid, queries, sessions
from bayline.platform.people.openid import Leaving, Provider
from bayline.surfaces.people.login import is_own

_KEPT = "openid"  # in the session of whoever left
_KEPT_FOR = timedelta(hours=1)  # whoever comes back later than is good is told so


def leave(request: HttpRequest) -> HttpResponseBase:
    """Lead to the provider.

    Raises:
        Http404: None is named.
    """
    provider, onward = _provider(), request.GET.get("next", "")
    left = openid.leaving(onward=onward if is_own(onward) else "", now=timezone.now())
    to = openid.address_to(provider, left, back=_back(request), fetch=openid.fetched)
    sessions.wait(request, {_KEPT: asdict(left)}, time=_KEPT_FOR)
    return HttpResponseRedirect(to, status=303)


def come_back(request: HttpRequest) -> HttpResponseBase:
    """Log in whomever the provider vouches for.

    Raises:
        Http404: No provider is named.
        BaylineError: It vouches for nobody, or for somebody without a role.
    """
    provider, now = _provider(), timezone.now()
    left = _left(request)
    answer = {name: request.GET.get(name, "") for name in ("state", "code")}
    found = openid.vouched(
        provider, left, answer, back=_back(request), now=now, fetch=openid.fetched
    )
    person = actions.take_over_vouched(found, at=now)
    request.about, request.writes = person.account, True  # type: ignore[attr-defined]  # read by `auditing`
    sessions.begin(request, queries.account(person.account), now=now)
    return HttpResponseRedirect(left.next or reverse("today"), status=303)


def _provider() -> Provider:
    found = openid.provider_here()
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("openid-back"))


def _left(request: HttpRequest) -> Leaving:
    """Take what was kept of whoever left; it serves once."""
    kept = request.session.pop(_KEPT, None)
    if not isinstance(kept, dict):
        raise BaylineError(
            "nobody left from here to log in",
            why="the browser did not send its cookie back, or the answer was used already",
            do="log in again",
            zh=Words("不是从这里去登录的", "浏览器没有送回cookie，或已用过", "请重新登录"),
        )
    return Leaving(**kept)
