"""Make all files of a snapshot in a folder, a document at a time, so that memory stays small."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from io import StringIO
from typing import Any

import orjson

from bayline.kernel.claims import ClaimKind
from bayline.platform.freezing import leaves, queries, tables
from bayline.platform.freezing.folders import Folder, Written
from bayline.platform.freezing.terms import FORMAT, MANIFEST, Cut, Label, Leaf, Row, Tally
from bayline.platform.record.terms import KeptSource
from bayline.platform.registers.asking import Ask
from bayline.platform.registers.cells.guarding import guarded
from bayline.platform.registers.exporting import public_fields
from bayline.platform.registers.queries import as_it_is, selected
from bayline.platform.registers.terms import Register

_MARK = "\ufeff".encode()  # tells spreadsheets that the file is UTF-8
_OF_CSV = {
    "id": "编号",
    "subject": "主体",
    "attribute": "指标",
    "quote": "印作",
    "low": "下限",
    "high": "上限",
    "unit": "单位",
    "period": "时间",
    "place": "地点",
    "status": "状态",
    "sentence": "原句",
    "source": "文件",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A snapshot that was made: its manifest, its counts, and the documents it opens."""

    manifest: bytes
    tally: Tally
    sources: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The hash of the manifest, which the snapshot is named by."""
        return sha256(self.manifest).hexdigest()


def make(folder: Folder, label: Label) -> Made:
    """Make a snapshot.

    Args:
        folder: An empty folder.
        label: What is said of the publication, and when it is cut.
    """
    cut = queries.cut_at(label.moment)
    tally = _claims(folder, cut, label)
    tally = replace(tally, sources=len(cut.sources), entries=_registers(folder, cut, label))
    folder.put("sources.json", [_json([leaves.source_row(one) for one in cut.sources])])
    folder.put("places.json", [_json(leaves.place_rows(cut))])
    for path in tables.write_tables(folder.path):
        folder.take(path)
    folder.put(leaves.STYLE, [leaves.style()])
    folder.put("index.html", leaves.index(cut, label, tally))
    manifest = _manifest(folder.leaves, cut, label, tally)
    folder.put(MANIFEST, [manifest])
    return Made(manifest=manifest, tally=tally, sources=tuple(one.sha256 for one in cut.sources))


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


class _Claims:
    """The files that every claim is written into."""

    def __init__(self, lines: Written, sheet: Written) -> None:
        self._lines, self._sheet = lines, sheet
        self.tally = Tally()
        sheet.add(_MARK + _csv_line(_OF_CSV.values()))

    def add(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Write rows, and give them on."""
        claims = figures = 0
        for row in rows:
            self._lines.add(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z))
            claims += 1
            if row["kind"] == ClaimKind.FIGURE:
                figures += 1
                self._sheet.add(_csv_line(row[name] for name in _OF_CSV))
            yield row
        before = self.tally
        self.tally = replace(
            before, claims=before.claims + claims, figures=before.figures + figures
        )


def _csv_line(cells: Any) -> bytes:  # noqa: ANN401 - any values, printed
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([guarded(str(cell)) for cell in cells])
    return buffer.getvalue().encode()


def _claims(folder: Folder, cut: Cut, label: Label) -> Tally:
    with ExitStack() as stack:
        lines = stack.enter_context(folder.file("claims.jsonl"))
        sheet = stack.enter_context(folder.file("figures.csv"))
        claims = _Claims(lines, sheet)
        for source in cut.sources:
            texts = queries.texts_of(source, cut)
            rows = claims.add(queries.rows_of(texts, cut))
            _document(folder, source, rows, texts=texts, label=label)
        for _row in claims.add(queries.rows_apart(cut)):
            pass
    return claims.tally


def _document(
    folder: Folder,
    source: KeptSource,
    rows: Iterator[Row],
    *,
    texts: Mapping[int, str],
    label: Label,
) -> None:
    with folder.file(leaves.document_address(source.sha256)) as page:
        page.add(leaves.document_head(source, label))
        for row in rows:
            page.add(leaves.document_row(row))
        page.add(leaves.document_foot([*texts.values()][-1] if texts else ""))


def _registers(folder: Folder, cut: Cut, label: Label) -> int:
    count = 0
    with folder.file("entries.jsonl") as lines:
        for register in cut.registers:
            for entry in _entries(register, cut):
                values = {
                    each.name: entry.values[each.name]
                    for each in public_fields(register)
                    if each.name in entry.values
                }
                row = {"register": register.name, "key": entry.key, "version": entry.version}
                said = orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()
                lines.add(orjson.dumps({**row, "values": said}, option=orjson.OPT_APPEND_NEWLINE))
                count += 1
    for register in cut.registers:
        page = leaves.register_page(register, _entries(register, cut), label)
        folder.put(f"registers/{register.name}.html", page)
    return count


def _entries(register: Register, cut: Cut) -> Iterator[Any]:
    return selected(register, Ask(at=cut.moment), unseal=as_it_is)


def _manifest(written: list[Leaf], cut: Cut, label: Label, tally: Tally) -> bytes:
    """Write what a snapshot is: what it was made from, and every file with its hash."""
    return _json(
        {
            "format": FORMAT,
            "title": label.title,
            "by": label.by,
            "moment": label.moment,
            "region": {name: cut.region.get(name, "") for name in ("name", "code")},
            "pack": label.heads["pack_file"].digest if "pack_file" in label.heads else "",
            "heads": {name: [*label.heads[name]] for name in sorted(label.heads)},
            "made_by": {"bayline": version("bayline"), "duckdb": tables.version()},
            "claims": tally.claims,
            "figures": tally.figures,
            "sources": tally.sources,
            "entries": tally.entries,
            "registers": [one.name for one in cut.registers],
            "files": [leaf._asdict() for leaf in sorted(written)],
        }
    )
