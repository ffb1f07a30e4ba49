"""Speeds, costs and thresholds, dated and cited, from `parameters/`, or as somebody changes them.

An edition is in force for as long as it is asked to be; whoever changes numbers says since when
they hold and where they come from.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from importlib.resources import files
from math import isfinite
from types import MappingProxyType
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.terms import Remark

_FILE = "roads-2026.toml"
_HEAD = ("id", "since", "source")
_CHANGEABLE = (
    *("speeds_kmh", "costs_yuan_per_m", "limits", "link", "score", "confidence", "gains"),
    *("claims", "walking"),
)
_POWERS = frozenset({"score"})  # where nothing may be said by zero
_BY_CLASS = frozenset({"speeds_kmh", "costs_yuan_per_m"})  # classes may be added
_LISTS = frozenset({"within_min", "within_m"})  # columns are named after what stands in them

Numbers = Mapping[str, Mapping[str, Any]]


class Edition(NamedTuple):
    """Numbers with where they come from.

    Attributes:
        name: What the edition is called.
        since: Since when it holds.
        source: Where its numbers come from.
        sections: The numbers.
        changed: Those that are not as published, by section.
    """

    name: str
    since: str
    source: str
    sections: Mapping[str, Any]
    changed: Numbers = MappingProxyType({})

    @property
    def told(self) -> dict[str, Any]:
        """What is kept of it beside what was computed with it."""
        changed = {name: dict(rows) for name, rows in self.changed.items()}
        return {"id": self.name, "since": self.since, "source": self.source, "changed": changed}


@cache
def published() -> Edition:
    """Give the edition that comes with the program."""
    folder = files("bayline.systems.links").joinpath("parameters")
    told = tomllib.loads(folder.joinpath(_FILE).read_text("utf-8"))
    return Edition(told["id"], str(told["since"]), told["source"], told)


_IN_FORCE: ContextVar[Edition | None] = ContextVar("links_edition", default=None)


def edition() -> Edition:
    """Give the edition in force."""
    return _IN_FORCE.get() or published()


def parameters() -> Mapping[str, Any]:
    """Give the numbers in force."""
    return edition().sections


@contextmanager
def in_force(asked: Edition) -> Iterator[None]:
    """Have an edition in force meanwhile."""
    before = _IN_FORCE.set(asked)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


def edition_of(data: bytes, *, where: str) -> Edition:
    """Read an edition: `id`, `since`, `source`, and what is other than published, as TOML.

    Raises:
        BaylineError: It is no TOML, is not dated or cited, or names what is no parameter.
    """
    try:
        told = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(where, str(error)) from None
    head = [str(told.pop(name, "")).strip() for name in _HEAD]
    if not all(head):
        raise _uncited(where, [name for name, one in zip(_HEAD, head, strict=True) if not one])
    if not _is_day(head[1]):
        raise _uncited(where, ["since"])
    return changed(told, head, where=where)


def _is_day(written: str) -> bool:
    """Tell whether it is a day as ISO 8601 writes it."""
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def edition_told(told: Mapping[str, Any] | None) -> Edition:
    """Give the edition that was kept as `Edition.told`; the published where none was."""
    if not told or not told.get("changed"):
        return published()
    head = [str(told[name]) for name in _HEAD]
    return changed(told["changed"], head, where=head[0])


def changed(told: Mapping[str, Any], head: list[str], *, where: str) -> Edition:
    """Lay numbers over those that are published.

    Args:
        told: The numbers, by section.
        head: What the edition is called, since when it holds, and where it comes from.
        where: What holds them, for refusals.

    Raises:
        BaylineError: One is no parameter, or cannot be.
    """
    base = published().sections
    sections, other = dict(base), {}
    for name, rows in told.items():
        if name not in _CHANGEABLE or not isinstance(rows, dict):
            raise _unknown(name, _CHANGEABLE, where)
        for key, value in rows.items():
            _refuse(name, key, value, where)
        sections[name] = {**base[name], **rows}
        if new := {key: value for key, value in rows.items() if base[name].get(key) != value}:
            other[name] = new
    _refuse_speeds(sections, where)
    name, since, source = head
    return Edition(name, since, source, sections, other)


def _refuse(section: str, key: str, value: object, where: str) -> None:
    """Refuse what is no parameter, or a number that cannot be one."""
    known = published().sections[section]
    if section not in _BY_CLASS and (key not in known or key in _LISTS):
        raise _unknown(f"{section}.{key}", [one for one in known if one not in _LISTS], where)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    least = 0.0 if section in _POWERS or key == "fixed_yuan" else 1e-9
    if not (is_number and isfinite(float(str(value))) and least <= float(str(value)) <= _MOST):
        raise _no_number(f"{section}.{key}", value, where)


_MOST = 1e9


def _refuse_speeds(sections: Mapping[str, Any], where: str) -> None:
    """Refuse speeds that cars do not go."""
    limits = sections["limits"]
    low, high = limits["slowest_kmh"], limits["fastest_kmh"]
    speeds = {f"speeds_kmh.{name}": kmh for name, kmh in sections["speeds_kmh"].items()}
    for name, kmh in {**speeds, "link.kmh": sections["link"]["kmh"]}.items():
        if not low <= kmh <= high:
            raise _no_speed(name, kmh, (low, high), where)


def of_class(base: Edition, road_class: str, *, where: str) -> Edition:
    """Give the parameters with new roads of another class: how fast they are, what they cost.

    Raises:
        BaylineError: No cost of that class is known.
    """
    costs = base.sections["costs_yuan_per_m"]
    if road_class not in costs:
        raise _unknown(road_class, [*costs], where)
    link = {"kmh": base.sections["speeds_kmh"][road_class], "yuan_per_m": costs[road_class]}
    told = {name: dict(rows) for name, rows in base.changed.items()}
    told["link"] = {**told.get("link", {}), **link}
    return changed(told, [base.name, base.since, base.source], where=where)


def remarks_on(asked: Edition) -> tuple[Remark, ...]:
    """Say which numbers are not as published, and since when and where from they are."""
    if not asked.changed:
        return ()
    was = published().sections
    changes = [
        (f"{section}.{key}", f"{was[section].get(key, '—')} → {value}")
        for section, rows in asked.changed.items()
        for key, value in rows.items()
    ]
    listed_zh = "；".join(f"{_NAMES.get(name, name)} {change}" for name, change in changes)
    listed = "; ".join(f"{name} {change}" for name, change in changes)
    zh = f"参数按{asked.name}（{asked.since}，{asked.source}）：{listed_zh}"
    return (
        Remark(zh, f"parameters of {asked.name}, since {asked.since}, {asked.source}: {listed}"),
    )


_NAMES = {  # in Chinese, of those that are changed most
    "link.kmh": "新路车速（公里/时）",
    "link.yuan_per_m": "每米造价（元）",
    "link.bridge_yuan_per_m": "桥每米造价（元）",
    "link.fixed_yuan": "两端路口造价（元）",
}


def estimates() -> tuple[Mapping[str, Any], ...]:
    """Give the published numbers that are estimates of this project and not changed by anybody."""
    asked = edition()
    return tuple(
        one for one in published().sections["estimates"] if not _is_changed(asked, str(one["of"]))
    )


def _is_changed(asked: Edition, name: str) -> bool:
    section, _, key = name.partition(".")
    return key in asked.changed.get(section, {})


def estimated() -> Remark:
    """Say which of the numbers in force are estimates, and since when."""
    listed = [one for one in estimates() if one.get("is_told")]
    zh = "；".join(f"{one['zh']}（{one['since']}）" for one in listed)
    en = "; ".join(f"{one['en']} ({one['since']})" for one in listed)
    return Remark(f"估计值，不是公布的：{zh}", f"estimates, not published figures: {en}")


def speed_of(road_class: str) -> float | None:
    """Give the speed of a class in kilometers an hour; None where cars do not go."""
    found = parameters()["speeds_kmh"].get(road_class)
    return None if found is None else float(found)


def is_speed(kmh: float) -> bool:
    """Tell whether cars go at that speed."""
    limits = parameters()["limits"]
    return bool(limits["slowest_kmh"] <= kmh <= limits["fastest_kmh"])


def _unreadable(where: str, why: str) -> BaylineError:
    return BaylineError(
        "it cannot be read as parameters",
        where=where,
        why=why,
        do="write TOML, such as [link] and below it kmh = 60",
        zh=Words("读不成参数", why, "请写TOML，如[link]下面写kmh = 60"),
    )


def _uncited(where: str, missing: list[str]) -> BaylineError:
    listed = ", ".join(missing)
    return BaylineError(
        f"the parameters do not say {listed}",
        where=where,
        why="numbers are dated and cited",
        do='write id = "…", since = 2026-11-30 and source = "…" above them',
        zh=Words(
            f"参数没有写{listed}",
            "参数要有日期和出处",
            '请在前面写id = "…"、since = 2026-11-30、source = "…"',
        ),
    )


def _unknown(name: str, known: object, where: str) -> BaylineError:
    listed = ", ".join(map(str, known)) if isinstance(known, list | tuple) else ""
    return BaylineError(
        f"“{name}” is no parameter that can be changed",
        where=where,
        why=f"there are {listed}",
        do="name one of them",
        zh=Words(f"“{name}”不是可以改的参数", f"有{listed}", "请写其中之一"),
    )


def _no_number(name: str, value: object, where: str) -> BaylineError:
    return BaylineError(
        f"{name} is “{value}”, which cannot be",
        where=where,
        why="it must be a number above zero",
        do="correct it, or leave it out",
        zh=Words(
            f"{_NAMES.get(name, name)}写的是“{value}”，不合理", "应是大于0的数", "请改正，或不写"
        ),
    )


def _no_speed(name: str, kmh: object, limits: tuple[Any, Any], where: str) -> BaylineError:
    low, high = limits
    return BaylineError(
        f"the speed {name} is “{kmh}”, which is none of cars",
        where=where,
        why=f"it must lie from {low} to {high} km/h",
        do="correct it, or leave it out",
        zh=Words(
            f"{_NAMES.get(name, name)}写的是“{kmh}”，不合理",
            f"应在每小时{low}至{high}公里",
            "请改正，或不写",
        ),
    )
