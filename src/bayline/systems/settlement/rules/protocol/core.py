"""What both sides of an office need: its journal, its state, messages that tell how far it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple, Protocol

from bayline.platform.record.chain import GENESIS
from bayline.systems.settlement.rules.protocol import journal
from bayline.systems.settlement.rules.protocol.journal import Digests, Kept, Row, Stored
from bayline.systems.settlement.rules.protocol.messages import (
    Message,
    Seal,
    canonical,
    unsigned,
)
from bayline.systems.settlement.rules.protocol.state import State
from bayline.systems.settlement.rules.protocol.trees import signed_together
from bayline.systems.settlement.terms import Pack

Messages = list[Message]
Lying = Sequence[Stored] | Kept
_SAID = 200  # characters of an id that is repeated


class Rulebook(Protocol):
    """The rules of an office, of all days."""

    @property
    def area(self) -> str:
        """The place of enrollment."""
        ...

    def on(self, day: date) -> Pack:
        """Give the rules of a day, or say that there are none (SettlementError)."""
        ...

    def named(self, name: str) -> Pack | None:
        """Give the rules of a name, None if there are none."""
        ...


class Office(NamedTuple):
    """What a node is made with.

    Attributes:
        name: The node.
        partner: The other.
        seal: Its keys.
        write: Puts a row on the disk, or fails and has not.
        rules: Its rules.
        boot: A number that no start before had, so that no id comes twice.
        clears: Days after the end of a month on which it is cleared by itself; 0 for never.
    """

    name: str
    partner: str
    seal: Seal
    write: Callable[[Stored], None]
    rules: Rulebook
    boot: int
    clears: int = 3


class Core:
    """A journal and what follows from it."""

    remembers = State

    def __init__(self, office: Office, lying: Lying) -> None:
        self.office = office
        self.lying: list[Stored] | Kept = lying if isinstance(lying, Kept) else [*lying]
        self.digests = Digests()
        self.state = self.remembers(office.name, office.partner)
        self.state.reads = lying.at if isinstance(lying, Kept) else None
        for place, one in enumerate(lying, 1):
            self.digests.append(one.digest)
            self.state.fold(journal.read(one.written), place)
        self.sent: dict[str, int] = {}
        self.count = 0
        self.is_recovering = False
        self.resyncs: set[str] = set()
        # Nothing is asked or answered before the partner has said how far it knows this journal: a
        # node that was set back must not go on from there, and alone it cannot know that it was.
        self.is_ready = False
        # What the partner said before it started again is void: it may have been set back since.
        self.partner_boot = 0
        self.greetings: set[str] = set()
        # Milliseconds since 1970, as whoever drives the node has said; 0 where nobody has.
        self.ms = 0
        # What was said since a group began and is not signed yet; None outside of one.
        self.unsealed: list[tuple[Message, bytes]] | None = None

    def admit(
        self, person: str, used: Mapping[str, int], filed: Sequence[Mapping[str, str]] = ()
    ) -> None:
        """Enter a person insured here.

        Args:
            person: As messages name the person.
            used: What the year has used up so far.
            filed: Registrations of treatment elsewhere: kind, area, from, and until if they end.
        """
        row = {"row": "person", "person": person, "used": dict(used)}
        self.write({**row, "filed": [dict(one) for one in filed]})

    def register(self, person: str, filed: Sequence[Mapping[str, str]]) -> None:
        """Enter the registrations of a person insured here anew, in place of those before."""
        self.write({"row": "registered", "person": person, "filed": [dict(one) for one in filed]})

    def next_id(self) -> str:
        """Give an id that was never given."""
        self.count += 1
        return f"{self.office.name}-{self.office.boot}-{self.count}"

    def is_behind(self, message: Message) -> bool:
        """Whether the partner knows rows that are not here: then a backup was restored."""
        epoch, rows, last = message["seen"]
        if epoch != self.state.epoch:
            return bool(epoch > self.state.epoch)
        return bool(rows > len(self.digests) or self.digest_before(rows) != last)

    def digest_before(self, rows: int) -> str:
        """Give the digest of the row before the last of so many, empty if there is none."""
        return self.digests.at(rows - 1) if rows > 1 else ""

    def write(self, row: Row) -> None:
        """Put a row on the disk, then take it in."""
        previous = self.digests.at(len(self.digests)) or GENESIS
        made = journal.stored(row, previous)
        self.office.write(made)
        self.lying.append(made)
        self.digests.append(made.digest)
        self.state.fold(row, len(self.digests))

    def timed(self, row: Row) -> Row:
        """Note in a row when it is written, where that is known; no state rests on it."""
        return {**row, "ms": self.ms} if self.ms else row

    def message(
        self, kind: str, name: str, body: Mapping[str, Any], now: int, *, coming: int = 0
    ) -> Message:
        """Make a message to the partner; rows to come are those it will be part of."""
        rows = len(self.digests) + coming
        head = {
            "from": self.office.name,
            "to": self.office.partner,
            "id": name,
            "kind": kind,
            "at": now,
            "boot": self.office.boot,
            "epoch": self.state.epoch,
            "rows": rows,
            "last": self.digest_before(rows),
            "seen": list(self.state.known),
        }
        made, content = unsigned(head, body)
        if self.unsealed is None:
            made["signature"] = self.office.seal.sign(content)
        else:
            self.unsealed.append((made, content))
        return made

    @contextmanager
    def sealing_together(self) -> Iterator[None]:
        """Sign what is said meanwhile at the end, all of it by signing once.

        Nothing of the journal rests on own signatures, so rows can be written before.
        """
        self.unsealed = []
        try:
            yield
            self.seal()
        finally:
            self.unsealed = None

    def seal(self) -> None:
        """Sign what is not signed yet."""
        if not self.unsealed:
            return
        contents = [content for _, content in self.unsealed]
        signatures = signed_together(contents, self.office.seal.sign)
        for (made, _), signature in zip(self.unsealed, signatures, strict=True):
            made["signature"] = signature
        self.unsealed.clear()

    def with_seal(self, own: Message) -> Message:
        """Give an own answer as it was written down, signed anew."""
        if "signature" in own:
            return own
        return {**own, "signature": self.office.seal.sign(canonical(own))}

    def note(self, message: Message, code: str, now: int) -> Message:
        """Say why nothing was done; this is no answer, and nothing rests on it."""
        return self.message(
            "NOTE", self.next_id(), {"of": str(message.get("id", ""))[:_SAID], "code": code}, now
        )

    def greet(self, now: int) -> Messages:
        """Ask how far the partner knows this journal."""
        name = self.next_id()
        self.greetings.add(name)
        return [self.message("HELLO", name, {}, now)]
