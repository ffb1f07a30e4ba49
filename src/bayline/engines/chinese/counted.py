"""What stands behind a number and is counted by it: 28个|未来产业试验场, 5000万元|资金."""

import re
from collections.abc import Sequence

from bayline.engines.chinese.changes import is_joined
from bayline.engines.chinese.following import head_of_relative, right_phrase
from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.phrases import LeftPhrase
from bayline.engines.chinese.quantities.judging import LIMIT
from bayline.engines.chinese.subjects import ends_as_thing
from bayline.engines.chinese.terms import Quantity, QuantityKind, Span
from bayline.engines.chinese.tokens import Tokens

_ON_THE_LEFT = frozenset({QuantityKind.MONEY, QuantityKind.MEASURE})
_LOOK_BEHIND = _ON_THE_LEFT | {QuantityKind.COUNT, QuantityKind.DURATION}
_NEVER = frozenset({QuantityKind.RANK, QuantityKind.POINTS})
# Classifiers that say themselves what they count: 四县, 双向四车道.
_NOUN_UNITS = frozenset((*"镇乡县区村岛州盟旗国省市", "车道", "省区"))
_OUTPUT = re.compile(
    r"(?:合计|总计|共)?(?:年产|日产|月产|年处理|日处理|日回收|总装机|总投资|总面积|总建筑面积)"
)
_NEXT_MEASURED = re.compile(
    r"(?:共|合计|总计|预计|计划)*(?:年度)?(?:总?投资额?|占地(?:面积)?|用地|总?建筑面积|总?面积|总?产值|产能|资金|金额|总额)$"
)
_YIELD = re.compile(r"(?:合计|总计|共|形成)*[年日月](?:产|处理|加工|回收|养殖)")
_GRANT = re.compile(
    r"[、和与及\d.%％ ]{0,24}(?:的(?:标准|比例|额度))?(?:(?:给予|予以)[^，。；]{0,10}?|的)"
    r"(?P<what>奖励|补助|补贴|资助|奖补|贴息)"
)
_LONGEST_ROW = 12  # figures that share one noun
_LAND = re.compile(r"(?:建设|工业)?(?:用地|土地|耕地|林地|农田|绿地|水面|厂房)(?!面积)")
# 10个|省份|旅游收入合计|超1000亿元
_THINGS_MEASURED = re.compile(
    r"(?P<things>.{0,6}?(?:省份|省区市|城市|县区|乡镇|街道|园区|集群|企业))(?P<what>[^，的]{2,12}?)(?:合计|共计|总计|累计|共)?"
)
_SUMS = frozenset({"合计", "共计", "总计", "共"})
_LEVELS = frozenset(
    {"规模", "台阶", "新台阶", "大关", "关口", "水平", "量级", "门槛", "区间", "新阶段"}
)


class Counted:
    """Finds the noun behind the figures of one sentence.

    Args:
        folded: The folded text.
        sentence: Where the sentence stands.
        quantities: Its figures.
        tokens: Its words.
    """

    def __init__(
        self, folded: str, sentence: Span, quantities: Sequence[Quantity], tokens: Tokens
    ) -> None:
        self._text, self._sentence = folded, sentence
        self._quantities, self._tokens = quantities, tokens

    def behind(self, position: int, left: LeftPhrase, *, clause_end: int) -> Span | None:
        """Return the noun behind a number, where it rather than the one before it is counted.

        Args:
            position: Which figure of the sentence.
            left: The words before it.
            clause_end: Where the clause behind it ends.
        """
        quantity = self._quantities[position]
        if quantity.kind in _NEVER:
            return None
        said = self._said_by_kind(quantity)
        if said is not None:
            return said
        has_left = self._has_left(quantity, left)
        if not self._may_follow(quantity, left, has_left=has_left):
            return None
        if quantity.kind is QuantityKind.COUNT and not has_left:
            head = self._described(position, clause_end)
            if head is not None:
                return head
        return self._phrase(position)

    def _said_by_kind(self, quantity: Quantity) -> Span | None:
        """What the kind of a figure tells: 5年内|通车, 四|县, 20%的|补助."""
        if quantity.unit in _NOUN_UNITS:
            return Span(quantity.end - len(quantity.unit), quantity.end)
        told, what = None, ""
        if quantity.kind is QuantityKind.DURATION:
            told, what = LIMIT.match(self._text, quantity.end), "done"
        elif quantity.kind is QuantityKind.RATIO:
            told = _GRANT.match(self._text, quantity.outer_end, self._sentence.end)
            what = "what"
        return Span(*told.span(what)) if told is not None else None

    def _has_left(self, quantity: Quantity, left: LeftPhrase) -> bool:
        """Whether the words before the number name what it measures."""
        if left.start == left.end or left.ends_with_de:
            return False
        if self._text[left.predicate.start - 1] in "、和与及":
            return False
        if quantity.kind is QuantityKind.COUNT and self._is_scope(left):
            return False
        if self._is_land(quantity, left):
            return False
        return not (self._is_governed(quantity, left) or self._is_yield(quantity, left))

    def _is_land(self, quantity: Quantity, left: LeftPhrase) -> bool:
        """项目|50亩|用地: the thing before the number has the land behind it."""
        if quantity.kind is not QuantityKind.MEASURE:
            return False
        is_thing = ends_as_thing(self._text[left.start : left.end])
        return is_thing and _LAND.match(self._text, quantity.outer_end) is not None

    def _is_scope(self, left: LeftPhrase) -> bool:
        """统计范围|是|120家|企业: the things that are looked at follow."""
        is_said = left.predicate.words in ("是", "为", "包括")
        return is_said and self._text.endswith(("范围", "口径", "对象"), left.start, left.end)

    def _may_follow(self, quantity: Quantity, left: LeftPhrase, *, has_left: bool) -> bool:
        """Whether what follows may be counted, given what stands before."""
        follows_de = self._text.startswith("的", quantity.outer_end)
        if has_left and (quantity.kind in _ON_THE_LEFT or follows_de or left.predicate.reaches):
            return False
        if "连续" in left.predicate.words:
            return False
        is_bare = quantity.kind is QuantityKind.RATIO and not (has_left or left.predicate.movement)
        return quantity.kind in _LOOK_BEHIND or follows_de or is_bare

    def _described(self, position: int, clause_end: int) -> Span | None:
        """The thing behind what is said of it: 8个|总投资达20亿元的|项目, 2条年产1万吨|生产线."""
        start = self._quantities[position].outer_end
        head = head_of_relative(self._text, self._tokens, start, clause_end)
        if head is not None or position + 1 == len(self._quantities):
            return head
        output = self._quantities[position + 1]
        if not _OUTPUT.fullmatch(self._text, start, output.outer_start):
            return None
        return right_phrase(self._text, self._tokens, output.outer_end, self._sentence.end)

    def _phrase(self, position: int) -> Span | None:
        """The noun phrase behind a figure; a row shares the last one's: 3家和|5家|企业."""
        quantity = self._quantities[position]
        phrase = self._right_of(position)
        if quantity.kind is QuantityKind.COUNT:
            last = min(position + _LONGEST_ROW, len(self._quantities)) - 1
            while phrase is None and position < last:
                position += 1
                touches = (
                    self._quantities[position - 1].outer_end == self._quantities[position].start
                )
                if not touches and not is_joined(self._text, self._quantities, position):
                    return None
                phrase = self._right_of(position)
        is_level = phrase and self._text[phrase.start : phrase.end] in _LEVELS
        return None if is_level else phrase

    def _right_of(self, position: int) -> Span | None:
        quantity = self._quantities[position]
        is_last = position + 1 == len(self._quantities)
        limit = self._sentence.end if is_last else self._quantities[position + 1].outer_start
        phrase = right_phrase(
            self._text,
            self._tokens,
            quantity.outer_end,
            limit,
            nouns_only=quantity.kind is QuantityKind.DURATION,
        )
        if phrase is not None and quantity.kind is QuantityKind.COUNT:
            phrase = self._without_measure(phrase)
        return phrase if is_last or phrase is None else self._without_next(phrase, limit)

    def _without_measure(self, phrase: Span) -> Span:
        """Leave 两批|项目|的投资 its things: what is measured of them is not counted."""
        of = self._text.rfind("的", phrase.start, phrase.end)
        is_measure = of > phrase.start and self._text[of + 1 : phrase.end] in lexicon().heads
        return Span(phrase.start, of) if is_measure else phrase

    def _without_next(self, phrase: Span, limit: int) -> Span | None:
        """Leave what the next figure measures to it: 14个|项目|投资|25亿元, 19个|总投资|32亿元."""
        if phrase.end != limit:
            is_sum = self._text[phrase.end : limit] in _SUMS
            return _things_before_measure(self._text, phrase) if is_sum else phrase
        measured = _NEXT_MEASURED.search(self._text, phrase.start, phrase.end)
        if measured is None:
            return _things_before_measure(self._text, phrase)
        return Span(phrase.start, measured.start()) if measured.start() > phrase.start else None

    def _is_governed(self, quantity: Quantity, left: LeftPhrase) -> bool:
        """Whether a verb with a doer stands right before an amount: 县财政|安排|5000万元资金."""
        if quantity.kind not in _ON_THE_LEFT:
            return False
        last = self._tokens.ending_at(left.end)
        return last in lexicon().governing and last not in lexicon().modifiers

    def _is_yield(self, quantity: Quantity, left: LeftPhrase) -> bool:
        """年产|40万吨|碳酸钙: what is made follows."""
        if self._text.startswith("的", quantity.outer_end):
            return False
        return _YIELD.fullmatch(self._text, left.start, left.end) is not None


def _things_before_measure(text: str, phrase: Span) -> Span:
    """The things counted, where what the next figure measures of them stands right behind."""
    found = _THINGS_MEASURED.fullmatch(text, phrase.start, phrase.end)
    if found is None or not found["what"].endswith(lexicon().heads):
        return phrase
    return Span(*found.span("things"))
