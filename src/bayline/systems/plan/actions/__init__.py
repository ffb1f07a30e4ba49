"""What changes the plan's tables: each one loads, decides by a rule and saves."""

from collections.abc import Collection, Iterable

from django.db import transaction

from bayline.platform.bulk import write_rows
from bayline.platform.registers.queries import values_ever
from bayline.platform.registers.terms import KeptEntries
from bayline.systems.plan.models import VerdictRow
from bayline.systems.plan.queries.standing import entries_of, standings
from bayline.systems.plan.rules.entries import OF_PLAN, RESULTS, TARGETS
from bayline.systems.plan.rules.listing import Head, Line, line_of, written
from bayline.systems.plan.rules.touching import touched_by

_COLUMNS = (*Head._fields, "result", "told")


def follow_entries(kept: KeptEntries) -> None:
    """Judge anew the targets whose entries or progress were just stored."""
    if kept.register.name not in OF_PLAN:
        return
    field = "code" if kept.register.name == TARGETS else "target"
    made = [entry for entry, _edit in kept.made]
    keys = {entry.values.get(field, entry.key) for entry in made}
    if kept.register.name == RESULTS:
        keys |= values_ever(kept.register, field, [one.key for one in made if one.version > 1])
    rewrite(keys | {entry.key for entry in made if kept.register.name == TARGETS})


@transaction.atomic
def rewrite(keys: Collection[str] | None = None) -> None:
    """Write what may be said of targets.

    Args:
        keys: Which; None for all. Those set against others of the same place are judged with them.
    """
    targets = entries_of(TARGETS)
    only = None if keys is None else touched_by(targets, keys)
    rows = VerdictRow.objects.all()
    (rows if only is None else rows.filter(target__in=[*only])).delete()
    lines = [line_of(one) for one in standings(targets=targets, only=only)]
    write_rows("plan_verdicts", _COLUMNS, map(_row, lines))


def _row(line: Line) -> tuple[object, ...]:
    head = line.head
    values = [*head]
    values[Head._fields.index("ends")] = str(head.ends) if head.ends else None
    return (*values, line.told.result, written(line.told))


def faults() -> Iterable[str]:
    """Compare what is said of targets with what the registers say."""
    made = {(one.head.target, one.head.period): one for one in map(line_of, standings())}
    kept = {(row.target, row.period): row for row in VerdictRow.objects.all()}
    for at in sorted(made.keys() | kept.keys()):
        line, row = made.get(at), kept.get(at)
        if (
            line is None
            or row is None
            or (row.state, row.told)
            != (
                line.head.state,
                written(line.told),
            )
        ):
            yield f"plan_verdicts {at[0]}: is not what the registers say; run bayline upgrade"


def fill_missing() -> None:
    """Write what may be said of targets in a home that does not say so."""
    if next(iter(faults()), ""):
        rewrite()
