"""`bayline check`: whether figures agree, within documents and across them."""

from collections.abc import Sequence
from functools import partial

from bayline.kernel.findings import Finding, Severity, by_weight
from bayline.systems.reading.checks import check
from bayline.systems.reading.commands.crews import outcomes
from bayline.systems.reading.commands.finding_sheets import findings_sheet
from bayline.systems.reading.commands.inputs import Input
from bayline.systems.reading.commands.readings import Settings, prepare, read_input
from bayline.systems.reading.commands.terminal import complain_all, write, write_table
from bayline.systems.reading.rules.columns import CHECK_COLUMNS, check_row
from bayline.systems.reading.rules.records import finding_record, lines
from bayline.systems.reading.terms import ReadDocument


def show(given: Sequence[Input], settings: Settings, *, form: str, strict: bool) -> int:
    """Read documents, check them together and write what was found, worst first.

    Args:
        given: The documents.
        settings: What holds for all of them.
        form: table, jsonl or html.
        strict: Whether a contradiction changes the exit status.

    Returns:
        The exit status: 2 if a document could not be read, else 1 if `strict` and there is a
        contradiction, else 0.
    """
    prepared = partial(prepare, settings)
    results = [*outcomes(partial(_read, settings=settings), given, prepare=prepared)]
    documents = [outcome.result for outcome in results if outcome.result is not None]
    findings = sorted(check(documents), key=by_weight)
    if documents:
        write_findings(findings, form=form)
    if complain_all(outcome.refusal for outcome in results if outcome.result is None):
        return 2
    return int(strict and any(each.severity is Severity.CONTRADICTION for each in findings))


def write_findings(findings: Sequence[Finding], *, form: str) -> None:
    """Write findings as a table, as JSON lines or as a page."""
    if form == "jsonl":
        write(lines(map(finding_record, findings)))
    elif form == "html":
        write(findings_sheet(findings))
    else:
        write_table("", CHECK_COLUMNS, map(check_row, findings))


def _read(given: Input, *, settings: Settings) -> ReadDocument:
    document, reading = read_input(given, settings)
    return ReadDocument(name=given.name, reading=reading, tables=document.tables)
