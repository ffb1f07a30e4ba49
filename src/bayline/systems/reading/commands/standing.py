"""What the record says of a draft as JSON lines: one object a figure, then the findings."""

from collections.abc import Iterator

from bayline.engines.documents.terms import Document
from bayline.kernel.amounts import said
from bayline.systems.reading.actions.auditing import Audited, Beside
from bayline.systems.reading.rules.beside import UNKNOWN, Side
from bayline.systems.reading.rules.records import Record, finding_record, records


def audit_records(audited: Audited) -> Iterator[Record]:
    """Give every figure of a draft with where it stands, then the findings.

    Args:
        audited: A draft that was checked against the record.
    """
    name, beside = audited.document.name, audited.beside
    quantities = [*records(name, audited.reading, kinds=frozenset({"quantity"}))]
    places = {
        (one.quantity.start, one.quantity.end): at
        for at, one in enumerate(audited.reading.statements)
    }
    for quantity in quantities:
        at = places[quantity["start"], quantity["end"]]
        spot = _spot(audited.document, quantity["start"])
        yield {**quantity, "kind": "figure", **spot, **(_standing(beside, at) if beside else {})}
    for finding in audited.findings:
        yield {"kind": "finding", "document": name, **finding_record(finding)}


def _spot(document: Document, start: int) -> Record:
    """Give the page of a figure, and that its words were recognized on a scan."""
    page = document.page(start)
    recognized = {"recognized": True} if document.is_recognized(start) else {}
    return ({"page": page} if page else {}) | recognized


def _standing(beside: Beside, at: int) -> Record:
    """Say where the figure at a position stands beside the record."""
    judged = beside.judged.get(at, UNKNOWN)
    zh, en = beside.reasons.get(at, ("", ""))
    other = judged.elsewhere
    kept = judged.pair.kept if judged.pair else None
    return {
        "state": judged.stand.value,
        "cause": judged.cause.value or None,
        "reason": zh,
        "reason_en": en,
        "record": _kept(kept, beside) if kept else None,
        "elsewhere": _kept(other.kept, beside) if other else None,
    }


def _kept(side: Side, beside: Beside) -> Record:
    claim, figure = side.claim, side.figure
    source = claim.evidence.source
    title = source.title if source else ""
    return {
        "id": side.key,
        "text": side.quote,
        "value": figure.low if figure.low is not None else figure.high,
        "high": figure.high if figure.high != figure.low else None,
        "unit": figure.unit,
        "bound": figure.bound.value,
        "said": said(figure, None, english=False),
        "attribute": claim.attribute or None,
        "subject": claim.subject or None,
        "place": claim.place or None,
        "period": claim.period.edtf if claim.period else None,
        "status": claim.status.value,
        "sentence": side.sentence,
        "source": title,
        "document": beside.documents.get(title) or (source.sha256[:12] if source else None),
        "published": source.published.isoformat() if source and source.published else None,
    }
