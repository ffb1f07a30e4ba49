"""`bayline read`: what documents say, one thing a line."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from bayline.platform.languages import either
from bayline.platform.terminal import write
from bayline.systems.reading.commands.crews import outcomes
from bayline.systems.reading.commands.drawing import draw_records, is_terminal
from bayline.systems.reading.commands.inputs import Input
from bayline.systems.reading.commands.reading_sheets import TITLE, section
from bayline.systems.reading.commands.readings import Settings, prepare, read_input, remarks
from bayline.systems.reading.commands.sheets import TAIL, head, inferred_day
from bayline.systems.reading.commands.terminal import complain_all, write_rows
from bayline.systems.reading.rules.columns import READ_COLUMNS, read_row
from bayline.systems.reading.rules.records import Record, lines, records

_Rows = list[Record]


class _Listed(NamedTuple):
    """What is to be shown of one document, and what is to be said about it."""

    shown: str | _Rows
    remarks: tuple[str, ...]


def show(given: Sequence[Input], settings: Settings, *, kinds: frozenset[str], form: str) -> int:
    """Read documents and write what they say, in their order.

    Args:
        given: The documents.
        settings: What holds for all of them.
        kinds: What to list.
        form: table, jsonl or html.

    Returns:
        The exit status: 2 if a document could not be read, else 0.
    """
    work = partial(_listed, settings=settings, kinds=kinds, form=form)
    results = outcomes(work, given, prepare=partial(prepare, settings))
    refusals: list[str] = []
    said: list[str] = []
    shown = 0
    for task, outcome in zip(given, results, strict=True):
        if outcome.result is None:
            refusals.append(outcome.refusal)
        else:
            _write(task.name, outcome.result.shown, form=form, is_first=not shown)
            said.extend(outcome.result.remarks)
            shown += 1
    if shown and form == "html":
        write(TAIL)
    complain_all(said)
    return 2 if complain_all(refusals) else 0


def _write(name: str, shown: str | _Rows, *, form: str, is_first: bool) -> None:
    if not isinstance(shown, str):
        if is_terminal():
            draw_records(name, shown)
        else:
            write_rows(name, READ_COLUMNS, map(read_row, shown), head=is_first)
        return
    write(head(TITLE) if form == "html" and is_first else "")
    write(shown)


def _listed(given: Input, *, settings: Settings, kinds: frozenset[str], form: str) -> _Listed:
    numbered = settings._replace(with_numbers="number" in kinds)
    document, reading = read_input(given, numbered)
    found = records(given.name, reading, kinds=kinds)
    said = remarks(document, reading, form=form)
    if form == "html":
        day = inferred_day([(given.name, reading.published)]) if reading.published_inferred else ""
        return _Listed(section(given.name, document.text, found, note=day), said)
    if form == "jsonl":
        return _Listed(lines(found), said)
    nothing = () if found else (_nothing_in(given.name),)
    return _Listed(found, (*said, *nothing))


def _nothing_in(name: str) -> str:
    return either(
        f"{name}：没有读到所要的类别", f"{name}: nothing of the kinds asked for was found in it"
    )
