"""Verify the record: every hash, every link and end of its chains, and what follows from them."""

from collections.abc import Iterator
from hashlib import sha256

from django.db import connection

from bayline.platform.languages import either
from bayline.platform.record.following import strayed
from bayline.platform.record.rows import Said
from bayline.platform.record.terms import Verified
from bayline.platform.record.walking import Chain, chunked, walked

_MOST_FAULTS = 20
_SAID = ", ".join(f'c."{column}"' for column in Said._fields)
# A passage of another text is none: the digest, which covers the sentence, then does not fit.
_CLAIM = (
    f'SELECT c.id, c.digest, c.reader, c."by", c.recorded, p.start, p."end", c.identifier,'  # noqa: S608 - our own names
    f" COALESCE(s.sha256, ''), COALESCE(t.sha256, ''), {_SAID}, COALESCE(e.identifier, '')"
    " FROM record_claim c LEFT JOIN record_source s ON s.id = c.source_id"
    " LEFT JOIN record_text t ON t.id = c.text_id"
    " LEFT JOIN record_passage p ON p.id = c.passage_id AND p.text_id = c.text_id"
    " LEFT JOIN record_claim e ON e.id = c.supersedes_id"
)
CHAINS = (
    Chain(
        "record_source",
        'SELECT c.id, c.digest, c."by", c.recorded, c.sha256, c.name, c.media_type, c.size,'
        " c.title, c.publisher, c.published, c.licence, c.url, COALESCE(r.sha256, '')"
        " FROM record_source c"
        " LEFT JOIN record_source r ON r.id = c.replaces_id",
        2,
    ),
    Chain(
        "record_text",
        "SELECT c.id, c.digest, c.recorded, s.sha256, c.sha256, c.layout FROM record_text c"
        " JOIN record_source s ON s.id = c.source_id",
        1,
    ),
    Chain(
        "record_reading",
        "SELECT c.id, c.digest, c.recorded, s.sha256, t.sha256, c.reader, c.claims"
        " FROM record_reading c JOIN record_text t ON t.id = c.text_id"
        " JOIN record_source s ON s.id = t.source_id",
        1,
    ),
    Chain(
        "record_claim",
        _CLAIM,
        5,
        is_named=True,
    ),
    Chain(
        "record_decision",
        'SELECT c.id, c.digest, c."by", c.recorded, k.identifier, c.state, c.reason, c.cause'
        " FROM record_decision c JOIN record_claim k ON k.id = c.claim_id",
        2,
    ),
    Chain(
        "record_finding",
        "SELECT c.id, c.digest, c.recorded, c.key, c.body FROM record_finding c",
        1,
    ),
    Chain(
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
    for chain in CHAINS:
        rows[chain.table], broken = walked(chain)
        faults += broken
    faults += [*_altered_bytes(), *_altered_texts(), *strayed()]
    return Verified(rows=rows, faults=tuple(faults[:_MOST_FAULTS]))


def _altered_bytes() -> Iterator[str]:
    asked = (
        "SELECT c.sha256, k.data FROM record_source c"
        " LEFT JOIN record_content k ON k.source_id = c.id WHERE c.id = %s"
    )
    for key, *_ in chunked("SELECT c.id FROM record_source c", key="c.id"):
        with connection.cursor() as cursor:
            cursor.execute(asked, [key])
            digest, data = cursor.fetchone()
        if data is None or sha256(data).hexdigest() != digest:
            wrong = either("内容与哈希不符", "its bytes do not fit their hash")
            yield f"record_content {key}: {wrong}"


def _altered_texts() -> Iterator[str]:
    """Hash every text; the quotes of claims are covered by their identifiers."""
    asked = "SELECT c.sha256, c.text FROM record_text c WHERE c.id = %s"
    for key, *_ in chunked("SELECT c.id FROM record_text c", key="c.id"):
        with connection.cursor() as cursor:
            cursor.execute(asked, [key])
            digest, text = cursor.fetchone()
        if sha256(text.encode(errors="surrogatepass")).hexdigest() != digest:
            wrong = either("文字与哈希不符", "its characters do not fit their hash")
            yield f"record_text {key}: {wrong}"
