"""How results reach the terminal or a file: UTF-8, tables that fit, one line a refusal."""

import sys
from collections.abc import Iterable, Sequence

from bayline.platform.terminal import complain
from bayline.systems.reading.rules.columns import tabbed


def write(text: str) -> None:
    """Write text to standard output in UTF-8, whatever the terminal believes it speaks."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()


def write_table(
    title: str, columns: Sequence[str], rows: Iterable[tuple[str, ...]], *, head: bool = True
) -> None:
    """Write a table: drawn for a terminal, with tabs and the title in front for a program.

    Args:
        title: The document that the rows belong to; empty if they belong to several.
        columns: Names of the columns.
        rows: Cells in the order of the columns.
        head: Whether the line of column names is written for a program.
    """
    if sys.stdout.isatty():
        _draw(title, columns, rows)
        return
    before = (title,) if title else ()
    names = [("document",) * bool(title) + tuple(columns)] if head else []
    write(tabbed([*names, *((*before, *row) for row in rows)]))


def complain_all(sentences: Iterable[str]) -> int:
    """Say every refusal or remark on a line of its own; return how many there were."""
    count = 0
    for sentence in sentences:
        complain(sentence)
        count += 1
    return count


def _draw(title: str, columns: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    # Chinese has no spaces to break at: a long cell folds, it is never cut.
    folded = [Column(name, overflow="fold") for name in columns]
    table = Table(*folded, title=Text(title), title_justify="left", box=SIMPLE_HEAD)
    for row in rows:
        table.add_row(
            *map(Text, row)
        )  # text, not markup: [brackets] of a document stay as they are
    Console().print(table)
