"""Measures what settlement offers to targets; what is few is told to nobody.

A period is told as the sum of its months, and only if each of them may be shown in the table of
statistics: so whatever is asked tells no more than that table.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.platform.indicators import Measured, Question, unmeasured
from bayline.platform.reaching import present_reach
from bayline.systems.settlement.queries import cases
from bayline.systems.settlement.rules.protocol.days import month_of, next_month
from bayline.systems.settlement.rules.statistics import conventions
from bayline.systems.settlement.rules.suppressing import TOTAL, Cell, shown, summed
from bayline.systems.settlement.rules.writing import yuan

_PATH = "/settlement/statistics"
PERSONS = "persons"
_SIDES = ("treating", "insured", TOTAL)
_DISTRICT = 6  # digits of the code of a district; a longer one is of a town
_FEN = Decimal("0.01")
Why = tuple[str, str]


def settled(question: Question) -> Measured:
    """Count the settlements in force whose visit is of a period."""
    if question.of not in _SIDES:
        listed = "、".join(_SIDES)
        why = f"“{question.of[:20]}”不是{listed}之一"
        return unmeasured(why, f"“{question.of[:20]}” is none of {', '.join(_SIDES)}", _PATH)
    months, why_not = _months(question)
    if why_not is not None:
        return unmeasured(*why_not, _PATH)
    table = shown(cases.monthly(with_examples=False), minimum=conventions().minimum)
    found = summed(table, months, question.of)
    if found is None:
        return unmeasured(*_few(), _PATH)
    return _told(Figure.exactly(found, "笔"), f"{found}笔", len(months))


def trips_saved(question: Question) -> Measured:
    """Count the round trips that nobody made in a period."""
    trips = conventions().trips

    def told(found: cases.Saved, months: int) -> Measured:
        count = trips * found.person_months
        return _told(Figure.exactly(count, "次"), f"{count}次", months)

    return _saved(question, told)


def advances_avoided(question: Question) -> Measured:
    """Sum what nobody had to advance in a period."""

    def told(found: cases.Saved, months: int) -> Measured:
        figure = Figure.exactly(found.advanced * _FEN, "CNY")
        return _told(figure, f"{yuan(found.advanced)}元", months)

    return _saved(question, told)


def _saved(question: Question, told: Callable[[cases.Saved, int], Measured]) -> Measured:
    months, why_not = _months(question)
    if why_not is not None:
        return unmeasured(*why_not, _PATH)
    known = cases.saved_monthly(with_examples=False)
    if summed(saved_shown(known), months, PERSONS) is None:
        return unmeasured(*_few(), _PATH)
    return told(cases.added(known[month] for month in months if month in known), len(months))


def saved_shown(known: Mapping[str, cases.Saved]) -> dict[Cell, int | None]:
    """Give by month how many persons had settlements, as it may be shown."""
    counts = {(month, PERSONS): one.person_months for month, one in known.items()}
    return shown(counts, minimum=conventions().minimum)


def _months(question: Question) -> tuple[list[str], Why | None]:
    """Give the months of a period that is asked for, or why nothing is told of it."""
    if not present_reach().is_whole:
        return [], ("结算的统计不对外公布", "statistics of settlement are not published")
    if question.at is not None:
        why = "结算的统计只有现在的，没有当时的"
        return [], (why, "settlements are counted as they stand now, not as of a day")
    if len(question.place) > _DISTRICT:
        return [], ("结算不分镇统计", "settlements are not counted by town")
    months = _months_in(question.period)
    if not months:
        return [], ("只算整月的", "only whole months are counted")
    if not any(month in months for month, _side in cases.monthly(with_examples=False)):
        return [], ("这段时期没有结算", "the period has no settlements")
    return months, None


def _months_in(period: Period) -> list[str]:
    start, end = period.start, period.end
    if start is None or end is None or start.day != 1 or end.day != 1:
        return []
    found, month = [], month_of(start.isoformat())
    while month < month_of(end.isoformat()):
        found.append(month)
        month = next_month(month)
    return found


def _few() -> Why:
    least = conventions().minimum
    return (
        f"其中有不足{least}的月，或凭合计能倒推的月，不列",
        f"one of its months has fewer than {least}, or one could be worked out from it",
    )


def _told(figure: Figure, printed: str, months: int) -> Measured:
    return Measured(
        figure=figure,
        printed=printed,
        why=f"{months}个月之和，各月都可列",
        why_en=f"the sum of {months} months, each of which may be shown",
        path=_PATH,
    )
