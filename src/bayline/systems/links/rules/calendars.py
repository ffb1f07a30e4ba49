"""Which services of a GTFS run on a day."""

from collections.abc import Iterator, Mapping
from datetime import date

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.tables import Row, table_of

CALENDARS = ("calendar.txt", "calendar_dates.txt")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ADDED, _TAKEN = "1", "2"


def running(files: Mapping[str, bytes], day: date, where: str) -> set[str]:
    """Name the services of a day.

    Raises:
        BaylineError: There is none.
    """
    found, known = services_on(files, day, where)
    if not found:
        raise _nothing_runs(day, sorted(known), where)
    return found


def services_on(files: Mapping[str, bytes], day: date, where: str) -> tuple[set[str], set[str]]:
    """Name the services of a day, maybe none, and the days that calendars name."""
    written = day.strftime("%Y%m%d")
    found, known = set(), set()
    for row in _calendar(files, "calendar.txt", ("service_id", *_DAYS), where):
        known |= {row["start_date"], row["end_date"]}
        if row["start_date"] <= written <= row["end_date"] and row[_DAYS[day.weekday()]] == "1":
            found.add(row["service_id"])
    for row in _calendar(files, "calendar_dates.txt", ("service_id", "date"), where):
        known.add(row["date"])
        if row["date"] == written and row["exception_type"] == _ADDED:
            found.add(row["service_id"])
        elif row["date"] == written and row["exception_type"] == _TAKEN:
            found.discard(row["service_id"])
    return found, known


def _calendar(
    files: Mapping[str, bytes], name: str, columns: tuple[str, ...], where: str
) -> Iterator[Row]:
    if name not in files:
        return iter(())
    beside = ("start_date", "end_date") if name == CALENDARS[0] else ("exception_type",)
    return table_of(files[name], (*columns, *beside), where=f"{where}, {name}").rows


def _nothing_runs(day: date, known: list[str], where: str) -> BaylineError:
    spans = f"the calendars run from {known[0]} to {known[-1]}" if known else "no calendar has days"
    spans_zh = f"日历从{known[0]}到{known[-1]}" if known else "日历里没有日子"
    do, do_zh = "ask for a day within (--on)", "请写其中的一天（--on）"
    if known and known[0] <= day.strftime("%Y%m%d") <= known[-1]:
        spans, spans_zh = f"{spans}, and have no service on it", f"{spans_zh}，这一天没有排班"
        do, do_zh = "ask for a day with service (--on)", "请写有班次的一天（--on）"
    return BaylineError(
        f"nothing runs on {day}",
        where=where,
        why=spans,
        do=do,
        zh=Words(f"{day}没有班次", spans_zh, do_zh),
    )
