"""PDF by typst: the same data, layout, fonts and version give the same bytes.

Words of the record reach typst as data and never as markup. A layout sees the files of the pack's
folder of reports and nothing else; packages, which would come from the network, are refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Literal

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.reporting.drawing import FONT
from bayline.platform.reporting.expressions import unknown
from bayline.platform.reporting.fonts import LATIN, Chosen, lacking

STANDARDS: tuple[Literal["a-2a", "ua-1"], ...] = ("a-2a", "ua-1")
_BESIDE = (".typ", ".svg", ".png", ".jpg", ".jpeg")
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"\w])//[^\n]*", re.DOTALL)
_BRINGING = re.compile(r"(?<![\w.-])(import|include)\b(?P<rest>[^\n;]*)")
_LOCAL = re.compile(r"\s+\"[^\"@:\\]+\.typ\"\s*(?::.*|as\b.*|[\]})].*)?")
_RUNNING = re.compile(r"(?<![\w.-])(eval|plugin)\s*\(")
_NUMBER = re.compile(r"(?<![\w.-])number\(\s*\"([^\"]*)\"\s*\)")
_PLACE = re.compile(r"┌─ (?P<file>[^:\n]+):(?P<line>\d+)")
_UNSHOWN = re.compile(r"text ['\"“]?(?P<text>.+?)['\"”]? could not be displayed", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a PDF looks.

    Attributes:
        path: Where the layout lies.
        data: Its bytes.
        library: What layouts lean on, `bayline.typ`.
        beside: Files that it may show.
    """

    path: str
    data: bytes
    library: bytes
    beside: Mapping[str, bytes]


def named_in(layout: Layout) -> dict[str, int]:
    """Give the figures that a layout names, with their lines.

    Raises:
        BaylineError: The layout is not UTF-8, or brings in what it may not.
    """
    text = _text(layout.data, layout.path)
    return {match[1]: text.count("\n", 0, match.start()) + 1 for match in _NUMBER.finditer(text)}


def refuse_unknown(layout: Layout, known: Mapping[str, str]) -> None:
    """Refuse a layout that names a figure which the template does not declare.

    Raises:
        BaylineError: File, line, name, and the name that comes nearest.
    """
    for name, line in named_in(layout).items():
        if name not in known:
            raise unknown(name, known, where=f"{layout.path}:{line}")


def pdf_of(facts: Mapping[str, Any], layout: Layout, fonts: Chosen) -> bytes:
    """Set a report.

    Args:
        facts: The resolved report.
        layout: How it looks.
        fonts: What it is set in.

    Returns:
        A tagged PDF/A-2a whose dates are those of the report.

    Raises:
        BaylineError: The layout cannot be used: file and line; or a character has no font.
    """
    for path, data in {layout.path: layout.data, **_layouts(layout.beside)}.items():
        _refuse_foreign(_text(data, path), path)
    with TemporaryDirectory(prefix="bayline-report-") as folder:
        main = _laid_out(Path(folder), facts, layout, fonts)
        return _compiled(main, Path(folder), facts, fonts, layout)


def _layouts(beside: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in beside.items() if path.endswith(".typ")}


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _broken("it is not UTF-8", f"{path}:{line}") from None


def _refuse_foreign(text: str, path: str) -> None:
    bare = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    for match in _BRINGING.finditer(bare):
        if not _LOCAL.fullmatch(match["rest"].rstrip()):
            raise _foreign(match[0].strip(), f"{path}:{bare.count(chr(10), 0, match.start()) + 1}")
    if found := _RUNNING.search(bare):
        raise _foreign(found[0], f"{path}:{bare.count(chr(10), 0, found.start()) + 1}")


def _foreign(words: str, where: str) -> BaylineError:
    return BaylineError(
        f"“{words[:60]}” is not allowed in a layout",
        where=where,
        why="a layout takes only files beside it, named in plain words, and nothing of the network",
        do='write #import "bayline.typ": * or the name of a .typ file of reports/',
        zh=Words(
            f"版式里不能写“{words[:60]}”",
            "版式只用同一文件夹里写明名字的文件，不从网络取任何东西",
            '请写#import "bayline.typ": *，或reports/里.typ文件的名字',
        ),
    )


def _laid_out(folder: Path, facts: Mapping[str, Any], layout: Layout, fonts: Chosen) -> Path:
    """Write all that typst may see into a folder of its own."""
    for path, data in layout.beside.items():
        if PurePosixPath(path).suffix in _BESIDE:
            (folder / PurePosixPath(path).name).write_bytes(data)
    (folder / "bayline.typ").write_bytes(layout.library)
    told = {**facts, "blocks": _first_marked(facts["blocks"]), "fonts": _families(fonts)}
    (folder / "report.json").write_bytes(orjson.dumps(told))
    for index, block in enumerate(facts["blocks"]):
        if block["kind"] == "chart":
            picture = str(block["svg"]).replace(FONT, fonts.han)
            (folder / f"chart-{index}.svg").write_text(picture, "utf-8")
    main = folder / PurePosixPath(layout.path).name
    main.write_bytes(layout.data)
    return main


def _families(fonts: Chosen) -> dict[str, Any]:
    # Latin letters and digits of the same family as the Han where that is a plain one.
    return {"han": fonts.han, "list": [{"name": LATIN, "covers": "latin-in-cjk"}, fonts.han, LATIN]}


def _first_marked(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark where each note stands first, since typst prints its words there."""
    seen: set[int] = set()

    def marked(piece: dict[str, Any]) -> dict[str, Any]:
        number = piece.get("n")
        if number is None or number in seen:
            return piece
        seen.add(number)
        return {**piece, "first": True}

    return [
        {**block, "pieces": [marked(one) for one in block["pieces"]]}
        if "pieces" in block
        else block
        for block in blocks
    ]


def _compiled(
    main: Path, folder: Path, facts: Mapping[str, Any], fonts: Chosen, layout: Layout
) -> bytes:
    import typst

    at = datetime.fromisoformat(str(facts["moment"]))
    try:
        made = typst.Compiler(
            main, root=folder, font_paths=fonts.fonts, ignore_system_fonts=True
        ).compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=int(at.timestamp()))
    except typst.TypstError as error:
        raise _told(error.message, error.diagnostic, layout) from None
    assert isinstance(made, bytes)  # noqa: S101 - one PDF
    return made


def _told(message: str, diagnostic: str, layout: Layout) -> BaylineError:
    if found := _UNSHOWN.search(f"{message}\n{diagnostic}"):
        return lacking(found["text"])
    place = _PLACE.search(diagnostic)
    folder = str(PurePosixPath(layout.path).parent)
    own = {PurePosixPath(path).name: path for path in (*layout.beside, layout.path)}
    if place is None:
        return _broken(message, layout.path)
    name = PurePosixPath(place["file"].replace("\\", "/")).name
    where = own.get(name, f"{folder}/{name}")
    return _broken(
        re.sub(r"\(searched at [^)]*\)", "", message).strip(), f"{where}:{place['line']}"
    )


def _broken(what: str, where: str) -> BaylineError:
    return BaylineError(
        what,
        where=where,
        why="typst cannot set this layout",
        do="mend the line, or take the file out of reports/ to use the look that comes along",
        zh=Words(what, "版式排不出来", "请改这一行，或从reports/移走这个文件，改用自带的版式"),
    )
