"""The review of a pack: what was decided of its claims and what was made of its findings."""

from collections.abc import Mapping
from datetime import datetime

from bayline.kernel.bounds import Bound
from bayline.kernel.claims import ClaimKind
from bayline.kernel.findings import Life
from bayline.kernel.reviews import Review
from bayline.kernel.statuses import Change, Status
from bayline.kernel.visible import shows
from bayline.platform.packs import tables
from bayline.platform.packs.documents import FOLDER
from bayline.platform.packs.tables import CellError, Column, Row
from bayline.platform.packs.terms import PackDecision
from bayline.platform.record.terms import FindingChange
from bayline.platform.seals.terms import Erasure

DECISIONS = "review/decisions.csv"
ERASURES = "review/erasures.csv"
FINDINGS = "review/findings.csv"
READ = "read"  # no decision: a reading that a decided one follows upon
_STATES = (Review.ACCEPTED, Review.RETURNED, Review.PROPOSED, Review.SUPERSEDED, READ)
SAID = (
    Column(name="kind", read=tables.one_of(*ClaimKind)),
    Column(name="start", read=tables.whole),
    Column(name="end", read=tables.whole),
    Column(name="selector"),
    Column(name="subject"),
    Column(name="attribute"),
    Column(name="what"),
    Column(name="low", read=tables.decimal),
    Column(name="high", read=tables.decimal),
    Column(name="unit"),
    Column(name="bound", read=tables.one_of(*Bound)),
    Column(name="ends"),
    Column(name="basis"),
    Column(name="period_start", read=tables.day),
    Column(name="period_end", read=tables.day),
    Column(name="period"),
    Column(name="place"),
    Column(name="status", read=tables.one_of(*Status)),
    Column(name="change", read=tables.one_of(*Change)),
    Column(name="supersedes", read=tables.digits(16)),
    Column(name="reader"),
    Column(name="claim_by"),
    Column(name="claim_at", read=tables.moment),
)
DECIDED = (
    Column(name="document"),
    Column(name="quote"),
    Column(name="nth", read=tables.whole),
    Column(name="claim", read=tables.digits(16)),
    Column(name="state", read=tables.one_of(*_STATES), is_needed=True),
    Column(name="by", is_needed=True),
    Column(name="at", read=tables.moment, is_needed=True),
    Column(name="reason"),
    Column(name="sentence", read=tables.stretch),
)
ERASED = (
    Column(name="subject", is_needed=True),
    Column(name="by", is_needed=True),
    Column(name="at", read=tables.moment, is_needed=True),
    Column(name="reason", is_needed=True),
)
CHANGED = (
    Column(name="finding", read=tables.digits(16), is_needed=True),
    Column(name="state", read=tables.one_of(*Life), is_needed=True),
    Column(name="owner"),
    Column(name="due", read=tables.day),
    Column(name="reason"),
    Column(name="by", is_needed=True),
    Column(name="at", read=tables.moment, is_needed=True),
    Column(name="sentence"),
)


def decisions_of(files: Mapping[str, bytes], *, now: datetime) -> tuple[PackDecision, ...]:
    """List the decisions of a pack in the order they were taken, none after the present moment.

    Raises:
        BaylineError: A row cannot be read, or names a document that is not there.
    """
    columns = (*DECIDED, *SAID)
    data = files.get(DECISIONS, _heads(columns))
    rows = tables.rows_of(data, columns, where=DECISIONS, now=now)
    found = [_decision(row, files) for row in rows]
    return (*sorted(found, key=lambda decision: decision.at),)


def _heads(columns: tuple[Column, ...]) -> bytes:
    return ",".join(column.name for column in columns).encode()


def _decision(row: Row, files: Mapping[str, bytes]) -> PackDecision:
    values = row.values
    document = values["document"]
    if document and f"{FOLDER}/{document}" not in files:
        zh = ("资料包里没有这个文件", "请核对文件名")
        raise row.refuse("document", CellError("no such document", do="check its name", zh=zh))
    if not values["claim"] and not (document and values["quote"]):
        zh = ("没有写明是哪一条", "请写文件和原文，或写编号")
        why, do = "the row names no claim", "give document and quote, or the claim"
        raise row.refuse("claim", CellError(why, do=do, zh=zh))
    if values["state"] == Review.RETURNED and not shows(values["reason"]):
        zh = ("退回没有写原因", "请写原因")
        why = "a claim is sent back with a reason"
        raise row.refuse("reason", CellError(why, do="give the reason", zh=zh))
    return PackDecision(
        row=row,
        document=document,
        quote=values["quote"],
        nth=values["nth"] or 1,
        claim=values["claim"],
        state=values["state"],
        by=values["by"],
        at=values["at"],
        reason=values["reason"],
        columns={column.name: values[column.name] for column in SAID} if values["kind"] else {},
    )


def erasures_of(files: Mapping[str, bytes], *, now: datetime) -> tuple[Erasure, ...]:
    """List whose personal values were erased, in order, none after the present moment.

    Raises:
        BaylineError: A row cannot be read.
    """
    data = files.get(ERASURES, _heads(ERASED))
    rows = tables.rows_of(data, ERASED, where=ERASURES, now=now)
    found = (row.values for row in rows)
    return tuple(Erasure(one["subject"], one["by"], one["at"], one["reason"]) for one in found)


def changes_of(files: Mapping[str, bytes], *, now: datetime) -> tuple[FindingChange, ...]:
    """List what was made of findings, in order, none after the present moment.

    Raises:
        BaylineError: A row cannot be read, or closes a finding without a reason.
    """
    data = files.get(FINDINGS, _heads(CHANGED))
    rows = tables.rows_of(data, CHANGED, where=FINDINGS, now=now)
    return (*sorted(map(_change, rows), key=lambda change: change.recorded),)


def _change(row: Row) -> FindingChange:
    values = row.values
    if values["state"] != Life.OPEN and not shows(values["reason"]):
        zh = ("没有写原因", "请写原因")
        why = "a finding is closed with a reason"
        raise row.refuse("reason", CellError(why, do="give the reason", zh=zh))
    return FindingChange(
        key=values["finding"],
        state=values["state"],
        owner=values["owner"],
        due=values["due"] or None,
        reason=values["reason"],
        by=values["by"],
        recorded=values["at"],
    )
