"""What a page of the record answers where it is asked for a day, or a thing, that is none."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponseBase

from bayline.kernel.errors import BaylineError
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer, refused

Asked = Callable[..., Answer | HttpResponseBase]


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
