"""Store deliveries with what they brought, each a link of their chain."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Max

from bayline.platform.bulk import write_rows
from bayline.platform.instants import microseconds
from bayline.platform.record.actions.turns import last_digest, move_head
from bayline.platform.record.chain import content_hash, linked
from bayline.systems.ecology.models import DeliveryRow
from bayline.systems.ecology.rules.intake.hashing import Brought, content_of, stretch_hash
from bayline.systems.ecology.rules.intake.keeping import packed, sums_written, written
from bayline.systems.ecology.rules.intake.packing import PackedStretch
from bayline.systems.ecology.rules.intake.taking import Stretch

_COLUMNS = (
    *("delivery_id", "kind", "station", "month", "samples", "first", "last", "cells", "sums"),
    "sha256",
)


class Told(NamedTuple):
    """What is told of a delivery; see `DeliveryRow`."""

    kind: str
    sha256: str
    name: str
    heads: str
    skipped: int
    notes: str
    by: str
    recorded: datetime


def brought_of(one: Stretch) -> PackedStretch:
    """Write a stretch as it is kept."""
    return PackedStretch(
        station=one.section,
        month=one.month,
        samples=len(one.cells.lines),
        first=one.first,
        last=one.last,
        cells=written(one.cells).decode(),
        sums=sums_written(one.sums),
    )


def store(told: Told, stretches: Iterable[PackedStretch]) -> tuple[int, int]:
    """Store a delivery, in a transaction whose turn it is to write.

    Args:
        told: What is told of it.
        stretches: What it brought.

    Returns:
        Its number, and how many samples it brought.
    """
    number = (DeliveryRow.objects.aggregate(last=Max("id"))["last"] or 0) + 1
    brought = _Writer(number, told.kind)
    write_rows("ecology_stretch", _COLUMNS, map(brought.row, stretches))
    values = {
        "kind": told.kind,
        "sha256": told.sha256,
        "name": told.name,
        "heads": told.heads,
        "samples": brought.samples,
        "skipped": told.skipped,
        "stretches": brought.stretches,
        "first": brought.first,
        "last": brought.last,
        "notes": told.notes,
        "content": content_of(brought.content),
    }
    how = (told.by, microseconds(told.recorded))
    digest = linked(last_digest(DeliveryRow), content_hash([*values.values()]), how=how)
    DeliveryRow.objects.create(
        id=number, by=told.by, recorded=told.recorded, digest=digest, **values
    )
    move_head(DeliveryRow, rows=1, digest=digest)
    return number, brought.samples


class _Writer:
    """Writes stretches as rows, and sums up what they are."""

    def __init__(self, delivery: int, kind: str) -> None:
        self._delivery, self._kind = delivery, kind
        self.content = sha256()
        self.samples = self.stretches = 0
        self.first = self.last = ""

    def row(self, one: PackedStretch) -> tuple[object, ...]:
        """Write one of them."""
        cells = one.cells.encode()
        digest = stretch_hash(Brought(one.station, one.month, cells, one.sums))
        self.content.update(digest.encode())
        self.samples, self.stretches = self.samples + one.samples, self.stretches + 1
        self.first = min(self.first or one.first, one.first)
        self.last = max(self.last, one.last)
        head = (self._delivery, self._kind, one.station, one.month, one.samples)
        return (*head, one.first, one.last, packed(cells), one.sums, digest)
