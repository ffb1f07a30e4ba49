"""What the registers hold of projects, and where each stands now or stood on a day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from bayline.kernel.errors import BaylineError
from bayline.platform.reaching import present_reach
from bayline.platform.registers.queries import every_value, register, registers, values_where
from bayline.platform.registers.terms import Kind, Register, Values
from bayline.systems.projects.models import StandingRow
from bayline.systems.projects.rules.entries import AMOUNTS, OF_PROJECTS, PROJECTS, STAGES
from bayline.systems.projects.rules.standing import Standing, standings_of

PAGE_ROWS = 50
ORDERS = {
    "name": "name",
    "since": "since_day",
    "amount": "low",
    "due": "due_day",
    "place": "place",
    "lead": "lead",
}


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
    """

    rows: tuple[StandingRow, ...]
    total: int
    stages: Mapping[str, int]


def entries_of(
    name: str,
    *,
    field: str = "project",
    codes: Collection[str] | None = None,
    at: datetime | None = None,
) -> dict[str, Values]:
    """Give entries of a register of projects by key; none where the region has none.

    Args:
        name: Of the register.
        field: The field that names the project.
        codes: Of which projects; None for all.
        at: As they stood then; None for now.
    """
    try:
        declaration = register(name)
    except BaylineError:  # not within reach
        return {}
    if codes is None:
        return every_value(declaration, at=at)
    return values_where(declaration, field, codes, at=at)


def standings(
    *, codes: Collection[str] | None = None, at: datetime | None = None
) -> Iterable[Standing]:
    """Put together where projects stand, from the registers.

    Args:
        codes: Which; None for all.
        at: As the registers stood then; None for now.
    """
    projects = entries_of(PROJECTS, field="code", codes=codes, at=at)
    stages = entries_of(STAGES, codes=codes, at=at)
    amounts = entries_of(AMOUNTS, codes=codes, at=at)
    return standings_of(projects.values(), stages.values(), amounts.values())


def is_kept(at: datetime | None) -> bool:
    """Tell whether the table of standings answers: now, for whoever sees everything."""
    return at is None and present_reach().is_whole


def listed(wish: Wish) -> Listed:
    """Give a page of projects as they stand now."""
    rows = _matching(wish)
    counts = dict(rows.order_by().values_list("stage").annotate(found=Count("id")))
    stage = wish.equal.get("stage", "")
    if stage:
        rows = rows.filter(stage="" if stage == "none" else stage)
        total = counts.get("" if stage == "none" else stage, 0)
    else:
        total = sum(counts.values())
    column = F(ORDERS.get(wish.order, "since_day"))
    first = column.desc(nulls_last=True) if wish.is_descending else column.asc(nulls_last=True)
    begin = (max(wish.page, 1) - 1) * PAGE_ROWS
    page = rows.order_by(first, "code")[begin : begin + PAGE_ROWS]
    return Listed(rows=tuple(page), total=total, stages=counts)


def _matching(wish: Wish) -> QuerySet[StandingRow]:
    rows = StandingRow.objects.all()
    for name, value in wish.equal.items():
        if value and name != "stage":
            rows = rows.filter(**{name: value})
    for word in wish.text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(code__icontains=word))
    if wish.overdue_on is not None:
        rows = rows.filter(due_day__lt=wish.overdue_on).exclude(
            stage__in=("suspended", "terminated")
        )
    return rows


def of_project(code: str, *, at: datetime | None = None) -> dict[str, dict[str, Values]]:
    """Give what the registers of projects hold of one, by register and key.

    Args:
        code: Its code.
        at: As the registers stood then; None for now.
    """
    return {name: entries_of(name, codes=[code], at=at) for name in OF_PROJECTS}


def naming_project(
    code: str, *, at: datetime | None = None
) -> Iterable[tuple[Register, dict[str, Values]]]:
    """List the entries of all other registers that name a project, register by register."""
    for one in registers():
        names = [
            each.name
            for each in one.fields
            if each.kind is Kind.ENTRY and each.register == PROJECTS and not each.personal
        ]
        if names and one.name not in OF_PROJECTS:
            found = [values_where(one, name, [code], at=at) for name in names]
            yield one, {key: values for part in found for key, values in part.items()}


def names_in(name: str, codes: Collection[str], *, at: datetime | None = None) -> dict[str, str]:
    """Give the names of entries of a register by code; none where the region has no such one."""
    found = entries_of(name, field="code", codes=codes, at=at) if codes else {}
    return {code: values.get("name", "") or code for code, values in found.items()}
