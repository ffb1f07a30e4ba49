"""A finding as JSON, and back; its references name sources by their hash."""

from collections.abc import Mapping
from typing import Any

import orjson

from bayline.kernel.findings import Finding, Reference, Row, Severity, State, Verdict, state_of
from bayline.platform.record.rows import figure_columns, figure_of


def is_of_system(check: str) -> bool:
    """Tell whether a check is one that a system offers, named system.check."""
    return "." in check


def finding_json(finding: Finding, sources: Mapping[str, str]) -> str:
    """Write a finding.

    Args:
        finding: What a check found.
        sources: For each name that its references use, the SHA-256 of the source.
    """
    parts = {
        "check": finding.check,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "state": state_of(finding).value,
        "sentence": finding.sentence,
        "sentence_en": finding.sentence_en,
        "rows": [_row(row, sources) for row in finding.rows],
        "claims": [_reference(claim, sources) for claim in finding.claims],
    }
    return orjson.dumps(parts).decode()


def _row(row: Row, sources: Mapping[str, str]) -> list[object]:
    reference = None if row.reference is None else _reference(row.reference, sources)
    return [row.operation, row.label, row.label_en, [*figure_columns(row.figure)], reference]


def _reference(reference: Reference, sources: Mapping[str, str]) -> list[object]:
    return [sources[reference.document], reference.start, reference.end, reference.quote]


def finding_from(body: str) -> Finding:
    """Give back a finding; its references name sources by their SHA-256."""
    parts = orjson.loads(body)
    return Finding(
        check=parts["check"],
        severity=Severity(parts["severity"]),
        verdict=Verdict(parts["verdict"]),
        state=State(parts["state"]),
        sentence=parts["sentence"],
        sentence_en=parts["sentence_en"],
        rows=tuple(_row_from(row) for row in parts["rows"]),
        claims=tuple(_reference_from(claim) for claim in parts["claims"]),
    )


def _row_from(parts: list[Any]) -> Row:
    operation, label, label_en, (low, high, unit, bound, ends), reference = parts
    figure = figure_of(low, high, unit=unit, bound=bound, ends=ends)
    assert figure is not None  # noqa: S101 - every row of an arithmetic has one
    return Row(
        label=label,
        label_en=label_en,
        figure=figure,
        operation=operation,
        reference=None if reference is None else _reference_from(reference),
    )


def _reference_from(parts: list[Any]) -> Reference:
    document, start, end, quote = parts
    return Reference(document=document, start=start, end=end, quote=quote)
