"""The page of keys, for administrators: make one, see when each was used, take one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.asking import typed_line
from bayline.platform.keys import actions, queries
from bayline.platform.keys.terms import Key, Scope
from bayline.platform.pages import Answer, said
from bayline.platform.people.visiting import visitor_of

_TEMPLATE = "keys/keys.html"
_LONGEST = 100
_FIELDS = ("name", "organisation", "scope", "expires")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """A key in the list."""

    id: str
    name: str
    organisation: str
    scope: str
    made_by: str
    made: date
    expires: date | None
    used: date | None
    is_working: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysPage:
    """All keys, and the form of a new one.

    Attributes:
        keys: Those made last first.
        typed: What stands in the form.
        problem: Why nothing was done; empty if it was.
        shown: The key that was just made, this once.
    """

    keys: tuple[KeyLine, ...]
    typed: Mapping[str, str]
    problem: str = ""
    shown: str = ""


def keys(request: HttpRequest) -> Answer:
    """Show the keys; make one, or take one back."""
    if request.method != "POST":
        return Answer(context=_page(), template=_TEMPLATE)
    typed = {name: typed_line(request, name, _LONGEST) for name in _FIELDS}
    try:
        shown = _done(request, typed)
    except BaylineError as error:
        return Answer(context=_page(typed, problem=said(error)), template=_TEMPLATE, status=400)
    return Answer(context=_page(shown=shown), template=_TEMPLATE)


def expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired."""
    typed = {name: typed_line(request, name, _LONGEST) for name in _FIELDS}
    problem = _("表单已过期，或浏览器没有送回 cookie，未作处理。内容都在，请再按一次。")
    return Answer(context=_page(typed, problem=problem), template=_TEMPLATE, status=403)


def _done(request: HttpRequest, typed: Mapping[str, str]) -> str:
    """Do what the form asks for; give the new key, if one was made."""
    now, revoked = timezone.now(), typed_line(request, "revoke", _LONGEST)
    if revoked:
        actions.revoke(revoked, at=now)
        return ""
    wanted = Key(
        id="",
        name=typed["name"],
        organisation=typed["organisation"],
        scope=Scope.WRITE if typed["scope"] == Scope.WRITE.value else Scope.READ,
        made=now,
        made_by=visitor_of(request).name or _("管理员"),
        expires=_day(typed["expires"]),
    )
    return actions.create(wanted).shown


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise BaylineError(
            f"“{typed}” is no day",
            do="write it like 2027-12-31",
            zh=Words(f"“{typed}”不是日期", do="请写成2027-12-31"),
        ) from None


def _page(
    typed: Mapping[str, str] | None = None, *, problem: str = "", shown: str = ""
) -> KeysPage:
    today = timezone.localdate()
    lines = tuple(_line(one, today) for one in queries.made_keys())
    empty = dict.fromkeys(_FIELDS, "")
    return KeysPage(keys=lines, typed=typed or empty, problem=problem, shown=shown)


def _line(one: Key, today: date) -> KeyLine:
    return KeyLine(
        id=one.id,
        name=one.name,
        organisation=one.organisation,
        scope=one.scope.value,
        made_by=one.made_by,
        made=timezone.localdate(one.made),
        expires=one.expires,
        used=one.used,
        is_working=one.works(today),
    )
