"""Take in what programs deliver, under the same rules as a file that a person hands in."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import StringIO

from bayline.platform.inlets import BarredTableError, Delivered, Delivery, Taken
from bayline.platform.inlets import Told as ToldCell
from bayline.platform.inlets import Weight as WeightWord
from bayline.systems.ecology.actions.taking import BarredError, Handed, take_in
from bayline.systems.ecology.queries import readings
from bayline.systems.ecology.terms import Spot, Weight

KINDS = (readings.WATER, readings.AIR_DAYS, readings.AIR_HOURS)
_WEIGHTS: Mapping[Weight, WeightWord] = {
    Weight.FAULT: "fault",
    Weight.DOUBT: "doubt",
    Weight.NOTE: "note",
}


def deliver(table: Delivered) -> Taken:
    """Take a table in; what is kept already with the same values is passed over.

    Raises:
        BarredTableError: Something in it bars it; nothing is kept then.
        BaylineError: It is no table of readings.
    """
    handed = Handed(
        name=table.name,
        kind=table.kind,
        holds=table.holds,
        skips_known=True,
        corrects=table.corrects,
        data=_written(table),
    )
    try:
        kept = take_in(handed, by=table.by, at=table.at)
    except BarredError as barred:
        found = BarredTableError(
            barred.what, where=barred.where, why=barred.why, do=barred.do, zh=barred.zh
        )
        found.cells = tuple(map(_told, barred.intake.bars))
        raise found from None
    return Taken(kept.delivery, kept.samples, kept.skipped, tuple(map(_told, kept.notes)))


def _written(table: Delivered) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([table.heads, *table.rows])
    return text.getvalue().encode()


def _told(one: Spot) -> ToldCell:
    weight = _WEIGHTS[one.weight]
    return ToldCell(weight, one.line, one.head, one.value, one.why, one.do, one.zh)


def delivered(behind: int | None, most: int, at: datetime | None) -> Sequence[Delivery]:
    """List what was taken in, the newest first."""
    return [
        Delivery(
            number=one.number,
            kind=one.kind,
            name=one.name,
            sha256=one.sha256,
            kept=one.samples,
            skipped=one.skipped,
            first=one.first,
            last=one.last,
            by=one.by,
            recorded=one.recorded,
        )
        for one in readings.deliveries(at=at, most=most, behind=behind)
    ]
