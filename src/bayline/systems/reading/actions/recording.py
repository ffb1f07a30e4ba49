"""Keep a document with what it states; read again what is kept, without overwriting anybody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bayline.engines.chinese.terms import Reading
from bayline.engines.documents import DEFAULT_LIMITS, open_document
from bayline.engines.documents.front_matter import split
from bayline.engines.documents.terms import Document, Limits
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import (
    append,
    decide,
    note_reading,
    store_source,
    store_text,
)
from bayline.platform.record.rereading import Differences, Held, compared
from bayline.platform.record.rows import said
from bayline.platform.record.terms import Draft, Handed, KeptSource, KeptText
from bayline.systems.reading.queries.places import gazetteer
from bayline.systems.reading.rules.recording import proposals
from bayline.systems.reading.terms import ReadDocument

READER = "reader"  # who states what a program has read


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of a document that was handed over.

    Attributes:
        source: The document as it is kept.
        is_new: Whether it was not in the record before.
        proposed: Identifiers of the claims that wait for review because of it.
    """

    source: KeptSource
    is_new: bool
    proposed: tuple[str, ...] = ()


@transaction.atomic
def record_document(
    handed: Handed,
    *,
    by: str,
    at: datetime,
    earlier: Sequence[Draft] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Recorded:
    """Keep a document, read it, and propose what it states.

    Args:
        handed: The file with what is known of it.
        by: Who hands it over.
        at: When.
        earlier: Claims that were decided on before (in the home that a pack was exported from);
            where the reader now reads otherwise, it proposes a difference.
        limits: How much of a file is read before it is refused.

    Raises:
        BaylineError: The file cannot be read, or corrects what is not in the record.
    """
    if is_data(handed.name):
        source, is_new = store_source(handed, by=by, at=at)
        return Recorded(source=source, is_new=is_new)
    document = opened_body(handed.name, handed.data, limits=limits)
    source, is_new = store_source(handed, by=by, at=at)
    if not is_new:
        return Recorded(source=source, is_new=False)
    text = store_text(source, document, at=at)
    proposed = _read(text, at=at, earlier=earlier)
    return Recorded(source=source, is_new=True, proposed=proposed)


@transaction.atomic
def reread_document(source: KeptSource, *, at: datetime) -> Recorded:
    """Read a kept document again with the present reader and propose what differs.

    Args:
        source: The document.
        at: When.
    """
    if is_data(source.name):
        return Recorded(source=source, is_new=False)
    document = opened_body(source.name, queries.content_of(source), limits=DEFAULT_LIMITS)
    text = store_text(source, document, at=at)
    return Recorded(source=source, is_new=False, proposed=_read(text, at=at))


def is_data(name: str) -> bool:
    """Tell whether a file is made for programs: it is kept as it is, and no sentence is read."""
    return name.lower().endswith(".json")


def opened_body(name: str, data: bytes, *, limits: Limits) -> Document:
    """Open a file without its front matter, whose lines are about the document, not of it.

    Raises:
        BaylineError: The file cannot be read.
    """
    return open_document(name, split(data, where=name)[1], limits=limits)


def _read(text: KeptText, *, at: datetime, earlier: Sequence[Draft] = ()) -> tuple[str, ...]:
    from bayline.engines.chinese.reader import READER_VERSION

    if READER_VERSION in queries.readings_of(text):
        return ()
    drafts = drafts_of(text, reader=READER_VERSION)
    if earlier:
        read_so = {said(draft.claim, quote=draft.quote) for draft in drafts}
        otherwise = [one for one in earlier if said(one.claim, quote=one.quote) not in read_so]
        append(otherwise, ground=text, by=READER, at=at)
    found = _compared(text, drafts)
    appended = append(found.drafts, ground=text, by=READER, at=at).identifiers
    withdrawn = _withdraw(found.withdrawals, at=at)
    note_reading(text, reader=READER_VERSION, claims=len(drafts), at=at)
    _settle(found, appended, withdrawn, at=at)
    names = [*dict.fromkeys((*appended, *found.revived, *withdrawn))]
    states = queries.states_of(names)
    return tuple(name for name in names if states[name].state is Review.PROPOSED)


def _withdraw(withdrawals: Mapping[int, Sequence[Draft]], *, at: datetime) -> tuple[str, ...]:
    """Propose that claims be taken back; each stands on the text it was made on."""
    appended = (
        append(drafts, ground=queries.text(key), by=READER, at=at).identifiers
        for key, drafts in withdrawals.items()
    )
    return tuple(name for names in appended for name in names)


def drafts_of(text: KeptText, *, reader: str) -> list[Draft]:
    """Read a kept text and give what it states as claims to be kept."""
    read = as_read(text)
    proposed = proposals(read, source=text.source.cited, reader=reader)
    return [Draft(claim=claim, quote=quote, sentence=place) for claim, quote, place in proposed]


def as_read(text: KeptText) -> ReadDocument:
    """Read a kept text, with the places of the region; the last few readings are remembered."""
    from bayline.engines.chinese.reader import read

    document, places = text.document, gazetteer()
    day = text.source.published or document.published
    wanted = (text.sha256, day, places, document.tables)
    found = _READ.pop(text.sha256, None)
    if found is None or found[0] != wanted:
        reading = read(document.text, published=day, gazetteer=places, tables=document.tables)
        found = (wanted, reading)
    _READ[text.sha256] = found
    if len(_READ) > _MOST_REMEMBERED:
        _READ.pop(next(iter(_READ)))
    return ReadDocument(name=text.source.id, reading=found[1], tables=document.tables)


# Readings by the hash of their text, the oldest first: checks ask for the same ones again.
_READ: dict[str, tuple[object, Reading]] = {}
_MOST_REMEMBERED = 24


def _compared(text: KeptText, drafts: Sequence[Draft]) -> Differences:
    editions = [text.source, *_replaced(text.source)]
    earlier = queries.texts_of_sources(editions) - {text.key}
    is_last = not queries.is_replaced(text.source)
    return compared(
        drafts,
        here=Held(queries.lines_on({text.key}), {text.key}, is_last),
        before=Held(queries.lines_on(earlier), earlier),
    )


def _replaced(source: KeptSource) -> Iterator[KeptSource]:
    """Give the editions that a document replaces, the nearest first."""
    earlier = queries.source_by_hash(source.replaces) if source.replaces else None
    while earlier is not None:
        yield earlier
        earlier = queries.source_by_hash(earlier.replaces) if earlier.replaces else None


def _settle(
    found: Differences, identifiers: Sequence[str], withdrawn: Sequence[str], *, at: datetime
) -> None:
    """Take back what nobody had decided on, and carry over what a person had accepted."""
    if found.carried:
        carried = [identifiers[position] for position in found.carried]
        decide(carried, Review.ACCEPTED, by=READER, at=at, reason="更正版中这一条没有变")
    _move(found.outdated, Review.PROPOSED, Review.SUPERSEDED, at=at, reason="新的读法不再这样读")
    again = (*found.revived, *withdrawn)
    _move(again, Review.SUPERSEDED, Review.PROPOSED, at=at, reason="新的读法又这样读")


def _move(names: Sequence[str], before: Review, to: Review, *, at: datetime, reason: str) -> None:
    """Decide on those claims that still stand where the reading found them."""
    states = queries.states_of(names) if names else {}
    moved = [name for name, stands in states.items() if stands.state is before]
    if moved:
        decide(moved, to, by=READER, at=at, reason=reason)
