"""What was taken in as a file of a pack."""

from collections.abc import Iterator

from bayline.systems.ecology.models import DeliveryRow, StretchRow
from bayline.systems.ecology.rules.intake.keeping import plain
from bayline.systems.ecology.rules.intake.packing import PackedStretch, lines_of

_AT_ONCE = 200
_TOLD = ("kind", "sha256", "name", "heads", "skipped", "notes", "by", "recorded", "content")


def packed_readings() -> Iterator[bytes]:
    """Write all deliveries with what they brought, line by line: they may be millions."""
    for delivery in DeliveryRow.objects.order_by("id"):
        told = {name: getattr(delivery, name) for name in _TOLD}
        yield lines_of(told | {"recorded": delivery.recorded.isoformat()})
        rows = StretchRow.objects.filter(delivery=delivery).order_by("id")
        for row in rows.values_list(*PackedStretch._fields).iterator(_AT_ONCE):
            one = PackedStretch(*row)
            yield lines_of(one._asdict() | {"cells": plain(bytes(row[5]))})
