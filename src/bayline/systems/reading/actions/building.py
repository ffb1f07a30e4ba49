"""Build the record of a region from its pack: all of it in one transaction, or nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import transaction

from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.evidence import Source
from bayline.kernel.reviews import Review
from bayline.platform.bulk import learn_sizes
from bayline.platform.packs.actions import keep_files
from bayline.platform.packs.parts import parts
from bayline.platform.packs.registers import PackRegister, referred_first
from bayline.platform.packs.reviews import READ
from bayline.platform.packs.tables import CellError
from bayline.platform.packs.terms import Pack, PackDecision, PackDocument
from bayline.platform.record import queries
from bayline.platform.record.actions import append, restore_changes
from bayline.platform.record.actions.reviews import RivalError
from bayline.platform.record.actions.turns import take_turn
from bayline.platform.record.rows import claim_of
from bayline.platform.record.terms import Draft, FindingChange, KeptSource
from bayline.platform.registers.actions import Upsert, declare, restore, take_over
from bayline.platform.registers.queries import as_it_is
from bayline.platform.registers.queries import entries as entries_of
from bayline.platform.registers.terms import Edit, Origin
from bayline.platform.seals.actions import restore_erasures, restore_keys
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.actions.reviewing import review

_NO_KEYS: Mapping[str, bytes] = {}
PACK = "资料包"  # who hands over what the pack itself names nobody for


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a pack came to.

    Attributes:
        documents: How many documents it holds.
        claims: How many claims stand where.
        findings: How many findings are present.
    """

    documents: int
    claims: Mapping[Review, int]
    findings: int


@transaction.atomic
def build(pack: Pack, *, at: datetime, keys: Mapping[str, bytes] = _NO_KEYS) -> Built:
    """Build an empty record from a pack.

    What the pack says was recorded or decided at some moment is so recorded; all else is now.

    Args:
        pack: A pack that was opened and found good.
        at: The present moment.
        keys: Keys of personal values that were sealed in the home the pack was exported from.

    Raises:
        BaylineError: The record is not empty, a document cannot be read, or a decision is about a
            claim that is not there; or a file that a system answers for is broken.
    """
    take_turn()  # of two builds at once, the later one finds the record of the other
    if not queries.is_empty():
        raise BaylineError(
            "this home holds a record already",
            why="building would mix two records",
            do="choose another home with --home, or export this one first and remove it",
            zh=Words(
                "家文件夹里已有资料", "再装会把两份混在一起", "请用 --home 换一个，或先导出再移走"
            ),
        )
    own = {path: part for path, part in parts().items() if path in pack.files}
    for path, part in own.items():
        part.check(pack.files[path], path, at)
    kept = {path: data for path, data in pack.files.items() if path not in own}
    keep_files(kept, by=PACK, at=_first(pack, at))
    restore_erasures(pack.erasures)
    restore_keys(keys)
    for each in referred_first(pack.registers):
        _fill(each, files=pack.files, at=at)
    builder = _Builder(pack, at=at)
    for _, steps in groupby(builder.steps(), key=lambda step: step[0]):
        builder.take([step for _, step in steps])
    for path, part in own.items():
        part.keep(pack.files[path], path, at)
    learn_sizes()
    present = sum(finding.is_present for finding in queries.findings())
    return Built(documents=len(pack.documents), claims=queries.count_by_state(), findings=present)


def _first(pack: Pack, at: datetime) -> datetime:
    """Give the moment at which the pack's record begins: its region was known by then."""
    dated = [document.recorded for document in pack.documents if document.recorded]
    return min([*dated, *(decision.at for decision in pack.decisions), at])


def _fill(each: PackRegister, *, files: Mapping[str, bytes], at: datetime) -> None:
    """Declare a register, repeat what was changed in it, and take over the rows that differ."""
    register = declare(files[each.where], where=each.where)
    restore(register, each.steps)
    keys_of = [row.values[register.key] for row in each.rows]
    standing = entries_of(register, keys_of, unseal=as_it_is)
    personal = {field.name for field in register.fields if field.personal}
    when = at if each.steps else each.recorded or at
    new = []
    for row in each.rows:
        now = standing.get(row.values[register.key])
        # A table holds nothing personal: what is known stays with the entry.
        known = {} if now is None else now.values
        values = {**row.values, **{name: known[name] for name in personal & known.keys()}}
        if now is None or now.is_deleted or now.values != values:
            edit = Edit(by=PACK, at=when, origin=Origin(name=each.table, row=row.line))
            new.append(Upsert(values, now.version if now else 0, edit))
    take_over(register, new)


_Step = PackDocument | PackDecision | FindingChange


class _Builder:
    """Takes the steps of a pack in the order of time, as its region took them."""

    def __init__(self, pack: Pack, *, at: datetime) -> None:
        self._pack, self._at = pack, at
        self._sources: dict[str, KeptSource] = {}  # by file
        self._decided: dict[str, list[PackDecision]] = defaultdict(list)
        self._spelt = {each.claim: each for each in pack.decisions if each.claim and each.columns}
        for decision in pack.decisions:
            self._decided[decision.document].append(decision)

    def steps(self) -> Iterator[tuple[tuple[object, ...], _Step]]:
        """Give every step with what it may be taken together with, in order of time."""
        pack, now = self._pack, self._at
        timed: list[tuple[datetime, int, tuple[object, ...], _Step]] = [
            *((each.recorded or now, 0, (each.file,), each) for each in pack.documents),
            *((each.at, 1, _group(each), each) for each in pack.decisions if each.state != READ),
            *((each.recorded, 2, ("finding",), each) for each in pack.changes),
        ]
        timed.sort(key=lambda step: step[:2])
        return (((order, *group), step) for _, order, group, step in timed)

    def take(self, steps: Sequence[_Step]) -> None:
        """Take steps of one kind that were taken together."""
        documents = [step for step in steps if isinstance(step, PackDocument)]
        decisions = [step for step in steps if isinstance(step, PackDecision)]
        changes = [step for step in steps if isinstance(step, FindingChange)]
        for document in documents:
            self._record(document)
        if decisions:
            self._decide(decisions)
        if changes:
            restore_changes(changes)

    def _record(self, document: PackDocument) -> None:
        recorded = document.recorded or self._at
        handed = document.handed
        cited = Source(sha256=sha256(handed.data).hexdigest(), title=handed.title)
        earlier = [
            _draft(decision, cited)
            for decision in self._decided[document.file]
            if decision.columns.get("reader") and not decision.columns["supersedes"]
        ]
        kept = record_document(handed, by=document.by or PACK, at=recorded, earlier=earlier)
        self._sources[document.file] = kept.source
        text = queries.latest_text(kept.source)
        if text is not None:
            check_document(text, at=recorded)

    def _decide(self, decisions: Sequence[PackDecision]) -> None:
        identifiers = [self._identifier(decision) for decision in decisions]
        by_claim = dict(zip(identifiers, decisions, strict=True))
        first = decisions[0]
        try:
            review([*by_claim], Review(first.state), by=first.by, at=first.at, reason=first.reason)
        except RivalError as error:
            raise _unfit(by_claim[error.claim], error) from None
        except BaylineError as error:
            raise _unfit(first, error) from None

    def _identifier(self, decision: PackDecision) -> str:
        if decision.claim and decision.claim in queries.states_of([decision.claim]):
            return decision.claim
        if decision.columns:
            return self._append(decision)
        if decision.claim:
            raise _missing(decision, "claim")
        return self._by_quote(decision)

    def _append(self, decision: PackDecision) -> str:
        """Add a claim that the reader does not read so: a correction, or an earlier reading."""
        columns = decision.columns
        behind = self._spelt.get(columns["supersedes"])
        if behind is not None:
            self._identifier(behind)
        ground = queries.latest_text(self._source(decision)) if decision.document else None
        appended = append(
            [_draft(decision, self._source(decision).cited if decision.document else None)],
            ground=ground,
            by=columns["claim_by"] or decision.by,
            at=columns["claim_at"] or decision.at,
        )
        if decision.claim and appended.identifiers != (decision.claim,):
            raise _missing(decision, "claim")
        return appended.identifiers[0]

    def _source(self, decision: PackDecision) -> KeptSource:
        found = self._sources.get(decision.document)
        if found is None:
            why, do = "the decision comes before its document", "correct one of the two times"
            zh = ("审定早于收存文件", "请改其中一个时间")
            raise decision.row.refuse("at", CellError(why, do=do, zh=zh))
        return found

    def _by_quote(self, decision: PackDecision) -> str:
        claims = queries.claims(
            source=self._source(decision).key,
            kind=ClaimKind.FIGURE,
            quote=decision.quote,
            order=("start", "pk"),
        )
        living = [claim for claim in claims if claim.state is not Review.SUPERSEDED]
        if len(living) < decision.nth:
            raise _missing(decision, "quote")
        return living[decision.nth - 1].id


def _group(decision: PackDecision) -> tuple[object, ...]:
    """Name what was decided together; a correction was decided alone."""
    alike = (decision.at, decision.by, decision.state, decision.reason)
    return (*alike, decision.claim) if decision.columns.get("supersedes") else alike


def _draft(decision: PackDecision, source: Source | None) -> Draft:
    """Make the claim that a decision spells out in columns."""
    columns = decision.columns
    row: dict[str, Any] = {
        **columns,
        "start": None if columns["start"] == "" else columns["start"],
        "end": None if columns["end"] == "" else columns["end"],
        "period_start": columns["period_start"] or None,
        "period_end": columns["period_end"] or None,
        "quote": decision.quote,
        "identifier": "-",
        "recorded": None,
    }
    try:
        claim = claim_of(row, source=source, supersedes=columns["supersedes"])
    except (BaylineError, ValueError, KeyError, TypeError, ArithmeticError):
        raise _missing(decision, "kind") from None
    sentence = decision.row.values["sentence"] or None
    return Draft(claim=claim, quote=decision.quote, sentence=sentence)


def _missing(decision: PackDecision, column: str) -> BaylineError:
    why, do = "the document states no such figure", "copy it from an export, or leave the row out"
    zh = ("文件里没有这个数字", "请从导出的表里复制，或删去这一行")
    return decision.row.refuse(column, CellError(why, do=do, zh=zh))


def _unfit(decision: PackDecision, error: BaylineError) -> BaylineError:
    words = error.zh or Words(error.what)
    wrong = CellError(error.sentence(), do="leave the row out", zh=(words.what, "请删去这一行"))
    return decision.row.refuse("state", wrong)
