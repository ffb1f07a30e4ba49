"""What machines ask of a label address: all links as a set, or one kind of link.

Link types are those of the GS1 Web Vocabulary; a set of links is that of RFC 9264.
"""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from bayline.platform.pages import Answer, is_twin
from bayline.systems.produce.pages.scan_context import NothingPage
from bayline.systems.produce.rules.linking import Link

LINKSET = "application/linkset+json"
_VOCABULARY = "https://ref.gs1.org/voc/"
_DEFAULT = ("defaultLink", "pip")
_OF_LOTS = {
    "traceability": "#way",
    "certificationInfo": "#practices",
    "recallStatus": "#recall",
    "testInfo": "#tests",
}
_TITLES = {
    "pip": ("这件产品", "This product"),
    "defaultLink": ("这件产品", "This product"),
    "traceability": ("从地里到这里", "From field to here"),
    "certificationInfo": ("做法和佐证", "Practices and their proof"),
    "recallStatus": ("召回", "Recall"),
    "testInfo": ("检测结果", "Test results"),
}
_TEMPORARY = 307


def answer(request: HttpRequest, link: Link) -> Answer | HttpResponse | None:
    """Answer who asks for links; None where a page is asked for.

    Args:
        request: Who asks; `linkType` or the header Accept says for what.
        link: What the address stands for; it is known to exist.
    """
    asked = request.GET.get("linkType", "").removeprefix("gs1:").removeprefix(_VOCABULARY)
    wants_set = asked in {"linkset", "all"} or (
        not asked and LINKSET in request.headers.get("Accept", "")
    )
    if wants_set:
        return _open(HttpResponse(orjson.dumps(linkset(request, link)), content_type=LINKSET))
    if not asked or is_twin(request):
        return None
    kinds = _kinds(link)
    if asked not in kinds:
        sentence = _("这个地址没有这种链接。")
        return Answer(
            context=NothingPage(sentence=sentence, advice=_("可用的：") + "、".join(kinds)),
            template="produce/nothing.html",
            status=404,
        )
    response = HttpResponseRedirect(f"{request.path}{kinds[asked]}")
    response.status_code = _TEMPORARY
    return _open(response)


def _kinds(link: Link) -> dict[str, str]:
    of_lots = _OF_LOTS if link.lot or link.serial else {}
    return dict.fromkeys(_DEFAULT, "#main") | of_lots


def linkset(request: HttpRequest, link: Link) -> dict[str, Any]:
    """List the links of a thing, in both languages.

    Args:
        request: Who asks.
        link: The thing.
    """
    origin = f"{request.scheme}://{request.get_host()}"
    found: dict[str, Any] = {"anchor": f"{origin}{link.path}"}
    for kind, place in _kinds(link).items():
        found[f"{_VOCABULARY}{kind}"] = [
            {
                "href": f"{origin}{prefix}{link.path}{place if place != '#main' else ''}",
                "title": title,
                "type": "text/html",
                "hreflang": [language],
            }
            for prefix, language, title in zip(
                ("", "/en"), ("zh", "en"), _TITLES[kind], strict=True
            )
        ]
    return {"linkset": [found]}


def description(request: HttpRequest) -> HttpResponse:
    """Describe this resolver, as the standard asks at `/.well-known/gs1resolver`."""
    origin = f"{request.scheme}://{request.get_host()}"
    told = {
        "name": "Bayline",
        "resolverRoot": origin,
        "supportedPrimaryKeys": ["01"],
        "supportedLinkType": [{"namespace": _VOCABULARY, "prefix": "gs1:"}],
        "linkTypeDefaultCanBeLinkset": False,
        "extensionProfile": "https://www.rfc-editor.org/rfc/rfc9264",
    }
    return _open(HttpResponse(orjson.dumps(told), content_type="application/json"))


def _open(response: HttpResponse) -> HttpResponse:
    """Let programs of other sites read the answer: it is public."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
