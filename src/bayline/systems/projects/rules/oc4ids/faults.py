"""One fault of a package: where it is, which rule it breaks, and that in words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bayline.kernel.errors import Words

Step = str | int


class Fault(NamedTuple):
    """One place of a package that breaks a rule.

    Attributes:
        path: The place, as a JSON Pointer (RFC 6901): `/projects/0/title`; empty is the whole.
        rule: The rule: a keyword of JSON Schema, or the name of a further check.
        message: What is wrong there, in Chinese.
        message_en: The same in English.
    """

    path: str
    rule: str
    message: str
    message_en: str


class Place(NamedTuple):
    """A fault with the steps that lead to it, so that faults sort as the package reads."""

    steps: tuple[Step, ...]
    rule: str
    zh: str
    en: str

    def fault(self) -> Fault:
        """Give the fault as it is told."""
        return Fault(pointer(self.steps), self.rule, self.zh, self.en)


def pointer(steps: Iterable[Step]) -> str:
    """Write steps as a JSON Pointer."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def in_order(places: Iterable[Place]) -> list[Fault]:
    """Sort faults by place, the items of a list by number, and by rule."""
    return [place.fault() for place in sorted(places, key=_key)]


def _key(place: Place) -> tuple[list[tuple[int, int, str]], str, str]:
    steps = [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in place.steps]
    return steps, place.rule, place.en


def words_of(rule: str, detail: Sequence[str]) -> Words | None:
    """Say in English (`what`) and Chinese (`why`) that a rule is broken; None if it is unknown."""
    said = _SAID.get(rule)
    if said is None:
        return None
    return Words(what=said[0].format(*detail), why=said[1].format(*detail))


_SAID = {
    "required": ("the field “{0}” is missing", "缺少“{0}”这一项"),
    "type": ("{0} is not of the type {1}", "{0}不是{1}类型"),
    "enum": ("{0} is none of the codes of this list: {1}", "{0}不在这个代码表中：{1}"),
    "minLength": ("the text is empty", "文字是空的"),
    "minItems": ("the list is empty", "列表是空的"),
    "minProperties": ("the object is empty", "对象是空的"),
    "uniqueItems": ("the list holds one item twice", "列表中有重复的项"),
    "pattern": ("{0} is not written as {1}", "{0}的写法不合{1}"),
    "minimum": ("{0} is below {1}", "{0}小于{1}"),
    "format": ("{0} is no {1}", "{0}不是{1}格式"),
}
