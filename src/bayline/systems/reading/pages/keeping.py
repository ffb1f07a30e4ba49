"""A promise is noted as kept: what was sent by the form on its page."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.pages import Answer, refused, said
from bayline.platform.record.queries import claim as claim_by_id
from bayline.systems.reading.actions.benching import OvertakenError
from bayline.systems.reading.actions.fulfilling import keep_as_seen
from bayline.systems.reading.pages.context import Problem
from bayline.systems.reading.pages.figure import figure_answer
from bayline.systems.reading.pages.keeping_form import Keeping, KeepingError, keeping_of, kept_of
from bayline.systems.reading.pages.undoing import keeping, turns_of
from bayline.systems.reading.pages.ways import Ways


def keep(request: HttpRequest, identifier: str) -> Answer | HttpResponseBase:
    """Note that a promise was kept, and lead back to it; or give the form back with the reason."""
    address = Ways(request).figure(identifier)
    if request.method != "POST":
        return HttpResponseRedirect(address)
    form = keeping_of(request)
    try:
        kept = kept_of(form)
        _made, turn = keep_as_seen(identifier, form.seen, kept, by=form.by, at=timezone.now())
    except KeepingError as wrong:
        return _given_back(request, identifier, form, wrong.problem, status=400)
    except OvertakenError as error:
        return _given_back(request, identifier, form, _about(error), status=409)
    except BaylineError as error:
        return _given_back(request, identifier, form, _about(error), status=400)
    response = HttpResponseRedirect(address, status=303)
    return keeping(response, (*turns_of(request), turn))


def expired(request: HttpRequest) -> Answer:
    """Give a form back whose token has expired, with all that was typed."""
    match = request.resolver_match
    identifier = str(match.kwargs["identifier"]) if match else ""
    sentence = _("表单已过期，还没有记下。内容都在，请再按一次“记为已兑现”。")
    problem = Problem(field="when", sentence=sentence)
    return _given_back(request, identifier, keeping_of(request), problem, status=403)


def _about(error: BaylineError) -> Problem:
    return Problem(field="shown", sentence=said(error))


def _given_back(
    request: HttpRequest, identifier: str, form: Keeping, problem: Problem, *, status: int
) -> Answer:
    try:
        kept = claim_by_id(identifier)
    except BaylineError as error:
        return refused(error, status=404)
    return figure_answer(request, kept, None, replace(form, problems=(problem,)), status=status)
