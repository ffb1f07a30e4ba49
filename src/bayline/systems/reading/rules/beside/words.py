"""The words around a figure as pairs of characters, so that another wording of them is known again.

What only links (达到, 为, 比上年) is left out, and words that are exchanged for one another become
one (提高 and 上升 are 增). What is left is compared pair by pair, the rare pairs counting most.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log

from bayline.engines.chinese.script import fold

# One sign for words that say the same; the longer ones first.
_ONE = (
    (r"(?:单位|万元)(?:国内生产总值|地区生产总值|生产总值|gdp)(?:综合)?能耗|能耗强度", "单位能耗"),
    (r"国内生产总值|地区生产总值|生产总值|gdp|经济总量", "产值总"),
    (r"(?:规模以上|规上)工业", "规上工业"),
    (r"规模以上", "规上"),
    (r"限额以上", "限上"),
    (r"社会消费品零售总?额|社零总额|社消零总?额?", "社零"),
    (r"固定资产投资(?:总额|额)?|固投", "固投"),
    (r"(?:地方)?一般公共预算", "公共预算"),
    (r"(?:外贸|货物|货物贸易)?进出口(?:贸易)?(?:总额|总值|额)?", "进出口"),
    (r"(?<![一-龥])经济(?=(?:预期|预计|实际|同比)?(?:增长|增速|增幅))", "产值总"),  # not 数字经济
    (r"每人每年|每人(?=\d)|人均", "人均"),
    (r"(?:城乡)?居民(?:基本)?(?:医疗保险|医保)", "居医保"),
    (r"投向|用于|用在", "用"),
    (r"战略性新兴产业|战新产业", "战新"),
    (r"(?:居民)?消费价格(?:总水平|指数)?|cpi", "消价"),
    (r"风电(?:和|、)?光伏|光伏(?:和|、)?风电|风光电?", "风光"),
    (r"研究与试验发展(?:经费)?|研发(?:经费)?", "研发"),
    (
        r"增长速度|数量多|增长率|新增加|新增|净增|增长|提高|上升|提升|增加|增幅|增速|涨幅|上涨|多增|扩大|增至|升至|升到|多了|多出|攀升|走高",
        "升",
    ),
    (
        r"减收|少收|下降|降低|减少|回落|降幅|缩减|下跌|压减|负增长|降至|降到|减至|少了|下滑|走低",
        "降",
    ),
    (r"年度?(?=计划|目标|任务)", ""),
    (r"首批|第一批|头一批", "首批"),
    (r"第二批次?", "二批"),
    (r"第(?=[一二三四]季度)", ""),
    (r"签下|签署|签订|签约", "签署"),
    (r"计划总投资|总投资额?|投资总额", "总投资"),
    (r"车程|行车时间|开车|驾车", "车程"),
    (r"全长|总长度?|全程", "全长"),
    (r"营业收入|营收", "营收"),
    (r"游客(?:总?人数|人次|总量|数)?|(?:旅游|出游)(?:总?人数|人次)", "游客"),
    (r"外商投资企业|外资企业", "外资企业"),
    (r"外商直接投资|利用外资|使用外资", "外资额"),
    (r"开工|动工", "开工"),
    (r"规模(?=首次|突破|超|达)", ""),
    (r"落户|落地", "落地"),
    (r"技术改造|技改", "技改"),
    (r"医疗保险|医保", "医保"),
    (r"公里里程|通车里程|里程", "里程"),
    (r"经营主体|市场主体", "经营主体"),
    (r"(?:日均|平均每天|每天的?平均|每日平均)", "日均"),
    (r"(?:年均|平均每年|每年平均)", "年均"),
    (r"城市和农村|城镇和农村|城乡", "城乡"),
    (r"占到|占(?!比)", "占"),
    (r"新建成|建成|新建|建设|建造|修建|落成", "建"),
    (r"引进|引入|引育|招引", "引"),
    (r"培养|培育|育成", "培"),
    (r"发放|下发|拨付", "发"),
    (r"所占的?(?:比重|比例|份额)|占比|比重|比例|份额|比率", "占"),
    (r"企业|公司", "企业"),
    (r"占地|用地", "用地"),
    (r"数量|数目|总数|总量|规模", "量"),
    (r"总金额|金额|总额|额度", "额"),
    (r"目标|预期|预计|计划|力争|争取|拟|将", "拟"),
)
_ABOVE = re.compile("(规|限)(?:模|额)以上")  # before 以上 is taken for a hedge
# How much of a plan was done: 完成年度计划的, 占全年任务的, 投资完成率.
_DONE = re.compile(
    r"(?:完成|占)了?(?:全年|年度?|当年|本年)?(?:投资)?(?:计划|目标|任务)|(?:计划|投资|目标|任务)?完成率"
)
_SIGNS = re.compile("|".join(f"(?P<g{at}>{words})" for at, (words, _) in enumerate(_ONE)))
_LINKING = re.compile(
    r"同比|按可比价格?(?:计算)?|按不变价格?(?:计算)?|与?[比较](?:上年|去年|前年|[上前]一年)(?:同期)?(?:相比)?"
    r"|(?:19|20)\d\d(?:[-—–~]+(?:19|20)?\d\d)?年(?:末|底)?|(?:全|去|上|今|本|当)年(?:末|底|度)?|一年来|过去一年|年内"
    r"|数据显示|据统计|统计显示|从全年看|截至(?:目前)?|目前|达到?了?|实现|完成|突破|超过|跑赢|共计|总计|合计|一共|分别|其中"
    r"|左右|以上|以下|大约|接近|已经|进一步|持续|不断|全部|顺利|同时|此外|另外|全[省市区县国]|我[省市区县]|本[省市区县]|全自治区"
    r"|[一二三四五六七八九十]是"
)
_LEFT_OUT = re.compile(r"[^\w]|[\d_]|[为是了的和与及在于有约近超达至到由从中被把对以共并]")
_WORKS = re.compile(
    r"^\d.*$|(?:[一二三四五]期)?(?:新建|改建|扩建|改扩建|迁建|续建|改造)?(?:工程|项目)$"
)
BREAK = "|"


@lru_cache(maxsize=32768)
def plain_words(words: str) -> str:
    """Give words without what only links, and with one sign for what says the same."""
    folded = _LINKING.sub("", _DONE.sub("成率", _ABOVE.sub(r"\1上", fold(words).lower())))
    signed = _SIGNS.sub(lambda match: _ONE[int((match.lastgroup or "g0")[1:])][1], folded)
    return _LEFT_OUT.sub("", signed)


@lru_cache(maxsize=32768)
def pairs_of(words: str) -> frozenset[str]:
    """Give the pairs of characters that stand side by side; of one character, itself."""
    found: set[str] = set()
    for part in words.split(BREAK):
        said = plain_words(part)
        found.update(said[at : at + 2] for at in range(len(said) - 1))
        if len(said) == 1:
            found.add(said)
    return frozenset(found)


@lru_cache(maxsize=32768)
def signs_of(words: str) -> frozenset[str]:
    """Give the single characters of words, which stay the same in another order."""
    return frozenset("".join(map(plain_words, words.split(BREAK))))


def bare_name(name: str) -> str:
    """Give a name without what is built there; nothing of one that names nothing else.

    叶新公路 of 叶新公路新建工程; of 工程 or 12个项目 nothing.
    """
    return _WORKS.sub("", name)


def joined(*parts: str) -> str:
    """Join words whose ends must make no pair with one another."""
    return BREAK.join(filter(None, parts))


class Weights:
    """How much each pair tells: the rarer it is among the figures of the record, the more.

    Args:
        known: The pairs of every figure that may be meant.
    """

    def __init__(self, known: Iterable[frozenset[str]]) -> None:
        counted: Counter[str] = Counter()
        total = 0
        for pairs in known:
            counted.update(pairs)
            total += 1
        self._most = log(2 + total)
        self._weights = {pair: log((2 + total) / (1 + n)) + 0.1 for pair, n in counted.items()}

    def one(self, pair: str) -> float:
        """Give what a pair tells; an unknown one tells as much as the rarest."""
        return self._weights.get(pair, self._most)

    def of(self, pairs: Iterable[str]) -> float:
        """Add up what some pairs tell."""
        known, most = self._weights.get, self._most
        return sum([known(pair, most) for pair in pairs])
