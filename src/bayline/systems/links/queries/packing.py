"""Networks and timetables as a file of a pack."""

from collections.abc import Iterator

from bayline.platform.packs.histories import Kept, Kind, lines_of
from bayline.systems.links.models import DeliveryRow
from bayline.systems.links.rules.packing import Packed, packed_read, packed_written

KIND = Kind(
    name="delivery",
    what=("a network or a timetable", "路网或时刻表"),
    read=packed_read,
    write=packed_written,
)
_NAMES = ("recorded", "kind", "sha256", "told", "by", "content")


def packed_deliveries() -> Iterator[bytes]:
    """Write all that was taken in, one after the other: each may be some megabytes."""
    rows = DeliveryRow.objects.order_by("id").values_list(*_NAMES)
    for recorded, kind, sha256, told, by, content in rows.iterator(1):
        thing = Packed(kind, sha256, told, by, bytes(content))
        yield lines_of([Kept(recorded, thing)], KIND)
