"""Run a node: its server, the thread that works, and what it asks the partner by itself."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from granian.constants import Interfaces
from granian.server.embed import Server

from bayline.systems.settlement.actions.driving import Driven, Work, side_towards
from bayline.systems.settlement.node.configuring import Configured
from bayline.systems.settlement.node.gathering import MOST, Drives, Gathering, present
from bayline.systems.settlement.node.serving import Taking, received
from bayline.systems.settlement.node.speaking import Line, NoAnswerError
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.node import Node

_LOG = logging.getLogger(__name__)
_FIRST_S, _LONGEST_S = 1.0, 60.0  # from one look at what is open to the next


class Running:
    """A node that runs: whoever has it can let it ask, and it answers the partner."""

    def __init__(self, told: Configured, made: Callable[[], Drives]) -> None:
        self.line = Line(told)
        self.gathering = Gathering(made)
        self.server = Server(
            Taking(self.gathering),
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
        parts = [self.gathering.run(), self.server.serve(), self.look_after()]
        tasks = [asyncio.ensure_future(one) for one in parts]
        done, going = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for one in going:
            one.cancel()
        # All of them are waited for: the thread that works closes its connection last.
        ended = await asyncio.gather(*going, return_exceptions=True)
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
            back = [one for part in in_parts(said) for one in await self.sent(part)]
            asked = (self.gathering.do(partial(received, one)) for one in back)
            said = [one for some in await asyncio.gather(*asked) for one in some]

    async def sent(self, messages: Messages) -> Messages:
        """Post messages without holding up whoever else asks."""
        return await asyncio.to_thread(self.line.post, messages)

    async def look_after(self) -> None:
        """Greet the partner, and ask what became of what is open; more rarely while in vain."""
        while True:
            try:
                await self.ask(tick)
                self.pause = _FIRST_S
            except NoAnswerError as error:
                _LOG.warning("the partner does not answer: %s", error)
                self.pause = min(2 * self.pause, _LONGEST_S)
            await asyncio.sleep(self.pause)


def tick(node: Node, now: int) -> Messages:
    """Let a node look at what is open."""
    return node.tick(now)


def in_parts(messages: Messages) -> list[Messages]:
    """Divide messages into posts."""
    return [messages[first : first + MOST] for first in range(0, len(messages), MOST)]


def driven_by(told: Configured) -> Driven:
    """Make the node that a file describes."""
    return Driven(side_towards(told.partner, rules=told.rules), now=present())
