"""Reads what is to be planned out of a file of blocks, crops, demand and labor."""

import tomllib
from typing import Any, NamedTuple

from bayline.engines.season.terms import WEEKS, Block, Crop, Wanted
from bayline.kernel.errors import BaylineError, Words


class Season(NamedTuple):
    """What a file asks for.

    Attributes:
        wanted: Land, crops, demand and labor.
        warnings: Yields outside the range that their source gives, in both languages.
    """

    wanted: Wanted
    warnings: tuple[tuple[str, str], ...]


def read_season(text: str, *, where: str) -> Season:
    """Read a file of TOML.

    Raises:
        BaylineError: Something is missing, doubled or unknown.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong("the file is no TOML", "文件不是TOML", where, str(error)) from error
    try:
        return _season(told, where)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        why = f"{type(error).__name__} {error}"
        raise _wrong(
            "a field is missing or of another kind", "有字段缺少或类型不对", where, why
        ) from error


def _season(told: dict[str, Any], where: str) -> Season:
    crops = [crop for one in told["crop"] for crop in _crops(one)]
    names = {crop.name for crop in crops}
    blocks = [_block(one, names, where) for one in told["block"]]
    doubled = {one.name for one in blocks if [other.name for other in blocks].count(one.name) > 1}
    for name in sorted(doubled):
        raise _wrong(f"the block {name} is there twice", f"地块{name}写了两次", where, "")
    demand: dict[int, float] = {}
    for one in told["demand"]:
        mass = _mass(one, where)
        for week in _weeks(one["weeks"]):
            demand[week] = demand.get(week, 0.0) + mass
    hours = told.get("labor")
    labor = {} if hours is None else dict.fromkeys(range(WEEKS), float(hours))
    warnings = tuple(warning for one in told["crop"] for warning in _warnings(one))
    return Season(Wanted(blocks, crops, demand, labor), warnings)


def _weeks(told: list[int]) -> list[int]:
    first, last = told
    if not (1 <= first <= WEEKS and 1 <= last <= WEEKS):
        raise ValueError(f"weeks are from 1 to {WEEKS}, not {first} to {last}")
    return [(first - 1 + one) % WEEKS for one in range((last - first) % WEEKS + 1)]


def _crops(told: dict[str, Any]) -> list[Crop]:
    yield_, picked = float(told["kg_per_mu"]), int(told["picked_for"])
    after = int(told["picked_after"])
    if yield_ <= 0 or picked <= 0 or after + picked > int(told["weeks"]):
        raise ValueError(f"{told['name']} is picked for some weeks while it holds its block")
    return [
        Crop(
            str(told["name"]),
            start,
            int(told["weeks"]),
            tuple(((start + after + one) % WEEKS, yield_ / picked) for one in range(picked)),
            float(told.get("cost_per_mu", 0)),
            float(told.get("hours_per_mu", 0)),
        )
        for start in _weeks(told["starts"])
    ]


def _block(told: dict[str, Any], names: set[str], where: str) -> Block:
    bears = frozenset(map(str, told.get("crops", ())))
    for name in sorted(bears - names):
        raise _wrong(
            f"the block {told['name']} names the crop {name}, which is not in the file",
            f"地块{told['name']}写了{name}，文件里没有这个品种的季节",
            where,
            "",
        )
    area = float(told["mu"])
    if area <= 0:
        raise ValueError(f"{told['name']} has no area")
    return Block(str(told["name"]), area, bears)


def _mass(told: dict[str, Any], where: str) -> float:
    if "kg" in told:
        return float(told["kg"])
    if "boxes" in told and "box_kg" not in told:
        raise _wrong(
            "the demand is in boxes, and nothing says what a box weighs",
            "需求按箱写，没有写每箱多重",
            where,
            "give box_kg beside boxes",
        )
    return float(told["boxes"]) * float(told["box_kg"])


def _warnings(told: dict[str, Any]) -> list[tuple[str, str]]:
    low, high = told.get("sourced", (0, float("inf")))
    if low <= told["kg_per_mu"] <= high:
        return []
    name, mass = told["name"], told["kg_per_mu"]
    return [
        (
            f"{name}: {mass} kg a mu is outside the {low} to {high} of its source",
            f"{name}：亩产{mass}千克，在来源的{low}至{high}之外",
        )
    ]


def _wrong(what: str, zh: str, where: str, why: str) -> BaylineError:
    return BaylineError(
        what,
        where=where,
        why=why,
        do="correct the file",
        zh=Words(zh, why, "请改正文件"),
    )
