"""Amounts of periods that a package tells as progress: forecasts and metrics of what is spent.

The standard says neither whether an observation is of its period alone, nor that it must be of
money. What is taken in states an amount with its currency over more than one day: a forecast within
one year as the plan of that year, a metric up to the publication as completed in its period, if it
is not above the budget. Everything else stays where it is.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from bayline.kernel import periods
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.kernel.units import unit
from bayline.systems.projects.rules.oc4ids.advice import day_of
from bayline.systems.projects.rules.oc4ids.schema import Schema
from bayline.systems.projects.terms import Amount, AmountKind

PROGRESS = "financialProgress"
KINDS = {"forecasts": AmountKind.ANNUAL_PLAN, "metrics": AmountKind.COMPLETED}


def money_in(value: Any) -> Figure | None:  # noqa: ANN401 - whatever a package holds
    """Read a value of the standard; None where it is no amount of a currency that is known."""
    amount, currency = value.get("amount"), value.get("currency")
    if amount is None or currency is None or amount < 0 or not isfinite(amount):
        return None
    if not unit(currency).dimension.startswith("money:"):  # it stays where it is
        return None
    return Figure.exactly(Decimal(str(amount)), currency)


def observed(found: Schema, stated: str, budget: Figure | None) -> Iterator[Amount]:
    """Give the amounts of periods that a project of a package tells.

    Args:
        found: The project.
        stated: When the package was published.
        budget: What the project is to cost; what is more than that is no amount of a period.
    """
    known = set()
    for name, kind in KINDS.items():
        for at, metric in enumerate(found.get(name, ())):
            told = metric.get("observations", ()) if metric.get("id") == PROGRESS else ()
            for number, one in enumerate(told):
                period, figure = _span(one), money_in(one.get("value", {}))
                key = f"{name}/{one.get('id')}"
                if period is None or figure is None or key in known:
                    continue
                if _is_sound(kind, period, figure, day_of(stated), budget):
                    known.add(key)
                    where = f"{found['id']}/{name}/{at}/observations/{number}"
                    yield Amount(kind=kind, figure=figure, evidence=where, period=period, key=key)


def _span(one: Schema) -> Period | None:
    days = (one.get("period", {}).get(name) for name in ("startDate", "endDate"))
    start, end = map(day_of, days)
    if start is None or end is None or start >= end:
        return None
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return Period.inclusive(start, end)
    if (start.month, end.month, start.year) == (1, 12, end.year):
        return periods.parse(f"{start:%Y}")
    return periods.parse(f"{start:%Y-%m}/{end:%Y-%m}")


def _is_sound(
    kind: AmountKind, period: Period, figure: Figure, published: date | None, budget: Figure | None
) -> bool:
    if period.start is None or period.last is None or figure.low is None:
        return False
    if kind is AmountKind.ANNUAL_PLAN:
        return period.start.year == period.last.year
    is_told = published is not None and period.last <= published
    if budget is None or budget.low is None:
        return is_told
    return is_told and budget.unit == figure.unit and figure.low <= budget.low
