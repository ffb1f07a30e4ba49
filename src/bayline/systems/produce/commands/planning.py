"""`bayline produce season`: what to plant where and when, and why weeks stay open."""

import orjson

from bayline.engines.season.planning import Plan, planned
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.produce.commands.files import read
from bayline.systems.produce.rules.seasons import read_season

_REASONS = {
    "no_crop": ("这周没有哪个品种可采", "no crop is picked in this week"),
    "land": ("能采的地块都占着", "all land that could bear it is taken"),
    "labor": ("人手不够", "there are not enough hands"),
    "choice": ("补上它要让别的周更缺", "to cover it would open other weeks"),
}


def show(file: str, *, seconds: float, form: str) -> int:
    """Plan the year of a file and print it.

    Args:
        file: Its path, or `-` for standard input.
        seconds: After which the best that was found is taken.
        form: text or json.

    Returns:
        0: weeks that stay open are part of the plan.

    Raises:
        BaylineError: The file cannot be read or used.
    """
    season = read_season(read(file).decode("utf-8", "replace"), where=file)
    plan = planned(season.wanted, seconds=seconds)
    for english, chinese in season.warnings:
        complain(either(chinese, english))
    write(f"{orjson.dumps(_record(plan)).decode()}\n" if form == "json" else "".join(_lines(plan)))
    open_ = len(plan.gaps)
    complain(
        either(
            f"盖住{plan.covered:.2f}周，离最好不超过{plan.gap():.2%}，{open_}周有缺口",
            f"{plan.covered:.2f} weeks are covered, within {plan.gap():.2%} of the best; "
            f"{open_} weeks stay open",
        )
    )
    return 0


def _record(plan: Plan) -> dict[str, object]:
    return {
        "planted": [
            {"block": block.name, "crop": crop.name, "start": crop.start + 1}
            for block, crop in plan.planted
        ],
        "supply": [round(mass, 3) for mass in plan.supply],
        "covered": round(plan.covered, 6),
        "bound": round(plan.bound, 6),
        "cost": round(plan.cost, 2),
        "gaps": [
            {"week": gap.week + 1, "missing_kg": round(gap.missing, 3), "reason": gap.reason}
            for gap in plan.gaps
        ],
    }


def _lines(plan: Plan) -> list[str]:
    lines = [f"{block.name}\t{crop.name}\t{crop.start + 1}\n" for block, crop in plan.planted]
    for gap in plan.gaps:
        reason = either(*_REASONS[gap.reason])
        lines.append(f"{gap.week + 1}\t{gap.missing:.0f}\t{reason}\n")
    return lines
