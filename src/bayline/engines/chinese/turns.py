"""Owners that fixed turns of phrase name: 对|某企业|给予, 把|甲和乙|相加, 纳入|某事|的有, 两地."""

import re
from functools import cached_property
from itertools import pairwise

from bayline.engines.chinese.scene import Scene
from bayline.engines.chinese.subjects import PLACES
from bayline.engines.chinese.terms import Quantity, QuantityKind, Span

_LONGEST_THING = 44
_LONGEST_BACK = 600  # characters in which 两地 points back
_BOTH = re.compile(r"(?:^|[，。；\n])(?:两|双方)[地市区县镇村省]")
_RARE = re.compile("把|两|双方")  # with which the rarer turns begin
_TOGETHER = frozenset({"和", "与", "、", "及"})
_SUMMED = re.compile(r"把(?P<who>[^，。；]{2,24}?)(?:合在一起|合并|相加|加总)")
_ENTERED = re.compile(
    r"(?:纳入|列入|参[加与]|入选|加入)(?P<who>[^，。；：的]{2,14})的(?:一?共|已)?有$"
)
_GRANTED = frozenset({QuantityKind.MONEY, QuantityKind.RATIO})
_GIVEN = re.compile(
    r"(?<![面针])对(?P<who>[^，。；对]{2,30}?)(?:，)?(?:一次性|最高|再|按)?(?:给予|奖励|补助|补贴|资助)(?=[^，。；]{0,12}$|[^，。；]*\d)"
)


class Turns:
    """Finds the owner that a turn of phrase names.

    Args:
        scene: The text and what is known of it.
        sentence: Where the sentence stands.
    """

    def __init__(self, scene: Scene, sentence: Span) -> None:
        self._scene, self._text, self._sentence = scene, scene.folded, sentence
        self._is_rare = _RARE.search(scene.folded, *sentence) is not None

    def owner(self, quantity: Quantity) -> Span | None:
        """Return whose a figure is, if the words before it say so in such a turn."""
        known = self._recipient(quantity) if quantity.kind in _GRANTED else None
        if known is None and self._text[quantity.outer_start - 1] == "有":
            known = self.entered(quantity)
        if known is None and self._is_rare:
            known = self._put_together(quantity) or self._both(quantity)
        return known

    def _recipient(self, quantity: Quantity) -> Span | None:
        """Return who is given an amount: 对|首次升规企业|奖励20万元."""
        start = max(self._sentence.start, quantity.start - _LONGEST_THING)
        given = list(_GIVEN.finditer(self._text, start, quantity.start))
        return Span(*given[-1].span("who")) if given else None

    @cached_property
    def _sum(self) -> re.Match[str] | None:
        return _SUMMED.search(self._text, *self._sentence)

    @cached_property
    def _pair(self) -> tuple[int, Span] | None:
        """Where 两地 stands in the sentence, and the two places meant."""
        both = _BOTH.search(self._text, max(self._sentence.start - 1, 0), self._sentence.end)
        pair = self._last_pair(both.start()) if both else None
        return (both.end(), pair) if both and pair else None

    def _put_together(self, quantity: Quantity) -> Span | None:
        """Return what was added up: 把|甲类和乙类项目|合在一起，总投资20亿元."""
        found = self._sum
        return Span(*found.span("who")) if found and found.end() <= quantity.start else None

    def entered(self, quantity: Quantity) -> Span | None:
        """Return what things take part in: 纳入|联合生产|的有4个品种."""
        start = max(self._sentence.start, quantity.outer_start - _LONGEST_THING)
        found = _ENTERED.search(self._text, start, quantity.outer_start)
        return Span(*found.span("who")) if found else None

    def _both(self, quantity: Quantity) -> Span | None:
        """Return the two places that 两地 points back to: those named together last."""
        return self._pair[1] if self._pair and self._pair[0] <= quantity.start else None

    def _last_pair(self, position: int) -> Span | None:
        """The last two places named together before a position: 某区和某市."""
        names = self._scene.names.within(max(0, position - _LONGEST_BACK), position)
        for first, second in reversed(list(pairwise(names))):
            between = self._text[first.end : second.start]
            if between in _TOGETHER and first.kind in PLACES and second.kind in PLACES:
                return Span(first.start, second.end)
        return None
