"""Rules and catalogs as dated files: which of them hold on a day, and what they say.

Every number is a row of its own with the document that it claims to come from. A pack that was not
compared with those documents says so, and so does everything that is computed with it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, Protocol, TypeVar

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.terms import (
    BP,
    Band,
    Catalog,
    Category,
    Entry,
    Filing,
    Key,
    Number,
    Pack,
    Status,
    Visit,
)

LEVELS = range(4)
_MOST_DAYS = 4_096
_ON_DAY: dict[tuple[int, date], tuple[tuple[Pack, ...], Pack]] = {}


class _Dated(Protocol):
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


_One = TypeVar("_One", bound=_Dated)


@cache
def _tables() -> tuple[Mapping[str, Any], ...]:
    folder = files("bayline.systems.settlement").joinpath("parameters")
    texts = (file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(sorted(map(tomllib.loads, texts), key=lambda one: str(one["id"])))


@cache
def packs() -> tuple[Pack, ...]:
    """Give all rules that come with the program, by name."""
    return tuple(pack_of(one) for one in _tables() if one["family"] == "benefits")


@cache
def catalogs() -> tuple[Catalog, ...]:
    """Give all catalogs that come with the program, by name."""
    return tuple(catalog_of(one) for one in _tables() if one["family"] == "catalog")


def named_packs(name: str) -> tuple[Pack, ...]:
    """Give the rules of a place, or the one pack of that name.

    Raises:
        BaylineError: There is none.
    """
    found = tuple(one for one in packs() if name in (one.id, one.area))
    if found:
        return found
    listed = ", ".join(dict.fromkeys(word for one in packs() for word in (one.area, one.id)))
    raise BaylineError(
        f"no rules are called “{name}” here",
        do=f"name one of {listed}, or a file ending in .toml",
        zh=Words(f"没有叫“{name}”的规则", "", f"可选：{listed}，或者一个.toml文件"),
    )


def read_pack(text: str, *, where: str) -> Pack:
    """Read rules from the text of a file.

    Raises:
        BaylineError: It is not TOML or lacks something, which is named.
    """
    try:
        return pack_of(tomllib.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        lacking = f"“{error.args[0]}” is missing" if isinstance(error, KeyError) else str(error)
        raise BaylineError(
            "the rules cannot be read",
            where=where,
            why=lacking,
            do="write them as those in the guide",
            zh=Words("规则读不了", lacking, "请照说明里的样子写"),
        ) from error


def holding(some: Iterable[_One], day: date) -> _One | None:
    """Give what holds on a day, the latest of them if there are several."""
    found: _One | None = None
    for one in some:
        if one.since <= day and (one.until is None or day <= one.until):
            found = one if found is None or found.since < one.since else found
    return found


def nearest(some: Iterable[_One], day: date) -> _One:
    """Give what holds nearest to a day on which nothing holds."""
    return min(some, key=lambda one: abs((one.since - day).days))


class Editions(NamedTuple):
    """All rules of an office.

    Attributes:
        area: The place of enrollment.
        packs: Its editions.
    """

    area: str
    packs: tuple[Pack, ...]

    def on(self, day: date) -> Pack:
        """Give the rules of a day.

        Raises:
            SettlementError: None hold.
        """
        # The same few days come thousands of times a second.
        known = _ON_DAY.get((id(self.packs), day))
        if known is None or known[0] is not self.packs:
            if len(_ON_DAY) >= _MOST_DAYS:
                _ON_DAY.clear()
            known = _ON_DAY[id(self.packs), day] = self.packs, pack_on(self.packs, day)
        return known[1]

    def named(self, name: str) -> Pack | None:
        """Give the rules of a name, None if there are none."""
        return next((one for one in self.packs if one.id == name), None)


def editions(name: str) -> Editions:
    """Give the rules of a place, or those of one name.

    Raises:
        BaylineError: There are none.
    """
    found = named_packs(name)
    return Editions(found[0].area, found)


def pack_on(some: Iterable[Pack], day: date) -> Pack:
    """Give the rules that hold on a day.

    Raises:
        SettlementError: None does.
    """
    known = some if isinstance(some, tuple) else tuple(some)
    found = holding(known, day)
    if found is None:
        raise _not_in_force(known, day)
    return found


def _not_in_force(known: Iterable[Pack], day: date) -> SettlementError:
    listed = tuple(known)
    spans = "; ".join(f"{one.id} from {one.since} to {one.until or 'now'}" for one in listed)
    spans_zh = "；".join(f"{one.id}自{one.since}至{one.until or '今'}" for one in listed)
    return SettlementError(
        "no_rules_on_day",
        f"no rules hold on {day}",
        why=f"there are {spans}",
        do="correct the day, or add the rules of that day",
        zh=Words(f"{day}这一天没有规则", f"现有{spans_zh}", "请改正日期，或补上那一天的规则"),
    )


def pack_of(table: Mapping[str, Any]) -> Pack:
    """Read rules from a table, each number with its document."""
    documents = table["documents"]
    rows = _Rows(table, documents)
    major = table.get("major", {})
    return Pack(
        **{name: table[name] for name in ("id", "area", "scheme", "title", "since")},
        until=table.get("until"),
        verified=table["verified"],
        deductibles=rows.numbers("deductible", "fen"),
        yearly=frozenset(Visit(one) for one in table["yearly_deductible"]),
        stays=tuple(rows.number(one, "bp") for one in table.get("stay", ())),
        shares=rows.bands(),
        bonuses=rows.numbers("bonus", "bp"),
        ceilings={Visit(one["visit"]): rows.number(one, "fen") for one in table["ceiling"]},
        counted={Visit(one["visit"]): str(one["counts_as"]) for one in table["ceiling"]},
        above=rows.number(table["above"], "bp") if "above" in table else None,
        major=tuple(rows.band(one) for one in major.get("band", ())),
        major_ceiling=rows.number(major, "fen") if major else None,
        assistance={one["class"]: rows.number(one, "bp") for one in table.get("assistance", ())},
        assistance_ceiling={
            one["class"]: rows.number(one, "fen") for one in table.get("assistance", ())
        },
        remote={Filing(one["filing"]): rows.number(one, "bp") for one in table["remote"]},
    )


class _Rows:
    """Reads the rows of a table, whose documents are named once."""

    def __init__(self, table: Mapping[str, Any], documents: Mapping[str, str]) -> None:
        self.table, self.documents = table, documents

    def number(self, row: Mapping[str, Any], unit: str) -> Number:
        value = row[unit]
        if type(value) is not int or value < 0 or (unit == "bp" and value > BP):
            raise ValueError(f"{unit} = {value!r} is no such number")
        return Number(value, self.documents[row["source"]])

    def band(self, row: Mapping[str, Any]) -> Band:
        value, source = self.number(row, "bp")
        end = row.get("to_fen")
        if end is not None and end <= row["from_fen"]:
            raise ValueError(f"a band from {row['from_fen']} ends at {end}")
        return Band(row["from_fen"], end, value, source)

    def numbers(self, name: str, unit: str) -> dict[Key, Number]:
        rows = self.table.get(name, ())
        return {key: self.number(row, unit) for row in rows for key in _keys(row)}

    def bands(self) -> dict[Key, tuple[Band, ...]]:
        found: dict[Key, list[Band]] = {}
        for row in self.table["share"]:
            for key in _keys(row):
                found.setdefault(key, []).append(self.band({"from_fen": 0, **row}))
        return {key: _joined(some) for key, some in found.items()}


def _joined(bands: Iterable[Band]) -> tuple[Band, ...]:
    ordered = sorted(bands)
    starts = [one.start for one in ordered]
    if starts != [0, *(one.end for one in ordered[:-1])]:
        raise ValueError("bands of shares leave a gap or overlap")
    return tuple(ordered)


def _keys(row: Mapping[str, Any]) -> Iterator[Key]:
    for level in row.get("levels", LEVELS):
        for status in row.get("statuses", [one.value for one in Status]):
            yield Visit(row["visit"]), level, Status(status)


def catalog_of(table: Mapping[str, Any]) -> Catalog:
    """Read a catalog from a table."""
    source = str(table["source"])
    entries = [
        Entry(
            str(row["code"]),
            str(row["name"]),
            Category(row["category"]),
            row.get("advance_bp", 0),
            row.get("limit_fen"),
            source,
        )
        for row in table["item"]
    ]
    return Catalog(
        **{name: table[name] for name in ("id", "area", "since")},
        until=table.get("until"),
        entries={one.code: one for one in entries},
    )
