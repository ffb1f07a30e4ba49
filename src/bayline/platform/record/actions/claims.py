"""Add claims to the record, many at once: each is checked, named by what it says, and chained."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.bulk import without_collecting, write_rows
from bayline.platform.instants import microseconds
from bayline.platform.record import models
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked, named
from bayline.platform.record.rows import Said, said
from bayline.platform.record.terms import Appended, Draft, KeptSource, KeptText

_CHUNK = 5_000
# What takes the place of another, and cannot stand alone.
_TAKING = frozenset({ClaimKind.WITHDRAWAL.value, ClaimKind.FULFILMENT.value})
_NOWHERE = (None, None)  # first and last character of the sentence of what stands in none
_TABLE = models.Claim._meta.db_table  # noqa: SLF001 - Django's public name
COLUMNS = (
    "identifier",
    "source_id",
    "text_id",
    "passage_id",
    *Said._fields,
    "reader",
    "by",
    "recorded",
    "supersedes_id",
    "digest",
)


class _Row(NamedTuple):
    """A claim on its way to its table."""

    identifier: str
    content: bytes
    said: Said
    draft: Draft


@dataclass(slots=True)
class _Chain:
    """Where the chain ends, as far as rows were given."""

    digest: str


class _Keys(NamedTuple):
    """The numbers of what claims name: source, text, passages by their place, earlier claims."""

    source: int | None
    text: int | None
    passages: Mapping[tuple[int, int], int]
    earlier: Mapping[str, int]


@transaction.atomic
def append(
    drafts: Sequence[Draft],
    *,
    ground: KeptText | KeptSource | None,
    by: str,
    at: datetime,
) -> Appended:
    """Add claims; one that says what an earlier one says at the same place is not added again.

    Args:
        drafts: The claims, in reading order.
        ground: The text, or the source without one, that they stand on; None for computations.
        by: Who states so: the reader, or a person.
        at: When.

    Raises:
        BaylineError: A claim does not stand where it says, or supersedes what is not there.
    """
    take_turn()
    identifiers: list[str] = []
    new, is_blank = 0, _is_blank(ground)
    with without_collecting():
        for first in range(0, len(drafts), _CHUNK):
            earlier = {*identifiers} if is_blank else None
            added = _add(drafts[first : first + _CHUNK], ground, earlier, by=by, at=at)
            identifiers += added.identifiers
            new += added.new
    return Appended(identifiers=tuple(identifiers), new=new)


def _add(
    drafts: Sequence[Draft],
    ground: KeptText | KeptSource | None,
    added: set[str] | None,
    *,
    by: str,
    at: datetime,
) -> Appended:
    """Add some claims; a function of its own, so that all rows are gone when it is done."""
    rows = [*_checked(drafts, ground)]
    fresh = _fresh(rows, added)
    _insert(fresh, ground, by=by, at=at)
    return Appended(identifiers=tuple(row.identifier for row in rows), new=len(fresh))


def _checked(drafts: Sequence[Draft], ground: KeptText | KeptSource | None) -> Iterator[_Row]:
    text = ground if isinstance(ground, KeptText) else None
    source = ground.source if isinstance(ground, KeptText) else ground
    where = (source.sha256 if source else "", text.sha256 if text else "")
    words = text.document.text if text else ""
    for draft in drafts:
        row = said(draft.claim, quote=draft.quote)
        if row.start is None or row.end is None:
            _refuse_baseless(draft, row)
        elif text is None or words[row.start : row.end] != draft.quote:
            raise _misplaced(draft, row)
        # Tuples are joined, since unpacking one with names goes through it column by column.
        content = content_hash(where + row + (draft.claim.supersedes,))
        yield _Row(named(content), content, row, draft)


def _refuse_baseless(draft: Draft, row: Said) -> None:
    if not row.selector:
        raise BaylineError(
            f"“{draft.quote}” stands nowhere",
            why="a claim leads back to characters, to a cell or to a computation",
            do="give its place",
            zh=Words(f"“{draft.quote}”没有出处", "每条都要回到原文、表格或算式", "请写明出处"),
        )


def _misplaced(draft: Draft, row: Said) -> BaylineError:
    return BaylineError(
        f"“{draft.quote}” does not stand at {row.start} to {row.end}",
        why="the text has other characters there",
        do="read the document again",
        zh=Words(
            f"“{draft.quote}”不在第{row.start}至{row.end}字处", "原文那里是别的字", "请重新读取文件"
        ),
    )


def _is_blank(ground: KeptText | KeptSource | None) -> bool:
    """Tell whether nothing stands on a text or a source yet; names cover the ground they are on."""
    if ground is None:
        return False
    own = models.Claim.objects.filter(
        **({"text_id": ground.key} if isinstance(ground, KeptText) else {"source_id": ground.key})
    )
    return not own.exists()


def _fresh(rows: list[_Row], added: set[str] | None) -> list[_Row]:
    """Keep the rows that are not in the record yet, each once.

    Args:
        rows: Claims on their way.
        added: All that stands on their ground; None where the database must be asked.
    """
    distinct = {row.identifier: row for row in rows}
    if added is not None:
        return [row for name, row in distinct.items() if name not in added]
    known = models.Claim.objects.filter(identifier__in=distinct).values_list(
        "identifier", flat=True
    )
    for identifier in known:
        del distinct[identifier]
    return [*distinct.values()]


def _insert(
    rows: list[_Row], ground: KeptText | KeptSource | None, *, by: str, at: datetime
) -> None:
    if not rows:
        return
    text = ground.key if isinstance(ground, KeptText) else None
    origin = ground.source if isinstance(ground, KeptText) else ground
    source = None if origin is None else origin.key
    keys = _Keys(source, text, _passages(rows, text), _earlier(rows))
    chain = _Chain(last_digest(models.Claim))
    write_rows(_TABLE, COLUMNS, _lines(rows, keys, chain, by=by, at=at))
    move_head(models.Claim, rows=len(rows), digest=chain.digest)


def _lines(
    rows: list[_Row], keys: _Keys, chain: _Chain, *, by: str, at: datetime
) -> Iterator[tuple[object, ...]]:
    """Give the rows of the table, each linked to the one before it, as they are written."""
    source, text, passages, earlier = keys
    recorded, digest = microseconds(at), chain.digest
    for identifier, content, words, draft in rows:
        reader, replaced = draft.claim.reader, draft.claim.supersedes
        sentence = draft.sentence or _NOWHERE
        digest = linked(digest, content, how=(reader, by, recorded, *sentence))
        passage = None if draft.sentence is None else passages[draft.sentence]
        supersedes = earlier[replaced] if replaced else None
        head = (identifier, source, text, passage)
        yield head + words + (reader, by, recorded, supersedes, digest)
    chain.digest = digest


def _passages(rows: list[_Row], text: int | None) -> dict[tuple[int, int], int]:
    """Find or make the passages that claims stand in, by their first and last character."""
    wanted = {row.draft.sentence for row in rows if row.draft.sentence is not None}
    if not wanted or text is None:
        return {}
    found = _kept_passages(text)
    missing = sorted(wanted - found.keys())
    if missing:
        rows_of = ((text, start, end) for start, end in missing)
        write_rows("record_passage", ("text_id", "start", "end"), rows_of)
        found = _kept_passages(text)
    return found


def _kept_passages(text: int) -> dict[tuple[int, int], int]:
    asked = 'SELECT start, "end", id FROM record_passage WHERE text_id = %s'
    with connection.cursor() as cursor:
        cursor.execute(asked, [text])
        return {(start, end): key for start, end, key in cursor.fetchall()}


def _earlier(rows: list[_Row]) -> dict[str, int]:
    """Find the numbers of the claims that new ones supersede; a withdrawal must supersede one."""
    taking = [row for row in rows if row.draft.claim.supersedes or row.said.kind in _TAKING]
    if not taking:
        return {}
    wanted = {row.draft.claim.supersedes for row in taking}
    stored = models.Claim.objects.filter(identifier__in=wanted)
    rows_of = [*stored.values_list("identifier", "pk", "kind")]
    found = {identifier: key for identifier, key, _kind in rows_of}
    if missing := wanted - found.keys():
        raise _unknown(min(missing))
    promises = {identifier for identifier, _key, kind in rows_of if kind == ClaimKind.PROMISE}
    for row in taking:
        earlier = row.draft.claim.supersedes
        if row.said.kind == ClaimKind.FULFILMENT and earlier not in promises:
            raise _no_promise(earlier)
    return found


def _unknown(identifier: str) -> BaylineError:
    return BaylineError(
        f"a claim supersedes “{identifier}”, which is no earlier claim",
        why="only what is in the record already can be superseded",
        do="name an earlier claim",
        zh=Words(f"要更替的“{identifier}”不是已有的一条", "只能更替资料里已有的", "请写已有的一条"),
    )


def _no_promise(identifier: str) -> BaylineError:
    return BaylineError(
        f"“{identifier}” is said to be kept and is no promise",
        why="only a promise is kept",
        do="name a promise",
        zh=Words(f"写作已兑现的“{identifier}”不是承诺", "只有承诺可以兑现", "请写一项承诺"),
    )
