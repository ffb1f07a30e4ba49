"""Count the record again, claim by claim; compare with the tallies and the list of proposals."""

from collections import Counter
from collections.abc import Iterator, Mapping

from django.db import connection

from bayline.platform.languages import either
from bayline.platform.record.walking import told

_NOW = "record_claim c LEFT JOIN record_standing n ON n.claim_id = c.id AND n.until IS NULL"
_STATE = "COALESCE(n.state, 'proposed')"
_ALL_KINDS = ""
_Tally = Mapping[tuple[object, ...], int]


def strayed_undecided() -> Iterator[str]:
    """Compare the list of what is proposed with the claims that nobody decided on."""
    proposed = f"SELECT c.id FROM {_NOW} WHERE {_STATE} = 'proposed'"  # noqa: S608 - our own names
    listed = (
        "SELECT u.claim_id FROM record_undecided u JOIN record_claim c"
        " ON c.id = u.claim_id AND c.recorded = u.recorded AND c.kind = u.kind"
        " AND COALESCE(c.source_id, 0) = u.ground AND COALESCE(c.start, -1) = u.spot"
        " AND CASE WHEN c.supersedes_id IS NULL THEN 1 ELSE 0 END = u.rank"
    )
    missing = either(
        "待审而不在待审表里，或在表里写得不对",
        "it is proposed and not as such on the list of what is",
    )
    yield from told(f"{proposed} EXCEPT {listed} ORDER BY 1", missing, table="record_claim")
    wrong = either("在待审表里而不是待审", "it is on the list of what is proposed and is not")
    kept = "SELECT claim_id FROM record_undecided"
    yield from told(f"{kept} EXCEPT {proposed} ORDER BY 1", wrong, table="record_undecided")


def strayed_tallies() -> Iterator[str]:
    """Count claims by kind and by source, and compare with what the tallies say."""
    sources, kinds = _by_source()
    yield from _compared("record_kindtally", ("kind", "state"), kinds)
    yield from _compared("record_sourcetally", ("ground", "kind", "state"), sources)


def _by_source() -> tuple[_Tally, _Tally]:
    sources: Counter[tuple[object, ...]] = Counter()
    kinds: Counter[tuple[object, ...]] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COALESCE(c.source_id, 0), c.kind, {_STATE}, COUNT(*) FROM {_NOW}"  # noqa: S608 - our own names
            " GROUP BY 1, 2, 3"
        )
        for ground, kind, state, n in cursor:
            sources[ground, kind, state] += n
            sources[ground, _ALL_KINDS, state] += n
            kinds[kind, state] += n
    return sources, kinds


def _compared(table: str, keys: tuple[str, ...], counted: _Tally) -> Iterator[str]:
    """Give a sentence for each row that says another number than there are."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(keys)}, n FROM {table}")  # noqa: S608 - our own names
        stored = {(*key,): n for *key, n in cursor}
    for key in sorted({*counted, *stored}, key=repr):
        there, said = counted.get(key, 0), stored.get(key, 0)
        if there != said:
            name = " ".join(str(part) or "-" for part in key)
            wrong = either(
                f"记着{said}条，数出来{there}条", f"it says {said} and there are {there}"
            )
            yield f"{table} {name}: {wrong}"
