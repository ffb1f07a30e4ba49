"""Rules of following up, as a region writes them down: one file each, with place, date and source.

A file has any of the parts `[slips]`, `[reminder]` with `[[lamps]]`, `[[steps]]`, `[[nodes]]` and
`[monthly]`. Another region writes another file; nothing here knows a place.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from bayline.kernel.errors import BaylineError, Words

_PACKAGE = "bayline.systems.cooperation"
BUILT_IN = ("sanming_slips", "xian_reminders", "yichang_steps", "guangxi_monthly")
REACHED = ("proposed", "cleared", "accepted", "reported", "reviewed", "closed")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Color:
    """One color of slips, the mildest first."""

    code: str
    title: str
    title_en: str
    means: str
    means_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRule:
    """How slips grow graver.

    Attributes:
        colors: The colors, the mildest first.
        urgent_start: Code of the color that what is urgent begins with.
        is_excused_by_reason: Whether a reason given in time keeps the next color away.
    """

    colors: tuple[Color, ...]
    urgent_start: str
    is_excused_by_reason: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LampRule:
    """From which day a lamp shines.

    Attributes:
        color: Its color.
        title: What it is called.
        title_en: The same in English.
        days_after: First day, counted from the day that the task is due.
        is_stated: Whether the source gives these days; else they are a reading of it.
    """

    color: str
    title: str
    title_en: str
    days_after: int
    is_stated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule:
    """A step of a task, and what reaches it: one of `REACHED`."""

    title: str
    title_en: str
    reached: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Rules of one place from one print.

    Attributes:
        code: How files call it.
        name: Its title.
        name_en: The same in English.
        place: Where it holds.
        place_en: The same in English.
        date: When it was made; None where the source does not say.
        source: The print it is taken from.
        note: What the source leaves open, and how it is read.
        note_en: The same in English.
        slips: How slips grow graver; None where it has none.
        reminder_days: How many days before its day a task is reminded of; None where it is not.
        lamps: The lamps, the earliest first.
        steps: The steps of a task.
        nodes: The few of them that are watched.
        monthly_days: Working days after the end of a month for its report; None for no report.
    """

    code: str
    name: str
    name_en: str
    place: str
    place_en: str
    date: date | None
    source: str
    note: str = ""
    note_en: str = ""
    slips: SlipRule | None = None
    reminder_days: int | None = None
    lamps: tuple[LampRule, ...] = ()
    steps: tuple[StepRule, ...] = ()
    nodes: tuple[StepRule, ...] = ()
    monthly_days: int | None = None


@cache
def built_in() -> tuple[RuleBook, ...]:
    """Give the rules that come with the program."""
    folder = files(_PACKAGE).joinpath("parameters")
    texts = ((name, folder.joinpath(f"{name}.toml").read_text("utf-8")) for name in BUILT_IN)
    return tuple(read_book(text, code=name) for name, text in texts)


def read_book(text: str, *, code: str) -> RuleBook:
    """Read the rules of a file.

    Args:
        text: What it holds, in TOML.
        code: How it is called; sentences name it.

    Raises:
        BaylineError: It is malformed, says no place or source, or a part is not as it should be.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(code, f"TOML: {error}") from None
    part = _Part(table, code)
    reminder, monthly = part.maybe("reminder"), part.maybe("monthly")
    return RuleBook(
        code=code,
        name=part.get("title", str),
        name_en=part.get("title_en", str),
        place=part.get("place", str),
        place_en=part.get("place_en", str),
        date=part.get("date", date) if "date" in table else None,
        source=part.get("source", str),
        note=table.get("note", ""),
        note_en=table.get("note_en", ""),
        slips=_slips(part.maybe("slips")),
        reminder_days=reminder.get("days_before", int) if reminder else None,
        lamps=tuple(sorted(map(_lamp, part.rows("lamps")), key=lambda one: one.days_after)),
        steps=tuple(map(_step, part.rows("steps"))),
        nodes=tuple(map(_step, part.rows("nodes"))),
        monthly_days=monthly.get("working_days", int) if monthly else None,
    )


def _slips(part: "_Part | None") -> SlipRule | None:
    if part is None:
        return None
    colors = tuple(
        Color(
            code=row.get("code", str),
            title=row.get("title", str),
            title_en=row.get("title_en", str),
            means=row.get("means", str),
            means_en=row.get("means_en", str),
        )
        for row in part.rows("colors")
    )
    start = part.get("urgent_start", str)
    if start not in {one.code for one in colors}:
        raise _bad(part.code, f"slips.urgent_start “{start}”")
    return SlipRule(
        colors=colors,
        urgent_start=start,
        is_excused_by_reason=part.get("is_excused_by_reason", bool),
    )


def _lamp(part: "_Part") -> LampRule:
    return LampRule(
        color=part.get("color", str),
        title=part.get("title", str),
        title_en=part.get("title_en", str),
        days_after=part.get("days_after", int),
        is_stated=part.get("is_stated", bool),
    )


def _step(part: "_Part") -> StepRule:
    reached = part.get("reached", str)
    if reached not in REACHED:
        raise _bad(part.code, f"reached “{reached}”")
    return StepRule(
        title=part.get("title", str), title_en=part.get("title_en", str), reached=reached
    )


class _Part:
    """A table of a file, asked for its members."""

    def __init__(self, table: object, code: str) -> None:
        if not isinstance(table, Mapping):
            raise _bad(code, str(table))
        self._table: Mapping[str, Any] = table
        self.code = code

    def get(self, name: str, kind: type[_T]) -> _T:
        """Give a member that must be there and be of a kind."""
        value = self._table.get(name)
        if not isinstance(value, kind) or value == "" or (kind is int and value is True):
            raise _bad(self.code, f"{name} = {value!r}")
        return value

    def maybe(self, name: str) -> "_Part | None":
        """Give a table below this one; None where there is none."""
        return _Part(self._table[name], self.code) if name in self._table else None

    def rows(self, name: str) -> "Sequence[_Part]":
        """Give the tables of a list."""
        value = self._table.get(name, [])
        if not isinstance(value, list):
            raise _bad(self.code, f"{name} = {value!r}")
        return [_Part(one, self.code) for one in value]


def _bad(code: str, what: str) -> BaylineError:
    return BaylineError(
        f"{what[:120]} is not as a rule of following up is written",
        where=code,
        why="rules have place, source and parts of a fixed form",
        do="see the page “Add an escalation rule”",
        zh=Words(
            f"{what[:120]}不合督办规则的写法",
            "规则要有地方、来源和固定的几部分",
            "请看开发文档《Add an escalation rule》",
        ),
    )
