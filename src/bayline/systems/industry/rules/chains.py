"""Chains: their segments, who stands in them, and what is published of them against who is listed.

A published number covers the anchors, the supporting ones, or the whole chain. What it leaves
unlisted is shown as unknown, never shared out; a firm or project that is listed in two segments
counts once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from unicodedata import normalize

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure, total

ALL = "all"


class Position(StrEnum):
    """Where in a chain a segment stands, from what comes in to what goes out."""

    UPSTREAM = "upstream"
    MIDSTREAM = "midstream"
    DOWNSTREAM = "downstream"
    SERVICES = "services"


class Role(StrEnum):
    """What a member is to its chain."""

    ANCHOR = "anchor"
    SUPPORTING = "supporting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A segment of a chain.

    Attributes:
        code: Its key.
        name: What it is called.
        position: Where it stands.
        order: Its place among those of its position.
        feeds: The segments that it supplies.
        is_gap: Whether a document says that it is missing here.
    """

    code: str
    name: str
    position: Position
    order: int = 0
    feeds: tuple[str, ...] = ()
    is_gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A firm, a project, or a group that is only counted.

    Attributes:
        key: Its key.
        label: Its name as printed.
        role: What it is to the chain.
        link: Its segment; empty where none is stated.
        whose: What it is counted by once: its project, its firm, or itself.
        count: How many it stands for.
        amount: What it invests, if that is known.
    """

    key: str
    label: str
    role: Role
    link: str = ""
    whose: str = ""
    count: int = 1
    amount: Figure | None = None

    def __post_init__(self) -> None:
        if self.count < 1 or (self.whose and self.count > 1):
            raise BaylineError(
                f"“{self.label}” stands for {self.count}",
                why="a firm or a project is one, and a group holds at least one",
                do="give the number that is printed",
                zh=Words(
                    f"“{self.label}”代表{self.count}个",
                    "一家企业、一个项目就是一个，一组至少一个",
                    "请照原文写个数",
                ),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is published of a chain.

    Attributes:
        covers: A role, or `ALL`.
        count: How many there are; None if it is not stated.
        amount: For how much together; None if it is not stated.
    """

    covers: str
    count: Figure | None = None
    amount: Figure | None = None


class Stand(StrEnum):
    """How a published number and the list stand to each other."""

    OPEN = "open"  # some are not listed
    WHOLE = "whole"  # all are listed, or may be
    OVER = "over"  # more are listed than were published
    NONE = "none"  # nothing of this kind was published


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is published, what is listed, and what is left.

    Attributes:
        listed: How many are listed.
        count_left: How many are not; None where no number was published, or more are listed.
        counted: How the two stand to each other.
        amount: What those listed come to; None where none of them says.
        silent: How many of those listed say no amount.
        amount_left: What is left; None where that cannot be told.
        valued: How published and listed amounts stand to each other.
    """

    listed: int
    count_left: Figure | None
    counted: Stand
    amount: Figure | None
    silent: int
    amount_left: Figure | None
    valued: Stand


def once(members: Iterable[Member]) -> tuple[Member, ...]:
    """Leave out members that name a firm or project again.

    One that is only named, without a link, is the one of the same name; a group is always its own.
    """
    known = [*members]
    named = {_plain(one.label): one.whose for one in reversed(known) if one.whose}
    found: dict[str, Member] = {}
    for member in known:
        name = _plain(member.label)
        own = f"\n{name}" if member.count == 1 else f"\n\n{member.key}"
        whose = member.whose or (named.get(name, own) if member.count == 1 else own)
        held = found.setdefault(whose, member)
        if held.amount is None and member.amount is not None:
            found[whose] = replace(held, amount=member.amount)
    return tuple(found.values())


def _plain(name: str) -> str:
    """Give a name as names are compared: width of letters, case and blanks do not count."""
    return "".join(normalize("NFKC", name).casefold().split())


def covered(statement: Statement, members: Iterable[Member]) -> tuple[Member, ...]:
    """Give the members that a statement is about, each once."""
    return once(one for one in members if statement.covers in {ALL, one.role.value})


def account_of(statement: Statement, members: Iterable[Member]) -> Account:
    """Set what is published against who is listed."""
    about = covered(statement, members)
    listed = sum(member.count for member in about)
    counted, count_left = _left(statement.count, Figure.exactly(listed, _unit(statement)))
    amounts = [member.amount for member in about if member.amount is not None]
    silent = len(about) - len(amounts)
    amount = _sum(amounts)
    valued, amount_left = _valued(statement.amount, amount, is_none=not amounts)
    return Account(
        listed=listed,
        count_left=count_left,
        counted=counted,
        amount=amount,
        silent=silent,
        amount_left=amount_left,
        valued=valued,
    )


def _unit(statement: Statement) -> str:
    return statement.count.unit if statement.count else "个"


def _sum(amounts: Sequence[Figure]) -> Figure | None:
    """Add amounts; None where there are none, or of two currencies."""
    return total(amounts) if len({one.unit for one in amounts}) == 1 else None


def _valued(
    stated: Figure | None, listed: Figure | None, *, is_none: bool
) -> tuple[Stand, Figure | None]:
    if stated is None:
        return Stand.NONE, None
    if is_none:
        return Stand.OPEN, stated
    if listed is None or listed.unit != stated.unit:
        return Stand.OPEN, None
    return _left(stated, listed)


def _left(stated: Figure | None, listed: Figure) -> tuple[Stand, Figure | None]:
    if stated is None:
        return Stand.NONE, None
    if stated.surely_below(listed):
        return Stand.OVER, None
    left = stated.minus(listed)
    is_whole = left.low is not None and left.low <= 0
    return (Stand.WHOLE if is_whole else Stand.OPEN), left


def empty_links(links: Iterable[Link], members: Iterable[Member]) -> tuple[Link, ...]:
    """Give the segments in which nobody is listed, in order."""
    filled = {member.link for member in members}
    return in_order(link for link in links if link.code not in filled)


def in_order(links: Iterable[Link]) -> tuple[Link, ...]:
    """Sort segments from upstream to downstream, services last."""
    places = {position: at for at, position in enumerate(Position)}
    return tuple(sorted(links, key=lambda one: (places[one.position], one.order, one.code)))
