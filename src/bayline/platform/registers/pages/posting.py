"""What a bench answers once something was asked of a register: the page again, or why not."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import one_line
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


def no_such_deed(what: str, on: tuple[str, str], why: tuple[str, str]) -> BaylineError:
    """Refuse what no button of a bench says.

    Args:
        what: As it was sent.
        on: What it was to be done with, in English and in Chinese.
        why: What can be done with it, in both.
    """
    shown = one_line(what, 20)
    return BaylineError(
        f"“{shown}” is nothing that can be done with {on[0]}",
        why=why[0],
        do="press one of the buttons of the page; nothing was changed",
        zh=Words(f"对{on[1]}没有“{shown}”这个操作", why[1], "请按页上的按钮；没有改动"),
    )
