"""What the pages of the transport show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

_PAGE = {"twin": False}


class PartnerLine(NamedTuple):
    """A partner in the list."""

    id: str
    name: str
    address: str
    look: str
    word: str
    waiting: int
    held: int
    delivered: int
    taken: int
    contact: datetime | None
    next_try: datetime | None
    fault: str
    detail: str


class NoteLine(NamedTuple):
    """What happened, and when."""

    at: datetime
    partner: str
    words: str
    detail: str
    by: str


class KeyLine(NamedTuple):
    """A public key, in digits to compare."""

    kid: str
    fingerprint: str
    begins: datetime
    ends: datetime | None
    revoked: datetime | None
    reason: str
    by: str
    is_counting: bool


class MessageLine(NamedTuple):
    """A message to or from a partner."""

    uid: str
    is_ours: bool
    kind: str
    conversation: str
    number: int
    sent: datetime
    recorded: datetime
    look: str
    word: str
    on_behalf: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLines:
    """This installation, as partners know it."""

    id: str
    name: str
    address: str
    codes: str
    keys: tuple[KeyLine, ...]
    card: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportPage:
    """All partners, and the forms to take one in."""

    own: OwnLines | None
    partners: tuple[PartnerLine, ...]
    notes: tuple[NoteLine, ...]
    typed: Mapping[str, str] = field(metadata=_PAGE)
    card: str = field(default="", metadata=_PAGE)
    problem: str = field(default="", metadata=_PAGE)
    done: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerPage:
    """One partner, with its keys, its messages and what happened."""

    partner: PartnerLine
    standing: str
    accepted: datetime
    accepted_by: str
    skew_s: int
    codes: str
    keys: tuple[KeyLine, ...]
    messages: tuple[MessageLine, ...]
    notes: tuple[NoteLine, ...]
    done: str = field(default="", metadata=_PAGE)
    problem: str = field(default="", metadata=_PAGE)
