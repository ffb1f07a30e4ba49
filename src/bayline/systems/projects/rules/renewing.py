"""Land renewal from entries of registers: parcels with their stages, firms out and in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import Period
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.projects.rules.blaming import at_fault
from bayline.systems.projects.rules.entries import PARCELS, PROJECTS, fault_of, keyed_by
from bayline.systems.projects.rules.renewals import (
    Direction,
    LandStage,
    LandStep,
    Move,
    Renewal,
    area_in_mu,
)

RENEWAL = "renewal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A parcel of a renewal with what became of it.

    Attributes:
        name: What it is called; empty for the whole site.
        reached: When it reached each stage, with how much land of it.
    """

    name: str
    reached: Mapping[LandStage, tuple[tuple[Period, Decimal | None], ...]]

    @property
    def stage(self) -> LandStage | None:
        """The last stage that any of it reached; None where it had reached none."""
        return next((stage for stage in reversed(LandStage) if stage in self.reached), None)


def step_of(values: Values) -> LandStep | None:
    """Read an entry of the register of parcels; None where it states no area that can be read."""
    area = area_in_mu(values.get("area", "")) if values.get("area") else None
    if area is None:
        return None
    return LandStep(
        stage=LandStage(values["step"]),
        on=periods.parse(values["date"]),
        area_mu=area,
        evidence=values["document"],
    )


def move_of(values: Values) -> Move:
    """Read an entry of the register of firms; a firm is its code, else its name."""
    return Move(
        firm=values.get("organisation") or values["firm"],
        direction=Direction(values["direction"]),
        on=periods.parse(values["date"]),
        evidence=values["document"],
    )


def renewal_of(name: str, parcels: Iterable[Values], firms: Iterable[Values] = ()) -> Renewal:
    """Put a renewal together.

    Raises:
        BaylineError: If more land reached a stage than had reached the one before it.
    """
    steps = (step_of(one) for one in parcels)
    return Renewal(
        name=name,
        steps=tuple(step for step in steps if step is not None),
        moves=tuple(map(move_of, firms)),
    )


def parcels_of(entries: Iterable[Values], *, day: date) -> tuple[Parcel, ...]:
    """Group entries of the register of parcels by parcel, as far as each was by the end of a day.

    What is dated by month or year counts from its last day.
    """
    groups: dict[str, dict[LandStage, list[tuple[Period, Decimal | None]]]] = {}
    for one in sorted(entries, key=lambda each: (each["date"], each["code"])):
        step, stages = step_of(one), groups.setdefault(one.get("parcel", ""), {})
        last = periods.parse(one["date"]).last
        if last is None or last > day:
            continue
        area = step.area_mu if step else None
        reached = stages.setdefault(LandStage(one["step"]), [])
        reached.append((periods.parse(one["date"]), area))
    return tuple(
        Parcel(name=name, reached={stage: (*steps,) for stage, steps in stages.items()})
        for name, stages in sorted(groups.items())
    )


def of_renewals(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse land, and firms that leave or come, of a project that renews no land."""
    named = {one["project"] for one in changed.values() if one}
    projects = around.related(PROJECTS, "code", named)
    for key, values in changed.items():
        project = projects.get(values["project"]) if values else None
        if values and project is not None and project.get("form") != RENEWAL:
            yield Breach(key=key, field="project", fault=_no_renewal(values["project"]))


def _no_renewal(project: str) -> Fault:
    return refused(
        project,
        "不是土地更新的项目",
        "请先把它的类别改为土地更新，或填更新项目的编号",
        "is no project of land renewal",
        "change its kind to land renewal first, or name the project that renews the land",
    )


def parcels_in_order(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse land that is ahead of itself, and areas that are none."""
    before = {key: one["project"] for key, one in around.before().items()}
    areas = {key: one["area"] for key, one in changed.items() if one and one.get("area")}
    unread = {key for key, words in areas.items() if (area_in_mu(words) or 0) <= 0}
    for key in unread:
        yield Breach(key=key, field="area", fault=_no_area(areas[key]))
    of = before | {key: one["project"] for key, one in changed.items() if one}
    touched = {*of.values(), *before.values()}
    beside = keyed_by("project", around.related(PARCELS, "project", touched))
    for project in sorted(touched):
        entries = {key: one for key, one in beside.get(project, {}).items() if key not in unread}
        mine = [key for key in entries if key in changed]
        for key, error in at_fault(entries, mine, day=_day_of, judge=_renewed):
            yield Breach(key=key, field="area", fault=fault_of(error, areas.get(key, "")))
        if not mine:
            gone = next(key for key in changed if project in (before.get(key), of.get(key)))
            yield from _left_behind(gone, entries.values())


def _left_behind(gone: str, entries: Iterable[Values]) -> Iterator[Breach]:
    """Judge what is left of a renewal; what does not hold is laid to what was taken from it."""
    try:
        _renewed(entries)
    except BaylineError as error:
        yield Breach(key=gone, field="area", fault=fault_of(error, ""))


def _day_of(values: Values) -> str:
    return values["date"]


def _renewed(entries: Iterable[Values]) -> None:
    renewal_of("", entries)


def _no_area(words: str) -> Fault:
    return refused(
        words,
        "不是土地面积",
        "请照原文写，连单位，如500亩、5.2公顷",
        "is no area of land",
        "write it as printed with its unit, such as 500亩 or 5.2公顷",
    )
