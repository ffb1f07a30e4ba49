"""Months of a year that words name, so that quarters can be laid end to end."""

import re
from datetime import date
from typing import NamedTuple

from bayline.engines.chinese.terms import Statement
from bayline.systems.reading.rules.kinds import small_number

_LAST_MONTH = 12


class Months(NamedTuple):
    """A run of whole months of one year, both ends included."""

    year: int
    first: int
    last: int


_LABEL = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?[^，。；\d]{0,6}?"
    r"(?:(?P<three>前三季度|前3季度)|第?(?P<quarter>[一二三四1-4])季(?:度)?|(?P<half>[上下])半年"
    r"|(?<![\d年])(?P<from>\d{1,2})(?:月)?[—\-~至到](?P<to>\d{1,2})月(?!\d)"
    r"|(?P<all>全年|季季|四个季度|年度(?!投资|计划|重点)))"
)


class Label(NamedTuple):
    """Words that name months; the year may be open."""

    start: int
    end: int
    year: int | None
    first: int
    last: int


def labels(words: str) -> list[Label]:
    """Find the words that name quarters, halves, runs of months or the whole year."""
    found = (_label(match) for match in _LABEL.finditer(words))
    return [label for label in found if 1 <= label.first <= label.last <= _LAST_MONTH]


def _label(match: re.Match[str]) -> Label:
    year = int(match["year"]) if match["year"] else None
    first, last = _months(match)
    return Label(match.start(), match.end(), year, first, last)


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match["three"]:
        return 1, 9
    if match["quarter"]:
        quarter = small_number(match["quarter"])
        return 3 * quarter - 2, 3 * quarter
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    if match["from"]:
        return int(match["from"]), int(match["to"])
    return 1, _LAST_MONTH


def year_of(statement: Statement, published: date | None) -> int | None:
    """Return the year a statement speaks of, from its own words, else from the document's date."""
    for interval in (statement.time, statement.time_assumed):
        if interval is not None and interval.last is not None:
            return interval.last.year
    return published.year if published else None


def tiles_year(runs: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Choose runs of months that lie end to end over the whole year; () if none do."""
    chosen: list[tuple[int, int]] = []
    start = 1
    for run in sorted(set(runs), key=lambda item: (item[0], -item[1])):
        if run[0] == start and run != (1, _LAST_MONTH) and not (run[0] == 1 and chosen):
            chosen.append(run)
            start = run[1] + 1
    return tuple(chosen) if start == _LAST_MONTH + 1 else ()
