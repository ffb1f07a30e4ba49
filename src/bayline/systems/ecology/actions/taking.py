"""Take files of readings in: all of a file, or nothing of it and every reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import NamedTuple

import orjson
from django.db import transaction
from django.utils import timezone

from bayline.engines.documents.encodings import decode
from bayline.engines.documents.refusals import DocumentError
from bayline.engines.documents.sniff import table_format_of
from bayline.engines.documents.terms import Format
from bayline.kernel.errors import BaylineError
from bayline.platform.bulk import without_collecting
from bayline.platform.record.actions.turns import take_turn
from bayline.systems.ecology.actions.booking import rows_of_book
from bayline.systems.ecology.actions.coding import coder_of
from bayline.systems.ecology.actions.holding import hold_again
from bayline.systems.ecology.actions.storing import Told, brought_of, store
from bayline.systems.ecology.queries import readings, stations
from bayline.systems.ecology.rules.intake.airy import taken_air
from bayline.systems.ecology.rules.intake.coding import Coder, Row, headed
from bayline.systems.ecology.rules.intake.keeping import heads_written
from bayline.systems.ecology.rules.intake.mending import changed_by, with_mends
from bayline.systems.ecology.rules.intake.rows import text_rows
from bayline.systems.ecology.rules.intake.taking import Intake, Wish, taken
from bayline.systems.ecology.terms import Spot, Weight

_NOTES = 500  # that are kept with a delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file of readings that was handed in, and how it is to be taken in.

    Attributes:
        name: Its name.
        kind: water, air or air-hour.
        holds: Whether somebody says that what is doubted holds.
        skips_known: Whether what is kept already with the same values is passed over.
        corrects: Whether other values take the place of those kept.
        file: Where it lies; None where it is in memory.
        data: Its bytes, where it is in memory.
        mends: What was typed in place of cells, by row and number of the column.
    """

    name: str
    kind: str = readings.WATER
    holds: bool = False
    skips_known: bool = False
    corrects: bool = False
    file: Path | None = None
    data: bytes = b""
    mends: tuple[tuple[int, int, str], ...] = ()


class Kept(NamedTuple):
    """What was kept of a file; no delivery where nothing in it was new."""

    delivery: int | None
    samples: int
    skipped: int
    notes: tuple[Spot, ...]


def looked_at(handed: Handed, *, at: datetime) -> Intake:
    """Look at a file and keep nothing.

    Raises:
        BaylineError: It is no table of readings.
    """
    try:
        return _intake(handed, at)
    except DocumentError as refusal:
        raise refusal.at(handed.name) from None


def _intake(handed: Handed, at: datetime) -> Intake:
    now = timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
    wish = Wish(
        now=now,
        holds=handed.holds,
        skips_known=handed.skips_known,
        corrects=handed.corrects,
    )
    if handed.kind == readings.WATER:
        known = stations.stations()
        return taken(_table(handed), known, readings.past(known), wish, where=handed.name)
    kept = lru_cache(maxsize=256)(partial(readings.air_moments, handed.kind))
    return taken_air(
        [*_rows(handed)],
        stations.air_stations(),
        kept,
        wish,
        where=handed.name,
        hourly=handed.kind == readings.AIR_HOURS,
    )


def _table(handed: Handed) -> tuple[Sequence[str], Coder]:
    def slowly() -> Coder:
        return headed(_rows(handed), where=handed.name)[1]

    is_large = handed.file is not None and not handed.mends
    found = coder_of(handed.file, slowly) if is_large and handed.file else None
    return found or headed(_rows(handed), where=handed.name)


def _rows(handed: Handed) -> Iterator[Row]:
    data = handed.file.read_bytes() if handed.file else handed.data
    is_book = table_format_of(handed.name, data) is Format.WORD  # any zip archive
    rows = (
        rows_of_book(handed.name, data, is_air=handed.kind != readings.WATER)
        if is_book
        else text_rows(decode(data).text, where=handed.name)
    )
    return with_mends(rows, handed.mends) if handed.mends else rows


def hash_of(handed: Handed) -> str:
    """Give the SHA-256 of a file."""
    if handed.file:
        with handed.file.open("rb") as opened:
            return file_digest(opened, "sha256").hexdigest()
    return sha256(handed.data).hexdigest()


@transaction.atomic
def take_in(handed: Handed, *, by: str, at: datetime) -> Kept:
    """Take a file in.

    Args:
        handed: The file.
        by: Who takes it in.
        at: The present moment.

    Raises:
        BarredError: Something in it bars it; nothing is kept then.
        BaylineError: It is no table of readings.
    """
    take_turn()
    with without_collecting():
        intake = looked_at(handed, at=at)
        if intake.bars:
            raise BarredError(intake, where=handed.name)
        notes = [one for one in intake.spots if one.weight is Weight.NOTE]
        if intake.samples == intake.skipped:
            return Kept(None, 0, intake.skipped, tuple(notes))
        told = Told(
            kind=handed.kind,
            sha256=hash_of(handed),
            name=handed.name,
            heads=heads_written(intake.heads),
            skipped=intake.skipped,
            notes=_notes(notes, _changed(handed)),
            by=by,
            recorded=at,
        )
        number, samples = store(told, map(brought_of, intake.stretches()))
        if handed.kind == readings.WATER:
            hold_again(at=at)
        return Kept(number, samples, intake.skipped, tuple(notes))


class BarredError(BaylineError):
    """Something bars a file: the first thing is told, and all are in `intake`."""

    def __init__(self, intake: Intake, *, where: str) -> None:
        bars = intake.bars
        first, rest = bars[0].error(where), len(bars) - 1
        do, zh = first.do, first.zh
        if rest and zh:
            do = f"{first.do}; {rest} more cells bar the file, and nothing was kept"
            zh = zh._replace(do=f"{zh.do}。另有{rest}处要改正或核对，全文件没有入库")
        super().__init__(first.what, where=where, why=first.why, do=do, zh=zh)
        self.intake = intake


def _changed(handed: Handed) -> list[dict[str, object]]:
    """Give the cells that were typed anew with other words, and what stood in each."""
    if not handed.mends:
        return []
    whole = replace(handed, mends=())
    return [*changed_by(_rows(whole), handed.mends)]


def _notes(notes: Sequence[Spot], mended: Sequence[Mapping[str, object]]) -> str:
    told = [
        {
            "word": one.word,
            "line": one.line,
            "head": one.head,
            "value": one.value,
            "why": one.why,
            "why_zh": one.zh[0],
        }
        for one in notes[:_NOTES]
    ]
    return orjson.dumps({"notes": told, "mended": mended}).decode()
