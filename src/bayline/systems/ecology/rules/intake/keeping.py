"""How the samples of a section in a month are kept: their cells as written, and their sums.

What is kept of a reading is its cell: row, head and text, with the hash of the file. Values are
read out of it again whenever they are asked for, so there is no second truth.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import orjson

from bayline.systems.ecology.rules.intake.summing import ItemSum, Sums
from bayline.systems.ecology.rules.readings import reading_of, scaled
from bayline.systems.ecology.rules.sampling import day_of, moment_of
from bayline.systems.ecology.terms import Reading, Sample, WaterBody

_LEVEL = 1  # of packing: more takes four times as long for a tenth less
_MARK = "|"


class Head(NamedTuple):
    """The column of an item in a file: its head, its number from 0, its factor to the unit."""

    head: str
    place: int
    factor: str


class Cells(NamedTuple):
    """Cells of the samples of a section in a month, sample by sample.

    Attributes:
        lines: The row of each sample.
        times: The time of each, as written.
        names: The number of each, as written; empty where the table has none.
        items: The cells of each item, as written.
    """

    lines: Sequence[int]
    times: Sequence[str]
    names: Sequence[str]
    items: Mapping[str, Sequence[str]]


def written(cells: Cells) -> bytes:
    """Write cells as JSON."""
    body = cells._asdict() | {
        "times": _joined(cells.times),
        "names": _joined(cells.names),
        "items": {key: _joined(texts) for key, texts in cells.items.items()},
    }
    return orjson.dumps(body)


def packed(data: bytes) -> bytes:
    """Compress cells that were written."""
    return zlib.compress(data, _LEVEL)


def plain(data: bytes) -> bytes:
    """Give cells as they were written."""
    return zlib.decompress(data)


def _joined(texts: Sequence[str]) -> str | Sequence[str]:
    """Join texts, which takes half the time and room; those that hold the mark stay apart."""
    joined = _MARK.join(texts)
    return joined if texts and joined.count(_MARK) == len(texts) - 1 else [*texts]


def _apart(texts: str | Sequence[str]) -> Sequence[str]:
    return texts.split(_MARK) if isinstance(texts, str) else texts


def unpacked(data: bytes) -> Cells:
    """Read cells."""
    body = orjson.loads(plain(data))
    return Cells(
        lines=body["lines"],
        times=_apart(body["times"]),
        names=_apart(body["names"]),
        items={key: _apart(texts) for key, texts in body["items"].items()},
    )


def heads_written(heads: Mapping[str, Head]) -> str:
    """Write the columns of a file."""
    return orjson.dumps({key: [*one] for key, one in heads.items()}).decode()


def heads_read(text: str) -> dict[str, Head]:
    """Read the columns of a file."""
    return {key: Head(*one) for key, one in orjson.loads(text).items()}


def sums_written(sums: Sums) -> str:
    """Write sums."""
    items = {key: [*one[:3], format(one.total, "f")] for key, one in sums.items.items()}
    return orjson.dumps({"samples": sums.samples, "days": sums.days, "items": items}).decode()


def sums_read(text: str) -> Sums:
    """Read sums."""
    found = orjson.loads(text)
    items = {
        key: ItemSum(readings, below, least, Decimal(total))
        for key, (readings, below, least, total) in found["items"].items()
    }
    return Sums((*found["samples"],), (*found["days"],), items)


def samples_in(
    cells: Cells, heads: Mapping[str, Head], *, section: str, body: WaterBody
) -> list[Sample]:
    """Read samples out of their cells."""
    found = []
    for number, (line, time) in enumerate(zip(cells.lines, cells.times, strict=True)):
        readings = {
            key: reading
            for key, texts in cells.items.items()
            if (reading := reading_in(texts[number], key, heads[key])) is not None
        }
        found.append(
            Sample(
                line=line,
                name=cells.names[number] if cells.names else "",
                section=section,
                time=moment_of(time),
                day=day_of(time),
                body=body,
                readings=readings,
            )
        )
    return found


def reading_in(text: str, key: str, head: Head) -> Reading | None:
    """Read one cell in the unit of the standard."""
    reading = reading_of(text, key)
    factor = Decimal(head.factor)
    return reading if reading is None or factor == 1 else scaled(reading, factor)


def merged(some: Iterable[Sequence[Sample]]) -> list[Sample]:
    """Put samples of several deliveries together; of one moment the later delivery counts."""
    found = {one.time: one for samples in some for one in samples}
    return [found[time] for time in sorted(found)]
