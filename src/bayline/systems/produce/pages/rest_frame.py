"""What all addresses of the interface of EPCIS 2.0 share: headers, exceptions, pages of lists."""

from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from bayline.engines.epcis.answers import HEADERS
from bayline.platform.people.terms import Audience
from bayline.platform.people.visiting import visitor_of

ROOT = "/api/epcis"
PER_PAGE, MOST_ON_A_PAGE = 30, 1_000
MANNER = "GS1-Capture-Error-Behaviour"
JSON, XML, PROBLEM = "application/json", "application/xml", "application/problem+json"
_SPEAKS = (JSON, "application/ld+json", PROBLEM)
_EDITION = (2, 0, 0)
_EPC_FORMATS = ("No_Preference", "Never_Translates", "Always_GS1_Digital_Link")
_XML_FORMATS = ("No_Preference", "Never_Translates", "Always_Web_URI", "Always_URN")
_LONGEST = 8_000  # characters of an address
Made = Callable[..., HttpResponse]


class ProblemError(Exception):
    """An exception of the standard, which becomes the answer."""

    def __init__(self, kind: str, status: int, detail: str, more: Mapping[str, Any]) -> None:
        self.kind, self.status, self.detail, self.more = kind, status, detail, more
        super().__init__(detail)


def problem(kind: str, status: int, detail: str, **more: object) -> ProblemError:
    """Make an exception of the standard."""
    return ProblemError(kind, status, detail, more)


def no_such(detail: str, *, is_name: bool = False) -> ProblemError:
    """Say that there is no such thing."""
    return problem("NoSuchNameException" if is_name else "NoSuchResourceException", 404, detail)


def invalid(detail: str) -> ProblemError:
    """Say that what was sent is not valid."""
    return problem("ValidationException", 400, detail)


def answered(view: Made, *more: str, tells_xml: bool = False) -> Made:
    """Put the headers of the standard on an answer, and make problems of its exceptions.

    Args:
        view: What makes the answer.
        more: Methods beside GET.
        tells_xml: Whether it is told in XML too, to whom asks for that.
    """

    def answer(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            if request.method == "OPTIONS":
                response = HttpResponse(status=204)
                response["Allow"] = ", ".join(("GET", "HEAD", "OPTIONS", *more))
            else:
                _agree(request, tells_xml=tells_xml)
                response = view(request, **parts)
        except ProblemError as error:
            response = json_of(
                {"type": f"epcisException:{error.kind}", "title": error.kind,
                 "status": error.status, "detail": error.detail, **error.more},
                status=error.status, kind=PROBLEM,
            )  # fmt: skip
        for name, value in _headers(request).items():
            response.headers.setdefault(name, value)
        return response

    return answer


def _headers(request: HttpRequest) -> dict[str, str]:
    found = {
        **HEADERS,
        "GS1-EPC-Format": epc_format(request),
        "GS1-CBV-XML-Format": xml_format(request),
        "GS1-Extensions": "",
        "GS1-Vendor-Version": version("bayline"),
    }
    if request.path == f"{ROOT}/capture":
        found["GS1-EPCIS-Capture-File-Size-Limit"] = str(settings.CAPTURE_LIMIT)
        found.setdefault(MANNER, "rollback")
    return found


def epc_format(request: HttpRequest) -> str:
    """Give in which form keys are wished for."""
    return request.headers.get("GS1-EPC-Format", "No_Preference")


def xml_format(request: HttpRequest) -> str:
    """Give in which form words are wished for in XML."""
    return request.headers.get("GS1-CBV-XML-Format", "No_Preference")


def _agree(request: HttpRequest, *, tells_xml: bool) -> None:
    """Make sure that what is asked for can be given.

    Raises:
        ProblemError: It cannot.
    """
    if len(request.get_full_path()) > _LONGEST:
        raise problem("URITooLongException", 414, f"an address has at most {_LONGEST} characters; "
                      "give the query a name by POST /queries")  # fmt: skip
    for name in ("EPCIS", "CBV"):
        for bound, is_out in (("Min", _is_later), ("Max", _is_earlier), ("Version", _is_other)):
            asked = request.headers.get(f"GS1-{name}-{bound}", "2.0.0")
            if is_out(asked):
                raise _unacceptable(f"this is {name} 2.0.0, not GS1-{name}-{bound} {asked}")
    if epc_format(request) not in _EPC_FORMATS:
        raise _unacceptable(f"GS1-EPC-Format is one of {', '.join(_EPC_FORMATS)}: how long the "
                            "prefix in a digital link is nobody can tell")  # fmt: skip
    if xml_format(request) not in _XML_FORMATS:
        raise _unacceptable(f"GS1-CBV-XML-Format is one of {', '.join(_XML_FORMATS)}")
    speaks = (*_SPEAKS, XML, "text/xml") if tells_xml else _SPEAKS
    if request.headers.get("Accept") and not any(map(request.accepts, speaks)):
        raise _unacceptable(f"it is told as {' or '.join(speaks)}")


def _unacceptable(detail: str) -> ProblemError:
    return problem("NotAcceptableException", 406, detail)


def _edition(told: str) -> tuple[int, ...]:
    try:
        return (*(int(part) for part in told.split(".")), 0, 0)[:3]
    except ValueError as error:
        raise _unacceptable(f"{told} is no edition; write 2.0.0") from error


def _is_later(told: str) -> bool:
    return _edition(told) > _EDITION


def _is_earlier(told: str) -> bool:
    return _edition(told) < _EDITION[: len(_edition(told))]


def _is_other(told: str) -> bool:
    return _edition(told)[:2] != _EDITION[:2]


def wants_xml(request: HttpRequest) -> bool:
    """Say whether somebody would rather have XML than JSON."""
    preferred = request.get_preferred_type([JSON, "application/ld+json", XML, "text/xml"])
    return preferred in {XML, "text/xml"}


def json_of(content: object, *, status: int = 200, kind: str = JSON) -> HttpResponse:
    """Answer with JSON."""
    return HttpResponse(orjson.dumps(content), content_type=kind, status=status)


def made_at(path: str, *, status: int = 201) -> HttpResponse:
    """Say where what was made is."""
    response = HttpResponse(status=status)
    response["Location"] = f"{ROOT}/{path}"
    return response


def must_write(request: HttpRequest) -> None:
    """Make sure that somebody may write.

    Raises:
        ProblemError: They may not.
    """
    if not visitor_of(request).may(Audience.WRITE):
        raise problem("SecurityException", 403, "this key may not write; ask for one that may")


_TYPES = frozenset((JSON, "application/ld+json", XML, "text/xml"))


def must_be_document(request: HttpRequest) -> None:
    """Make sure that JSON or XML is sent.

    Raises:
        ProblemError: Something else is.
    """
    if request.content_type not in _TYPES:
        detail = f"{request.content_type} is not taken here; send JSON or XML"
        raise problem("UnsupportedMediaTypeException", 415, detail)


def page_asked(request: HttpRequest) -> tuple[str, int]:
    """Read from where on and how many are asked for; "" is the beginning.

    Raises:
        ProblemError: That is no page.
    """
    told = request.GET.get("perPage", str(PER_PAGE))
    size = int(told) if told.isdecimal() else 0
    if not 0 < size <= MOST_ON_A_PAGE:
        raise problem("QueryParameterException", 400, f"perPage is from 1 to {MOST_ON_A_PAGE}")
    return request.GET.get("nextPageToken", ""), size


def numbered(token: str) -> int:
    """Read a token that counts.

    Raises:
        ProblemError: It does not.
    """
    if token and not token.isdecimal():
        detail = "nextPageToken is taken as it stands in Link"
        raise problem("QueryParameterException", 400, detail)
    return int(token or 0)


def linked(response: HttpResponse, request: HttpRequest, after: str | int | None) -> HttpResponse:
    """Say where the next page is, if there is one."""
    if after is not None:
        told = [(name, one) for name in request.GET if name != "nextPageToken"
                for one in request.GET.getlist(name)]  # fmt: skip
        told.append(("nextPageToken", str(after)))
        response["Link"] = f'<{request.path}?{urlencode(told)}>; rel="next"'
    return response
