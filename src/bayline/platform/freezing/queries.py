"""Ask the record for what a publication holds: as of its moment, a document at a time."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from bayline.engines.chinese.gazetteer.entries import entries
from bayline.kernel.claims import ClaimKind
from bayline.kernel.places import Place
from bayline.kernel.reviews import Review
from bayline.platform.freezing.declaring import public_registers
from bayline.platform.freezing.terms import Cut, Row
from bayline.platform.instants import microseconds
from bayline.platform.packs import queries as packs
from bayline.platform.packs.paths import OVERVIEW, PUBLISHING, REGION
from bayline.platform.packs.places import PLACES
from bayline.platform.packs.regions import openness_of
from bayline.platform.publishing.queries import retractions
from bayline.platform.record import queries as record
from bayline.platform.record.terms import KeptSource

_LONGEST = 600  # characters of a sentence on either side of what is quoted
_COLUMNS = (
    *("identifier", "kind", "subject", "attribute", "what", "low", "high", "unit", "bound"),
    *("basis", "period", "period_start", "period_end", "place", "status", "change", "quote"),
    *("start", "end", "text_id", "passage__start", "passage__end", "source__sha256", "recorded"),
    *("now__since", "now__line__identifier"),
)

_TEXT = _COLUMNS.index("text_id")


def cut_at(moment: datetime, *, is_past: bool = True) -> Cut:
    """Find what a publication of a moment holds.

    Args:
        moment: The moment.
        is_past: Whether there is one of it; else one is only thought of.
    """
    back = retractions(until=moment)
    removed = {one.source for one in back if one.source}
    openness = openness_of(packs.file(PUBLISHING, moment))
    known = reversed(record.sources(as_of=moment))
    opened = (one for one in known if openness.opens(one.name) and one.sha256 not in removed)
    return Cut(
        moment=moment,
        region=_toml(packs.file(REGION, moment)),
        figures=(*_toml(packs.file(OVERVIEW, moment)).get("figure", ()),),
        openness=openness,
        sources=(*opened,),
        registers=public_registers(moment, is_past=is_past),
        places=_places(packs.file(PLACES, moment)),
        removed=frozenset(one.claim for one in back if one.claim),
    )


def _toml(data: bytes | None) -> dict[str, Any]:
    return {} if data is None else tomllib.loads(data.decode())  # looked through when it was kept


def _places(data: bytes | None) -> tuple[Place, ...]:
    if data is None:
        return ()
    return tuple(one.place for one in entries(data.decode("utf-8-sig"), where=PLACES))


def rows_of(texts: Mapping[int, str], cut: Cut) -> Iterator[Row]:
    """Give the claims of a document that were accepted, in the order of its text.

    Args:
        texts: Its texts by their numbers.
        cut: What is published.
    """
    accepted = _accepted(cut).filter(text__in=[*texts])
    ordered = accepted.order_by("text_id", "start", "pk").values_list(*_COLUMNS)
    for values in ordered.iterator(chunk_size=2000):
        row = _row(values, texts[values[_TEXT]])
        if row["id"] not in cut.removed:
            yield row


def _accepted(cut: Cut) -> Any:  # noqa: ANN401 - a query with a relation of its own
    stated = ~Q(kind=ClaimKind.WITHDRAWAL)  # it prints again what nobody states any more
    return record.standing(cut.moment).filter(stated, now__state=Review.ACCEPTED)


def rows_apart(cut: Cut) -> Iterator[Row]:
    """Give the accepted claims that stand on no text: computed ones, and words of people.

    Those that name a document are given where it is opened.
    """
    opened = {one.sha256 for one in cut.sources}
    found = _accepted(cut).filter(text__isnull=True).order_by("pk")
    for values in found.values_list(*_COLUMNS).iterator(chunk_size=2000):
        row = _row(values, "")
        is_open = not row["source"] or row["source"] in opened
        if is_open and row["id"] not in cut.removed:
            yield row


def texts_of(source: KeptSource, cut: Cut) -> dict[int, str]:
    """Give the texts that were taken from a document by then, by their numbers, in order."""
    return record.texts_by_number(source, as_of=cut.moment)


def _row(values: tuple[Any, ...], text: str) -> Row:
    said = dict(zip(_COLUMNS, values, strict=True))
    start, end = said["start"], said["end"]
    is_figure = said["kind"] == ClaimKind.FIGURE
    return {
        "id": said["identifier"],
        "kind": said["kind"],
        "subject": said["subject"],
        "attribute": said["attribute"],
        "what": said["what"],
        "low": said["low"] if is_figure else "",
        "high": said["high"] if is_figure else "",
        "unit": said["unit"],
        "bound": said["bound"],
        "basis": said["basis"],
        "period": said["period"].partition(" ")[0],
        "period_start": said["period_start"],
        "period_end": said["period_end"],
        "place": said["place"],
        "status": said["status"],
        "change": said["change"],
        "quote": said["quote"],
        "sentence": _sentence(text, said),
        "source": said["source__sha256"] or "",
        "start": start,
        "end": end,
        "recorded": said["recorded"],
        "accepted": said["now__since"],
        "line": said["now__line__identifier"],
    }


def _sentence(text: str, said: dict[str, Any]) -> str:
    """Cut the sentence of a claim out of its text; of an endless one what is near."""
    first, last = said["passage__start"], said["passage__end"]
    if first is None or said["start"] is None:
        return ""
    first, last = max(first, said["start"] - _LONGEST), min(last, said["end"] + _LONGEST)
    return " ".join(text[first:last].split())


# What is added to a chain, and when it says that it was.
_TIMED = {
    "record_source": "recorded",
    "record_text": "recorded",
    "record_claim": "recorded",
    "record_decision": "recorded",
    "registers_change": "at",
    "pack_file": "recorded",
    "publishing_retraction": "recorded",
}


def last_rows() -> Mapping[str, int]:
    """Give the number of the last row of every chain that publications are made from."""
    with connection.cursor() as cursor:
        found = {}
        for table in _TIMED:
            cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")  # noqa: S608 - our own names
            found[table] = cursor.fetchone()[0]
        return found


def is_cut_clean(moment: datetime, *, after: Mapping[str, int]) -> bool:
    """Tell whether nothing was added since that says it was there before a cut.

    A program that works for minutes dates what it adds by when it began.

    Args:
        moment: When the record was cut.
        after: The last rows that were there then.
    """
    with connection.cursor() as cursor:
        for table, column in _TIMED.items():
            asked = f'SELECT 1 FROM {table} WHERE id > %s AND "{column}" <= %s LIMIT 1'  # noqa: S608 - our own names
            cursor.execute(asked, [after[table], microseconds(moment)])
            if cursor.fetchone():
                return False
    return True
