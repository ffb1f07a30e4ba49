"""Words before a figure that name no thing of their own: 其中, 占, 平均每天, 其次为, 总户数.

They say how the figure goes on with the thing measured before it, or whose it is.
"""

import re

from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.terms import Span

_TOTALS = re.compile(
    r"(?:总量|总数|总计|总额|总人数|总户数|数量|累计|合计|其中|增速|增幅|涨幅|降幅|同比增速|增长率|升幅|跌幅|同比|环比|个数|均|其余|其他|余下|剩余|剩下|其它)$"
)
_MEASURES = "长宽高深重"  # single characters that are measured themselves
_EACH = re.compile(r"(?:平均)?每.{1,2}")  # 每亩, 平均每天
_SHARE = re.compile(r"占(?!地|比|用|有)")
# 增加率最高的是|某县，其次为|某区: who stands where in a ranking.
_LEADER = re.compile(
    r"(?P<what>.{2,20}?)(?:最[高低多少大小快]|居首|领先)的?者?[为是](?P<who>[^的，]{2,12})"
)
_NEXT_IN_RANK = re.compile(r"(?:再?其次|再次|依次|最[高低多少大小快]者?|至于)[为是则]?$")
_WAY = re.compile(
    r"从?(?P<who>[^，。；的]{2,12}[到至][^，。；的]{2,12})的?"
    r"(?P<what>(?:通行|行车|运行)?(?:车程|路程|航程|距离|里程|时间|时长))"
)
_RANK_WORDS = 6  # characters of 再其次为
_FORECAST = re.compile(
    r"(?:也|已)?(?:超越|优于|高于|低于)?(?:财测|市场预期|预期|预测)(?:目标|上限|高标)?"
)
_RATES = ("增加率", "增长率", "减少率")
# ——农民人均纯收入：年均增长14%
_LABEL = re.compile(
    r"(?:——|[-—·●•]|[（(]?\d{1,2}[)）、.．])?\s*(?P<label>[^，。；：\n\d]{2,24})：(?=[^，：]{0,12}$)"
)
OWN_TOTALS = frozenset({"总人数", "总户数", "总数", "总量", "总额", "数量", "个数"})


def manner(text: str) -> str | None:
    """Tell how words that name no thing of their own go on with the thing before them.

    Args:
        text: The folded words before a figure.

    Returns:
        scope, rate, share or total; None where the words name a thing.
    """
    if text in lexicon().scopes:
        return "scope"
    if _EACH.fullmatch(text):
        return "rate"
    if _SHARE.match(text):
        return "share"
    is_total = len(text) == 1 and text not in _MEASURES
    return "total" if is_total or _TOTALS.match(text) else None


def leader(text: str, phrase: Span) -> tuple[Span, Span] | None:
    """Split 增加率最高的是|某县 into who leads and what in."""
    found = _LEADER.fullmatch(text, phrase.start, phrase.end)
    return (Span(*found.span("who")), Span(*found.span("what"))) if found else None


def way(text: str, phrase: Span) -> tuple[Span, Span] | None:
    """Split 从|甲镇到乙镇|的|车程 into between where and what."""
    found = _WAY.fullmatch(text, phrase.start, phrase.end)
    return (Span(*found.span("who")), Span(*found.span("what"))) if found else None


def follows_in_rank(text: str, phrase: Span) -> bool:
    """Whether words such as 其次为 stand before a phrase."""
    start = max(0, phrase.start - _RANK_WORDS)
    return _NEXT_IN_RANK.search(text, start, phrase.start) is not None


def is_forecast(text: str, phrase: Span) -> bool:
    """Whether a figure is only compared with: 超越|财测."""
    return _FORECAST.fullmatch(text, phrase.start, phrase.end) is not None


def is_rate(attribute: str) -> bool:
    """Whether the thing measured is a rate, so that an amount behind is of what grew."""
    return attribute.endswith(_RATES)


def label(text: str, start: int, end: int) -> Span | None:
    """Return the thing named before a colon at the head of a sentence."""
    found = _LABEL.match(text, start, end)
    return Span(*found.span("label")) if found else None
