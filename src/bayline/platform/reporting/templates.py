"""Templates of reports as the pack keeps them: the declaration, the words, the looks.

`reports/NAME.toml` declares one; `reports/NAME.zh.md` and `NAME.en.md` hold its words;
`reports/NAME.typ`, else the one that comes with the program, says how its PDF looks, and
`reports/NAME.docx` gives its Word file letterhead and styles. What was edited for one edition lies
in `reports/texts/NAME/EDITION.LANGUAGE.md` and goes before the template's words.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from importlib.resources import files as files_of
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs import queries as packs
from bayline.platform.reporting.expressions import WORDS, parsed
from bayline.platform.reporting.terms import FOLDER, LANGUAGES, Cadence, Edition, Template

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_KNOWN = {
    "title": str,
    "title_en": str,
    "for": str,
    "register": str,
    "languages": list,
    "names_reviewers": bool,
    "opens": str,
    "figures": dict,
}
_KEY = re.compile(r"^\s*\"?([A-Za-z_][A-Za-z0-9_]*)\"?\s*=", re.MULTILINE)
TEXTS = f"{FOLDER}texts/"


def template_names(at: datetime | None = None) -> tuple[str, ...]:
    """Name the templates of the pack."""
    paths = packs.versions(FOLDER, at)
    names = (path.removeprefix(FOLDER).removesuffix(".toml") for path in paths)
    return tuple(name for name in names if f"{FOLDER}{name}.toml" in paths and "/" not in name)


def template(name: str, at: datetime | None = None) -> Template:
    """Give a template as it is, or was at a moment.

    Raises:
        BaylineError: There is none, or its declaration cannot be used.
    """
    data = packs.file(f"{FOLDER}{name}.toml", at) if _NAME.fullmatch(name) else None
    if data is None:
        raise BaylineError(
            f"no template “{name[:40]}”",
            why=f"the pack has no {FOLDER}{name[:40]}.toml",
            do="see /reports for those that it has",
            zh=Words(
                f"没有模板“{name[:40]}”",
                f"资料包里没有{FOLDER}{name[:40]}.toml",
                "已有的见/reports",
            ),
        )
    return template_of(name, data)


@lru_cache(maxsize=64)
def template_of(name: str, data: bytes) -> Template:
    """Read the declaration of a template.

    Raises:
        BaylineError: It says what it cannot: in which line.
    """
    where = f"{FOLDER}{name}.toml"
    parts = _toml(data, where)
    for key, value in parts.items():
        if key not in _KNOWN or not isinstance(value, _KNOWN[key]):
            raise _refused(f"“{key}” is not understood", f"“{key}”读不懂", f"{where}")
    lines = _lines(data.decode(), parts.get("figures", {}))
    figures = _figures(parts.get("figures", {}), lines, where)
    return Template(
        name=name,
        title=str(parts.get("title") or name),
        title_en=str(parts.get("title_en") or parts.get("title") or name),
        cadence=_cadence(str(parts.get("for", "")), where),
        register=str(parts.get("register", "")),
        languages=_languages(parts.get("languages", list(LANGUAGES)), where),
        figures=figures,
        lines=lines,
        names_reviewers=bool(parts.get("names_reviewers", False)),
        opens=str(parts.get("opens", "")),
    )


def _toml(data: bytes, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise _refused(str(error), str(error), f"{where}:{line[1]}" if line else where) from None


def _refused(what: str, zh: str, where: str) -> BaylineError:
    known = ", ".join(_KNOWN)
    return BaylineError(
        what,
        where=where,
        why=f"a template declares {known}",
        do="mend it as the guide shows",
        zh=Words(zh, f"模板声明里可写{known}", "请照手册改正"),
    )


def _cadence(written: str, where: str) -> Cadence:
    try:
        return Cadence(written)
    except ValueError:
        listed = ", ".join(Cadence)
        raise BaylineError(
            f"for = “{written[:20]}”",
            where=where,
            why="a report is made for a month, a quarter, a year, or an entry of a register",
            do=f"write one of {listed}",
            zh=Words(
                f"for写的是“{written[:20]}”",
                "报告按月、季、年，或按名册的一条编",
                f"请写{listed}之一",
            ),
        ) from None


def _languages(listed: list[Any], where: str) -> tuple[str, ...]:
    if not listed or any(one not in LANGUAGES for one in listed):
        raise _refused(f"languages = {listed}", f"languages写的是{listed}", where)
    return tuple(dict.fromkeys(listed))


def _lines(text: str, figures: Mapping[str, Any]) -> dict[str, int]:
    start = text.find("[figures]")
    found: dict[str, int] = {}
    for match in _KEY.finditer(text, max(start, 0)):
        if match[1] in figures:
            found.setdefault(match[1], text.count("\n", 0, match.start(1)) + 1)
    return found


def _figures(named: Mapping[str, Any], lines: Mapping[str, int], where: str) -> dict[str, str]:
    for name, asked in named.items():
        at = f"{where}:{lines.get(name, 1)}"
        if name in WORDS or not isinstance(asked, str):
            raise _refused(f"figure “{name}” is not understood", f"数字“{name}”读不懂", at)
        parsed(asked, where=at)
    return dict(named)


def text_of(
    of: Template, edition: Edition, language: str, at: datetime | None = None
) -> tuple[str, str]:
    """Give the words of an edition, and the file they stand in.

    Raises:
        BaylineError: The template has no words in that language.
    """
    own = f"{TEXTS}{of.name}/{edition.name}.{language}.md"
    for path in (own, f"{FOLDER}{of.name}.{language}.md"):
        data = packs.file(path, at)
        if data is not None:
            return _utf8(data, path), path
    path = f"{FOLDER}{of.name}.{language}.md"
    raise BaylineError(
        "the template has no words",
        where=path,
        why=f"the pack has no {path}",
        do="write it, or leave the language out of the declaration",
        zh=Words("模板没有正文", f"资料包里没有{path}", "请补上，或在声明里去掉这种语言"),
    )


def _utf8(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BaylineError(
            "it is not UTF-8",
            where=f"{path}:{line}",
            do="save it in UTF-8",
            zh=Words("不是UTF-8编码", do="请另存为UTF-8"),
        ) from None


def text_path(of: Template, edition: Edition, language: str) -> str:
    """Say where the words that are edited for one edition are kept."""
    return f"{TEXTS}{of.name}/{edition.name}.{language}.md"


def layout_of(of: Template, at: datetime | None = None) -> tuple[str, bytes]:
    """Give how the PDF looks: the template's own, else the pack's, else the program's."""
    for path in (f"{FOLDER}{of.name}.typ", f"{FOLDER}report.typ"):
        data = packs.file(path, at)
        if data is not None:
            return path, data
    return "report.typ", (files_of("bayline.platform.reporting") / "looks/report.typ").read_bytes()


def letterhead_of(of: Template, at: datetime | None = None) -> bytes | None:
    """Give the Word file whose letterhead and styles are used; None for plain ones."""
    found = (packs.file(f"{FOLDER}{one}.docx", at) for one in (of.name, "report"))
    return next((data for data in found if data is not None), None)
