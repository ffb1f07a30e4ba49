"""The nouns of settlement: claims, what is payable of them, who pays, and the rules behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

BP = 10_000  # basis points in a whole


class Visit(Enum):
    """Kind of visit."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"


class Status(Enum):
    """What the insured person is to the scheme."""

    ACTIVE = "active"
    RETIRED = "retired"


class Filing(Enum):
    """How a visit outside of the place of enrollment was registered (备案)."""

    LOCAL = "local"
    LONG_TERM = "long_term"
    TRANSFER = "transfer"
    EMERGENCY = "emergency"
    UNFILED = "unfiled"


class Category(Enum):
    """Category of an item in the catalog: wholly, partly, not payable."""

    A = "甲"
    B = "乙"
    C = "丙"


class Band(NamedTuple):
    """A share of what lies between two amounts.

    Attributes:
        start: Where it begins, fen.
        end: Where it ends, fen; None without end.
        bp: The share in basis points.
        source: The document it claims to come from.
    """

    start: int
    end: int | None
    bp: int
    source: str


class Number(NamedTuple):
    """One number of a pack.

    Attributes:
        value: Fen or basis points.
        source: The document it claims to come from.
    """

    value: int
    source: str


Key = tuple[Visit, int, Status]  # kind of visit, level of the hospital, status of the person


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The rules of a place of enrollment over a stretch of days.

    Attributes:
        id: Its name, by place, scheme and year.
        area: The place of enrollment.
        scheme: Whom it insures.
        title: Its Chinese title.
        since: The first day it holds.
        until: The last day, if there is one.
        verified: Whether its numbers were compared with the documents.
        deductibles: Fen, by visit, level, status.
        yearly: Kinds of visit whose deductible is borne once a year, not once a stay.
        stays: Basis points of the deductible of the first stay, the second and so on; the last
            holds for all after it.
        shares: Bands of what the pool pays of what lies above the deductible.
        bonuses: Basis points that are added to each share, for the retired.
        ceilings: Fen the pool pays in a year, by kind of visit.
        counted: Under which name a kind of visit counts towards its ceiling.
        above: Basis points that the add-on fund pays above the ceiling, if it does.
        major: Bands of what catastrophic insurance pays of what is borne in a year, if it does.
        major_ceiling: Fen it pays in a year.
        assistance: Basis points of the rest that assistance pays, by class of the person.
        assistance_ceiling: Fen it pays in a year, by class.
        remote: Basis points that the shares of the pool are multiplied by, by filing.
    """

    id: str
    area: str
    scheme: str
    title: str
    since: date
    until: date | None
    verified: bool
    deductibles: Mapping[Key, Number]
    yearly: frozenset[Visit]
    stays: tuple[Number, ...]
    shares: Mapping[Key, tuple[Band, ...]]
    bonuses: Mapping[Key, Number]
    ceilings: Mapping[Visit, Number]
    counted: Mapping[Visit, str]
    above: Number | None
    major: tuple[Band, ...]
    major_ceiling: Number | None
    assistance: Mapping[str, Number]
    assistance_ceiling: Mapping[str, Number]
    remote: Mapping[Filing, Number]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a catalog.

    Attributes:
        code: Its code.
        name: Its name.
        category: Whether it is payable.
        advance_bp: What the patient bears first of it, basis points.
        limit: The highest payable price of a unit, fen; None without limit.
        source: Where it is from.
    """

    code: str
    name: str
    category: Category
    advance_bp: int
    limit: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """What is payable at a place of treatment.

    Attributes:
        id: Its name.
        area: The place of treatment.
        since: The first day it holds.
        until: The last day, if there is one.
        entries: Its items by code.
    """

    id: str
    area: str
    since: date
    until: date | None
    entries: Mapping[str, Entry]


class Item(NamedTuple):
    """A line of a bill: code in the catalog, units, fee in fen."""

    code: str
    quantity: int
    fee: int


class Scope(NamedTuple):
    """What of a bill is payable by the catalog, in fen.

    Attributes:
        own: Items that are not payable (fulamt_ownpay_amt).
        over: What lies above limits of price (overlmt_selfpay).
        advance: What the patient bears first (preselfpay_amt).
        inside: What the rules of the insured place divide (inscp_scp_amt).
    """

    own: int
    over: int
    advance: int
    inside: int

    @property
    def total(self) -> int:
        """The whole bill (medfee_sumamt)."""
        return self.own + self.over + self.advance + self.inside


class Used(NamedTuple):
    """What a person has used up this year before the visit, in fen; stays are counted.

    Attributes:
        deductible: Deductible borne, of this kind of visit.
        pool: Paid by the pool, of what counts towards this visit's ceiling.
        borne: Borne by the person inside of the catalog.
        major: Paid by catastrophic insurance.
        assistance: Paid by assistance.
    """

    deductible: int = 0
    pool: int = 0
    borne: int = 0
    major: int = 0
    assistance: int = 0


class Split(NamedTuple):
    """Who pays a bill, in fen.

    Attributes:
        deductible: Borne by the patient as deductible; part of what the patient pays.
        pool: The pool (hifp_pay).
        addon: The add-on fund, above the ceiling (hifob_pay).
        major: Catastrophic insurance (hifmi_pay).
        assistance: Assistance (maf_pay).
        account: The personal account (acct_pay).
        cash: The patient in cash (psn_cash_pay).
    """

    deductible: int
    pool: int
    addon: int
    major: int
    assistance: int
    account: int
    cash: int

    @property
    def fund(self) -> int:
        """What all funds pay together (fund_pay_sumamt)."""
        return self.pool + self.addon + self.major + self.assistance


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A bill to be divided.

    Attributes:
        id: Its name.
        visit: Kind of visit.
        on: Day of the visit, or of discharge.
        enrollment_area: Where the person is insured.
        treatment_area: Where the person was treated.
        level: Level of the hospital, 0 for primary care to 3.
        status: Status of the person; None if the receipt does not say.
        filing: How the visit was registered.
        filed_from: First day of the registration.
        filed_until: Its last day.
        stay: The number of this stay in the year.
        items: Its lines; empty if only sums are known.
        scope: The sums, if no lines are known.
        used: What was used up before.
        account: Balance of the personal account that may be used, fen.
        assistance: Class of assistance, empty for none.
        stated: What a printed receipt says, by field; None if there is none.
    """

    id: str
    visit: Visit
    on: date
    enrollment_area: str
    treatment_area: str
    level: int
    status: Status | None
    filing: Filing
    filed_from: date | None = None
    filed_until: date | None = None
    stay: int = 1
    items: tuple[Item, ...] = ()
    scope: Scope | None = None
    used: Used = field(default_factory=Used)
    account: int = 0
    assistance: str = ""
    stated: Mapping[str, int] | None = None


class Step(NamedTuple):
    """One step of the arithmetic.

    Attributes:
        rule: Which rule, as a word of the list in the guide.
        parameter: Which number of the pack or the catalog.
        value: That number: fen or basis points; None if the rule needs none.
        source: The document the number claims to come from.
        base: The amount it is applied to, fen.
        amount: What comes of it, fen.
    """

    rule: str
    parameter: str
    value: int | None
    source: str
    base: int
    amount: int


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """A bill that was divided.

    Attributes:
        claim: The bill.
        pack: Name of the rules.
        is_verified: Whether their numbers were compared with the documents.
        catalog: Name of the catalog; empty if only sums were known.
        scope: What is payable of it.
        split: Who pays.
        steps: How it came about.
    """

    claim: Claim
    pack: str
    is_verified: bool
    catalog: str
    scope: Scope
    split: Split
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What the rules would give where a receipt does not say all.

    Attributes:
        rules: Their name.
        status: Status that was tried.
        differences: What the receipt states less what the rules give, fen, by field.
        implied_deductible: The deductible at which the pool would pay what it is stated to have
            paid, if there is one.
    """

    rules: str
    status: Status
    differences: Mapping[str, int]
    implied_deductible: int | None
