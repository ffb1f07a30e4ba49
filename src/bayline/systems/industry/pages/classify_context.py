"""What the bench of classes shows, as HTML and as JSON."""

from dataclasses import dataclass, field

from bayline.platform.grounds import Linked
from bayline.platform.listing import Option, Pager

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView:
    """A word and what it adds for a class.

    Attributes:
        word: The word; empty for how often the class is seen at all.
        weight: What it adds, a natural logarithm.
        printed: The same to one place, with its sign.
        is_cue: Whether it was listed by hand.
    """

    word: str
    weight: float
    printed: str
    is_cue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """A class that is suggested.

    Attributes:
        rank: Its place, from 1.
        code: The class; empty for none of the scheme.
        name: What it is called.
        share: Of all that speaks for some class, how much speaks for this one: 0 to 1.
        percent: The same in words.
        via: The class of the national scheme that led here, with its name.
        words: What speaks for it and against it, the heaviest first.
    """

    rank: int
    code: str
    name: str
    share: float
    percent: str
    via: str
    words: tuple[WordView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A way to class: a scheme, and a division of it where there are several."""

    scheme: str
    group: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A project or a firm whose class is asked for."""

    field: str  # project, firm
    code: str
    name: Linked
    about: str
    classes: tuple[Linked, ...]  # those it has already in the scheme
    suggestions: tuple[SuggestionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A list of what has no class."""

    word: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands in the form of the page."""

    name: str
    about: str
    project: str
    firm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyPage:
    """Suggestions for a text, for one subject, and for the projects without a class."""

    target: Target
    targets: tuple[Option, ...]
    filled: Filled
    is_asked: bool
    suggestions: tuple[SuggestionView, ...]
    subject: Subject | None
    listed: str  # project, firm
    lists: tuple[ListOf, ...]
    open: int
    total: int
    pager: Pager
    rows: tuple[Subject, ...]
    problem: str = ""
    classes: tuple[Option, ...] = field(metadata=_PAGE)
    here: str = field(metadata=_PAGE)
    schemes_address: str = field(metadata=_PAGE)
