"""Whose a figure is, when the words next to it do not say: holders, antecedents, and topics."""

import re
from bisect import bisect_left

from bayline.engines.chinese.following import right_phrase
from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.openings import Openings
from bayline.engines.chinese.persons import persons
from bayline.engines.chinese.scene import Found, Scene, Thread
from bayline.engines.chinese.subjects import (
    ENTITIES,
    PLACES,
    document_that_says,
    ends_as_thing,
    holder,
    is_anaphor,
    is_bare_head,
    is_cut_out,
    is_unit,
)
from bayline.engines.chinese.tallies import Tally
from bayline.engines.chinese.terms import Name, Quantity, QuantityKind, Span
from bayline.engines.chinese.tokens import Tokens
from bayline.engines.chinese.turns import Turns

_MAY_ACT = ENTITIES | PLACES
_OPENING = 2  # characters by which a name may follow the start of its phrase
_SHORTEST_THING = 4  # characters of 某某项目
_FUNDED = ("资金", "专项", "机构", "主体", "计划")
_HERE = re.compile(r"(?:这里|当地|此地|该地|这一带|那里)的?")
_QUOTED_PLACE = re.compile(r"“[^”]{1,10}[镇村县州园港湾谷乡]”(?=.)")
_LONGEST_BACK = 600  # characters in which 该区 points back
_INTO = re.compile(
    r"(?:，?(?:用于|实施|建设|新建|修建|改造|启动|推进|完成)了?(?P<works>[^，。；、\d]{3,34}?(?:项目|工程)))"
    r"|(?:新建|修建|建成|兴建|改建)了?(?P<built>[^，。；、\d的]{2,16})(?=[，。；])"
)
_SPENT = ("投资", "集资", "筹资", "投入", "资金", "出资", "耗资")
_FAR = 1000  # characters; a sentence without an end is looked back on no further
_ADVERBIAL = re.compile(r"(?:预计|计划|规划|已|累计|全部|完成|实现|可|将|总|年)*")
_CONTENTS = re.compile(r"(?:新建|改建|扩建|改造|购置|配套|安装|设置)")  # what a project consists of
_AFTERWARDS = re.compile(r"(?:投产|建成|达产|运营|完工|竣工|投用)(?:投产)?以?后|达产")
_EFFECT = re.compile(
    r"将|可(?!再|持)|预计|每年|达产|投产后|建成后|现有|拥有|主要从事|主营"
)  # of a project or firm
_THEN = re.compile(
    r"(?:项目|工程|全部|一期)?(?:建成|投产|达产|投用|运营|竣工|完工)(?:运营|投产|投用)?以?后|其[^中他余]"
)
_SECTORS = ("业", "产业", "部门", "经济")
_FIRMS = (
    "厂",
    "公司",
    "集团",
    "合作社",
    "农场",
    "林场",
    "银行",
    "医院",
    "企业",
    "商会",
    "协会",
)
_LONGEST_SECTOR = 14
_SHORTEST_OWNER, _LONGEST_OWNER = 2, 16
_MEASURED = ("支出", "收入", "投资", "产值", "税收", "消费", "产量", "营收")
_OF_ALL = ("全年", "全年计划", "全部")  # before an amount: of more than what was counted last
# Behind a doer: 主要景区（点）|累计
_DOING = re.compile(r"(?:[（(][^（()）]{1,4}[)）])?(?:累计|合计|全年|共|已)*$")
_INVESTED = re.compile(r"投资|资金|用地|占地|里程|全长|总长|建筑面积|产能")
# 总投资40亿元，|占比|42%; 完成|年度计划|的90%: of what was measured before.
_RELATIVE = re.compile(
    r"占比|(?:所占)?比[重例]|(?:年度|全年|当年|年初)?(?:计划|任务|目标)(?:任务|数)?"
)
_GROWING = frozenset({QuantityKind.RATIO, QuantityKind.POINTS})
_PLACE_ENDINGS = tuple("省市区县镇乡村")
_ONLY_WHERE = frozenset("在于到对向往赴、")  # before a name: it is where, not who
_HEADS = "，。；：、\n \u3000而但年月日度"  # before the words with which a clause opens
_SAYING = frozenset(
    {"而且", "但是", "因此", "同时", "公告", "公布", "原定", "公报", "报告", "数据", "消息", "统计"}
)
_NOUN_TAGS = frozenset({"n", "nz", "ns", "nt", "nr", "j", "x", "s", "f", "a", "b", "vn"})
_VERBAL = frozenset({"v", "d", "vd", "ad", "p"})
_NO_VERB = frozenset({"建设", "生产", "发展", "国际", "对"})


class Owners:
    """Finds the subject of the figures of one sentence."""

    def __init__(
        self,
        openings: Openings,
        scene: Scene,
        sentence: Span,
        thread: Thread,
        *,
        tokens: Tokens,
        paragraph: int,
    ) -> None:
        self._openings = openings
        self._scene, self._text = scene, scene.folded
        self._sentence, self._carried, self._tokens = sentence, thread, tokens
        self._paragraph = paragraph  # where the paragraph begins
        self._turns = Turns(scene, sentence)
        self._tally = Tally(scene.folded, sentence, thread)
        self._opens: tuple[Span | None] | None = None
        self._acting: list[Span] | None = None  # names that a verb follows
        self.doers = self._doers()

    def _doers(self) -> dict[int, Span]:
        """The names of the sentence that may do something, by where they begin."""
        found: dict[int, Span] = {}
        start = end = -1
        for name in self._scene.names.within(*self._sentence):
            if name.kind not in _MAY_ACT or not is_unit(name, self._text):
                continue
            if is_cut_out(self._text, name):
                continue
            start = start if name.start == end else name.start
            end = name.end
            found[start] = Span(start, end)
        for person in persons(self._text, self._tokens):
            found.setdefault(person.start, person)
        return found

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return self._text[span.start : span.end]

    def named(self, phrase: Span) -> Span | None:
        """Return the name or thing that a phrase in front of a verb is."""
        name = self._scene.names.last_before(phrase.start, phrase.end, ENTITIES | PLACES)
        if (
            name is not None
            and is_unit(name, self._text)
            and not is_cut_out(self._text, name)
            and (name.start - phrase.start <= _OPENING or name.end == phrase.end)
        ):
            return Span(name.start, name.end)
        text = self.words(phrase)
        return phrase if ends_as_thing(text) and len(text) >= _SHORTEST_THING else None

    def may_own(self, phrase: Span) -> bool:
        """Tell whether the words before a time say whose the figure is: 某某|第一季度|营收."""
        words = self.words(phrase)
        if not _SHORTEST_OWNER <= len(words) <= _LONGEST_OWNER or not words.isalnum():
            return False
        if words[-1] in _ONLY_WHERE or words in _SAYING or words.endswith(_MEASURED):
            return False
        first = self._tokens.from_position(phrase.start)[1]
        known = lexicon()
        return not (first in known.governing or first in known.adverbs or first in known.openers)

    def class_owner(self, quantity: Quantity) -> Span | None:
        """Return whose the class is to which something belongs: 某村是|某市|第一批9个示范村之一."""
        name = self._scene.names.last_before(self._sentence.start, quantity.start, PLACES)
        return Span(name.start, name.end) if name else None

    def holder(self, clause: int, quantity: Quantity) -> Span | None:
        """Return who has what is counted: 常规项目|包括A、B、C3个类别."""
        is_had = self._text[quantity.outer_start - 1] == "有"
        entered = self._turns.entered(quantity) if is_had else None
        return entered or holder(self._text, Span(clause, quantity.start))

    def doer(self, before: Span, previous: Quantity | None) -> Span | None:
        """Return who does it, where a verb splits the phrase: 1299个重大项目|完成|投资."""
        if before.end <= before.start:
            return None
        if previous is not None and previous.outer_end == before.start:
            return Span(previous.start, before.end)
        shorter = _DOING.search(self._text, before.start, before.end)
        before = Span(before.start, shorter.start()) if shorter else before
        return self.named(before) or self._sector(before) or self._region(before)

    def _region(self, before: Span) -> Span | None:
        """Return a region that alone stands before a verb: 长三角|列入…."""
        name = self._scene.names.last_before(before.start, before.end, PLACES)
        return before if name is not None and before == (name.start, name.end) else None

    def _sector(self, before: Span) -> Span | None:
        """Return the industry or firm that a verb follows: 农林牧渔业|实现|增加值."""
        words = self.words(before)
        may_do = words.endswith(_SECTORS) or (
            words.endswith(_FIRMS) and len(words) > _SHORTEST_OWNER
        )
        return before if may_do and "等" not in words and len(words) <= _LONGEST_SECTOR else None

    def behind(self, quantity: Quantity, measured: Span) -> Span | None:
        """Return the thing that follows its figure: 总投资35亿元的|某项目, 投5万元，实施|某工程."""
        if quantity.kind is QuantityKind.MONEY and self.words(measured).endswith(_SPENT):
            into = _INTO.match(self._text, quantity.outer_end, self._sentence.end)
            if into is not None:
                return Span(*into.span(into.lastgroup or 0))
        if not self._text.startswith("的", quantity.outer_end):
            return None
        if not self.words(measured).endswith(lexicon().heads):
            return None
        owner = right_phrase(self._text, self._tokens, quantity.outer_end, self._sentence.end)
        words = self.words(owner) if owner else ""
        return owner if ends_as_thing(words) or words.endswith(_FUNDED) else None

    def pointed_at(self, phrase: Span) -> tuple[Span, Span] | None:
        """Resolve 这里… at the head of a phrase to the last place named; it stays the topic."""
        match = _HERE.match(self._text, phrase.start, phrase.end)
        if match is None:
            return None
        place = self._scene.names.last_before(self._paragraph, phrase.start, PLACES)
        if place is None:
            return None
        self._carried.topic = Span(place.start, place.end)
        return self._carried.topic, Span(match.end(), phrase.end)

    def share_of(self, phrase: Span) -> tuple[Span, Span] | None:
        """Split 甲国|占某市场 and 甲区的|投诉 into whose it is and what is measured."""
        doer = self.doers.get(phrase.start)
        if doer is not None and self._text.startswith("占", doer.end):
            return doer, Span(doer.end, phrase.end)
        of = self._text.find("的", phrase.start, phrase.end)
        owner = Span(phrase.start, of)
        if of < 0 or phrase.end - of <= _SHORTEST_OWNER or not self.may_own(owner):
            return None
        if self._text[phrase.start - 1] not in _HEADS:
            return None  # 新增|绿色矿山的…: an object
        return (owner, Span(of + 1, phrase.end)) if self._is_noun(owner) else None

    def _is_noun(self, span: Span) -> bool:
        index, _ = self._tokens.from_position(span.start)
        while index < len(self._tokens.starts) and self._tokens.starts[index] < span.end:
            if self._tokens.flags[index] not in _NOUN_TAGS:
                return False
            index += 1
        return True

    def quoted_place(self, phrase: Span) -> Span | None:
        """Return “某五镇” at the head of a phrase."""
        match = _QUOTED_PLACE.match(self._text, phrase.start, phrase.end)
        return Span(*match.span()) if match else None

    def note_counted(self, quantity: Quantity, found: Found) -> None:
        """Remember what a figure counts, so that amounts behind it can be theirs."""
        self._tally.note(quantity, found)

    def so_far(self, found: Found, quantity: Quantity) -> Span | None:
        """Return the subject that the words up to here leave standing for a figure without one."""
        thread, span = self._carried, found.attribute_span
        says = document_that_says(self._text, self._sentence, span.start) if span else None
        if says is not None:
            return says
        known = self._turns.owner(quantity) or self._goes_back(found, quantity)
        if known is not None:
            return known
        is_bare = span is not None and is_bare_head(self._text, span)
        goes_on = is_bare or self._is_done_by_thing(found, quantity)
        if is_bare and self._tally.thing is not None and self._is_of_counted(found, span):
            return self._tally.thing
        subject = thread.subject
        stays = subject is not None and self.stays(subject)
        if not found.is_own or goes_on or stays or self._tally.counts:
            opened = subject or self._opening() or (self._in_mind(span) if is_bare else None)
            opened = opened or self._in_mind_later()
        else:
            opened = self._opens_clause(quantity) or self._opening() or self._in_mind_later()
        if opened is not None and not is_bare and found.is_own and self._is_collective(opened):
            opened = None
        if opened is not None:
            thread.subject = opened
            return opened
        return self._topic(quantity)

    def _topic(self, quantity: Quantity) -> Span | None:
        """What the paragraph is on; what its sentence names is nearer than what is far above."""
        topic = self._carried.topic
        if topic is not None and topic.end > self._paragraph:
            return topic
        return self._name_in_sentence(quantity) or topic or self._paragraph_thing()

    def _goes_back(self, found: Found, quantity: Quantity) -> Span | None:
        """Return whose the figure was to which this one goes back."""
        if quantity.kind is QuantityKind.COUNT:
            return self._tally.again(quantity, found) or self._tally.among(quantity, found)
        is_relative = quantity.kind in _GROWING and _RELATIVE.fullmatch(found.attribute or "")
        return self._carried.attribute_owner if is_relative else None

    def _is_of_counted(self, found: Found, span: Span | None) -> bool:
        """Whether an amount is that of the things counted: 总投资, or 税收 once they are built."""
        end = span.start if span else self._sentence.end
        start = max(self._sentence.start, end - _FAR)
        if _INVESTED.search(found.attribute or ""):
            return not self._text.endswith(_OF_ALL, start, end)
        return _AFTERWARDS.search(self._text, start, end) is not None

    def _is_collective(self, thing: Span) -> bool:
        """86个项目… is not what the rest of its sentence counts."""
        return self._text[thing.start].isdigit()

    def _paragraph_thing(self) -> Span | None:
        """Return the thing with which the paragraph opens, where the sentence names no other."""
        return None if self.doers else self._openings.of_paragraph(self._paragraph)

    def _is_done_by_thing(self, found: Found, quantity: Quantity) -> bool:
        """Whether a clause without a subject goes on with the thing before it: ，实现利税1亿元."""
        subject, span = self._carried.subject, found.attribute_span
        if subject is None or span is None or not ends_as_thing(self.words(subject)):
            return False
        if subject.end <= self._sentence.start:  # ；新建…
            return _CONTENTS.match(self._text, self._sentence.start) is not None
        end = min(span.start, quantity.start)
        if end - subject.end > _FAR:
            return False
        marks = [self._text.rfind(mark, subject.end, end) for mark in "，；"]
        start = max(marks)
        if start < 0:
            return False
        later = _AFTERWARDS.search(self._text, subject.end, end)
        return later is not None or _EFFECT.search(self._text, start, end) is not None

    def _in_mind(self, measured: Span | None) -> Span | None:
        """Return the thing of which the sentences before spoke, which 总投资 goes on with."""
        head = self._openings.head(self._sentence)
        if measured is not None and not _ADVERBIAL.fullmatch(self._text, head, measured.start):
            return None
        return self._openings.before(self._sentence.start, self._paragraph)

    def _in_mind_later(self) -> Span | None:
        """The same for a sentence that opens with 建成后 or 其."""
        goes_on = _THEN.match(self._text, self._openings.head(self._sentence), self._sentence.end)
        return self._in_mind(None) if goes_on else None

    def _opening(self) -> Span | None:
        """Return the thing with which the sentence opens: 该项目|总投资…, 某某路|全长…."""
        if self._opens is None:
            self._opens = (self._find_opening(),)
        return self._opens[0]

    def _is_adverb(self, position: int) -> bool:
        return self._tokens.from_position(position)[1] in lexicon().adverbs

    def _find_opening(self) -> Span | None:
        thing = self._openings.thing(self._sentence)
        if thing is None or self._is_adverb(thing.start):
            return None
        return self.resolve(thing) if is_anaphor(self.words(thing)) else thing

    def _opens_clause(self, quantity: Quantity) -> Span | None:
        """Return the thing with which the clause of a figure opens: ，技改项目|按…8%给予补助."""
        near = max(self._sentence.start, quantity.start - _FAR)
        start = self._text.rfind("，", near, quantity.start) + 1
        if not start:
            return None
        start += len("其中") if self._text.startswith("其中", start) else 0
        thing = self._openings.at(start, quantity.start)
        return self.resolve(thing) if thing and is_anaphor(self.words(thing)) else thing

    def stays(self, subject: Span) -> bool:
        """Whether a subject holds for all of its sentence: 全市, 某镇."""
        words = self.words(subject)
        return words in lexicon().region_words or words.endswith(_PLACE_ENDINGS)

    def region(self, pointer: Span) -> Span:
        """Return the county or town that 该区 points back to, or the words themselves."""
        if self._text[pointer.start] not in "该本":
            return pointer
        start = max(0, pointer.start - _LONGEST_BACK)
        for name in reversed(self._scene.names.within(start, pointer.start)):
            is_same = self._text[name.end - 1] == self._text[pointer.end - 1]
            if name.kind in PLACES and is_same and name.end <= pointer.start:
                return Span(name.start, name.end)
        return pointer

    def resolve(self, pointer: Span) -> Span:
        """Return what 该工程 or 项目 points back to, or the words themselves."""
        pointed = self._openings.pointed_at(pointer, self._paragraph)
        counted = self._tally.thing if self.words(pointer).endswith("项目") else None
        if counted is not None and counted.end == pointer.end:
            return counted  # 98个|项目|总投资
        if counted is not None and (pointed is None or pointed.start > self._sentence.start):
            return counted
        return pointed or pointer

    def _name_in_sentence(self, quantity: Quantity) -> Span | None:
        """Return the last name before the number that a verb follows: 某镇|启动…，30个村."""
        if self._acting is None:
            names = self._scene.names.within(*self._sentence)
            self._acting = [Span(name.start, name.end) for name in names if self._acts(name)]
        for index in range(bisect_left(self._acting, (quantity.start,)) - 1, -1, -1):
            if self._acting[index].end <= quantity.start:
                return self._acting[index]
        return None

    def _acts(self, name: Name) -> bool:
        if name.kind not in ENTITIES | PLACES or not is_unit(name, self._text):
            return False
        if is_cut_out(self._text, name):
            return False
        if self._text[name.start - 1 : name.start] in _ONLY_WHERE:
            return False
        index, word = self._tokens.from_position(name.end)
        return bool(word) and self._tokens.flags[index] in _VERBAL and word not in _NO_VERB
