"""The same sealed messages over a plain socket, for two nodes within one data center.

A frame is its length in four bytes, then a list of messages as JSON; the answer is a frame too.
Nothing is encrypted, but each message is sealed: whoever comes in can listen, not speak.
"""

import asyncio
import socket
from collections.abc import Sequence
from queue import Empty, LifoQueue
from typing import Any

import orjson

from bayline.systems.settlement.node.serving import LARGEST, Taking, UnfitError, messages_in
from bayline.systems.settlement.node.speaking import NoAnswerError
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.messages import Message

_HEAD = 4
_CONNECT_S, _READ_S = 3.0, 10.0


class PlainServer:
    """Takes frames of the partner."""

    def __init__(self, taking: Taking, *, host: str, port: int) -> None:
        self.taking, self.host, self.port = taking, host, port

    async def serve(self) -> None:
        """Take frames until cancelled."""
        server = await asyncio.start_server(self.talk, self.host, self.port)
        async with server:
            await server.serve_forever()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the frames of a connection."""
        try:
            while head := await reader.readexactly(_HEAD):
                size = int.from_bytes(head, "big")
                if size > LARGEST:
                    return
                answer = orjson.dumps(await self.answer(await reader.readexactly(size)))
                writer.write(len(answer).to_bytes(_HEAD, "big") + answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            return  # it has gone, or this node stops
        finally:
            writer.close()

    async def answer(self, data: bytes) -> dict[str, Any]:
        """Give the answer to a frame."""
        try:
            return await self.taking.answer(messages_in(data))
        except UnfitError as error:
            return {"messages": [], "refused": [{"code": error.code}]}


class PlainLine:
    """The way to a partner in the same data center."""

    def __init__(self, address: str) -> None:
        host, _, port = address.removeprefix("tcp://").rpartition(":")
        self.address = host, int(port)
        self.idle: LifoQueue[socket.socket] = LifoQueue()

    def post(self, messages: Sequence[Message]) -> Messages:
        """Send messages, and give what is answered.

        Raises:
            NoAnswerError: There was no answer, or none that can be read.
        """
        try:
            line = self.line()
            try:
                answer = _exchanged(line, orjson.dumps(messages))
            except BaseException:
                line.close()
                raise
            self.idle.put(line)
            found = orjson.loads(answer)
        except (OSError, ValueError) as error:
            raise NoAnswerError(str(error)) from None
        if not isinstance(found, dict):
            raise NoAnswerError("no answer")
        return [one for one in found.get("messages", []) if isinstance(one, dict)]

    def close(self) -> None:
        """Close the connections that nobody uses."""
        while not self.idle.empty():
            self.idle.get_nowait().close()

    def line(self) -> socket.socket:
        """Give a connection that nobody uses."""
        try:
            return self.idle.get_nowait()
        except Empty:
            made = socket.create_connection(self.address, timeout=_CONNECT_S)
            made.settimeout(_READ_S)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return made


def _exchanged(line: socket.socket, content: bytes) -> bytes:
    line.sendall(len(content).to_bytes(_HEAD, "big") + content)
    return _read(line, int.from_bytes(_read(line, _HEAD), "big"))


def _read(line: socket.socket, size: int) -> bytes:
    if size > LARGEST:
        raise OSError("the answer is too large")
    found = bytearray()
    while len(found) < size:
        part = line.recv(min(1 << 20, size - len(found)))
        if not part:
            raise OSError("the partner has closed the connection")
        found += part
    return bytes(found)
