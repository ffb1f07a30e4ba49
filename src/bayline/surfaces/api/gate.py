"""Who asks the interface: whoever shows a key, else the public; no cookie is looked at."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bayline.platform.keys.queries import visitor_of_key
from bayline.platform.keys.terms import KeyRefusedError
from bayline.platform.pages import face_of
from bayline.platform.people.terms import PUBLIC
from bayline.platform.people.visiting import visitor_of
from bayline.surfaces.api.problems import refusal, refused

_ROOT = "/api/"
_OF_PHONES = "/api/odk/"  # the forms of phones know a name and a password only: the key is that


_UNKNOWN = 401


def is_of_interface(request: HttpRequest) -> bool:
    """Tell whether a request is for an address of the interface, its page for people left out."""
    return request.path_info.startswith(_ROOT) and request.path_info != _ROOT


class Keyed:
    """Sets the visitor of requests of programs, and refuses those that are not for them.

    It stands behind what sets the visitor of a browser, whose cookies it leaves out of account.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a request pass under the name of its key."""
        if not is_of_interface(request):
            return self._get_response(request)
        response = self._answered(request)
        if response.status_code == _UNKNOWN and request.path_info.startswith(_OF_PHONES):
            response["WWW-Authenticate"] = 'Basic realm="bayline"'
        return response

    def _answered(self, request: HttpRequest) -> HttpResponse:
        try:
            found = visitor_of_key(request.META.get("HTTP_AUTHORIZATION", ""), timezone.now())
        except KeyRefusedError as error:
            return refused(error)
        request.visitor = found or PUBLIC  # type: ignore[attr-defined]  # read by `visitor_of`
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, _args: object, _parts: object
    ) -> HttpResponse | None:
        """Refuse a question that is not for the visitor."""
        face = face_of(view)
        if not is_of_interface(request) or face is None:
            return None
        if visitor_of(request).may(face.audience):
            return None
        return refused(
            refusal(
                "this is for those who have a key",
                do="send Authorization: Bearer bl_…; administrators give keys",
                zh=("这里要用钥匙", "请送Authorization: Bearer bl_…，钥匙由管理员发"),
                status=401,
            )
        )
