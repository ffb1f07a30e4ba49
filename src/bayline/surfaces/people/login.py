"""Logging in and out."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import asking
from bayline.platform.asking import typed_line
from bayline.platform.callers import caller_of
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.people import actions, queries, sessions
from bayline.platform.people.demonstrating import demonstration_name, demonstration_password
from bayline.platform.people.naming import role_word
from bayline.platform.people.openid import provider_here
from bayline.platform.people.visiting import visitor_of

_TEMPLATE = "people/login.html"
_LONGEST, _LONGEST_ADDRESS, _LONGEST_PASSWORD = 60, 2000, 200
_WRONG = 403


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationLine:
    """An account of the demonstration that everybody may use."""

    role: str
    account: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPage:
    """The form to log in."""

    account: str
    next: str
    is_over: bool  # a session has ended
    problem: str
    provider: str  # name of who vouches for people; empty where nobody does
    provider_address: str
    demonstration: tuple[DemonstrationLine, ...]


def login(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show the form, or let somebody in who is known."""
    if request.method != "POST":
        if visitor_of(request).name:
            return HttpResponseRedirect(_onward(request.GET.get("next", "")), status=303)
        return _answer(request, request.GET.get("next", ""))
    account = typed_line(request, "account", _LONGEST)
    password = request.POST.get("password", "")[:_LONGEST_PASSWORD]
    now, address = timezone.now(), caller_of(request)
    try:
        found = actions.log_in(account, password, address=address, now=now)
    except BaylineError as refused:
        return _answer(request, request.POST.get("next", ""), problem=said(refused))
    sessions.begin(request, found, now=now)
    return HttpResponseRedirect(_onward(request.POST.get("next", "")), status=303)


def expired(request: HttpRequest) -> Answer:
    """Give the form back whose token is too old."""
    sentence = _("表单已过期，或浏览器没有送回 cookie。请再输入一次密码。")
    return _answer(request, request.POST.get("next", ""), problem=sentence)


def _answer(request: HttpRequest, asked: str, *, problem: str = "") -> Answer:
    page = LoginPage(
        account=typed_line(request, "account", _LONGEST),
        next=asked if is_own(asked) else "",
        is_over=request.method == "GET" and settings.SESSION_COOKIE_NAME in request.COOKIES,
        problem=problem,
        provider=_provider(),
        provider_address=asking(reverse("openid"), {"next": asked if is_own(asked) else ""}),
        demonstration=_demonstration(),
    )
    return Answer(context=page, template=_TEMPLATE, status=_WRONG if problem else 200)


def _provider() -> str:
    found = provider_here()
    return (found.name or _("单位账号")) if found else ""


def _demonstration() -> tuple[DemonstrationLine, ...]:
    language = "en" if is_english() else "zh"
    return tuple(
        DemonstrationLine(
            role=role_word(role, language),
            account=demonstration_name(role),
            password=demonstration_password(role),
        )
        for role in queries.demonstration_roles()
    )


def _onward(asked: str) -> str:
    return asked if is_own(asked) else reverse("today")


def is_own(address: str) -> bool:
    """Tell whether an address is one of the pages here, so that nobody is led elsewhere."""
    is_plain = address.isprintable() and len(address) <= _LONGEST_ADDRESS
    is_here = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    if not (is_plain and is_here):
        return False
    try:
        resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return False
    return True


def logout(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    if request.method == "POST":
        sessions.end(request)
    return HttpResponseRedirect(reverse("today"), status=303)
