"""Nouns of the transport: keys, partners, envelopes, receipts, and what can go wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

Body = Mapping[str, Any]


class Standing(StrEnum):
    """How a partner stands.

    Attributes:
        ACTIVE: Messages go both ways.
        PAUSED: Ours wait, theirs are taken.
        ENDED: Nothing goes either way.
    """

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Status(StrEnum):
    """What a receiver signs for.

    Attributes:
        TAKEN: Kept, with the effect that the answer tells.
        REFUSED: Kept, without effect; the answer says why.
        MISSING: Not kept: an earlier message of the conversation has not come.
        FORKED: Not kept: another message has come under this number before.
        ALTERED: Not kept: another message has come under this id before.
        UNKNOWN: Not kept: nobody here takes messages of this kind.
        FAILED: Not kept: the program failed; worth another try.
        EARLY: Not kept: it was sent later than it is here, so a clock is wrong.
    """

    TAKEN = "taken"
    REFUSED = "refused"
    MISSING = "missing"
    FORKED = "forked"
    ALTERED = "altered"
    UNKNOWN = "unknown"
    FAILED = "failed"
    EARLY = "early"

    @property
    def is_kept(self) -> bool:
        """Whether the receiver keeps the message."""
        return self in {Status.TAKEN, Status.REFUSED}

    @property
    def stops(self) -> bool:
        """Whether sending it again can never help, so that a person must look."""
        return self in {Status.FORKED, Status.ALTERED}


class Fault(StrEnum):
    """Why messages do not get through; each has a sentence for administrators in `naming`."""

    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    CUT_OFF = "cut_off"
    SLOW = "slow"
    NOT_KNOWN_THERE = "not_known_there"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    NO_TRANSPORT = "no_transport"
    BROKEN_THERE = "broken_there"
    UNSIGNED = "unsigned"
    CLOCK = "clock"
    FORKED = "forked"
    ALTERED = "altered"
    UNKNOWN_KIND = "unknown_kind"
    FAILED_THERE = "failed_there"
    STUCK = "stuck"
    NO_KEY = "no_key"


class Sending(StrEnum):
    """Where a message of ours stands.

    Attributes:
        WAITING: To be sent, or sent again.
        DELIVERED: The partner has signed for it.
        HELD: It cannot be delivered as it is; a person must look.
        REPLACED: Another message with the same content stands for it.
    """

    WAITING = "waiting"
    DELIVERED = "delivered"
    HELD = "held"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """A public key (Ed25519), and on which days what it signed counts.

    Attributes:
        kid: Its thumbprint (RFC 7638), which names it.
        x: The key as a JWK writes it (RFC 8037), 43 characters.
        begins: From when on.
        ends: Until when, the end excluded; None while it has none.
        revoked: From when on nothing signed with it counts, whatever it says; None if it was not.
        reason: Why it was revoked.
        by: Who compared its fingerprint, or signed for it with the key before.
    """

    kid: str
    x: str
    begins: datetime
    ends: datetime | None = None
    revoked: datetime | None = None
    reason: str = ""
    by: str = ""

    def counts(self, moment: datetime) -> bool:
        """Tell whether what is signed with it counts at a moment."""
        return (
            self.revoked is None
            and self.begins <= moment
            and (self.ends is None or moment < self.ends)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one side hands to the other before the first message.

    Attributes:
        id: What the installation is called in envelopes.
        name: What people call it.
        address: Where it takes messages; empty where they travel as files only.
        x: Its public key.
        made: Since when the key signs.
    """

    id: str
    name: str
    address: str
    x: str
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Another side.

    Attributes:
        id: What it is called in envelopes.
        name: What people call it.
        address: Where it takes messages; empty where they travel as files or on paper.
        standing: How it stands.
        keys: Its public keys; none where nothing is installed there.
        accepted: Since when it is a partner.
        accepted_by: Who took it in.
        contact: When it last signed for something; None before.
        tried: When it was last tried; None before.
        failures: How often in a row it was tried in vain.
        next_try: When it will be tried again; None where nothing is planned.
        fault: Why messages do not get through; None while they do.
        detail: What was said about it, such as the words of the network.
        skew_s: How many seconds its clock is before ours; below zero where it is behind.
        speaks_for: Codes of the organisations whose acts it may tell.
    """

    id: str
    name: str
    address: str
    standing: Standing
    keys: tuple[PublicKey, ...]
    accepted: datetime
    accepted_by: str
    contact: datetime | None = None
    tried: datetime | None = None
    failures: int = 0
    next_try: datetime | None = None
    fault: Fault | None = None
    detail: str = ""
    skew_s: int = 0
    speaks_for: tuple[str, ...] = ()

    def key(self, kid: str) -> PublicKey | None:
        """Find one of its keys."""
        return next((key for key in self.keys if key.kid == kid), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """This installation as its partners know it, with the organisations that it speaks for."""

    id: str
    name: str
    address: str
    keys: tuple[PublicKey, ...] = ()
    speaks_for: tuple[str, ...] = ()

    def signing_key(self, moment: datetime) -> PublicKey | None:
        """Give the key that signs at a moment: of those that count, the one that began last."""
        counting = (key for key in self.keys if key.counts(moment))
        return max(counting, key=lambda key: key.begins, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A message as it is signed.

    Attributes:
        id: Its name, unique among all of its sender.
        sender: Id of the installation it comes from.
        receiver: Id of the one it is for.
        conversation: What it belongs to; messages of one conversation take effect in their order.
        number: Its place there, from 1.
        previous: Digest of the message before it there; empty for the first.
        kind: What it is about, such as `cooperation.task`.
        sent: When it was written.
        body: What it says, as JSON without fractions.
    """

    id: str
    sender: str
    receiver: str
    conversation: str
    number: int
    previous: str
    kind: str
    sent: datetime
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """An envelope with its signature.

    Attributes:
        envelope: What it says.
        digest: SHA-256 of the bytes that are signed.
        kid: Which key has signed them.
        text: Both as a JWS (RFC 7515), compact.
    """

    envelope: Envelope
    digest: str
    kid: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a receiver signs about a message.

    Attributes:
        of: Id of the message.
        digest: Its digest.
        sender: Who signs the receipt.
        receiver: Who sent the message.
        status: What became of it.
        at: When, by the clock of the receiver.
        expected: The number that comes next in the conversation, as the receiver holds it.
        answer: What the effect answers; where refused, the sentence in `zh` and `en`.
    """

    of: str
    digest: str
    sender: str
    receiver: str
    status: Status
    at: datetime
    expected: int
    answer: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a receiver holds of a conversation, as far as a new message needs it.

    Attributes:
        last: Number of the last message; 0 before the first.
        digest: Its digest; empty before the first.
        same: Digest of the message that has come under the same id; empty if none has.
    """

    last: int = 0
    digest: str = ""
    same: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A message in words for people who have nothing but a browser.

    Attributes:
        title: One line.
        rows: Names and values, in the order they are shown.
    """

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message of a partner, handed to whoever takes its kind.

    Attributes:
        envelope: What it says.
        partner: Who sent it.
        digest: Names its content for good.
        on_behalf: Who recorded it for a side that has nothing installed; empty where the side
            itself has signed.
        evidence: SHA-256 of what that side has signed by hand; empty where there is none.
        is_own: Whether it is one of our own, which a partner has handed back after a loss.
    """

    envelope: Envelope
    partner: Partner
    digest: str
    at: datetime
    on_behalf: str = ""
    evidence: str = ""
    is_own: bool = False


# Takes a message in the transaction in which it is kept, and gives what the sender is answered;
# a refusal (`BaylineError`) is answered too, and leaves no effect.
Taking = Callable[[Delivery], Body]
# Is told what a partner has answered, in the transaction in which the receipt is kept.
Answered = Callable[[Envelope, Receipt], None]
Telling = Callable[[Envelope], Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of message.

    Attributes:
        title: What it is called.
        title_en: The same in English.
        takes: The function that takes one, such as `package.module:function`; a `Taking`.
        tells: The function that says one in words; a `Telling`.
        answered: The function that is told of receipts, an `Answered`; empty if none is.
        speaker: The function that gives the code of an organisation that a side may speak for, of
            what was typed; empty if none has to be known.
        opens: The function that tells partners what they were not told of yet, when it is newly
            said for whom a side speaks; empty if there is none.
    """

    title: str
    title_en: str
    takes: str
    tells: str
    answered: str = ""
    speaker: str = ""
    opens: str = ""
