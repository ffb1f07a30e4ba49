"""Whom or what a fact is about: the name in front of the thing measured, or the one said before."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.terms import Name, NameKind, Span

# Kinds of schools, and what is counted of them.
_SCHOOL = re.compile(
    r"(?P<subject>.{0,12}?(?:高中|初中|小学|中学|幼儿园|高校|高等学校|院校|中职|职校|特校|学校|研究生教育|高等教育|职业教育))(?:共|有|共有)?"
    r"(?P<attribute>(?:招收|招生|毕业(?!生)|在校|在学|在园|入园|离园|专任|教职)[^，。]{0,8})"
)
# Things that are planned and built: what stands behind them is measured on them.
_OBJECT = re.compile(
    r"(?P<subject>.{0,}?(?:项目|工程|集群|景区|(?<![阶时])段|线路|道路|路段|河道|公路|高速|铁路|高铁|大道|大桥|隧道|运河|路线|地铁|轻轨|专线|快线|枢纽|产业链|班列|机场|口岸|路网|管网|车站|捷运|产业园|示范区|开发区|工业区|园区|基地|集团|公司|合作社|医院|学校|水库|电站|枢纽港|港区))(?:的|共|共计|预计|计[划画])?"
    r"(?P<attribute>(?:远景|建成区|规划|协议|意向|合同|年|累计|实际|完成|年度|当年度?|计[划画]|预计|概算)*(?:总投资(?:额|总额)?|总?经费|投资(?!者|商|促进)(?:额|总额|完成率)?|全长|总长|长度|总里程|里程|时速|自偿率|[长宽高深](?=$)|占地|总规模|总用地|用地|总?建筑面积|面积|总产值|产值|年产|产能|营收|综合营收|营业收入|销售收入|收入|税收|利润|(?:旅客|货邮|货物|集装箱)?吞吐量|开行量?|客流量?|床位|就业|亩均).{0,12})"
)
_ANAPHOR = re.compile(
    r"(?:该|本|此|整个|这一|这个|上述|全部)?(?:工程|企业|公司|园区|路段|线路|公路|道路|大桥|铁路|项目)$"
)
_SECTION = re.compile(r"(?:[一二三四五]期|[东西南北中]?段|路段|境内段|片区|主体)(?:工程)?")
_WHOSE = re.compile(r"(?:的|内|境内|共|地区(?!生产总值))")
_DOCUMENT_SAYS = re.compile(r"提出|明确|规定|要求|部署|包括|安排|细化|形成|推出|涵盖")
_DEFINITION = re.compile(r"\s*\d{1,3}[.、．]\s*(?P<term>[^：:。，]{2,30})[：:]")
ENTITIES = frozenset({NameKind.PROJECT, NameKind.ROAD, NameKind.ORGANISATION, NameKind.ZONE})
PLACES = frozenset({NameKind.PLACE, NameKind.VILLAGE, NameKind.ZONE})
_OWNERS = ENTITIES | PLACES
_POINTED = {
    **dict.fromkeys(("项目", "工程"), frozenset({NameKind.PROJECT})),
    **dict.fromkeys(("公司", "集团", "企业"), frozenset({NameKind.ORGANISATION})),
    **dict.fromkeys(("园区",), frozenset({NameKind.ZONE})),
    **dict.fromkeys(("公路", "道路", "路段", "线路", "大桥", "铁路"), frozenset({NameKind.ROAD})),
}
_THINGS = (
    *("项目", "工程", "基金", "企业", "公司", "集团", "园区", "基地", "平台", "中心", "园"),
    *("集群", "公路", "铁路", "高铁", "大桥", "隧道", "路线", "路网", "线路", "管网", "捷运"),
    *(
        "地铁",
        "大道",
        "快线",
        "专线",
        "机场",
        "港区",
        "码头",
        "水库",
        "电站",
        "水厂",
        "景区",
        "景点",
        "运河",
        "合作社",
    ),
)
_HOLDS = re.compile(
    r"(?:现|共|总共|主要|全面|一共|目前|下)?"
    r"(?:包括|分为|涵盖|包含|依托|辖|设有|拥有|建有|涉及|(?<![国所没具公私享])有|(?<![建架铺敷])设)"
    r"(?!关|效|序|机|限|色|力|望|施|备|计|置|立)"
)
_HAS = re.compile(
    r"(?P<who>[^，。；：]{2,24}?)(?:现|共|拥|列|设|建)?(?<![所国没具公私享含占稀])有"
    r"(?P<what>(?!关|效|序|机|限|色|力|望)[^有]{2,20})"
)
_WORKS = re.compile(
    r"(?:重大|重点|骨干|水利|民生|实事)工程(?=正式|预备|计划|完成|累计|[，,]?(?:20)?\d{2}年|全年|上半年)"
)
_LISTS = ("清单", "名单", "名录", "目录", "方案", "计划表")
_LONGEST_HOLDER = 24  # characters
_LONGEST_CONTENT = 1000  # characters of a sentence on what a 《document》 says
_BARE_HEAD = re.compile(
    r"(?:年末|年度|当年|年|累计|完成|计划|综合|货邮|旅客|货物|总|平均|实际|当年度?|预计|单位|亩均|年均|外资|项目|其|道路|规划|红线|建筑"
    r"|注册|地上|地下|设计|单程|日均|高峰|早高峰|户籍|常住|镇域|村域|区域|行政|耕地|占地|用地|绿化|森林|发车|投产后|建设|新建|改建|路线|主线|概算)*"
    r"(?:宽度?|长度?|高度|资金|资本|资本金|人口|户数|人数|票价|间隔|运力|覆盖率|容量|库容|装机|利税|利润|投资|投资额|投资完成率|完成率|吞吐量|产值|产量|产能|营收|收入|税收|利润|销售额|销售收入|全长|总长"
    r"|里程|面积|规模|占地|用地|建筑面积|出口|出口额|客流量?|就业|总投资|(?:合并)?(?:营业)?毛利率?|合并营收|[税][前后]盈余|每股盈余|净利润?|市值|市占率|服务|床位|成本|费用|工期|在校(?:学生|生)?|毕业(?:生)?|招生|教职工|专任教师|[入离在]园幼儿|馆舍面积|馆?内?藏书|总?经费)(?:额|量|总额)?"
)
_SHORTEST = 2  # characters of a thing measured


class NameIndex:
    """Names of a text by position."""

    __slots__ = ("_by_kinds", "_names", "_starts")

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._starts = [name.start for name in names]
        self._by_kinds: dict[frozenset[NameKind], tuple[list[Name], list[int]]] = {}

    @property
    def all(self) -> tuple[Name, ...]:
        """Every name, in text order."""
        return tuple(self._names)

    def within(self, start: int, end: int) -> Sequence[Name]:
        """Return the names that begin in [start, end)."""
        return self._names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def last_before(self, start: int, end: int, kinds: frozenset[NameKind]) -> Name | None:
        """Return the last name of these kinds that ends in [start, end]."""
        names, starts = self._of(kinds)
        for index in range(bisect_left(starts, end) - 1, -1, -1):
            if starts[index] < start:
                return None
            if names[index].end <= end:
                return names[index]
        return None

    def _of(self, kinds: frozenset[NameKind]) -> tuple[list[Name], list[int]]:
        """The names of these kinds and where they begin, sorted out once."""
        if kinds not in self._by_kinds:
            names = [name for name in self._names if name.kind in kinds]
            self._by_kinds[kinds] = names, [name.start for name in names]
        return self._by_kinds[kinds]


def split_phrase(folded: str, phrase: Span, names: NameIndex) -> tuple[Span | None, Span]:
    """Split 某项目总投资 into whose it is and what is measured.

    Returns:
        The subject, if the phrase opens with one, and the thing measured.
    """
    subject = _leading_name(folded, phrase, names)
    match = _OBJECT.fullmatch(folded, phrase.start, phrase.end)
    match = match or _SCHOOL.fullmatch(folded, phrase.start, phrase.end)
    if match and subject is not None and match.end("subject") > subject.end:
        subject = None  # 某集团|某产业园项目: the project, not who builds it
    if subject is not None:
        rest = subject.end
        whose = _WHOSE.match(folded, rest, phrase.end)
        rest = whose.end() if whose else rest
        if phrase.end - rest >= _SHORTEST:
            inner = _OBJECT.fullmatch(folded, rest, phrase.end)
            if inner and inner.end("subject") - rest > _SHORTEST:
                return Span(*inner.span("subject")), Span(*inner.span("attribute"))
            return subject, Span(rest, phrase.end)
    if match:
        return Span(*match.span("subject")), Span(*match.span("attribute"))
    return None, phrase


def _leading_name(folded: str, phrase: Span, names: NameIndex) -> Span | None:
    """The chain of names with which a phrase opens: 上海市金山区|漕泾镇."""
    end = phrase.start
    for name in names.within(phrase.start, phrase.end):
        is_owner = name.kind in _OWNERS and (name.code or name.kind is not NameKind.PLACE)
        if name.start != end or not is_owner or name.end > phrase.end:
            if name.start > end:
                break
            continue
        end = name.end
    if end == phrase.start:
        return None
    section = _SECTION.match(folded, end, phrase.end)
    if section is not None:
        return Span(phrase.start, section.end())
    return with_works(folded, Span(phrase.start, end))


def having(folded: str, phrase: Span) -> tuple[Span, Span] | None:
    """Split 某产业集群|有|规模以上企业 and 清单|列有|项目 into who has and what."""
    if folded.find("有", phrase.start, phrase.end) < 0:
        return None
    found = _HAS.fullmatch(folded, phrase.start, phrase.end)
    if found is None or not found["who"].endswith((*_THINGS, *_LISTS)):
        return None
    return Span(*found.span("who")), Span(*found.span("what"))


def with_works(folded: str, place: Span) -> Span:
    """Take what is built all over a place in with it: 某市|重大工程|正式项目60个."""
    works = _WORKS.match(folded, place.end)
    return Span(place.start, works.end()) if works else place


def is_cut_out(folded: str, name: Name) -> bool:
    """Tell whether a name is only the beginning of a quoted one: “某山味道”."""
    return folded[name.start - 1] == "“" and folded[name.end : name.end + 1] != "”"


def is_anaphor(text: str) -> bool:
    """Tell whether words such as 该项目 or 工程 only point back."""
    return bool(_ANAPHOR.match(text))


def pointed_kinds(text: str) -> frozenset[NameKind]:
    """Return the kinds of name to which 该项目, 公司 or 园区 may point back."""
    return next((kinds for ending, kinds in _POINTED.items() if text.endswith(ending)), ENTITIES)


def ends_as_thing(text: str) -> bool:
    """Tell whether words name something built, founded or run: …项目, …园区."""
    return text.endswith(_THINGS)


def is_unit(name: Name, text: str) -> bool:
    """Tell whether a name is a unit that answers for figures; a region such as 长三角 is not."""
    if name.kind is not NameKind.PLACE:
        return text[name.start] != "“"
    return bool(name.code) or text[name.end - 1] in "省市区县镇乡州盟旗"


def is_bare_head(folded: str, span: Span) -> bool:
    """Tell whether the thing measured (总投资, 吞吐量) says nothing of whose it is."""
    return bool(_BARE_HEAD.fullmatch(folded, span.start, span.end))


def holder(folded: str, before: Span) -> Span | None:
    """Return who has what is counted, in the words before the number: 常规项目|包括A、B."""
    holds = _HOLDS.search(folded, before.start + _SHORTEST, before.end)
    if holds is None or holds.start() - before.start > _LONGEST_HOLDER:
        return None
    if folded[before.start : holds.start()] in lexicon().adverbs:
        return None  # 主要|涉及…
    if folded[holds.start() - 1] in "向对给为等" or "（" in folded[before.start : holds.start()]:
        return None  # 向|有需要的学生
    return Span(before.start, holds.start())


def definition_term(folded: str, paragraph: Span) -> Span | None:
    """Return the term that a numbered note explains: 14.“某计划”：…."""
    match = _DEFINITION.match(folded, paragraph.start, min(paragraph.end, paragraph.start + 45))
    return Span(*match.span("term")) if match else None


def document_that_says(folded: str, sentence: Span, position: int) -> Span | None:
    """Return the 《document》 whose content the sentence relates at this position."""
    start = folded.rfind("《", max(sentence.start, position - _LONGEST_CONTENT), position)
    end = folded.find("》", start, position) + 1 if start >= 0 else 0
    if start < 0 or end <= 0 or not _DOCUMENT_SAYS.search(folded, end, position):
        return None
    return Span(start, end)
