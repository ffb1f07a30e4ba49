"""Keep the index beside what is kept, in the same transaction; or make all of it again."""

from collections.abc import Iterable
from itertools import islice

from django.db import connection, transaction

from bayline.engines.search.cutting import spelled_passages
from bayline.engines.search.tokens import tokens_of
from bayline.platform.bulk import without_collecting
from bayline.platform.instants import microseconds, moment
from bayline.platform.packs.places import PLACES
from bayline.platform.packs.terms import KeptFiles
from bayline.platform.record.actions.turns import take_turn
from bayline.platform.record.terms import KeptSource, KeptText
from bayline.platform.registers.terms import KeptEntries
from bayline.platform.search import models
from bayline.platform.search.engines import (
    PASSAGES,
    Indexed,
    emptied,
    next_number,
    write_names,
    write_passages,
)
from bayline.platform.search.kept import (
    TextRow,
    kept_entries,
    kept_places,
    kept_sources,
    kept_texts,
)
from bayline.platform.search.naming import (
    document_row,
    entry_rows,
    indexed,
    place_rows,
    says_the_same,
)
from bayline.platform.search.terms import Kind, NameRow

_AT_ONCE = 2_000  # names that are written together
_FEW = 300  # keys that are named one by one


def follow_source(kept: KeptSource) -> None:
    """Let a document be found by its name; an edition that it replaces no longer counts."""
    _write([document_row(kept)])
    if kept.replaces:
        _end_documents(kept.replaces)


def follow_text(kept: KeptText) -> None:
    """Let the passages of a text be found, in place of those of an earlier one of its source."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT recorded FROM record_text WHERE id = %s", [kept.key])
        (since,) = cursor.fetchone()
    _write_text(TextRow(kept.key, kept.source.key, since, kept.document.text))
    _run(_END_TEXTS + " WHERE source = %s", kept.source.key)


def follow_entries(kept: KeptEntries) -> None:
    """Let entries of a register be found by what they say now, not by what they said."""
    _write(entry_rows(kept.register, kept.made, kept.searched))
    keys = [entry.key for entry, _ in kept.made if entry.version > 1]  # a first one ends nothing
    if len(keys) > _FEW:
        _run(f"{_END_ENTRIES} AND owner = %s", kept.register.name)
    elif keys:
        marks = ", ".join(["%s"] * len(keys))
        _run(f"{_END_ENTRIES} AND owner = %s AND key IN ({marks})", kept.register.name, *keys)


def follow_files(kept: KeptFiles) -> None:
    """Let the places of the region be found, where their table was changed."""
    if PLACES in kept.files:
        stored = models.Name.objects.filter(kind=Kind.PLACE, until__isnull=True)
        standing = {row[2]: NameRow(*row) for row in stored.values_list(*NameRow._fields)}
        _renew_places(standing, kept.files[PLACES], microseconds(kept.at))


@transaction.atomic
def reindex() -> int:
    """Make the whole index again from what is kept.

    Returns:
        How many passages and names it has.
    """
    take_turn()
    emptied()
    _write(map(document_row, kept_sources()))
    for register, made in kept_entries():
        _write(entry_rows(register, made))
    for text in kept_texts():
        _write_text(text)
    standing: dict[str, NameRow] = {}
    for table, since in kept_places():
        standing = _renew_places(standing, table, since)
    for statement in (_END_TEXTS, _END_DOCUMENTS, _END_ENTRIES):
        _run(statement)
    return models.Passage.objects.count() + models.Name.objects.count()


def _write_text(text: TextRow) -> None:
    """Write the passages of a text; whoever calls is the only one who writes texts."""
    first = next_number(PASSAGES)
    with without_collecting():
        rows = [
            Indexed((text.key, start, end, words), tokens_of(words))
            for (start, end), words in spelled_passages(text.words)
        ]
        write_passages(rows, first=first)
    models.Text.objects.create(
        text=text.key,
        source=text.source,
        since=moment(text.since),
        first=first,
        length=len(rows),
    )


def _write(rows: Iterable[NameRow]) -> None:
    waiting = iter(rows)
    while some := [*islice(waiting, _AT_ONCE)]:
        write_names([indexed(row) for row in some])


def _renew_places(
    standing: dict[str, NameRow], table: bytes | None, since: int
) -> dict[str, NameRow]:
    """Write the places that are new or called otherwise; give all that stand now."""
    wanted = place_rows(table, since)
    same = {
        code
        for code, row in standing.items()
        if code in wanted and says_the_same(row, wanted[code])
    }
    gone = [code for code in standing if code not in same]
    living = models.Name.objects.filter(kind=Kind.PLACE, until__isnull=True)
    for first in range(0, len(gone), _FEW):
        living.filter(key__in=gone[first : first + _FEW]).update(until=since)
    _write(row for code, row in wanted.items() if code not in same)
    return {code: standing[code] if code in same else row for code, row in wanted.items()}


# When a text stops to count: as soon as another one of its source, or a later edition, is there.
_END_TEXTS = (
    "UPDATE search_text SET until = (SELECT MIN(ended.recorded) FROM ("
    "SELECT t.recorded FROM record_text t"
    " WHERE t.source_id = search_text.source AND t.id > search_text.text"
    " UNION ALL SELECT s.recorded FROM record_source s WHERE s.replaces_id = search_text.source"
    ") ended)"
)
_END_DOCUMENTS = (
    "UPDATE search_name SET until = (SELECT MIN(e.recorded) FROM record_source s"  # noqa: S608 - our own names
    " JOIN record_source e ON e.replaces_id = s.id WHERE s.sha256 = search_name.key)"
    f" WHERE kind = '{Kind.DOCUMENT}'"
)
# The plus keeps an engine from walking through all changes in the order of their time for each row.
_END_ENTRIES = (
    "UPDATE search_name SET until = (SELECT MIN(+c.at) FROM registers_change c"  # noqa: S608 - our own names
    " WHERE c.register = search_name.owner AND c.key = search_name.key"
    " AND c.version > search_name.version) WHERE until IS NULL"
    f" AND kind IN ('{Kind.ENTRY}', '{Kind.ORGANISATION}')"
)


def _end_documents(sha256: str) -> None:
    """Note from when on an edition and its texts no longer count."""
    _run(f"{_END_DOCUMENTS} AND key = %s", sha256)
    _run(f"{_END_TEXTS} WHERE source = (SELECT id FROM record_source WHERE sha256 = %s)", sha256)  # noqa: S608 - our own names


def _run(statement: str, *values: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
