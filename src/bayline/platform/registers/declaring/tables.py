"""Tables of a declaration: what may stand in them, and how what may not is refused."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, NoReturn

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_NAME_LONGEST = 40
_WORDS_LONGEST = 500


class Option(NamedTuple):
    """What an entry of a table must be: its type, and whether it must be there."""

    type: type | tuple[type, ...]
    words: str
    words_zh: str
    needed: bool = False


class Place:
    """Where in the file something stands, so that every refusal names it."""

    def __init__(self, where: str, part: str = "", part_zh: str = "") -> None:
        self._where, self._part, self._part_zh = where, part, part_zh

    def inside(self, found: object, at: int) -> "Place":
        """Name a field by its name, or by its number for want of one."""
        name = found.get("name") if isinstance(found, dict) else None
        named = f"“{name}”" if isinstance(name, str) and name else f"{at}"
        zh = f"字段{named}" if named[0] == "“" else f"第{at}个字段"
        return Place(self._where, f"field {named}", zh)

    def part(self, name: str) -> "Place":
        """Name a table inside."""
        before = f"{self._part}, " if self._part else ""
        return Place(self._where, f"{before}{name}", f"{self._part_zh}{name}")

    def refuse(self, what: str, *, why: str, do: str, zh: Words) -> NoReturn:
        """Raise the refusal."""
        head = f"{self._part}: " if self._part else ""
        head_zh = f"{self._part_zh}：" if self._part_zh else ""
        raise BaylineError(
            f"{head}{what}",
            where=self._where,
            why=why,
            do=do,
            zh=zh._replace(what=f"{head_zh}{zh.what}"),
        )

    def refuse_name(self, option: str, name: str) -> NoReturn:
        """Refuse a name that addresses and files cannot carry."""
        self.refuse(
            f"{option} “{name}”",
            why=f"a name has small letters, digits and single _, at most {_NAME_LONGEST}",
            do="write it like start_batches",
            zh=Words(
                f"{option}是“{name}”",
                f"名称只用小写字母、数字和单个_，最多{_NAME_LONGEST}个字符",
                "请写成start_batches这样",
            ),
        )


def is_name(name: str) -> bool:
    """Tell whether addresses and files can carry a name."""
    return len(name) <= _NAME_LONGEST and _NAME.fullmatch(name) is not None


def check(table: object, options: Mapping[str, Option], place: Place) -> None:
    """Refuse unknown, missing and mistyped entries of a table.

    Args:
        table: What stands in the file.
        options: What may stand there.
        place: Where it stands, for refusals.

    Raises:
        BaylineError: Something is not as it may be.
    """
    if not isinstance(table, dict):
        place.refuse(
            f"“{table}”",
            why="it is no table",
            do="write it as a table",
            zh=Words(f"“{table}”", "不是表", "请写成表"),
        )
    for name in table:
        if name not in options:
            place.refuse(
                f"key “{name}” is not known",
                why=f"known are {', '.join(options)}",
                do="correct or remove it",
                zh=Words(f"不认识“{name}”", f"可用的有{'、'.join(options)}", "请改正或删去"),
            )
    for name, option in options.items():
        if name in table:
            _check_type(table[name], name, option, place)
        elif option.needed:
            place.refuse(
                f"{name} is missing",
                why=f"every {'register' if 'key' in options else 'table of this kind'} has one",
                do=f"write {name} = {option.words}",
                zh=Words(f"缺少{name}", "这一项必填", f"请写{name}＝{option.words_zh}"),
            )


def _check_type(value: object, name: str, option: Option, place: Place) -> None:
    is_moment = isinstance(value, datetime) and option.type is date
    if not isinstance(value, option.type) or is_moment:
        place.refuse(
            f"{name} = {value!r}"[:100],
            why=f"it is not {option.words}",
            do=f"write {option.words}",
            zh=Words(
                f"{name}是{value!r}"[:100], f"不是{option.words_zh}", f"请写{option.words_zh}"
            ),
        )
    if isinstance(value, str):
        _check_words(value, name, option, place)


def _check_words(value: str, name: str, option: Option, place: Place) -> None:
    if option.needed and not shows(value):
        place.refuse(
            f"{name} is empty",
            why="it is needed",
            do=f"write {option.words}",
            zh=Words(f"{name}是空的", "这一项必填", f"请写{option.words_zh}"),
        )
    if len(value) > _WORDS_LONGEST or not value.replace("\n", "").isprintable():
        place.refuse(
            f"{name} = “{value[:40]!r}”",
            why=f"it is longer than {_WORDS_LONGEST} characters or holds control characters",
            do="write it shorter, in plain characters",
            zh=Words(
                f"{name}是“{value[:40]!r}”",
                f"超过{_WORDS_LONGEST}个字符，或含控制字符",
                "请写短些，只用普通字符",
            ),
        )
