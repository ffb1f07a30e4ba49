"""Ask the index: it proposes rows newest first, the words themselves decide, the best come first.

Order and count are worked out here and not by the databases, so that they are the same on both.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db import connection

from bayline.engines.search.asked import Asked, Word
from bayline.engines.search.matching import first_in, matched
from bayline.engines.search.tokens import Token, is_mixed
from bayline.platform.instants import microseconds
from bayline.platform.reaching import present_reach, seen_at
from bayline.platform.registers.queries import registers
from bayline.platform.search.engines import (
    NAMES,
    PASSAGES,
    Question,
    gone_through,
    held,
    marked,
    question,
)
from bayline.platform.search.terms import (
    Kind,
    NameHit,
    NamesFound,
    PassageHit,
    PassagesFound,
    Scope,
)

MOST = 300  # hits that are found, counted and put in order
_AT_ONCE = 350  # rows that are looked at together
_GONE_THROUGH = 20_000  # newest rows whose words are looked at for a character, before the index
_MOST_ROUNDS = 5  # after which what is found counts as not all
_Hit = TypeVar("_Hit")


def passages(asked: Asked, scope: Scope) -> PassagesFound:
    """Find passages that hold all of what is asked, and nothing that must not be.

    Args:
        asked: The question.
        scope: Where is searched.

    Returns:
        At most `MOST` of the newest documents, the best first.
    """
    moment = _moment(scope.as_of)
    if not asked.words or moment is None:
        return PassagesFound()
    if len(asked.tokens) == 1 and asked.tokens[0].is_open and len(asked.tokens[0].text) == 1:
        # The index would gather all rows with a character, which may be every one, to give a few.
        rows = None if scope.document is not None else _GONE_THROUGH
        found = _passages(asked, gone_through(asked.tokens[0], rows=rows), scope, moment)
        if found.is_more or rows is None:
            return found
    return _passages(asked, question(PASSAGES, asked.tokens), scope, moment)


def _passages(asked: Asked, found: Question, scope: Scope, moment: int) -> PassagesFound:
    where = _Where(
        f"{found.tables} CROSS JOIN search_text x",
        f"{found.condition} AND x.text = r.text AND {_holds('x')}",
        [found.asked, moment, moment],
    ).narrowed(*_opened("x.source"))
    where = _with_mixed(where, asked)
    if scope.document is not None:
        where = where.narrowed(*_of_document(found, scope.document, moment))
    columns = 'r.text, x.source, r.start, r."end", r.words'
    hits, is_more = _looked_at(found, where, columns, lambda row: _passage_hit(asked, row))
    return PassagesFound((*sorted(hits, key=_passage_order),), is_more)


def names(asked: Asked, kind: Kind, scope: Scope) -> NamesFound:
    """Find documents, places, organisations or entries by their names, and by pinyin.

    Args:
        asked: The question.
        kind: One of `NAMED`.
        scope: Where is searched.

    Returns:
        At most `MOST`, the best first.
    """
    moment = _moment(scope.as_of)
    if not asked.words or moment is None:
        return NamesFound()
    tokens = (Token(marked(kind)), *asked.tokens)
    found = question(NAMES, tokens)
    where = _Where(
        found.tables,
        f"{found.condition} AND r.kind = %s AND {_holds('r')}",
        [found.asked, kind.value, moment, moment],
    ).narrowed(*_reached(kind))
    where = _with_mixed(where, asked)
    columns = "r.owner, r.key, r.label, r.words, r.pinyin"
    hits, is_more = _looked_at(found, where, columns, lambda row: _name_hit(asked, kind, row))
    return NamesFound((*sorted(hits, key=_name_order),), is_more)


class _Where(NamedTuple):
    """What is asked of a table, as far as it is said yet."""

    tables: str
    condition: str
    values: list[int | str]

    def narrowed(self, condition: str, values: list[int | str]) -> "_Where":
        """Add a condition."""
        return _Where(self.tables, f"{self.condition} AND {condition}", [*self.values, *values])


def _with_mixed(where: _Where, asked: Asked) -> _Where:
    """Have the database look for the words that the index is not asked all of."""
    for word in asked.words:
        if is_mixed(word.text):
            where = where.narrowed(held("r.words"), [word.text])
    return where


def _holds(table: str) -> str:
    return f"{table}.since <= %s AND ({table}.until IS NULL OR {table}.until > %s)"


def _moment(as_of: datetime | None) -> int | None:
    """Give the moment that is asked about; None where nothing at all is within reach."""
    if present_reach().is_nothing:
        return None
    moment = seen_at(as_of)
    return _EVER if moment is None else microseconds(moment)


_EVER = 2**62  # later than anything that is recorded


def _opened(source: str) -> tuple[str, list[int | str]]:
    """Give the condition that a document is within reach: the publication that is seen opens it."""
    reach = present_reach()
    if reach.is_whole:
        return "1 = 1", []
    opened = (
        "EXISTS (SELECT 1 FROM record_opened o WHERE o.publication = %s"  # noqa: S608 - our own names
        f" AND o.source_id = {source})"
    )
    gone = [*reach.removed_sources]
    if not gone:
        return opened, [reach.publication]
    marks = ", ".join(["%s"] * len(gone))
    return f"{opened} AND {source} NOT IN ({marks})", [reach.publication, *gone]


def _reached(kind: Kind) -> tuple[str, list[int | str]]:
    """Give the condition that a name is within reach."""
    if present_reach().is_whole or kind is Kind.PLACE:  # the public knows the places of the region
        return "1 = 1", []
    if kind is Kind.DOCUMENT:
        return _opened("(SELECT s.id FROM record_source s WHERE s.sha256 = r.key)")
    names: list[int | str] = [one.name for one in registers()]
    return (f"r.owner IN ({', '.join(['%s'] * len(names))})", names) if names else ("1 = 0", [])


def _of_document(found: Question, source: int, moment: int) -> tuple[str, list[int | str]]:
    """Give the condition of standing in a document: its passages have numbers in a row."""
    asked = (
        f"SELECT first, length FROM search_text x WHERE source = %s AND {_holds('x')}"  # noqa: S608 - our own names
        " ORDER BY text DESC LIMIT 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [source, moment, moment])
        first, length = cursor.fetchone() or (0, 0)
    return f"{found.number} BETWEEN %s AND %s", [first, first + length - 1]


def _looked_at(
    found: Question, where: _Where, columns: str, look: Callable[[tuple[Any, ...]], _Hit | None]
) -> tuple[list[_Hit], bool]:
    """Look at what the index proposes until there are enough hits, or no more rows.

    Args:
        found: The question.
        where: The same with its conditions.
        columns: What to look at, behind the number of the row.
        look: Gives a hit, or None where the words say otherwise than the index.

    Returns:
        The hits, and whether there may be more.
    """
    hits: list[_Hit] = []
    last: int | None = None
    for _ in range(_MOST_ROUNDS):
        rows = _rows(found, where, columns, last)
        hits += [hit for row in rows if (hit := look(row)) is not None]
        if len(hits) > MOST:
            return hits[:MOST], True
        if len(rows) < _AT_ONCE:
            return hits, False
        last = rows[-1][0]
    return hits, True


def _rows(found: Question, where: _Where, columns: str, last: int | None) -> list[tuple[Any, ...]]:
    before = "" if last is None else f" AND {found.number} < %s"
    asked = (
        f"SELECT r.id, {columns} FROM {where.tables} WHERE {where.condition}{before}"  # noqa: S608 - our own names
        f" ORDER BY {found.number} DESC LIMIT {_AT_ONCE}"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [*where.values, *([] if last is None else [last])])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _passage_hit(asked: Asked, row: tuple[Any, ...]) -> PassageHit | None:
    key, text, source, start, end, words = row
    match = matched(asked, words)
    if match is None:
        return None
    return PassageHit(key=key, text=text, source=source, start=start, end=end, match=match)


def _passage_order(hit: PassageHit) -> tuple[int, ...]:
    """Sort: as it was typed, whole words, more of them, newer documents, from their top."""
    match = hit.match
    return -match.runs, -match.edges, -min(len(match.marks), 3), -hit.text, hit.start


def _name_hit(asked: Asked, kind: Kind, row: tuple[Any, ...]) -> NameHit | None:
    _, owner, key, label, words, pinyin = row
    grade = _grade(asked, words, pinyin)
    if grade is None:
        return None
    return NameHit(kind=kind, owner=owner, key=key, label=label, words=words, grade=grade)


_IN_ANOTHER_LINE, _BY_PINYIN = 3, 8


def _grade(asked: Asked, words: str, pinyin: str) -> int | None:
    """Tell how well a name fits; None if it does not."""
    if any(first_in(word, words) for word in asked.excluded):
        return None
    grades = [_grade_of(word, words, pinyin) for word in asked.words]
    known = [grade for grade in grades if grade is not None]
    return sum(known) if len(known) == len(grades) else None


def _grade_of(word: Word, words: str, pinyin: str) -> int | None:
    """Grade where a word stands: it is the name, begins it, is in it, or in another line."""
    span = first_in(word, words)
    if span is None:
        return _grade_by_pinyin(word.text, pinyin.split())
    start, end = span
    is_whole = words[end : end + 1] in {"", "\n"}
    is_first = start == 0 or words[start - 1] == "\n"
    other = 0 if "\n" not in words[:start] else _IN_ANOTHER_LINE
    return other + (0 if is_first and is_whole else 1 if is_first else 2)


def _grade_by_pinyin(typed: str, pinyin: Sequence[str]) -> int | None:
    read = [one for one in pinyin if one.startswith(typed)]
    if not read:
        return None
    return _BY_PINYIN + (0 if typed in read else 1) + (0 if read[0] == pinyin[0] else 2)


def _name_order(hit: NameHit) -> tuple[object, ...]:
    return hit.grade, len(hit.label), hit.label, hit.owner, hit.key


def originals(hits: Sequence[PassageHit]) -> dict[int, str]:
    """Give the passages as they stand in their texts, by their numbers in the index."""
    if not hits:
        return {}
    marks = ", ".join(["%s"] * len(hits))
    asked = (
        'SELECT r.id, substr(t.text, r.start + 1, r."end" - r.start) FROM search_passage r'  # noqa: S608 - marks alone
        f" JOIN record_text t ON t.id = r.text WHERE r.id IN ({marks})"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [hit.key for hit in hits])
        return dict(cursor.fetchall())


def is_missing() -> bool:
    """Tell whether something is kept that is found by its name, and nothing is in the index."""
    with connection.cursor() as cursor:
        if not {*_FILLED} <= {*connection.introspection.table_names(cursor)}:
            return False  # the tables are just being taken away
        some = [f"EXISTS (SELECT 1 FROM {table})" for table in _FILLED]  # noqa: S608 - our own names
        cursor.execute(f"SELECT ({some[0]} OR {some[1]}) AND NOT {some[2]}")
        return bool(cursor.fetchone()[0])


_FILLED = ("record_source", "registers_entry", "search_name")
