"""What a pack says of its region: region.toml, the figures of the front page, schemes, outlines."""

import json
import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.packs.geography import refuse_bad_geography
from bayline.platform.packs.paths import OVERVIEW, PUBLISHING, REGION
from bayline.platform.packs.places import PLACES, gazetteer_of
from bayline.platform.packs.terms import Openness, Region

_KEYS: dict[str, type] = {
    "name": str,
    "name_en": str,
    "code": str,
    "neighbours": list,
    "sentence": str,
    "sentence_en": str,
    "map_review": str,
    "languages": list,
    "time_zone": str,
    "fiscal_year_start": str,
    "demonstration": bool,
    "oc4ids_prefix": str,
}
_FIGURE_KEYS: dict[str, type] = {
    "title": str,
    "title_en": str,
    "document": str,
    "quote": str,
    "nth": int,
}
# What is written for a home that was begun without a pack.
UNNAMED = """\
# 这份资料不是由资料包装成的，还没有区域名称。请改成自己的名称和区划代码。
# No pack was there to name this region. Write its name and its division code.
name = "未命名的区域"
name_en = "Region without a name"
code = "000000"
""".encode()
_CODE = re.compile(r"\d{6}(?:\d{3}|\d{6})?")
_OC4IDS = re.compile(r"oc4ids-[a-z0-9]{6}")


def region_of(files: Mapping[str, bytes]) -> Region:
    """Read region.toml.

    Raises:
        BaylineError: It is missing, or says what it cannot.
    """
    if REGION not in files:
        raise _refusal(REGION, "the file is missing", zh="缺这个文件")
    parts = toml_of(files[REGION], where=REGION)
    _refuse_keys(parts, _KEYS, where=REGION, needed=("name", "code"))
    for code in (parts["code"], *parts.get("neighbours", ())):
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise _refusal(REGION, f"“{code}” is no division code", zh=f"“{code}”不是区划代码")
    return Region(
        name=parts["name"],
        name_en=parts.get("name_en", ""),
        code=parts["code"],
        neighbours=tuple(parts.get("neighbours", ())),
        sentence=parts.get("sentence", ""),
        sentence_en=parts.get("sentence_en", ""),
        map_review=parts.get("map_review", ""),
        is_demonstration=parts.get("demonstration", False),
        oc4ids_prefix=_prefix(parts.get("oc4ids_prefix", "")),
    )


def _prefix(written: str) -> str:
    if not written or _OC4IDS.fullmatch(written):
        return written
    why = f"“{written}” is no prefix such as oc4ids-abc123"
    raise _refusal(REGION, why, zh=f"“{written}”不是oc4ids-abc123这样的前缀")


def refuse_bad_files(files: Mapping[str, bytes], *, documents: Collection[str]) -> None:
    """Look through the files that are stored as they are.

    Args:
        files: The files of the pack by their path.
        documents: The names of its documents.

    Raises:
        BaylineError: One of them cannot be used: which, where in it, and why.
    """
    for path, data in files.items():
        if path == PLACES:
            gazetteer_of(data)
        elif path == OVERVIEW:
            _refuse_bad_overview(data, documents)
        elif path == PUBLISHING:
            openness_of(data)
        elif path.startswith("schemes/") and path.endswith(".toml"):
            _refuse_bad_scheme(data, path, documents)
    refuse_bad_geography(files)


def openness_of(data: bytes | None) -> Openness:
    """Read publishing.toml: which documents may be published.

    Args:
        data: The file; None where the pack has none, and then no document may be.

    Raises:
        BaylineError: It says what it cannot.
    """
    parts = {} if data is None else toml_of(data, where=PUBLISHING)
    _refuse_keys(parts, {"documents": dict}, where=PUBLISHING)
    documents = parts.get("documents", {})
    _refuse_keys(documents, {"public": list, "internal": list}, where=f"{PUBLISHING}, documents")
    for key, names in documents.items():
        for name in names:
            if not isinstance(name, str) or not shows(name):
                where = f"{PUBLISHING}, documents, {key}"
                raise _refusal(where, f"“{name}” is no name of a file", zh=f"“{name}”不是文件名")
    return Openness(
        public=(*documents.get("public", ()),), internal=(*documents.get("internal", ()),)
    )


_ABOUT_OPENNESS = "# 哪些文件可以公开。没有写到的一律不公开；internal里的优先。\n"


def openness_text(openness: Openness) -> bytes:
    """Write publishing.toml; what is written reads back as the same."""
    named = {"public": openness.public, "internal": openness.internal}
    lists = "".join(
        f"{key} = [\n" + "".join(f"  {_quoted(name)},\n" for name in names) + "]\n"
        for key, names in named.items()
    )
    return f"{_ABOUT_OPENNESS}[documents]\n{lists}".encode()


def _quoted(name: str) -> str:
    # What JSON writes between quotes TOML reads; only DEL has to be written in another way.
    return json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_of(data: bytes, *, where: str) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        BaylineError: It is none; the sentence names line and column.
    """
    try:
        return tomllib.loads(data.decode("utf-8"))
    except RecursionError:
        raise _nested_too_deep(where) from None
    except ValueError as error:  # also a number of more digits than Python reads
        raise _refusal(where, f"it is no TOML: {error}", zh=f"不是TOML：{error}") from None


def _nested_too_deep(where: str) -> BaylineError:
    return _refusal(where, "it is nested too deep", zh="嵌套太深")


def _refuse_bad_overview(data: bytes, documents: Collection[str]) -> None:
    parts = toml_of(data, where=OVERVIEW)
    _refuse_keys(parts, {"figure": list}, where=OVERVIEW)
    for place, each in enumerate(parts.get("figure", ()), start=1):
        where = f"{OVERVIEW}, figure {place}"
        figure = _table(each, where=where)
        _refuse_keys(figure, _FIGURE_KEYS, where=where, needed=("title", "document", "quote"))
        if figure.get("nth", 1) < 1:
            raise _refusal(where, "“nth” counts from 1", zh="“nth”从1数起")
        _refuse_unknown_document(figure["document"], documents, where=where)


def _refuse_bad_scheme(data: bytes, path: str, documents: Collection[str]) -> None:
    parts = toml_of(data, where=path)
    _refuse_missing(parts, ("title",), where=path)
    source = parts.get("source", {})
    if isinstance(source, dict) and source.get("document"):
        _refuse_unknown_document(source["document"], documents, where=path)
    codes: set[str] = set()
    for place, each in enumerate(_list(parts.get("item"), where=path), start=1):
        where = f"{path}, item {place}"
        item = _table(each, where=where)
        _refuse_missing(item, ("code", "name"), where=where)
        if item["code"] in codes:
            raise _refusal(where, f"the code “{item['code']}” stands twice", zh="代码重复")
        codes.add(item["code"])


def _refuse_unknown_document(name: object, documents: Collection[str], *, where: str) -> None:
    if name not in documents:
        raise _refusal(where, f"“{name}” is no document of the pack", zh=f"没有文件“{name}”")


def _table(found: object, *, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise _refusal(where, "it is no table", zh="不是表")
    return found


def _list(found: object, *, where: str) -> list[object]:
    if found is None:
        return []
    if not isinstance(found, list):
        raise _refusal(where, "what should be a list is none", zh="应是列表的地方不是列表")
    return found


def _refuse_keys(
    parts: Mapping[str, Any], known: Mapping[str, type], *, where: str, needed: tuple[str, ...] = ()
) -> None:
    _refuse_missing(parts, needed, where=where)
    for key, value in parts.items():
        if key not in known:
            listed = ", ".join(known)
            raise _refusal(where, f"“{key}” is none of {listed}", zh=f"没有“{key}”这一项")
        if not isinstance(value, known[key]):
            raise _refusal(where, f"“{key}” has a value of another kind", zh=f"“{key}”的值不对")


def _refuse_missing(parts: Mapping[str, Any], needed: tuple[str, ...], *, where: str) -> None:
    for key in needed:
        value = parts.get(key)
        if not isinstance(value, str) or not shows(value):
            raise _refusal(where, f"“{key}” is missing", zh=f"缺“{key}”")


def _refusal(where: str, what: str, *, zh: str) -> BaylineError:
    return BaylineError(
        what,
        where=where,
        do="see the documentation of packs",
        zh=Words(zh, do="写法见《资料包》"),
    )
