"""What systems measure of targets, asked of each system once for all of them."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from bayline.kernel.periods import Period
from bayline.platform.indicators import Wanted, measured
from bayline.platform.reaching import seen_at
from bayline.platform.registers.terms import Values
from bayline.systems.plan.rules.entries import period_in
from bayline.systems.plan.rules.standing import Gauged

MEASURED_BY = "measured_by"


def day_of(at: datetime | None) -> date:
    """Give the day up to which is measured: that of the moment asked for, else today."""
    moment = seen_at(at)
    return timezone.localtime(moment).date() if moment else timezone.localdate()


def gauged(targets: Mapping[str, Values], *, at: datetime | None) -> dict[str, Gauged]:
    """Measure targets that name an indicator, up to the day or the end of their period.

    Args:
        targets: The targets, by key.
        at: As everything stood then; None for now.
    """
    day = day_of(at)
    asked = {key: _wanted(values, day) for key, values in targets.items()}
    wanted = {key: one for key, one in asked.items() if one is not None}
    found = measured([*wanted.values()], at=seen_at(at))
    return {
        key: Gauged(asked=one.period, series=series)
        for (key, one), series in zip(wanted.items(), found, strict=True)
        if series
    }


def _wanted(values: Values, day: date) -> Wanted | None:
    named, whole = values.get(MEASURED_BY, ""), period_in(values)
    if not named or whole is None or whole.start is None or whole.start > day:
        return None
    last = min(day, whole.last or day)
    period = whole if last == whole.last else Period.inclusive(whole.start, last)
    return Wanted(named, values.get("place", ""), period)
