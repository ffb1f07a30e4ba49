"""Totals of a year or an event held against the batches of that time; lists held by stage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import Verdict
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Values
from bayline.systems.projects.rules.amounts import figure_in
from bayline.systems.projects.rules.batches import Batch, added
from bayline.systems.projects.rules.entries import batch_of, fault_of
from bayline.systems.projects.rules.reconciling import (
    Answer,
    StageCount,
    same_stage,
    sums_to,
    told_too_early,
)

_Members = Mapping[str, Sequence[Values]]  # by batch


class Held(NamedTuple):
    """What holding a total against its batches came to.

    Attributes:
        about: count, amount, stages, time.
        answer: The verdict with its sentence.
    """

    about: str
    answer: Answer


def batches_in(total: Values, batches: Iterable[Values]) -> list[Values]:
    """Give the batches that a total takes in: of its time, of its stage if it names one."""
    period, stage = periods.parse(total["period"]), total.get("stage", "")
    found = [
        one
        for one in batches
        if period.contains(periods.parse(one["date"])) and (not stage or one["stage"] == stage)
    ]
    return sorted(found, key=lambda one: (one["date"], one["code"]))


def held(total: Values, batches: Sequence[Values], members: _Members) -> Iterator[Held]:
    """Hold a published total against the batches that it takes in.

    Args:
        total: An entry of the register of totals.
        batches: Those that it takes in.
        members: What is named of them.

    Raises:
        BaylineError: If one project stands in two of them, or a figure is none.
    """
    stated = total.get("stated", "")
    if stated:
        early = told_too_early(periods.parse(total["period"]), date.fromisoformat(stated))
        if early:
            yield Held("time", early)
    if not batches:
        return
    known = [batch_of(one, members.get(one["code"], ())) for one in batches]
    sum_ = added(known)
    if total.get("projects"):
        counts = {one.name: one.count for one in known if one.count is not None}
        yield Held("count", sums_to(counts, figure_in(total["projects"])))
    if total.get("investment"):
        yield Held("amount", _of_money(total, known))
    if sum_.is_mixed:
        yield Held("stages", Answer(Verdict.NOT_COMPARABLE, sum_.label, sum_.label_en))


def _of_money(total: Values, known: Sequence[Batch]) -> Answer:
    missing = [one.name for one in known if one.amount is None]
    if missing:
        return Answer(
            Verdict.NEEDS_BASIS,
            f"{'、'.join(missing)}没有公布金额，不能与合计对照",
            f"{', '.join(missing)} states no amount, so the total cannot be checked",
        )
    amounts = {one.name: one.amount.figure for one in known if one.amount is not None}
    return sums_to(amounts, figure_in(total["investment"]))


class Compared(NamedTuple):
    """One stage of a list as two publications count it.

    Attributes:
        a: The entry of one.
        b: The entry of the other.
        answer: The verdict with its sentence.
    """

    a: Values
    b: Values
    answer: Answer


def by_stage(counts: Iterable[Values]) -> Iterator[Compared]:
    """Compare what publications count of one list in one stage.

    Of what else they count, only what the other does not count apart may explain a difference.
    """
    lists: dict[tuple[str, str], dict[str, list[Values]]] = {}
    for one in sorted(counts, key=lambda each: (int(each.get("number") or 0), each["code"])):
        of_list = lists.setdefault((one["period"], one["list"]), {})
        of_list.setdefault(one["document"], []).append(one)
    for _key, documents in sorted(lists.items()):
        for first, second in combinations(sorted(documents), 2):
            yield from _pairs(documents[first], documents[second])


def _pairs(first: Sequence[Values], second: Sequence[Values]) -> Iterator[Compared]:
    for a in first:
        for b in second:
            if a["stage"] == b["stage"]:
                yield Compared(a, b, same_stage(_count(a, first, second), _count(b, second, first)))


def _count(one: Values, own: Sequence[Values], others: Sequence[Values]) -> StageCount:
    apart = {each["stage"] for each in others}
    return StageCount(
        stated=figure_in(one["projects"]),
        definition=one.get("definition", ""),
        others={
            each["name"]: figure_in(each["projects"]) for each in own if each["stage"] not in apart
        },
    )


def totals_well_stated(changed: Changed, _around: Around) -> Iterator[Breach]:
    """Refuse totals that state neither number nor amount, or figures that are none."""
    for key, values in changed.items():
        words = (
            [values[one] for one in ("projects", "investment") if values.get(one)] if values else []
        )
        if values and not words:
            yield Breach(key=key, field="projects", fault=_EMPTY)
        try:
            for each in words:
                figure_in(each)
        except BaylineError as error:
            yield Breach(key=key, field="projects", fault=fault_of(error, words[0]))


_EMPTY = refused(
    "",
    "合计里没有数",
    "项目数和投资额请至少填一样",
    "is a total without a number",
    "give projects, investment, or both",
)
