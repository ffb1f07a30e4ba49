"""What the pages of schemes show, as HTML and as JSON."""

from dataclasses import dataclass, field

from bayline.platform.grounds import Linked, Quoted
from bayline.platform.listing import Pager

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyView:
    """What the subjects of a class come to.

    Attributes:
        projects: How many projects are of it, wholly or in part.
        firms: How many firms are.
        amounts: What the projects invest, in words, one for each currency.
        silent: How many of the projects state no total.
    """

    projects: int = 0
    firms: int = 0
    amounts: tuple[str, ...] = ()
    silent: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is of the class."""
        return not self.projects and not self.firms


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeRow:
    """A scheme of the list."""

    id: str
    title: str
    address: str
    levels: tuple[int, ...]
    divisions: tuple[str, ...]
    versions: tuple[str, ...]  # days, the newest first; none of one shipped
    tally: TallyView


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkRow:
    """A crosswalk: how the classes of one scheme are told in another."""

    id: str
    title: str
    source: Linked
    target: Linked
    links: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemesPage:
    """The schemes at hand, and the crosswalks between them."""

    rows: tuple[SchemeRow, ...]
    is_counted: bool  # whether what is of each is told; it is not published
    walks: tuple[WalkRow, ...]
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """A version of a scheme: since when it is kept, and the page as it was then."""

    day: str
    address: str
    is_gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """A class in the tree.

    Attributes:
        code: The class.
        name: What it is called.
        level: How deep it lies, from 1.
        below: How many classes below it are not shown here.
        tally: What is of it.
        address: The page with who is of it.
    """

    code: str
    name: str
    level: int
    below: int
    tally: TallyView
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionView:
    """One way in which a scheme divides the whole, with its classes; divisions overlap."""

    code: str
    word: str
    rows: tuple[ClassRow, ...]
    tally: TallyView


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """A class of another scheme that a class is, wholly or in part."""

    scheme: str
    one: Linked
    share: str
    is_from: bool  # whether the other class is told in this one


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """A project or a firm of a class."""

    kind: str
    subject: Linked
    one: Linked
    share: str
    is_main: bool
    quoted: Quoted
    confirmed: str
    entry_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenClass:
    """The class that is looked at."""

    code: str
    name: str
    line: tuple[Linked, ...]
    equivalents: tuple[Equivalent, ...]
    pager: Pager
    total: int
    rows: tuple[SubjectRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A class that projects or firms are said to be of, and that the scheme does not have."""

    code: str
    count: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemePage:
    """One scheme: its versions, its tree with what is of each class, its crosswalks."""

    id: str
    title: str
    note: str
    quoted: Quoted | None
    levels: tuple[int, ...]
    versions: tuple[VersionView, ...]
    is_shipped: bool
    is_used_only: bool
    is_counted: bool  # whether what is of each class is told; it is not published
    divisions: tuple[DivisionView, ...]
    chosen: ChosenClass | None
    walks: tuple[WalkRow, ...]
    strays: tuple[Stray, ...]
    as_of: str
    all_address: str = field(metadata=_PAGE)
    used_address: str = field(metadata=_PAGE)
    classify_address: str = field(metadata=_PAGE)
