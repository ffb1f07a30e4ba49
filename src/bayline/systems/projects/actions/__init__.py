"""Keep where projects stand beside the registers that say so; say which project a row is."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.bulk import write_rows
from bayline.platform.registers.actions import save
from bayline.platform.registers.queries import entries, entry, register, values_ever
from bayline.platform.registers.terms import Edit, Entry, KeptEntries, Values
from bayline.systems.projects.actions import past
from bayline.systems.projects.actions.keeping import ALIKE, Row, rows_to_keep
from bayline.systems.projects.models import StandingRow
from bayline.systems.projects.queries import standings
from bayline.systems.projects.rules.entries import AMOUNTS, LISTED, PROJECTS, STAGES
from bayline.systems.projects.rules.listing import COLUMNS, line_of
from bayline.systems.projects.rules.standing import Standing


def follow_entries(kept: KeptEntries) -> None:
    """Write anew where the projects stand whose entries were just stored."""
    if kept.register.name not in {PROJECTS, STAGES, AMOUNTS}:
        return
    field = "code" if kept.register.name == PROJECTS else "project"
    made = [entry for entry, _edit in kept.made]
    codes = {entry.values.get(field, entry.key) for entry in made}
    # An entry may have been another project's until now; that one stands elsewhere too.
    changed = [entry.key for entry in made if entry.version > 1]
    codes |= values_ever(kept.register, field, changed)
    is_here = kept.register.name == PROJECTS  # whose codes are its keys
    known = {entry.key: entry.values for entry in made if not entry.is_deleted} if is_here else None
    rows = rewrite(codes, known=known)
    moments = {edit.at for _entry, edit in kept.made}
    if len(moments) == 1:
        past.continue_from(moments.pop(), codes, rows)
    else:
        past.rebuild(codes)


@transaction.atomic
def rewrite(
    codes: Collection[str] | None = None, *, known: Mapping[str, Values] | None = None
) -> Sequence[Row]:
    """Write where projects stand.

    Args:
        codes: Which; None for all.
        known: The entries of the projects, where they are at hand.

    Returns:
        Where they stand, as it is kept.
    """
    _forget(codes)
    # What is asked for first is asked while nothing is written: one cursor does both on SQLite.
    rows = rows_to_keep(standings(codes=codes, known=known))
    write_rows("projects_standing", COLUMNS, rows, alike=ALIKE)
    return rows


def _forget(codes: Collection[str] | None) -> None:
    """Take away where projects are said to stand; of many those that stay are named instead."""
    rows = StandingRow.objects.all()
    if codes is not None and len(codes) > _FEW:
        stay = {*rows.values_list("code", flat=True)}.difference(codes)
        rows = rows.exclude(code__in=stay) if len(stay) <= _FEW else rows.filter(code__in=[*codes])
    elif codes is not None:
        rows = rows.filter(code__in=[*codes])
    rows.delete()


def fill_missing() -> None:
    """Write where projects stand in a home that does not say so, or not as its registers do."""
    if next(iter(faults()), ""):
        rewrite()
        past.rebuild()


def row_of(standing: Standing) -> StandingRow:
    """Give the row of a project."""
    line = line_of(standing)
    return StandingRow(**{name: getattr(line, name) for name in COLUMNS})


def faults() -> Iterable[str]:
    """Compare where projects are said to stand with what the registers say."""
    made = {row.code: row for row in map(row_of, standings())}
    kept = {row.code: row for row in StandingRow.objects.all()}
    for code in sorted(made.keys() | kept.keys()):
        a, b = made.get(code), kept.get(code)
        if a is None or b is None or _told(a) != _told(b):
            yield f"projects_standing {code}: is not what the registers say; run bayline upgrade"
    yield from past.faults()


def _told(row: StandingRow) -> list[object]:
    return [getattr(row, name) for name in COLUMNS]


@transaction.atomic
def confirm(key: str, project: str, *, version: int, edit: Edit) -> Entry:
    """Say which project a row of a published list is; the history of the row keeps who said so.

    Args:
        key: Of the row in the register of listed projects.
        project: Code of the project; empty to take back what was said.
        version: The version of the row that was looked at.
        edit: Who says so, when and why.

    Returns:
        The row as it stands now.

    Raises:
        ConflictError: Somebody else has said otherwise meanwhile.
        FaultyError: There is no such project.
        BaylineError: There is no such row.
    """
    listed = register(LISTED)
    row = entry(listed, key)
    if row is None or row.is_deleted:
        raise BaylineError(
            f"no row “{key}” stands in a published list",
            do="look at the list as it is now",
            zh=Words(f"清单里没有“{key}”这一行", do="请看现在的清单"),
        )
    return save(listed, {**row.values, "project": project}, edit=edit, key=key, version=version)


@transaction.atomic
def make_project(key: str, *, version: int, edit: Edit) -> str:
    """Make a project of a row of a published list, and say that the row is it.

    Args:
        key: Of the row.
        version: The version of the row that was looked at.
        edit: Who does so, when and why.

    Returns:
        The code of the project: that of the row, with a number behind it where it is taken.

    Raises:
        ConflictError: Somebody has said meanwhile which project the row is.
        BaylineError: There is no such row.
    """
    projects = register(PROJECTS)
    row = entry(register(LISTED), key)
    values = row.values if row else {}
    codes = [key, *(f"{key}-{at}" for at in range(2, _CODES_TRIED))]
    taken = entries(projects, codes)
    code = next(one for one in codes if one not in taken)
    made = {"code": code, "name": values.get("name", ""), "document": values.get("document", "")}
    if row is not None and not row.is_deleted:
        save(projects, made, edit=edit)
    confirm(key, code, version=version, edit=edit)
    return code


_CODES_TRIED = 100
_FEW = 500  # codes that are named one by one
