"""What was done of what was planned: 完成90亿元，占年度计划120亿元的75%."""

import re
from typing import NamedTuple

from bayline.systems.reading.rules.passages import Item, Sentence, View

_PLAN = r"(?:计划|目标|任务|预算(?!收入|支出))"
_VERB = r"(?:占|为|是|完成|达到?|相当于)了?"
_OF_PLAN = re.compile(rf"{_VERB}[^，。；]{{0,10}}?{_PLAN}[^，。；]{{0,8}}?$")
_NAMED = re.compile(
    rf"^[）)]?[，、；（(]?(?:约|已|共)?{_VERB}[^，。；]{{0,10}}?{_PLAN}[^，。；]{{0,6}}?的$"
)
_RATE = re.compile(
    r"^[，、（(](?:[^，。；]{0,4}计划|投资|任务|目标|总体|综合)?完成(?:率|比例|进度)[为达到约]*$"
)
_BEHIND = re.compile(r"^[）)]?的$")
_PLANNED = re.compile(rf"{_PLAN}|安排")
_TOLD = re.compile(rf"^[）)]?[，；（(][^，。；]{{0,6}}{_PLAN}[^，。；]{{0,4}}$")
_DONE = re.compile(r"完成|实现|已|实际|到位|达|签约|新增|收入")
_OF_ONE_MONTH = re.compile(
    r"(?:当月|本月|单月|(?<![\d—\-~至到])\d{1,2}月份?(?![底末\d—\-~至到]))[^，。；]*$"
)
_ADDED = re.compile(r"[（(](?:不?含|其中|上年|去年|同期|包括|扣除|剔除)[^（()）]*$")
_AMONG = re.compile(r"其中|分别|各")
_NEAR = 40  # figures of a sentence among which the planned one stands


class Progress(NamedTuple):
    """A printed share of a plan with what was done and what was planned."""

    done: Item
    plan: Item
    percent: Item


def progress_of(view: View) -> list[Progress]:
    """Find the shares of a plan whose plan stands beside them in figures."""
    found = []
    for sentence in map(without_additions, view.sentences):
        for index, item in enumerate(sentence.items):
            progress = _progress(sentence, index) if item.unit == "1" else None
            if progress is not None and _is_told_of_both(sentence, progress):
                found.append(progress)
    return found


def without_additions(sentence: Sentence) -> Sentence:
    """Return a sentence without what brackets add: 收入48亿元（含土地收入21亿元）."""
    kept = [item for item in sentence.items if not _ADDED.search(item.before)]
    return sentence if len(kept) == len(sentence.items) else sentence._replace(items=tuple(kept))


def _progress(sentence: Sentence, index: int) -> Progress | None:
    items, percent = sentence.items, sentence.items[index]
    if index == 0:
        return None
    last = items[index - 1]
    if _BEHIND.match(percent.before) and index > 1 and _OF_PLAN.search(last.before.rstrip("（(")):
        done = items[index - 2]
        return Progress(done, last, percent) if done.unit == last.unit else None
    if not (_NAMED.match(percent.before) or _RATE.match(percent.before)):
        return None
    plan = _plan_before(items[max(0, index - _NEAR) : index]) or _plan_behind(sentence, index)
    return Progress(last, plan, percent) if plan is not None else None


def _plan_before(items: tuple[Item, ...]) -> Item | None:
    """Return the planned figure right before the one that was done, others of its unit aside."""
    done = items[-1]
    same = [item for item in items[:-1] if item.unit == done.unit]
    ratios = any(item.unit == "1" for item in items[:-1])
    plan = same[-1] if same else None
    if plan is None or ratios or not _PLANNED.search(plan.label) or not _DONE.search(done.label):
        return None
    return plan


def _plan_behind(sentence: Sentence, index: int) -> Item | None:
    done, following = sentence.items[index - 1], sentence.items[index + 1 : index + 2]
    return next(
        (item for item in following if item.unit == done.unit and _TOLD.match(item.before)), None
    )


def _is_told_of_both(sentence: Sentence, progress: Progress) -> bool:
    """Tell whether both figures are of all that was planned, and of more than a single month."""
    first = min(progress.done.end, progress.plan.end) - sentence.start
    between = sentence.text[first : progress.percent.start - sentence.start]
    unit = progress.done.unit
    amounts = unit not in {"1", "pp", "x"} and unit == progress.plan.unit
    month = _OF_ONE_MONTH.search(progress.done.before)
    return amounts and not month and not _AMONG.search(between)
