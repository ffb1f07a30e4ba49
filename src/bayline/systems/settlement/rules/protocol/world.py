"""Two offices with disks that fail, clocks that are off and a network that loses and doubles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import NamedTuple, Protocol

from bayline.engines.ledger.books import LedgerError
from bayline.systems.settlement.rules.packs import named_packs
from bayline.systems.settlement.rules.protocol.core import Messages, Office
from bayline.systems.settlement.rules.protocol.journal import Stored, whole_part
from bayline.systems.settlement.rules.protocol.messages import Message, canonical, hash_of
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.trees import Trees
from bayline.systems.settlement.terms import BP, Number, Pack

NODES = {"shanghai": "jiaxing", "jiaxing": "shanghai"}
START = 1_740_657_000  # the evening of 27 February 2025 in China
PAGE = 5  # pairs that are brought back at a time
PERSONS = 3
LIE = 100  # fen
FILED = {"from": "2025-01-01", "until": "2025-06-30"}


class Chance(Protocol):
    """What decides; a seed repeats it."""

    def random(self) -> float:
        """Give a number from 0 to 1."""
        ...

    def randrange(self, start: int, stop: int) -> int:
        """Give a whole number."""
        ...


class CrashError(Exception):
    """The power of a node fails."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A seal for simulations: whoever has no part in it cannot make one."""

    own: str
    secrets: Mapping[str, bytes]
    trees: Trees = field(default_factory=Trees, compare=False)

    def sign(self, content: bytes) -> str:
        """Sign as the own office."""
        return sha256(self.secrets[self.own] + content).hexdigest()

    def holds(self, sender: str, content: bytes, signature: str) -> bool:
        """Tell whether an office has signed this, alone or with others."""
        return self.trees.holds(sender, content, signature, by=self.is_signed)

    def is_signed(self, sender: str, content: bytes, signature: str) -> bool:
        """Tell whether an office has signed just this."""
        secret = self.secrets.get(sender)
        return secret is not None and sha256(secret + content).hexdigest() == signature


@dataclass(slots=True)
class Disk:
    """A disk whose next write may fail.

    Attributes:
        lying: The rows on it.
        fails: How the next write fails: before, after, torn; empty if it does not.
        backup: How many rows the last backup holds.
    """

    lying: list[Stored] = field(default_factory=list)
    fails: str = ""
    backup: int = 0

    def write(self, row: Stored) -> None:
        """Put a row down, or fail as it was planned."""
        fails, self.fails = self.fails, ""
        if fails == "torn":
            self.lying.append(Stored(row.written[: len(row.written) // 2], row.digest))
        elif fails != "before":
            self.lying.append(row)
        if fails:
            raise CrashError(fails)


class Edition(NamedTuple):
    """The rules of an office in a run, where they change on the way."""

    world: "World"
    area: str

    def on(self, _day: date) -> Pack:
        """Give those in force now."""
        return self.world.packs[self.area][self.world.edition[self.area]]

    def named(self, name: str) -> Pack | None:
        """Give those of a name."""
        return next((one for one in self.world.packs[self.area] if one.id == name), None)


class World:
    """All of a run."""

    def __init__(self, chance: Chance, made: Callable[[Office, Sequence[Stored]], Node]) -> None:
        self.chance, self.made = chance, made
        self.now, self.step, self.boots, self.visits = START, 0, 0, 0
        self.wire: list[tuple[int, str, Message]] = []
        self.past: list[tuple[str, Message]] = []
        self.cut: set[str] = set()
        self.skew = dict.fromkeys(NODES, 0)
        self.faults: dict[str, int] = {}
        self.lies: set[str] = set()
        self.told: dict[str, dict[str, int]] = {}
        self.lacking, self.lost_in = "", 0
        self.looked_at: dict[str, tuple[int, int]] = {}
        self.sent, self.failure = 0, ""
        self.packs = {area: _editions(area) for area in NODES}
        self.edition = dict.fromkeys(NODES, 0)
        self.disks = {name: Disk() for name in NODES}
        self.nodes = {name: self.started(name) for name in NODES}
        self.initial: dict[str, dict[str, dict[str, int]]] = {name: {} for name in NODES}
        for name in NODES:
            for at in range(PERSONS):
                self.admit(name, f"{name}-person-{at}")
        self.is_calm = False

    # The offices.

    def started(self, name: str) -> Node:
        """Start a node from what its disk holds."""
        self.boots += 1
        disk = self.disks[name]
        disk.lying = whole_part(disk.lying)
        stamp = Stamp(name, {one: one.encode() for one in NODES})

        office = Office(name, NODES[name], stamp, disk.write, Edition(self, name), self.boots, 1)
        made = self.made(office, disk.lying)
        made.page = PAGE
        return made

    def admit(self, name: str, person: str) -> None:
        """Enter a person, some of them near the end of what a year has."""
        pack = self.packs[name][0]
        used = {
            **{f"pool_{one.value}": 0 for one in pack.ceilings},
            **{f"deductible_{one.value}": 0 for one in pack.ceilings},
            "borne": self.to(9_000_000),
            "major": 0,
            "assistance": 0,
            "account": self.to(100_000),
            "stays": self.to(3),
        }
        if self.is_so(0.4):
            for visit, ceiling in pack.ceilings.items():
                used[f"pool_{visit.value}"] = ceiling.value - self.to(900_000)
        self.initial[name][person] = used
        self.nodes[name].admit(
            person,
            used,
            [FILED | {"area": NODES[name], "kind": kind} for kind in ("long_term", "transfer")],
        )

    def do(self, name: str, work: Callable[[Node, int], Messages]) -> None:
        """Let a node do something; if its power fails, it starts again and what it said is lost."""
        node = self.nodes[name]
        try:
            with node.sealing_together():
                said = work(node, self.now + self.skew[name])
        except CrashError:
            self.nodes[name] = self.started(name)
            return
        except LedgerError:
            self.failure = "entries sum to zero"
            return
        for message in said:
            self.send(name, message)

    # The network.

    def hand_over(self, name: str, message: Message) -> None:
        """Give a message to a node."""

        def work(node: Node, now: int) -> Messages:
            return node.receive(message, now)

        self.do(name, work)

    def send(self, name: str, message: Message) -> None:
        """Put a message on the wire: it may be lost, doubled, late or told falsely."""
        self.sent += 1
        if name in self.cut or (not self.is_calm and self.is_so(0.08)):
            self.count("lost")
            return
        if not self.is_calm and message["kind"] == "REPLY" and self.is_so(0.04):
            message = self.lied(name, message)
        self.past.append((NODES[name], message))
        copies = 1 + (not self.is_calm and self.is_so(0.08))
        for _ in range(copies):
            late = 1 + self.to(90 if not self.is_calm and self.is_so(0.15) else 4)
            self.wire.append((self.now + late, NODES[name], message))

    def lied(self, name: str, message: Message) -> Message:
        """Let an office say another amount than it has posted, under its own seal."""
        split = message["body"].get("split")
        if not split or split["cash"] < LIE or message["id"] in self.lies:
            return message
        self.count("lie")
        adds_up = self.is_so(0.5)
        off = {"pool": split["pool"] + LIE, "cash": split["cash"] - LIE * adds_up}
        body = {**message["body"], "split": {**split, **off}}
        self.lies.add(message["id"])
        content = {**message, "body": body, "hash": hash_of(body)}
        del content["signature"]
        seal = Stamp(name, {one: one.encode() for one in NODES})
        return {**content, "signature": seal.sign(canonical(content))}

    def deliver(self) -> None:
        """Deliver what is due, in the order in which it is."""
        due = sorted((one for one in self.wire if one[0] <= self.now), key=lambda one: one[0])
        self.wire = [one for one in self.wire if one[0] > self.now]
        for _, name, message in due:
            self.hand_over(name, message)

    # Chance.

    def to(self, most: int) -> int:
        """Give a whole number from 0, below a limit."""
        return self.chance.randrange(0, most)

    def is_so(self, share: float) -> bool:
        """Decide by a share."""
        return self.chance.random() < share

    def count(self, fault: str) -> None:
        """Count a fault."""
        self.faults[fault] = self.faults.get(fault, 0) + 1


def _editions(area: str) -> tuple[Pack, ...]:
    first = named_packs(area)[-1]
    other = {
        filing: Number(max(0, one.value - BP // 20), one.source)
        for filing, one in first.remote.items()
    }
    return first, replace(first, id=f"{first.id}-other", remote=other)
