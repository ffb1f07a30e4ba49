"""What each figure of a sentence measures: before it, behind it, in brackets, or taken over."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from bayline.engines.chinese.brackets import bracketed
from bayline.engines.chinese.changes import is_compared, is_joined
from bayline.engines.chinese.counted import Counted
from bayline.engines.chinese.edges import Edges
from bayline.engines.chinese.following import right_phrase
from bayline.engines.chinese.manners import (
    OWN_TOTALS,
    follows_in_rank,
    is_forecast,
    is_rate,
    label,
    leader,
    manner,
    way,
)
from bayline.engines.chinese.members import group_size, is_comparison, members_of, without_rate
from bayline.engines.chinese.owners import Owners
from bayline.engines.chinese.parts import PARTS_END, Parts
from bayline.engines.chinese.phrases import LeftPhrase
from bayline.engines.chinese.plans import PLANS_END, Plans
from bayline.engines.chinese.scene import Found, Scene, Thread
from bayline.engines.chinese.subjects import ends_as_thing, having, is_anaphor, split_phrase
from bayline.engines.chinese.terms import Quantity, QuantityKind, Span
from bayline.engines.chinese.tokens import Tokens

_FAR = 1 << 60
_FEW = 8  # times at the head of a sentence
_SHARED_KINDS = frozenset({QuantityKind.COUNT, QuantityKind.RANK, QuantityKind.MONEY})
_LONGEST_OWNER = 12  # characters of 新港园区
_LONGEST_BARE_SHARE = 2  # characters of 占, 占比
_SHORTEST = 2  # characters of a thing measured
_PARTS = ("园区", "区", "县", "镇", "乡", "街道", "开发区")
_SAME_OWNER = frozenset({"inherited", "rate", "total", "share"})  # not where another is named
_BARE_THINGS = frozenset({"项目", "企业", "资金", "客商", "游客", "人才"})
_MEASURED = re.compile(r"(?:能耗|率|产值|总值|产量|收入|支出|价格|指数|成本|排放量?)$")
_TELLING = PARTS_END | PLANS_END
_INSIDE = re.compile(r"[^，。；、：]{1,10}?[中内里]的(?=.{4})")
_SOLD = re.compile(r"(?:零售|销货|销售|进口|出口|产)(?:量|额|价值|数量)")


class Measures:
    """Finds the thing measured, and the subject that its words name, for the figures of a sentence.

    Args:
        scene: The text and what is known of it.
        sentence: Where the sentence stands.
        quantities: Its figures.
        thread: What the clauses before hand on.
        tokens: Its words.
        owners: Finds whose a figure is.
        edges: Where its clauses begin.
        dates: Its times.
    """

    def __init__(  # noqa: PLR0913 - one sentence from all its sides
        self,
        scene: Scene,
        sentence: Span,
        quantities: Sequence[Quantity],
        thread: Thread,
        *,
        tokens: Tokens,
        owners: Owners,
        edges: Edges,
        dates: Sequence[Span],
    ) -> None:
        self._scene, self._text = scene, scene.folded
        self._sentence, self._quantities = sentence, quantities
        self._carried, self._tokens = thread, tokens
        self._owners, self._edges, self._dates = owners, edges, dates
        self._counted = Counted(scene.folded, sentence, quantities, tokens)
        self._parts = Parts(scene.folded, sentence, quantities, thread, tokens)
        self._plans = Plans(scene.folded, sentence, quantities, thread)
        self._is_amount, self._is_money = True, False
        self._topic: tuple[Span | None, bool] | None = None  # of the clause before the figures
        self._row: list[Span] = []  # whose the figures in brackets are

    def find(self, position: int, clause: int, left: LeftPhrase) -> Found:
        """Find what a figure measures.

        Args:
            position: Which figure of the sentence; they are asked for in text order.
            clause: Where its clause begins.
            left: The words before it.
        """
        quantity = self._quantities[position]
        self._is_amount = quantity.kind is not QuantityKind.RATIO
        self._is_money = quantity.kind is QuantityKind.MONEY
        told = self._told_alike(position, clause)
        if told is not None:
            return told
        inside = self._in_brackets(position, clause, left)
        if inside is not None:
            return inside
        behind = self._counted.behind(
            position, left, clause_end=self._edges.after(quantity.outer_end)
        )
        if behind is not None:
            return self._from_behind(quantity, left, behind)
        if left.start < left.end:
            return self._from_left(position, left)
        if left.scope is not None:
            self._carried.subject, self._carried.attribute_owner = left.scope, None
        group = self._start_group(position, left) or self._named_first(position)
        return group or self._inherited("inherited")

    def _named_first(self, position: int) -> Found | None:
        """Read ；单位产值能耗|扣减…之后，预计上升1%: a sentence names its own thing measured."""
        known = self._carried.attribute_span
        if position or known is None or known.start >= self._sentence.start:
            return None
        span, is_label = self._find_topic()
        if span is None or is_label or not _MEASURED.search(self._text, span.start, span.end):
            return None
        return Found(self._owners.words(span), span, None, "topic")

    def _told_alike(self, position: int, clause: int) -> Found | None:
        """What figures before have settled: the next of a row, what is compared, a part, a plan."""
        if self._carried.to_come > 0:
            return self._next_member()
        start = self._quantities[position].outer_start
        if is_compared(self._text, clause, start):
            return self._inherited("compared")
        if self._text[start - 1] not in _TELLING and not self._plans.is_shared:
            return None
        return self._parts.find(position) or self._plans.find(position)

    def _in_brackets(self, position: int, clause: int, left: LeftPhrase) -> Found | None:
        """Read 服装（上升7.6%）: whose it is stands before the bracket."""
        named = self._text[left.start : left.end]
        is_own = bool(named) and manner(named) is None
        if is_own and not _SOLD.fullmatch(named):
            return None
        floor = self._quantities[position - 1].outer_end if position else self._sentence.start
        found = bracketed(
            self._text,
            self._tokens,
            clause=clause,
            floor=floor,
            end=self._quantities[position].outer_end,
            limit=self._sentence.end,
        )
        if found is None:
            return None
        measured = Span(left.start, left.end) if is_own else found.measured
        return self._bracketed(found.owner, measured)

    def _bracketed(self, owner: Span | None, measured: Span | None) -> Found | None:
        thread = self._carried
        if measured is not None and owner is None:
            subject, measured = self._split(measured)
            return Found(self._owners.words(measured), measured, subject, "before")
        if measured is not None and owner is not None:
            self._row.append(owner)
            return Found(self._owners.words(measured), measured, owner, "bracket")
        if thread.attribute is None or owner is None or thread.attribute_span == owner:
            return None
        return Found(thread.attribute, thread.attribute_span, owner, "bracket")

    def _from_behind(self, quantity: Quantity, left: LeftPhrase, behind: Span) -> Found:
        subject = left.scope
        if (
            subject is None
            and left.start < left.end
            and not self._text.startswith("每", left.start)
        ):
            clause = self._edges.past(self._sentence.start, quantity.start)
            subject = self._owners.named(Span(left.start, left.end))
            subject = subject or self._owners.holder(clause, quantity)
            if is_anaphor(self._text[left.start : left.end]):
                subject = self._owners.resolve(Span(left.start, left.end))
        if self._text.startswith("之一", behind.end):
            subject = self._owners.class_owner(quantity) or subject
        if quantity.kind is QuantityKind.MONEY and quantity.outer_end > quantity.end:
            subject = behind  # a threshold: 10亿元以上|重大项目
        text = self._text[behind.start : behind.end]
        return Found(text, behind, subject, "behind")

    def _from_left(self, position: int, left: LeftPhrase) -> Found:
        phrase = without_rate(self._text, Span(left.start, left.end))
        if is_forecast(self._text, phrase):
            return Found(self._owners.words(phrase), phrase, self._carried.subject, "compared")
        taken = self._taken_over(position, left, phrase) or self._start_group(position, left)
        if taken is not None:
            return taken
        subject, measured = self._of_counted(position, phrase) or self._split(phrase)
        if left.scope is not None and self._text[measured.start : measured.end] in _BARE_THINGS:
            subject, measured = left.scope, phrase  # 某市引进|外地项目
        if subject is None and left.before is not None:
            previous = self._quantities[position - 1] if position else None
            subject = self._owners.doer(left.before, previous)
        if subject is not None and is_anaphor(self._owners.words(subject)):
            subject = self._owners.resolve(subject)
        quantity = self._quantities[position]
        subject = subject or left.scope or self._owners.behind(quantity, measured)
        return Found(self._owners.words(measured), measured, subject, "before")

    def _taken_over(self, position: int, left: LeftPhrase, phrase: Span) -> Found | None:
        """The thing measured before, where the words before a number only say how or whose."""
        if not self._carried.attribute:
            return None
        text = self._text[phrase.start : phrase.end]
        why = manner(text)
        if why == "total" and text in OWN_TOTALS and self._is_new(position):
            return None
        if why == "share":
            return self._shared_out(phrase)
        if why is None and self._is_parallel(position, left, phrase):
            why = "parallel"
        if why in ("scope", "parallel"):
            self._carried.subject = phrase
        return self._inherited(why) if why else None

    def _is_new(self, position: int) -> bool:
        """Whether a total is not that of the things before: 27个村民组，|总户数|803户."""
        known = self._carried.attribute_span
        if not position or known is None or known.start < self._sentence.start:
            return True
        return self._quantities[position - 1].unit != self._quantities[position].unit

    def _shared_out(self, phrase: Span) -> Found:
        """Read 第一产业增加值…，|占生产总值的比重|为4.1%: the share of what was measured before."""
        taken = self._inherited("share")
        words = self._owners.words(phrase)
        if taken.attribute is None or len(words) <= _LONGEST_BARE_SHARE:
            return taken
        return taken.renamed(taken.attribute + words, subject=taken.attribute_span)

    def _is_parallel(self, position: int, left: LeftPhrase, phrase: Span) -> bool:
        """Whether only the owner is new: 甲区11个，其中|乙园区|5个; 甲占10%，|乙则为|6%."""
        if phrase.end - phrase.start > _LONGEST_OWNER:
            return False
        if follows_in_rank(self._text, phrase):
            return True
        words = left.predicate.words
        if "则" in words and words.endswith(("为", "是", "占", "达", "有")):
            return "的" not in self._text[phrase.start : phrase.end]
        if not position or not self._is_part(phrase):
            return False
        quantity, previous = self._quantities[position], self._quantities[position - 1]
        return quantity.unit == previous.unit and quantity.kind in _SHARED_KINDS

    def _is_part(self, phrase: Span) -> bool:
        """Whether a phrase is the name of a place or firm, or a part of a region: 其中|某园区."""
        if self._owners.doers.get(phrase.start) == phrase:
            return True
        behind_mark = self._text.startswith("其中", phrase.start - 2)
        is_thing = behind_mark or self._text[phrase.start - 1] == "、"
        if is_thing and self._is_money and ends_as_thing(self._owners.words(phrase)):
            return True  # 总投资10亿元，其中|甲类项目|7亿元
        return behind_mark and self._text.endswith(_PARTS, phrase.start, phrase.end)

    def _of_counted(self, position: int, phrase: Span) -> tuple[Span, Span] | None:
        """Split 10个|省份|旅游收入 and 50亩|用地的|总投资 at the things counted."""
        previous = self._quantities[position - 1] if position else None
        if previous is None or previous.outer_end != phrase.start:
            return None
        whole = self._carried.whole
        if whole is not None and whole[0] == previous and whole[1].end < phrase.end:
            is_there = whole[1].start == phrase.start
            rest = Span(whole[1].end, phrase.end)
            return (Span(previous.start, whole[1].end), rest) if is_there else None
        of = self._text.find("的", phrase.start, phrase.end)
        if previous.kind is not QuantityKind.MEASURE or of < 0 or phrase.end - of <= _SHORTEST:
            return None
        return Span(previous.start, of), Span(of + 1, phrase.end)

    def _split(self, phrase: Span) -> tuple[Span | None, Span]:
        has_of = self._text.find("的", phrase.start, phrase.end) >= 0
        inside = _INSIDE.match(self._text, phrase.start, phrase.end) if has_of else None
        phrase = Span(inside.end(), phrase.end) if inside else phrase  # 工程中的|某大桥投资
        first = leader(self._text, phrase) or way(self._text, phrase) or having(self._text, phrase)
        if first is not None:
            return first
        index = bisect_right(self._dates, (phrase.start, _FAR))
        dated = self._dates[index] if index < len(self._dates) else None
        if dated is not None and dated.start < phrase.end and dated.end < phrase.end:
            owner = Span(phrase.start, dated.start)
            if self._owners.may_own(owner):
                return owner, Span(dated.end, phrase.end)
        pointed = self._owners.pointed_at(phrase) or self._owners.share_of(phrase)
        if pointed is not None:
            return pointed
        subject, measured = split_phrase(self._text, phrase, self._scene.names)
        return subject or self._owners.quoted_place(phrase), measured

    def _inherited(self, why: str) -> Found:
        thread = self._carried
        if thread.attribute is None:
            return self._topic_of_clause(why)
        if self._is_amount and is_rate(thread.attribute) and thread.grown[0] is not None:
            return Found(*thread.grown, thread.subject, why)  # 增长率2%，比上月增加|689人
        is_same = why in _SAME_OWNER and thread.attribute_owner is not None
        owner = thread.attribute_owner if is_same else thread.subject
        return Found(thread.attribute, thread.attribute_span, owner, why)

    def _topic_of_clause(self, why: str) -> Found:
        """Take the noun with which an earlier clause of the sentence opens, or its label."""
        if self._topic is None:
            self._topic = self._find_topic()
        span, is_label = self._topic
        subject = None if is_label else self._carried.subject
        if span is None:
            return Found(None, None, self._carried.subject, why)
        return Found(self._owners.words(span), span, subject, "before" if is_label else "topic")

    def _find_topic(self) -> tuple[Span | None, bool]:
        """Return the noun before the first figure, and whether it is a label: ——收入：年均…."""
        first = self._quantities[0].outer_start
        edge = self._text.rfind("，", self._sentence.start, first)
        if edge < 0:
            named = label(self._text, self._sentence.start, first)
            return named, named is not None
        start = max(self._text.rfind("，", self._sentence.start, edge), self._sentence.start)
        if any(start <= date.start + 2 and date.end >= edge for date in self._dates[:_FEW]):
            return None, False
        start += self._text[start] == "，"
        return right_phrase(self._text, self._tokens, start, edge), False

    def _start_group(self, position: int, left: LeftPhrase) -> Found | None:
        size = group_size(self._text, self._quantities, position, left)
        if size == 1 or is_joined(self._text, self._quantities, position):
            return None
        phrase = without_rate(self._text, Span(left.start, left.end))
        members = (
            members_of(self._scene, phrase) if phrase.start < phrase.end else self._carried.members
        )
        if len(members) != size and len(self._row) == size:
            members = [(self._owners.words(phrase), phrase)] * size
            self._carried.owners = self._row
        if len(members) != size or is_comparison(members):
            return None
        self._carried.members, self._carried.to_come = members, size
        return self._next_member(scope=left.scope)

    def _next_member(self, scope: Span | None = None) -> Found:
        thread = self._carried
        number = len(thread.members) - thread.to_come
        text, span = thread.members[number]
        thread.to_come -= 1
        owner = thread.owners[number] if len(thread.owners) == len(thread.members) else None
        return Found(text, span, owner or scope or thread.subject, "respectively")
