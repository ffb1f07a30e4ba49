"""Keep where projects stand beside the registers that say so, in the same transaction."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction

from bayline.platform.bulk import write_rows
from bayline.platform.registers.queries import values_ever
from bayline.platform.registers.terms import KeptEntries
from bayline.systems.projects.models import StandingRow
from bayline.systems.projects.queries import standings
from bayline.systems.projects.rules.entries import AMOUNTS, PROJECTS, STAGES
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
    rewrite(codes | values_ever(kept.register, field, changed))


@transaction.atomic
def rewrite(codes: Collection[str] | None = None) -> None:
    """Write where projects stand.

    Args:
        codes: Which; None for all.
    """
    old = StandingRow.objects.all()
    (old if codes is None else old.filter(code__in=[*codes])).delete()
    # What is asked for first is asked while nothing is written: one cursor does both on SQLite.
    rows = [tuple(map(_stored, _told(row_of(one)))) for one in standings(codes=codes)]
    write_rows("projects_standing", COLUMNS, rows)


def fill_missing() -> None:
    """Write where projects stand in a home that does not say so, or not as its registers do."""
    if next(iter(faults()), ""):
        rewrite()


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


def _stored(value: object) -> object:
    return str(value) if isinstance(value, date | Decimal) else value


def _told(row: StandingRow) -> list[object]:
    return [getattr(row, name) for name in COLUMNS]
