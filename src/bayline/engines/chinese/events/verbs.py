"""The verbs of events, compiled: one pass over a text finds where one may be told."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from bayline.engines.chinese.terms import EventKind

_AFTER = (
    r"(?!后|以后|之后|前|之前|率|数|量|额|速|时|条件|基础|难|日期|面积|里程|企业|项目"
    r"|的(?!第|全国|国家|首))"
)
_VERBS: tuple[tuple[EventKind, str, str], ...] = (  # kind, words, what must follow
    (EventKind.ACCEPTED, "通过验收|验收合格|进行验收|开展验收|完成验收|接受验收", ""),
    (EventKind.ACCEPTED, "通过", r"(?=[^，。；、\n]{1,12}?验收)"),
    (
        EventKind.AGREED,
        "签订了|签署了|达成了|签订|签署|达成",
        r"(?=[^，。；\n]{0,30}?(?:协议|协定|备忘录|公约|计划|意向书|宣言|声明|方案))",
    ),
    (
        EventKind.DESIGNATED,
        "命名为|评选为|评定为|认定为|授予为|确定为|评为|列为|被授予|获评|荣获|入选|列入|跻身",
        r"(?!准|预算|议事日程|工作|计划管理)",
    ),
    (EventKind.STARTED, "开工建设|开工|启动建设|开建|破土动工|正式动工|动工建设|动工", ""),
    (EventKind.STARTED, "奠基", r"(?!人|者|石|性|作|之)"),
    (EventKind.AT_CAPACITY, "达产", r"(?!达效|满产)|(?=达效|满产)"),
    (
        EventKind.OPERATING,
        "并网发电|并网投运|建成投产|建成投运|建成投用|建成启用|投产|投入运营|投入运行|投入生产|投入使用|试运行|试运营|投运|投用|启用",
        "",
    ),
    (
        EventKind.OPENED,
        "建成通车|通车运营|通车|开放交通|开通运营|开通|通航|开园|开馆|开业|开行|建成开放|正式开放",
        "",
    ),
    (EventKind.OPENED, "揭牌成立|揭牌启用|揭牌运营|揭牌运行|揭牌|挂牌成立|挂牌运营|挂牌运行", ""),
    (EventKind.COMPLETED, "竣工|完工", r"(?!区|度)"),
    (EventKind.COMPLETED, "全线贯通|顺利贯通|双线贯通|封顶|合龙|合拢", r"(?!线|价|贷)"),
    (EventKind.COMPLETED, "建成", r"(?!区|度|投|启|开|通车|运|使用|为)"),
    (EventKind.SIGNED, "签约", r"(?!金额|率|投资|落地项目|总额|引)"),
    (EventKind.SIGNED, "签订|签署", ""),
    (EventKind.LAUNCHED, "启动实施|启动", r"(?!资金|区|建设|器|期|仪式|费|力|机)"),
    (
        EventKind.HELD,
        "举行|召开|举办|承办|开幕|闭幕",
        r"(?!式|权|地|城市|国|场馆|方|单位|者)",
    ),
)
_INSIDE_WORD = {
    "动工": "推互带流联自活移驱启劳",
    "开行": "展",
    "开通": "",
    "建成": "改创搭构",
    "启用": "",
    "达产": "",
    "通过": "",
    "开业": "",
    "列入": "",
    "开建": "",
    "通航": "",
    "达成": "",
}
_WITH_STAGE = frozenset(
    [
        EventKind.STARTED,
        EventKind.COMPLETED,
        EventKind.OPERATING,
        EventKind.OPENED,
        EventKind.AT_CAPACITY,
    ]
)


class Verb(NamedTuple):
    """A verb of an event with its kind."""

    kind: EventKind
    start: int
    end: int
    is_relative: bool = False  # 明年投产的 stands before what it is said of


class _Grammar(NamedTuple):
    """The verbs, compiled: an automaton of words, with kind and condition of each."""

    automaton: AhoCorasick
    words: tuple[str, ...]
    rules: tuple[tuple[tuple[EventKind, re.Pattern[str]], ...], ...]


class Words(NamedTuple):
    """The words around verbs, from events.toml."""

    things: tuple[str, ...]
    adverbs: frozenset[str]
    leading: re.Pattern[str]
    idle: frozenset[str]
    joined: re.Pattern[str]
    ceremonies: tuple[str, ...]


@lru_cache(maxsize=1)
def words_around() -> Words:
    """Read the tables once."""
    folder = files("bayline.engines.chinese.events")
    tables = tomllib.loads(folder.joinpath("events.toml").read_text("utf-8"))
    leading = "|".join(tables["leading"].split())
    joined = "|".join(tables["joined"].split())
    return Words(
        tuple(tables["things"].split()),
        frozenset((*tables["adverbs"].split(), *"，、 \n\t\r")),
        re.compile(rf"(?:[，、\s”]|{leading})+"),
        frozenset(tables["idle"].split()),
        re.compile(rf"(?:(?:[、和与及或并]|以及)?(?:{joined})){{1,6}}"),
        tuple(tables["ceremonies"].split()),
    )


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    rules: dict[str, list[tuple[EventKind, re.Pattern[str]]]] = {}
    for kind, words, condition in _VERBS:
        tail = _AFTER if kind not in {EventKind.DESIGNATED, EventKind.HELD} else ""
        compiled = re.compile(f"(?:{condition}){tail}" if condition else tail)
        for word in words.split("|"):
            rules.setdefault(word, []).append((kind, compiled))
    automaton = AhoCorasick(list(rules), matchkind=MatchKind.LeftmostLongest)
    return _Grammar(automaton, tuple(rules), tuple(map(tuple, rules.values())))


def verbs(text: str) -> Iterator[Verb]:
    """Find the verbs of events, in text order, by what stands before and behind them."""
    automaton, words, rules = _grammar()
    for index, start, end in automaton.find_matches_as_indexes(text):
        if start and text[start - 1] in _INSIDE_WORD.get(words[index], ""):
            continue
        for kind, condition in rules[index]:
            if condition.match(text, end):
                yield Verb(kind, start, end)
                break
        else:
            kind = rules[index][0][0]
            if kind in _WITH_STAGE and text.startswith("的", end):
                yield Verb(kind, start, end, is_relative=True)
