"""The things with which sentences open, kept in mind for the sentences that follow.

某项目总投资…。项目建成后… : news and notices name a project or a firm once, at the head of a
sentence, and then go on with 项目, 该公司, or without any subject at all.
"""

import re
from bisect import bisect_left, bisect_right

from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.scene import Scene
from bayline.engines.chinese.subjects import is_anaphor, pointed_kinds
from bayline.engines.chinese.terms import NameKind, Span

_LEAD = 12  # characters of a time with which a sentence opens
_LONGEST_THING = 56
_LONGEST_MEMORY = 6  # sentences in which a thing named at the head of one stays in mind
_LONGEST_BACK = 300  # characters in which a project stays in mind
_LONGEST_WORD = 6
_LONGEST_CLAUSE = 30  # characters of what is said of a thing before its name
_STOPPED = re.compile("[，。；：]")
_GOES_ON = frozenset("，经途全总长位由已将正")
_VERBS = frozenset({"v", "d", "vd", "ad", "p", "c"})
_FAR = 1 << 60
_FIRMS = ("公司", "集团", "银行", "合作社", "厂")
_BUILT = ("项目", "工程")
_OPENER = re.compile(
    r"[，,、\s]*(?:第\s*[\d一二三四五六七八九十]{1,3}\s*条\s*|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.．、]\s?)?"
    r"(?:其中|此外|此前|另外|目前|日前|近日|同时|据(?:了解|介绍|悉|统计|报道|[^，。；]{2,20}(?:介绍|透露|表示|说明))|(?:记者)?[^，。]{0,8}(?:了解到|获悉))?[，,]?"
    r"(?:以来|末|底)?[，,]?(?:[^，。；\d]{2,10}方面[，,])?"
)
_POINTED = "项目|工程|公司|企业|园区|基地|集团|线路|公路|大桥|合作社|大楼"
_NAMED = (
    "项目|工程|产业园|园区|公司|集团|基地|科创园|大楼|线路|公路|高速|大桥|合作社|学校|医院|机场|电站"
    "|水库|银行|加工厂|工厂|电厂|水厂|长廊|综合体|广场|码头"
)
_THING = re.compile(
    rf"(?P<pointer>(?:该|本|此|这个?|上述)(?:{_POINTED})(?!的))"
    rf"|(?P<thing>(?:项目|工程|公司|园区|集团|合作社|(?![该本此这对])[^，。；：的、]{{2,42}}?(?:{_NAMED}))(?:[一二三1-3]期)?)"
    r"(?=位于|坐落|由|总|将|计划|规划|预计|已|占|于|是|建|完|按|采|实|投|分|全|今|现|去|拟|正|设|长|注|共|租|，|[12]\d{3}年)"
    r"|对(?P<given>[^，。；（(]{2,30}?(?:项目|企业|主体|单位|个人|农户|合作社|机构|园区|平台|团队|人才|基地))"
    r"(?=[（(，,]|[^，。；]{0,20}(?:给予|予以|奖励|补助|补贴))"
)
_MENTION = re.compile(
    r"(?:的|建设|实施|投资|启动|推进|签约|引进|新建|打造|落户)(?P<thing>[^，。；：、的\n\d]{3,30}?(?:项目|工程))"
)
# 某某文化长廊|举行开工仪式
_BEGUN = re.compile(
    r"(?:^|[，。\n])(?P<thing>[^，。；：、\n]{4,40}?)(?:正式|顺利|隆重)*(?:举行|破土|开工)(?:开工|奠基|启动|动工|签约|建设|仪式)+"
)


class Openings:
    """Gives the thing with which a sentence opens, and those opened with before.

    Args:
        scene: The text with its sentences, paragraphs and names.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene, self._text = scene, scene.folded
        self._known: dict[int, Span | None] = {}
        self._heads: dict[int, int] = {}

    def head(self, sentence: Span) -> int:
        """Return where a sentence begins behind a time and words such as 据了解."""
        if sentence.start not in self._heads:
            self._heads[sentence.start] = self._find_head(sentence)
        return self._heads[sentence.start]

    def _find_head(self, sentence: Span) -> int:
        start, end = sentence
        for time in self._scene.times_within(start, start + _LEAD):
            start = time.end if time.start <= start + 1 else start
        opener = _OPENER.match(self._text, start, end)
        return opener.end() if opener else start

    def thing(self, sentence: Span) -> Span | None:
        """Return the project, firm, road … with which a sentence opens."""
        if sentence.start not in self._known:
            head = self.head(sentence)
            self._known[sentence.start] = self.at(head, sentence.end) or self._described(head)
        return self._known[sentence.start]

    def before(self, position: int, paragraph: int, *, ending: str = "") -> Span | None:
        """Return the last thing with which a sentence of the paragraph opens before a position."""
        sentences = self._scene.sentences
        last = bisect_left(sentences, (position,)) - 1
        for index in range(last, max(-1, last - _LONGEST_MEMORY), -1):
            if sentences[index].end <= paragraph:
                break
            thing = self.thing(sentences[index])
            if thing is not None and thing.end <= position and self._is_named(thing, ending):
                return thing
        return None

    def of_paragraph(self, paragraph: int) -> Span | None:
        """Return the thing with which the first sentence of a paragraph opens."""
        sentences = self._scene.sentences
        first = bisect_right(sentences, (paragraph, _FAR)) - 1
        if first < 0:
            return None
        thing = self.thing(sentences[first])
        if thing is None or self._text[thing.start].isdigit():
            return None  # 86个项目…
        return thing if self._is_named(thing, "") else None

    def pointed_at(self, pointer: Span, paragraph: int) -> Span | None:
        """Return what 该工程 or 项目 points back to: the nearest of its kind in the paragraph."""
        words = self._text[pointer.start : pointer.end]
        name = self._scene.names.last_before(paragraph, pointer.start, pointed_kinds(words))
        named = Span(name.start, name.end) if name else None
        opened = self.before(pointer.start, paragraph, ending=words[-2:])
        opened = opened or self._mentioned(pointer, paragraph)
        known = [span for span in (named, opened) if span is not None]
        return max(known, default=None)

    def at(self, start: int, end: int) -> Span | None:
        """Return the thing that the words in [start, end) open with."""
        thing = _THING.match(self._text, start, min(end, start + _LONGEST_THING))
        if thing is None:
            return self._name_at(start, end)
        group = thing.lastgroup or "thing"
        words = lexicon()
        if group == "thing" and (
            words.leading.match(self._text, start)
            or self._text.startswith(words.long_adverbs, start)
            or self._is_verb(start)
        ):
            return None  # 建设某工程, 加快重大项目, 狠抓重大项目
        return Span(*thing.span(group))

    def _name_at(self, start: int, end: int) -> Span | None:
        """The name of a project, firm or road at the head, which is not one of several."""
        for name in self._scene.names.within(start, start + 1):
            follows = self._text[name.end : name.end + 1]
            text = self._text[name.start : name.end]
            speaks = name.kind is NameKind.PROJECT or text.endswith(_FIRMS)
            if speaks and name.end < end and follows not in "、和与及的":
                return Span(name.start, name.end)
        return None

    def _described(self, head: int) -> Span | None:
        """The road or project at the end of what is said of it: 连接甲地至乙地的|某铁路，…."""
        for name in self._scene.names.within(head + 1, head + _LONGEST_CLAUSE):
            if self._text[name.start - 1] == "的" and name.kind in (
                NameKind.ROAD,
                NameKind.PROJECT,
            ):
                is_alone = not _STOPPED.search(self._text, head, name.start)
                follows = self._text[name.end : name.end + 1]
                return Span(name.start, name.end) if is_alone and follows in _GOES_ON else None
        return None

    def _is_verb(self, position: int) -> bool:
        import rjieba

        _, flag = rjieba.tag(self._text[position : position + _LONGEST_WORD])[0]
        return flag in _VERBS

    def _mentioned(self, pointer: Span, paragraph: int) -> Span | None:
        """The last project said to be built, 某公司的|某项目, in the paragraph."""
        if not self._text.endswith(_BUILT, pointer.start, pointer.end):
            return None
        start = max(paragraph, pointer.start - _LONGEST_BACK)
        said = list(_MENTION.finditer(self._text, start, pointer.start))
        begun = _BEGUN.search(self._text, max(0, pointer.start - _LONGEST_BACK), pointer.start)
        if not said and begun is not None:
            return Span(*begun.span("thing"))
        return Span(*said[-1].span("thing")) if said else None

    def _is_named(self, thing: Span, ending: str) -> bool:
        words = self._text[thing.start : thing.end]
        return words.endswith(ending) and not is_anaphor(words)
