"""Take a document into the record: keep it, read it, propose what it states, and check it."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from bayline.engines.documents import open_document
from bayline.engines.documents.front_matter import split
from bayline.engines.documents.terms import Limits
from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import Recorded, record_document
from bayline.systems.reading.rules.dates import publication_date
from bayline.systems.reading.rules.origins import origin_of

_PAGES = (".html", ".htm", ".xhtml", ".shtml")


@transaction.atomic
def receive(handed: Handed, *, by: str, at: datetime, limits: Limits) -> Recorded:
    """Take a document in, all of it or nothing.

    What is not said of it is taken from the lines at its head, if it has them.

    Args:
        handed: The file with what is known of it.
        by: Who hands it over.
        at: When.
        limits: How much of a file is read before it is refused.

    Raises:
        BaylineError: The file cannot be read, or corrects what is not in the record.
    """
    recorded = record_document(with_front_matter(handed), by=by, at=at, limits=limits)
    text = queries.latest_text(recorded.source) if recorded.is_new else None
    if text is not None:
        check_document(text, at=at)
    return recorded


def with_front_matter(handed: Handed) -> Handed:
    """Fill what is not said of a file from the lines at its head, or from a saved page itself.

    Raises:
        BaylineError: These lines cannot be read.
    """
    if handed.name.lower().endswith(_PAGES):
        return _as_saved(handed)
    said, _ = split(handed.data, where=handed.name)
    day = said.get("published", "")
    return replace(
        handed,
        title=handed.title or said.get("title", ""),
        publisher=handed.publisher or said.get("publisher", ""),
        published=handed.published or (publication_date(day) if day else None),
        licence=handed.licence or said.get("licence", ""),
        url=handed.url or said.get("url", ""),
    )


def _as_saved(handed: Handed) -> Handed:
    """Fill what a saved page says of itself: its title, its day, and where it was saved from."""
    document = open_document(handed.name, handed.data)
    return replace(
        handed,
        title=handed.title or document.title,
        published=handed.published or document.published,
        url=handed.url or origin_of(handed.data),
    )
