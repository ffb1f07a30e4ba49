"""Figures of one text that tell of different stages of one thing: 签约8个，落地5个."""

import re
from dataclasses import replace

from bayline.systems.plan.rules.choosing import same_unit
from bayline.systems.plan.rules.facets import apart_from
from bayline.systems.plan.rules.likeness import SAME, likeness
from bayline.systems.plan.terms.results import Progress, Result, Role
from bayline.systems.plan.terms.targets import Measure, Rule, Target

_STAGE = re.compile(
    r"在谈|洽谈|对接|意向|储备|备案|报会|过会|辅导|报名|结业|立项|选址|收储|招标|中标|签约|签订|注册|落地|盘活|落户|启动|创建"
    r"|开工|动工|在建|完工|竣工|建成|验收|交付|投用|投产|投运|通车|运营|入库|入统|公示|认定|授牌|获批|批复|到位|拨付|支付"
    r"|发行|兑付|并网|路基|路面|封顶|供应|分配|入住"
)
_BRINGS = re.compile(r"引进|招引|引育|落地|新增|培育|创建|建设|实施|完成|新建|改造|修建|盘活|筹集")


def own_of(rule: Rule, target: Target, progress: Progress) -> Progress:
    """Leave out the figures that a text names as another target of the same row asks for them.

    新增股份制企业5家、上市企业1家: 股份制企业6家 says nothing of the other.

    Args:
        rule: One target of the row.
        target: All of them.
        progress: The text of progress.
    """
    others = [one.attribute for one in target.rules if one is not rule and one.attribute]
    kept = tuple(
        one
        for one in progress.results
        if not any(likeness(other, one.attribute) == SAME for other in others if one.attribute)
        or likeness(rule.attribute, one.attribute) == SAME
    )
    return progress if len(kept) == len(progress.results) else replace(progress, results=kept)


def stage_of(result: Result, text: str) -> str:
    """Give the word of the stage that a figure tells of; empty where its clause has none.

    Args:
        result: The figure.
        text: The text of progress.
    """
    before = _STAGE.findall(result.said.split("#", maxsplit=1)[0])
    if before:
        return str(before[-1])
    behind = re.split(r"[，。；、]", text[result.end : result.end + 12])[0]
    found = _STAGE.search(behind)
    return found[0] if found else ""


def rivals_of(rule: Rule, chosen: Result, progress: Progress) -> tuple[Result, ...]:
    """Give the figures of other stages that may as well be what a target asks for.

    Args:
        rule: The target; one that names the stage of the chosen figure has no rivals.
        chosen: The figure that is judged.
        progress: The text of progress.
    """
    stage = stage_of(chosen, progress.text)
    asked = rule.passage.replace("项目建设", "")
    is_open = rule.measure is Measure.AMOUNT and bool(_BRINGS.search(asked))
    if not stage or not is_open or (stage in _STAGE.findall(asked) and stage not in _BRINGS_ALSO):
        return ()
    return tuple(
        one
        for one in progress.of(Role.VALUE, Role.PART)
        if one.start != chosen.start
        and same_unit(chosen.figure.unit, one.figure.unit)
        and stage_of(one, progress.text) not in {"", stage}
        and apart_from(rule, one) is None
    )


_BRINGS_ALSO = frozenset({"创建"})  # asked for and begun are one word
