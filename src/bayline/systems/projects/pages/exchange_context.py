"""What the page of packages shows, as a page and as JSON."""

from dataclasses import dataclass, field

from bayline.platform.registers.pages.items import Change

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultView:
    """Why a package is not taken: where, which rule, in a sentence."""

    path: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many entries of a register would be stored."""

    register: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry that would be new, changed or taken out."""

    register: str
    title: str
    key: str
    is_new: bool
    is_gone: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    """A project of the package with what would be stored of it."""

    code: str
    name: str
    is_new: bool
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the package would change, or why it is not taken."""

    file: str
    publisher: str
    total: int
    new: int
    changed: int
    same: int
    entries: tuple[Counted, ...]
    projects: tuple[ProjectView, ...]
    projects_more: int
    faults: tuple[FaultView, ...]
    faults_count: int
    faults_more: int
    is_edition: bool
    basis: str

    @property
    def to_store(self) -> int:
        """How many entries a confirmation stores."""
        return sum(each.count for each in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangePage:
    """Packages of projects, out and in.

    Attributes:
        total: How many projects are within reach.
        prefix: What stands before codes as identifiers; empty where the region has none.
        may_take: Whether who looks may take a package in.
        stored: How many entries were just stored, as it stands in the address.
        result: What a chosen package would change.
    """

    total: int
    prefix: str
    download: str
    may_take: bool = field(metadata=_PAGE)
    stored: str = field(default="", metadata=_PAGE)
    problem: str = ""
    result: Result | None = None
    reason: str = field(default="", metadata=_PAGE)
    name: str = field(default="", metadata=_PAGE)
    document: str = field(default="", metadata=_PAGE)
    take_address: str = field(metadata=_PAGE)
    here: str = field(metadata=_PAGE)
    list_address: str = field(metadata=_PAGE)
