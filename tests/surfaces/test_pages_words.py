"""Chinese is the source and English is complete: no string is missing, stale or told two ways."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

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
                assert not HAN.search(told), words
