"""Campaigns: batches with quotas and deadlines, the villages in them, and who inspects."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bayline.engines.geography.terms import Polygon
from bayline.kernel.periods import Period

Point = tuple[Decimal, Decimal]  # longitude and latitude in degrees, WGS-84, exactly as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Villages that begin and are accepted together.

    Attributes:
        code: How events call it.
        name: What it is called.
        name_en: The same in English.
        quota: How many villages it is to have; None where nobody says.
        start: When it begins; None where nobody says.
        acceptance: When it is to be accepted, the last day of it is the deadline; None likewise.
        is_expected: Whether the dates are expected (预计), neither ordered nor met.
    """

    code: str
    name: str
    name_en: str
    quota: int | None
    start: Period | None
    acceptance: Period | None
    is_expected: bool

    @property
    def deadline(self) -> date | None:
        """The last day of acceptance; None where nobody says."""
        return self.acceptance.last if self.acceptance else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign.

    Attributes:
        code: How events call it.
        title: Its title.
        title_en: The same in English.
        batches: Its batches, in their order.
        of_all: How many villages there are in all; None where nobody says, and then it stays so.
        note: What the source leaves open.
        note_en: The same in English; empty where it is not given.
        source: The document it is taken from.
        signed_by: The offices whose holders sign acceptances; empty where nobody says, and then
            any office that is stated will do.
    """

    code: str
    title: str
    title_en: str
    batches: tuple[Batch, ...]
    of_all: int | None
    note: str
    source: str
    signed_by: tuple[str, ...] = ()
    note_en: str = ""

    def batch(self, code: str) -> Batch | None:
        """Give the batch of a code; None where there is none."""
        return next((one for one in self.batches if one.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A village: its code, its town, and where it lies as far as that is known."""

    code: str
    name: str
    town: str
    point: Point | None = None
    areas: tuple[Polygon, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """Somebody who inspects, with the towns that he or she belongs to."""

    code: str
    name: str
    towns: frozenset[str]


class DemonstrationStage(StrEnum):
    """How far a demonstration village is; each after the one before."""

    APPLIED = "applied"
    REVIEWED = "reviewed"
    LISTED = "listed"
    DESIGNED = "designed"
    BUILT = "built"
    ACCEPTED = "accepted"


class Shown(NamedTuple):
    """What shows a step: a document and the words in it."""

    document: str
    quote: str


class Step(NamedTuple):
    """A stage that was reached: when, and what shows it."""

    stage: DemonstrationStage
    on: Period
    shown_by: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationVillage:
    """A demonstration village with the steps that are known of it, in their order."""

    village: str
    town: str
    batch: str
    steps: tuple[Step, ...] = ()

    @property
    def stage(self) -> DemonstrationStage | None:
        """How far it is; None where no step is known."""
        return self.steps[-1].stage if self.steps else None
