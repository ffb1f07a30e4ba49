"""What the registers hold of projects, and where each stands now or stood on a day."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from bayline.kernel.errors import BaylineError
from bayline.platform.joining import covered
from bayline.platform.reaching import present_reach, seen_at
from bayline.platform.registers.queries import every_value, register, registers, values_where
from bayline.platform.registers.terms import Kind, Register, Values
from bayline.platform.remembering import present_state
from bayline.systems.projects.queries.tables import Kept, Question, Tally, rows_of, values_now
from bayline.systems.projects.rules.entries import AMOUNTS, OF_PROJECTS, PROJECTS, STAGES
from bayline.systems.projects.rules.listing import (
    FREE,
    HELD,
    NONE,
    PAGE_ROWS,
    Line,
    Listed,
    Wish,
    bounded,
    choices_of,
    first_row,
    line_of,
    listed_of,
    meeting,
    of_stage,
    ordered_sums,
    sorted_by,
)
from bayline.systems.projects.rules.listing import Sum as StageSum
from bayline.systems.projects.rules.standing import Standing, standings_of


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
    *,
    codes: Collection[str] | None = None,
    at: datetime | None = None,
    known: Mapping[str, Values] | None = None,
) -> Iterable[Standing]:
    """Put together where projects stand, from the registers.

    Args:
        codes: Which; None for all.
        at: As the registers stood then; None for now.
        known: The entries of the projects, where they are at hand.
    """
    projects = entries_of(PROJECTS, field="code", codes=codes, at=at) if known is None else known
    stages = entries_of(STAGES, codes=codes, at=at)
    amounts = entries_of(AMOUNTS, codes=codes, at=at)
    return standings_of(projects.values(), stages.values(), amounts.values())


def is_kept(at: datetime | None) -> bool:
    """Tell whether the table of standings answers: now, for whoever sees everything."""
    return at is None and present_reach().is_whole


Lines = Collection[Line] | Kept
_COMMON = 6  # times as many as are passed over and shown: then they are found one by one


def lines_at(at: datetime | None) -> Lines:
    """Give all projects as lists ask for them: kept in a table, or the lines themselves.

    The tables hold what all three registers say; of whoever sees only some of them, lines are put
    together.
    """
    state, moment = present_state(), seen_at(at)
    if is_kept(at):
        return Kept(None, state)
    if moment is not None and {PROJECTS, STAGES, AMOUNTS} <= {one.name for one in registers()}:
        return Kept(moment, state)
    return _lines_then(at, state)


@lru_cache(maxsize=1)  # the pages of one day, or of one publication, are asked for together
def _lines_then(at: datetime | None, _state: Hashable) -> tuple[Line, ...]:
    """Put lines together once for what the record holds and how far of it is seen."""
    return tuple(map(line_of, standings(at=at)))


def listed(wish: Wish, lines: Lines, *, today: date = date.min, size: int = PAGE_ROWS) -> Listed:
    """Give a page of projects.

    Args:
        wish: What is asked.
        lines: All projects, as `lines_at` gives them.
        today: The day that counts as today, where it is asked besides what is overdue then.
        size: How many stand on a page; with none only counts and sums are given.
    """
    if not isinstance(lines, Kept):
        return listed_of(lines, wish, size=size)
    stage = wish.equal.get("stage", "")
    is_whole = not any(value for name, value in wish.equal.items() if name != "stage")
    is_whole = is_whole and not wish.text
    if is_whole:
        day = wish.overdue_on
        tallies = _late(lines, day) if day else _whole(lines, today)
    else:
        equal = tuple(item for item in sorted(wish.equal.items()) if item[0] != "stage")
        tallies = _filtered(equal, wish.text, wish.overdue_on, lines)
    counts: Counter[str] = Counter()
    for one in tallies:
        counts[one.stage] += one.found
    total = counts[_stored(stage)] if stage else counts.total()
    begin = first_row(wish, total, size=size)
    is_common = counts.total() > _COMMON * (begin + size)
    of_stage = Question(wish, lines, _stored(stage) if stage else None, is_common)
    added = (one for one in tallies if one.kind and stage in {"", one.stage or NONE})
    return Listed(
        rows=of_stage.page(begin, size) if size else (),
        total=total,
        stages=dict(counts),
        sums=ordered_sums(map(_sum_of, added)),
    )


@lru_cache(maxsize=4)  # the same for all pages of a day until the record changes
def _whole(lines: Kept, today: date) -> Sequence[Tally]:
    """Add up all projects, and count what is late, in one go."""
    return Question(Wish(), lines).tallies(today=today)


@lru_cache(maxsize=64)  # the same for all pages, orders and stages until the record changes
def _filtered(
    equal: tuple[tuple[str, str], ...], text: str, day: date | None, lines: Kept
) -> Sequence[Tally]:
    """Add up what some values, words or a day ask for."""
    return Question(Wish(equal=dict(equal), text=text, overdue_on=day), lines).tallies()


@lru_cache(maxsize=4)
def _late(lines: Kept, today: date) -> Sequence[Tally]:
    """Add up what is late."""
    return Question(Wish(overdue_on=today), lines).tallies()


def first_of_stages(
    wish: Wish, stages: Collection[str], *, most: int, lines: Lines
) -> dict[str, tuple[Line, ...]]:
    """Give the first projects of each stage.

    Args:
        wish: What is asked; its own stage and page do not count.
        stages: Which stages; an empty one is that of projects without.
        most: How many of each.
        lines: All projects, as `lines_at` gives them.
    """
    if not isinstance(lines, Kept):
        known = sorted_by(meeting(lines, wish), wish)
        return {stage: tuple(of_stage(known, stage or NONE)[:most]) for stage in stages}
    return {stage: Question(wish, lines, stage).page(0, most) for stage in stages}


def _sum_of(row: Tally) -> StageSum:
    """Read a row of sums: an end that one of the parts leaves open is open."""
    low = int(row.low) if row.low is not None and row.low_found == row.found else None
    high = int(row.high) if row.high is not None and row.high_found == row.found else None
    figure = bounded(
        row.unit,
        (low, high),
        is_over=low is not None and bool(row.over),
        is_under=high is not None and bool(row.under),
    )
    return StageSum(
        stage=row.stage,
        kind=row.kind,
        count=row.found,
        figure=figure,
        disputed=row.disputed,
    )


def choices(lines: Lines) -> dict[str, tuple[str, ...]]:
    """Give what can be chosen of the columns with filters.

    Args:
        lines: All projects, as `lines_at` gives them.
    """
    if not isinstance(lines, Kept):
        return choices_of(lines)
    return _kept_choices(lines)


@lru_cache(maxsize=4)  # the same for all pages until the record changes
def _kept_choices(lines: Kept) -> dict[str, tuple[str, ...]]:
    rows = rows_of(lines).order_by()
    if lines.moment is not None:  # one index holds all three
        found = [*zip(*rows.values_list(*FREE).distinct(), strict=True)] or [()] * len(FREE)
    else:
        found = [values_now(name) for name in FREE]
    pairs = zip(FREE, found, strict=True)
    return {name: tuple(sorted({*values} - {""})) for name, values in pairs}


def counted_overdue(today: date, lines: Lines) -> int:
    """Count the projects whose next stage is overdue.

    Args:
        today: The day that counts as today.
        lines: All projects, as `lines_at` gives them.
    """
    if not isinstance(lines, Kept):
        return len(meeting(lines, Wish(overdue_on=today)))
    return sum(one.late for one in _whole(lines, today) if one.stage not in HELD)


def counted_stages(lines: Lines, *, today: date = date.min) -> dict[str, int]:
    """Count the projects in each stage; an empty stage is that of projects without.

    Args:
        lines: All projects, as `lines_at` gives them.
        today: The day that counts as today, where it is asked besides what is overdue then.
    """
    if not isinstance(lines, Kept):
        return dict(Counter(line.stage for line in lines))
    counts: Counter[str] = Counter()
    for one in _whole(lines, today):
        counts[one.stage] += one.found
    return dict(counts)


def codes_of_form(form: str, lines: Lines) -> Sequence[str]:
    """Give the codes of all projects of a form, in their order.

    Args:
        form: construction or renewal.
        lines: All projects, as `lines_at` gives them.
    """
    if not isinstance(lines, Kept):
        return sorted(line.code for line in lines if line.form == form)
    return _kept_codes(form, lines)


@lru_cache(maxsize=4)  # the same for all pages until the record changes
def _kept_codes(form: str, lines: Kept) -> Sequence[str]:
    return tuple(sorted(rows_of(lines).filter(form=form).values_list("code", flat=True)))


def _stored(stage: str) -> str:
    return "" if stage == NONE else stage


def of_project(code: str, *, at: datetime | None = None) -> dict[str, dict[str, Values]]:
    """Give what the registers of projects hold of one, by register and key.

    Args:
        code: Its code.
        at: As the registers stood then; None for now.
    """
    known = {one.name: one for one in registers()}  # those within reach, by one question
    return {
        name: values_where(known[name], "project", [code], at=at) if name in known else {}
        for name in OF_PROJECTS
    }


def naming_project(
    code: str, *, at: datetime | None = None
) -> Iterable[tuple[Register, dict[str, Values]]]:
    """List the entries of all other registers that name a project, register by register.

    Those that a part of its page shows are left out.
    """
    shown = {*OF_PROJECTS, *covered(PROJECTS)}
    for one in registers():
        names = [
            each.name
            for each in one.fields
            if each.kind is Kind.ENTRY and each.register == PROJECTS and not each.personal
        ]
        if names and one.name not in shown:
            found = [values_where(one, name, [code], at=at) for name in names]
            yield one, {key: values for part in found for key, values in part.items()}


def names_in(name: str, codes: Collection[str], *, at: datetime | None = None) -> dict[str, str]:
    """Give the names of entries of a register by code; none where the region has no such one."""
    found = entries_of(name, field="code", codes=codes, at=at) if codes else {}
    return {code: values.get("name", "") or code for code, values in found.items()}
