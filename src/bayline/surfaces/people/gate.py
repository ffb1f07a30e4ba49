"""The gate: who asks is known before anything else, and every address is only for its audience."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.pages import Face, face_of, refused
from bayline.platform.people.naming import role_word
from bayline.platform.people.sessions import visitor_in
from bayline.platform.people.terms import Audience, Grant, Role, Visitor, least_role
from bayline.platform.people.visiting import visitor_of

Handler = Callable[[HttpRequest], HttpResponse]
_UNKNOWN, _FORBIDDEN = 401, 403


def visiting(get_response: Handler) -> Handler:
    """Set `request.visitor`: whose session it is, else the public."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.visitor = visitor_in(request, now=timezone.now())  # type: ignore[attr-defined]  # read by `visitor_of`
        return get_response(request)

    return answer


class Gate:
    """Refuses whoever an address is not for, before its form is looked at."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, _args: object, parts: Mapping[str, str]
    ) -> HttpResponseBase | None:
        """Answer instead of a view that is not for the visitor.

        Raises:
            PermissionDenied: The view does not say whom it is for.
        """
        face = face_of(view)
        if face is None:
            raise PermissionDenied
        visitor = visitor_of(request)
        system = face.system(parts)
        if visitor.may(face.audience, system=system):
            return None
        return _turned_away(request, face, visitor, system)


def _turned_away(
    request: HttpRequest, face: Face, visitor: Visitor, system: str
) -> HttpResponseBase:
    if visitor.name:
        return face.answer(request, refused(_lacking(face, visitor, system), status=_FORBIDDEN))
    if request.method in {"GET", "HEAD"} and not face.is_twin:
        asked = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('login')}?{asked}", status=303)
    response = face.answer(request, refused(_unknown(), status=_UNKNOWN))
    response["WWW-Authenticate"] = 'Bearer realm="bayline"'
    return response


def _unknown() -> BaylineError:
    return BaylineError(
        "this is for those who log in",
        why="nobody is logged in, or the session has ended; nothing was done",
        do="log in and do it again",
        zh=Words("这里要登录", "还没有登录，或登录已过期，未作处理", "请登录后再做一次"),
    )


def _lacking(face: Face, visitor: Visitor, system: str) -> BaylineError:
    least = least_role(Audience(face.audience)) or Role.VIEWER
    held = max(visitor.grants, key=lambda grant: grant.role, default=None)
    has = ("none is held", "没有角色") if held is None else _held(held)
    where = (
        (f" in the system {system}", f"在{system}系统")
        if system
        else (" in all systems", "在各系统")
    )
    there, zh_there = where if held and held.system else ("", "")
    return BaylineError(
        f"this is for those who have the role {role_word(least, 'en')} or one above it{there}",
        why=has[0],
        do="administrators give roles, on the page People",
        zh=Words(
            f"这里要有{zh_there}{role_word(least)}以上的角色", has[1], "角色由管理员在“人员”页给"
        ),
    )


def _held(grant: Grant) -> tuple[str, str]:
    role, zh = role_word(grant.role, "en"), role_word(grant.role)
    if not grant.system:
        return f"the role held is {role}", f"现有角色：{zh}"
    return f"the role held is {role} in {grant.system}", f"现有角色：{grant.system}系统的{zh}"
