"""What each figure says: of what, of whom, when, reported or announced, a level or a change.

Statements are read sentence by sentence. What a clause leaves out (，增长5%、达40亿元) it takes
from the clause before it; what a paragraph has said at its head (全市…) holds for all of it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from bayline.engines.chinese.changes import Movement, Situation, movement
from bayline.engines.chinese.edges import Edges
from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.manners import is_rate
from bayline.engines.chinese.measures import Measures
from bayline.engines.chinese.openings import Openings
from bayline.engines.chinese.owners import Owners
from bayline.engines.chinese.phrases import CONDITION, LeftPhrase, left_phrase
from bayline.engines.chinese.scene import Found, Scene, Thread
from bayline.engines.chinese.subjects import ENTITIES, PLACES, is_anaphor
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

_NOT_HANDED_ON = frozenset({"compared", "plan"})  # a figure that is only held against another
_NUMBERED = re.compile(r"\s*(?:[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d))\s*")  # 3. of a list
_HEDGE_INSIDE = re.compile(r"(?<=.)(?:至少|最少|起码|最多|至多)(?=.)")  # 每年|至少|召开
# 收入79.73亿元；不含港区|67.69亿元 goes on about 收入; 不含税价 is a price.
_BARE_BASIS = re.compile(
    r"(?:若|如)?(?:不含|不包括|不包含|(?:剔除|扣除)(?=.*(?:因素|后)$))(?!税价)[^，。；（）()]{1,16}"
)
_COVERING = ("不含", "含", "不包括", "扣除", "剔除")
_BASIS_BEFORE, _BASIS_BEHIND = 60, 12  # characters in which a basis is said
_IN_CLAUSE = frozenset({"累计", "历年", "总数", "实际增长", "名义"})  # bases of one clause only


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
        self._edges = Edges(scene.folded, sentence)
        self._last = Movement(None, 1)
        times = scene.times_within(sentence.start, sentence.end)
        self._skips = [Span(*time[:2]) for time in times if time.kind is not TimeKind.DURATION]
        paragraph = self._open_paragraph(topics)
        self._owners = Owners(
            openings, scene, sentence, thread, tokens=self._tokens, paragraph=paragraph
        )
        self._measures = Measures(
            scene,
            sentence,
            quantities,
            thread,
            tokens=self._tokens,
            owners=self._owners,
            edges=self._edges,
            dates=[Span(*time[:2]) for time in times if time.kind is TimeKind.PERIOD],
        )

    def read(self) -> list[Statement]:
        return [self._statement(position) for position in range(len(self._quantities))]

    def _open_paragraph(self, topics: Topics) -> int:
        """Take up the thread for this sentence; return where its paragraph begins."""
        thread = self._carried
        if not self._goes_on():
            thread.subject = thread.attribute_owner = thread.whole = None
        thread.members, thread.to_come, thread.owners = [], 0, []
        number = topics.number(self._sentence.start)
        if number != thread.paragraph:
            thread.paragraph = number
            thread.topic = topics.of(number, self._quantities[0].start)
            thread.attribute = thread.attribute_span = None
        elif thread.topic is None:
            thread.topic = topics.turned_to(self._sentence, self._quantities[0].start)
        return topics.start(number, self._sentence.start)

    def _goes_on(self) -> bool:
        """Whether the sentence only goes on with the one before it, after a semicolon."""
        before = self._text[max(0, self._sentence.start - 2) : self._sentence.start].rstrip()
        return before.endswith(("；", ";"))

    def _statement(self, position: int) -> Statement:
        quantity = self._quantities[position]
        clause = self._clause_start(position)
        left = self._left_phrase(clause, quantity)
        found = self._measures.find(position, clause, left)
        if found.subject is not None:
            found.subject = self._whole_name(found.subject)
        self._last = movement(self._situation(position, clause, left, found=found), last=self._last)
        quantity = self._with_printed_unit(quantity)
        if self._last.sign < 0 and quantity.value is not None:
            quantity = _fallen(quantity, quantity.value)
        self._hand_on(found, quantity, position)
        self._owners.note_counted(quantity, found)
        return self._compose(quantity, found, self._last.change)

    def _whole_name(self, subject: Span) -> Span:
        """Give the name that a subject is only the end of: 某公路新建|工程."""
        names = self._scene.names.within(self._sentence.start, subject.start)
        whole = (one for one in names if one.end == subject.end and one.kind in ENTITIES)
        return next((Span(one.start, one.end) for one in whole), subject)

    def _left_phrase(self, clause: int, quantity: Quantity) -> LeftPhrase:
        left = left_phrase(
            self._text,
            self._tokens,
            clause,
            self._before_region(clause, quantity),
            skips=self._skips,
            doers=self._owners.doers,
        )
        if _BARE_BASIS.fullmatch(self._text, left.start, left.end) and self._carried.attribute:
            return left._replace(start=left.end)  # the thing itself was named before
        if left.scope is None:
            return left
        if is_anaphor(self._owners.words(left.scope)):
            return left._replace(scope=self._owners.resolve(left.scope))
        return left._replace(scope=self._owners.region(left.scope))

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
        clause = self._edges.past(self._sentence.start, quantity.start)
        time, assumed = self._scene.when(quantity.start)
        if CONDITION.search(self._text, clause, quantity.start):
            time = assumed = None  # 达产后: nobody said when that is
        until = (time.last or time.first) if time else None
        year = until.year if until else None
        planned = change is not Change.FROM and self._scene.outlook.is_planned(
            quantity.start, sentence=self._sentence, year=year
        )
        subject, printed = found.subject, self._as_printed(found)
        attribute = printed
        if printed and ("少" in printed or "多" in printed):
            attribute = _HEDGE_INSIDE.sub("", printed)
        return Statement(
            quantity=quantity,
            sentence=self._sentence,
            attribute=attribute,
            attribute_span=found.attribute_span if attribute == printed else None,
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
        numbered = None if position else _NUMBERED.match(self._text, start, quantity.start)
        start = numbered.end() if numbered else start
        return self._edges.past(start, quantity.outer_start)

    def _hand_on(self, found: Found, quantity: Quantity, position: int) -> None:
        thread = self._carried
        if found.subject is None and self._is_listed(position):
            found.subject = thread.subject
        if found.subject is None:
            found.subject = self._owners.so_far(found, quantity)
        elif found.why != "behind" or self._owners.stays(found.subject):
            thread.subject = found.subject
        if found.attribute is None or found.why in _NOT_HANDED_ON:
            return
        if is_rate(found.attribute) and not is_rate(thread.attribute or ""):
            thread.grown = (thread.attribute, thread.attribute_span)
        thread.attribute, thread.attribute_span = found.attribute, found.attribute_span
        thread.attribute_owner = thread.attribute_owner if found.why == "share" else found.subject

    def _is_listed(self, position: int) -> bool:
        """Whether the figure goes on behind a list mark: 总产值218亿元|、增加值|61亿元."""
        return position > 0 and self._text[self._quantities[position - 1].outer_end] in "、和"

    def _basis(self, quantity: Quantity) -> tuple[str, ...]:
        start = max(self._sentence.start, quantity.start - _BASIS_BEFORE)
        end = min(self._sentence.end, quantity.outer_end + _BASIS_BEHIND)
        clause = self._edges.past(start, quantity.start)
        words = lexicon().basis.finditer(self._text, start, end)
        said = [word for word in words if not self._is_of_next(word, quantity)]
        kept = [word[0] for word in said if word.start() >= clause or word[0] not in _IN_CLAUSE]
        return tuple(dict.fromkeys(kept))

    def _is_of_next(self, word: re.Match[str], quantity: Quantity) -> bool:
        """Whether what is left out behind a figure is of the next: 1.9%（不含港区31.78亿元）."""
        position = word.start()
        if position < quantity.outer_end or not word[0].startswith(_COVERING):
            return False
        end = self._edges.after(position)
        return any(position < other.start < end for other in self._quantities)


def _fallen(quantity: Quantity, value: Decimal) -> Quantity:
    """Return a figure as a fall; of a range the larger fall is the lower end."""
    if quantity.high is None:
        return quantity._replace(value=-value)
    return quantity._replace(value=-quantity.high, high=-value)
