"""人员: the accounts of all, for administrators: made, given roles, reset, closed."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.asking import typed_line
from bayline.platform.pages import Answer, is_english, refused, said
from bayline.platform.people import actions, queries
from bayline.platform.people.naming import role_word
from bayline.platform.people.terms import Grant, Person, Role
from bayline.surfaces.people.account import GrantLine, grant_lines
from bayline.surfaces.people.systems import systems

_LONGEST_CODE = 100
_EMPTY_ROWS, _MOST_ROWS = 2, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One account in the list."""

    account: str
    name: str
    organisation: str
    is_active: bool
    grants: tuple[GrantLine, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """All accounts, and the form of a new one."""

    people: tuple[PersonLine, ...]
    account: str = ""
    name: str = ""
    organisation: str = ""
    role: str = Role.VIEWER.name.lower()
    roles: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    made: str = ""  # the account that was made
    password: str = ""  # of it, shown this once


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRow:
    """One row of the form of roles."""

    number: int
    role: str
    system: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One account, with the forms that change it."""

    account: str
    name: str
    organisation: str
    is_active: bool
    rows: tuple[GrantRow, ...]
    roles: tuple[tuple[str, str], ...]
    systems: tuple[str, ...]
    is_done: bool = False
    problem: str = ""
    password: str = ""  # the new one, shown this once


def people(request: HttpRequest) -> Answer:
    """List the accounts, or make one; its password is shown this once."""
    if request.method != "POST":
        return _listed({})
    typed = {name: typed_line(request, name, _LONGEST_CODE) for name in ("account", "name")}
    organisation = typed_line(request, "organisation", _LONGEST_CODE)
    role, password = request.POST.get("role", ""), secrets.token_urlsafe(12)
    person = Person(
        account=typed["account"],
        name=typed["name"],
        organisation=organisation,
        is_active=True,
        grants=(Grant(role=Role[role.upper()]),) if role.upper() in Role.__members__ else (),
        made=timezone.now(),
    )
    try:
        made = actions.create(person, password=password)
    except BaylineError as error:
        typed |= {"organisation": organisation, "role": role}
        return _listed(typed, problem=said(error))
    _about(request, made.account)
    return _listed({"made": made.account, "password": password})


def people_expired(request: HttpRequest) -> Answer:
    """Give the form back whose token is too old."""
    typed = {
        name: typed_line(request, name, _LONGEST_CODE)
        for name in ("account", "name", "organisation")
    }
    problem = _("表单已过期，未作处理。内容都在，请再按一次。")
    return _listed(typed, problem=problem, status=403)


def _listed(shown: Mapping[str, str], *, problem: str = "", status: int = 400) -> Answer:
    lines = tuple(
        PersonLine(
            account=one.account,
            name=one.name,
            organisation=one.organisation,
            is_active=one.is_active,
            grants=grant_lines(one.grants),
            address=reverse("person", args=(one.account,)),
        )
        for one in queries.people()
    )
    page = PeoplePage(people=lines, roles=_roles(), problem=problem, **shown)
    return Answer(context=page, template="people/people.html", status=status if problem else 200)


def _roles() -> tuple[tuple[str, str], ...]:
    language = "en" if is_english() else "zh"
    return tuple((role.name.lower(), role_word(role, language)) for role in Role)


def person(request: HttpRequest, account: str) -> Answer | HttpResponseBase:
    """Show one account, or change it."""
    try:
        found = queries.person(account)
    except BaylineError as error:
        return refused(error, status=404)
    if request.method != "POST":
        return _shown(found, is_done=request.GET.get("done") == "1")
    _about(request, found.account)
    do = _DOES.get(request.POST.get("do", ""))
    if do is None:
        return _shown(found, problem=_("没有说要做什么。请按下面的一个按钮。"))
    try:
        return do(request, found)
    except BaylineError as error:
        return _shown(found, problem=said(error))


def person_expired(request: HttpRequest) -> Answer:
    """Show the account again; nothing was done."""
    match = request.resolver_match
    try:
        found = queries.person(str(match.kwargs["account"]) if match else "")
    except BaylineError as error:
        return refused(error, status=404)
    return _shown(found, problem=_("表单已过期，未作处理。请再按一次。"), status=403)


def _about(request: HttpRequest, account: str) -> None:
    request.about = account  # type: ignore[attr-defined]  # read by `auditing`


def _set_roles(request: HttpRequest, found: Person) -> HttpResponseBase:
    numbers = range(_MOST_ROWS)
    grants = (_grant(request, number) for number in numbers)
    actions.set_grants(found.account, [grant for grant in grants if grant])
    return _back(found)


def _grant(request: HttpRequest, number: int) -> Grant | None:
    role = request.POST.get(f"role-{number}", "").upper()
    system = request.POST.get(f"system-{number}", "")
    if role not in Role.__members__:
        return None
    return Grant(
        role=Role[role],
        system=system if system in systems() else "",
        organisation=typed_line(request, f"organisation-{number}", _LONGEST_CODE),
    )


def _open(_request: HttpRequest, found: Person) -> HttpResponseBase:
    actions.set_active(found.account, is_active=True)
    return _back(found)


def _close(_request: HttpRequest, found: Person) -> HttpResponseBase:
    actions.set_active(found.account, is_active=False)
    return _back(found)


def _reset(_request: HttpRequest, found: Person) -> Answer:
    password = secrets.token_urlsafe(12)
    actions.set_password(found.account, password)
    return _shown(queries.person(found.account), password=password)


_DOES: dict[str, Callable[[HttpRequest, Person], Answer | HttpResponseBase]] = {
    "roles": _set_roles,
    "open": _open,
    "close": _close,
    "reset": _reset,
}


def _back(found: Person) -> HttpResponseBase:
    return HttpResponseRedirect(f"{reverse('person', args=(found.account,))}?done=1", status=303)


def _shown(
    found: Person,
    *,
    problem: str = "",
    password: str = "",
    is_done: bool = False,
    status: int = 400,
) -> Answer:
    held = [(one.role.name.lower(), one.system, one.organisation) for one in found.grants]
    rows = [*held, *[("", "", "")] * _EMPTY_ROWS][:_MOST_ROWS]
    page = PersonPage(
        account=found.account,
        name=found.name,
        organisation=found.organisation,
        is_active=found.is_active,
        rows=tuple(
            GrantRow(number=number, role=role, system=system, organisation=organisation)
            for number, (role, system, organisation) in enumerate(rows)
        ),
        roles=_roles(),
        systems=systems(),
        is_done=is_done,
        problem=problem,
        password=password,
    )
    return Answer(context=page, template="people/person.html", status=status if problem else 200)
