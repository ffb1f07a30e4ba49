"""Cursors: where the next page begins, closed so that nobody makes one up or mixes two lists."""

import base64
import hmac
from hashlib import blake2b

import orjson
from django.conf import settings

from bayline.surfaces.api.problems import refusal
from bayline.surfaces.api.terms import Position

_TAG = 12  # bytes of the seal


def cursor_of(position: Position, question: str) -> str:
    """Write a position down.

    Args:
        position: Where the next page begins.
        question: What is asked for: address and filters. The cursor serves this question only.
    """
    said = orjson.dumps(position)
    return base64.urlsafe_b64encode(_tag(said, question) + said).decode().rstrip("=")


def position_of(cursor: str, question: str) -> Position:
    """Read a position.

    Raises:
        ProblemError: It was not given by this home for this question.
    """
    try:
        whole = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        raise _refused() from None
    tag, said = whole[:_TAG], whole[_TAG:]
    if not hmac.compare_digest(tag, _tag(said, question)):
        raise _refused()
    return tuple(orjson.loads(said))


def _tag(said: bytes, question: str) -> bytes:
    key = blake2b(str(settings.SECRET_KEY).encode(), person=b"bayline-cursor").digest()
    return blake2b(said + b"\0" + question.encode(), key=key, digest_size=_TAG).digest()


def _refused() -> Exception:
    return refusal(
        "the cursor does not belong to this question",
        do="send the address in “next” as it is, or leave the cursor out to begin again",
        zh=("游标不属于这次查询", "请原样使用“next”里的地址，或去掉游标从头查"),
    )
