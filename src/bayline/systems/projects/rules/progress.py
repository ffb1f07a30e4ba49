"""How much of a project was done by which day, from its completed investment and planned total."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.systems.projects.terms import Amount, AmountKind, Progress

_DAY = timedelta(days=1)
_TOTALS = (AmountKind.PLANNED_INVESTMENT, AmountKind.INVESTMENT)


def progress_of(amounts: Sequence[Amount], *, begun: Period | None) -> tuple[Progress, ...]:
    """Give the share of the planned total that was completed by the end of each report.

    Reports of a year so far replace one another; years and months that follow without a gap are
    added.

    Args:
        amounts: The amounts of a project.
        begun: When construction started; a start on a known day is where nothing was done yet.

    Raises:
        BaylineError: If there is no exact total to divide by, a stretch is not reported, or more
            was completed than planned.
    """
    whole = _whole(amounts)
    reports = _reports(amounts, whole.unit)
    if not reports:
        return ()
    first = min(start for start, _last, _value in reports)
    if begun is not None and begun.last is not None and begun.last < first:
        raise _unknown(begun.last + _DAY, first - _DAY)
    done = _chained(reports, first)
    shares = {last: value / (whole.low or Decimal(1)) for last, value in done.items()}
    _refuse_excess(shares)
    if begun is not None and begun.start == begun.last and begun.start is not None:
        shares.setdefault(begun.start, Decimal(0))
    return tuple(Progress(on=day, done=shares[day]) for day in sorted(shares))


def _whole(amounts: Sequence[Amount]) -> Figure:
    for kind in _TOTALS:
        for one in amounts:
            if one.kind is kind and _is_exact(one.figure) and one.figure.low:
                return one.figure
    raise BaylineError(
        "its progress has nothing to divide by",
        why="no exact total investment is stated",
        do="record the planned total as approved",
        zh=Words("进度没有分母", "没有写明总投资的确数", "请按批复记录计划总投资"),
    )


def _is_exact(figure: Figure) -> bool:
    return figure.low is not None and figure.low == figure.high


def _reports(amounts: Sequence[Amount], unit: str) -> list[tuple[date, date, Decimal]]:
    found = []
    for one in amounts:
        is_usable = one.kind is AmountKind.COMPLETED and _is_exact(one.figure)
        if is_usable and one.figure.unit == unit and one.period is not None:
            start, last, value = one.period.start, one.period.last, one.figure.low
            if start is not None and last is not None and value is not None:
                found.append((start, last, value))
    return sorted(found)


def _chained(reports: Sequence[tuple[date, date, Decimal]], first: date) -> dict[date, Decimal]:
    """Add reports from the first day on; each begins where another ended, or at the first day."""
    done: dict[date, Decimal] = {}
    for start, last, value in reports:
        if start == first:
            base = Decimal(0)
        elif start - _DAY in done:
            base = done[start - _DAY]
        else:
            raise _unknown(max((day for day in done if day < start), default=first), start - _DAY)
        done[last] = max(done.get(last, Decimal(0)), base + value)
    return done


def _unknown(after: date, until: date) -> BaylineError:
    return BaylineError(
        f"what was completed until {until} is not reported",
        why=f"after {after} the next report begins later, and the sum would be too small",
        do="record the completed investment of that time",
        zh=Words(
            f"到{until}为止的完成投资没有报全",
            f"{after}以后有一段没有报，累计会偏小",
            "请补记那一段的完成投资",
        ),
    )


def _refuse_excess(shares: dict[date, Decimal]) -> None:
    day = next((day for day in sorted(shares) if shares[day] > 1), None)
    if day is not None:
        raise BaylineError(
            f"by {day} more was completed than was planned in total",
            why="the two are not of one basis, or the total has grown",
            do="record the adjusted total",
            zh=Words(
                f"到{day}完成的多于总投资", "两者口径不同，或总投资已调整", "请记录调整后的总投资"
            ),
        )
