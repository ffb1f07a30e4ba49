"""Pages of a snapshot: plain HTML with relative links, readable without this program."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from importlib.resources import files
from typing import Any

from bayline.kernel.claims import ClaimKind
from bayline.platform.freezing.terms import Cut, Label, Row, Tally
from bayline.platform.record.terms import KeptSource
from bayline.platform.registers.cells import printed
from bayline.platform.registers.exporting import public_fields
from bayline.platform.registers.terms import Entry, Register

STYLE = "style.css"
_KINDS = {
    ClaimKind.FIGURE.value: "数字",
    ClaimKind.EVENT.value: "事件",
    ClaimKind.PROMISE.value: "承诺",
    ClaimKind.FULFILMENT.value: "兑现",
    ClaimKind.WITHDRAWAL.value: "撤回",
}


def style() -> bytes:
    """Give the style sheet of all pages."""
    return (files(__package__) / "templates" / "freezing" / STYLE).read_bytes()


def document_address(sha256: str) -> str:
    """Say where the page of a document lies."""
    return f"documents/{sha256[:12]}.html"


def head(title: str, *, up: str, label: Label) -> bytes:
    """Give the beginning of a page, up to its title.

    Args:
        title: What the page is called.
        up: The way to the folder of the snapshot, such as `../`.
        label: What is said of the publication.
    """
    day = _day(label.moment)
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · {escape(label.title)}</title>\n"
        f'<link rel="stylesheet" href="{up}{STYLE}">\n</head>\n<body>\n'
        f'<p class="from"><a href="{up}index.html">{escape(label.title)}</a> · '
        f'截至<time datetime="{day}">{day}</time></p>\n<h1>{escape(title)}</h1>\n'
    ).encode()


FOOT = "<footer>Bayline：每个数字都能回到原句。</footer>\n</body>\n</html>\n".encode()


def _day(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def index(cut: Cut, label: Label, tally: Tally) -> Iterator[bytes]:
    """Write the front page: the region, and the way to everything else."""
    region = cut.region
    yield head(str(region.get("name") or label.title), up="", label=label)
    yield f'<p class="lead">{escape(str(region.get("sentence", "")))}</p>\n'.encode()
    yield (
        f"<p>文件{tally.sources}份，已审{tally.claims}条，其中数字{tally.figures}个；"
        f"名册条目{tally.entries}条。</p>\n"
    ).encode()
    yield (
        "<p>供程序读取："
        + "、".join(f'<a href="{path}">{path}</a>' for path in _FOR_PROGRAMS)
        + "</p>\n<h2>文件</h2>\n<ul>\n"
    ).encode()
    for source in cut.sources:
        address = document_address(source.sha256)
        yield (
            f'<li><a href="{address}">{escape(source.title)}</a>{_origin(source)}</li>\n'.encode()
        )
    yield b"</ul>\n"
    if cut.registers:
        yield "<h2>名册</h2>\n<ul>\n".encode()
        for one in cut.registers:
            yield (
                f'<li><a href="registers/{one.name}.html">{escape(one.title)}</a></li>\n'
            ).encode()
        yield b"</ul>\n"
    yield FOOT


_FOR_PROGRAMS = (
    *("claims.parquet", "figures.parquet", "sources.parquet", "places.parquet", "entries.parquet"),
    *("claims.jsonl", "figures.csv", "sources.json", "places.json", "manifest.json"),
)


def _origin(source: KeptSource) -> str:
    parts = [source.publisher, source.published.isoformat() if source.published else ""]
    said = "，".join(escape(part) for part in parts if part)
    return f' <span class="from">{said}</span>' if said else ""


def document_head(source: KeptSource, label: Label) -> bytes:
    """Write the beginning of the page of a document, up to its table of claims."""
    url = source.url if source.url.startswith(("http://", "https://")) else ""
    link = f' <a href="{escape(url)}" rel="noreferrer">原址</a>' if url else ""
    return (
        head(source.title, up="../", label=label)
        + f'<p class="from">{_origin(source)}{link} {escape(source.licence)}</p>\n'.encode()
        + "<h2>已审内容</h2>\n<table>\n<thead><tr><th>印作</th><th>说的是</th><th>时间</th>"
        "<th>原句</th></tr></thead>\n<tbody>\n".encode()
    )


def document_row(row: Row) -> bytes:
    """Write one claim as a row of the page of its document."""
    about = " ".join(filter(None, (row["subject"], row["attribute"], row["what"])))
    kind = "" if row["kind"] == ClaimKind.FIGURE else f"（{_KINDS.get(row['kind'], row['kind'])}）"
    return (
        f'<tr id="{row["id"]}"><td class="value">{escape(row["quote"])}</td>'
        f"<td>{escape(about)}{kind}</td><td>{escape(row['period'])}</td>"
        f"<td>{escape(row['sentence'])}</td></tr>\n"
    ).encode()


def document_foot(text: str) -> bytes:
    """Write the end of the page of a document: its text."""
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in text.splitlines() if line.strip())
    return (
        "</tbody>\n</table>\n<h2>全文</h2>\n".encode()
        + f'<div class="text">\n{lines}</div>\n'.encode()
        + FOOT
    )


def register_page(register: Register, entries: Iterable[Entry], label: Label) -> Iterator[bytes]:
    """Write the page of a register."""
    shown = public_fields(register)
    yield head(register.title, up="../", label=label)
    yield f"<p>{escape(register.about)}</p>\n<table>\n<thead><tr>".encode()
    yield "".join(f"<th>{escape(each.title)}</th>" for each in shown).encode()
    yield b"</tr></thead>\n<tbody>\n"
    for entry in entries:
        cells = (printed(each, entry.values.get(each.name, ""), english=False) for each in shown)
        yield ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>\n").encode()
    yield b"</tbody>\n</table>\n" + FOOT


def source_row(source: KeptSource) -> Mapping[str, Any]:
    """Give a document as it stands in JSON."""
    return {
        "sha256": source.sha256,
        "name": source.name,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "licence": source.licence,
        "url": source.url,
        "media_type": source.media_type,
        "size": source.size,
        "recorded": source.recorded,
        "page": document_address(source.sha256),
    }


def place_rows(cut: Cut) -> Sequence[Mapping[str, Any]]:
    """Give the places as they stand in JSON."""
    return [
        {"code": one.code, "name": one.name, "parent": one.parent, "level": str(one.level)}
        for one in cut.places
    ]
