"""Projects as lists show them: one line each, filtered, sorted, counted and added by stage.

The table of standings answers for now; for an earlier day, and for what is published, the same is
done here over lines put together from the registers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from bayline.kernel.figures import Figure, total
from bayline.systems.projects.rules.courses import stones_of, written
from bayline.systems.projects.rules.standing import Standing
from bayline.systems.projects.terms import Stage

PAGE_ROWS = 50
NONE = "none"  # asks for what no value is recorded of
ORDERS = {
    "name": "name",
    "since": "since_day",
    "amount": "low",
    "due": "due_day",
    "place": "place",
    "lead": "lead",
}
CHOSEN = ("place", "form", "category", "lead")
FORMS = ("construction", "renewal")
FREE = ("place", "category", "lead")  # columns whose values are not known beforehand
HELD = frozenset({Stage.SUSPENDED.value, Stage.TERMINATED.value})  # nothing falls due there
_CENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Where one project stands, as lists show it.

    Days are the last that a period can mean, for what is due, and the first, for what was reached.

    Attributes:
        since: EDTF of when it reached its stage.
        amount: As printed.
        unit: Currency of the amount.
        low: What the amount is at least, in units of its currency; to sort by.
        least: The same in hundredths, rounded down; to add up.
        most: What it is at most, in hundredths, rounded up.
        is_over: Whether it is more than its lower end (超).
        is_under: Whether it is less than its upper end (近).
        amount_document: The document that states the amount.
        due: EDTF of when the stage planned next is due.
        course: What was reached and planned, as `courses` writes it.
        is_disputed: Whether totals of its kind are stated that cannot all be true.
        planned_unit: Currency of the planned total that registration goes by; empty without one.
        planned_most: What that is at most, in hundredths, rounded up.
        is_planned_under: Whether it is less than that.
    """

    code: str
    name: str = ""
    form: str = ""
    category: str = ""
    place: str = ""
    lead: str = ""
    point: str = ""
    document: str = ""
    stage: str = ""
    since: str = ""
    since_day: date | None = None
    started_day: date | None = None
    completed_day: date | None = None
    kind: str = ""
    amount: str = ""
    unit: str = ""
    low: Decimal | None = None
    least: int | None = None
    most: int | None = None
    is_over: bool = False
    is_under: bool = False
    amount_document: str = ""
    next_stage: str = ""
    due: str = ""
    due_day: date | None = None
    course: str = ""
    is_disputed: bool = False
    planned_unit: str = ""
    planned_most: int | None = None
    is_planned_under: bool = False

    def is_overdue(self, today: date) -> bool:
        """Tell whether what it was to reach next is due and not reached."""
        return self.due_day is not None and self.due_day < today and self.stage not in HELD


COLUMNS = tuple(one.name for one in fields(Line))
_COPIED = ("code", "name", "category", "place", "lead", "point", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of the list of projects.

    Attributes:
        equal: Values of columns: stage, place, form, category, lead; an empty stage is "none".
        text: Words that its names hold.
        overdue_on: Only what was due before this day and is not reached; None for all.
        order: One of `ORDERS`.
        is_descending: Whether the largest come first.
        page: Which page, from 1.
    """

    equal: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    overdue_on: date | None = None
    order: str = "since"
    is_descending: bool = True
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of projects.

    Attributes:
        rows: As many as stand on a page.
        total: How many meet the wish.
        stages: How many of these are in each stage, whatever stage was asked for.
        sums: What they add up to, by stage, kind and currency.
    """

    rows: tuple[Line, ...]
    total: int
    stages: Mapping[str, int]
    sums: tuple["Sum", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What the projects of one stage add up to, of one kind and currency.

    Attributes:
        stage: The stage; empty where none is recorded.
        kind: Of the amounts.
        count: How many projects state one.
        figure: Their sum with its bounds.
        disputed: How many of them state several that cannot all be true; one of each is added.
    """

    stage: str
    kind: str
    count: int
    figure: Figure
    disputed: int = 0


def line_of(standing: Standing) -> Line:
    """Give the line of a project."""
    project = standing.project
    known: dict[str, Any] = {name: project.get(name, "") for name in _COPIED}
    known["form"] = project.get("form") or FORMS[0]  # as the register says
    if standing.amounts:
        known |= _money_of(standing)
    if standing.steps or standing.plans:
        known |= _course_of(standing)
    return Line(**known)


def _course_of(standing: Standing) -> dict[str, Any]:
    since, plan = standing.since, standing.next_plan
    return {
        "stage": standing.stage or "",
        "since": since.edtf if since else "",
        "since_day": since.start if since else None,
        "started_day": _first_day(standing, Stage.STARTED),
        "completed_day": _first_day(standing, Stage.COMPLETED),
        "next_stage": plan.stage if plan else "",
        "due": plan.due.edtf if plan else "",
        "due_day": plan.due.last if plan else None,
        "course": written(stones_of(standing)),
    }


def _money_of(standing: Standing) -> dict[str, Any]:
    planned = standing.planned
    if standing.total is None or planned is None:
        return {}
    kind, figure, words = standing.total
    end = planned.figure.high
    planned_most = _cents(end, ROUND_CEILING)
    return {
        "is_disputed": standing.is_disputed,
        "planned_unit": planned.figure.unit,
        "planned_most": planned_most,
        "is_planned_under": planned.figure.high_open
        or (end is not None and planned_most != end * _CENTS),
        "kind": kind.value,
        "amount": words,
        "unit": figure.unit,
        "low": figure.low,
        "least": _cents(figure.low, ROUND_FLOOR),
        "most": _cents(figure.high, ROUND_CEILING),
        "is_over": figure.low_open,
        "is_under": figure.high_open,
        "amount_document": next(one.evidence for one in standing.amounts if one.kind is kind),
    }


def _cents(value: Decimal | None, rounding: str) -> int | None:
    """Count hundredths; a bound moves outward where it does not end there."""
    return None if value is None else int((value * _CENTS).to_integral_value(rounding))


def _first_day(standing: Standing, stage: Stage) -> date | None:
    period = standing.reached(stage)
    return period.start if period else None


def listed_of(lines: Iterable[Line], wish: Wish, *, size: int) -> Listed:
    """Give a page of projects out of all of them.

    Args:
        lines: All projects.
        wish: What is asked.
        size: How many stand on a page.
    """
    found = meeting(lines, wish)
    rows = sorted_by(of_stage(found, wish.equal.get("stage", "")), wish)
    begin = first_row(wish, len(rows), size=size)
    return Listed(
        rows=tuple(rows[begin : begin + size]),
        total=len(rows),
        stages=Counter(line.stage for line in found),
        sums=sums_of(rows),
    )


def first_row(wish: Wish, total: int, *, size: int) -> int:
    """Give how many rows come before the page that is asked for, or before the last one."""
    last = max(0, total - 1) // size if size else 0
    return min(max(wish.page, 1) - 1, last) * size


def meeting(lines: Iterable[Line], wish: Wish) -> list[Line]:
    """Give the lines that meet a wish, whatever stage it asks for."""
    equal = [(name, value) for name, value in wish.equal.items() if value and name != "stage"]
    words, day = wish.text.lower().split(), wish.overdue_on
    return [
        line
        for line in lines
        if all(getattr(line, name) == value for name, value in equal)
        and all(word in line.name.lower() or word in line.code.lower() for word in words)
        and (day is None or line.is_overdue(day))
    ]


def of_stage(lines: Iterable[Line], stage: str) -> list[Line]:
    """Give the lines of a stage; all where none is asked for."""
    wanted = "" if stage == NONE else stage
    return [line for line in lines if not stage or line.stage == wanted]


def sorted_by(lines: Iterable[Line], wish: Wish) -> list[Line]:
    """Sort lines; what is unknown comes last either way, and codes decide between equals."""
    column = ORDERS.get(wish.order, "since_day")
    by_code = sorted(lines, key=lambda line: line.code)
    known = [line for line in by_code if getattr(line, column) is not None]
    known.sort(key=lambda line: getattr(line, column), reverse=wish.is_descending)  # keeps equals
    return [*known, *(line for line in by_code if getattr(line, column) is None)]


def sums_of(lines: Iterable[Line]) -> tuple[Sum, ...]:
    """Add the amounts of each stage, kind with kind and currency with currency."""
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        if line.kind:
            groups.setdefault((line.stage, line.kind, line.unit), []).append(line)
    return ordered_sums(
        Sum(
            stage=key[0],
            kind=key[1],
            count=len(of),
            figure=total(map(figure_of_line, of)),
            disputed=sum(line.is_disputed for line in of),
        )
        for key, of in groups.items()
    )


def ordered_sums(sums: Iterable[Sum]) -> tuple[Sum, ...]:
    """Put first what most projects state."""
    return tuple(sorted(sums, key=lambda one: (-one.count, one.kind, one.figure.unit)))


def over_stages(sums: Sequence[Sum]) -> tuple[Sum, ...]:
    """Add the sums of all stages, kind with kind and currency with currency."""
    groups: dict[tuple[str, str], list[Sum]] = {}
    for one in sums:
        groups.setdefault((one.kind, one.figure.unit), []).append(one)
    return ordered_sums(
        Sum(
            stage="",
            kind=kind,
            count=sum(one.count for one in of),
            figure=total(one.figure for one in of),
            disputed=sum(one.disputed for one in of),
        )
        for (kind, _unit), of in groups.items()
    )


def figure_of_line(line: Line) -> Figure:
    """Give the amount of a line with its bounds."""
    return bounded(line.unit, (line.least, line.most), is_over=line.is_over, is_under=line.is_under)


def bounded(
    unit: str, ends: tuple[int | None, int | None], *, is_over: bool, is_under: bool
) -> Figure:
    """Give a figure by its ends.

    Args:
        unit: Currency.
        ends: In hundredths of it; None without limit.
        is_over: Whether the lower end is excluded.
        is_under: Whether the upper end is.
    """
    low, high = (None if end is None else Decimal(end) / _CENTS for end in ends)
    ends_only = Figure(low=low, high=high, unit=unit, low_open=is_over, high_open=is_under)
    return total([ends_only])  # which names its bound


def choices_of(lines: Iterable[Line]) -> dict[str, tuple[str, ...]]:
    """Give what can be chosen of the columns with filters."""
    known = [*lines]
    return {name: tuple(sorted({getattr(line, name) for line in known} - {""})) for name in FREE}
