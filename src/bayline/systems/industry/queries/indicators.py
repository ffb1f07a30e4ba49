"""Measures what industry offers to targets."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bayline.kernel.periods import parse_if
from bayline.kernel.statuses import Change
from bayline.platform.indicators import Measured, Question, Series, Teller, unmeasured
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.systems.industry.rules.chains import ALL, Role
from bayline.systems.industry.rules.entries import STATEMENTS
from bayline.systems.projects.rules.amounts import figure_if
from bayline.systems.reading.queries import figures_of

# What texts call the output of a cluster; figures of two of them are never mixed in one series.
_OUTPUTS = ("产值", "工业总产值", "规上工业总产值", "规模以上工业总产值", "工业产值")


def output_of(change: Change | None) -> Teller:
    """Give what measures the output of clusters, or its growth.

    Args:
        change: Growth, or None for the output itself.
    """
    tell = figures_of(change)

    def measured(questions: Sequence[Question]) -> list[Series]:
        asked = [replace(one, of=f"{one.of}/{name}") for one in questions for name in _OUTPUTS]
        found = tell(asked)
        size = len(_OUTPUTS)
        return [max(found[at * size : (at + 1) * size], key=_known) for at in range(len(questions))]

    return measured


def _known(series: Series) -> int:
    return sum(one.figure is not None for one in series)


def published_of(field: str, covers: str) -> Callable[[Question], Series]:
    """Give what tells a published figure of a chain, date by date.

    Args:
        field: projects or investment.
        covers: What the statement is about: a role, or the whole chain.
    """

    def tell(question: Question) -> Series:
        entries = entries_in(STATEMENTS, "chain", [question.of], at=question.at)
        found = [
            one
            for key, values in entries.items()
            if values["covers"] == covers
            for one in _stated(key, values, field, question)
        ]
        found.sort(key=lambda one: (one.period.last if one.period else None) or date.max)
        return (*found,) or (_untold(question),)

    return tell


MEMBERS = published_of("projects", Role.SUPPORTING.value)
INVESTMENT = published_of("investment", ALL)


def _stated(key: str, values: Values, field: str, question: Question) -> list[Measured]:
    period, figure = parse_if(values["date"]), figure_if(values.get(field, ""))
    if period is None or figure is None or not period.overlaps(question.period):
        return []
    return [
        Measured(
            figure=figure,
            printed=values[field],
            why="公布的数",
            why_en="as published",
            path=f"/registers/{STATEMENTS}/{key}",
            period=period,
        )
    ]


def _untold(question: Question) -> Measured:
    return unmeasured(
        "名册里没有这段时期公布的数",
        "the register has no published figure of the period",
        f"/industry/chains/{question.of}",
    )
