"""Tell what the index lacks, and what it has that is not kept."""

from collections import deque
from collections.abc import Iterator

from django.db import connection

from bayline.engines.search.tokens import tokens_of
from bayline.platform.languages import either
from bayline.platform.search.engines import TABLES
from bayline.platform.search.kept import kept_places
from bayline.platform.search.naming import place_rows
from bayline.platform.search.terms import Kind

_UNREAD = "SELECT id FROM record_text EXCEPT SELECT text FROM search_text ORDER BY 1"
_FOREIGN = "SELECT text FROM search_text EXCEPT SELECT id FROM record_text ORDER BY 1"
_SHORT = (
    "SELECT x.text FROM search_text x LEFT JOIN search_passage p"
    " ON p.id >= x.first AND p.id < x.first + x.length AND p.text = x.text"
    " GROUP BY x.text, x.length HAVING COUNT(p.id) <> x.length ORDER BY 1"
)
_UNNAMED = (
    "SELECT sha256 FROM record_source EXCEPT"  # noqa: S608 - our own names
    f" SELECT key FROM search_name WHERE kind = '{Kind.DOCUMENT}' ORDER BY 1"
)
_ENTRIES = (
    "SELECT register, key, version FROM registers_entry WHERE NOT is_deleted",
    "SELECT owner, key, version FROM search_name WHERE owner <> '' AND until IS NULL",
)
_PLACES = f"SELECT key, label FROM search_name WHERE kind = '{Kind.PLACE}' AND until IS NULL"  # noqa: S608 - our own names


def faults() -> tuple[str, ...]:
    """Compare the index with what is kept and say in a sentence each what does not fit."""
    lacking = either(
        "没有编进检索，请运行 bayline search reindex",
        "is not in the index; run bayline search reindex",
    )
    foreign = either(
        "检索里有，而资料里没有，请运行 bayline search reindex",
        "is in the index and is not kept; run bayline search reindex",
    )
    return (
        *_told("record_text", lacking, _UNREAD, _SHORT),
        *_told("search_text", foreign, _FOREIGN),
        *_told("record_source", lacking, _UNNAMED),
        *_told("registers_entry", lacking, " EXCEPT ".join(_ENTRIES)),
        *_told("search_name", foreign, " EXCEPT ".join(reversed(_ENTRIES))),
        *_strayed_places(lacking),
        *(fault for table in TABLES for fault in _without_tokens(table, lacking)),
    )


def _told(table: str, wrong: str, *asked: str) -> Iterator[str]:
    for one in asked:
        with connection.cursor() as cursor:
            cursor.execute(one)
            rows = cursor.fetchall()
        yield from (f"{table} {' '.join(map(str, row))}: {wrong}" for row in rows)


def _strayed_places(wrong: str) -> Iterator[str]:
    """Compare the places that are found with those of the table as it stands now."""
    table = deque((data for data, _ in kept_places()), maxlen=1)
    wanted = {(code, row.label) for code, row in place_rows(table[0] if table else None, 0).items()}
    with connection.cursor() as cursor:
        cursor.execute(_PLACES)
        found = {*cursor.fetchall()}
    yield from (f"geography/places.csv {code}: {wrong}" for code, _ in sorted(wanted ^ found))


def _without_tokens(table: str, wrong: str) -> Iterator[str]:
    """Tell of rows whose tokens are missing, though their words have some."""
    # FTS5 notes the length of each of its rows in a table of its own.
    asked = (
        f"SELECT id, words FROM {table} WHERE tokens = ''"  # noqa: S608 - our own names
        if connection.vendor == "postgresql"
        else f"SELECT id, words FROM {table} WHERE id NOT IN (SELECT id FROM {table}_index_docsize)"  # noqa: S608 - our own names
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{asked} ORDER BY id")
        bare = [key for key, words in cursor.fetchall() if tokens_of(words)]
    yield from (f"{table} {key}: {wrong}" for key in bare)
