"""Of which place a figure of a text of progress is, and whether that is the table's own."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bayline.engines.chinese.gazetteer import Gazetteer, national
from bayline.engines.chinese.gazetteer.guards import guards
from bayline.engines.chinese.terms import NameKind
from bayline.systems.reading.rules.passages import Item, View

# Levels of the place that speaks, from the highest down; a lower one makes a higher foreign.
_LEVELS = {"国": 0, "省": 1, "市": 2, "县": 3, "区": 3, "旗": 3, "镇": 4, "乡": 4}
_SPEAKING = re.compile(r"[全我本](?P<level>[国省市县区旗镇乡])(?![^，。；\d]{0,6}平均)")
_FOREIGN = ("全国", "全省", "全球", "长三角")
_TIME = (
    r"(?:20\d\d年|今年|年初|目前|截至[^，]{0,10}|[前一二三四第上下]{1,3}半?[年季]度?|上半年"
    r"|\d{1,2}(?:[-—~至]\d{1,2})?月份?|其中|同期|预计|而|但|以来|:|：|\s)*"
)
_OPENING = re.compile(rf"^{_TIME}(?P<rest>.*)$")
_TOWN = re.compile(
    r"^(?P<name>(?![全我本各])[\u4e00-\u9fff]{2,5}?(?:镇|街道|乡|村|社区|园区|开发区|工业区|高新区|度假区|新区|港区))"
    r"(?![化级容域集中居民户务办人基振建产业社改污])"
)
_NO_TOWN = re.compile(
    r"城镇|乡镇|小镇|新村|农村|乡村|老旧|小区|村村|行政村|自然村|示范村|各|建设|创建|完成|新增|改造|实施|推进|城乡|村级"
)
_WORDS = re.compile(
    r"含|不含|包括|预计|快报|初步|累计|同比|环比|现价|可比|不变|全[市区县镇省]|其中|左右|口径|年化|目标|新增|约|已|占|考核|测算|统计|名义|实际|任务|上年|去年|第"
    r"|新建|改建|在建|完成|剔除|扣除|增长|下降|排名|位"
)
_NAMED = re.compile(r"^[\u4e00-\u9fff]{2,6}$")
_NOT_SUBJECT = re.compile(
    r"^[^，。；\d]{0,8}(?:第|位|排|平均|局|委|办|政府|签|合作|对接|召开|举办)"
)


@lru_cache(maxsize=4)
def bare_names(places: Gazetteer | None) -> frozenset[str]:
    """Give the names of places without the word for what they are, which are no other words.

    Args:
        places: The places of the region; None for the divisions of the country alone.
    """
    names = (bare(one.place.name) for one in (places or national()).entries if one.until is None)
    return frozenset(name for name in names if len(name) > 1) - guards().words


def place_of(view: View, item: Item, *, names: frozenset[str]) -> str:
    """Give the place that the words say a figure is of; empty where they name none or their own.

    Args:
        view: The text.
        item: The figure.
        names: Names of places without the word for what they are: 漕泾, 平湖.
    """
    bracket = re.match(r"^[（(](?P<words>[^（）()\d]{2,12})[）)]", view.folded[item.end :])
    if bracket and _is_place_like(bracket["words"]):
        return bracket["words"]
    sentence = re.split(r"[。；;！？\n]", view.folded[max(0, item.start - 200) : item.start])[-1]
    offset = item.start - len(sentence)
    for clause in reversed([*re.finditer(r"[^，（）()]+", sentence)]):
        found = _opened_by(view, clause[0], offset + clause.start(), names)
        if found is not None:
            return found
    return ""


def _is_place_like(words: str) -> bool:
    return bool(_NAMED.match(words)) and not _WORDS.search(words)


def _opened_by(view: View, clause: str, start: int, names: frozenset[str]) -> str | None:
    """Give the place that a clause opens with: empty for the own one, None where it names none."""
    opening = _OPENING.match(clause)
    rest = opening["rest"] if opening else clause
    if rest.startswith(("不含", "含", "剔除", "扣除", "不包括", "包括", "除")):
        return ""  # a part left out is no place of the figure
    at = start + len(clause) - len(rest)
    speaking = _SPEAKING.match(rest)
    if speaking is not None:
        return _spoken(view.folded, rest[:2], speaking["level"])
    if rest.startswith(_FOREIGN):
        return "" if _NOT_SUBJECT.match(rest[2:]) else rest[:2]
    town = _TOWN.match(rest)
    if town is not None and not _NO_TOWN.search(town["name"]):
        return town["name"]
    return _divided(view, at, rest) or _named_shortly(rest, names)


def _named_shortly(rest: str, names: frozenset[str]) -> str | None:
    for size in (4, 3, 2):
        if rest[:size] in names and len(rest) >= size and not _NOT_SUBJECT.match(rest[size:]):
            return rest[:size]
    return None


def _spoken(text: str, words: str, level: str) -> str:
    """Give 全省 where the text speaks of its own county besides: then the province is another."""
    lowest = max(_LEVELS[found["level"]] for found in _SPEAKING.finditer(text))
    is_of_others = words[0] == "全" and (_LEVELS[level] < lowest or words in _FOREIGN)
    return words if is_of_others else ""


def _divided(view: View, at: int, rest: str) -> str | None:
    """Give the division of the country that stands at a place, as the subject of what follows."""
    found = None
    for name in view.document.reading.names:
        if name.kind is not NameKind.PLACE or name.start < at:
            continue
        if name.start > (at if found is None else found.end):
            break
        found = name
    if found is None:
        return None
    behind = rest[found.end - at :]
    if not behind or _NOT_SUBJECT.match(behind):
        return None
    return view.folded[found.start : found.end]


_SUFFIX = re.compile(r"(?<=..)(?:特别行政区|自治[区州县]|街道|新区|地区|[省市区县镇乡])$")


def bare(place: str) -> str:
    """Give a place without the word for what it is: 平湖 of 平湖市."""
    return _SUFFIX.sub("", place)


def is_own(place: str, own: Iterable[str], passage: str) -> bool:
    """Tell whether a place is the table's own: one of those known to be, or named in the target.

    Args:
        place: The place that a figure is of; empty for none.
        own: The names of the table's place.
        passage: The words of the target.
    """
    if not place or place in passage:
        return True
    name = bare(place)
    return any(name == bare(one) for one in own) or (len(name) > 1 and name in passage)


_LEAST_ROWS = 3  # that have to name a place before it is taken for the table's


def own_place(named: Sequence[frozenset[str]], texts: Iterable[str]) -> frozenset[str]:
    """Give the place that most rows of a table name as the subject of their figures.

    Args:
        named: The places of each row's figures.
        texts: The texts of progress; who speaks of 全县 does not speak for the province.
    """
    counts = Counter(bare(place) for places in named for place in places)
    if not counts:
        return frozenset()
    name, count = counts.most_common(1)[0]
    is_most = count >= _LEAST_ROWS and count * 2 >= len(named)
    is_wider = name in _FOREIGN and any(_is_of_less(text) for text in texts)
    return frozenset({name}) if is_most and not is_wider else frozenset()


def _is_of_less(text: str) -> bool:
    return any(_LEVELS[found["level"]] > 1 for found in _SPEAKING.finditer(text))
