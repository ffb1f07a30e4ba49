"""Take a document into the record: keep it, read it, propose what it states, and check it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from bayline.engines.documents import open_document
from bayline.engines.documents.front_matter import split
from bayline.engines.documents.terms import Limits
from bayline.kernel.addresses import is_web_address
from bayline.kernel.visible import one_line
from bayline.platform.record import queries
from bayline.platform.record.actions.turns import take_turn
from bayline.platform.record.terms import Handed
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import Recorded, record_document
from bayline.systems.reading.queries import namesakes
from bayline.systems.reading.rules.dates import publication_date
from bayline.systems.reading.rules.origins import origin_of

LONGEST_WORDS = 300  # characters of a title, a publisher, a licence
_PAGES = (".html", ".htm", ".xhtml", ".shtml")


@transaction.atomic
def receive(
    handed: Handed, *, by: str, at: datetime, limits: Limits, denied: Collection[str] = ()
) -> Recorded:
    """Take a document in, all of it or nothing.

    What is not said of it is taken from the lines at its head, if it has them.

    Args:
        handed: The file with what is known of it.
        by: Who hands it over.
        at: When.
        limits: How much of a file is read before it is refused.
        denied: Of what it is known that there is none, whatever the head says.

    Raises:
        BaylineError: The file cannot be read, or corrects what is not in the record.
    """
    known = with_front_matter(handed, denied=denied)
    recorded = record_document(known, by=by, at=at, limits=limits)
    text = queries.latest_text(recorded.source) if recorded.is_new else None
    if text is not None:
        check_document(text, at=at)
    return recorded


@transaction.atomic
def receive_unless_named(
    handed: Handed, *, by: str, at: datetime, limits: Limits
) -> Recorded | None:
    """Take a document in, unless another of its name is kept: then it has to be asked which it is.

    Looking and keeping are one turn, so that of two who come at once the later one is asked.

    Args:
        handed: The file with what is known of it.
        by: Who hands it over.
        at: When.
        limits: How much of a file is read before it is refused.

    Raises:
        BaylineError: The file cannot be read, or corrects what is not in the record.
    """
    take_turn()
    is_kept = queries.source_by_hash(sha256(handed.data).hexdigest()) is not None
    if not is_kept and namesakes(name_kept(handed.name)):
        return None
    return receive(handed, by=by, at=at, limits=limits)


def with_front_matter(handed: Handed, *, denied: Collection[str] = ()) -> Handed:
    """Fill what is not said of a file from the lines at its head, or from a saved page itself.

    An address that no page may link to is not taken over; the file keeps it.

    Args:
        handed: The file with what is known of it.
        denied: Of what it is known that there is none.

    Raises:
        BaylineError: These lines cannot be read.
    """
    is_page = handed.name.lower().endswith(_PAGES)
    found = _of_page(handed) if is_page else _at_head(handed, denied=denied)
    known = {
        key: value for key, value in found.items() if not getattr(handed, key) and key not in denied
    }
    return replace(handed, name=name_kept(handed.name), **known)


def name_kept(name: str) -> str:
    """Give the name under which a file is kept: without what neither page nor table can show."""
    return "".join(filter(str.isprintable, name)) or "upload"


def _at_head(handed: Handed, *, denied: Collection[str]) -> dict[str, Any]:
    said, _ = split(handed.data, where=handed.name)
    day, url = said.get("published", ""), said.get("url", "")
    is_day_asked = bool(day) and not handed.published and "published" not in denied
    return {
        **{
            key: one_line(said.get(key, ""), LONGEST_WORDS)
            for key in ("title", "publisher", "licence")
        },
        "published": publication_date(day) if is_day_asked else None,
        "url": url if is_web_address(url) else "",
    }


def _of_page(handed: Handed) -> dict[str, Any]:
    """Take what a saved page says of itself: its title, its day, and where it was saved from."""
    document, url = open_document(handed.name, handed.data), origin_of(handed.data)
    return {
        "title": one_line(document.title, LONGEST_WORDS),
        "published": document.published,
        "url": url if is_web_address(url) else "",
    }
