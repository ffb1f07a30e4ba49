"""Land renewal from entries of registers: parcels with their stages, firms out and in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import Period
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.projects.rules.entries import PARCELS, fault_of
from bayline.systems.projects.rules.renewals import (
    Direction,
    LandStage,
    LandStep,
    Move,
    Renewal,
    area_in_mu,
)


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
    def stage(self) -> LandStage:
        """The last stage that any of it reached."""
        return [stage for stage in LandStage if stage in self.reached][-1]


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


def parcels_of(entries: Iterable[Values]) -> tuple[Parcel, ...]:
    """Group entries of the register of parcels by parcel."""
    groups: dict[str, dict[LandStage, list[tuple[Period, Decimal | None]]]] = {}
    for one in sorted(entries, key=lambda each: (each["date"], each["code"])):
        step, stages = step_of(one), groups.setdefault(one.get("parcel", ""), {})
        area = step.area_mu if step else None
        reached = stages.setdefault(LandStage(one["step"]), [])
        reached.append((periods.parse(one["date"]), area))
    return tuple(
        Parcel(name=name, reached={stage: (*steps,) for stage, steps in stages.items()})
        for name, stages in sorted(groups.items())
    )


def parcels_in_order(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse land that is ahead of itself, and areas that are none."""
    left = {one["project"] for one in around.before().values()}
    touched = {values["project"]: key for key, values in changed.items() if values}
    for key, values in changed.items():
        if values and values.get("area") and area_in_mu(values["area"]) is None:
            yield Breach(key=key, field="area", fault=_no_area(values["area"]))
    entries = around.related(PARCELS, "project", left | touched.keys())
    for project in sorted(left | touched.keys()):
        key = touched.get(project) or next(iter(changed))
        try:
            renewal_of(project, [one for one in entries.values() if one["project"] == project])
        except BaylineError as error:
            shown = (changed.get(key) or {}).get("area", "")
            yield Breach(key=key, field="area", fault=fault_of(error, shown))


def _no_area(words: str) -> Fault:
    return refused(
        words,
        "不是土地面积",
        "请照原文写，连单位，如500亩、5.2公顷",
        "is no area of land",
        "write it as printed with its unit, such as 500亩 or 5.2公顷",
    )
