"""The own account: its roles, and a new password."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.people import actions, queries, sessions
from bayline.platform.people.naming import role_word
from bayline.platform.people.terms import Grant
from bayline.platform.people.visiting import visitor_of
from bayline.surfaces.people.login import expired as login_expired

_TEMPLATE = "people/account.html"
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """One role, in words."""

    role: str
    organisation: str
    system: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """Who is logged in, and the form for a new password."""

    account: str
    name: str
    organisation: str
    grants: tuple[GrantLine, ...]
    is_changed: bool = False
    problem: str = ""


def account(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show the own account, or set a new password."""
    if not visitor_of(request).account:
        asked = urlencode({"next": request.path})
        return HttpResponseRedirect(f"{reverse('login')}?{asked}", status=303)
    if request.method != "POST":
        return _answer(request)
    old, new, again = (_typed(request, name) for name in ("old", "new", "again"))
    if new != again:
        return _answer(request, _("两次输入的新密码不一样。请再输入一次。"))
    try:
        actions.change_password(visitor_of(request).account, old, new)
    except BaylineError as refused:
        return _answer(request, said(refused))
    row = queries.account(visitor_of(request).account)
    sessions.begin(request, row, now=timezone.now())
    return HttpResponseRedirect(f"{reverse('account')}?changed=1", status=303)


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")[: _LONGEST + 1]


def expired(request: HttpRequest) -> Answer:
    """Give the form back whose token is too old; to nobody, the form to log in."""
    if not visitor_of(request).account:
        return login_expired(request)
    return _answer(request, _("表单已过期，密码没有改。请再输入一次。"))


def _answer(request: HttpRequest, problem: str = "") -> Answer:
    person = queries.person(visitor_of(request).account)
    page = AccountPage(
        account=person.account,
        name=person.name,
        organisation=person.organisation,
        grants=grant_lines(person.grants),
        is_changed=request.method == "GET" and request.GET.get("changed") == "1",
        problem=problem,
    )
    return Answer(context=page, template=_TEMPLATE, status=400 if problem else 200)


def grant_lines(grants: tuple[Grant, ...]) -> tuple[GrantLine, ...]:
    """Put roles into words."""
    language = "en" if is_english() else "zh"
    return tuple(
        GrantLine(
            role=role_word(one.role, language), organisation=one.organisation, system=one.system
        )
        for one in grants
    )
