"""Batches added up on a page: one with its members, those of a year with one another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bayline.kernel.amounts import said as figure_said
from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure, total
from bayline.platform.pages import is_english, said
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages.batch_context import Account, SumOfYear
from bayline.systems.projects.pages.grounds import Grounds, Number
from bayline.systems.projects.rules.batches import Batch, added, remainder
from bayline.systems.projects.rules.entries import BATCHES, batch_of
from bayline.systems.projects.terms import Stage

Members = Mapping[str, Sequence[Values]]  # by batch


def members_by_batch(members: Iterable[Values]) -> dict[str, list[Values]]:
    """Group members by their batch."""
    groups: dict[str, list[Values]] = {}
    for values in members:
        groups.setdefault(values["batch"], []).append(values)
    return groups


def account_of(batch: Batch) -> Account:
    """Reckon what a batch states, names and leaves unnamed."""
    try:
        left = remainder(batch)
    except BaylineError as error:
        return Account(
            named_count="",
            named_amount="",
            left_count="",
            left_amount="",
            sentence="",
            refusal=said(error),
        )
    amounts = [member.amount.figure for member in batch.members if member.amount]
    unit = batch.count.unit if batch.count else "个"
    return Account(
        named_count=_said(Figure.exactly(left.named, unit)),
        named_amount=_said(total(amounts)) if amounts else "",
        left_count=_said(left.count),
        left_amount=_said(left.amount),
        sentence=left.sentence_en if is_english() else left.sentence,
    )


def _said(figure: Figure | None) -> str:
    return "" if figure is None else figure_said(figure, None, english=is_english())


def year_of(batch: Batch) -> int | None:
    """Give the year that a batch is of."""
    return batch.on.start.year if batch.on.start else None


def by_year(batches: Mapping[str, Values]) -> dict[int, list[Values]]:
    """Group batches by their year."""
    years: dict[int, list[Values]] = {}
    for values in batches.values():
        year = year_of(batch_of(values, ()))
        if year is not None:
            years.setdefault(year, []).append(values)
    return years


def years_of(batches: Mapping[str, Values]) -> list[int]:
    """Give the years that have batches, the last first."""
    return sorted(by_year(batches), reverse=True)


def sums_of(
    batches: Mapping[str, Values], members: Members, grounds: Grounds
) -> Iterator[SumOfYear]:
    """Add the batches of each year: those of each stage, then all where stages differ."""
    years = by_year(batches)
    for year in sorted(years, reverse=True):
        yield from of_year(year, years[year], members, grounds)


def of_year(
    year: int, entries: Sequence[Values], members: Members, grounds: Grounds
) -> Iterator[SumOfYear]:
    """Add the batches of one year: those of each stage, then all where stages differ."""
    ordered = sorted(entries, key=lambda one: (one["date"], one["code"]))
    stages = list(dict.fromkeys(one["stage"] for one in ordered))
    for stage in stages:
        of_stage = [one for one in ordered if one["stage"] == stage]
        if len(of_stage) > 1:
            yield sum_of(year, of_stage, members, grounds)
    if len(stages) > 1:
        yield sum_of(year, ordered, members, grounds)


def sum_of(year: int, entries: Sequence[Values], members: Members, grounds: Grounds) -> SumOfYear:
    """Add batches, or say why they are not added."""
    counts = _numbers(entries, "projects", grounds)
    amounts = _numbers(entries, "investment", grounds)
    stages = tuple(dict.fromkeys(one["stage"] for one in entries))
    try:
        found = added([batch_of(one, members.get(one["code"], ())) for one in entries])
    except BaylineError as error:
        return SumOfYear(
            year=year,
            stages=stages,
            label="",
            is_mixed=len(stages) > 1,
            counts=counts,
            amounts=amounts,
            count="",
            amount="",
            refusal=said(error),
        )
    label = found.label_en if is_english() else found.label
    return SumOfYear(
        year=year,
        stages=stages,
        label=label[:1].upper() + label[1:],
        is_mixed=found.is_mixed,
        counts=counts,
        amounts=amounts,
        count=_said(found.count),
        amount=_said(found.amount),
    )


def _numbers(entries: Iterable[Values], name: str, grounds: Grounds) -> tuple[Number, ...]:
    shown = (grounds.number(BATCHES, one, name) for one in entries)
    return tuple(number for number in shown if number is not None)


def in_year_of(batch: Values, batches: Mapping[str, Values]) -> list[Values]:
    """Give the batches of the same year and stage, this one among them."""
    year, stage = year_of(batch_of(batch, ())), Stage(batch["stage"])
    alike = (one for one in batches.values() if Stage(one["stage"]) is stage)
    found = [one for one in alike if year_of(batch_of(one, ())) == year]
    return sorted(found, key=lambda one: (one["date"], one["code"]))
