"""What came from one number to another, and what is only listed to be done beside what was done.

由812家增加到890家 is 78 more for a target of new firms; 列入清退82家，已清退58家 is 58 done.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure
from bayline.kernel.statuses import Change
from bayline.systems.plan.rules.stages import wants_more
from bayline.systems.plan.terms.results import Progress, Result, Role
from bayline.systems.plan.terms.targets import Measure, Rule
from bayline.systems.reading.rules.figures import middle

_LESS = re.compile(r"(?:减少|压减|缩减|净减)(?!到|至)")
_MORE_ITSELF = re.compile(r"新增|净增")
_LISTED = re.compile(
    r"列入|纳入|排定|排出|排查出|梳理|摸排|确定|锁定|安排|计划|拟|预排|下达|报名|申报"
)
_DONE = re.compile(
    r"已|完成|完工|竣工|建成|到岗|到位|通过|验收|交付|投用|关停|清退|拆除|腾退|办结|认定|落地"
)
_NOT_DONE = re.compile(r"未|待|尚|剩|正在|列入|纳入|拟|计划")
_RATES = frozenset({"1", "pp"})


def as_asked(rule: Rule, progress: Progress) -> Progress:
    """Give a text of progress as a target asks it: increments netted, lists set aside.

    Args:
        rule: The target.
        progress: The text, read.
    """
    if rule.measure not in {Measure.AMOUNT, Measure.LEVEL} or not rule.bars:
        return progress
    netted = [*_netted(rule, progress.results)]
    listed = [*_listed_aside(rule, netted)]
    return replace(progress, results=(*_deeds_apart(rule, listed),))


_DEEDS = re.compile(r"关停|整改|提升|清退|淘汰|腾退|拆除|新建|改建|扩建|改造|签约|开工|竣工|投产")


def _deeds_apart(rule: Rule, found: Sequence[Result]) -> Iterator[Result]:
    """Take the part of a target's own deed for the figure: 关停整改23家，其中…关停5家."""
    asked = {*_DEEDS.findall(rule.said or rule.passage)}
    is_one = len(asked) == 1
    done = [one for one in found if is_one and one.role is Role.PART and _deeds(one) == asked]
    for one in found:
        is_mixed = one.role is Role.VALUE and asked < _deeds(one) and bool(done)
        if is_mixed and done[0].start > one.start and done[0].figure.unit == one.figure.unit:
            yield replace(one, role=Role.RESTATED)
        elif done and one is done[0] and any(asked < _deeds(whole) for whole in found):
            yield replace(one, role=Role.VALUE, attribute=one.attribute or rule.attribute)
        else:
            yield one


def _deeds(one: Result) -> set[str]:
    return {*_DEEDS.findall(one.said.split("#", maxsplit=1)[0])}


def _netted(rule: Rule, found: Sequence[Result]) -> Iterator[Result]:
    earlier: Result | None = None
    for one in found:
        is_pair = earlier is not None and _is_pair(earlier, one)
        yield _moved(rule, earlier, one) if is_pair and earlier is not None else one
        earlier = one


def _is_pair(earlier: Result, one: Result) -> bool:
    is_from = earlier.role is Role.BEFORE and earlier.change is Change.FROM
    is_to = one.role is Role.VALUE and one.change is Change.TO
    is_exact = Bound.EXACT is earlier.figure.bound is one.figure.bound
    is_alike = earlier.figure.unit == one.figure.unit and one.figure.unit not in _RATES
    return is_from and is_to and is_exact and is_alike


def _moved(rule: Rule, earlier: Result, one: Result) -> Result:
    """Give what a number moved to as the target asks it: how much more, less, or from where."""
    if _MORE_ITSELF.search(earlier.said.split("#")[0]):  # 新增绿地由40公顷增加到48公顷
        return replace(one, change=None, said="新增#", context="新增")
    more = middle(one.figure) - middle(earlier.figure)
    asked = (rule.said or rule.passage).split("#")[0]
    if wants_more(asked):
        return _difference(earlier, one, more, "净增")
    if _LESS.search(asked):
        return _difference(earlier, one, -more, "减少")
    return replace(one, since=earlier.figure)


def _difference(earlier: Result, one: Result, size: Decimal, deed: str) -> Result:
    printed = f"{size.normalize():f}{one.figure.unit}" if size >= 0 else one.words
    return replace(
        one,
        figure=Figure.exactly(size, one.figure.unit),
        words=f"{printed}（{earlier.words}到{one.words}）",
        change=None,
        said=f"{deed}#",
        context=deed,
        is_net=True,
    )


def _listed_aside(rule: Rule, found: Sequence[Result]) -> Iterator[Result]:
    """Set aside what is only listed, where what was done of it stands right behind."""
    if _LISTED.search(rule.said or rule.passage):
        yield from found
        return
    before: Result | None = None
    for one, following in pairwise([*found, None]):
        if one is None:
            continue
        if following is not None and _is_list(one, following):
            before = one
            yield replace(one, role=Role.INTENDED)
        elif before is not None and _is_list(before, one):
            name = _LISTED.sub("", before.attribute)
            yield replace(one, attribute=name or rule.attribute)
            before = None
        else:
            yield one


def _is_list(one: Result, done: Result) -> bool:
    own, told = (found.said.split("#", maxsplit=1)[0] for found in (one, done))
    is_listed = one.role in {Role.VALUE, Role.RESTATED, Role.INTENDED} and _LISTED.search(own)
    is_done = done.role is Role.VALUE and _DONE.search(told) and not _NOT_DONE.search(told)
    is_alike = one.figure.unit == done.figure.unit and one.change is None is done.change
    return bool(is_listed and is_done) and is_alike and middle(done.figure) <= middle(one.figure)
