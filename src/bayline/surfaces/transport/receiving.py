"""The address that partners post to: no session, no cookie, no form; a signature alone counts."""

from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.callers import caller_of
from bayline.platform.transport import queries
from bayline.platform.transport.actions.comparing import answer
from bayline.platform.transport.actions.receiving import StrangerError, receive_all
from bayline.platform.transport.limiting import OF_PARTNERS, OF_STRANGERS, STRETCH_S, Limit
from bayline.platform.transport.sealing import LARGEST
from bayline.surfaces.api.problems import problem

_MOST_MESSAGES = 100
_ALL, _STRANGERS = Limit(OF_PARTNERS), Limit(OF_STRANGERS)
_KINDS = ({"messages"}, {"question"})


def messages(request: HttpRequest) -> HttpResponse:
    """Take messages of a partner, or answer its question."""
    if request.method != "POST":
        response = problem(_only_posted(), status=HTTPStatus.METHOD_NOT_ALLOWED)
        response["Allow"] = "POST"
        return response
    if queries.own_or_none() is None:
        return problem(_nobody(), status=HTTPStatus.NOT_FOUND)
    address, second = caller_of(request), int(timezone.now().timestamp())
    if not _STRANGERS.is_open(address, second=second) or not _ALL.admits(address, second=second):
        response = problem(_too_often(), status=HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(STRETCH_S)
        return response
    try:
        return _answered(_posted(request))
    except BaylineError as error:
        _STRANGERS.admits(address, second=second)
        return problem(error, status=_status(error))


def _status(error: BaylineError) -> HTTPStatus:
    if isinstance(error, StrangerError):
        return HTTPStatus.UNAUTHORIZED
    is_large = isinstance(error, _TooLargeError)
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if is_large else HTTPStatus.BAD_REQUEST


def _answered(posted: dict[str, Any]) -> HttpResponse:
    now = timezone.now()
    if "question" in posted:
        content: dict[str, Any] = {"answer": answer(str(posted["question"]), now=now)}
    else:
        content = {"receipts": receive_all(posted["messages"], now=now)}
    return HttpResponse(orjson.dumps(content), content_type="application/json")


class _TooLargeError(BaylineError):
    """More was posted than is taken at once."""


def _posted(request: HttpRequest) -> dict[str, Any]:
    """Read what was posted, never more than may be.

    Raises:
        BaylineError: It is too large, or not as it must be.
    """
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise _TooLargeError(
            f"more than {LARGEST} bytes were posted",
            do="post fewer messages at once",
            zh=Words(f"一次发来的超过{LARGEST}字节", do="请分几次发"),
        )
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise _malformed() from None
    if not isinstance(found, dict) or {*found} not in _KINDS:
        raise _malformed()
    texts = found.get("messages", [found.get("question")])
    if not isinstance(texts, list) or not 1 <= len(texts) <= _MOST_MESSAGES:
        raise _malformed()
    if not all(isinstance(text, str) and text.isascii() for text in texts):
        raise _malformed()
    return found


def _malformed() -> BaylineError:
    return BaylineError(
        "this is neither messages nor a question",
        why=f"the body is a JSON object with 1 to {_MOST_MESSAGES} messages, or with one question",
        do="see docs/developers/send-messages.md",
        zh=Words(
            "发来的不是消息，也不是询问",
            f"正文应是JSON对象，含1至{_MOST_MESSAGES}条消息或一个询问",
            "写法见开发文档“发送消息”",
        ),
    )


def _only_posted() -> BaylineError:
    return BaylineError(
        "messages of partners are posted here",
        do="people find the transport at /transport",
        zh=Words("这个地址只收伙伴程序发来的消息", do="给人看的页面在 /transport"),
    )


def _nobody() -> BaylineError:
    return BaylineError(
        "this installation exchanges no messages",
        do="its administrator begins with `bayline transport start`",
        zh=Words("本处不交换消息", do="管理员用 bayline transport start 开始"),
    )


def _too_often() -> BaylineError:
    return BaylineError(
        "too many requests come from this address",
        do=f"wait {STRETCH_S} seconds",
        zh=Words("这个来源的请求太多", do=f"请过{STRETCH_S}秒再来"),
    )
