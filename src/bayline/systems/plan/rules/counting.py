"""What an indicator asks of a register, and what the entries of a place come to over time.

registers.count:designations/title=乡村振兴示范村 counts entries, registers.value:surveys/share
takes figures. What a register does not date cannot be told of any period: it is left out, and
that is said.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period, Precision, parse_if
from bayline.platform.indicators import Measured
from bayline.platform.registers.terms import Kind, Register, Values
from bayline.systems.projects.rules.amounts import figure_if

_PART, _EQUAL = "/", "="
_DATED = frozenset({Kind.DATE, Kind.PERIOD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is asked of a register.

    Attributes:
        register: Its name.
        field: The field with the figures; empty where entries are counted.
        where: What fields must hold.
    """

    register: str
    field: str
    where: tuple[tuple[str, str], ...]


def sought(of: str) -> Sought:
    """Read what stands behind the colon: the register, a field, and what other fields hold."""
    name, *rest = of.split(_PART)
    named = [one for one in rest if _EQUAL not in one]
    pairs = (one.partition(_EQUAL) for one in rest if _EQUAL in one)
    return Sought(
        register=name,
        field=named[0] if named else "",
        where=tuple((field, value) for field, _mark, value in pairs),
    )


def meant(
    register: Register, entries: Mapping[str, Values], asking: Sought, place: str
) -> dict[str, tuple[Period | None, Values]]:
    """Give the entries of a place that hold what is asked, each with its period.

    Args:
        register: The declaration.
        entries: Its entries, by key.
        asking: What is asked.
        place: Code of the place; an entry without a place is of it.
    """
    places = [one.name for one in register.fields if one.kind is Kind.PLACE]
    dated = [one.name for one in register.fields if one.kind in _DATED]
    return {
        key: (_period(values, dated), values)
        for key, values in entries.items()
        if all(values.get(field) == value for field, value in asking.where)
        and _lies_in(values, places, place)
    }


def _lies_in(values: Values, fields: list[str], place: str) -> bool:
    named = [values[field] for field in fields if values.get(field)]
    return not named or any(one.startswith(place) for one in named)


def _period(values: Values, fields: list[str]) -> Period | None:
    found = (parse_if(values.get(field, "")) for field in fields)
    return next((one for one in found if one is not None and one.last is not None), None)


def counted(
    found: Mapping[str, tuple[Period | None, Values]],
    asked: Period,
    path: str,
    *,
    is_added: bool = False,
) -> tuple[Measured, ...]:
    """Give how many entries there are by each date within the period that is asked for.

    Of the days after the last date nothing is told: that no entry is there may only mean that
    nobody has entered it.

    Args:
        found: The entries with their periods.
        asked: The period.
        path: Of the list of the register.
        is_added: Whether only those of the period count; else those of earlier days as well.
    """
    ends = sorted(one.last for one, _values in found.values() if one is not None and one.last)
    undated = len(found) - len(ends)
    within = [one for one in ends if one in asked]
    known = within if is_added else ends
    return tuple(
        Measured(
            figure=Figure.exactly(count, "个"),
            printed=f"{count}个",
            why=f"到{last}的条目数{f'；另有{undated}条没有日期' if undated else ''}",
            why_en=f"entries by {last}" + (f"; {undated} more are not dated" if undated else ""),
            path=path,
            period=_until(asked, last),
        )
        for last in sorted({*within})
        for count in [bisect_right(known, last)]
    )


def _until(asked: Period, last: date) -> Period:
    is_month = (last + timedelta(days=1)).day == 1
    precision = Precision.MONTH if is_month else Precision.DAY
    return Period.inclusive(asked.start or last, last, precision=precision)


def valued(
    found: Mapping[str, tuple[Period | None, Values]], asking: Sought, asked: Period, path: str
) -> tuple[Measured, ...]:
    """Give the figures of a field, period by period; of two of one period the later key."""
    by_period: dict[str, Measured] = {}
    for key, (period, values) in sorted(found.items()):
        figure = figure_if(values.get(asking.field, ""))
        if period is None or figure is None or not period.overlaps(asked):
            continue
        by_period[period.edtf] = Measured(
            figure=figure,
            printed=values[asking.field],
            why="名册里的数",
            why_en="as the register has it",
            path=f"{path}/{key}",
            period=period,
        )
    return tuple(sorted(by_period.values(), key=_ends))


def _ends(one: Measured) -> date:
    return (one.period.last if one.period else None) or date.max
