"""A refusal as a page: one sentence in the language of the page, whatever view it comes from."""

from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponseBase

from bayline.kernel.errors import BaylineError
from bayline.platform.pages import Answer, View, said
from bayline.platform.registers import queries
from bayline.platform.registers.terms import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalPage:
    """Why nothing is shown."""

    sentence: str


def refusing(view: View) -> View:
    """Let a view answer a refusal with its sentence and status 400."""

    @wraps(view)
    def answered(request: HttpRequest, **parts: str) -> Answer | HttpResponseBase:
        try:
            return view(request, **parts)
        except BaylineError as error:
            page = RefusalPage(sentence=said(error))
            return Answer(context=page, template="registers/refusal.html", status=400)

    return answered


def register_or_404(name: str) -> Register:
    """Find a register.

    Raises:
        Http404: None has that name.
    """
    try:
        return queries.register(name)
    except BaylineError as error:
        raise Http404 from error
