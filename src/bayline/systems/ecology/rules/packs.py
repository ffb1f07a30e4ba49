"""Standards as dated packs: which document held on a day, and what it says.

The numbers stand in `parameters/`, one file for each edition, with document and clause. A pack is
found by its family and a day; asking for one that was not in force on that day is refused.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.terms import (
    AssessmentRules,
    Grade,
    Item,
    Kind,
    Pack,
    RatioRule,
    StatisticsRules,
    WaterBody,
    WaterClass,
    WaterStandard,
)

WATER = "surface-water"
ASSESSMENT = "surface-water-assessment"
STATISTICS = "water-statistics"
TROPHIC = "lake-trophic"
ODDITIES = "water-oddities"
AIR_LIMITS = "air-limits"
AIR_INDEX = "air-index"
AIR_STATISTICS = "air-statistics"

_CLASSES = 5


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    folder = files("bayline.systems.ecology").joinpath("parameters")
    texts = (file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".toml"))
    tables = sorted(map(tomllib.loads, texts), key=lambda one: (one["family"], one["since"]))
    return {str(one["id"]): one for one in tables}


def table_of(pack: Pack) -> Mapping[str, Any]:
    """Give what the file of a pack holds."""
    return _tables()[pack.id]


@cache
def packs() -> tuple[Pack, ...]:
    """Give every pack, by family and then by day."""
    return tuple(map(_pack, _tables().values()))


def _pack(table: Mapping[str, Any]) -> Pack:
    names = ("id", "family", "number", "title", "title_en", "since", "source")
    return Pack(
        **{name: table[name] for name in names},
        until=table.get("until"),
        note=str(table.get("note", "")),
    )


@cache
def pack_for(family: str, day: date) -> Pack:
    """Give the document of a family that holds on a day.

    Args:
        family: What it rules.
        day: The day of the sample.

    Raises:
        BaylineError: None of them was in force then.
    """
    found = [one for one in packs() if one.family == family and _holds(one, day)]
    if not found:
        raise _not_in_force([one for one in packs() if one.family == family], day)
    return found[-1]


def pack_named(name: str, *, family: str, day: date) -> Pack:
    """Give the document that was asked for, if it holds on a day.

    Raises:
        BaylineError: There is no such document, or it was not in force then.
    """
    known = [one for one in packs() if one.family == family]
    found = [one for one in known if name in (one.id, one.number)]
    if not found:
        listed = ", ".join(one.id for one in known)
        raise BaylineError(
            f"no standard is called “{name}” here",
            do=f"name one of {listed}",
            zh=Words(f"没有叫“{name}”的标准", "", f"可选：{listed}"),
        )
    holding = [one for one in found if _holds(one, day)]
    if not holding:
        raise _not_in_force(found, day)
    return holding[-1]


def latest(family: str) -> Pack:
    """Give the newest document of a family, for what bears no day."""
    return [one for one in packs() if one.family == family][-1]


def _holds(pack: Pack, day: date) -> bool:
    return pack.since <= day and (pack.until is None or day <= pack.until)


def _not_in_force(some: Iterable[Pack], day: date) -> BaylineError:
    listed = tuple(some)
    spans = "; ".join(_span(one, "from", "to") for one in listed)
    spans_zh = "；".join(_span(one, "自", "至") for one in listed)
    one = f"{listed[0].number} was not" if len(listed) == 1 else "no edition of the standard was"
    return BaylineError(
        f"{one} in force on {day}",
        why=f"in force: {spans}",
        do="judge by the standard of the day, or correct the day",
        zh=Words(
            f"{day}这一天{listed[0].title}没有现行的版本",
            f"施行：{spans_zh}",
            "请按当天现行的标准评价，或改正日期",
        ),
    )


def _span(pack: Pack, start: str, end: str) -> str:
    until = f" {end} {pack.until}" if pack.until else ""
    return f"{pack.number} {start} {pack.since}{until}"


@cache
def water_standard(pack: Pack) -> WaterStandard:
    """Read the limits of surface water."""
    items = [_item(one) for one in table_of(pack)["item"]]
    return WaterStandard(pack=pack, items={one.key: one for one in items})


def _item(row: Mapping[str, Any]) -> Item:
    kind = Kind(row["kind"])
    return Item(
        key=row["key"],
        number=row["number"],
        name=row["name"],
        name_en=row["name_en"],
        unit=row["unit"],
        kind=kind,
        limits=_limits(row, kind),
    )


def _limits(row: Mapping[str, Any], kind: Kind) -> dict[WaterBody, tuple[Decimal, ...]]:
    if kind is Kind.CHANGE:
        return {}
    if kind is Kind.WITHIN:
        return dict.fromkeys(WaterBody, (Decimal(row["low"]), Decimal(row["high"])))
    named = {body: row.get(body.value, row.get("limits")) for body in WaterBody}
    found = {body: tuple(map(Decimal, texts)) for body, texts in named.items() if texts}
    if any(len(one) != _CLASSES for one in found.values()):
        raise ValueError(f"{row['key']} has not {_CLASSES} limits")
    return found


@cache
def assessment_rules(pack: Pack) -> AssessmentRules:
    """Read how water is assessed."""
    table = table_of(pack)
    ratios = [
        RatioRule(one["grade"], _maybe(one, "good_at_least"), _maybe(one, "worst_below"))
        for one in table["ratio"]
    ]
    return AssessmentRules(
        pack=pack,
        not_assessed=frozenset(table["not_assessed"]),
        first_when_exceeded=frozenset(table["first_when_exceeded"]),
        key_pollutants=table["key_pollutants"],
        sections_for_ratios=table["sections_for_ratios"],
        at_least={name: table[f"{name}_at_least"] for name in ("month", "quarter", "year")},
        grades=_grades(table["grade"]),
        ratios=tuple(ratios),
        none_up_to=Decimal(table["change"]["none_up_to"]),
        some_up_to=Decimal(table["change"]["some_up_to"]),
    )


def _grades(rows: Iterable[Mapping[str, Any]]) -> dict[WaterClass, Grade]:
    return {
        WaterClass(number): Grade(row["key"], row["name"], row["name_en"], row["color"])
        for row in rows
        for number in row["classes"]
    }


def _maybe(row: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(row[name]) if name in row else None


@cache
def statistics_rules(pack: Pack) -> StatisticsRules:
    """Read how readings become means."""
    table = table_of(pack)
    return StatisticsRules(
        pack=pack,
        decimals=table["decimals"],
        below_detection_counts=Decimal(table["below_detection_counts"]),
    )
