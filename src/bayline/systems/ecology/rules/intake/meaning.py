"""What the distinct cells of each column mean: moments, sections, values with their bounds."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from math import ceil, floor
from typing import NamedTuple
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from bayline.systems.ecology.rules.bulk import BILLION
from bayline.systems.ecology.rules.heads import Column
from bayline.systems.ecology.rules.readings import reading_of, scaled
from bayline.systems.ecology.rules.sampling import day_of, has_clock, moment_of
from bayline.systems.ecology.terms import CannotReadError, Kind, Reading, Station

_PLAIN = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?")
_BEYOND = 10**18  # billionths: more than anything measured
_DIGITS = 40  # of means, as in `rules.means`
_PH = "ph"
_NEUTRAL = Decimal("7.5")  # between the limits of pH
Wrong = tuple[str, str, tuple[str, str]]  # why, what to do, both in Chinese


class Moments(NamedTuple):
    """Distinct moments in the order of time.

    Attributes:
        moments: Each once, in one form.
        days: The day of each.
        ranks: Of each distinct text the number of its moment; -1 where it names none.
    """

    moments: Sequence[str]
    days: Sequence[date]
    ranks: NDArray[np.int32]


def moments_in(texts: Sequence[str]) -> Moments:
    """Read the distinct texts of the column of times."""
    found = [_moment(text) for text in texts]
    ordered = sorted({one for one in found if one})
    rank = {one: number for number, one in enumerate(ordered)}
    days = {one[:10]: date.fromisoformat(one[:10]) for one in ordered}
    return Moments(
        ordered,
        [days[one[:10]] for one in ordered],
        np.array([rank.get(one, -1) for one in found], np.int32),
    )


def _moment(text: str) -> str:
    plain = _PLAIN.fullmatch(text)
    if plain:
        text = f"{plain[1]} {plain[2]}{plain[3] or ':00'}"
        return text if _is_day(plain[1]) and has_clock(text) else ""
    moment = moment_of(text) if day_of(text) else ""
    return moment if has_clock(moment) else ""


def _is_day(text: str) -> bool:
    return day_of(text) is not None


class Known:
    """The sections that are registered, by code and by name."""

    def __init__(self, stations: Sequence[Station]) -> None:
        self.stations = [*stations]
        self.codes = {one.code: number for number, one in enumerate(stations)}
        self.names: dict[str, list[int]] = {}
        for number, one in enumerate(stations):
            self.names.setdefault(one.name, []).append(number)

    def by_code(self, text: str) -> int | Wrong:
        """Find a section by its code; say why none is meant."""
        found = self.codes.get(text, self.codes.get(normalize("NFKC", text)))
        return found if found is not None else _unknown(text)

    def by_text(self, text: str) -> int | Wrong:
        """Find a section by code or name; say why none is meant, or more than one."""
        code = self.by_code(text)
        if isinstance(code, int):
            return code
        found = self.names.get(text, [])
        if len(found) == 1:
            return found[0]
        return self._several(found) if found else _unknown(text)

    def _several(self, found: Sequence[int]) -> Wrong:
        some = [self.stations[one] for one in found]
        listed = ", ".join(f"{one.code} ({one.river})" for one in some)
        listed_zh = "、".join(f"{one.code}（{one.river}）" for one in some)
        return (
            f"{len(some)} sections have this name: {listed}",
            "write the code of the one that is meant",
            (f"有{len(some)}个断面叫这个名字：{listed_zh}", "请写断面编码"),
        )


def _unknown(text: str) -> Wrong:
    if not text:
        return (
            "it says no section",
            "write the code or the name of the section",
            ("没有写断面", "请写断面的编码或名称"),
        )
    return (
        "no section of that code or name is registered",
        "correct it, or add the section to the register",
        ("断面名册里没有这个编码或名称", "请改正，或先在断面名册里登记"),
    )


class Meanings(NamedTuple):
    """What the distinct texts of a column of readings mean.

    Attributes:
        readings: The reading of each; None where nothing was measured.
        wrong: Why those that cannot be read cannot be, by their number.
        is_value: Where there is a reading.
        is_exact: Where it is a value, not a bound.
        best: Billionths of the end that makes the better class.
        worst: Billionths of the end that makes the worse class.
        close: Values for what is only estimated, such as slips of units; NaN where there is none.
    """

    readings: Sequence[Reading | None]
    wrong: Mapping[int, CannotReadError]
    is_value: NDArray[np.bool_]
    is_exact: NDArray[np.bool_]
    best: NDArray[np.int64]
    worst: NDArray[np.int64]
    close: NDArray[np.float64]


def meanings_in(texts: Sequence[str], column: Column) -> Meanings:
    """Read the distinct texts of a column of readings."""
    readings: list[Reading | None] = []
    wrong = {}
    for number, text in enumerate(texts):
        try:
            found = reading_of(text, column.item.key)
        except CannotReadError as error:
            found, wrong[number] = None, error
        is_same = found is None or column.factor == 1
        readings.append(found if is_same or found is None else scaled(found, column.factor))
    ends = [_ends(one, column.item.kind) for one in readings]
    return Meanings(
        readings=readings,
        wrong=wrong,
        is_value=np.array([one is not None for one in readings], bool),
        is_exact=np.array([one is not None and one.is_exact for one in readings], bool),
        best=np.array([best for best, _ in ends], np.int64),
        worst=np.array([worst for _, worst in ends], np.int64),
        close=np.array([_close(one) for one in readings], np.float64),
    )


def _ends(reading: Reading | None, kind: Kind) -> tuple[int, int]:
    if reading is None:
        return 0, 0
    if kind is Kind.AT_LEAST:
        low, high = floor(reading.low * BILLION), _BEYOND
        if reading.high is not None:
            is_open = reading.is_open
            high = ceil(reading.high * BILLION) - 1 if is_open else floor(reading.high * BILLION)
        return high, low
    rounded = floor if kind is Kind.WITHIN and reading.low < _NEUTRAL else ceil
    low = rounded(reading.low * BILLION)
    if reading.high is not None:
        return low, rounded(reading.high * BILLION)
    return (floor(reading.low * BILLION) + 1 if reading.is_open else low), _BEYOND


def _close(reading: Reading | None) -> float:
    return float(reading.low) if reading is not None and reading.is_exact else float("nan")


def weighed(key: str, reading: Reading, below_counts: Decimal) -> Decimal:
    """Give what a reading adds to the sum of its item: its value, of pH its hydrogen ions.

    Args:
        key: The item.
        reading: The reading; one below detection counts as a part of its limit.
        below_counts: That part.
    """
    value = reading.low if reading.is_exact or reading.high is None else reading.high * below_counts
    if key != _PH:
        return value
    with localcontext(prec=_DIGITS):
        return Decimal(10) ** -value
