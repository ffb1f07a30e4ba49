"""A declaration is read whole or refused by file, field and reason, wherever it is broken."""

import copy
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.declaring import declared
from bayline.platform.registers.terms import Kind, Register

CASES = Path(__file__).resolve().parents[2] / "cases"
GOOD: dict[str, Any] = tomllib.loads((CASES / "register_of_every_type.toml").read_text("utf-8"))
NEEDED = {"name", "title", "key", "label", "field", "type", "code"}


def written(top: dict[str, Any]) -> bytes:
    """Write a declaration back; simple values first, tables after."""
    return "\n".join(_lines(top, "")).encode()


def _lines(table: dict[str, Any], prefix: str) -> Iterator[str]:
    deep = {name: value for name, value in table.items() if _is_deep(value)}
    for name, value in table.items():
        if name not in deep:
            yield f'"{name}" = {_value(value)}'
    for name, value in deep.items():
        path = f"{prefix}{name}"
        for each in value if isinstance(value, list) else [value]:
            yield f"[[{path}]]" if isinstance(value, list) else f"[{path}]"
            yield from _lines(each, f"{path}.")


def _is_deep(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], dict)
    )


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return (
            '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\x07", "\\u0007") + '"'
        )
    if isinstance(value, date | datetime):
        return value.isoformat()
    return f"[{', '.join(map(_value, value))}]" if isinstance(value, list) else str(value)


def tables() -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Name every table of the good declaration by its path."""
    yield "top", ()
    yield "source", ("source",)
    for at, field in enumerate(GOOD["field"]):
        yield field["name"], ("field", at)
    at = next(at for at, field in enumerate(GOOD["field"]) if "choices" in field)
    yield "choice", ("field", at, "choices", 0)


def broken() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Break every option of every table in every way, one at a time."""
    for label, path in tables():
        for name, wrong in _breaks(_at(GOOD, path)):
            top = copy.deepcopy(GOOD)
            table = _at(top, path)
            if wrong is None:
                del table[name]
            else:
                table[name] = wrong
            how = "missing" if wrong is None else repr(wrong)[:20]
            yield f"{label}.{name}: {how}", name, top


def _breaks(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "surprise", "x"
    for name, value in table.items():
        yield name, 12
        if isinstance(value, str):
            yield name, "\x07bell"
            yield name, "x" * 501
        if name in NEEDED:
            yield name, None
            yield name, [] if isinstance(value, list) else " "


def _at(top: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        top = top[step]
    return top


def refusal(top: dict[str, Any] | bytes) -> BaylineError:
    toml = top if isinstance(top, bytes) else written(top)
    with pytest.raises(BaylineError) as refused:
        declared(toml, where="works.toml")
    return refused.value


BROKEN = list(broken())


def test_the_good_declaration_survives_being_written_back(works: Register) -> None:
    assert declared(written(GOOD), where="works.toml") == works


@pytest.mark.parametrize(("option", "top"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_every_option_broken_in_every_way_is_refused(option: str, top: dict[str, Any]) -> None:
    error = refusal(top)
    assert error.where == "works.toml"
    assert option in f"{error.sentence()} {error.do}"
    assert error.zh is not None
    assert error.in_chinese().startswith("works.toml：")


@pytest.mark.parametrize("field", GOOD["field"], ids=lambda field: field["name"])
def test_a_refusal_names_the_field(field: dict[str, Any]) -> None:
    top = copy.deepcopy(GOOD)
    next(each for each in top["field"] if each["name"] == field["name"])["type"] = "money"
    error = refusal(top)
    assert error.sentence().startswith(f"works.toml: field “{field['name']}”: type “money”")
    assert f"字段“{field['name']}”：没有类型“money”" in error.in_chinese()


def changed(**options: Any) -> dict[str, Any]:
    return {**copy.deepcopy(GOOD), **options}


def with_field(of: str, **options: Any) -> dict[str, Any]:
    top = copy.deepcopy(GOOD)
    next(each for each in top["field"] if each["name"] == of).update(options)
    return top


@pytest.mark.parametrize(
    ("top", "reason"),
    [
        (changed(key="nothing"), "no field has that name"),
        (changed(label="nothing"), "no field has that name"),
        (changed(order=["nothing"]), "no field has that name"),
        (changed(key="invested"), "identifies nothing"),
        (changed(key="contact"), "personal"),
        (changed(label="contact"), "personal"),
        (changed(label="about"), "no name"),
        (changed(name="Works"), "small letters"),
        (changed(name="a__b"), "small letters"),
        (changed(name="x" * 41), "at most 40"),
        (with_field("count", name="Count"), "small letters"),
        (with_field("count", name="length"), "stands for two fields"),
        (with_field("count", title="长度"), "stands for two fields"),
        (with_field("count", title_en="name"), "stands for two fields"),
        (with_field("count", unit="个"), "has none"),
        (with_field("count", choices=[{"code": "a", "title": "甲"}]), "has none"),
        (with_field("count", register="works"), "has none"),
        (with_field("about", facet=True), "has none"),
        (with_field("contact", facet=True), "personal"),
        (with_field("part_of", register=""), "register is missing"),
        (with_field("part_of", register="No"), "small letters"),
        (with_field("stage", choices=[]), "choices is missing"),
        (with_field("stage", choices=["a"]), "it is no table"),
        (
            with_field(
                "stage", choices=[{"code": "a", "title": "甲"}, {"code": "a", "title": "乙"}]
            ),
            "stands for two choices",
        ),
        (changed(field=[]), "1 to 200"),
        (changed(source={"title": "x", "recorded": datetime(2021, 1, 1)}), "without its zone"),  # noqa: DTZ001 - the fault to be found
        (changed(source={"title": "x", "published": datetime(2021, 1, 1)}), "not a date"),  # noqa: DTZ001 - as above
        (b"name = ", "mend that line"),
        (b"\xff\xfe", "UTF-8"),
        (b"#" * 300_000, "at most"),
        (b"", "name is missing"),
    ],
)
def test_what_does_not_fit_together_is_refused(top: dict[str, Any] | bytes, reason: str) -> None:
    assert reason in refusal(top).sentence()


def test_titles_left_out_in_english_are_the_chinese_ones() -> None:
    top = copy.deepcopy(GOOD)
    del top["title_en"]
    assert declared(written(top), where="x").title_en == "工程"


def test_places_and_organisations_are_registers_like_others(works: Register) -> None:
    named = {field.kind: field.register for field in works.fields}
    assert (named[Kind.PLACE], named[Kind.ORGANISATION]) == ("places", "organisations")


def test_every_type_is_in_the_example(works: Register) -> None:
    assert {field.kind for field in works.fields} == {*Kind}
