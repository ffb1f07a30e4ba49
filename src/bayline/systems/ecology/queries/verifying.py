"""Verify what was taken in: the chain of deliveries, and what each of them brought."""

from collections.abc import Iterator
from hashlib import sha256

from bayline.platform.languages import either
from bayline.platform.record.walking import Chain, walked
from bayline.systems.ecology.models import DeliveryRow, StretchRow
from bayline.systems.ecology.rules.intake.hashing import Brought, content_of, stretch_hash
from bayline.systems.ecology.rules.intake.keeping import plain

_CHAIN = Chain(
    "ecology_delivery",
    'SELECT c.id, c.digest, c."by", c.recorded, c.kind, c.sha256, c.name, c.heads, c.samples,'
    " c.skipped, c.stretches, c.first, c.last, c.notes, c.content FROM ecology_delivery c",
    2,
)
_AT_ONCE = 500


def faults() -> Iterator[str]:
    """Tell what is wrong, a sentence each."""
    yield from walked(_CHAIN)[1]
    for delivery in DeliveryRow.objects.order_by("id").only("id", "content", "stretches"):
        yield from _strayed(delivery)


def _strayed(delivery: DeliveryRow) -> Iterator[str]:
    content, count = sha256(), 0
    rows = StretchRow.objects.filter(delivery=delivery).order_by("id")
    names = ("id", "station", "month", "cells", "sums", "sha256")
    for key, station, month, cells, sums, digest in rows.values_list(*names).iterator(_AT_ONCE):
        if stretch_hash(Brought(station, month, plain(bytes(cells)), sums)) != digest:
            wrong = either("测值与哈希不符", "its cells do not fit their hash")
            yield f"ecology_stretch {key}: {wrong}"
        content.update(digest.encode())
        count += 1
    if content_of(content) != delivery.content or count != delivery.stretches:
        wrong = either(
            "带来的测值被增加、删除或改动过", "what it brought was added to, removed or changed"
        )
        yield f"ecology_delivery {delivery.pk}: {wrong}"
