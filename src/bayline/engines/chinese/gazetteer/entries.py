"""Divisions as rows of a table: what a good row is, and what is said of a bad one."""

import csv
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import NamedTuple

from bayline.kernel.aliases import Alias
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.places import Level, Place, Point, level_of_code

COLUMNS = ("code", "name", "level", "parent", "aliases", "from", "to", "lon", "lat")


class Entry(NamedTuple):
    """A place of the gazetteer with the days between which it existed; `until` is the day after."""

    place: Place
    since: date | None = None
    until: date | None = None


class Row(NamedTuple):
    """A row of the table with where it stands, for the sentence about a bad value."""

    where: str
    line: int
    values: dict[str, str]

    def refuse(self, column: str, *, why: str, do: str, zh: tuple[str, str]) -> BaylineError:
        """Say what is wrong with one value of this row; `zh` holds why and do in Chinese."""
        value = self.values.get(column, "")
        return BaylineError(
            f"row {self.line}, column {column}, value “{value}”",
            where=self.where,
            why=why,
            do=do,
            zh=Words(f"第{self.line}行{column}栏的值“{value}”", *zh),
        )


def entries(text: str, *, where: str) -> tuple[Entry, ...]:
    """Read places from comma separated text with a header.

    Args:
        text: Columns code, name, level, parent, aliases, from, to, lon, lat; the first two are
            needed. Aliases are separated by `;`, dated ones written `平湖县@/1991-06`.
        where: Name of the file, for refusals.

    Returns:
        One entry a row, in file order.

    Raises:
        BaylineError: A row that cannot be used: which one, why, and what to do.
    """
    found = []
    lines: dict[str, int] = {}
    for row in _rows(text, where):
        entry = _entry(row)
        first = lines.setdefault(entry.place.code, row.line)
        if first != row.line:
            why = f"the code stands in row {first} already"
            zh = (f"代码在第{first}行已有", "请给每个地方各自的代码")
            raise row.refuse("code", why=why, do="give each place its own code", zh=zh)
        found.append(entry)
    return tuple(found)


def line_of(text: str, code: str) -> int:
    """Find the row that gives a code, in a table that was read before; 0 if none does."""
    return next((row.line for row in _rows(text, "") if row.values.get("code") == code), 0)


def _rows(text: str, where: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = [column.strip() for column in next(reader, [])]
        _check_header(header, where)
        for line, values in enumerate(reader, start=2):
            if any(value.strip() for value in values):
                yield _row(header, values, where=where, line=line)
    except csv.Error as error:
        raise BaylineError(
            "the table cannot be read as CSV",
            where=where,
            why=f"line {reader.line_num}: {error}",
            do="save it as comma separated text in UTF-8",
            zh=Words("不能当作csv读", f"第{reader.line_num}行：{error}", "请另存为UTF-8的csv"),
        ) from None


def _check_header(header: list[str], where: str) -> None:
    missing = [column for column in COLUMNS[:2] if column not in header]
    unknown = [column for column in header if column not in COLUMNS]
    if missing or unknown:
        raise BaylineError(
            f"row 1, column {(missing or unknown)[0]}",
            where=where,
            why="the column is missing" if missing else "no such column is known",
            do=f"use the columns {','.join(COLUMNS)}",
            zh=Words(
                f"第1行{(missing or unknown)[0]}栏",
                "缺这一栏" if missing else "没有这个栏名",
                f"栏名请用{','.join(COLUMNS)}",
            ),
        )


def _row(header: list[str], values: list[str], *, where: str, line: int) -> Row:
    row = Row(where, line, dict(zip(header, map(str.strip, values), strict=False)))
    if len(values) > len(header):
        row.values["extra"] = values[len(header)]
        why = f"the row has {len(values)} values for {len(header)} columns"
        zh = (f"这一行有{len(values)}个值，栏只有{len(header)}个", "含逗号的值请加引号")
        raise row.refuse("extra", why=why, do="quote a value that holds a comma", zh=zh)
    return row


def _entry(row: Row) -> Entry:
    code, name = row.values.get("code", ""), row.values.get("name", "")
    if not code or any(character.isspace() for character in code):
        zh = ("代码是一个词", "请写这个地方的代码")
        raise row.refuse("code", why="a code is one word", do="write the code of the place", zh=zh)
    if not _is_name(name):
        why = "a name has at least two characters and no marks"
        zh = ("名称至少两个字，不含标点", "请写全称，如金山区")
        raise row.refuse("name", why=why, do="write the full name, such as 金山区", zh=zh)
    since, until = _day(row, "from", end=False), _day(row, "to", end=True)
    if since and until and since >= until:
        why = "it ends before it begins"
        zh = ("止于开始之前", "请改两个日期中的一个")
        raise row.refuse("to", why=why, do="correct one of the two dates", zh=zh)
    place = Place(
        code=code,
        name=name,
        level=_level(row, code, name),
        parent=row.values.get("parent", "") or _parent(code),
        aliases=tuple(_aliases(row)),
        point=_point(row),
    )
    return Entry(place, since, until)


_LEAST_NAME = 2
_NOT_IN_NAMES = re.compile(r"[\s,，;；。、@/\"“”]")


def _is_name(text: str) -> bool:
    return len(text) >= _LEAST_NAME and not _NOT_IN_NAMES.search(text)


def _level(row: Row, code: str, name: str) -> Level:
    stated = row.values.get("level", "")
    if stated:
        try:
            return Level(stated)
        except ValueError:
            why = f"levels are {' '.join(Level)}"
            zh = (f"级别有{'、'.join(Level)}", "请写其中一个，或不写")
            raise row.refuse("level", why=why, do="write one of them, or nothing", zh=zh) from None
    if code.isascii() and code.isdigit() and len(code) in _CODE_LENGTHS:
        return level_of_code(code)
    why = f"the level of {name} cannot be told from its code"
    zh = (f"由代码看不出{name}的级别", f"请写{'、'.join(Level)}中的一个")
    raise row.refuse("level", why=why, do=f"write one of {' '.join(Level)}", zh=zh)


_CODE_LENGTHS = {6: 0, 9: 6, 12: 9}  # how many digits name the place one step up


def _parent(code: str) -> str:
    """The code one step up, as GB/T 2260 and the statistical codes nest them."""
    if not code.isdigit() or len(code) not in _CODE_LENGTHS:
        return ""
    if above := _CODE_LENGTHS[len(code)]:
        return code[:above]
    if code.endswith("0000"):
        return ""
    return code[:2] + "0000" if code.endswith("00") else code[:4] + "00"


def _aliases(row: Row) -> Iterator[Alias]:
    for stated in filter(None, map(str.strip, row.values.get("aliases", "").split(";"))):
        name, _, days = stated.partition("@")
        if not _is_name(name):
            why = f"the alias “{name}” is no name of two or more characters"
            zh = (f"别名“{name}”不是两个字以上的名称", "别名之间请用分号隔开")
            raise row.refuse("aliases", why=why, do="separate aliases by a semicolon", zh=zh)
        first, _, last = days.partition("/")
        since = _parse(first, row=row, column="aliases", end=False)
        until = _parse(last, row=row, column="aliases", end=True)
        if since and until and since >= until:
            why = f"“{name}” ends before it begins"
            zh = (f"“{name}”止于开始之前", "请改两个日期中的一个")
            raise row.refuse("aliases", why=why, do="correct one of the two dates", zh=zh)
        yield Alias(name=name, since=since, until=until)


def _day(row: Row, column: str, *, end: bool) -> date | None:
    return _parse(row.values.get(column, ""), row=row, column=column, end=end)


_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def _parse(text: str, *, row: Row, column: str, end: bool) -> date | None:
    """First day of a year, month or day, or the day after its last."""
    if not text:
        return None
    match = _DATE.fullmatch(text)
    day = None if match is None else _day_of(match, end=end)
    if day is None:
        why = f"“{text}” is no date"
        zh = (f"“{text}”不是日期", "请写成2016、2016-07或2016-07-22")
        raise row.refuse(column, why=why, do="write 2016, 2016-07 or 2016-07-22", zh=zh)
    return day


def _day_of(match: re.Match[str], *, end: bool) -> date | None:
    try:
        year, month = int(match[1]), int(match[2] or (12 if end else 1))
        day = int(match[3] or (monthrange(year, month)[1] if end else 1))
        return date(year, month, day) + timedelta(days=end)
    except (ValueError, OverflowError):
        return None


def _point(row: Row) -> Point | None:
    if not row.values.get("lon") and not row.values.get("lat"):
        return None
    longitude, latitude = _degrees(row, "lon", limit=180), _degrees(row, "lat", limit=90)
    return Point(longitude=longitude, latitude=latitude)


def _degrees(row: Row, column: str, *, limit: int) -> Decimal:
    try:
        degrees = Decimal(row.values.get(column, ""))
    except InvalidOperation:
        degrees = Decimal("NaN")
    if not degrees.is_finite() or abs(degrees) > limit:
        why = f"it is no number of degrees from -{limit} to {limit}"
        do = "write WGS-84 degrees such as 121.34, or nothing"
        zh = (f"不是-{limit}到{limit}之间的度数", "请写WGS-84的度数，如121.34，或不写")
        raise row.refuse(column, why=why, do=do, zh=zh)
    return degrees
