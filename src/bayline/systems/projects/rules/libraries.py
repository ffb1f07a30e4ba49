"""Project libraries: how many projects each category holds, for how much, how much this year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure, ratio, total
from bayline.systems.projects.rules.amounts import in_both
from bayline.systems.projects.rules.batches import Member
from bayline.systems.projects.rules.reconciling import Answer, sums_to
from bayline.systems.projects.terms import Amount


class TooMuchError(BaylineError):
    """The parts of a library cost more than the whole."""


class TooMuchInYearError(TooMuchError):
    """More is planned for one year than a library costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library as it is published.

    Attributes:
        name: What it is called.
        count: All projects in it.
        amount: What they cost together, if stated.
        in_year: What of that is planned for the year, if stated.
        counts: Projects by category.
        amounts: Money by category, where it is stated.
    """

    name: str
    count: Figure
    amount: Amount | None = None
    in_year: Amount | None = None
    counts: Mapping[str, Figure] = field(default_factory=dict)
    amounts: Mapping[str, Amount] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _refuse_excess(self.name, self.counts, self.count)
        if self.amount is not None:
            parts = {name: each.figure for name, each in self.amounts.items()}
            _refuse_excess(self.name, parts, self.amount.figure, TooMuchError)
            if self.in_year is not None:
                _refuse_year(self.name, self.in_year.figure, self.amount.figure)


def _refuse_year(name: str, in_year: Figure, whole: Figure) -> None:
    """Refuse a library that is to spend more in a year than it costs."""
    if not whole.surely_below(in_year):
        return
    zh, en = in_both(in_year, whole)
    raise TooMuchInYearError(
        f"{en[0]} in the year, and {en[1]} in all",
        where=name,
        why="what is planned for a year cannot exceed the whole",
        do="check both figures",
        zh=Words(f"当年投资{zh[0]}，总投资{zh[1]}", "当年的不能超过整体", "请核对这两个数"),
    )


def count_answer(library: Library) -> Answer:
    """Hold the counts of the categories against the count of the library."""
    return sums_to(library.counts, library.count)


def amount_answer(library: Library) -> Answer | None:
    """Hold the money of the categories against the whole; None where either is not stated."""
    if library.amount is None or not library.amounts:
        return None
    parts = {name: each.figure for name, each in library.amounts.items()}
    return sums_to(parts, library.amount.figure)


def share_in_year(library: Library) -> Figure | None:
    """Give the share of the money that is planned for the year; None where either is missing."""
    if library.amount is None or library.in_year is None:
        return None
    return ratio(library.in_year.figure, library.amount.figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """What a library, or one of its categories, states and no named project accounts for.

    Attributes:
        named: How many projects are named, or counted as a group.
        money: What these cost; None where nothing is stated of them.
        count: How many projects are not named.
        amount: For how much; None where that cannot be told.
    """

    named: int
    money: Figure | None
    count: Figure
    amount: Figure | None


def unnamed(name: str, count: Figure, amount: Figure | None, members: Sequence[Member]) -> Unnamed:
    """Tell what is not named of a library, or of a category.

    Args:
        name: What it is called.
        count: All its projects, as stated.
        amount: What they cost together, if stated.
        members: Those that are named.

    Raises:
        BaylineError: If they are more, or cost more, than the whole, or one stands there twice.
    """
    _refuse_twice(name, members)
    named = Figure.exactly(sum(each.count for each in members), count.unit)
    figures = [each.amount.figure for each in members if each.amount is not None]
    _refuse_excess(name, {"": named}, count)
    money = total(figures) if figures else None
    if amount is not None and money is not None:
        _refuse_excess(name, {"": money}, amount, TooMuchError)
    return Unnamed(
        named=sum(each.count for each in members),
        money=money,
        count=count.minus(named),
        amount=amount if amount is None or money is None else amount.minus(money),
    )


def _refuse_twice(name: str, members: Sequence[Member]) -> None:
    known: set[str] = set()
    for each in members:
        if each.project and each.project in known:
            raise BaylineError(
                f"the project “{each.project}” would be counted twice",
                where=name,
                why="it is named twice in one library",
                do="take one of the two out",
                zh=Words(
                    f"项目“{each.project}”会重复计算", "它在一个项目库里列了两次", "请去掉一处"
                ),
            )
        known.add(each.project)


def _refuse_excess(
    name: str,
    parts: Mapping[str, Figure],
    whole: Figure,
    kind: type[BaylineError] = BaylineError,
) -> None:
    if not parts:
        return
    computed = total(part.sharpened() for part in parts.values())
    if whole.surely_below(computed):
        zh, en = in_both(computed, whole)
        raise kind(
            f"its parts come to {en[0]}, the whole is {en[1]}",
            where=name,
            why="the parts of a library cannot exceed the whole",
            do="check whether a project is counted in two categories",
            zh=Words(
                f"各类合计{zh[0]}，总数是{zh[1]}",
                "部分不能超过整体",
                "请核对是否有项目算在两类里",
            ),
        )
