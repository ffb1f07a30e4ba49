"""What the record takes in and gives out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from bayline.engines.documents.terms import Document
from bayline.kernel.claims import Claim
from bayline.kernel.evidence import Source
from bayline.kernel.findings import Finding, Life
from bayline.kernel.reviews import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file as it is handed over, with what is known of it.

    Attributes:
        name: The name of the file.
        data: Its bytes.
        title: Its title; the file's name where none is known.
        publisher: Who published it.
        published: When; None if unknown.
        licence: Under which terms it may be used.
        url: Where it was found.
        replaces: SHA-256 of the document that it corrects; empty if none.
    """

    name: str
    data: bytes
    title: str = ""
    publisher: str = ""
    published: date | None = None
    licence: str = ""
    url: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSource:
    """A source of the record.

    Attributes:
        key: Its number in this database.
        sha256: Hash of its bytes.
        replaces: SHA-256 of the document it corrects; empty if none.
        by: Who handed it over.
        recorded: When.
    """

    key: int
    sha256: str
    name: str
    title: str
    publisher: str
    published: date | None
    licence: str
    url: str
    media_type: str
    size: int
    replaces: str
    by: str
    recorded: datetime

    @property
    def id(self) -> str:
        """The short name its page has: the first twelve digits of its hash."""
        return self.sha256[:12]

    @property
    def cited(self) -> Source:
        """The source as evidence names it."""
        return Source(
            sha256=self.sha256,
            title=self.title,
            publisher=self.publisher,
            published=self.published,
            licence=self.licence,
            url=self.url,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """The text of a source, as claims count its characters."""

    key: int
    sha256: str
    source: KeptSource
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptClaim:
    """A claim with where it stands.

    Attributes:
        key: Its number in this database, in the order of recording.
        claim: What it says; its evidence names source and characters.
        quote: The characters it stands on.
        by: Who recorded it: a person, or the reader.
        state: Where it stands.
        decided_by: Who decided so; empty while proposed.
        decided: When.
        reason: Why, in the reviewer's words.
        source: Number of its source in this database; None of a computation.
        text: Number of its text; None if it does not stand on characters.
        sentence: First and last character of the passage it stands in.
    """

    key: int
    claim: Claim
    quote: str
    by: str
    state: Review
    decided_by: str = ""
    decided: datetime | None = None
    reason: str = ""
    source: int | None = None
    text: int | None = None
    sentence: tuple[int, int] | None = None

    @property
    def id(self) -> str:
        """The identifier of the claim."""
        return self.claim.identifier

    @property
    def supersedes(self) -> str:
        """The claim it would take the place of; empty if none."""
        return self.claim.supersedes


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedClaim:
    """A decision with the claim that it is about, as columns, so that both can be written down.

    Attributes:
        identifier: Of the claim.
        source: SHA-256 of the source it stands on; empty of a computation.
        quote: The characters it stands on.
        sentence: First and last character of its passage.
        columns: What it says, by column, with `supersedes`, `reader` and `claim_by`.
        claim_recorded: When it was recorded.
        state: What was decided.
        reason: Why.
        by: By whom.
        recorded: When.
    """

    identifier: str
    source: str
    quote: str
    sentence: tuple[int, int] | None
    columns: Mapping[str, Any]
    claim_recorded: datetime
    state: Review
    reason: str
    by: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What became of claims that were handed to the record.

    Attributes:
        identifiers: Of every claim handed over, in order, the identifier it is kept under.
        new: How many of them were not there before.
        after: Number of the last claim before these.
    """

    identifiers: tuple[str, ...]
    new: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim to be kept, with the passage it stands in.

    Attributes:
        claim: What it says; its identifier may be anything, the record names it by what it says.
        quote: The characters it stands on, or the content of its cell.
        sentence: First and last character of its passage; None where it stands on no text.
    """

    claim: Claim
    quote: str
    sentence: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding with what it rests on.

    Attributes:
        finding: What a check found; its references name documents by the keys of `texts`.
        texts: The kept texts it speaks of, by the name it calls them.
    """

    finding: Finding
    texts: Mapping[str, KeptText]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFinding:
    """A finding of the record with what people have made of it.

    Attributes:
        key: Its name: the same inputs give the same.
        finding: What was found; its references name sources by their SHA-256.
        claims: Identifiers of the claims it rests on, in order.
        sources: SHA-256 of the sources it speaks of.
        recorded: When it was first found.
        is_present: Whether the checks still find it.
        life: What people have made of it.
        owner: Who sees to it; empty if nobody.
        due: Until when.
        reason: Why it was closed so.
        by: Who said so last.
        changed: When.
    """

    key: str
    finding: Finding
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    recorded: datetime
    is_present: bool = True
    life: Life = Life.OPEN
    owner: str = ""
    due: date | None = None
    reason: str = ""
    by: str = ""
    changed: datetime | None = None


class Standing(NamedTuple):
    """What checks and people have made of a finding."""

    is_present: bool = True
    life: Life = Life.OPEN
    owner: str = ""
    due: date | None = None
    changed: datetime | None = None
    reason: str = ""
    by: str = ""


class StandingFinding(NamedTuple):
    """Where a finding stands, without what it says: enough to sort and to choose by."""

    key: str
    check: str
    state: str
    recorded: datetime
    stands: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChange:
    """One event in the life of a finding; `gone` and `back` are told by the checks themselves."""

    key: str
    state: str
    owner: str
    due: date | None
    reason: str
    by: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What `verify` went through: rows by table, and what is wrong, a sentence each."""

    rows: Mapping[str, int]
    faults: tuple[str, ...]
