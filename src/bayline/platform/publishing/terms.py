"""Nouns of publishing: a publication, and what was taken back from the public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bayline.platform.record.walking import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a publication holds.

    Attributes:
        manifest: SHA-256 of its manifest, which names every file with its hash.
        claims: How many claims.
        figures: How many of them are figures.
        sources: How many documents.
        registers: Names of the registers.
        heads: Where each chain of the record ended when it was cut.
        opened: SHA-256 over the hashes of its documents, in order, a line each.
    """

    manifest: str
    claims: int
    figures: int
    sources: int
    registers: tuple[str, ...]
    heads: Mapping[str, Head]
    opened: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A publication.

    Attributes:
        id: The first 16 digits of the hash of its manifest.
        title: What it is called.
        moment: When it was cut; it holds what was known and accepted then.
        facts: What it holds.
        by: Who published it.
        recorded: When that was done.
        withdrawn: When it was taken back as a whole; None if it was not.
        reason: Why it was.
    """

    id: str
    title: str
    moment: datetime
    facts: Facts
    by: str
    recorded: datetime
    withdrawn: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracted:
    """That something was taken back: a publication, a document, or a claim.

    Attributes:
        publication: Its identifier; empty where a part is taken back from all publications.
        source: Hash of the document; empty where it is none.
        claim: Identifier of the claim; empty where it is none.
        reason: Why.
        by: Who did.
        recorded: When.
    """

    publication: str = ""
    source: str = ""
    claim: str = ""
    reason: str
    by: str
    recorded: datetime
