"""Which batch a project is named in: of one stage only one, else sums would count it twice."""

from collections.abc import Iterator, Mapping

from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.projects.rules.entries import BATCHES, MEMBERS


def in_one_batch(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse a member that another batch of the same stage names already."""
    mine = {key: one for key, one in changed.items() if one and one.get("project")}
    if not mine:
        return
    members = around.related(MEMBERS, "project", {one["project"] for one in mine.values()})
    batches = around.related(BATCHES, "code", {one["batch"] for one in members.values()})
    for key, values in mine.items():
        others = (one for one in members.values() if one["project"] == values["project"])
        other = next((one for one in others if _clash(values, one, batches)), None)
        if other is not None:
            fault = _elsewhere(values["project"], batches[other["batch"]])
            yield Breach(key=key, field="project", fault=fault)


def _clash(a: Values, b: Values, batches: Mapping[str, Values]) -> bool:
    """Tell whether two members stand in different batches of one stage."""
    one, other = batches.get(a["batch"]), batches.get(b["batch"])
    is_known = one is not None and other is not None and a["batch"] != b["batch"]
    return is_known and batches[a["batch"]]["stage"] == batches[b["batch"]]["stage"]


def _elsewhere(project: str, batch: Values) -> Fault:
    return refused(
        project,
        f"已在另一批“{batch['name']}”（{batch['date']}）里，会重复计算",
        "请去掉一处；阶段不同的批次才可以都列",
        f"stands in another batch already, “{batch['name']}” ({batch['date']})",
        "take it out of one; only batches of different stages may both name it",
    )
