"""What the page behind a label shows; the same as its twin."""

from dataclasses import dataclass, field
from datetime import date

from bayline.systems.produce.rules.sketching import Sketch

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView:
    """Where something of the lot was picked.

    Attributes:
        day: When.
        block: Name of the block; empty where only the base is known.
        base: Name of the base; empty where no public register has the place.
        grower: Who picked it.
        town: Where that is.
        area_mu: Of the block, as the register writes it.
    """

    day: date
    block: str
    base: str
    grower: str
    town: str
    area_mu: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeView:
    """A practice on the day of the harvest."""

    name: str
    is_kept: bool
    word: str
    look: str
    evidence: str
    since: date | None
    until: date | None  # the last day


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseView:
    """What a base keeps of the practices of its brand."""

    base: str
    brand: str
    harvested: date
    practices: tuple[PracticeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestView:
    """A residue that was tested for, and what is said of it."""

    pesticide: str
    found: str
    day: date
    laboratory: str
    report: str
    word: str
    look: str
    sentence: str
    standard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step of the way."""

    word: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateView:
    """A certificate that came with the lot.

    Attributes:
        number: Its number.
        issuer: Who promises; empty where only the number is known.
        issued: When.
    """

    number: str
    issuer: str = ""
    issued: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallView:
    """That the lot is called back."""

    number: str
    since: date
    reason: str
    is_closed: bool
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPage:
    """A lot, or a box of it, as everybody may see it."""

    product: str
    product_en: str
    brand: str
    gtin: str
    lot: str
    serial: str
    recalls: tuple[RecallView, ...]
    origins: tuple[OriginView, ...]
    bases: tuple[BaseView, ...]
    tests: tuple[TestView, ...]
    steps: tuple[StepView, ...]
    carriers: tuple[str, ...]
    certificates: tuple[CertificateView, ...]
    is_demonstration: bool
    is_unverified: bool
    sketch: Sketch | None = field(default=None, metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingPage:
    """That a label leads to nothing, or was asked for too often."""

    sentence: str
    advice: str
