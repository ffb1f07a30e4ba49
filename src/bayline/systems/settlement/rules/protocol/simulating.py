"""A day of two offices, driven by one seed.

Every step something happens: a bill, a message that is lost, doubled or late, a crash around a
write, a torn write, an old backup, a lie, new rules. After each step everything that must hold is
looked at; at the end all is healed, and then the offices must agree on every fen.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple

from bayline.systems.settlement.rules.protocol import invariants, state
from bayline.systems.settlement.rules.protocol.core import Messages, Office
from bayline.systems.settlement.rules.protocol.days import day_of, month_of, next_month
from bayline.systems.settlement.rules.protocol.journal import Stored, whole_part
from bayline.systems.settlement.rules.protocol.messages import Message, canonical, hash_of
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.world import (
    NODES,
    PERSONS,
    START,
    Chance,
    World,
)

EAST, DAY = 8 * 3600, 86_400
FAST = 1200  # seconds by which a clock is fast, and still taken
ROUNDS = 150  # until all must be quiet once everything is healed
OFTEN = 8  # steps from one folding of the whole journal to the next
NIGHTS = 10  # rounds in which the rest of the month goes by, and the next
NIGHT = 4 * 86_400  # seconds of each


class Outcome(NamedTuple):
    """What came of a run.

    Attributes:
        invariant: What was broken, empty if nothing was.
        step: At which step.
        settled: How many settlements were in force at the end.
        messages: How many messages were sent.
        faults: How many faults were met, by kind.
    """

    invariant: str
    step: int
    settled: int
    messages: int
    faults: Mapping[str, int]


class Day(World):
    """What happens to them, and what must hold whatever happens."""

    # What happens.

    def bill(self, treating: str) -> dict[str, Any]:
        """Make a bill up, of a person of the other office."""
        self.visits += 1
        insured = NODES[treating]
        return {
            "visit_id": f"visit-{self.visits}",
            "person": f"{insured}-person-{self.to(PERSONS)}",
            "hospital": f"hospital-{self.to(2)}",
            "visit": ("inpatient", "outpatient")[self.to(2)],
            "on": "2025-03-14",
            "enrollment_area": insured,
            "treatment_area": treating,
            "level": self.to(4),
            "status": ("active", "retired")[self.to(2)],
            "filing": ("long_term", "transfer", "emergency", "unfiled")[self.to(4)],
            "scope": {
                "own": self.to(50_000),
                "over": self.to(2) * self.to(20_000),
                "advance": self.to(60_000),
                "inside": self.to(3_000_000),
            },
        }

    def happen(self) -> None:
        """Let one thing happen."""
        name = ("shanghai", "jiaxing")[self.to(2)]
        weights = (
            (0.30, self.visit),
            (0.06, self.give_up),
            (0.07, self.take_back),
            (0.05, self.crash),
            (0.02, self.backup),
            (0.015, self.restore),
            (0.02, self.part),
            (0.02, self.change_rules),
            (0.01, self.set_clock),
            (0.03, self.forge),
            (0.03, self.replay),
            (0.02, self.pay_before),
            (0.015, self.let_night_pass),
            (0.01, self.hasten),
        )
        at = self.chance.random()
        for weight, act in weights:
            at -= weight
            if at < 0:
                act(name)
                return

    def visit(self, name: str) -> None:
        """A patient comes; the desk asks for a quote or settles at once."""
        before = self.requests(name, state.SETTLED)
        bill = self.bill(name)
        if before and self.is_so(0.1):  # handed in twice
            bill = dict(self.nodes[name].state.asked[before[-1]].body["bill"])
        if self.is_so(0.5):
            self.do(name, lambda node, now: node.presettle(bill, now))
        else:
            rules = self.packs[NODES[name]][self.edition[NODES[name]]].id
            self.do(name, lambda node, now: node.settle(bill, rules, now))

    def give_up(self, name: str) -> None:
        """The desk gives up a request that has no answer."""
        found = self.requests(name, state.ASKED)
        if found:
            self.count("reversed")
            self.do(name, lambda node, now: node.reverse(found[self.to(len(found))], now))

    def take_back(self, name: str) -> None:
        """The desk cancels a settlement, at times twice."""
        found = self.requests(name, state.SETTLED)
        if found:
            which = found[self.to(len(found))]
            for _ in range(1 + self.to(2)):
                self.do(name, lambda node, now: node.cancel(which, now))

    def requests(self, name: str, standing: str) -> list[str]:
        """Give the bills of a desk that stand so."""
        asked = self.nodes[name].state.asked.items()
        return [at for at, one in asked if one.kind == "SETTLE" and one.standing == standing]

    def crash(self, name: str) -> None:
        """Let the next write fail."""
        self.disks[name].fails = ("before", "after", "torn")[self.to(3)]
        self.count(f"crash {self.disks[name].fails}")

    def backup(self, name: str) -> None:
        """Copy a disk."""
        self.disks[name].backup = len(self.disks[name].lying)

    def restore(self, name: str) -> None:
        """Put the last copy back, without a word to anybody."""
        if self.lacking not in ("", name) and not self.is_back():
            return  # what both have lost nobody has
        self.lacking, self.lost_in = name, self.nodes[name].state.epoch
        disk = self.disks[name]
        # Persons are entered before the first backup.
        disk.lying = disk.lying[: max(disk.backup, PERSONS)]
        self.count("backup restored")
        self.nodes[name] = self.started(name)

    def is_back(self) -> bool:
        """Whether the office whose backup was restored has brought back what it lacked."""
        return self.nodes[self.lacking].state.epoch > self.lost_in

    def part(self, name: str) -> None:
        """Cut one direction of the line, or mend it."""
        self.cut ^= {name}
        self.count("cut")

    def change_rules(self, name: str) -> None:
        """Put other rules in force."""
        self.edition[name] = (self.edition[name] + 1) % len(self.packs[name])
        self.count("rules changed")

    def set_clock(self, name: str) -> None:
        """Set a clock an hour off, or right again."""
        self.skew[name] = (0, 3600, -3600)[self.to(3)] if not self.skew[name] else 0
        self.count("clock")

    def pay_before(self, name: str) -> None:
        """Pay before anything is due."""
        fen = 1 + self.to(2_000_000)
        self.do(name, lambda node, now: node.prepay(fen, now))

    def let_night_pass(self, _name: str) -> None:
        """Let it become some seconds before midnight, with messages on their way."""
        self.now += (-self.now - EAST) % DAY + DAY * self.to(2) - self.to(20)
        self.count("night")

    def hasten(self, name: str) -> None:
        """Clear a month while messages are on their way, and at the partner only by its clock."""
        today = date.fromisoformat(day_of(self.now))
        if self.now - START > 5 * DAY:
            return
        first = date.fromisoformat(f"{next_month(month_of(today.isoformat()))}-01")
        self.now += (-self.now - EAST) % DAY + DAY * ((first - today).days - 1) - FAST // 2
        self.skew[NODES[name]] = FAST
        self.count("haste")
        self.do(name, lambda node, now: node.clear(month_of(day_of(now)), now))

    def forge(self, name: str) -> None:
        """Change a message on its way, or seal one with another key."""
        if not self.past:
            return
        to, message = self.past[self.to(len(self.past))]
        body = {**message["body"], "of": "x", "original": f"{name}-1-1"}
        split = body.get("split")
        if split:
            body["split"] = {**split, "pool": split["pool"] + split["cash"], "cash": 0}
        made: Message = {**message, "body": body, "hash": hash_of(body)}
        if self.is_so(0.5):
            del made["signature"]
            made["signature"] = sha256(b"guessed" + canonical(made)).hexdigest()
        self.count("forged")
        self.hand_over(to, made)

    def replay(self, _name: str) -> None:
        """Send an old message again."""
        if self.past:
            to, message = self.past[self.to(len(self.past))]
            self.count("replayed")
            self.hand_over(to, message)

    # What must hold.

    def fault(self) -> str:
        """Name what does not hold now; empty if all does."""
        if self.failure:
            return self.failure
        for name, node in self.nodes.items():
            stands = (self.boots, len(node.lying))
            if self.looked_at.get(name) == stands:
                continue
            self.looked_at[name] = stands
            for found in invariants.broken(node, self.initial[name]):
                return found
            if self.step % OFTEN == 0 and not invariants.is_as_written(node):
                return "the journal gives what the node holds"
            if [*node.lying] != whole_part(self.disks[name].lying):
                return "what was written lies on the disk"
            self.listen(node)
        return ""

    def listen(self, node: Node) -> None:
        """Keep what a desk was told to be settled."""
        for name, one in node.state.asked.items():
            if one.kind == "SETTLE" and one.standing == state.SETTLED and one.reply is not None:
                self.told.setdefault(name, one.reply["body"]["split"])

    def heal(self) -> None:
        """Mend everything, and let the offices come to rest."""
        self.is_calm, self.cut = True, set()
        self.skew = dict.fromkeys(NODES, 0)
        for disk in self.disks.values():
            disk.fails = ""
        self.rest()
        for _ in range(NIGHTS):
            if not self.is_quiet():
                return
            self.now += NIGHT
            self.rest(least=1)
        self.clear_rest()
        self.rest(least=1)

    def rest(self, *, least: int = 3) -> None:
        """Let the offices come to rest."""
        for at in range(ROUNDS):
            self.now += 5
            self.deliver()
            for name in NODES:
                self.do(name, lambda node, now: node.tick(now))
            if at >= least and self.is_quiet():
                return

    def clear_rest(self) -> None:
        """Let people clear what was not cleared by itself, with what differs left out by name."""
        for name in NODES:
            node = self.nodes[name]
            months = {month_of(day) for day in node.state.items[state.CLAIMED].days}
            for month in sorted(months - {*node.state.cleared[state.CLAIMED].months}):
                out = node.apart_in(month)
                self.do(name, partial(_clear, month=month, out=out))

    def is_quiet(self) -> bool:
        """Whether nothing is open and nothing on its way."""
        is_open = any(
            one.standing in state.OPEN
            for node in self.nodes.values()
            for one in node.state.asked.values()
        )
        return not (is_open or self.wire) and all(one.is_ready for one in self.nodes.values())

    def last_fault(self) -> str:
        """Name what does not hold between offices that have come to rest."""
        if not self.is_quiet():
            return "all comes to rest once it is healed"
        for name, partner in NODES.items():
            treating, insured = self.nodes[name], self.nodes[partner]
            found = invariants.between(treating, insured, self.lies)
            if found:
                return found
            if not invariants.is_as_written(treating):
                return "the journal gives what the node holds"
        return "" if self.is_kept() else "what was told is kept"

    def is_kept(self) -> bool:
        """Whether whatever a desk was told is settled still is, or was taken back."""
        known = {
            name: one for node in self.nodes.values() for name, one in node.state.asked.items()
        }
        ends = (state.SETTLED, state.CANCELLED, state.REVERSED)
        return all(name in known and known[name].standing in ends for name in self.told)


def _clear(node: Node, now: int, *, month: str, out: Mapping[str, list[int | None]]) -> Messages:
    return node.clear(month, now, left_out=out)


def simulated(
    chance: Chance,
    *,
    steps: int = 120,
    made: Callable[[Office, Sequence[Stored]], Node] = Node,
) -> Outcome:
    """Run two offices through a day of faults.

    Args:
        chance: What decides.
        steps: How many things happen before all is healed.
        made: Makes a node.
    """
    world = Day(chance, made)
    found = _faulty_days(world, steps)
    if not found:
        world.heal()
        found = world.fault() or world.last_fault()
    settled = sum(len(one.state.live) for one in world.nodes.values())
    return Outcome(found, world.step, settled, world.sent, world.faults)


def _faulty_days(world: Day, steps: int) -> str:
    for world.step in range(1, steps + 1):
        world.now += 1 + world.to(12)
        world.happen()
        world.deliver()
        for name in NODES:
            world.do(name, lambda node, now: node.tick(now))
        found = world.fault()
        if found:
            return found
    return ""
