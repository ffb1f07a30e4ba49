"""Batches: projects that were started or signed together, what is stated of them, who is named.

A batch states a count and a sum; of its members often only the largest is named. What is left is
shown as unknown, never shared out. Sums over batches count no project twice and say which stages
they mix.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bayline.kernel.amounts import said
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure, total
from bayline.kernel.periods import Period
from bayline.systems.projects.rules.amounts import in_both
from bayline.systems.projects.terms import Amount, AmountKind, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What is named of a batch: one project, or a group that is only counted.

    Attributes:
        label: Its name as printed, such as 其他11个项目.
        project: Identifier of the project; empty of a group.
        count: How many projects it stands for.
        amount: Its amount, if one is stated.
    """

    label: str
    project: str = ""
    count: int = 1
    amount: Amount | None = None

    def __post_init__(self) -> None:
        if self.count < 1 or (self.project and self.count > 1):
            raise BaylineError(
                f"“{self.label}” stands for {self.count} projects",
                why="a project is one, and a group holds at least one",
                do="give the number that is printed",
                zh=Words(
                    f"“{self.label}”代表{self.count}个项目",
                    "一个项目就是一个，一组至少一个",
                    "请照原文写个数",
                ),
            )


class TooManyError(BaylineError):
    """More projects are named of a batch than it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Projects that reached a stage together, as announced.

    Attributes:
        name: What it is called, such as 2021年一季度集中开工.
        stage: What they reached: signed, started, completed.
        on: When.
        evidence: Identifier of the claim or document that states it.
        count: How many projects, as stated; None if it is not.
        amount: For how much together, as stated; None if it is not.
        members: Those that are named.
    """

    name: str
    stage: Stage
    on: Period
    evidence: str
    count: Figure | None = None
    amount: Amount | None = None
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """What a batch states and none of its named members accounts for.

    Attributes:
        named: How many projects are named or counted as a group.
        count: How many are not; None where the batch states no count.
        amount: For how much; None where that cannot be told.
        sentence: That in Chinese.
        sentence_en: The same in English.
    """

    named: int
    count: Figure | None
    amount: Figure | None
    sentence: str
    sentence_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What batches come to together.

    Attributes:
        count: Projects; None where a batch states no count.
        amount: Money; None where a batch states none.
        stages: The stages it mixes, in the order of the batches.
        kinds: The kinds of amount it mixes.
        label: What it must be called, in Chinese.
        label_en: The same in English.
    """

    count: Figure | None
    amount: Figure | None
    stages: tuple[Stage, ...]
    kinds: tuple[AmountKind, ...]
    label: str
    label_en: str

    @property
    def is_mixed(self) -> bool:
        """Whether it adds projects of different stages, and so is no figure of investment."""
        return len(self.stages) > 1


def remainder(batch: Batch) -> Remainder:
    """Tell what a batch leaves unnamed.

    Raises:
        BaylineError: If its members are more, or cost more, than the whole; if all are named and
            do not add up; if one stands in it twice.
    """
    _refuse_twice([batch])
    named = sum(member.count for member in batch.members)
    count = _count_left(batch, named)
    amounts = [member.amount for member in batch.members if member.amount is not None]
    left = _amount_left(batch, amounts) if batch.amount else None
    if count is not None and count.high == 0 and len(amounts) == len(batch.members):
        _refuse_difference(batch, amounts)
    return Remainder(
        named=named, count=count, amount=left, **_told(batch, named, count=count, left=left)
    )


def added(batches: Sequence[Batch]) -> Sum:
    """Add batches, each project once.

    Raises:
        BaylineError: If a project stands in two of them, or the amounts have several currencies.
    """
    if not batches:
        raise BaylineError("a sum of no batches", do="name the batches to add")
    _refuse_twice(batches)
    stages = tuple(dict.fromkeys(batch.stage for batch in batches))
    counts = [batch.count for batch in batches if batch.count is not None]
    amounts = [batch.amount for batch in batches if batch.amount is not None]
    kinds = tuple(dict.fromkeys(amount.kind for amount in amounts))
    is_whole = len(amounts) == len(batches)
    return Sum(
        count=total(counts) if len(counts) == len(batches) else None,
        amount=total(amount.figure for amount in amounts) if is_whole else None,
        stages=stages,
        kinds=kinds,
        label=_label(batches, stages, english=False) + _kinds(kinds, english=False),
        label_en=_label(batches, stages, english=True) + _kinds(kinds, english=True),
    )


def repeated(batches: Iterable[Batch]) -> dict[str, tuple[str, ...]]:
    """List the projects that are named several times, with the names of the batches.

    A batch that names one twice is given twice; batches of one name are told by their day.
    """
    known = [*batches]
    often = Counter(batch.name for batch in known)
    found: dict[str, list[str]] = {}
    for batch in known:
        name = batch.name if often[batch.name] == 1 else f"{batch.name}（{batch.on.edtf}）"
        for member in batch.members:
            if member.project:
                found.setdefault(member.project, []).append(name)
    return {project: tuple(names) for project, names in found.items() if len(names) > 1}


def _refuse_twice(batches: Sequence[Batch]) -> None:
    for project, names in repeated(batches).items():
        if len({*names}) == 1:
            raise _named_twice(project, names[0])
        raise BaylineError(
            f"the project “{project}” would be counted twice",
            where=names[0],
            why=f"it stands in {' and in '.join(names)}",
            do="take it out of one, or add only one of the batches",
            zh=Words(
                f"项目“{project}”会重复计算",
                f"它在{'和'.join(names)}中",
                "请从其中一批去掉它，或只加一批",
            ),
        )


def _named_twice(project: str, batch: str) -> BaylineError:
    return BaylineError(
        f"the project “{project}” would be counted twice",
        where=batch,
        why="it is named twice in it",
        do="take one of the two out",
        zh=Words(f"项目“{project}”会重复计算", f"{batch}里列了它两次", "请去掉其中一条"),
    )


def _count_left(batch: Batch, named: int) -> Figure | None:
    if batch.count is None:
        return None
    parts = Figure.exactly(named, batch.count.unit)
    if batch.count.surely_below(parts):
        zh, en = in_both(batch.count)
        raise TooManyError(
            f"{named} projects are named of a batch of {en[0]}",
            where=batch.name,
            why="the members of a batch cannot be more than the whole",
            do="take out those that belong to another batch, or correct the count",
            zh=Words(
                f"列出{named}个项目，而整批是{zh[0]}",
                "成员不能多于整批",
                "请去掉别的批次的项目，或更正个数",
            ),
        )
    return batch.count.minus(parts)


def _amount_left(batch: Batch, amounts: Sequence[Amount]) -> Figure | None:
    if batch.amount is None:
        return None
    whole, parts = (
        batch.amount.figure,
        _at_their_word(amounts, unit=batch.amount.figure.unit),
    )
    if whole.surely_below(parts):
        zh, en = in_both(parts, whole)
        raise BaylineError(
            f"its members come to {en[0]}, the whole is {en[1]}",
            where=batch.name,
            why="the parts of a batch cannot exceed the whole",
            do="check the amounts and whether a member belongs to another batch",
            zh=Words(
                f"成员合计{zh[0]}，整批是{zh[1]}",
                "部分不能超过整体",
                "请核对各项金额，以及是否有别的批次的项目",
            ),
        )
    return whole.minus(parts)


def _at_their_word(amounts: Sequence[Amount], *, unit: str) -> Figure:
    """Add what is named: 6亿元 and 5亿元 are 11亿元, however coarse, and more than 10亿元."""
    return total([each.figure.sharpened() for each in amounts], unit=unit)


def _refuse_difference(batch: Batch, amounts: Sequence[Amount]) -> None:
    if batch.amount is None or not amounts:
        return
    parts = _at_their_word(amounts, unit=batch.amount.figure.unit)
    if parts.overlaps(batch.amount.figure):
        return
    zh, en = in_both(parts, batch.amount.figure)
    raise BaylineError(
        f"all its members are named and come to {en[0]}, not to {en[1]}",
        where=batch.name,
        do="check the amounts",
        zh=Words(f"成员已全部列出，合计{zh[0]}，不是{zh[1]}", do="请核对各项金额"),
    )


def _told(batch: Batch, named: int, *, count: Figure | None, left: Figure | None) -> dict[str, str]:
    """Say what is stated, what is named and what is left of it."""
    return {
        "sentence": "；".join(_parts(batch, named, count, left, english=False)),
        "sentence_en": "; ".join(_parts(batch, named, count, left, english=True)),
    }


def _parts(
    batch: Batch, named: int, count: Figure | None, left: Figure | None, *, english: bool
) -> list[str]:
    def both(number: Figure | None, money: Figure | None) -> str:
        known = [said(each, None, english=english) for each in (number, money) if each is not None]
        return (", " if english else "、").join(known) or ("unknown" if english else "不详")

    whole = batch.amount.figure if batch.amount else None
    figures = [each.amount.figure for each in batch.members if each.amount]
    money = total(figures) if figures else None
    counted = Figure.exactly(named, batch.count.unit if batch.count else "个")
    words = ("stated: ", "named: ", "not named: ") if english else ("公布", "已列出", "未列出")
    rows = (both(batch.count, whole), both(counted, money), both(count, left))
    return [f"{word}{row}" for word, row in zip(words, rows, strict=True)]


def _kinds(kinds: Sequence[AmountKind], *, english: bool) -> str:
    """Name the kinds of amount where a sum takes in more than one."""
    if len(kinds) < 2:  # noqa: PLR2004 - one kind needs no word
        return ""
    if english:
        return f"; {' and '.join(kind.en for kind in kinds)} together"
    return f"；{'与'.join(kind.zh for kind in kinds)}合在一起"


def _label(batches: Sequence[Batch], stages: Sequence[Stage], *, english: bool) -> str:
    if len(stages) == 1:
        return f"{stages[0].step_en}s" if english else f"{stages[0].step_zh}合计"
    shown = []
    for stage in stages:
        amounts = [each.amount.figure for each in batches if each.stage is stage and each.amount]
        sum_ = said(total(amounts), None, english=english) if amounts else "?"
        shown.append(f"{stage.en} {sum_}" if english else f"{stage.step_zh}{sum_}")
    if english:
        return f"mixed stages ({', '.join(shown)}), no figure of investment"
    return f"混合阶段（{'、'.join(shown)}），不是一个投资数"
