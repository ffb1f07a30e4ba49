"""By which rules tasks are followed up here: those of the region's pack, else those built in."""

from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from bayline.platform.packs.queries import content, versions
from bayline.systems.cooperation.rules.escalating.books import (
    RuleBook,
    SlipRule,
    built_in,
    read_book,
)

_WHERE = "schemes/"
_NAMED = "supervision--"


class Followed(NamedTuple):
    """The book that each part of following up is taken from; None where none has it.

    Attributes:
        slips: Slips and their colors.
        lamps: Reminders and lamps.
        steps: Steps and nodes.
        monthly: Monthly reports; only where the region's own rules ask for them.
        books: All of them.
    """

    slips: RuleBook | None
    lamps: RuleBook | None
    steps: RuleBook | None
    monthly: RuleBook | None
    books: tuple[RuleBook, ...]


def in_force() -> Followed:
    """Give the rules by which tasks are followed up."""
    found = versions(_WHERE)
    own = {
        path: digest
        for path, digest in found.items()
        if PurePosixPath(path).name.startswith(_NAMED)
    }
    return _chosen(tuple(own.items()))


def slip_rule() -> SlipRule | None:
    """Give how slips grow graver here; None where no rule is in force."""
    book = in_force().slips
    return book.slips if book else None


@lru_cache(maxsize=4)
def _chosen(own: tuple[tuple[str, str], ...]) -> Followed:
    read = tuple(
        read_book(content(digest).decode(), code=PurePosixPath(path).stem) for path, digest in own
    )
    books = (*read, *built_in())
    return Followed(
        slips=next((one for one in books if one.slips), None),
        lamps=next((one for one in books if one.lamps or one.reminder_days is not None), None),
        steps=next((one for one in books if one.steps), None),
        monthly=next((one for one in read if one.monthly_days), None),
        books=books,
    )
