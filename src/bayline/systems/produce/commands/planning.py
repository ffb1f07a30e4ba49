"""`bayline produce season`: what to plant where and when, and why weeks stay open."""

from collections.abc import Sequence

import orjson

from bayline.engines.season.planning import planned
from bayline.engines.season.terms import Plan, Wanted
from bayline.kernel.errors import BaylineError, Words
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


def show(file: str, *, range_name: str, seconds: float, form: str) -> int:
    """Plan a year and print it.

    Args:
        file: The path of what is asked, or `-` for standard input; empty for the registers.
        range_name: Of products, where registers are asked; empty for the first with a demand.
        seconds: After which the best that was found is taken.
        form: text or json.

    Returns:
        0: weeks that stay open are part of the plan.

    Raises:
        BaylineError: The file cannot be read or used, or registers ask for nothing.
    """
    wanted, warnings = _of_file(file) if file else _of_registers(range_name)
    plan = planned(wanted, seconds=seconds)
    for english, chinese in warnings:
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


_Asked = tuple[Wanted, Sequence[tuple[str, str]]]


def _of_file(file: str) -> _Asked:
    season = read_season(read(file).decode("utf-8", "replace"), where=file)
    return season.wanted, season.warnings


def _of_registers(name: str) -> _Asked:
    from bayline.systems.produce.queries.seasons import asked, ranges

    known = ranges()
    if not known or (name and name not in known):
        raise BaylineError(
            f"nothing is wanted of “{name}”" if name else "nothing is wanted",
            why="the register weekly_demand has no such entry",
            do=f"choose one of {', '.join(known)}" if known else "enter the weekly demand first",
            zh=Words(
                f"没有“{name}”的需求" if name else "没有登记需求",
                "名册weekly_demand里没有",
                f"请从{'、'.join(known)}里选" if known else "请先登记每周需求",
            ),
        )
    found = asked(name or known[0])
    return found.wanted, [(one.en, one.zh) for one in found.flaws]


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
