"""What goes to the partner while a post is on its way makes the next: few posts, many messages."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable

from bayline.systems.settlement.node.gathering import MOST
from bayline.systems.settlement.node.speaking import NoAnswerError
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.messages import Message

LINES = 2  # posts on their way at once
_Place = tuple[Messages, "asyncio.Future[Messages]"]


class Posting:
    """Sends what several ask for together, and gives each what was answered to it."""

    def __init__(self, send: Callable[[Messages], Messages]) -> None:
        """Begin with what sends a post and waits for its answer."""
        self.send = send
        self.coming: deque[_Place] = deque()
        self.is_coming = asyncio.Semaphore(0)

    async def post(self, messages: Messages) -> Messages:
        """Send messages, and give what is answered to them.

        Raises:
            NoAnswerError: The partner does not answer.
        """
        said: Messages = []
        for first in range(0, len(messages), MOST):
            found: asyncio.Future[Messages] = asyncio.get_running_loop().create_future()
            self.coming.append((messages[first : first + MOST], found))
            self.is_coming.release()
            said += await found
        return said

    async def run(self) -> None:
        """Send until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(LINES):
                group.create_task(self.keep_sending())

    async def keep_sending(self) -> None:
        """Send one post after the other."""
        while True:
            await self.is_coming.acquire()
            group: list[_Place] = []
            size = 0
            while self.coming and size + len(self.coming[0][0]) <= MOST:
                group.append(self.coming.popleft())
                size += len(group[-1][0])
            if group:
                await self.sent(group)

    async def sent(self, group: list[_Place]) -> None:
        """Send a post, and hand out its answer."""
        messages = [message for some, _ in group for message in some]
        try:
            answers = await asyncio.to_thread(self.send, messages)
        except NoAnswerError as error:
            for _, found in group:
                if not found.done():
                    found.set_exception(error)
            return
        by_id = {message["id"]: place for place, (some, _) in enumerate(group) for message in some}
        parted: list[Messages] = [[] for _ in group]
        for answer in answers:
            parted[place_of(answer, by_id)].append(answer)
        for (_, found), some in zip(group, parted, strict=True):
            if not found.done():  # whoever asked may have gone
                found.set_result(some)


def place_of(answer: Message, by_id: dict[str, int]) -> int:
    """Give whose answer a message is: it has the id of what it answers, or names it."""
    body = answer.get("body")
    names: Iterable[object] = (answer.get("id"), body.get("of") if isinstance(body, dict) else None)
    return next((by_id[name] for name in names if isinstance(name, str) and name in by_id), 0)
