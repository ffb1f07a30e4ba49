"""`bayline check`: whether figures agree, within documents and across them."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from bayline.kernel.findings import Finding, Severity
from bayline.platform.languages import either
from bayline.platform.terminal import write
from bayline.systems.reading.checks import check
from bayline.systems.reading.commands.crews import outcomes
from bayline.systems.reading.commands.drawing import draw_findings, is_terminal
from bayline.systems.reading.commands.finding_sheets import findings_sheet
from bayline.systems.reading.commands.inputs import Input
from bayline.systems.reading.commands.readings import Settings, prepare, read_input, remarks
from bayline.systems.reading.commands.sheets import inferred_day
from bayline.systems.reading.commands.terminal import complain_all, write_rows
from bayline.systems.reading.rules.columns import CHECK_COLUMNS, check_row
from bayline.systems.reading.rules.records import finding_record, lines
from bayline.systems.reading.terms import ReadDocument


class _Read(NamedTuple):
    """A document for the checks, and what is to be said about it."""

    document: ReadDocument
    remarks: tuple[str, ...]


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
    results = [*outcomes(partial(_read, settings=settings, form=form), given, prepare=prepared)]
    read = [outcome.result for outcome in results if outcome.result is not None]
    documents = [each.document for each in read]
    findings = check(documents)
    if documents:
        _write(documents, findings, form=form)
    complain_all(remark for each in read for remark in each.remarks)
    if complain_all(outcome.refusal for outcome in results if outcome.result is None):
        return 2
    return int(strict and any(each.severity is Severity.CONTRADICTION for each in findings))


def _write(documents: Sequence[ReadDocument], findings: Sequence[Finding], *, form: str) -> None:
    if form == "jsonl":
        write(lines(map(finding_record, findings)))
    elif form == "html":
        readings = ((each.name, each.reading) for each in documents)
        days = [(name, read.published) for name, read in readings if read.published_inferred]
        write(findings_sheet(findings, note=inferred_day(days)))
    else:
        if is_terminal():
            draw_findings(findings)
        else:
            write_rows("", CHECK_COLUMNS, map(check_row, findings))
        if not findings:
            nothing = "no figures were found that can be compared with each other"
            complain_all([either("没有可以互相对照的数字", nothing)])


def _read(given: Input, *, settings: Settings, form: str) -> _Read:
    document, reading = read_input(given, settings)
    read = ReadDocument(name=given.name, reading=reading, tables=document.tables)
    return _Read(read, remarks(document, reading, form=form))
