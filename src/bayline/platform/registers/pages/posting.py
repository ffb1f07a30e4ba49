"""What a bench answers once something was asked of a register: the page again, or why not."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bayline.kernel.errors import BaylineError
from bayline.platform.pages import Answer, said
from bayline.platform.registers.terms import ConflictError, FaultyError


def answered(
    request: HttpRequest,
    *,
    do: Callable[[HttpRequest], None],
    show: Callable[..., Answer | HttpResponseBase],
    here: Callable[[HttpRequest], str],
) -> Answer | HttpResponseBase:
    """Do what a form asks for and lead back to the page; where it is refused, show why.

    Args:
        request: With the form.
        do: Does it, or raises a refusal.
        show: Shows the page with a problem and a status.
        here: Gives the address of the page.
    """
    try:
        do(request)
    except ConflictError as error:
        return show(request, said(error), status=409)
    except FaultyError as error:
        return show(request, said(error), status=422)
    except BaylineError as error:
        return show(request, said(error), status=400)
    return HttpResponseRedirect(here(request), status=303)
