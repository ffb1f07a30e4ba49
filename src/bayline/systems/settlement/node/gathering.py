"""What comes while a group is being kept makes the next: one writer, one thread, no waiting."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.db import connections

from bayline.systems.settlement.actions.driving import Work
from bayline.systems.settlement.rules.protocol.core import Messages

MOST = 256  # in a group
_Place = tuple[Work, "asyncio.Future[Messages]"]


def ahead_of(seconds: int) -> Callable[[], datetime]:
    """Give a clock that is ahead."""
    return lambda: present() + timedelta(seconds=seconds)


def present() -> datetime:
    """Give the present moment."""
    return datetime.now(UTC)


class Drives(Protocol):
    """A node and where it keeps what follows."""

    def together(self, works: Iterable[Work], *, now: datetime) -> list[Messages]:
        """Do several things and keep what follows at once."""
        ...


class Gathering:
    """Lets one thread work for all who ask; the database is spoken to from there only."""

    def __init__(
        self, made: Callable[[], Drives], *, clock: Callable[[], datetime] = present
    ) -> None:
        """Begin without a node; it is made in the thread that works."""
        self.made, self.clock = made, clock
        self.coming: asyncio.Queue[_Place] = asyncio.Queue()
        self.thread = ThreadPoolExecutor(1, "settlement-node")

    async def do(self, work: Work) -> Messages:
        """Have something done, and give what the node says once it is kept.

        Raises:
            Exception: It could not be done or kept; nothing of it was.
        """
        found: asyncio.Future[Messages] = asyncio.get_running_loop().create_future()
        await self.coming.put((work, found))
        return await found

    async def run(self) -> None:
        """Work until cancelled.

        Raises:
            BaylineError: The node cannot start.
        """
        loop = asyncio.get_running_loop()
        try:
            driven = await loop.run_in_executor(self.thread, self.made)
            while True:
                group = [await self.coming.get()]
                while len(group) < MOST and not self.coming.empty():
                    group.append(self.coming.get_nowait())
                await self.done(driven, group)
        finally:
            # The connection is this thread's own; nobody else could close it.
            await loop.run_in_executor(self.thread, connections.close_all)
            self.thread.shutdown()

    async def done(self, driven: Drives, group: list[_Place]) -> None:
        """Do a group at once; should it fail, each by itself, so that one spoils no other."""
        loop = asyncio.get_running_loop()
        works = [work for work, _ in group]
        try:
            said = await loop.run_in_executor(self.thread, self.together, driven, works)
        except Exception as error:  # noqa: BLE001 - it goes to whoever asked
            if len(group) > 1:
                for one in group:
                    await self.done(driven, [one])
            elif not group[0][1].done():
                group[0][1].set_exception(error)
            return
        for (_, found), messages in zip(group, said, strict=True):
            if not found.done():  # whoever asked may have gone
                found.set_result(messages)

    def together(self, driven: Drives, works: list[Work]) -> list[Messages]:
        """Do a group at the present moment."""
        return driven.together(works, now=self.clock())
