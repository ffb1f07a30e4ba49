"""What a yearly list says of a project's stage: words of lists, and what they report or announce.

A list of February says 建成 of what is to be completed by December. It is a plan; a report of the
next January with the same word is a step. 在建 says what is so on the day of the list, either way.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import day, year
from bayline.systems.projects.terms import Plan, Stage, Step

_WORDS = {
    Stage.RESERVED: "储备 前期 前期工作 预备 拟建 储备前期 跟踪洽谈 谋划",
    Stage.SIGNED: "签约 已签约 正式合同 正式签约",
    Stage.STARTED: "开工 新开工 已开工 动工",
    Stage.BUILDING: "在建 续建 施工中 建设中 收尾 竣工收尾",
    Stage.COMPLETED: "竣工 建成 完工 已建成 已竣工 竣工验收",
    Stage.OPERATING: "投产 投运 投用 通车 开业 运营 竣工投产 建成投产 建成投用",
    Stage.AT_CAPACITY: "达产 已达产 达产达效",
    Stage.SUSPENDED: "暂停 停工 停建 缓建 停缓建",
    Stage.TERMINATED: "终止 取消 撤销 退出",
}
_STAGES = {word: stage for stage, words in _WORDS.items() for word in words.split()}
# What is so on a day, and not something that happens in the course of a year.
_LASTING = frozenset({Stage.RESERVED, Stage.BUILDING, Stage.SUSPENDED})


class Row(NamedTuple):
    """What one list says of one project.

    Attributes:
        year: The year of the list.
        published: The day it was published.
        status: The word that stands in it.
        evidence: Identifier of the claim or document.
    """

    year: int
    published: date
    status: str
    evidence: str


class Told(NamedTuple):
    """What lists say of a project: what it reached, and what was announced."""

    steps: tuple[Step, ...]
    plans: tuple[Plan, ...]


def stage_of(words: str, *, where: str = "") -> Stage:
    """Read the stage that a list names, in either script.

    Args:
        words: The word of the list: 新开工, 續建, 竣工投产.
        where: Row and column it stands in, for the refusal.

    Raises:
        BaylineError: If the word is not known.
    """
    folded = "".join(fold(words).split())
    stage = _STAGES.get(folded)
    if stage is not None:
        return stage
    known = "、".join(each.split(maxsplit=1)[0] for each in _WORDS.values())
    raise BaylineError(
        f"“{words}” is no stage that is known",
        where=where,
        why=f"known are {known} and what means the same",
        do="write one of these",
        zh=Words(f"不认识阶段“{words}”", f"认识的有{known}和同义的说法", "请写其中一个"),
    )


def told(rows: Iterable[Row]) -> Told:
    """Make steps and plans of what lists say of one project, the earliest list first.

    A stage that lasts (在建) and stands in one list after another is one step, at the first. What
    happens (新开工, 建成) is a plan in a list of the year, and a step in one published after it.
    """
    steps: list[Step] = []
    plans: list[Plan] = []
    for row in sorted(rows, key=lambda each: (each.published, each.year)):
        stage = stage_of(row.status)
        if stage in _LASTING:
            if not steps or steps[-1].stage is not stage:
                steps.append(_step(row, stage))
        elif row.published.year > row.year:
            steps.append(_step(row, stage))
        else:
            plan = Plan(
                stage=stage, due=year(row.year), evidence=row.evidence, stated=row.published
            )
            plans.append(plan)
    return Told(tuple(steps), tuple(plans))


def _step(row: Row, stage: Stage) -> Step:
    is_report = stage not in _LASTING
    return Step(
        key=f"{row.year}-{stage.value}",
        stage=stage,
        on=year(row.year) if is_report else day(row.published),
        evidence=row.evidence,
    )
