"""A region pack as it lies in its folder, read and found good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from bayline.platform.packs.registers import PackRegister
from bayline.platform.packs.tables import Row
from bayline.platform.record.terms import FindingChange, Handed
from bayline.platform.seals.terms import Erasure


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFiles:
    """Files of the pack of which there is just now a new version: their bytes, None if gone."""

    files: Mapping[str, bytes | None]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """What a pack says of its region.

    Attributes:
        name: Its name.
        name_en: The same in English.
        code: Its division code.
        neighbours: Division codes of its neighbours.
        sentence: One sentence on it, for its front page.
        sentence_en: The same in English.
        map_review: Number under which its map may be shown in public; empty if it has none.
        is_demonstration: Whether the pack only shows what Bayline does; nobody's record.
        oc4ids_prefix: What the registry of OC4IDS gave it to put before codes of projects.
    """

    name: str
    code: str
    name_en: str = ""
    neighbours: tuple[str, ...] = ()
    sentence: str = ""
    sentence_en: str = ""
    map_review: str = ""
    is_demonstration: bool = False
    oc4ids_prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Openness:
    """Which documents may be published; one that is not named may not.

    Attributes:
        public: Names of files; `*` stands for any characters.
        internal: Names of files that are not published, whatever else names them.
    """

    public: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()

    def opens(self, name: str) -> bool:
        """Tell whether the document of this name may be published."""
        return _names(self.public, name) and not _names(self.internal, name)


def _names(patterns: Sequence[str], name: str) -> bool:
    return any(fnmatchcase(name, each) for each in patterns)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackDocument:
    """A document of a pack.

    Attributes:
        file: Its file below `documents`.
        handed: Its bytes with what is said of them; what it replaces is named by hash.
        by: Who handed it over.
        recorded: When it came into the record; None for now.
    """

    file: str
    handed: Handed
    by: str = ""
    recorded: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackDecision:
    """One decision on one claim.

    Attributes:
        row: Where it stands in its table.
        document: File of the document that the claim stands in; empty of a claim on none.
        quote: The characters it stands on.
        nth: Which of the claims with this quote, from 1.
        claim: Its identifier; empty in a row written by hand.
        state: Where it shall stand.
        by: Who decided.
        at: When.
        reason: Why.
        columns: The claim itself as columns, where the row has them.
    """

    row: Row
    document: str
    quote: str
    nth: int
    claim: str
    state: str
    by: str
    at: datetime
    reason: str
    columns: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A region pack.

    Attributes:
        name: The name of its folder.
        region: What it says of its region.
        documents: Its documents, in the order they came into the record.
        decisions: What was decided of their claims, in order.
        changes: What was made of findings, in order.
        registers: Its registers with their rows.
        erasures: Whose personal values were erased.
        files: All other files by their path below the pack.
    """

    name: str
    region: Region
    documents: tuple[PackDocument, ...]
    decisions: tuple[PackDecision, ...] = ()
    changes: tuple[FindingChange, ...] = ()
    registers: tuple[PackRegister, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
