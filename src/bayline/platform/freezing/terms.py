"""Nouns of freezing: what a snapshot is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from bayline.kernel.places import Place
from bayline.platform.packs.terms import Openness
from bayline.platform.record.terms import KeptSource
from bayline.platform.record.walking import Head
from bayline.platform.registers.terms import Register

FORMAT = 1  # of the files of a snapshot; another one is another program's
MANIFEST = "manifest.json"


class Leaf(NamedTuple):
    """A file of a snapshot: where it lies, how long it is, and its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What is said of a publication by whoever publishes.

    Attributes:
        title: What it is called.
        by: Who publishes.
        moment: When it is cut.
        heads: Where each chain of the record ended then.
    """

    title: str
    by: str
    moment: datetime
    heads: Mapping[str, Head]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a publication holds, before its claims are gone through.

    Attributes:
        moment: When it is cut.
        region: What the pack says of the region, as it was then.
        figures: The figures that its front page names.
        openness: Which documents may be published.
        sources: The documents that it opens, in the order they came in.
        registers: The registers that are public.
        places: The places of the region.
        removed: Identifiers of claims that had been taken back by then.
    """

    moment: datetime
    region: Mapping[str, Any]
    figures: tuple[Mapping[str, Any], ...]
    openness: Openness
    sources: tuple[KeptSource, ...]
    registers: tuple[Register, ...]
    places: tuple[Place, ...]
    removed: frozenset[str]


Row = Mapping[str, Any]  # of a claim, as it stands in JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much a snapshot holds."""

    claims: int = 0
    figures: int = 0
    sources: int = 0
    entries: int = 0
