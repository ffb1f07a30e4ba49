"""Take messages of the partner: a list of them in a post, what the node says to them in the answer.

Only whoever has the partner's certificate comes this far; each message is sealed besides.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from functools import partial
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError
from bayline.systems.settlement.node.gathering import MOST, Gathering
from bayline.systems.settlement.node.speaking import PATH
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.messages import Message
from bayline.systems.settlement.rules.protocol.node import Node

LARGEST = 32 * 2**20  # bytes of a post; a node that recovers is given all that was exchanged
_LOG = logging.getLogger(__name__)
_Told = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Told]]
_Send = Callable[[_Told], Awaitable[None]]


class UnfitError(Exception):
    """A post that is not taken, by the code of HTTP and a word for why."""

    def __init__(self, status: int, code: str) -> None:
        self.status, self.code = status, code
        super().__init__(code)


class Posts:
    """An application that takes posts at one address (ASGI) and gives JSON."""

    path = PATH

    async def __call__(self, scope: _Told, receive: _Receive, send: _Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        try:
            if (scope["method"], scope["path"]) != ("POST", self.path):
                raise UnfitError(404, "no_such_address")  # noqa: TRY301 - all are answered below
            status, body = 200, await self.reply(await read(receive))
        except UnfitError as error:
            status, body = error.status, {"messages": [], "refused": [{"code": error.code}]}
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [(b"content-type", b"application/json")],
            }
        )
        await send({"type": "http.response.body", "body": orjson.dumps(body)})

    async def reply(self, data: bytes) -> dict[str, Any]:
        """Give the answer to a post."""
        raise NotImplementedError


class Taking(Posts):
    """What the partner speaks to."""

    def __init__(self, gathering: Gathering, heard: asyncio.Event) -> None:
        self.gathering, self.heard = gathering, heard

    async def reply(self, data: bytes) -> dict[str, Any]:
        """Give the answer to a post of messages."""
        return await self.answer(messages_in(data))

    async def answer(self, messages: list[Message]) -> dict[str, Any]:
        """Hand messages to the node together; one that it cannot take spoils no other."""
        self.heard.set()
        said: Messages = []
        refused: list[dict[str, str]] = []
        try:
            said = await self.gathering.do(partial(received_all, messages))
        except Exception:  # noqa: BLE001 - each is tried by itself
            for message in messages:
                try:
                    said += await self.gathering.do(partial(received, message))
                except Exception as error:  # noqa: BLE001 - told to the partner by its code
                    refused.append({"id": str(message.get("id", "")), "code": code_of(error)})
        for one in said:
            if one["kind"] == "NOTE":
                _LOG.warning("a message of the partner was not taken: %s", one["body"]["code"])
        return {"messages": said, "refused": refused}


def received_all(messages: Sequence[Message], node: Node, now: int) -> Messages:
    """Let a node take messages, one after the other."""
    return [said for one in messages for said in node.receive(one, now)]


def received(message: Message, node: Node, now: int) -> Messages:
    """Let a node take a message."""
    return node.receive(message, now)


def code_of(error: BaseException) -> str:
    """Say by its code why a message came to nothing, and log it without what it says."""
    code = "not_kept" if isinstance(error, BaylineError) else "malformed"
    _LOG.warning("a message of the partner was not taken: %s (%s)", code, type(error).__name__)
    return code


async def read(receive: _Receive) -> bytes:
    """Read a post.

    Raises:
        UnfitError: It is too large.
    """
    data, more = b"", True
    while more:
        told = await receive()
        data += told.get("body", b"")
        more = bool(told.get("more_body", False))
        if len(data) > LARGEST:
            raise UnfitError(413, "too_large")
    return data


def messages_in(data: bytes) -> list[Message]:
    """Read the messages of a post.

    Raises:
        UnfitError: It is no list of messages, or there are too many.
    """
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise UnfitError(400, "no_json") from None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnfitError(400, "no_list_of_messages")
    if len(found) > MOST:
        raise UnfitError(413, "too_many")
    return found
