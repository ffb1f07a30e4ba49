"""A table of targets and progress judged row by row; its rows may refer to one another."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.chinese.script import fold
from bayline.kernel.periods import Period
from bayline.kernel.statuses import Change
from bayline.systems.plan.rules.likeness import SAME, core, likeness
from bayline.systems.plan.rules.periods import whole_of
from bayline.systems.plan.rules.placing import own_place
from bayline.systems.plan.rules.results import read_progress
from bayline.systems.plan.rules.sentences import words
from bayline.systems.plan.rules.targets import read_target
from bayline.systems.plan.rules.verdicts import verdict_of
from bayline.systems.plan.terms.results import Progress, Result, Role
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


LONGEST = 4000  # characters of a cell; whole reports go to another command


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a table is, besides its rows.

    Attributes:
        table: Its period.
        tolerance: How far about reaches.
        whole: What the targets are for; None for the years that each names, else the table's year.
        places: Names of the place that it is of; empty for what its rows tell.
        gazetteer: Places of the region; None for the divisions of the country alone.
    """

    table: Period
    tolerance: Tolerance
    whole: Period | None = None
    places: frozenset[str] = frozenset()
    gazetteer: Gazetteer | None = None


def judged_rows(rows: Sequence[Row], setting: Setting) -> list[Judged]:
    """Judge the rows of a table, in their order.

    Args:
        rows: The rows.
        setting: The periods, the tolerance and the place.
    """
    table = setting.table
    year = (table.last or table.start or date.min).year
    short = [_shortened(row) for row in rows]
    targets = [read_target(row.target, year=year) for row in short]
    told = [
        read_progress(with_unit(row.progress, target), table, setting.gazetteer)
        for row, target in zip(short, targets, strict=True)
    ]
    places = setting.places or _own_place(told)
    reference = references_among(zip(targets, told, strict=True))
    return [
        Judged(row=row, target=target, verdict=_judged(row, target, progress, occasion))
        for row, target, progress in zip(rows, targets, told, strict=True)
        for occasion in [
            Occasion(
                table=table,
                whole=setting.whole or whole_of(target, table),
                tolerance=setting.tolerance,
                reference=reference,
                places=places,
            )
        ]
    ]


_BROKEN = re.compile(
    r"(?<=[\d%％元个家人户亩里吨次年月])\s*[\r\n]+\s*(?=左右|以[上下内]|[万亿]?[元个家人户亩吨%％])"
    r"|(?<=[增长下降达到为完成实现])\s*[\r\n]+\s*(?=\d)"
)


def unbroken(cell: str) -> str:
    """Join what a narrow cell breaks within one figure: 增长5%, and 左右 on the next line.

    Args:
        cell: The text of a cell.
    """
    return _BROKEN.sub("", cell)


_MERE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_UNIT = re.compile(r"\d\s*(?P<unit>[^\d\s.,以左上下%％‰余多]+)")


def with_unit(progress: str, target: Target) -> str:
    """Give a mere number the unit of the one target of its row; a rate is left as it is.

    A cell of a spreadsheet often holds 4210 where 新增就业5000人 is asked for; whether 0.051 is
    5.1 % nobody can tell.

    Args:
        progress: The words of the progress.
        target: The target of the row.
    """
    bars = [bar for rule in target.rules for bar in rule.bars]
    found = _UNIT.search(fold(bars[0].words)) if len(bars) == 1 else None
    number = fold(progress).strip()
    is_amount = bool(bars) and bars[0].figure.unit not in {"1", "pp", "x"}
    if found is None or not is_amount or not _MERE.fullmatch(number):
        return progress
    return f"{number}{found['unit']}"


def _shortened(row: Row) -> Row:
    """Give a row without the cells that are too long to be read."""
    return replace(
        row,
        target=row.target if len(row.target) <= LONGEST else "",
        progress=row.progress if len(row.progress) <= LONGEST else "",
    )


def _own_place(told: Sequence[Progress]) -> frozenset[str]:
    named = [
        frozenset(one.place for one in progress.results if one.place)
        for progress in told
        if progress.results
    ]
    return own_place(named, [progress.text for progress in told])


def _judged(row: Row, target: Target, progress: Progress, occasion: Occasion) -> Verdict:
    size = max(len(row.target), len(row.progress))
    if size > LONGEST:
        reason = words(
            f"这一格有{size}个字，一格最多读{LONGEST}个字，没有判断；请只写这一项的完成情况。",
            f"A cell of this row has {size:,} characters and at most {LONGEST:,} are read, so it "
            "was not judged; write the progress of this task alone.",
        )
        return Verdict(state=State.CANNOT_TELL, reason=reason)
    if row.target.strip():
        return verdict_of(target, progress, occasion)
    return Verdict(
        state=State.CANNOT_TELL,
        reason=words("这一行没有写目标。", "The row names no target."),
        traps=(Trap.NO_FIGURE,),
    )


def references_among(
    pairs: Iterable[tuple[Target, Progress]],
) -> Callable[[str], tuple[Result, ...]]:
    """Let targets be set against the growth that other rows of the table tell.

    Args:
        pairs: The targets of the table with what was reported of them.
    """
    known: list[tuple[str, Result]] = []
    for target, progress in pairs:
        own = target.rules[0].attribute
        known += [
            (core(one.attribute or own), one)
            for one in progress.of(Role.VALUE)
            if one.change is Change.GROWTH and not one.coverage and not one.place
        ]
    return lambda name: tuple(one for of, one in known if likeness(name, of) >= SAME)
