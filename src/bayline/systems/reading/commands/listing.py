"""`bayline read`: what documents say, one thing a line."""

from collections.abc import Sequence
from functools import partial

from bayline.systems.reading.commands.crews import outcomes
from bayline.systems.reading.commands.inputs import Input
from bayline.systems.reading.commands.readings import Settings, prepare, read_input
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
    refusals = []
    is_first = True
    for task, outcome in zip(
        given, outcomes(work, given, prepare=partial(prepare, settings)), strict=True
    ):
        if outcome.result is None:
            refusals.append(outcome.refusal)
        elif isinstance(outcome.result, str):
            write(outcome.result)
        else:
            write_table(task.name, READ_COLUMNS, outcome.result, head=is_first)
            is_first = False
    return 2 if complain_all(refusals) else 0


def _listed(given: Input, *, settings: Settings, kinds: frozenset[str], form: str) -> str | _Rows:
    _, reading = read_input(given, settings)
    found = records(given.name, reading, kinds=kinds)
    return lines(found) if form == "jsonl" else [read_row(record) for record in found]
