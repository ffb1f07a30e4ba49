"""A page and its JSON twin: one view gives one context, shown as HTML or, beside it, as JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from bayline.kernel.errors import BaylineError
from bayline.platform.people.terms import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a view found: the context, and how it is to be shown."""

    context: object  # a frozen dataclass
    template: str
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a page is not shown."""

    status: int
    sentence: str


def refused(error: BaylineError, *, status: int) -> Answer:
    """Show why something is not done or not there.

    Args:
        error: The reason.
        status: 404 where it names what is not there, 400 where the request is wrong.
    """
    refusal = Refusal(status=status, sentence=said(error))
    return Answer(context=refusal, template="errors/page.html", status=status)


def said(error: BaylineError) -> str:
    """Say a refusal in the language of the page."""
    return error.sentence() if is_english() else error.in_chinese()


def is_english() -> bool:
    """Tell whether the page is in English."""
    return get_language() == "en"


View = Callable[..., Answer | HttpResponseBase]
Expired = Callable[[HttpRequest], Answer]
Belonging = Callable[[Mapping[str, Any]], str]  # the system, of the parts of an address


def page(
    address: str,
    view: View,
    *,
    name: str,
    audience: Audience,
    methods: tuple[str, ...] = ("GET", "HEAD"),
    expired: Expired | None = None,
) -> list[URLPattern]:
    """Give an address and its JSON twin to one view.

    The twin takes no form from a browser and keeps nothing, so it asks for no CSRF token.

    Args:
        address: The address without its leading slash; empty for the front page.
        view: Gives an `Answer`, or a finished response such as a download.
        name: The name of the address; the twin is called `name.json`.
        audience: Whom the address is for.
        methods: The HTTP methods it answers.
        expired: Gives a form back whose token is too old, so that nothing typed is lost.

    Returns:
        Two patterns for `urlpatterns`.
    """
    face = Face(view, methods, audience=audience, show=_as_html, expired=expired)
    twin = csrf_exempt(Face(view, methods, audience=audience, show=_as_json))
    return [
        path(address, face, name=name),
        path(f"{address or 'index'}.json", twin, name=f"{name}.json"),
    ]


def shown(
    view: View,
    *,
    audience: Audience,
    methods: tuple[str, ...] = ("GET", "HEAD"),
    expired: Expired | None = None,
) -> "Face":
    """Give a view its page alone, for an address that has no twin, such as a download."""
    return Face(view, methods, audience=audience, show=_as_html, expired=expired)


class Face:
    """One of the two faces of a view.

    Attributes:
        methods: What it may be asked by.
        audience: Whom the address is for.
        expired: Gives a form back whose token is too old; None where no form is sent.
        is_remembered: Whether its answers may be given again until the record changes.
        belongs: Tells which system what is asked for belongs to, where that is not the view's.
    """

    is_remembered = False
    belongs: Belonging | None = None

    def __init__(
        self,
        view: View,
        methods: tuple[str, ...],
        *,
        audience: Audience,
        show: Callable[[HttpRequest, Answer], HttpResponse],
        expired: Expired | None = None,
    ) -> None:
        self._view, self.methods, self._show = view, methods, show
        self.audience, self.expired = audience, expired
        self._system = _system_of(view)

    def system(self, parts: Mapping[str, Any]) -> str:
        """Name the system that what is asked for belongs to; empty for what all share.

        Args:
            parts: What stands for the parts of the address.
        """
        return self.belongs(parts) if self.belongs else self._system

    @property
    def is_twin(self) -> bool:
        """Whether it shows JSON."""
        return self._show is _as_json

    def __call__(self, request: HttpRequest, **parts: str) -> HttpResponseBase:
        """Answer a request, or say in one sentence why not."""
        if request.method not in self.methods:
            response: HttpResponseBase = render(request, "errors/405.html", status=405)
            response["Allow"] = ", ".join(self.methods)
            return response
        try:
            found = self._view(request, **parts)
        except BaylineError as error:
            found = refused(error, status=400)
        return self.answer(request, found)

    def answer(self, request: HttpRequest, found: Answer | HttpResponseBase) -> HttpResponseBase:
        """Show what a view found; a finished response passes."""
        response = self._show(request, found) if isinstance(found, Answer) else found
        # Pages hold drafts and form tokens: no cache on the way may keep them.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


_SYSTEMS = "bayline.systems."  # what the names of the modules of systems begin with


def _system_of(view: View) -> str:
    module = str(getattr(view, "__module__", ""))
    return module.removeprefix(_SYSTEMS).partition(".")[0] if module.startswith(_SYSTEMS) else ""


def face_of(view: object) -> Face | None:
    """Give the face behind an address, also where something is wrapped around it."""
    inner = getattr(view, "__wrapped__", view)
    return inner if isinstance(inner, Face) else None


def is_twin(request: HttpRequest) -> bool:
    """Tell whether a request is answered as JSON."""
    face = face_of(request.resolver_match.func) if request.resolver_match else None
    return face is not None and face.is_twin


def belonging(patterns: list[URLPattern], belongs: Belonging) -> list[URLPattern]:
    """Let what is asked for say which system it belongs to, and so whose roles reach it.

    Args:
        patterns: Of pages that show what different systems bring.
        belongs: Names the system; empty for what all share.
    """
    for face in _faces(patterns):
        face.belongs = belongs
    return patterns


def remembered(patterns: list[URLPattern]) -> list[URLPattern]:
    """Let pages be answered again without asking the record, until it changes.

    Args:
        patterns: Of pages that show the record and nothing else: no cookies, no jobs, no hour.
    """
    for face in _faces(patterns):
        face.is_remembered = True
    return patterns


def _faces(patterns: list[URLPattern]) -> list[Face]:
    return [face for pattern in patterns if (face := face_of(pattern.callback))]


def _as_html(request: HttpRequest, found: Answer) -> HttpResponse:
    context: dict[str, object] = {"page": found.context}
    slot = getattr(request, "token_slot", "")
    if slot:  # the page is remembered, and its token is put in later
        context["csrf_token"] = slot
    return render(request, found.template, context, status=found.status)


def _as_json(_request: HttpRequest, found: Answer) -> HttpResponse:
    body = json.dumps(plain(found.context), ensure_ascii=False)
    return HttpResponse(body, content_type="application/json", status=found.status)


def plain(value: object) -> Any:  # noqa: ANN401 - what JSON can hold has no narrower name
    """Reduce a context to what JSON holds; decimals and dates become text, exactly.

    Fields whose metadata says `{"twin": False}` serve the page only and are left out; a class that
    names what its twin shows, in `twin`, shows just that.

    Raises:
        TypeError: The context holds something that is not a value.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str | Decimal | date | Enum):
        return _text(value)
    return _members(value)


def _text(value: str | Decimal | date | Enum) -> Any:  # noqa: ANN401 - an enum may hold any value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        written = format(value, "f")
        return written.rstrip("0").rstrip(".") if "." in written else written
    return value.isoformat() if isinstance(value, date) else str(value)


def _members(value: object) -> Any:  # noqa: ANN401 - see `plain`
    if is_dataclass(value):
        named: tuple[str, ...] = getattr(value, "twin", ())
        if named:
            return {name: plain(getattr(value, name)) for name in named}
        shown = (field for field in fields(value) if field.metadata.get("twin", True))
        return {field.name: plain(getattr(value, field.name)) for field in shown}
    if isinstance(value, Mapping):
        return {str(key): plain(member) for key, member in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: plain(getattr(value, name)) for name in value._fields}
    if isinstance(value, tuple | list | frozenset):
        return [plain(member) for member in value]
    raise TypeError(
        f"{type(value).__name__} in a page's context; give text, numbers or dataclasses"
    )
