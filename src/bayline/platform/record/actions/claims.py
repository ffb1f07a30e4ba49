"""Add claims to the record, many at once: each is checked, named by what it says, and chained."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.reviews import Review
from bayline.platform.bulk import without_collecting, write_rows
from bayline.platform.instants import microseconds
from bayline.platform.record import models
from bayline.platform.record.actions.counting import Counted, count, list_added
from bayline.platform.record.actions.mentions import Mentions
from bayline.platform.record.actions.passages import Passages
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked, named
from bayline.platform.record.rows import Said, said
from bayline.platform.record.terms import Appended, Draft, KeptSource, KeptText

_CHUNK = 250
# What takes the place of another, and cannot stand alone.
_TAKING = frozenset({ClaimKind.WITHDRAWAL.value, ClaimKind.FULFILMENT.value})
_NOWHERE = (None, None)  # first and last character of the sentence of what stands in none
_TABLE = models.Claim._meta.db_table  # noqa: SLF001 - Django's public name
COLUMNS = ("identifier", "passage_id", *Said._fields, "reader", "by", "supersedes_id", "digest")
# What most claims that follow one another have in common.
_ALIKE = (
    *("kind", "selector", "what", "unit", "bound", "basis", "place", "status", "change"),
    *("reader", "by", "supersedes_id"),
)


class _Row(NamedTuple):
    """A claim on its way to its table."""

    identifier: str
    content: bytes
    said: Said
    draft: Draft


class _Ground(NamedTuple):
    """What claims stand on; both None of computations."""

    source: KeptSource | None
    text: KeptText | None


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
    on = _Ground(ground.source, ground) if isinstance(ground, KeptText) else _Ground(ground, None)
    adding = _Adding(on, by=by, recorded=microseconds(at))
    with without_collecting():
        for first in range(0, len(drafts), _CHUNK):
            adding.add(drafts[first : first + _CHUNK])
    adding.finish()
    return Appended(identifiers=(*adding.names,), new=adding.new, after=adding.after)


class _Adding:
    """Claims on their way to the record, some at a time: what was touched last is soonest at hand.

    Attributes:
        names: Identifiers of the claims handed over so far.
        new: How many of them were added.
        after: Number of the last claim before them.
    """

    def __init__(self, ground: _Ground, *, by: str, recorded: int) -> None:
        """Look up what the record has of the ground, and where its chain ends."""
        source, text = ground
        self.names: list[str] = []
        self.new = 0
        self._kinds: Counter[str] = Counter()
        self._ground, self._by, self._recorded = ground, by, recorded
        self._same = {
            "source_id": None if source is None else source.key,
            "text_id": None if text is None else text.key,
            "recorded": recorded,
        }
        self._known: set[str] | None = set() if _is_blank(ground) else None
        self._passages = Passages(self._same["text_id"])
        self._mentions = Mentions()
        self._digest = last_digest(models.Claim)
        self.after = _last_number()

    def add(self, drafts: Sequence[Draft]) -> None:
        """Add some claims.

        Raises:
            BaylineError: A claim does not stand where it says, or supersedes what is not there.
        """
        rows = [*_checked(drafts, self._ground)]
        self.names += [row.identifier for row in rows]
        fresh = _fresh(rows, self._known)
        self.new += len(fresh)
        self._kinds.update(row.said.kind for row in fresh)
        lines = self._lines(fresh, _earlier(fresh))
        write_rows(_TABLE, COLUMNS, lines, same=self._same, alike=_ALIKE)
        self._mentions.count([row.said for row in fresh])

    def _lines(self, rows: list[_Row], earlier: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
        """Give rows of the table, each linked to the one before it, as they are written."""
        by, recorded, digest, number = self._by, self._recorded, self._digest, self._passages.number
        for identifier, content, words, draft in rows:
            reader, replaced, sentence = draft.claim.reader, draft.claim.supersedes, draft.sentence
            first, last = sentence or _NOWHERE
            digest = linked(digest, content, how=(reader, by, recorded, first, last))
            passage = None if sentence is None else number(sentence)
            supersedes = earlier[replaced] if replaced else None
            yield (identifier, passage, *words, reader, by, supersedes, digest)
        self._digest = digest

    def finish(self) -> None:
        """Write what else the claims bring: passages, words, that they wait, how many they are."""
        self._passages.keep()
        self._mentions.keep()
        if self.new:
            ground = self._same["source_id"] or 0
            # Whoever writes has the turn, so all after the last one came from here.
            list_added(self.after, ground=ground, recorded=self._recorded)
            state = Review.PROPOSED.value
            count({Counted(kind, ground, state): n for kind, n in self._kinds.items()})
        move_head(models.Claim, rows=self.new, digest=self._digest)


def _checked(drafts: Sequence[Draft], ground: _Ground) -> Iterator[_Row]:
    source, text = ground
    where = (source.sha256 if source else "", text.sha256 if text else "")
    words = text.document.text if text else ""
    for draft in drafts:
        claim, quote = draft.claim, draft.quote
        row = said(claim, quote=quote)
        start, end = row.start, row.end
        if start is None or end is None:
            _refuse_baseless(draft, row)
        elif text is None or words[start:end] != quote:
            raise _misplaced(draft, row)
        # Tuples are joined, since unpacking one with names goes through it column by column.
        content = content_hash(where + row + (claim.supersedes,))
        yield tuple.__new__(_Row, (named(content), content, row, draft))


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


def _is_blank(ground: _Ground) -> bool:
    """Tell whether nothing stands on a text or a source yet; names cover the ground they are on."""
    source, text = ground
    if text is not None:
        return not models.Claim.objects.filter(text_id=text.key).exists()
    return source is not None and not models.Claim.objects.filter(source_id=source.key).exists()


def _last_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {_TABLE}")  # noqa: S608 - our own name
        return cursor.fetchone()[0] or 0


def _fresh(rows: list[_Row], known: set[str] | None) -> list[_Row]:
    """Keep the rows that are not in the record yet, each once.

    Args:
        rows: Claims on their way.
        known: All that stands on their ground, to which they are added; None where the database
            must be asked.
    """
    distinct = {row.identifier: row for row in rows}
    if known is None:
        stored = models.Claim.objects.filter(identifier__in=distinct)
        there = [*stored.values_list("identifier", flat=True)]
    else:
        there = [*(distinct.keys() & known)]
        known.update(distinct)
    for identifier in there:
        del distinct[identifier]
    return [*distinct.values()]


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
