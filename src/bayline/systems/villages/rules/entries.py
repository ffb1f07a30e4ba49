"""What entries of the registers of villages must be beside one another."""

from collections.abc import Iterator
from datetime import date

from bayline.kernel import periods
from bayline.kernel.periods import Period
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.villages.rules.demonstrating import design_first_since
from bayline.systems.villages.terms.campaigns import DemonstrationStage

STEPS = "demonstration_steps"
_ORDER = [one.value for one in DemonstrationStage]
_DESIGNED, _BUILT = DemonstrationStage.DESIGNED.value, DemonstrationStage.BUILT.value


def steps_in_order(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse a step that stands twice, is before an earlier one, or builds without a design.

    What is not entered yet is unknown, not wrong: a village may be known from its listing on.
    """
    villages = {values["village"] for values in changed.values() if values}
    known = {**around.related(STEPS, "village", villages)}
    known |= {key: values for key, values in changed.items() if values}
    for key, values in changed.items():
        if values:
            others = [
                one
                for name, one in known.items()
                if name != key and one["village"] == values["village"] and changed.get(name, one)
            ]
            yield from _step(key, values, others)


def _step(key: str, values: Values, others: list[Values]) -> Iterator[Breach]:
    stage, on = values["stage"], periods.parse(values["on"])
    if any(one["stage"] == stage for one in others):
        yield Breach(key=key, field="stage", fault=_twice(stage))
    for one in others:
        earlier = _ORDER.index(one["stage"]) < _ORDER.index(stage)
        if _is_before(on, periods.parse(one["on"])) if earlier else False:
            yield Breach(key=key, field="on", fault=_before(values["on"], one))
    if stage == _BUILT and _is_ruled(on) and not any(one["stage"] == _DESIGNED for one in others):
        yield Breach(key=key, field="stage", fault=_without_design())


def _is_before(one: Period, other: Period) -> bool:
    return bool(one.end and other.start and one.end <= other.start)


def _is_ruled(on: Period) -> bool:
    first: date | None = on.start
    return first is not None and first >= design_first_since()


def _twice(stage: str) -> Fault:
    return refused(
        stage,
        "这一步已经登记过",
        "请改那一条，或改步骤",
        "is entered for this village already",
        "change that entry, or the step",
    )


def _before(on: str, one: Values) -> Fault:
    return refused(
        on,
        f"早于前面的一步（{one['on']}）",
        "各步依次进行，请改正其中一个日期",
        f"is before an earlier step, on {one['on']}",
        "correct one of the days",
    )


def _without_design() -> Fault:
    since = design_first_since()
    return refused(
        _BUILT,
        f"没有登记设计评审；{since}起不设计、不施工",
        "请先登记设计评审",
        f"has no examined design; since {since} nothing is built without one",
        "enter the examination of the design first",
    )
