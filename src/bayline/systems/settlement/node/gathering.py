"""What comes while a group is being worked on makes the next, and is kept while that is."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar, runtime_checkable

from django.db import connections

from bayline.systems.settlement.actions.driving import Done, Work
from bayline.systems.settlement.node.heap import Heap
from bayline.systems.settlement.rules.protocol.core import Messages

MOST = 256  # in a group
_LOG = logging.getLogger(__name__)
_Driven = TypeVar("_Driven", bound="Drives")
_Doing = Callable[[_Driven, list[Work]], list[Messages]]
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


@runtime_checkable
class Keeps(Drives, Protocol):
    """A node that works on a group while the one before is being kept."""

    def work(self, works: Iterable[Work], *, now: datetime) -> Done:
        """Do several things; what the node says goes out once they are kept."""
        ...

    def keep(self, done: Done) -> None:
        """Keep what followed, or fail, and then nothing was done."""
        ...

    def give_up(self) -> None:
        """Start again from what is on the disk with what comes next."""
        ...


class Gathering:
    """Lets one thread work for all who ask, and another put on the disk what follows.

    Both speak to the database by connections of their own; the one that works only looks.
    """

    def __init__(
        self, made: Callable[[], Drives], *, clock: Callable[[], datetime] = present
    ) -> None:
        """Begin without a node; it is made in the thread that works."""
        self.made, self.clock = made, clock
        self.coming: asyncio.Queue[_Place] = asyncio.Queue()
        self.thread = ThreadPoolExecutor(1, "settlement-node")
        self.writer = ThreadPoolExecutor(1, "settlement-disk")
        self.heap = Heap()

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
        keeping: asyncio.Future[bool] | None = None
        try:
            driven = await loop.run_in_executor(self.thread, self.made)
            self.heap.began()
            while True:
                group = [await self.coming.get()]
                while len(group) < MOST and not self.coming.empty():
                    group.append(self.coming.get_nowait())
                if isinstance(driven, Keeps):
                    keeping = await self.worked(driven, group, keeping)
                else:
                    await self.done(driven, group)
        finally:
            if keeping is not None and not keeping.done():
                await asyncio.wait([keeping])
            # A connection is its thread's own; nobody else could close it.
            for thread in (self.thread, self.writer):
                await loop.run_in_executor(thread, connections.close_all)
                thread.shutdown()

    async def worked(
        self, driven: Keeps, group: list[_Place], before: "asyncio.Future[bool] | None"
    ) -> "asyncio.Future[bool] | None":
        """Work on a group while the one before is being kept, then begin to keep it.

        Args:
            driven: The node.
            group: What is to be done.
            before: Whether the group before was kept.
        """
        loop, done = asyncio.get_running_loop(), None
        works = [work for work, _ in group]
        try:
            done = await loop.run_in_executor(self.thread, self.work, driven, works)
        except Exception as error:  # noqa: BLE001 - it comes again below, and goes to whoever asked
            _LOG.warning("a group failed and is done again: %s", type(error).__name__)
        is_kept = before is None or await before
        if done is None or not is_kept:
            await self.done(driven, group, work=self.afresh)
            return None
        return asyncio.ensure_future(self.kept(driven, group, done))

    async def kept(self, driven: Keeps, group: list[_Place], done: Done) -> bool:
        """Keep what followed from a group, and tell each; should it fail, all is done again."""
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self.writer, driven.keep, done)
        except Exception as error:  # noqa: BLE001 - it comes again, and goes to whoever asked
            _LOG.warning("a group was not kept and is done again: %s", error)
            await self.done(driven, group, work=self.afresh)
            return False
        _told(group, done.said)
        return True

    async def done(
        self, driven: _Driven, group: list[_Place], *, work: _Doing[_Driven] | None = None
    ) -> None:
        """Do a group at once; should it fail, each by itself, so that one spoils no other."""
        loop = asyncio.get_running_loop()
        works = [work for work, _ in group]
        try:
            doing = self.together if work is None else work
            said = await loop.run_in_executor(self.thread, doing, driven, works)
        except Exception as error:  # noqa: BLE001 - it goes to whoever asked
            if len(group) > 1:
                for one in group:
                    await self.done(driven, [one])
            elif not group[0][1].done():
                group[0][1].set_exception(error)
            return
        _told(group, said)

    def together(self, driven: Drives, works: list[Work]) -> list[Messages]:
        """Do a group at the present moment."""
        return driven.together(works, now=self.clock())

    def afresh(self, driven: Keeps, works: list[Work]) -> list[Messages]:
        """Do a group by a node that starts again from what is on the disk.

        In the thread that works, so that nothing which it was about to do comes in between.
        """
        driven.give_up()
        return self.together(driven, works)

    def work(self, driven: Keeps, works: list[Work]) -> Done:
        """Work on a group at the present moment."""
        done = driven.work(works, now=self.clock())
        self.heap.grown(len(done.group.rows))
        return done


def _told(group: list[_Place], said: list[Messages]) -> None:
    for (_, found), messages in zip(group, said, strict=True):
        if not found.done():  # whoever asked may have gone
            found.set_result(messages)
