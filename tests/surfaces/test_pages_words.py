"""Chinese is the source and English is complete: no string is missing, stale or told two ways."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation import override
from django.utils.translation.template import templatize

from bayline.engines.chinese.reader import read
from bayline.engines.documents import open_document
from bayline.systems.reading.pages.words import reasons

TOLD = (
    "留宿旅客（164亿元）及不过夜旅客（39亿元）的总消费。引进项目12个，其中工业8个，占67%。",
    "| 镇 | 产值（亿元） |\n|---|---|\n| 东镇 | 21 |\n| 西镇 | 14 |\n",
    "| 指标 | 东镇 | 西镇 |\n|---|---|---|\n| 产值（亿元） | 21 | 14 |\n| 税收（亿元） | 2 | 1 |\n",
)
ROOT = Path(__file__).resolve().parents[2] / "src" / "bayline"
CALL = re.compile(
    r"""(?<![\w.])(?:n?gettext(?:_noop|_lazy)?|_)\(\s*u?("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
)
HAN = re.compile(r"[㐀-鿿]")


def asked_in(folder: Path) -> set[str]:
    """Give every string that the pages under a folder ask to be translated."""
    templates = (templatize(file.read_text("utf-8")) for file in folder.rglob("*.html"))
    modules = (file.read_text("utf-8") for file in folder.rglob("*.py"))
    calls = (call for text in (*templates, *modules) for call in CALL.findall(text))
    return {call[1:-1].replace(r"\"", '"').replace(r"\'", "'").replace("%%", "%") for call in calls}


def catalogs() -> dict[Path, dict[str, tuple[str, ...]]]:
    """Give, by the folder it belongs to, what each catalog says in English, by plural form."""
    files = sorted(ROOT.rglob("locale/en/LC_MESSAGES/*.po"))
    return {file.parents[3]: told_by(catalog(file)) for file in files}


def catalog(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale="en")


def told_by(found: Catalog) -> dict[str, tuple[str, ...]]:
    entries = ((entry.id, entry.string) for entry in found if entry.id)
    return {forms(asked)[0]: forms(told) for asked, told in entries}


def forms(words: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


@pytest.mark.parametrize("folder", catalogs(), ids=lambda folder: folder.name)
def test_every_string_has_its_english(folder: Path) -> None:
    told = {words for words, english in catalogs()[folder].items() if all(english)}
    missing = {words for words in asked_in(folder) if HAN.search(words)} - told
    assert not missing, "translate: " + " | ".join(sorted(missing))


@pytest.mark.parametrize("folder", catalogs(), ids=lambda folder: folder.name)
def test_no_english_is_left_of_strings_that_are_gone(folder: Path) -> None:
    stale = {*catalogs()[folder]} - asked_in(folder)
    assert not stale, "remove: " + " | ".join(sorted(stale))


def test_every_template_is_under_a_catalog() -> None:
    folders = {*catalogs()}
    templates = ROOT.rglob("templates/**/*.html")
    assert not [file for file in templates if not {*file.parents} & folders]


def test_one_string_is_told_one_way() -> None:
    told: dict[str, set[tuple[str, ...]]] = {}
    for found in catalogs().values():
        for words, english in found.items():
            told.setdefault(words, set()).add(english)
    assert not {words: ways for words, ways in told.items() if len(ways) > 1}


def test_english_keeps_every_placeholder_and_no_chinese() -> None:
    for found in catalogs().values():
        for words, english in found.items():
            places = re.findall(r"%\(\w+\)\w|\{\w+\}", words)
            for told in english:
                assert sorted(re.findall(r"%\(\w+\)\w|\{\w+\}", told)) == sorted(places), words
                assert not HAN.search(re.sub(r'lang="zh-Hans">[^<]*<', "", told)), words


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_reason_of_a_reading_has_words(shared: Path, language: str) -> None:
    texts = sorted((shared / "data" / "reading" / "documents").glob("*.txt"))[:6]
    opened = [open_document("a.md", text.encode()) for text in TOLD]
    opened += [open_document(file.name, file.read_bytes()) for file in texts]
    read_all = (read(each.text, tables=each.tables).statements for each in opened)
    codes = {code for statements in read_all for said in statements for code in said.why}
    assert {"bracket", "before", "columns-measure", "rows-measure", "table"} <= codes
    with override(language):
        assert [code for code in sorted(codes) if reasons((code,)) == code] == []
