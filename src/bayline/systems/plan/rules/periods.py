"""The period a table is asked for, and the period a target is for."""

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period, Precision, parse, year
from bayline.systems.plan.terms.targets import Target


def table_period(text: str) -> Period:
    """Read the period of a table.

    Args:
        text: EDTF, such as 2024-01/2024-09, 2024-33 or 2024.

    Raises:
        BaylineError: It is none, or it has no end.
    """
    try:
        period = parse(text.strip())
    except BaylineError:
        raise _refused(text) from None
    if period.start is None or period.last is None:
        raise _refused(text)
    return period


def _refused(text: str) -> BaylineError:
    shown = text.strip()[:40]
    return BaylineError(
        f"“{shown}” is no period of a table",
        where="--period",
        why="a table is of days from one day to another",
        do="write it like 2024-01/2024-09, 2024-33 for a quarter, or 2024",
        zh=Words(
            f"“{shown}”不是表的时期",
            "表总是从某一天到某一天的",
            "请写成2024-01/2024-09，季度写成2024-33，全年写成2024",
        ),
    )


def in_chinese(period: Period) -> str:
    """Say a period in Chinese: 2025年二季度; days, months and years as they are written.

    Args:
        period: The period.
    """
    start, edtf = period.start, period.edtf
    if start is None or "/" in edtf:
        return edtf
    if period.precision is Precision.QUARTER:
        return f"{start.year}年{'一二三四'[(start.month - 1) // 3]}季度"
    if period.precision is Precision.HALF:
        return f"{start.year}年{'上' if start.month == 1 else '下'}半年"
    return edtf


def whole_of(target: Target, table: Period) -> Period:
    """Give what a target is for: the years it names, else the years of the table.

    Args:
        target: The target.
        table: The period of the table, which has both ends.
    """
    first, last = table.start, table.last
    if target.years is not None and last is not None and target.years[1] >= last.year:
        begun, ended = target.years
        begun = min(begun, last.year) if begun == ended else begun
        return _years(begun, ended)
    if first is None or last is None:
        return table
    return _years(first.year, last.year)


def _years(first: int, last: int) -> Period:
    if first == last:
        return year(first)
    begun, ended = year(first), year(last)
    return Period(start=begun.start, end=ended.end, precision=Precision.YEARS)
