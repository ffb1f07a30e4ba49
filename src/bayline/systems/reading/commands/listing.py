"""`bayline read`: what documents say, one thing a line."""

from collections.abc import Sequence
from functools import partial

from bayline.systems.reading.commands.crews import outcomes
from bayline.systems.reading.commands.inputs import Input
from bayline.systems.reading.commands.reading_sheets import TITLE, section
from bayline.systems.reading.commands.readings import Settings, prepare, read_input
from bayline.systems.reading.commands.sheets import TAIL, head
from bayline.systems.reading.commands.terminal import complain_all, write, write_table
from bayline.systems.reading.rules.columns import READ_COLUMNS, read_row
from bayline.systems.reading.rules.records import lines, records

_Rows = list[tuple[str, ...]]


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
    shown = 0
    for task, outcome in zip(given, results, strict=True):
        if outcome.result is None:
            refusals.append(outcome.refusal)
        else:
            _write(task.name, outcome.result, form=form, is_first=not shown)
            shown += 1
    if shown and form == "html":
        write(TAIL)
    return 2 if complain_all(refusals) else 0


def _write(name: str, listed: str | _Rows, *, form: str, is_first: bool) -> None:
    if not isinstance(listed, str):
        write_table(name, READ_COLUMNS, listed, head=is_first)
        return
    write(head(TITLE) if form == "html" and is_first else "")
    write(listed)


def _listed(given: Input, *, settings: Settings, kinds: frozenset[str], form: str) -> str | _Rows:
    document, reading = read_input(given, settings)
    found = records(given.name, reading, kinds=kinds)
    if form == "html":
        return section(given.name, document.text, found)
    return lines(found) if form == "jsonl" else [read_row(record) for record in found]
