"""The registers of the plan, and what their entries must be beside one another."""

from collections.abc import Callable, Iterator
from datetime import date

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values

TARGETS = "plan_targets"
RESULTS = "plan_results"
OF_PLAN = (TARGETS, RESULTS)


def period_in(values: Values, name: str = "period") -> periods.Period | None:
    """Read a period of an entry; None where it has none, or one without both ends."""
    text = values.get(name, "")
    try:
        period = periods.parse(text) if text else None
    except BaylineError:
        return None
    if period is None or period.start is None or period.end is None:
        return None
    return period


def bounded(name: str) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule that a period has a beginning and an end: nothing is judged without."""

    def rule(changed: Changed, _around: Around) -> Iterator[Breach]:
        for key, values in changed.items():
            if values and values.get(name) and period_in(values, name) is None:
                yield Breach(key=key, field=name, fault=_open(values[name]))

    return rule


def _open(text: str) -> Fault:
    return Fault(
        value=text,
        why="时期没有写明开头和结尾，无法判断",
        do="请写成2024或2024-01/2024-09",
        why_en="has no beginning or no end, so nothing can be judged",
        do_en="write it like 2024 or 2024-01/2024-09",
    )


def results_of_known_targets(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse progress outside the period of its target, and a second one for a period."""
    named = {values["target"] for values in changed.values() if values and values.get("target")}
    targets = around.related(TARGETS, "code", named)
    beside = around.related(RESULTS, "target", named)
    for key, values in changed.items():
        if not values or not values.get("target"):
            continue
        target, own = targets.get(values["target"]), period_in(values)
        whole = period_in(target) if target else None
        if own is not None and whole is not None and not own.overlaps(whole):
            yield Breach(key=key, field="period", fault=_outside(values["period"]))
        others = (
            other
            for other, there in beside.items()
            if other != key and there["target"] == values["target"] and period_in(there) == own
        )
        twice = next(others, "") if own is not None else ""
        if twice:
            yield Breach(key=key, field="period", fault=_twice(values["period"], twice))


def _outside(text: str) -> Fault:
    return Fault(
        value=text,
        why="不在目标的时期里",
        do="请核对时期和目标",
        why_en="lies outside the period of the target",
        do_en="check the period and the target",
    )


def _twice(text: str, other: str) -> Fault:
    return Fault(
        value=text,
        why=f"这个时期已有一条完成情况（{other}）",
        do="请改那一条",
        why_en=f"has progress already ({other})",
        do_en="change that entry",
    )


def come_by(today: Callable[[], date]) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule that progress is of days that have come, at least its first.

    Args:
        today: Gives the day, at the time the rule is asked.
    """

    def rule(changed: Changed, _around: Around) -> Iterator[Breach]:
        for key, values in changed.items():
            own = period_in(values) if values else None
            if own is not None and own.start is not None and own.start > today():
                yield Breach(key=key, field="period", fault=_to_come(own.edtf))

    return rule


def _to_come(text: str) -> Fault:
    return Fault(
        value=text,
        why="还没有到这个时期",
        do="请核对时期",
        why_en="has not come yet",
        do_en="check the period",
    )
