"""Drive the node of this installation: what it is given together, it keeps together.

A group is one transaction. What the node says goes out only after the rows are on the disk; where
they could not be kept, nothing was said, and the node stands as if the group had never come.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from bayline.platform.transport import queries as transport
from bayline.systems.settlement.actions.keeping import Group, Keeping, Waiting
from bayline.systems.settlement.queries.journal import kept
from bayline.systems.settlement.queries.sealing import seal_with
from bayline.systems.settlement.rules.packs import editions, named_packs
from bayline.systems.settlement.rules.protocol.core import Messages, Office
from bayline.systems.settlement.rules.protocol.journal import Kept
from bayline.systems.settlement.rules.protocol.messages import Seal
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.recovering import last_boot

Work = Callable[[Node, int], Messages]


class Side(NamedTuple):
    """Which office a node is.

    Attributes:
        name: As partners know it.
        partner: The other office.
        rules: The place or the edition by whose rules it divides bills.
        clears: Days after the end of a month on which it is cleared; 0 for never by itself.
    """

    name: str
    partner: str
    rules: str
    clears: int = 3


def side_towards(partner: str, *, rules: str, clears: int = 3) -> Side:
    """Give the office of this installation towards a partner of the transport.

    Raises:
        BaylineError: One of them is not known, or there are no such rules.
    """
    named_packs(rules)
    return Side(transport.own().id, transport.partner(partner).id, rules, clears)


class Done(NamedTuple):
    """What came of a group.

    Attributes:
        said: What the node says to each work; it goes out once the rows are kept.
        group: The rows.
        rows: Where they are held until they are kept.
    """

    said: list[Messages]
    group: Group
    rows: Kept


class Driven:
    """A node and what it has not kept yet."""

    def __init__(self, side: Side, *, now: datetime) -> None:
        self.side = side
        self.is_started = False
        self.keeping = Keeping()
        self.start(now=now)

    def start(self, *, now: datetime) -> None:
        """Start from what is on the disk, with the keys as they stand.

        Raises:
            BaylineError: The journal is not as it was written, or a key is missing.
        """
        rows = self.rows = kept()
        self.waiting = Waiting(len(rows))
        seal = seal_with(self.side.partner, now=now)
        boot = round(now.timestamp() * 1000)
        self.node = Node(self.office(seal, boot), rows)
        # A clock that was set back must not give a number again.
        last = last_boot(self.node.state)
        self.node.office = self.office(seal, max(boot, last + 1))
        self.is_started = True

    def office(self, seal: Seal, boot: int) -> Office:
        """Give what the node is made with."""
        side, write = self.side, self.waiting.write
        return Office(side.name, side.partner, seal, write, editions(side.rules), boot, side.clears)

    def together(self, works: Iterable[Work], *, now: datetime) -> list[Messages]:
        """Do several things and keep what follows at once.

        Args:
            works: What is done, in order.
            now: The present moment.

        Returns:
            What the node says to each; it may go out.

        Raises:
            BaylineError: Nothing was kept, so nothing was done; the node starts again with what
                comes next.
        """
        done = self.work(works, now=now)
        self.keep(done)
        return done.said

    def work(self, works: Iterable[Work], *, now: datetime) -> Done:
        """Do several things, and give what is said to each once what follows is kept.

        The next group may be worked on while this one is being kept. Should it not be, whatever was
        worked on since is given up too.
        """
        seconds = int(now.timestamp())
        if not self.is_started:
            _use_again()
            self.start(now=now)
        self.is_started = False
        self.node.ms = round(now.timestamp() * 1000)
        with self.node.sealing_together():
            said = [work(self.node, seconds) for work in works]
        self.is_started = True
        return Done(said, self.waiting.taken(), self.rows)

    def keep(self, done: Done) -> None:
        """Keep what followed from a group.

        Raises:
            BaylineError: Nothing was kept.
        """
        try:
            self.keeping.keep(done.group)
            done.rows.arrived(done.group.first + len(done.group.rows) - 1)
        except BaseException:
            _use_again()
            self.give_up()
            raise

    def give_up(self) -> None:
        """Start again from what is on the disk with what comes next."""
        self.is_started = False


def _use_again() -> None:
    """Close the connection of this thread if it can be used no more."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
