"""What is kept, as the index is made of it again and compared with it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from bayline.platform.packs.places import PLACES
from bayline.platform.record.queries import source
from bayline.platform.record.terms import KeptSource
from bayline.platform.record.walking import chunked
from bayline.platform.registers.queries import as_it_is, every_step, registers
from bayline.platform.registers.terms import Edit, Entry, Register


class TextRow(NamedTuple):
    """A text of the record: its number, that of its source, when it was recorded, its words."""

    key: int
    source: int
    since: int
    words: str


def kept_sources() -> Iterator[KeptSource]:
    """Give all documents, in the order they came in."""
    for (key,) in chunked("SELECT c.id FROM record_source c", key="c.id"):
        yield source(key)


def kept_texts() -> Iterator[TextRow]:
    """Give all texts, in the order they were taken; one at a time, since they are long."""
    asked = "SELECT c.text FROM record_text c WHERE c.id = %s"
    for key, of, since in chunked(
        "SELECT c.id, c.source_id, c.recorded FROM record_text c", key="c.id"
    ):
        with connection.cursor() as cursor:
            cursor.execute(asked, [key])
            (words,) = cursor.fetchone()
        yield TextRow(key, of, since, words)


def kept_entries() -> Iterator[tuple[Register, Iterator[tuple[Entry, Edit]]]]:
    """Give all changes of all registers, personal values closed."""
    for register in registers():
        steps = every_step(register, unseal=as_it_is)
        yield register, ((step.entry, step.edit) for step in steps)


def kept_places() -> Iterator[tuple[bytes | None, int]]:
    """Give all versions of the region's table of places, with when each was kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data, recorded FROM pack_file WHERE path = %s ORDER BY id", [PLACES])
        rows = cursor.fetchall()
    for data, since in rows:
        yield None if data is None else bytes(data), since
