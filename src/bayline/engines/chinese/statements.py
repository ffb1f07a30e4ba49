"""What each figure says: of what, of whom, when, reported or announced, a level or a change.

Statements are read sentence by sentence. What a clause leaves out (，增长5%、达40亿元) it takes
from the clause before it; what a paragraph has said at its head (全市…) holds for all of it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from bayline.engines.chinese.changes import Movement, Situation, is_compared, is_joined, movement
from bayline.engines.chinese.counted import Counted
from bayline.engines.chinese.following import right_phrase
from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.members import group_size, is_comparison, members_of, without_rate
from bayline.engines.chinese.openings import Openings
from bayline.engines.chinese.owners import Owners
from bayline.engines.chinese.phrases import CONDITION, LeftPhrase, left_phrase
from bayline.engines.chinese.scene import Found, Scene, Thread
from bayline.engines.chinese.subjects import PLACES, is_anaphor, split_phrase
from bayline.engines.chinese.terms import (
    Quantity,
    QuantityKind,
    Span,
    Statement,
    TimeKind,
)
from bayline.engines.chinese.tokens import Tokens
from bayline.engines.chinese.topics import Topics
from bayline.kernel.statuses import Change, Status

_LONGEST_CLAUSE = 160  # characters; what goes on longer without a mark is no clause

# A short bracket without figures, 地区生产总值（GDP）, ends nothing; wide blanks end a head.
_CLAUSE_EDGE = re.compile(
    r"[（(][^（()），。；\d]{1,12}[)）]|(?P<edge>[，。；：！？（）()\n,;:!?—\t]|[ \u3000]{2,})"
)
_BASIS_BEFORE, _BASIS_BEHIND = 60, 12  # characters in which a basis is said
_TOTALS = re.compile(
    r"(?:总量|总数|总计|总额|总人数|总户数|数量|累计|合计|其中|增速|增幅|涨幅|同比增速|增长率|同比|环比|个数|均|其余|其他|余下|剩余|剩下|其它)$"
)
_SHARED_KINDS = frozenset({QuantityKind.COUNT, QuantityKind.RANK, QuantityKind.MONEY})
_LONGEST_OWNER = 12  # characters of 新港园区
_PARTS = ("园区", "区", "县", "镇", "乡", "街道", "开发区")
_IN_CLAUSE = frozenset({"累计", "历年", "总数", "实际增长", "名义"})  # bases of one clause only
_SHORT_RATE = 3  # characters of 每亩, 每人
_SHARE = re.compile(r"占(?!地|比|用|有)")


def statements(scene: Scene) -> list[Statement]:
    """Read a statement out of every quantity.

    Args:
        scene: The text and what is known of it.

    Returns:
        One statement per quantity, in text order.
    """
    found: list[Statement] = []
    thread, topics, openings = Thread(), Topics(scene), Openings(scene)
    index = 0
    for sentence in scene.sentences:
        first = index
        while index < len(scene.quantities) and scene.quantities[index].start < sentence.end:
            index += 1
        if index > first:
            quantities = scene.quantities[first:index]
            found.extend(_Reader(scene, sentence, quantities, thread, topics, openings).read())
    return found


class _Reader:
    """Reads the quantities of one sentence from left to right."""

    def __init__(
        self,
        scene: Scene,
        sentence: Span,
        quantities: Sequence[Quantity],
        thread: Thread,
        topics: Topics,
        openings: Openings,
    ) -> None:
        self._scene = scene
        self._text = scene.folded
        self._sentence = sentence
        self._quantities = quantities
        self._carried = thread
        self._tokens = Tokens(scene.folded, sentence)
        self._edges = [
            match.end() - 1
            for match in _CLAUSE_EDGE.finditer(scene.folded, sentence.start, sentence.end)
            if match["edge"]
        ]
        self._counted = Counted(scene.folded, sentence, quantities, self._tokens)
        self._last = Movement(None, 1)
        self._was_planned = False
        times = scene.times_within(sentence.start, sentence.end)
        self._skips = [Span(*time[:2]) for time in times if time.kind is not TimeKind.DURATION]
        self._dates = [Span(*time[:2]) for time in times if time.kind is TimeKind.PERIOD]
        paragraph = self._open_paragraph(topics)
        self._owners = Owners(
            openings, scene, sentence, thread, tokens=self._tokens, paragraph=paragraph
        )

    def read(self) -> list[Statement]:
        return [self._statement(position) for position in range(len(self._quantities))]

    def _open_paragraph(self, topics: Topics) -> int:
        """Take up the thread for this sentence; return where its paragraph begins."""
        thread = self._carried
        if not self._goes_on():
            thread.subject = None
        thread.members, thread.to_come = [], 0
        number = topics.number(self._sentence.start)
        if number != thread.paragraph:
            thread.paragraph = number
            thread.topic = topics.of(number, self._quantities[0].start)
            thread.attribute = thread.attribute_span = None
        return topics.start(number, self._sentence.start)

    def _goes_on(self) -> bool:
        """Whether the sentence only goes on with the one before it, after a semicolon."""
        before = self._text[max(0, self._sentence.start - 2) : self._sentence.start].rstrip()
        return before.endswith(("；", ";"))

    def _statement(self, position: int) -> Statement:
        quantity = self._quantities[position]
        clause = self._clause_start(position)
        left = self._left_phrase(clause, quantity)
        found = self._find(position, clause, left)
        self._last = movement(self._situation(position, clause, left, found=found), last=self._last)
        quantity = self._with_printed_unit(quantity)
        if self._last.sign < 0 and quantity.value is not None:
            quantity = quantity._replace(
                value=-quantity.value, high=None if quantity.high is None else -quantity.high
            )
        self._hand_on(found, quantity)
        self._owners.note_counted(quantity, found)
        return self._compose(quantity, found, self._last.change)

    def _left_phrase(self, clause: int, quantity: Quantity) -> LeftPhrase:
        left = left_phrase(
            self._text,
            self._tokens,
            clause,
            self._before_region(clause, quantity),
            skips=self._skips,
            doers=self._owners.doers,
        )
        if left.scope is not None and is_anaphor(self._owners.words(left.scope)):
            return left._replace(scope=self._owners.resolve(left.scope))
        return left

    def _before_region(self, clause: int, quantity: Quantity) -> int:
        """Where the words before a number end; a rank has its field before it: 居|湖北|第一."""
        if quantity.kind is QuantityKind.RANK:
            field = self._scene.names.last_before(clause, quantity.start, PLACES)
            if field is not None and field.end == quantity.start:
                return field.start
        return quantity.start

    def _with_printed_unit(self, quantity: Quantity) -> Quantity:
        """Give a classifier in the script of the text: 個 where it prints 個."""
        at = self._text.rfind(quantity.unit, quantity.start, quantity.end)
        if quantity.kind is not QuantityKind.COUNT or at < 0:
            return quantity
        printed = self._scene.text[at : at + len(quantity.unit)]
        return quantity if printed == quantity.unit else quantity._replace(unit=printed)

    def _situation(
        self, position: int, clause: int, left: LeftPhrase, *, found: Found
    ) -> Situation:
        return Situation(
            self._text,
            self._sentence,
            self._quantities,
            position,
            clause,
            left,
            found.why == "behind",
        )

    def _compose(self, quantity: Quantity, found: Found, change: Change | None) -> Statement:
        clause = self._past_edge(self._sentence.start, quantity.start)
        time, assumed = self._scene.when(quantity.start)
        if CONDITION.search(self._text, clause, quantity.start):
            time = assumed = None  # 达产后: nobody said when that is
        until = (time.last or time.first) if time else None
        year = until.year if until else None
        planned = self._scene.outlook.is_planned(quantity.start, sentence=self._sentence, year=year)
        subject = found.subject
        return Statement(
            quantity=quantity,
            sentence=self._sentence,
            attribute=self._as_printed(found),
            attribute_span=found.attribute_span,
            subject=self._scene.text[subject.start : subject.end] if subject else None,
            subject_span=subject,
            status=Status.PLANNED if planned else Status.ACTUAL,
            change=change,
            time=time,
            time_assumed=assumed,
            place=self._scene.names.last_before(self._sentence.start, quantity.start, PLACES),
            basis=self._basis(quantity),
            why=(found.why,),
        )

    def _as_printed(self, found: Found) -> str | None:
        span = found.attribute_span
        return self._scene.text[span.start : span.end] if span else found.attribute

    def _clause_start(self, position: int) -> int:
        quantity = self._quantities[position]
        start = self._quantities[position - 1].outer_end if position else self._sentence.start
        return self._past_edge(start, quantity.outer_start)

    def _past_edge(self, start: int, end: int) -> int:
        """Where the last clause that begins in [start, end] begins."""
        index = bisect_left(self._edges, end) - 1
        edge = self._edges[index] + 1 if index >= 0 else start
        return max(start, edge, end - _LONGEST_CLAUSE)

    def _clause_end(self, position: int) -> int:
        index = bisect_left(self._edges, position)
        return self._edges[index] if index < len(self._edges) else self._sentence.end

    # what is measured ----------------------------------------------------------------------

    def _find(self, position: int, clause: int, left: LeftPhrase) -> Found:
        quantity = self._quantities[position]
        if self._carried.to_come > 0:
            return self._next_member()
        if is_compared(self._text, clause, quantity.outer_start):
            return self._inherited("compared")
        behind = self._counted.behind(
            position, left, clause_end=self._clause_end(quantity.outer_end)
        )
        if behind is not None:
            return self._from_behind(quantity, left, behind)
        if left.start < left.end:
            return self._from_left(position, left)
        if left.scope is not None:
            self._carried.subject = left.scope
        return self._start_group(position, left) or self._inherited("inherited")

    def _from_behind(self, quantity: Quantity, left: LeftPhrase, behind: Span) -> Found:
        subject = left.scope
        if (
            subject is None
            and left.start < left.end
            and not self._text.startswith("每", left.start)
        ):
            clause = self._past_edge(self._sentence.start, quantity.start)
            subject = self._owners.named(Span(left.start, left.end))
            subject = subject or self._owners.holder(clause, quantity)
        if self._text.startswith("之一", behind.end):
            subject = self._owners.class_owner(quantity) or subject
        if quantity.kind is QuantityKind.MONEY and quantity.outer_end > quantity.end:
            subject = behind  # a threshold: 10亿元以上|重大项目
        text = self._text[behind.start : behind.end]
        return Found(text, behind, subject, "behind")

    def _from_left(self, position: int, left: LeftPhrase) -> Found:
        phrase = without_rate(self._text, Span(left.start, left.end))
        taken = self._taken_over(position, left, phrase) or self._start_group(position, left)
        if taken is not None:
            return taken
        subject, measured = self._split(phrase)
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
        why = _manner(text)
        if why is None and self._is_parallel(position, left, phrase):
            why = "parallel"
        if why in ("scope", "parallel"):
            self._carried.subject = phrase
        return self._inherited(why) if why else None

    def _is_parallel(self, position: int, left: LeftPhrase, phrase: Span) -> bool:
        """Whether only the owner is new: 甲区11个，其中|乙园区|5个; 甲占10%，|乙则为|6%."""
        if phrase.end - phrase.start > _LONGEST_OWNER:
            return False
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
        return behind_mark and self._text.endswith(_PARTS, phrase.start, phrase.end)

    def _split(self, phrase: Span) -> tuple[Span | None, Span]:
        dated = next((date for date in self._dates if phrase.start < date.start < phrase.end), None)
        if dated is not None and dated.end < phrase.end:
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
        return Found(thread.attribute, thread.attribute_span, thread.subject, why)

    def _topic_of_clause(self, why: str) -> Found:
        """Take the noun with which an earlier clause of the sentence opens."""
        first = self._quantities[0].outer_start
        edge = self._text.rfind("，", self._sentence.start, first)
        if edge < 0:
            return Found(None, None, self._carried.subject, why)
        start = max(self._text.rfind("，", self._sentence.start, edge), self._sentence.start)
        span = right_phrase(self._text, self._tokens, start + (self._text[start] == "，"), edge)
        if span is None:
            return Found(None, None, self._carried.subject, why)
        return Found(self._text[span.start : span.end], span, self._carried.subject, "topic")

    # 分别 ------------------------------------------------------------------------------------

    def _start_group(self, position: int, left: LeftPhrase) -> Found | None:
        size = group_size(self._text, self._quantities, position, left)
        if size == 1 or is_joined(self._text, self._quantities, position):
            return None
        phrase = without_rate(self._text, Span(left.start, left.end))
        members = (
            members_of(self._scene, phrase) if phrase.start < phrase.end else self._carried.members
        )
        if len(members) != size or is_comparison(members):
            return None
        self._carried.members, self._carried.to_come = members, size
        return self._next_member(scope=left.scope)

    def _next_member(self, scope: Span | None = None) -> Found:
        thread = self._carried
        text, span = thread.members[len(thread.members) - thread.to_come]
        thread.to_come -= 1
        return Found(text, span, scope or thread.subject, "respectively")

    # subject and basis -----------------------------------------------------------------------

    def _hand_on(self, found: Found, quantity: Quantity) -> None:
        thread = self._carried
        if found.subject is None:
            found.subject = self._owners.so_far(found, quantity)
        elif found.why != "behind":
            thread.subject = found.subject
        if found.attribute is not None and found.why != "compared":
            thread.attribute, thread.attribute_span = found.attribute, found.attribute_span

    def _basis(self, quantity: Quantity) -> tuple[str, ...]:
        start = max(self._sentence.start, quantity.start - _BASIS_BEFORE)
        end = min(self._sentence.end, quantity.outer_end + _BASIS_BEHIND)
        clause = self._past_edge(start, quantity.start)
        words = lexicon().basis.finditer(self._text, start, end)
        kept = [word[0] for word in words if word.start() >= clause or word[0] not in _IN_CLAUSE]
        return tuple(dict.fromkeys(kept))


def _manner(text: str) -> str | None:
    """Tell how words that name no thing of their own go on with the thing before them."""
    if text in lexicon().scopes:
        return "scope"
    if text.startswith("每") and len(text) <= _SHORT_RATE:
        return "rate"
    if _SHARE.match(text):
        return "share"
    return "total" if len(text) == 1 or _TOTALS.match(text) else None
