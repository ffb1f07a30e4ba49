"""A table of targets and progress judged row by row; its rows may refer to one another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bayline.kernel.periods import Period
from bayline.kernel.statuses import Change
from bayline.systems.plan.rules.likeness import SAME, core, likeness
from bayline.systems.plan.rules.periods import whole_of
from bayline.systems.plan.rules.results import read_progress
from bayline.systems.plan.rules.sentences import words
from bayline.systems.plan.rules.targets import read_target
from bayline.systems.plan.rules.verdicts import verdict_of
from bayline.systems.plan.terms.results import Result, Role
from bayline.systems.plan.terms.targets import Target
from bayline.systems.plan.terms.verdicts import Occasion, State, Tolerance, Trap, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table.

    Attributes:
        number: Its number in the file.
        target: The words of the target; empty where the cell is.
        progress: The words of the progress; empty where the cell is.
    """

    number: int
    target: str
    progress: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row with its verdict.

    Attributes:
        row: The row.
        target: The target, read into rules.
        verdict: What may be said of it.
    """

    row: Row
    target: Target
    verdict: Verdict


def judged_rows(
    rows: Sequence[Row], table: Period, tolerance: Tolerance, *, whole: Period | None = None
) -> list[Judged]:
    """Judge the rows of a table, in their order.

    Args:
        rows: The rows.
        table: The period of the table.
        tolerance: How far about reaches.
        whole: What the targets are for; None for the years that each names, else the table's year.
    """
    year = (table.last or table.start or date.min).year
    read = [read_target(row.target, year=year) for row in rows]
    reference = references_among(
        [(target, row.progress) for target, row in zip(read, rows, strict=True)], table
    )
    return [
        Judged(row=row, target=target, verdict=_judged(row, target, occasion))
        for row, target in zip(rows, read, strict=True)
        for occasion in [
            Occasion(
                table=table,
                whole=whole or whole_of(target, table),
                tolerance=tolerance,
                reference=reference,
            )
        ]
    ]


def _judged(row: Row, target: Target, occasion: Occasion) -> Verdict:
    if row.target.strip():
        return verdict_of(target, read_progress(row.progress, occasion.table), occasion)
    return Verdict(
        state=State.CANNOT_TELL,
        reason=words("这一行没有写目标。", "The row names no target."),
        traps=(Trap.NO_FIGURE,),
    )


def references_among(
    pairs: Sequence[tuple[Target, str]], table: Period
) -> Callable[[str], tuple[Result, ...]]:
    """Let targets be set against the growth that other rows of the table tell.

    Args:
        pairs: The targets of the table with their texts of progress.
        table: Its period.
    """
    known: list[tuple[str, Result]] = []
    for target, text in pairs:
        own = target.rules[0].attribute
        known += [
            (core(one.attribute or own), one)
            for one in read_progress(text, table).of(Role.VALUE)
            if one.change is Change.GROWTH and not one.coverage and not one.place
        ]
    return lambda name: tuple(one for of, one in known if likeness(name, of) >= SAME)
