"""How results reach a file or a pipe: UTF-8, cells between tabs; one line a refusal."""

from collections.abc import Iterable, Iterator, Sequence

from bayline.platform.terminal import complain, escaped, write
from bayline.systems.reading.rules.columns import tabbed


def write_rows(
    title: str, columns: Sequence[str], rows: Iterable[tuple[str, ...]], *, head: bool = True
) -> None:
    """Write rows for a program, with tabs between the cells and the title in front.

    Args:
        title: The document that the rows belong to; empty if they belong to several.
        columns: Names of the columns.
        rows: Cells in the order of the columns.
        head: Whether the line of column names is written.
    """
    before = (title,) if title else ()
    names = [("document",) * bool(title) + tuple(columns)] if head else []
    lines = [*names, *((*before, *row) for row in rows)]
    write("".join(f"{line}\n" for line in _escaped(tabbed(lines))))


def _escaped(text: str) -> Iterator[str]:
    for line in text.removesuffix("\n").split("\n") if text else ():
        yield "\t".join(map(escaped, line.split("\t")))


def complain_all(sentences: Iterable[str]) -> int:
    """Say every refusal or remark on a line of its own; return how many there were."""
    count = 0
    for sentence in sentences:
        complain(sentence)
        count += 1
    return count
