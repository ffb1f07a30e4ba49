"""A document's layout as JSON, so that its tables and notes are there again without opening it."""

from datetime import date
from typing import Any

import orjson

from bayline.engines.documents.terms import Cell, Document, Format, Note, Stretch, Table


def layout_of(document: Document) -> str:
    """Write all of a document but its name and its text."""
    parts = {
        "format": document.format.value,
        "encoding": document.encoding,
        "pages": document.pages,
        "tables": [_table(table) for table in document.tables],
        "notes": [[*note] for note in document.notes],
        "title": document.title,
        "published": document.published,
    }
    return orjson.dumps(parts).decode()


def _table(table: Table) -> dict[str, object]:
    return {
        "start": table.start,
        "end": table.end,
        "rows": table.rows,
        "columns": table.columns,
        "cells": [[*cell] for cell in table.cells],
        "title_rows": table.title_rows,
        "head_rows": table.head_rows,
        "head_columns": table.head_columns,
        "caption": None if table.caption is None else [*table.caption],
        "unit_note": None if table.unit_note is None else [*table.unit_note],
        "sheet": table.sheet,
    }


def document_from(layout: str, *, name: str, text: str) -> Document:
    """Give back the document that was written as a layout beside its text."""
    parts = orjson.loads(layout)
    published = parts["published"]
    return Document(
        name=name,
        format=Format(parts["format"]),
        text=text,
        encoding=parts["encoding"],
        pages=(*parts["pages"],),
        tables=tuple(_table_from(table) for table in parts["tables"]),
        notes=tuple(Note(*note) for note in parts["notes"]),
        title=parts["title"],
        published=date.fromisoformat(published) if published else None,
    )


def _table_from(parts: Any) -> Table:  # noqa: ANN401 - JSON, as written above
    caption, unit_note = parts["caption"], parts["unit_note"]
    return Table(
        start=parts["start"],
        end=parts["end"],
        rows=parts["rows"],
        columns=parts["columns"],
        cells=tuple(Cell(*cell) for cell in parts["cells"]),
        title_rows=parts["title_rows"],
        head_rows=parts["head_rows"],
        head_columns=parts["head_columns"],
        caption=None if caption is None else Stretch(*caption),
        unit_note=None if unit_note is None else Stretch(*unit_note),
        sheet=parts["sheet"],
    )
