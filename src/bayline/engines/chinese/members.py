"""Members of a list that share their figures: 粮食、油料产量分别达118万吨、33万吨."""

import re
from collections.abc import Sequence

from bayline.engines.chinese.changes import is_joined
from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.phrases import LeftPhrase
from bayline.engines.chinese.scene import Member, Scene
from bayline.engines.chinese.terms import Quantity, Span

_LONGEST_ROW = 60  # figures that share out the members of a list
_MARK = re.compile(r"[、和与及]|以及")
_RATE = re.compile(r"(?:同比|环比|比上年)?(?:增速|增幅|涨幅|升幅|降幅|跌幅|(?<!自然)增长率)$")
_MEASURES = tuple("数量额率值比")  # 事故起数: a member that needs no tail
_COMPARISONS = frozenset({"同比", "环比"})


def members_of(scene: Scene, phrase: Span) -> list[Member]:
    """Split A、B和C产量 into its members, each with the tail that the last one carries for all.

    Returns:
        Words and span of each member; the span is None where the words are pieced together.
    """
    spans = _split(scene.folded, phrase)
    words = [scene.folded[span.start : span.end] for span in spans]
    tail_of = lexicon().head_tail.search
    tail = tail_of(words[-1])
    length = len(tail[0]) if tail and len(words[-1]) > len(tail[0]) else 0
    shared = scene.text[phrase.end - length : phrase.end]
    return [
        (scene.text[span.start : span.end] + shared, None)
        if shared and not tail_of(word) and not word.endswith(_MEASURES)
        else (word, span)
        for word, span in zip(words, spans, strict=True)
    ]


def group_size(text: str, quantities: Sequence[Quantity], position: int, left: LeftPhrase) -> int:
    """Count the figures in a row that may share out the members of a list before them.

    Args:
        text: The folded text.
        quantities: The figures of the sentence.
        position: The first figure of the row.
        left: The words before it: behind 分别 or a list, figures of any unit stand in one row.
    """
    respectively = "分别" in left.predicate.words
    any_unit = respectively or "、" in text[left.start : left.end]
    size = 1
    for number in range(position + 1, min(len(quantities), position + _LONGEST_ROW)):
        if not is_joined(text, quantities, number, same_unit=not any_unit, commas=respectively):
            break
        size += 1
    return size


def without_rate(text: str, phrase: Span) -> Span:
    """Take 同比增速 off 工业投资同比增速: the figure is the growth of what stands before it."""
    rate = _RATE.search(text, phrase.start, phrase.end)
    return Span(phrase.start, rate.start()) if rate and rate.start() - phrase.start > 1 else phrase


def is_comparison(members: list[Member]) -> bool:
    """Tell whether the list (销售面积环比、同比) names ways of comparing rather than things."""
    return all(text in _COMPARISONS for text, _ in members[1:])


def _split(text: str, phrase: Span) -> list[Span]:
    spans: list[Span] = []
    start = phrase.start
    for match in _MARK.finditer(text, phrase.start, phrase.end):
        spans.append(Span(start, match.start()))
        start = match.end()
    return [*spans, Span(start, phrase.end)]
