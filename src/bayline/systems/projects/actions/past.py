"""Keep where projects stood from one moment to the next, beside the registers that say so."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction

from bayline.platform.bulk import write_rows
from bayline.platform.instants import microseconds
from bayline.platform.registers.queries import every_change, register
from bayline.platform.registers.queries.entries import Changed
from bayline.platform.registers.terms import Values
from bayline.systems.projects.actions.keeping import ALIKE, CODE, COURSE, Row, row_to_keep
from bayline.systems.projects.models import NEVER, PlannedRow, StandingThen
from bayline.systems.projects.rules.courses import has_plan, has_reserve, stones_in
from bayline.systems.projects.rules.entries import AMOUNTS, PROJECTS, STAGES
from bayline.systems.projects.rules.listing import COLUMNS, Line, line_of
from bayline.systems.projects.rules.standing import Standing, standing_of
from bayline.systems.projects.rules.year_rates import Planned, planned_in_years, reserve_in
from bayline.systems.projects.terms import Stage

_COLUMNS = (*COLUMNS, "begins", "ends")
_PLANNED = (
    *("code", "stage", "year", "planned", "planned_from", "reached", "reached_from", "reached_by"),
)
_AT_ONCE = 500  # SQLite takes a bounded number of values in one question


class Stretch(NamedTuple):
    """Where a project stood from a moment to the next."""

    line: Line
    begins: datetime
    ends: datetime


@transaction.atomic
def continue_from(moment: datetime, codes: Collection[str], rows: Iterable[Row]) -> None:
    """Let some projects stand elsewhere from a moment on.

    Args:
        moment: From when.
        codes: Which projects.
        rows: Where they stand then, as it is kept; those that are missing here have gone.
    """
    late = set[str]()
    wanted = sorted(codes)
    if len(wanted) > _AT_ONCE:  # most are new: one question tells which are not
        wanted = sorted({*StandingThen.objects.values_list("code", flat=True)} & {*codes})
    for first in range(0, len(wanted), _AT_ONCE):
        late |= _ended(moment, wanted[first : first + _AT_ONCE])
    moments = (microseconds(moment), microseconds(NEVER))
    _write([(*row, *moments) for row in rows if row[CODE] not in late])
    if late:
        rebuild(late)


def _ended(moment: datetime, codes: Collection[str]) -> set[str]:
    """End what stands; give those of whom something later is known already."""
    standing = StandingThen.objects.filter(code__in=codes)
    late = set(standing.filter(begins__gt=moment).values_list("code", flat=True))
    late |= set(standing.filter(ends__gt=moment).exclude(ends=NEVER).values_list("code", flat=True))
    for table in (StandingThen, PlannedRow):
        open_ones = table.objects.filter(code__in={*codes} - late, ends=NEVER)
        open_ones.filter(begins=moment).delete()
        open_ones.update(ends=moment)
    return late


@transaction.atomic
def rebuild(codes: Collection[str] | None = None) -> None:
    """Write anew where projects stood.

    Args:
        codes: Which; None for all.
    """
    for table in (StandingThen, PlannedRow):
        old = table.objects.all()
        (old if codes is None else old.filter(code__in=[*codes])).delete()
    found = (one for one in stretches() if codes is None or one.line.code in codes)
    _write([(*row_to_keep(one.line), *map(microseconds, one[1:])) for one in found])


def _write(rows: Sequence[Row]) -> None:
    """Write where projects stood, and from when to when."""
    moments = ("begins", "ends")
    write_rows("projects_standing_then", _COLUMNS, rows, alike=(*ALIKE, *moments))
    planned = (one for row in rows if row[COURSE] for one in _planned(row))
    write_rows("projects_planned", (*_PLANNED, *moments), planned, alike=moments)


def _planned(row: Row) -> Iterator[Row]:
    """Give the rows of what a project was to reach in years while it stood so."""
    code, course, moments = row[CODE], str(row[COURSE]), row[-2:]
    for one in _found_in(course):
        reached, first = one.reached, None
        if one.stage is Stage.RESERVED:
            first = (one.planned.start or date.min).isoformat()
        days = (reached.start or date.min, reached.last) if reached else (None, None)
        written = (day.isoformat() if day else None for day in days)
        words = (one.planned.edtf, first, reached.edtf if reached else "")
        yield (code, one.stage.value, one.year, *words, *written, *moments)


def _found_in(course: str) -> Iterator[Planned]:
    is_planned, is_reserved = has_plan(course), has_reserve(course)
    stones = stones_in(course) if is_planned or is_reserved else ()
    yield from planned_in_years(stones) if is_planned else ()
    yield from reserve_in(stones) if is_reserved else ()


def stretches() -> Iterator[Stretch]:
    """Work out from the registers where all projects stood, and from when to when."""
    replay, begun = _Replay(), dict[str, tuple[Line, datetime]]()
    changes = sorted(_changes(), key=lambda one: (one.change.at, one.change.number))
    for moment, of_moment in groupby(changes, key=attrgetter("change.at")):
        moved = {code for one in of_moment for code in replay.take(one)}
        for code in moved:
            if code in begun:
                line, since = begun.pop(code)
                yield Stretch(line, since, moment)
            standing = replay.standing(code)
            if standing is not None:
                begun[code] = (line_of(standing), moment)
    for line, since in begun.values():
        yield Stretch(line, since, NEVER)


class _Of(NamedTuple):
    register: str
    change: Changed


def _changes() -> Iterator[_Of]:
    for name in (PROJECTS, STAGES, AMOUNTS):
        yield from (_Of(name, one) for one in every_change(register(name)))


class _Replay:
    """The entries of the registers as change after change leaves them."""

    def __init__(self) -> None:
        self._held: dict[str, dict[str, dict[str, Values]]] = {}  # by register, project and key
        self._last: dict[tuple[str, str], tuple[int, str]] = {}  # number of the change, project

    def take(self, one: _Of) -> set[str]:
        """Take a change over; give the projects that it may move."""
        name, change = one
        number, owner = self._last.get((name, change.key), (0, ""))
        if number > change.number:
            return set()
        code = change.key if name == PROJECTS else change.values.get("project", owner)
        self._of(name, owner).pop(change.key, None)
        self._last[name, change.key] = (change.number, code)
        if not change.is_deleted:
            self._of(name, code)[change.key] = change.values
        return {code, owner} - {""}

    def _of(self, name: str, code: str) -> dict[str, Values]:
        return self._held.setdefault(name, {}).setdefault(code, {})

    def standing(self, code: str) -> Standing | None:
        """Tell where a project stands now; None where there is none."""
        project = self._of(PROJECTS, code).get(code)
        if project is None:
            return None
        stages, amounts = (_in_order(self._of(name, code)) for name in (STAGES, AMOUNTS))
        return standing_of(project, stages=stages, amounts=amounts)


def _in_order(held: Mapping[str, Values]) -> list[Values]:
    return [held[key] for key in sorted(held)]


def faults() -> Iterator[str]:
    """Compare where projects are said to have stood with what the registers say."""
    known = [*stretches()]
    made = {_told(one) for one in known}
    kept = {_told(_kept(row)) for row in StandingThen.objects.all()}
    rows = ((*row_to_keep(one.line), *map(microseconds, one[1:])) for one in known)
    of_years = {_of_year(planned) for row in rows for planned in _planned(row)}
    kept_years = {_of_year(row) for row in _kept_plans()}
    for code in sorted({one[0] for one in (made ^ kept) | (of_years ^ kept_years)}):
        yield f"projects_standing_then {code}: is not what the registers say; run bayline upgrade"


def _kept(row: StandingThen) -> Stretch:
    line = Line(**{name: getattr(row, name) for name in COLUMNS})
    return Stretch(line, row.begins, row.ends)


def _kept_plans() -> Iterator[tuple[object, ...]]:
    for row in PlannedRow.objects.all():
        days = (row.planned_from, row.reached_from, row.reached_by)
        first, *others = (day.isoformat() if day else None for day in days)
        moments = map(microseconds, (row.begins, row.ends))
        told = (row.code, row.stage, row.year, row.planned, first, row.reached)
        yield (*told, *others, *moments)


def _of_year(row: tuple[object, ...]) -> tuple[str, ...]:
    return (*map(str, row),)


def _told(one: Stretch) -> tuple[str, datetime, datetime, str]:
    values = tuple(_plain(getattr(one.line, name)) for name in COLUMNS)
    return one.line.code, one.begins, one.ends, repr(values)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return str.__str__(value)  # a stage is one
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
