"""From a table of concentrations to one record a row: the index, its parts, what is odd."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.air import POLLUTANTS, Edition, Index, edition, index_of
from bayline.systems.ecology.rules.readings import reading_of
from bayline.systems.ecology.rules.sampling import day_of
from bayline.systems.ecology.terms import CannotReadError, Flag, Record

COLUMNS = (
    *("station", "time", "period", "aqi", "level", "category", "color", "primary", "exceeding"),
    *("complete", "parts", "flags", "remarks", "standard", "line"),
)
_ABOUT = {
    "station": ("station", "site", "city", "section", "站点", "点位", "城市"),
    "time": ("time", "date", "datetime", "时间", "日期"),
}
_CO_LOOKS_MICRO = Decimal(150)  # mg/m3, the last breakpoint of an hour


def aired(
    rows: Iterable[tuple[int, Sequence[str]]], *, where: str, hourly: bool, named: str = ""
) -> Iterator[Record]:
    """Give the index of each row of a table, in its order.

    Args:
        rows: Line and cells of each row that is not empty, the heads first.
        where: The file, for refusals.
        hourly: Whether the rows are hours; else days.
        named: The edition that was asked for; empty for that of each day.

    Raises:
        BaylineError: A cell cannot be read, a row bears no day, or an edition was not in force.
    """
    lines = iter(rows)
    heads = [head.strip().casefold() for head in next(lines, (0, ()))[1]]
    about = _about(heads)
    places = _places(heads, where, hourly=hourly)
    seen: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        at = {
            name: cells[place].strip() if place < len(cells) else ""
            for name, place in about.items()
        }
        rules = _edition(at.get("time", ""), named, line, where)
        values = _values(cells, places, line, where, rules, hourly=hourly)
        before = seen.setdefault((at.get("station", ""), at.get("time", "")), line)
        found = index_of(rules, values, hourly=hourly)
        odd = [*_odd(found, values, rules), *_double(before, line)]
        yield _record(at, found, rules, odd, line, hourly=hourly)


def _about(heads: Sequence[str]) -> dict[str, int]:
    return {
        name: place
        for name, words in _ABOUT.items()
        for place, head in enumerate(heads)
        if head in words
    }


def _places(heads: Sequence[str], where: str, *, hourly: bool) -> dict[int, tuple[str, ...]]:
    """Give for each column what it may be, the first that the edition knows being meant."""
    short = ("1h", "24h") if hourly else ("24h", "8h")
    found: dict[int, tuple[str, ...]] = {}
    for place, head in enumerate(heads):
        plain = head.replace("pm2.5", "pm25").replace("-", "_").replace(" ", "")
        name, _, averaging = plain.partition("_")
        if name in POLLUTANTS:
            found[place] = (plain,) if averaging else tuple(f"{name}_{each}" for each in short)
    if not found:
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
    return found


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
    places: Mapping[int, tuple[str, ...]],
    line: int,
    where: str,
    rules: Edition,
    *,
    hourly: bool,
) -> dict[str, Decimal]:
    known = rules.hourly if hourly else rules.daily
    found = {}
    for place, names in places.items():
        key = next((name for name in names if name in known), None)
        value = _value(cells[place] if place < len(cells) else "", names[0], line, where)
        if key and value is not None:
            found[key] = value
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


def _record(
    at: Mapping[str, str],
    found: Index,
    rules: Edition,
    odd: Sequence[Flag],
    line: int,
    *,
    hourly: bool,
) -> Record:
    level = found.level
    return {
        "station": at.get("station", ""),
        "time": at.get("time", ""),
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
        "standard": rules.pack.number,
        "line": line,
    }
