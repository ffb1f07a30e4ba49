"""Whether the table of settlements is what the journal says."""

from collections.abc import Iterator

from bayline.platform.languages import either
from bayline.systems.settlement.models import CaseRow, JournalRow
from bayline.systems.settlement.queries.cases import case_of
from bayline.systems.settlement.rules.cases import Case, changed
from bayline.systems.settlement.rules.protocol.journal import read

FOLLOWED = "followed"  # the row that notes how far the journal was followed


def faults() -> Iterator[str]:
    """Say which settlements stand otherwise than the journal has them, a sentence each."""
    reached = CaseRow.objects.filter(pk=FOLLOWED).values_list("row", flat=True).first() or 0
    made: dict[str, Case] = {}
    rows = JournalRow.objects.filter(id__lte=reached).order_by("id")
    for number, written in rows.values_list("id", "written").iterator():
        for one in changed(read(written.encode()), number, made.get):
            made[one.id] = one
    kept = CaseRow.objects.filter(is_example=False).exclude(pk=FOLLOWED)
    for row in kept.iterator():
        if made.pop(row.id, None) != case_of(row):
            yield f"settlement_case {row.id}: {_wrong()}"
    for name in made:
        yield f"settlement_case {name}: {_wrong()}"


def _wrong() -> str:
    return either(
        "与结算日志算出的不同，请运行bayline upgrade",
        "is not what the journal says; run bayline upgrade",
    )
