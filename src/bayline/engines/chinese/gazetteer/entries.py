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
from bayline.kernel.errors import BaylineError
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

    def refuse(self, column: str, *, why: str, do: str) -> BaylineError:
        """Say what is wrong with one value of this row."""
        value = self.values.get(column, "")
        return BaylineError(
            f"row {self.line}, column {column}, value “{value}”", where=self.where, why=why, do=do
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
            raise row.refuse("code", why=why, do="give each place its own code")
        found.append(entry)
    return tuple(found)


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
        )


def _row(header: list[str], values: list[str], *, where: str, line: int) -> Row:
    row = Row(where, line, dict(zip(header, map(str.strip, values), strict=False)))
    if len(values) > len(header):
        row.values["extra"] = values[len(header)]
        why = f"the row has {len(values)} values for {len(header)} columns"
        raise row.refuse("extra", why=why, do="quote a value that holds a comma")
    return row


def _entry(row: Row) -> Entry:
    code, name = row.values.get("code", ""), row.values.get("name", "")
    if not code or any(character.isspace() for character in code):
        raise row.refuse("code", why="a code is one word", do="write the code of the place")
    if not _is_name(name):
        why = "a name has at least two characters and no marks"
        raise row.refuse("name", why=why, do="write the full name, such as 金山区")
    since, until = _day(row, "from", end=False), _day(row, "to", end=True)
    if since and until and since >= until:
        raise row.refuse("to", why="it ends before it begins", do="correct one of the two dates")
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
            raise row.refuse("level", why=why, do="write one of them, or nothing") from None
    if code.isascii() and code.isdigit() and len(code) in _CODE_LENGTHS:
        return level_of_code(code)
    why = f"the level of {name} cannot be told from its code"
    raise row.refuse("level", why=why, do=f"write one of {' '.join(Level)}")


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
            raise row.refuse("aliases", why=why, do="separate aliases by a semicolon")
        first, _, last = days.partition("/")
        since = _parse(first, row=row, column="aliases", end=False)
        until = _parse(last, row=row, column="aliases", end=True)
        if since and until and since >= until:
            why = f"“{name}” ends before it begins"
            raise row.refuse("aliases", why=why, do="correct one of the two dates")
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
        raise row.refuse(column, why=why, do="write 2016, 2016-07 or 2016-07-22")
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
        raise row.refuse(column, why=why, do="write WGS-84 degrees such as 121.34, or nothing")
    return degrees
