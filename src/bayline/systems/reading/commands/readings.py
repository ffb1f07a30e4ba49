"""From a named file to its reading, in whatever process the work is done."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.chinese.reader import read
from bayline.engines.chinese.terms import Reading
from bayline.engines.documents import DEFAULT_LIMITS, Document, DocumentError, open_document
from bayline.engines.documents.encodings import decode
from bayline.engines.documents.refusals import megabytes
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.systems.reading.commands.inputs import Input

LIMIT = DEFAULT_LIMITS.file_bytes


class Settings(NamedTuple):
    """What holds for all documents of one command.

    Attributes:
        published: The day they were published; None to take it from each document.
        gazetteer: File with places of the region; None for the national divisions alone.
        with_numbers: Whether to list every number expression besides the figures.
    """

    published: date | None = None
    gazetteer: str | None = None
    with_numbers: bool = False


def prepare(settings: Settings) -> None:
    """Load what every document needs, so that a bad gazetteer is refused before any reading.

    Raises:
        BaylineError: If the gazetteer cannot be read.
    """
    _gazetteer(settings.gazetteer)


def read_input(given: Input, settings: Settings) -> tuple[Document, Reading]:
    """Open one document and read it.

    Raises:
        BaylineError: If it cannot be opened or read.
    """
    document = open_document(given.name, given.data(limit=LIMIT))
    return document, read_document(document, settings)


def read_document(document: Document, settings: Settings) -> Reading:
    """Read an open document; a date that the file itself states counts when none was given."""
    return read(
        document.text,
        published=settings.published or document.published,
        gazetteer=_gazetteer(settings.gazetteer),
        tables=document.tables,
        with_numbers=settings.with_numbers,
    )


def remarks(document: Document, reading: Reading, *, form: str) -> tuple[str, ...]:
    """Say what a user should know about a document beside its results.

    Args:
        document: The document; its notes tell of pages without text and unreadable characters.
        reading: What was read in it.
        form: The form of the results; a table and a page leave room for the inferred day.
    """
    name, day = document.name, reading.published
    notes = [either(f"{name}：{note.zh}", f"{name}: {note.en}") for note in document.notes]
    if form == "table" and day is not None and reading.published_inferred:
        notes.append(
            either(
                f"{name}：按{day}发布理解，由正文推定；另定日期用 --published DATE",
                f"{name}: taken as published {day}, inferred from the text; "
                "--published DATE sets another day",
            )
        )
    return tuple(notes)


def _gazetteer(path: str | None) -> Gazetteer | None:
    if path is None:
        return None
    content = Input(path).data(limit=LIMIT)
    if len(content) > LIMIT:
        size = megabytes(LIMIT)
        raise _no_gazetteer(path, f"it is larger than {size}", zh=f"大于{size}")
    try:
        text = decode(content).text
    except DocumentError as refusal:
        why = refusal.zh.what if refusal.zh else ""
        raise _no_gazetteer(path, refusal.what, zh=why) from None
    return _compiled(text, path)


def _no_gazetteer(path: str, why: str, *, zh: str) -> BaylineError:
    return BaylineError(
        "the gazetteer cannot be read",
        where=path,
        why=why,
        do="save it as comma separated text in UTF-8",
        zh=Words("地名表读不了", zh, "请另存为UTF-8的csv"),
    )


@lru_cache(maxsize=1)
def _compiled(text: str, path: str) -> Gazetteer:
    return Gazetteer.load(text, where=path)
