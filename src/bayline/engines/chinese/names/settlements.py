"""Towns, villages and rivers that no gazetteer knows, by the name before their suffix."""

import re

from bayline.engines.chinese.names.context import SHORT, Context
from bayline.engines.chinese.names.grammar import Ending, grammar
from bayline.engines.chinese.names.heads import is_counted, proper_head
from bayline.engines.chinese.terms import Name, NameKind

_NOT_AFTER_VILLAGE = tuple("庄寨港区民务级居落集企屯里口落道貌容")
_LONGEST = 4  # characters before the suffix
_SETTLED = frozenset({NameKind.VILLAGE, NameKind.PLACE})
_LEADING = frozenset("使让令将把被由为从向对与和及在于到至")
_PLAIN = re.compile(r"[\u4e00-\u9fff]+")
_BEGINNING = frozenset("新旧上下前后中内外原同联")  # 新埭, 下坊, 中华: words with which names begin
_PHRASE_TAGS = frozenset(["p", "c", "u", "uj", "ul", "r", "d", "x", "m", "v"])
_LIES = re.compile("位于|地处|坐落|下辖|辖|总?面积|区域面积|总人口|常住人口")
_CLAUSE_HEAD = re.compile(r"(?:^|[\n，。；：])[ \u3000]*([\u4e00-\u9fff]{2,4})$")
# 面积最大的乡镇为某镇: what is said to be a town, at the end of its clause.
_SAID = re.compile(r"(?:镇|乡|街道|村|社区|区|县|的|分别|依次)(?:为|是)([\u4e00-\u9fff]{1,4})$")
_SAID_ENDS = re.compile(r"$|[，。；、\n和与及（(]")


def village(context: Context, ending: Ending) -> Name | None:
    """石桥村 after its town, in a list of its like, or by its name."""
    if context.text.startswith(_NOT_AFTER_VILLAGE, ending.end):
        return None
    is_village = context.text[ending.end - 1] == "村"
    return _settled(context, ending, NameKind.VILLAGE if is_village else NameKind.PLACE)


def settlement(context: Context, ending: Ending) -> Name | None:
    """柳溪镇, a town or county."""
    return _settled(context, ending, NameKind.PLACE)


def waters(context: Context, ending: Ending) -> Name | None:
    """太浦河 before 河道 or 沿线: a river where something is said that only rivers have."""
    if any(end in context.place_ends for end in range(ending.start + 1, ending.end + 1)):
        return None
    head = proper_head(context.words(ending, 5))
    if head is None or head.has_place or not 1 <= ending.start - head.start <= _LONGEST:
        return None
    return Name(head.start, ending.start + 1, NameKind.PLACE)


def _settled(context: Context, ending: Ending, kind: NameKind) -> Name | None:
    if ending.end in context.place_ends:
        return None
    start = _listed_start(context, ending)
    if start is None:
        start = _named_start(context, ending)
    return None if start is None else Name(start, ending.end, kind)


def _listed_start(context: Context, ending: Ending) -> int | None:
    """After its town, or in a list of its like, a name needs no other sign: 枫泾镇新义村."""
    before = _settled_before(context, ending)
    if before is None:
        return None
    is_above = before.kind is NameKind.PLACE
    is_listed = context.text[before.end] in ("、" if is_above else "、和与及")
    if not is_listed and not is_above:
        return None
    start = before.end + is_listed
    head = context.text[start : ending.start]
    if not head or _PLAIN.fullmatch(head) is None or is_phrase(head, is_sure=not is_listed):
        return None
    if len(head) == 1 and not is_listed and before.end - before.start == SHORT:
        return before.start  # 金山卫镇: one character is no name, the short place belongs to it
    return start


def _settled_before(context: Context, ending: Ending) -> Name | None:
    """The place or village that ends just before a name of at most a few characters."""
    last = context.last
    left = max(last.end, ending.start - _LONGEST - 1, 1)
    for end in range(ending.start - 1, left - 1, -1):
        if end in context.place_ends:
            return context.place_ends[end]
    is_near = last.end >= left and last.kind in _SETTLED
    return last if is_near and last.end < ending.start else None


def _named_start(context: Context, ending: Ending) -> int | None:
    described = _described_start(context, ending)
    if described is not None:
        return described
    words = context.words(ending, 8)
    head = proper_head(words)
    if head is None or is_counted(words, head):
        return None
    body = head.body
    length = sum(len(word.text) for word in body)
    is_name = all(word.tag in {"ns", "nr", "nrt"} for word in body)
    if not is_name or not SHORT <= length <= _LONGEST:
        return None
    start = body[0].start
    return start + 1 if length > SHORT and context.text[start] in _LEADING else start


def _described_start(context: Context, ending: Ending) -> int | None:
    """廊下镇位于…, 最大的乡镇为新仓镇: where a clause is about a town, its subject is one."""
    left = max(context.last.end, ending.start - _LONGEST - 3)
    head = None
    if _LIES.match(context.text, ending.end) is not None:
        head = _CLAUSE_HEAD.search(context.text, left, ending.start)
    elif _SAID_ENDS.match(context.text, ending.end) is not None:
        head = _SAID.search(context.text, left, ending.start)
    if head is None or head[1] in grammar().vague or is_phrase(head[1], is_sure=True):
        return None
    return head.start(1)


def is_phrase(head: str, *, is_sure: bool = False) -> bool:
    """Tell whether what stands before a suffix is a phrase rather than a name: 推进乡, 所有镇.

    Args:
        head: The characters before the suffix.
        is_sure: Whether it follows its town, so that even a common noun names it: 水库村.
    """
    tables = grammar()
    if head in tables.verbs or (head in tables.vague and not is_sure):
        return True
    import rjieba

    words = rjieba.tag(head)
    is_verbal = any(
        word in tables.verbs and not (is_sure and word in _BEGINNING) for word, _ in words
    )
    return is_verbal or (len(words) == 1 and words[0][1] in _PHRASE_TAGS and len(head) > 1)
