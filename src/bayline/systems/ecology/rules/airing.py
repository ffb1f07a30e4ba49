"""From a table of concentrations to one record a row: the index, its parts, what is odd."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.air import POLLUTANTS, Edition, Index, edition, index_of
from bayline.systems.ecology.rules.readings import reading_of
from bayline.systems.ecology.rules.sampling import day_of, moment_of
from bayline.systems.ecology.terms import CannotReadError, Flag, Record

COLUMNS = (
    *("station", "time", "period", "aqi", "level", "category", "color", "primary", "exceeding"),
    *("complete", "parts", "flags", "remarks", "standard", "line"),
)
# Which heads say where and when, the surest first: a city says less than a station.
ABOUT = {
    "station": (
        *("station", "site", "section", "站点", "站点名称", "监测站点", "点位", "点位名称"),
        *("监测点位", "测点", "测点名称", "city", "城市"),
    ),
    "time": (*("time", "date", "datetime", "时间", "日期", "监测时间", "监测日期", "数据时间"),),
}
_NAMES = {
    **{one: one for one in POLLUTANTS},
    "二氧化硫": "so2",
    "二氧化氮": "no2",
    "一氧化碳": "co",
    "臭氧": "o3",
    "可吸入颗粒物": "pm10",
    "细颗粒物": "pm25",
}
_AVERAGING = {
    "": ("",),
    "1h": ("1h", "1小时", "1小时平均", "hour", "1hr", "日最大1小时"),
    "8h": ("8h", "8小时", "8小时平均", "8小时滑动平均", "日最大8小时", "8hr", "max8h"),
    "24h": ("24h", "24小时", "24小时平均", "日均", "day", "24hr"),
}
_UNIT = re.compile(r"(?P<milli>mg|毫克)?(?:[uμ]g|微克)?[/／](?:m3|m\^3|立方米)")


class _Place(NamedTuple):
    """A column: the keys it may stand for, the first that an edition knows, and its factor."""

    keys: tuple[str, ...]
    factor: Decimal


_CO_LOOKS_MICRO = Decimal(150)  # mg/m3, the last breakpoint of an hour


class Row(NamedTuple):
    """A row of a table of concentrations: station, time, and concentrations by key."""

    station: str
    time: str
    values: Mapping[str, Decimal]
    rules: Edition
    line: int
    flags: tuple[Flag, ...] = ()


def rows_in(
    rows: Iterable[tuple[int, Sequence[str]]], *, where: str, hourly: bool, named: str = ""
) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Read a table of concentrations.

    Args:
        rows: Line and cells of each row that is not empty, the heads first.
        where: The file, for refusals.
        hourly: Whether the rows are hours; else days.
        named: The edition that was asked for; empty for that of each day.

    Returns:
        The heads that mean nothing here, and the rows.

    Raises:
        BaylineError: The heads name no pollutant; when the rows are asked for: a cell cannot be
            read, a row bears no day, or an edition was not in force.
    """
    lines = iter(rows)
    heads = [head.strip().casefold() for head in next(lines, (0, ()))[1]]
    about = places_about(heads)
    places = _places(heads, where, hourly=hourly)
    read = {*about.values(), *places}
    unread = tuple(head for place, head in enumerate(heads) if head and place not in read)
    return unread, _rows(lines, about, places, where, named, hourly=hourly)


def start_of(rows: Sequence[Sequence[str]], *, hourly: bool) -> int:
    """Give how many rows, as titles, lie above the heads of a table; none where nothing is one.

    Args:
        rows: The first rows.
        hourly: Whether the rows are hours; else days.
    """
    for number, row in enumerate(rows):
        heads = [head.strip().casefold() for head in row]
        if len(places_about(heads)) == len(ABOUT) and any(
            _place(one, hourly=hourly) for one in heads
        ):
            return number
    return 0


def _rows(
    lines: Iterable[tuple[int, Sequence[str]]],
    about: Mapping[str, int],
    places: Mapping[int, _Place],
    where: str,
    named: str,
    *,
    hourly: bool,
) -> Iterator[Row]:
    seen: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        at = {name: _cell(cells, place).strip() for name, place in about.items()}
        station, time = at.get("station", ""), at.get("time", "")
        rules = _edition(time, named, line, where)
        values = _values(cells, places, line, where, rules, hourly=hourly)
        before = seen.setdefault((station, moment_of(time)), line)
        yield Row(station, time, values, rules, line, tuple(_double(before, line)))


def aired(rows: Iterable[Row], *, hourly: bool) -> Iterator[Record]:
    """Give the index of each row, in its order.

    Args:
        rows: The rows.
        hourly: Whether they are hours; else days.
    """
    for row in rows:
        found = index_of(row.rules, row.values, hourly=hourly)
        odd = [*_odd(found, row.values, row.rules), *row.flags]
        yield _record(row, found, odd, hourly=hourly)


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def places_about(heads: Sequence[str]) -> dict[str, int]:
    """Give which column says the station, and which the time."""
    plain = [fold(head.strip().casefold()) for head in heads]
    found = {name: [word for word in words if word in plain] for name, words in ABOUT.items()}
    return {name: plain.index(words[0]) for name, words in found.items() if words}


def _places(heads: Sequence[str], where: str, *, hourly: bool) -> dict[int, _Place]:
    found = {place: _place(head, hourly=hourly) for place, head in enumerate(heads)}
    places = {place: one for place, one in found.items() if one}
    if not places:
        raise BaylineError(
            "no column holds concentrations",
            where=where,
            why="no head is the name of a pollutant",
            do="name columns so2, no2, co, o3, pm10, pm25, or with their time, as o3_8h",
            zh=Words(
                "没有浓度栏",
                "没有一个栏名是污染物",
                "栏名请用so2、no2、co、o3、pm10、pm25，或带上时间，如o3_8h",
            ),
        )
    _refuse_twice([one.keys[0] for one in places.values()], where)
    return places


def _refuse_twice(keys: Sequence[str], where: str) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise BaylineError(
                f"row 1: {key} has two columns",
                where=where,
                do="leave one of them",
                zh=Words(f"第1行：{key}有两栏", "", "请只留一栏"),
            )


def _place(head: str, *, hourly: bool) -> _Place | None:
    """Tell what a head means: the pollutant, its time, the factor of its unit."""
    plain = fold(unicodedata.normalize("NFKC", head).casefold())
    unit = _UNIT.search(plain)
    bare = _UNIT.sub("", plain).replace("pm2.5", "pm25")
    bare = re.sub(r"[\s\-()（）\[\]]+", "_", bare).strip("_")
    name = next((one for word, one in _NAMES.items() if bare.startswith(word)), "")
    if not name:
        return None
    rest = bare[len(next(word for word in _NAMES if bare.startswith(word))) :].strip("_")
    averaging = next((key for key, words in _AVERAGING.items() if rest in words), None)
    if averaging is None:
        return None
    short = ("1h", "24h") if hourly else ("24h", "8h")
    times = (averaging,) if averaging else short
    return _Place(tuple(f"{name}_{each}" for each in times), _factor(name, unit))


def _factor(name: str, unit: re.Match[str] | None) -> Decimal:
    if unit is None:
        return Decimal(1)
    is_milli = unit["milli"] is not None
    if name == "co":
        return Decimal(1) if is_milli else Decimal("0.001")
    return Decimal(1000) if is_milli else Decimal(1)


def _edition(time: str, named: str, line: int, where: str) -> Edition:
    day: date | None = day_of(time)
    if day is None:
        raise BaylineError(
            f"row {line}, column time, value “{time}”",
            where=where,
            why="it names no day, and the editions differ",
            do="write it like 2021-11-05 or 2021-11-05 08:00",
            zh=Words(
                f"第{line}行time栏的值“{time}”",
                "看不出是哪一天，而各版标准不同",
                "请写成2021-11-05",
            ),
        )
    try:
        if named:
            return edition(packs.pack_named(named, family=packs.AIR_INDEX, day=day))
        return edition(packs.pack_for(packs.AIR_INDEX, day))
    except BaylineError as wrong:
        zh = wrong.zh and wrong.zh._replace(what=f"第{line}行：{wrong.zh.what}")
        raise BaylineError(
            f"row {line}: {wrong.what}", where=where, why=wrong.why, do=wrong.do, zh=zh
        ) from None


def _values(
    cells: Sequence[str],
    places: Mapping[int, _Place],
    line: int,
    where: str,
    rules: Edition,
    *,
    hourly: bool,
) -> dict[str, Decimal]:
    known = rules.hourly if hourly else rules.daily
    found = {}
    for place, (names, factor) in places.items():
        key = next((name for name in names if name in known), None)
        value = _value(_cell(cells, place), names[0], line, where)
        if key and value is not None:
            found[key] = value * factor
    return found


def _value(text: str, head: str, line: int, where: str) -> Decimal | None:
    try:
        return _exact(text, head)
    except CannotReadError as wrong:
        what = f"row {line}, column {head}, value “{text.strip()[:40]}”"
        zh = f"第{line}行{head}栏的值“{text.strip()[:40]}”"
        raise wrong.at(what, where=where, zh=zh) from None


def _exact(text: str, head: str) -> Decimal | None:
    reading = reading_of(text, head)
    if reading is not None and not reading.is_exact:
        raise CannotReadError(
            "the index needs a value, not a bound", "write the value", ("要写数值", "请写数值")
        )
    return None if reading is None else reading.low


def _odd(found: Index, values: Mapping[str, Decimal], rules: Edition) -> Iterator[Flag]:
    for key in found.beyond:
        yield Flag(f"beyond:{key}", f"{key} is beyond the table", f"{key}超出分指数表")
    for key in found.left_out:
        yield Flag(
            f"no_part:{key}",
            f"{key} {values[key]} is too high for a part by that time",
            f"{key}为{values[key]}，不再按这一时间计分指数",
        )
    for key, value in values.items():
        if rules.rows[key].pollutant == "co" and value > _CO_LOOKS_MICRO:
            yield Flag(
                "unit:co", f"is co {value} in μg/m3? mg/m3 is meant", f"co为{value}：单位应是mg/m³"
            )
    fine, coarse = values.get("pm25_24h"), values.get("pm10_24h")
    if fine is not None and coarse is not None and fine > coarse:
        yield Flag("pm25_above_pm10", "PM2.5 is above PM10", "PM2.5高于PM10")
    if not found.is_complete:
        yield Flag("incomplete", "not all six pollutants are measured", "六项没有测全")


def _double(before: int, line: int) -> Iterator[Flag]:
    if before != line:
        yield Flag(
            f"duplicate:{before}",
            f"station and time stand in row {before} already",
            f"站点与时间在第{before}行已有",
        )


def _record(row: Row, found: Index, odd: Sequence[Flag], *, hourly: bool) -> Record:
    level = found.level
    return {
        "station": row.station,
        "time": row.time,
        "period": "hour" if hourly else "day",
        "aqi": found.value,
        "level": level.rank if level else None,
        "category": level.name if level else "cannot decide",
        "color": level.color if level else None,
        "primary": found.primary,
        "exceeding": found.exceeding,
        "complete": found.is_complete,
        "parts": [f"{key}={part}" for key, part in found.parts.items()],
        "flags": [one.word for one in odd],
        "remarks": [one.sentence for one in odd],
        "remarks_zh": [one.zh for one in odd],
        "standard": row.rules.pack.number,
        "line": row.line,
    }
