"""Run a node: its server, the thread that works, and what it asks the partner by itself."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from granian.constants import Interfaces
from granian.server.embed import Server

from bayline.systems.settlement.actions.driving import Driven, Work, side_towards
from bayline.systems.settlement.actions.ordering import fulfilled
from bayline.systems.settlement.node.configuring import Configured, Windows
from bayline.systems.settlement.node.gathering import Drives, Gathering, ahead_of
from bayline.systems.settlement.node.plain import PlainLine, PlainServer
from bayline.systems.settlement.node.posting import Posting
from bayline.systems.settlement.node.serving import Taking, received_all
from bayline.systems.settlement.node.speaking import Line, NoAnswerError
from bayline.systems.settlement.node.window import Answering, Window, context_of
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.node import Node

_LOG = logging.getLogger(__name__)
_STOPS_S = 5.0
_FIRST_S, _LONGEST_S = 1.0, 60.0  # from one look at what is open to the next


class Running:
    """A node that runs: whoever has it can let it ask, and it answers the partner."""

    def __init__(self, told: Configured, made: Callable[[], Drives]) -> None:
        is_plain = told.address.startswith("tcp://")
        self.line: Line | PlainLine = PlainLine(told.address) if is_plain else Line(told)
        self.gathering = Gathering(made, clock=ahead_of(told.ahead))
        self.heard = asyncio.Event()
        self.taking = Taking(self.gathering, self.heard)
        self.posting = Posting(self.line.post)
        self.plain = (
            PlainServer(self.taking, host=told.host, port=told.plain_port)
            if told.plain_port
            else None
        )
        self.window: Window | None = None
        self.server = Server(
            self.taking,
            address=told.host,
            port=told.port,
            interface=Interfaces.ASGI,
            log_enabled=False,
            websockets=False,
            ssl_cert=told.certificate,
            ssl_key=told.key,
            ssl_ca=told.partner_certificate,
            ssl_client_verify=True,
        )
        self.pause = _FIRST_S

    async def run(self) -> None:
        """Run until stopped, or until a part cannot go on.

        Raises:
            BaylineError: The node cannot start.
        """
        self.loop = asyncio.get_running_loop()
        servers = [one for one in (self.server, self.window) if one is not None]
        serving = [asyncio.ensure_future(one.serve()) for one in servers]
        parts = [self.gathering.run(), self.look_after(), self.posting.run()]
        parts += [self.plain.serve()] if self.plain is not None else []
        tasks = [*serving, *map(asyncio.ensure_future, parts)]
        done, going = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        # A server is not cancelled while it is about to stop by itself.
        for server, task in zip(servers, serving, strict=True):
            if not task.done():
                server.stop()
        await asyncio.wait(serving, timeout=_STOPS_S)
        for one in going:
            one.cancel()
        # All of them are waited for: the thread that works closes its connection last.
        ended = await asyncio.gather(*going, return_exceptions=True)
        self.line.close()
        for one in done:
            one.result()
        for error in ended:
            if isinstance(error, Exception):
                raise error

    def stop(self) -> None:
        """Take nothing more, and let `run` come back."""
        self.loop.call_soon_threadsafe(self.server.stop)

    async def ask(self, work: Work) -> None:
        """Let the node do something, and carry what it says to the partner and back.

        Raises:
            NoAnswerError: The partner did not answer; the node asks again what became of it.
        """
        said = await self.gathering.do(work)
        while said:
            back = await self.posting.post(said)
            said = await self.gathering.do(partial(received_all, back)) if back else []

    def open_window(self, answering: Answering, told: Configured, windows: Windows) -> None:
        """Let hospitals come in too."""
        trusted = [one.certificate for one in windows.hospitals.values()]
        tls = context_of(told.certificate, told.key, trusted)
        self.window = Window(answering, (told.host, windows.port), tls)

    async def look_after(self) -> None:
        """Greet the partner, and ask what became of what is open; more rarely while in vain."""
        while True:
            try:
                await self.ask(tick)
                self.pause = _FIRST_S
            except NoAnswerError as error:
                _LOG.warning("the partner does not answer: %s", error)
                self.pause = min(2 * self.pause, _LONGEST_S)
            # A partner that speaks again is asked at once.
            self.heard.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(self.pause):
                    await self.heard.wait()
                await asyncio.sleep(_FIRST_S)


def tick(node: Node, now: int) -> Messages:
    """Let a node look at what is open, and at what its office has ordered."""
    return [*node.tick(now), *fulfilled(node, now)]


def driven_by(told: Configured) -> Driven:
    """Make the node that a file describes."""
    return Driven(
        side_towards(told.partner, rules=told.rules, clears=told.clears),
        now=ahead_of(told.ahead)(),
    )
