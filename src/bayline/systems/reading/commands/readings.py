"""From a named file to its reading, in whatever process the work is done."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.chinese.reader import read
from bayline.engines.chinese.terms import Reading
from bayline.engines.documents import DEFAULT_LIMITS, Document, open_document
from bayline.engines.documents.encodings import decode
from bayline.systems.reading.commands.inputs import Input

LIMIT = DEFAULT_LIMITS.file_bytes


class Settings(NamedTuple):
    """What holds for all documents of one command.

    Attributes:
        published: The day they were published; None to take it from each document.
        gazetteer: File with places of the region; empty for the national divisions alone.
        with_numbers: Whether to list every number expression besides the figures.
    """

    published: date | None = None
    gazetteer: str = ""
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
    notes = [f"{document.name}: {note}" for note in document.notes]
    if form == "table" and reading.published is not None and reading.published_inferred:
        notes.append(
            f"{document.name}: taken as published {reading.published}, inferred from the text; "
            "--published DATE sets another day"
        )
    return tuple(notes)


def _gazetteer(path: str) -> Gazetteer | None:
    if not path:
        return None
    text = decode(Input(path).data(limit=LIMIT)).text
    return _compiled(text, path)


@lru_cache(maxsize=1)
def _compiled(text: str, path: str) -> Gazetteer:
    return Gazetteer.load(text, where=path)
