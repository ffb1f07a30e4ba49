"""What a page of the record answers where it is asked for a day, or a thing, that is none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language

from bayline.kernel.errors import BaylineError
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer

Asked = Callable[..., Answer | HttpResponseBase]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage:
    """A page that is not there: the status, and the sentence that says why."""

    status: int
    sentence: str


def asked(*, missing: int = 404) -> Callable[[Asked], Asked]:
    """Hand a view the moment it is asked for, and answer what it refuses with its sentence.

    Args:
        missing: The status where the view itself refuses: nothing of that name, or a bad question.
    """

    def decorated(view: Asked) -> Asked:
        @wraps(view)
        def answering(request: HttpRequest, **parts: str) -> Answer | HttpResponseBase:
            try:
                moment: datetime | None = as_of(request)
            except BaylineError as error:
                return refused(error, status=400)
            try:
                return view(request, moment, **parts)
            except BaylineError as error:
                return refused(error, status=missing)

        return answering

    return decorated


def refused(error: BaylineError, *, status: int) -> Answer:
    """Answer with the sentence of a refusal."""
    page = RefusedPage(status=status, sentence=told(error))
    return Answer(context=page, template="errors/page.html", status=status)


def told(error: BaylineError) -> str:
    """Say a refusal in the language of the page."""
    return error.sentence() if get_language() == "en" else error.in_chinese()
