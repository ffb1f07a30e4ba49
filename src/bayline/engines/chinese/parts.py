"""Parts named by what becomes of them: 77个项目，其中计划建成|8个, 第一批|4个, 签约|155亿元."""

import re
from collections.abc import Sequence

from bayline.engines.chinese.scene import Found, Thread
from bayline.engines.chinese.subjects import ends_as_thing
from bayline.engines.chinese.terms import Quantity, QuantityKind, Span
from bayline.engines.chinese.tokens import Tokens

_LEAD = re.compile(
    r"[、，；和与及\s]*(?:其中)?[，：:]?(?:截?[至到止](?:报道|公布|发布|发稿|统计|目前)(?:时|为止)?)?"
)
_STAGE = re.compile(
    r"(?:计划|拟|预计|已经?|正式|新|续|在)*"
    r"(?:开工|建成|竣工|投产|在?建|续建|新建|签约|落地|完工|通车|投用|投运|验收)(?:的?有|的)?"
)
_BATCH = re.compile(r"第[一二三四五六七八九十\d]{1,3}[批期轮](?:有|为)?")
_AMONG = re.compile(r"(?P<things>[^，。；\d]{1,12})[中里]，?(?:已|共|现)*有")
_DONE = "进行"
_SAID = re.compile(r"[^，。；：（）()]{4,24}")
_TAIL = re.compile(r"(?:的?有|的|为)$")
PARTS_END = frozenset("工成产建约地用运收车批期轮有的为")  # of a stage or batch
_LEAST = 2  # characters of a stage
_NOUNS = "(?:项目|工程|企业)"
_LONGEST_BACK = 120  # characters


class Parts:
    """Finds parts of a whole counted before, in one sentence.

    Args:
        folded: The folded text.
        sentence: Where the sentence stands.
        quantities: Its figures.
        thread: What the clauses before hand on.
        tokens: Its words.
    """

    def __init__(
        self,
        folded: str,
        sentence: Span,
        quantities: Sequence[Quantity],
        thread: Thread,
        tokens: Tokens,
    ) -> None:
        self._text, self._sentence = folded, sentence
        self._quantities, self._carried, self._tokens = quantities, thread, tokens

    def find(self, position: int) -> Found | None:
        """Return what a figure measures whose words only say which part of a whole it is.

        Args:
            position: Which figure of the sentence.
        """
        if self._text[self._quantities[position].outer_start - 1] not in PARTS_END:
            return None
        if position and self._text[self._quantities[position].outer_start - 1] == "有":
            member = self._member(position)
            if member is not None:
                return member
        words = self._words(position)
        if words is None:
            return None
        quantity = self._quantities[position]
        if quantity.kind is QuantityKind.MONEY:
            return self._of_stage(words)
        whole = self._carried.whole
        if (
            quantity.kind is not QuantityKind.COUNT
            or whole is None
            or whole[0].unit != quantity.unit
        ):
            return None
        return Found(self._text[words.start : words.end], words, whole[1], "part")

    def _member(self, position: int) -> Found | None:
        """50个项目中，有|18个|利用旧厂房建设: what the verb behind says of some of them."""
        whole, some = self._quantities[position - 1], self._quantities[position]
        among = _AMONG.fullmatch(self._text, whole.outer_end, some.outer_start)
        said = _SAID.match(self._text, some.outer_end, self._sentence.end)
        if among is None or said is None or whole.unit != some.unit or ends_as_thing(said[0]):
            return None
        index, _ = self._tokens.from_position(some.outer_end)
        if not self._tokens.flags[index].startswith("v") and _DONE not in said[0]:
            return None
        owner = Span(whole.start, among.end("things"))
        return Found(said[0], Span(*said.span()), owner, "part")

    def _words(self, position: int) -> Span | None:
        """The stage or batch that alone stands between a figure and the one before it."""
        quantity = self._quantities[position]
        floor = self._quantities[position - 1].outer_end if position else self._sentence.start
        start = max(floor, self._text.rfind("，", floor, quantity.outer_start))
        lead = _LEAD.match(self._text, start, quantity.outer_start)
        start = lead.end() if lead else start
        said = _STAGE.fullmatch(self._text, start, quantity.outer_start)
        said = said or _BATCH.fullmatch(self._text, start, quantity.outer_start)
        if said is None:
            return None
        tail = _TAIL.search(self._text, start, quantity.outer_start)
        end = tail.start() if tail else quantity.outer_start
        return Span(start, end) if end - start >= _LEAST else None

    def _of_stage(self, words: Span) -> Found | None:
        """总投资245亿元，其中|签约|155亿元: the same of the 签约项目 named before."""
        thread = self._carried
        if thread.attribute is None:
            return None
        stage = self._text[words.start : words.end]
        start = max(self._sentence.start, words.start - _LONGEST_BACK)
        named = re.search(re.escape(stage) + _NOUNS, self._text[start : words.start])
        if named is None:
            return None
        owner = Span(start + named.start(), start + named.end())
        return Found(thread.attribute, thread.attribute_span, owner, "part")
