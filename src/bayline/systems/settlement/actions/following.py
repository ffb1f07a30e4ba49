"""Keep the table of settlements up with the journal, and with the examples of a pack."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from bayline.platform.packs.queries import file
from bayline.platform.packs.terms import KeptFiles
from bayline.platform.record.actions.turns import take_turn
from bayline.systems.settlement.models import CaseRow, JournalRow
from bayline.systems.settlement.queries.cases import case_of
from bayline.systems.settlement.queries.followed import FOLLOWED, faults
from bayline.systems.settlement.rules.cases import Case, changed
from bayline.systems.settlement.rules.examples import PATH, examples_in
from bayline.systems.settlement.rules.protocol.journal import read
from bayline.systems.settlement.rules.protocol.messages import canonical

_AT_ONCE = 2_000  # rows of the journal in one transaction


def follow_journal() -> None:
    """Take in what the journal has had since the table was last looked at."""
    while _is_behind() and _followed():
        pass


def _is_behind() -> bool:
    """Look without taking a turn: most pages find nothing new."""
    last = JournalRow.objects.aggregate(last=Max("id"))["last"]
    return last is not None and last > _reached()


def _reached() -> int:
    return CaseRow.objects.aggregate(last=Max("row"))["last"] or 0


@transaction.atomic
def _followed() -> bool:
    take_turn()
    reached = _reached()
    rows = JournalRow.objects.filter(id__gt=reached).order_by("id")[:_AT_ONCE]
    made: dict[str, Case] = {}

    def known(name: str) -> Case | None:
        if name in made:
            return made[name]
        row = CaseRow.objects.filter(pk=name).first()
        return None if row is None else case_of(row)

    number = reached
    for number, written in rows.values_list("id", "written"):
        for one in changed(read(written.encode()), number, known):
            made[one.id] = one
    keep_cases([*made.values(), Case(id=FOLLOWED, kind="FOLLOWED", row=number)])
    return number - reached == _AT_ONCE


def rewrite() -> None:
    """Make the table anew from the journal and the pack."""
    CaseRow.objects.all().delete()
    follow_files(KeptFiles(files={PATH: file(PATH)}, at=datetime.now(UTC)))
    follow_journal()


def fill_missing() -> None:
    """Make the table anew where it is not what the journal says."""
    if next(iter(faults()), ""):
        rewrite()


def keep_cases(cases: Iterable[Case]) -> None:
    """Write settlements down as they stand."""
    rows = [_row(one) for one in cases]
    names = [one.name for one in CaseRow._meta.fields if not one.primary_key]  # noqa: SLF001 - Django's public name
    CaseRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=names, batch_size=40
    )


def _row(case: Case) -> CaseRow:
    values = {name: getattr(case, name) for name in case.__dataclass_fields__ if name != "told"}
    return CaseRow(**values, told=canonical(dict(case.told)).decode())


def follow_files(kept: KeptFiles) -> None:
    """Take in the examples of a pack when they are kept; those before them go.

    Raises:
        BaylineError: A line is no example.
    """
    if PATH not in kept.files:
        return
    data = kept.files[PATH] or b""
    made = [*examples_in(data, where=PATH)]
    CaseRow.objects.filter(is_example=True).delete()
    CaseRow.objects.bulk_create(map(_row, made), batch_size=40)
