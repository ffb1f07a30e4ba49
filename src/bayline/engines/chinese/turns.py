"""Owners that fixed turns of phrase name: 对|某企业|给予, 把|甲和乙|相加, 纳入|某事|的有, 两地."""

import re
from itertools import pairwise

from bayline.engines.chinese.scene import Scene
from bayline.engines.chinese.subjects import PLACES
from bayline.engines.chinese.terms import Quantity, QuantityKind, Span

_LONGEST_THING = 44
_LONGEST_SUM = 120
_LONGEST_BACK = 600  # characters in which 两地 points back
_BOTH = re.compile(r"(?:^|[，。；\n])(?:两|双方)[地市区县镇村省]")
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

    def owner(self, quantity: Quantity) -> Span | None:
        """Return whose a figure is, if the words before it say so in such a turn."""
        return (
            self._recipient(quantity)
            or self._put_together(quantity)
            or self.entered(quantity)
            or self._both(quantity)
        )

    def _recipient(self, quantity: Quantity) -> Span | None:
        """Return who is given an amount: 对|首次升规企业|奖励20万元."""
        if quantity.kind not in _GRANTED:
            return None
        start = max(self._sentence.start, quantity.start - _LONGEST_THING)
        given = list(_GIVEN.finditer(self._text, start, quantity.start))
        return Span(*given[-1].span("who")) if given else None

    def _put_together(self, quantity: Quantity) -> Span | None:
        """Return what was added up: 把|甲类和乙类项目|合在一起，总投资20亿元."""
        start = max(self._sentence.start, quantity.start - _LONGEST_SUM)
        found = _SUMMED.search(self._text, start, quantity.start)
        return Span(*found.span("who")) if found else None

    def entered(self, quantity: Quantity) -> Span | None:
        """Return what things take part in: 纳入|联合生产|的有4个品种."""
        start = max(self._sentence.start, quantity.outer_start - _LONGEST_THING)
        found = _ENTERED.search(self._text, start, quantity.outer_start)
        return Span(*found.span("who")) if found else None

    def _both(self, quantity: Quantity) -> Span | None:
        """Return the two places that 两地 points back to: those named together last."""
        start = max(self._sentence.start - 1, 0, quantity.start - _LONGEST_THING)
        both = _BOTH.search(self._text, start, quantity.start)
        return self._last_pair(both.start()) if both else None

    def _last_pair(self, position: int) -> Span | None:
        """The last two places named together before a position: 某区和某市."""
        names = self._scene.names.within(max(0, position - _LONGEST_BACK), position)
        for first, second in reversed(list(pairwise(names))):
            between = self._text[first.end : second.start]
            if between in _TOGETHER and first.kind in PLACES and second.kind in PLACES:
                return Span(first.start, second.end)
        return None
