"""Verify the record: every hash, every link of every chain, and that standings follow decisions."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import connection

from bayline.platform.languages import either
from bayline.platform.record.chain import GENESIS, content_hash, linked, named
from bayline.platform.record.rows import Said
from bayline.platform.record.terms import Verified

_CHUNK = 20_000
_MOST_FAULTS = 20
_SAID = ", ".join(f'c."{column}"' for column in Said._fields)
_CLAIM = (
    f'SELECT c.id, c.digest, c.reader, c."by", c.recorded, c.identifier,'  # noqa: S608 - our own names
    f" COALESCE(s.sha256, ''), COALESCE(t.sha256, ''), {_SAID}, COALESCE(e.identifier, '')"
    " FROM record_claim c LEFT JOIN record_source s ON s.id = c.source_id"
    " LEFT JOIN record_text t ON t.id = c.text_id"
    " LEFT JOIN record_claim e ON e.id = c.supersedes_id"
)


class _Chain(NamedTuple):
    """How the rows of one table are asked for: key, digest, how, then what they say."""

    table: str
    select: str
    how: int  # how many columns behind the digest are not part of what a row says


_CHAINS = (
    _Chain(
        "record_source",
        'SELECT c.id, c.digest, c."by", c.recorded, c.sha256, c.name, c.media_type, c.size,'
        " c.title, c.publisher, c.published, c.licence, c.url, COALESCE(r.sha256, '')"
        " FROM record_source c"
        " LEFT JOIN record_source r ON r.id = c.replaces_id",
        2,
    ),
    _Chain(
        "record_text",
        "SELECT c.id, c.digest, c.recorded, s.sha256, c.sha256, c.layout FROM record_text c"
        " JOIN record_source s ON s.id = c.source_id",
        1,
    ),
    _Chain(
        "record_reading",
        "SELECT c.id, c.digest, c.recorded, s.sha256, t.sha256, c.reader, c.claims"
        " FROM record_reading c JOIN record_text t ON t.id = c.text_id"
        " JOIN record_source s ON s.id = t.source_id",
        1,
    ),
    _Chain(
        "record_claim",
        _CLAIM,
        3,
    ),
    _Chain(
        "record_decision",
        'SELECT c.id, c.digest, c."by", c.recorded, k.identifier, c.state, c.reason, c.cause'
        " FROM record_decision c JOIN record_claim k ON k.id = c.claim_id",
        2,
    ),
    _Chain(
        "record_finding",
        "SELECT c.id, c.digest, c.recorded, c.key, c.body FROM record_finding c",
        1,
    ),
    _Chain(
        "record_findingevent",
        'SELECT c.id, c.digest, c."by", c.recorded, c.key, c.state, c.owner, c.due, c.reason'
        " FROM record_findingevent c",
        2,
    ),
)


def verify() -> Verified:
    """Go through the whole record.

    Returns:
        How many rows each table has, and what is wrong, the first twenty faults in a sentence each.
    """
    rows: dict[str, int] = {}
    faults: list[str] = []
    for chain in _CHAINS:
        rows[chain.table] = 0
        for row, fault in _walked(chain):
            rows[chain.table] += 1
            if fault:
                faults.append(f"{chain.table} {row[0]}: {fault}")
    faults += [*_altered_bytes(), *_altered_texts(), *_strayed_standings()]
    return Verified(rows=rows, faults=tuple(faults[:_MOST_FAULTS]))


def _walked(chain: _Chain) -> Iterator[tuple[Sequence[Any], str]]:
    """Give every row of a chain with what is wrong with it; a broken link is told once."""
    digest = GENESIS
    for row in _chunked(chain.select, key="c.id"):
        how, said = row[2 : 2 + chain.how], row[2 + chain.how :]
        identifier, said = (said[0], said[1:]) if chain.table == "record_claim" else ("", said)
        content = content_hash(said)
        fault = ""
        if linked(digest, content, how=how) != row[1]:
            fault = either(
                "与其后的链不符，这一行或它前面的一行被改动、删除或插入过",
                "does not fit the chain: it or the row before was changed, removed or put in",
            )
        elif identifier and named(content) != identifier:
            fault = either("编号与内容不符", "its identifier does not fit what it says")
        digest = row[1]
        yield row, fault


def _chunked(select: str, *, key: str) -> Iterator[tuple[Any, ...]]:
    last = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(f"{select} WHERE {key} > %s ORDER BY {key} LIMIT {_CHUNK}", [last])
            rows = cursor.fetchall()
            yield from rows
            if len(rows) < _CHUNK:
                return
            last = rows[-1][0]


def _altered_bytes() -> Iterator[str]:
    asked = (
        "SELECT c.sha256, k.data FROM record_source c"
        " LEFT JOIN record_content k ON k.source_id = c.id WHERE c.id = %s"
    )
    for key, *_ in _chunked("SELECT c.id FROM record_source c", key="c.id"):
        with connection.cursor() as cursor:
            cursor.execute(asked, [key])
            digest, data = cursor.fetchone()
        if data is None or sha256(data).hexdigest() != digest:
            wrong = either("内容与哈希不符", "its bytes do not fit their hash")
            yield f"record_content {key}: {wrong}"


def _altered_texts() -> Iterator[str]:
    """Hash every text; the quotes of claims are covered by their identifiers."""
    asked = "SELECT c.sha256, c.text FROM record_text c WHERE c.id = %s"
    for key, *_ in _chunked("SELECT c.id FROM record_text c", key="c.id"):
        with connection.cursor() as cursor:
            cursor.execute(asked, [key])
            digest, text = cursor.fetchone()
        if sha256(text.encode(errors="surrogatepass")).hexdigest() != digest:
            wrong = either("文字与哈希不符", "its characters do not fit their hash")
            yield f"record_text {key}: {wrong}"


def _strayed_standings() -> Iterator[str]:
    """Compare the present standings with the last decisions."""
    strayed = (
        "SELECT d.claim_id FROM record_decision d JOIN"
        " (SELECT claim_id, MAX(id) AS last FROM record_decision GROUP BY claim_id) m"
        " ON m.last = d.id LEFT JOIN record_standing n"
        " ON n.claim_id = d.claim_id AND n.until IS NULL"
        " WHERE n.id IS NULL OR n.state <> d.state OR n.decision_id <> d.id"
        " UNION SELECT n.claim_id FROM record_standing n LEFT JOIN record_decision d"
        " ON d.id = n.decision_id WHERE d.id IS NULL OR d.state <> n.state OR n.since <> d.recorded"
    )
    with connection.cursor() as cursor:
        cursor.execute(strayed)
        wrong = either("所处状态与审定经过不符", "its standing does not follow its decisions")
        yield from (f"record_standing {key}: {wrong}" for (key,) in cursor.fetchall())
