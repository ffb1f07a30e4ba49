"""Read the declaration of a register from toml; what is wrong is refused by file and field."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from bayline.kernel.addresses import is_web_address
from bayline.kernel.errors import Words
from bayline.platform.registers.declaring.tables import Option, Place, check, is_name
from bayline.platform.registers.terms import Choice, Field, Kind, Register, Source

_BYTES_MOST = 256 * 1024
_FIELDS_MOST = 200
_CHOICES_MOST = 500
_OWNERS = frozenset({Kind.ORGANISATION, Kind.TEXT, Kind.CHOICE})
_KEYS = frozenset(
    {Kind.TEXT, Kind.INTEGER, Kind.PLACE, Kind.ORGANISATION, Kind.DOCUMENT, Kind.ENTRY, Kind.DATE}
)
_NO_FACETS = frozenset({Kind.LONG, Kind.URL, Kind.FIGURE, Kind.POINT})
_WITH_UNIT = frozenset({Kind.DECIMAL, Kind.FIGURE})
_REGISTERS = {Kind.PLACE: "places", Kind.ORGANISATION: "organisations"}
_TYPES = ", ".join(Kind)


_TEXT = Option(str, "text in quotes", "引号中的文字")
_WANTED = _TEXT._replace(needed=True)
_YES_NO = Option(bool, "true or false", "true或false")
_TOP = {
    "name": _WANTED,
    "title": _WANTED,
    "title_en": _TEXT,
    "about": _TEXT,
    "about_en": _TEXT,
    "key": _WANTED,
    "label": _WANTED,
    "order": Option(list, "a list of names", "字段名的列表"),
    "public": _YES_NO,
    "owner": _TEXT,
    "source": Option(dict, "a table [source]", "一个[source]表"),
    "field": Option(list, "tables [[field]]", "若干[[field]]表", needed=True),
}
_FIELD = {
    "name": _WANTED,
    "title": _WANTED,
    "title_en": _TEXT,
    "type": _WANTED,
    "required": _YES_NO,
    "facet": _YES_NO,
    "listed": _YES_NO,
    "personal": _YES_NO,
    "unit": _TEXT,
    "hint": _TEXT,
    "hint_en": _TEXT,
    "choices": Option(list, "tables [[field.choices]]", "若干[[field.choices]]表"),
    "register": _TEXT,
}
_CHOICE = {
    "code": _WANTED,
    "title": _WANTED,
    "title_en": _TEXT,
    "also": Option(list, "a list of words", "词的列表"),
}
_SOURCE = {
    "title": _WANTED,
    "publisher": _TEXT,
    "published": Option(date, "a date such as 2021-11-01", "2021-11-01这样的日期"),
    "licence": _TEXT,
    "url": _TEXT,
    "recorded": Option(
        datetime, "a time such as 2021-11-05T09:00:00+08:00", "2021-11-05T09:00:00+08:00这样的时间"
    ),
}


def declared(toml_bytes: bytes, *, where: str) -> Register:
    """Read a declaration.

    Args:
        toml_bytes: The file, in UTF-8.
        where: Its name, for refusals.

    Raises:
        BaylineError: Something in it is malformed; the sentence names file, field and reason.
    """
    place = Place(where)
    top = _parsed(toml_bytes, place)
    check(top, _TOP, place)
    if not is_name(top["name"]):
        place.refuse_name("name", top["name"])
    found = top["field"]
    if not found or len(found) > _FIELDS_MOST:
        place.refuse(
            f"{len(found)} fields",
            why=f"a register has 1 to {_FIELDS_MOST}",
            do="declare its columns as [[field]]",
            zh=Words(f"有{len(found)}个字段", f"应有1至{_FIELDS_MOST}个", "请用[[field]]逐个写出"),
        )
    fields = tuple(_field(each, place.inside(each, at)) for at, each in enumerate(found, start=1))
    _refuse_twice(fields, place)
    register = Register(
        name=top["name"],
        title=top["title"],
        title_en=top.get("title_en") or top["title"],
        about=top.get("about", ""),
        about_en=top.get("about_en") or top.get("about", ""),
        key=top["key"],
        label=top["label"],
        order=tuple(top.get("order", ())),
        fields=fields,
        is_public=top.get("public", False),
        owner=top.get("owner", ""),
        source=_source(top["source"], place.part("source")) if "source" in top else None,
    )
    _check_roles(register, place)
    return register


def _parsed(toml_bytes: bytes, place: Place) -> dict[str, Any]:
    if len(toml_bytes) > _BYTES_MOST:
        place.refuse(
            f"{len(toml_bytes)} bytes",
            why=f"a declaration has at most {_BYTES_MOST}",
            do="take out what is no declaration",
            zh=Words(f"有{len(toml_bytes)}字节", f"声明最多{_BYTES_MOST}字节", "请删去多余的内容"),
        )
    try:
        return tomllib.loads(toml_bytes.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        place.refuse(
            "not UTF-8",
            why="a declaration is written in UTF-8",
            do="save it as UTF-8",
            zh=Words("不是UTF-8编码", "声明须用UTF-8", "请另存为UTF-8"),
        )
    except (ValueError, RecursionError) as error:  # also a number of more digits than Python reads
        place.refuse(
            "not toml",
            why=str(error) or "nested too deep",
            do="mend that line",
            zh=Words("不是toml", str(error) or "嵌套太深", "请改正该行"),
        )


def _field(found: dict[str, Any], place: Place) -> Field:
    check(found, _FIELD, place)
    if not is_name(found["name"]):
        place.refuse_name("name", found["name"])
    if found["type"] not in {*Kind}:
        place.refuse(
            f"type “{found['type']}” is not known",
            why=f"types are {_TYPES}",
            do="take one of them",
            zh=Words(f"没有类型“{found['type']}”", f"类型有{_TYPES}", "请选其中之一"),
        )
    kind = Kind(found["type"])
    _check_fitting(found, kind, place)
    rest = {name: found[name] for name in _SIMPLE if name in found}
    return Field(
        name=found["name"],
        title=found["title"],
        title_en=found.get("title_en") or found["title"],
        kind=kind,
        choices=choices_of(found.get("choices", []), place),
        register=found.get("register", "") or _REGISTERS.get(kind, ""),
        hint_en=found.get("hint_en") or found.get("hint", ""),
        **rest,
    )


_SIMPLE = ("required", "facet", "listed", "personal", "unit", "hint")


def _check_fitting(found: dict[str, Any], kind: Kind, place: Place) -> None:
    """Refuse options that do not belong to the type, and miss those that do."""
    rules: tuple[tuple[str, bool, bool], ...] = (
        # option, whether the type may have it, whether it must
        ("choices", kind is Kind.CHOICE, kind is Kind.CHOICE),
        ("register", kind is Kind.ENTRY, kind is Kind.ENTRY),
        ("unit", kind in _WITH_UNIT, False),
        ("facet", kind not in _NO_FACETS and not found.get("personal"), False),
    )
    for option, may, must in rules:
        if found.get(option) and not may:
            place.refuse(
                f"{option} with type {kind}",
                why="a field of this kind has none"
                if not found.get("personal")
                else "a personal field has none",
                do="remove it, or change the type",
                zh=Words(f"类型{kind}配了{option}", "这种字段没有这一项", "请删去，或改类型"),
            )
        if must and not found.get(option):
            place.refuse(
                f"{option} is missing",
                why=f"a field of type {kind} has it",
                do=f"write {option}",
                zh=Words(f"缺少{option}", f"类型{kind}必须有它", f"请写{option}"),
            )
    if found.get("register") and not is_name(found["register"]):
        place.refuse_name("register", found["register"])


def choices_of(found: Sequence[Any], place: Place) -> tuple[Choice, ...]:
    """Read the tables of choices, each of whose names must lead to one choice.

    Args:
        found: The tables.
        place: Where they stand.
    """
    if len(found) > _CHOICES_MOST:
        place.refuse(
            f"{len(found)} choices",
            why=f"at most {_CHOICES_MOST} can be chosen from",
            do="declare a register, and a field of type entry",
            zh=Words(
                f"有{len(found)}个选项", f"最多{_CHOICES_MOST}个", "请改用entry类型和另一名册"
            ),
        )
    inside = place.part("choices")
    for each in found:
        check(each, _CHOICE, inside)
    made = tuple(
        Choice(
            code=each["code"],
            title=each["title"],
            title_en=each.get("title_en") or each["title"],
            also=tuple(map(str, each.get("also", ()))),
        )
        for each in found
    )
    # A file may name a choice by any of its names: each must lead to one choice.
    names = (tuple(each.names) for each in made)
    _refuse_repeated(names, "choice", inside)
    return made


def _refuse_twice(fields: Sequence[Field], place: Place) -> None:
    """Refuse two fields that a file's header could not tell apart."""
    names = ((each.name, each.title, each.title_en) for each in fields)
    _refuse_repeated(names, "field", place)


def _refuse_repeated(names: Iterator[tuple[str, ...]], what: str, place: Place) -> None:
    seen: set[str] = set()
    for name in (name for each in names for name in {word.casefold() for word in each}):
        if name in seen:
            place.refuse(
                f"“{name}” stands for two {what}s",
                why="a file names them by name or title",
                do="give each its own",
                zh=Words(f"“{name}”用了两次", "文件按名称或标题认它", "请各用各的名称和标题"),
            )
        seen.add(name)


def _source(found: dict[str, Any], place: Place) -> Source:
    check(found, _SOURCE, place)
    recorded = found.get("recorded")
    if recorded is not None and recorded.tzinfo is None:
        place.refuse(
            f"recorded = {recorded.isoformat()}",
            why="a time without its zone cannot be ordered",
            do="write it like 2021-11-05T09:00:00+08:00",
            zh=Words(
                f"recorded是{recorded.isoformat()}",
                "没有时区的时间无法排序",
                "请写成2021-11-05T09:00:00+08:00",
            ),
        )
    if found.get("url") and not is_web_address(found["url"]):
        place.refuse(
            f"url “{found['url']}”",
            why="it is no address on the web",
            do="write it in full, from https:// or http:// on",
            zh=Words(f"url是“{found['url']}”", "不是网址", "请写以https://或http://开头的完整网址"),
        )
    return Source(**found)


def _check_roles(register: Register, place: Place) -> None:
    """Refuse a key, a label or an order that names no field, or one that cannot serve."""
    named = [("key", register.key), ("label", register.label)]
    named += [("order", name) for name in register.order]
    named += [("owner", register.owner)] if register.owner else []
    for role, name in named:
        field = register.field(name)
        if field is None:
            place.refuse(
                f"{role} names “{name}”",
                why="no field has that name",
                do=f"name one of {', '.join(each.name for each in register.fields)}",
                zh=Words(
                    f"{role}写的是“{name}”",
                    "没有这个字段",
                    f"请写{'、'.join(each.name for each in register.fields)}之一",
                ),
            )
        if reason := _unfit(role, field):
            place.refuse(
                f"{role} names “{name}”",
                why=reason.what,
                do="name another field",
                zh=Words(f"{role}写的是“{name}”", reason.why, "请写另一个字段"),
            )


def _unfit(role: str, field: Field) -> Words | None:
    """Say why a field cannot serve as key, label or order, in English and in Chinese."""
    if field.personal:
        return Words("a personal field is in no address and no list", "个人信息不进地址和列表")
    if role == "key" and field.kind not in _KEYS:
        return Words(f"a {field.kind} identifies nothing", f"类型{field.kind}不能用来辨认")
    if role == "owner" and field.kind not in _OWNERS:
        return Words(f"a {field.kind} names no organisation", f"类型{field.kind}写不了单位")
    if role == "label" and field.kind is Kind.LONG:
        return Words("a long text is no name", "长文不能当名称")
    return None
