"""Amounts that are planned themselves: 占年度计划|2400亿元|的50.9%, 上半年目标为|1080亿元."""

import re
from collections.abc import Sequence

from bayline.engines.chinese.scene import Found, Thread
from bayline.engines.chinese.terms import Quantity, QuantityKind, Span

_PLAN = re.compile(
    r"[，；、\s]*(?:其中)?(?P<of>占|为|完成)?(?:上半年|下半年|[一二三四1-4]季度)?"
    r"(?P<plan>(?:年度|全年|当年|年初)?(?:计划|目标|任务)(?:任务)?(?:总?数|值|额)?)(?P<is>为|是)?"
)
PLANS_END = frozenset("划标务数值额为是")  # of a plan
_AMOUNTS = frozenset({QuantityKind.MONEY, QuantityKind.MEASURE})


class Plans:
    """Finds the plans and goals that a sentence gives as amounts, and the shares of them.

    Args:
        folded: The folded text.
        sentence: Where the sentence stands.
        quantities: Its figures.
        thread: What the clauses before hand on.
    """

    def __init__(
        self, folded: str, sentence: Span, quantities: Sequence[Quantity], thread: Thread
    ) -> None:
        self._text, self._sentence = folded, sentence
        self._quantities, self._carried = quantities, thread
        self._shared: Found | None = None  # what a share of the last plan measures

    @property
    def is_shared(self) -> bool:
        """Whether the share of the plan before may follow."""
        return self._shared is not None

    def find(self, position: int) -> Found | None:
        """Return what a figure measures that is a plan, or the share of the plan before it.

        Args:
            position: Which figure of the sentence.
        """
        quantity = self._quantities[position]
        shared, self._shared = self._shared, None
        floor = self._quantities[position - 1].outer_end if position else self._sentence.start
        if quantity.kind is QuantityKind.RATIO:
            is_share = self._text[floor : quantity.outer_start] == "的"
            return shared if is_share else None
        if quantity.kind not in _AMOUNTS or self._text[quantity.outer_start - 1] not in PLANS_END:
            return None
        start = max(floor, self._text.rfind("，", floor, quantity.outer_start))
        plan = _PLAN.fullmatch(self._text, start, quantity.outer_start)
        if plan is None or not (plan["of"] or plan["is"]):
            return None
        return self._found(plan)

    def _found(self, plan: re.Match[str]) -> Found:
        thread = self._carried
        words = Span(*plan.span("plan"))
        if plan["of"] == "占" and thread.attribute_span is not None:
            share = Span(plan.start("of"), words.end)
            text = self._text[share.start : share.end]
            self._shared = Found(text, share, thread.attribute_span, "share")
        owner = thread.attribute_owner if plan["of"] else thread.subject
        return Found(self._text[words.start : words.end], words, owner, "plan")
