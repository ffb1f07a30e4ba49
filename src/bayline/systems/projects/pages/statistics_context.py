"""What the lists of projects that statistics ask for show, as HTML and as JSON."""

from dataclasses import dataclass, field
from typing import NamedTuple

from bayline.platform.listing import Pager
from bayline.systems.projects.pages.grounds import Linked, Number
from bayline.systems.projects.terms import Stage

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of the lists, with how many stand in it."""

    name: str
    word: str
    count: int
    is_here: bool
    address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsRow:
    """A project of a list: its form, and what it lacks."""

    project: Linked
    stage_word: str
    planned: Number | None
    by_kind: str  # which amount stands in for the planned total, where that is not stated
    form: str
    lacks: tuple[str, ...]
    entry_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPage:
    """One of the lists of projects that statistics ask for."""

    list: str
    day: str
    year: int
    rule: str  # the dated threshold that the list goes by
    tabs: tuple[Tab, ...]
    rows: tuple[StatisticsRow, ...]
    pager: Pager


class Found(NamedTuple):
    """A project that stands in a list."""

    code: str
    stage: Stage | None
    form: str
    lacks: tuple[str, ...]
