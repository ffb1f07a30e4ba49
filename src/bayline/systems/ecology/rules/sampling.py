"""Samples out of the rows of a table, and which of them stood there before.

What cannot be read is refused with its row and column.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules.heads import Heads
from bayline.systems.ecology.rules.readings import body_of, reading_of, scaled
from bayline.systems.ecology.terms import CannotReadError, Flag, Reading, Sample, WaterBody

GROUPS = ("river", "basin", "lake")
_SHOWN = 80  # characters of a bad cell that a refusal prints
_NAMED = 20  # bad cells that a refusal names
_DAY = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]*(?P<rest>\d{1,2}[:时点].*))?"
)
_ZONE = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")
_CLOCK = re.compile(r"\d\d:[0-5]\d:[0-5]\d")
_BEIJING = timezone(timedelta(hours=8))
# A spreadsheet's number of a day from 2000 on to 2099, as a cell shows it that lost its format.
_SERIAL = re.compile(
    r"(?:3652[6-9]|365[3-9]\d|36[6-9]\d\d|3[7-9]\d{3}|[4-6]\d{4}|7[0-2]\d{3})(?:\.\d+)?"
)
_FIRST_SERIAL = datetime(1899, 12, 30)  # noqa: DTZ001 - the time of the place
_CHINESE = re.compile(r"[一二][零〇○一二三四五六七八九]{3}年")
_NUMERAL = re.compile(r"[零〇○一二三四五六七八九十]+")
_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?P<rest>\d{2,6})?")


def samples_of(
    rows: Iterable[tuple[int, Sequence[str]]], heads: Heads, *, width: int, where: str
) -> Iterator[Sample]:
    """Read the rows of a table.

    Args:
        rows: Line and cells of each row that is not empty.
        heads: What its columns are.
        width: How many columns it has.
        where: The file, for refusals.

    Raises:
        BaylineError: Cells cannot be read; the first of them are named, each with its reason.
    """
    wrong: list[BaylineError] = []
    for line, cells in rows:
        if len(cells) != width:
            wrong.append(_uneven(line, len(cells), width, where))
        else:
            yield from _sample(line, cells, heads, where, wrong)
    if wrong:
        raise wrong[0] if len(wrong) == 1 else _several(wrong, where)


def _several(wrong: Sequence[BaylineError], where: str) -> BaylineError:
    """Say in one refusal what is wrong with several cells."""
    shown, more = wrong[:_NAMED], len(wrong) - _NAMED
    told = "; ".join(f"{one.what}: {one.why}" for one in shown)
    words = [one.zh or Words("") for one in shown]
    told_zh = "；".join(f"{one.what}：{one.why}" for one in words)
    return BaylineError(
        f"{len(wrong)} cells or rows cannot be read",
        where=where,
        why=told + (f"; and {more} more" if more > 0 else ""),
        do="; ".join(dict.fromkeys(one.do for one in shown)),
        zh=Words(
            f"有{len(wrong)}处读不了",
            told_zh + (f"；另有{more}处" if more > 0 else ""),
            "；".join(dict.fromkeys(one.do for one in words)),
        ),
    )


def _sample(
    line: int, cells: Sequence[str], heads: Heads, where: str, wrong: list[BaylineError]
) -> Iterator[Sample]:
    """Read a row; nothing where a cell cannot be read, which is added to what is wrong."""
    before = len(wrong)
    about = {name: cells[place].strip() for name, place in heads.about.items()}
    readings: dict[str, Reading] = {}
    empty = []
    for column in heads.columns:
        text, key = cells[column.place], column.item.key
        try:
            reading = reading_of(text, key)
        except CannotReadError as error:
            wrong.append(_bad(error, line, column.head, text, where))
            continue
        if reading is None:
            empty.append(key)
        else:
            readings[key] = reading if column.factor == 1 else scaled(reading, column.factor)
    body = _body(line, about.get("water_body", ""), where, wrong)
    if len(wrong) > before:
        return
    time = about.get("time", "")
    yield Sample(
        line=line,
        name=about.get("sample", ""),
        section=about.get("section") or about.get("section_code", ""),
        time=time,
        day=day_of(time),
        body=body,
        readings=readings,
        empty=tuple(empty),
        groups={name: about[name] for name in GROUPS if about.get(name)},
    )


def _body(line: int, text: str, where: str, wrong: list[BaylineError]) -> WaterBody | None:
    try:
        return body_of(text)
    except CannotReadError as error:
        wrong.append(_bad(error, line, "water_body", text, where))
        return None


def _bad(wrong: CannotReadError, line: int, head: str, text: str, where: str) -> BaylineError:
    cut = text.strip()
    shown = cut if len(cut) <= _SHOWN else f"{cut[:_SHOWN]}…"
    what = f"row {line}, column {head}, value “{shown}”"
    return wrong.at(what, where=where, zh=f"第{line}行{head}栏的值“{shown}”")


def _uneven(line: int, cells: int, width: int, where: str) -> BaylineError:
    return BaylineError(
        f"row {line}",
        where=where,
        why=f"it has {cells} cells under {width} heads",
        do="quote a value that holds a comma",
        zh=Words(f"第{line}行", f"有{cells}格，栏有{width}个", "含逗号的值请加引号"),
    )


def refuse_double(sample: Sample, before: int, where: str) -> BaylineError:
    """Say that a section and time stand twice with different values."""
    return BaylineError(
        f"row {sample.line}: {sample.section} at {sample.time} stands in row {before} already",
        where=where,
        why="with other values, and a mean would count both",
        do="leave the one that holds",
        zh=Words(
            f"第{sample.line}行：{sample.section}在{sample.time}的数在第{before}行已有",
            "测值不同，求均值会算两次",
            "请只留对的一行",
        ),
    )


def day_of(text: str) -> date | None:
    """Read the day of a moment; None where it names none."""
    found = _parts(text)
    try:
        return date(*found[:3]) if found else None
    except ValueError:
        return None


@lru_cache(maxsize=1 << 12)
def _parts(text: str) -> tuple[int, int, int, str] | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    if _SERIAL.fullmatch(plain):
        return _of_serial(plain)
    if _CHINESE.match(plain):
        plain = _in_digits(plain)
    found = _DAY.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not found:
        return None
    parts = int(found["year"]), int(found["month"]), int(found["day"]), found["rest"] or ""
    return _in_beijing(*parts) if _ZONE.search(parts[3]) else parts


def _of_serial(text: str) -> tuple[int, int, int, str]:
    """Read a moment as spreadsheets count it: days after 1899-12-30, the time as a fraction."""
    moment = _FIRST_SERIAL + timedelta(seconds=round(Decimal(text) * 86_400))
    rest = f"{moment:%H:%M:%S}" if "." in text else ""
    return moment.year, moment.month, moment.day, rest


def _in_digits(text: str) -> str:
    """Write the numbers of a day in digits: 二〇二一年十一月五日 as 2021年11月5日."""
    return _NUMERAL.sub(lambda found: _number(found[0]), text)


def _number(numeral: str) -> str:
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return numeral.translate(_DIGITS)
    return f"{tens.translate(_DIGITS) or '1'}{ones.translate(_DIGITS) or '0'}"


def _in_beijing(year: int, month: int, day: int, rest: str) -> tuple[int, int, int, str]:
    """Turn a moment with a zone, as programs write them, into the time readings are kept in."""
    try:
        moment = datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{rest}").astimezone(
            _BEIJING
        )
    except (ValueError, OverflowError):
        return year, month, day, rest
    return moment.year, moment.month, moment.day, f"{moment:%H:%M:%S}"


@lru_cache(maxsize=1 << 12)
def moment_of(text: str) -> str:
    """Give a moment in one form, so that two ways of writing it are the same."""
    found, day = _parts(text), day_of(text)
    if not found or day is None:
        return " ".join(unicodedata.normalize("NFKC", text).split())
    return f"{day.isoformat()} {_clock(found[3])}".rstrip()


def _clock(rest: str) -> str:
    digits = re.findall(r"\d+", rest)
    if len(digits) == 1 and len(digits[0]) in (4, 6):
        digits = re.findall(r"\d\d", digits[0])
    numbers = [*map(int, digits), 0, 0][:3] if digits else []
    return ":".join(f"{number:02d}" for number in numbers)


def has_clock(moment: str, *, last: str = "23:59:59") -> bool:
    """Tell whether the time of day of a moment, as `moment_of` writes it, is one.

    Args:
        moment: The moment.
        last: The last time of a day: of hours that are called by their ends it is 24:00:00.
    """
    clock = moment[11:]
    return not clock or (clock <= last and bool(_CLOCK.fullmatch(clock)))


class Seen:
    """What stood before in a table: which sample numbers, and which sections at which times."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._moments: dict[tuple[str, str], tuple[int, int]] = {}

    def flags(self, sample: Sample) -> tuple[Flag, ...]:
        """Give a flag for each thing that stood before."""
        return tuple(filter(None, (self._name(sample), self._moment(sample))))

    def _name(self, sample: Sample) -> Flag | None:
        before = self._names.setdefault(sample.name, sample.line) if sample.name else sample.line
        if before == sample.line:
            return None
        return Flag(
            f"repeated_sample:{before}",
            f"the sample number {sample.name} stands in row {before} already",
            f"样品编号{sample.name}在第{before}行已有",
        )

    def _moment(self, sample: Sample) -> Flag | None:
        if not (sample.section and sample.time):
            return None
        key = sample.section, moment_of(sample.time)
        values = hash(tuple((name, one.low, one.high) for name, one in sample.readings.items()))
        before, same = self._moments.setdefault(key, (sample.line, values))
        if before == sample.line:
            return None
        if same == values:
            return Flag(
                f"duplicate:{before}",
                f"section and time stand in row {before} already, with the same values",
                f"断面与时间在第{before}行已有，测值相同",
            )
        return Flag(
            f"duplicate:{before}:differs",
            f"section and time stand in row {before} already, with other values",
            f"断面与时间在第{before}行已有，测值不同",
        )
