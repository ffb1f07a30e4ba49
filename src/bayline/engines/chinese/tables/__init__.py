"""Read tables into statements: what each figure measures, whose it is, when, and in which unit.

Heads are understood one by one (heads), the sides of the table are told apart (axes), each cell is
read with the unit its heads give (cells), and all is put together (reading); a cell that is a
sentence speaks for itself (prose). Every span is that of the printed cell.
"""

from datetime import date

from bayline.engines.chinese.tables.prose import in_own_words
from bayline.engines.chinese.tables.reading import TableReader, TableStatement
from bayline.engines.chinese.terms import Span
from bayline.engines.documents.terms import Table

__all__ = ["TableStatement", "in_own_words", "table_statements"]


def table_statements(
    text: str, table: Table, *, published: date | None = None, title: Span | None = None
) -> tuple[TableStatement, ...]:
    """Read the figures of a table.

    Args:
        text: The text of the document.
        table: One of its tables.
        published: The date of the document, if known.
        title: Where the title of the document stands, if it has one.

    Returns:
        One entry for each figure, in text order. Running numbers, codes, dates and signs that say
        there is no figure are left out.
    """
    found = TableReader(text, table, published=published, title=title).statements()
    return tuple(sorted(found, key=lambda entry: entry.statement.quantity.start))
