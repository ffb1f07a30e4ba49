"""Whose a figure is, when the words next to it do not say: holders, antecedents, and topics."""

import re

from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.phrases import right_phrase
from bayline.engines.chinese.scene import Found, Scene, Thread
from bayline.engines.chinese.subjects import (
    ENTITIES,
    PLACES,
    document_that_says,
    ends_as_thing,
    holder,
    is_anaphor,
    is_bare_head,
    is_unit,
)
from bayline.engines.chinese.terms import Name, Quantity, QuantityKind, Span
from bayline.engines.chinese.tokens import Tokens

_OPENING = 2  # characters by which a name may follow the start of its phrase
_SHORTEST_THING = 4  # characters of 某某项目
_PAIR = 2  # counts in a row; more than that are a whole and its parts
_HERE = re.compile(r"(?:这里|当地|此地|该地|这一带|那里)的?")
_QUOTED_PLACE = re.compile(r"“[^”]{1,10}[镇村县州园港湾谷乡]”(?=.)")
_LEAD = 12  # characters of a time with which a sentence opens
_LONGEST_THING = 44
_OPENER = re.compile(
    r"[，,、\s]*(?:其中|此外|另外|目前|据了解|据介绍|同时)?[，,]?(?:以来|末|底)?[，,]?"
)
_OPENING_THING = re.compile(
    r"(?P<thing>(?:(?:该|本|此|这个?|上述)?(?:项目|工程|公司|企业|园区|基地|集团|线路|大桥|合作社|大楼)"
    r"|[^，。；：的、]{2,30}?(?:项目|工程|产业园|园区|公司|集团|基地|科创园|大楼|线路|公路|大桥|合作社|学校|医院|机场|电站|水库))(?:一期|二期|三期)?)"
    r"(?=位于|坐落|由|总|将|计划|规划|预计|已|占|于|是|建|完|采|实|投|分|全|今|现|去|拟|正|设|长|注|共|租|，|[12]\d{3}年)"
)
_GIVEN = re.compile(
    r"(?<![面针])对(?P<who>[^，。；对]{2,30}?)(?:，)?(?:一次性|最高|再|按)?(?:给予|奖励|补助|补贴|资助)(?=[^，。；]{0,12}$|[^，。；]*\d)"
)
_INVESTED = re.compile(r"投资|资金|用地|占地")
_PLACE_ENDINGS = tuple("省市区县镇乡村")
_ONLY_WHERE = frozenset("在于到对向往赴、")  # before a name: it is where, not who
_VERBAL = frozenset({"v", "d", "vd", "ad", "p"})
_NO_VERB = frozenset({"建设", "生产", "发展", "国际", "对"})


class Owners:
    """Finds the subject of the figures of one sentence."""

    def __init__(
        self, scene: Scene, sentence: Span, thread: Thread, *, tokens: Tokens, paragraph: int
    ) -> None:
        self._scene, self._text = scene, scene.folded
        self._sentence, self._carried, self._tokens = sentence, thread, tokens
        self._paragraph = paragraph  # where the paragraph begins
        self._counted: Span | None = None
        self._whole: Span | None = None
        self._counts = 0  # counts in a row
        self._opens: tuple[Span | None] | None = None

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return self._text[span.start : span.end]

    def named(self, phrase: Span) -> Span | None:
        """Return the name or thing that a phrase in front of a verb is."""
        name = self._scene.names.last_before(phrase.start, phrase.end, ENTITIES | PLACES)
        if (
            name is not None
            and is_unit(name, self._text)
            and (name.start - phrase.start <= _OPENING or name.end == phrase.end)
        ):
            return Span(name.start, name.end)
        text = self.words(phrase)
        return phrase if ends_as_thing(text) and len(text) >= _SHORTEST_THING else None

    def holder(self, clause: int, quantity: Quantity) -> Span | None:
        """Return who has what is counted: 常规项目|包括A、B、C3个类别."""
        return holder(self._text, Span(clause, quantity.start))

    def doer(self, before: Span, previous: Quantity | None) -> Span | None:
        """Return who does it, where a verb splits the phrase: 1299个重大项目|完成|投资."""
        if before.end <= before.start:
            return None
        if previous is not None and previous.outer_end == before.start:
            return Span(previous.start, before.end)
        return self.named(before)

    def behind(self, quantity: Quantity, measured: Span) -> Span | None:
        """Return the thing that follows its figure: 总投资35亿元的|某项目."""
        if not self._text.startswith("的", quantity.outer_end):
            return None
        if not self.words(measured).endswith(lexicon().heads):
            return None
        owner = right_phrase(self._text, self._tokens, quantity.outer_end, self._sentence.end)
        return owner if owner and ends_as_thing(self.words(owner)) else None

    def antecedent(self, position: int) -> Span | None:
        """Return the last thing named in the paragraph, to which 该工程 points back."""
        name = self._scene.names.last_before(self._paragraph, position, ENTITIES)
        return Span(name.start, name.end) if name else None

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

    def quoted_place(self, phrase: Span) -> Span | None:
        """Return “某五镇” at the head of a phrase."""
        match = _QUOTED_PLACE.match(self._text, phrase.start, phrase.end)
        return Span(*match.span()) if match else None

    def note_counted(self, quantity: Quantity, found: Found) -> None:
        """Remember 12个重点产业项目: a 总投资 behind is theirs; of whole and parts, the whole's."""
        if quantity.kind is not QuantityKind.COUNT or not found.attribute_span:
            self._counts = 0
            return
        self._counts += 1
        is_thing = ends_as_thing(found.attribute or "")
        if self._counts <= _PAIR:
            self._counted = _with_number(quantity, found.attribute_span) if is_thing else None
            self._whole = self._whole if self._counts == _PAIR else self._counted
        else:
            self._counted = self._whole

    def so_far(self, found: Found, quantity: Quantity) -> Span | None:
        """Return the subject that the words up to here leave standing for a figure without one."""
        thread, span = self._carried, found.attribute_span
        says = document_that_says(self._text, self._sentence, span.start) if span else None
        if says is not None:
            return says
        recipient = self._recipient(quantity)
        if recipient is not None:
            return recipient
        is_bare = span is not None and is_bare_head(self._text, span)
        if is_bare and self._counted is not None and _INVESTED.search(found.attribute or ""):
            return self._counted
        subject = thread.subject
        stays = subject is not None and self._stays(subject)
        if not found.is_own or is_bare or stays or self._counts:
            subject = subject or self._opening()
            return subject or thread.topic or self._name_in_sentence(quantity)
        return self._opening() or thread.topic or self._name_in_sentence(quantity)

    def _recipient(self, quantity: Quantity) -> Span | None:
        """Return who is given an amount: 对|首次升规企业|奖励20万元."""
        if quantity.kind is not QuantityKind.MONEY:
            return None
        start = max(self._sentence.start, quantity.start - _LONGEST_THING)
        given = list(_GIVEN.finditer(self._text, start, quantity.start))
        return Span(*given[-1].span("who")) if given else None

    def _opening(self) -> Span | None:
        """Return the thing with which the sentence opens: 该项目|总投资…, 某某路|全长…."""
        if self._opens is None:
            self._opens = (self._find_opening(),)
        return self._opens[0]

    def _is_adverb(self, position: int) -> bool:
        return self._tokens.from_position(position)[1] in lexicon().adverbs

    def _find_opening(self) -> Span | None:
        start, end = self._sentence
        for time in self._scene.times_within(start, start + _LEAD):
            start = max(start, time.end)
        opener = _OPENER.match(self._text, start, end)
        start = opener.end() if opener else start
        thing = _OPENING_THING.match(self._text, start, min(end, start + _LONGEST_THING))
        if thing is None or lexicon().leading.match(self._text, start) or self._is_adverb(start):
            return None
        span = Span(*thing.span("thing"))
        return self.resolve(span) if is_anaphor(self.words(span)) else span

    def _stays(self, subject: Span) -> bool:
        """Whether a subject holds for all of its sentence: 全市, 某镇."""
        words = self.words(subject)
        return words in lexicon().region_words or words.endswith(_PLACE_ENDINGS)

    def resolve(self, pointer: Span) -> Span:
        """Return what 该工程 or 项目 points back to, or the words themselves."""
        if self._counted is not None and self.words(pointer).endswith("项目"):
            return self._counted
        return self.antecedent(pointer.start) or pointer

    def _name_in_sentence(self, quantity: Quantity) -> Span | None:
        """Return the last name before the number that a verb follows: 某镇|启动…，30个村."""
        for name in reversed(self._scene.names.within(self._sentence.start, quantity.start)):
            if name.end <= quantity.start and self._acts(name):
                return Span(name.start, name.end)
        return None

    def _acts(self, name: Name) -> bool:
        if name.kind not in ENTITIES | PLACES or not is_unit(name, self._text):
            return False
        if self._text[name.start - 1 : name.start] in _ONLY_WHERE:
            return False
        index, word = self._tokens.from_position(name.end)
        return bool(word) and self._tokens.flags[index] in _VERBAL and word not in _NO_VERB


def _with_number(quantity: Quantity, thing: Span) -> Span:
    """12个|重点产业项目 where they stand together, else the thing alone."""
    return Span(quantity.start, thing.end) if quantity.outer_end == thing.start else thing
