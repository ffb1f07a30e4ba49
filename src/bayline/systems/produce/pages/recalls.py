"""The bench of recalls: open one, tell buyers, write down what came back, close it."""

from collections.abc import Callable
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import addresses
from bayline.platform.asking import refuse_past, typed_line
from bayline.platform.pages import Answer, said
from bayline.platform.people.visiting import visitor_of
from bayline.systems.produce.actions.recalling import Opening, act_on, open_recall
from bayline.systems.produce.pages.recall_context import OpeningForm, RecallsPage
from bayline.systems.produce.pages.recall_letters import LETTERS, TYPES, letter_of
from bayline.systems.produce.pages.recall_views import PATH, gln_of, line_of, page_of
from bayline.systems.produce.queries.recalls import recall_named, recalls
from bayline.systems.produce.rules.recalls import Kind, Recall, Scope, kilograms

_LIST, _ITEM = "produce/recalls.html", "produce/recall.html"
_LONG, _SHORT = 500, 200
_UNFIT = 422


def list_page(request: HttpRequest) -> Answer:
    """Show all recalls, and the form that opens one."""
    refuse_past(request)
    form = OpeningForm(
        lot=request.GET.get("lot", "")[:_SHORT], sample=request.GET.get("sample", "")[:_SHORT]
    )
    return _listed(request, form)


def opening(request: HttpRequest) -> Answer | HttpResponseBase:
    """Open a recall; where nothing is sent, show the form."""
    if request.method != "POST":
        return list_page(request)
    form = OpeningForm(
        lot=typed_line(request, "lot", _SHORT),
        sample=typed_line(request, "sample", _SHORT),
        scope=request.POST.get("scope", Scope.HARVEST),
        reason=typed_line(request, "reason", _LONG),
        is_drill="drill" in request.POST,
    )
    try:
        made = open_recall(_opening(form), by=visitor_of(request).name, at=timezone.now())
    except BaylineError as error:
        return _listed(request, form, problem=said(error), status=_UNFIT)
    return HttpResponseRedirect(addresses(request).to(f"{PATH}/{made.number}"))


def list_expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired."""
    sentence = _("表单已过期，或浏览器没有送回 cookie，什么也没有写入。请再提交一次。")
    form = OpeningForm(reason=typed_line(request, "reason", _LONG))
    return _listed(request, form, problem=sentence, status=403)


def _opening(form: OpeningForm) -> Opening:
    scope = Scope.LOT if form.scope == Scope.LOT else Scope.HARVEST
    return Opening(form.lot, form.sample, scope, form.reason, form.is_drill)


def _listed(
    request: HttpRequest, form: OpeningForm, *, problem: str = "", status: int = 200
) -> Answer:
    ways = addresses(request)
    found = recalls()
    page = RecallsPage(
        lines=tuple(line_of(one, ways) for one in found),
        open=sum(one.closed is None and not one.is_drill for one in found),
        form=form,
        problem=problem,
        address=ways.to(PATH),
    )
    return Answer(context=page, template=_LIST, status=status)


def item_page(request: HttpRequest, number: str) -> Answer:
    """Show a recall.

    Raises:
        Http404: There is no such recall.
    """
    refuse_past(request)
    return Answer(context=page_of(_known(number), addresses(request)), template=_ITEM)


def acting(request: HttpRequest, number: str) -> Answer | HttpResponseBase:
    """Keep what was done in a recall.

    Raises:
        Http404: There is no such recall.
    """
    recall = _known(number)
    try:
        kind, told = _done(request)
        act_on(number, kind, told, by=visitor_of(request).name, at=timezone.now())
    except BaylineError as error:
        return _again(request, recall, said(error), _UNFIT)
    return HttpResponseRedirect(addresses(request).to(f"{PATH}/{number}"))


def item_expired(request: HttpRequest) -> Answer:
    """Give the page back when its token has expired.

    Raises:
        Http404: There is no such recall.
    """
    match = request.resolver_match
    number = str(match.kwargs["number"]) if match else ""
    sentence = _("表单已过期，或浏览器没有送回 cookie，什么也没有写入。请再提交一次。")
    return _again(request, _known(number), sentence, 403)


def _again(request: HttpRequest, recall: Recall, problem: str, status: int) -> Answer:
    page = page_of(recall, addresses(request), problem=problem)
    return Answer(context=page, template=_ITEM, status=status)


def _known(number: str) -> Recall:
    found = recall_named(number)
    if found is None:
        raise Http404
    return found


_Told = dict[str, Any]


def _done(request: HttpRequest) -> tuple[Kind, _Told]:
    """Read what was done out of the form."""
    buyer = typed_line(request, "buyer", _SHORT)
    note = typed_line(request, "note", _LONG)
    by_button: dict[str, Callable[[], tuple[Kind, _Told]]] = {
        "notified": lambda: (Kind.NOTIFIED, {"buyer": buyer, "how": note}),
        "recovered": lambda: (Kind.RECOVERED, _weighed(request, buyer, note)),
        "lost": lambda: (Kind.LOST, _weighed(request, buyer, note)),
    }
    read = by_button.get(request.POST.get("do", ""))
    return read() if read else (Kind.CLOSED, {"reason": note})


def _weighed(request: HttpRequest, buyer: str, note: str) -> _Told:
    found = kilograms(typed_line(request, "kilograms", 20))
    return {"buyer": buyer, "kilograms": f"{found:f}", "note": note}


def letter(request: HttpRequest, number: str, buyer: str, form: str) -> HttpResponseBase:
    """Give the letter to a buyer as a file.

    Args:
        request: Who asks.
        number: Of the recall.
        buyer: The number of the party.
        form: pdf or docx.

    Raises:
        Http404: There is no such recall, or it has no such buyer.
    """
    del request
    recall = _known(number)
    side = next((one for one in recall.sides if gln_of(one.buyer) == buyer), None)
    if side is None or form not in LETTERS:
        raise Http404
    made = LETTERS[form](letter_of(recall, side, at=timezone.now()))
    response = HttpResponse(made, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{number}-{buyer}.{form}"'
    return response
