"""Sets how far each request sees, once, at its beginning."""

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from bayline.kernel.errors import BaylineError
from bayline.platform.asking import as_of
from bayline.platform.people.visiting import visitor_of
from bayline.platform.publishing.queries import reach_of
from bayline.platform.reaching import Reach, within


def reaching(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let each request see as far as whoever asks may see.

    It stands behind what sets the visitor of a request.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        reach = _reach(request)
        with within(reach):
            response = get_response(request)
        # What is streamed is asked for later, when the block is left.
        if isinstance(response, StreamingHttpResponse) and not reach.is_whole:
            pieces = cast("Iterable[bytes]", response.streaming_content)
            response.streaming_content = _streamed(iter(pieces), reach)
        return response

    return answer


def _reach(request: HttpRequest) -> Reach:
    try:
        moment = as_of(request)
    except BaylineError:  # the page itself says that it is no day
        moment = None
    return reach_of(visitor_of(request), as_of=moment)


def _streamed(content: Iterator[bytes], reach: Reach) -> Iterator[bytes]:
    while True:
        with within(reach):
            try:
                piece = next(content)
            except StopIteration:
                return
        yield piece
