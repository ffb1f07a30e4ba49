"""One name for one indicator: the words that documents use for it, and what they imply."""

import re
from functools import lru_cache

from bayline.engines.chinese.script import fold

# Each row: the name that findings use, then what else means exactly the same.
_SAME = """
地区生产总值 生产总值 GDP gdp 国内生产总值 全市生产总值 全区生产总值 全省生产总值 地区GDP
人均地区生产总值 人均生产总值 人均GDP
一般公共预算收入 地方一般公共预算收入 地方财政一般预算收入 一般预算收入
一般公共预算支出 地方一般公共预算支出
固定资产投资 固定资产投资额 固定资产投资总额 全社会固定资产投资 固投
社会消费品零售总额 社零总额 社消零 社消零总额 社会消费品零售额
进出口总额 外贸进出口总额 货物进出口总额 外贸进出口 进出口 外贸进出口额 进出口总值
出口总额 出口额 外贸出口 货物出口
进口总额 进口额 外贸进口
规模以上工业增加值 规上工业增加值
规模以上工业总产值 规上工业总产值 规上工业产值 规模以上工业产值
实际使用外资 实际利用外资 实到外资 实际到位外资 利用外资
城镇居民人均可支配收入 城镇常住居民人均可支配收入
农村居民人均可支配收入 农村常住居民人均可支配收入 农民人均可支配收入
居民人均可支配收入 全体居民人均可支配收入 人均可支配收入
总投资 投资总额 总投资额 计划总投资 计划总投资额 项目总投资 总投资总额 计划投资总额 投资额
森林覆盖率 森林覆盖 森林复盖率
常住人口 常住人口数 年末常住人口
户籍人口 户籍人口数 年末户籍人口
粮食产量 粮食总产量 粮食总产
城镇新增就业 城镇新增就业人数 新增城镇就业 城镇新增就业人员
城镇调查失业率 调查失业率
PM2.5浓度 PM2.5平均浓度 PM2.5年均浓度 PM2.5年平均浓度 细颗粒物浓度 细颗粒物平均浓度 细颗粒物年均浓度
第一产业增加值 一产增加值
第二产业增加值 二产增加值
第三产业增加值 三产增加值 服务业增加值
空气质量优良天数比率 空气质量优良率 AQI优良率 环境空气质量优良率 优良天数比率 空气质量优良天数比例
空气质量优良天数比率 空气优良率 空气优良天数比例 空气优良天数比率 优良天数比例 优良天数占比
接待游客 接待游客人次 接待游客总人次 旅游接待人次 接待国内外游客 接待海内外游客 游客接待量
接待游客 旅游接待人数 接待游客人数 接待游客量 旅游接待量 接待游客数
旅游收入 旅游总收入
财政总收入 财政一般预算总收入
税收收入 税收总收入
住户存款余额 居民储蓄存款余额 城乡居民储蓄存款余额
金融机构存款余额 各项存款余额 金融机构各项存款余额 本外币各项存款余额 金融机构本外币各项存款余额
金融机构贷款余额 各项贷款余额 金融机构各项贷款余额 本外币各项贷款余额 金融机构本外币各项贷款余额
全社会用电量 社会用电量
居民消费价格 CPI 居民消费价格指数 居民消费价格总水平
工业用电量 工业用电
房地产开发投资 房地产投资 房地产开发投资额
工业投资 工业固定资产投资
粮食播种面积 粮食作物播种面积 粮食种植面积
城镇化率 常住人口城镇化率
生猪出栏 生猪出栏量 出栏生猪
肉类总产量 肉类产量
水产品产量 水产品总产量
研发经费投入强度 研发投入强度 全社会研发经费投入强度
"""

TIMELESS = frozenset({"总投资", "总建筑面积", "建筑面积", "占地面积", "全长", "总长", "总里程"})
_PLACES = re.compile(r"^(?:全[市区县镇省州乡]|我[市区县镇省]|本[市区县])")
_DROPPED = re.compile(r"[“”\"'《》（）()\s]|(?<=.)(?:人民币)|^(?:实现|完成|达到|累计|共|全年|预计)")
_NOT_ADDITIVE = re.compile(
    r"人均|平均|户均|亩均|地均|单位|每[万千百亩人户一平]|单价|均价|(?:房|地|油|粮|菜|肉|煤|电|水|气|票|运|物|限|租)价|租金(?!收入|总|补)|价格|(?<!高)标准(?!化|厂房|地)|最高|最低|年均|日均|月均|"
    r"密度|浓度|降[水雨雪]量?|雨量|蒸发量|日照|气温|水温|湿度|水位|风速|噪声|分贝|容积率|单产|亩产|强度|水平|率$|比$|比例|比重|占比|指数|得分|评分|温度|速度|时速|海拔|高度|深度|比率"
)
_DEFLATED = re.compile(r"生产总值|GDP|增加值|总产值|经济总量|业务总量|产业$|可支配收入|纯收入")
_SAMPLED = re.compile(r"规模以上|规上|限额以上|限上|重点监测|固定资产投资|投资额")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    rows = (line.split() for line in _SAME.strip().splitlines())
    return {name: row[0] for row in rows for name in row}


@lru_cache(maxsize=8192)
def canonical(attribute: str | None) -> str:
    """Return the one name of an attribute: 规上工业增加值 and 规模以上工业增加值 are one.

    Args:
        attribute: Words of a text in any script; None or empty gives "".
    """
    words = _DROPPED.sub("", fold(attribute or ""))
    names = _names()
    shorter = _PLACES.sub("", words)
    return names.get(words) or names.get(shorter) or shorter.replace("规上", "规模以上")


def spellings(attribute: str | None) -> frozenset[str]:
    """Give the words that documents use for an attribute: its own, and all that mean the same."""
    name = canonical(attribute)
    return frozenset(filter(None, (attribute, name, *_spelled().get(name, ()))))


@lru_cache(maxsize=1)
def _spelled() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in (line.split() for line in _SAME.strip().splitlines()):
        found[row[0]] = (*found.get(row[0], ()), *row)
    return found


def is_known(attribute: str | None) -> bool:
    """Tell whether the attribute is an indicator of the table, identified by its name alone."""
    name = canonical(attribute)
    return name in _names() and name not in TIMELESS


def is_timeless(attribute: str | None) -> bool:
    """Tell whether a thing has but one value of the attribute, whenever it is told."""
    return canonical(attribute) in TIMELESS


def is_additive(attribute: str | None) -> bool:
    """Tell whether parts of such an attribute may be added; rates, averages and prices may not."""
    return not _NOT_ADDITIVE.search(canonical(attribute))


def is_deflated(attribute: str | None) -> bool:
    """Tell whether growth of the attribute is usually published in constant prices.

    Source: 国家统计局, 国民经济核算制度: growth of value added is computed in constant prices.
    """
    return bool(_DEFLATED.search(canonical(attribute)))


def is_sampled(attribute: str | None) -> bool:
    """Tell whether growth of the attribute is computed over a changing set of units.

    Source: 国家统计局, 规模以上工业统计: growth is computed on the comparable set of enterprises.
    """
    return bool(_SAMPLED.search(canonical(attribute)))


def shared_ending(words: list[str]) -> str:
    """Return the longest ending that all words share: 产业振兴项目, 人才振兴项目 -> 振兴项目."""
    if not words or not all(words):
        return ""
    shortest = min(len(word) for word in words)
    size = 0
    while size < shortest and len({word[-size - 1] for word in words}) == 1:
        size += 1
    return words[0][len(words[0]) - size :]


# What an amount of money is an amount of; the words that stand last decide.
_MEASURES = {
    "总投资": "总投资|投资总额|计划投资|概算",
    "年度投资": "固定资产投资|年度投资|年投资|完成投资|投资完成|实际投资|到位资金",
    "投资": "投资",
    "税收": "税收|纳税|税金|增值税|所得税",
    "收入": "收入|营收|进账",
    "支出": "支出|拨付|兑付|补贴|补助|奖补",
    "产值": "产值|产出",
    "增加值": "增加值|生产总值|GDP",
    "利润": "利润|效益",
    "销售": "销售额|交易额|成交额|零售额|零售总额|营业额",
    "贷款": "贷款|授信|融资",
    "存款": "存款",
    "贸易": "进出口|出口|进口|外贸",
    "资产": "资产|市值",
    "负债": "负债|债务|债券",
}
# (whole, part) of two sorts that may still stand in each other.
_WITHIN = frozenset(
    {
        ("收入", "税收"),
        ("总投资", "年度投资"),
        ("总投资", "投资"),
        ("投资", "总投资"),
        ("投资", "年度投资"),
        ("年度投资", "投资"),
    }
)
_MEASURE = re.compile("|".join(f"(?P<m{i}>{words})" for i, words in enumerate(_MEASURES.values())))


@lru_cache(maxsize=8192)
def measure_of(attribute: str | None) -> str:
    """Return what sort of amount an attribute names: 工业投资 -> 投资; "" if only a thing."""
    kinds = tuple(_MEASURES)
    found = [
        kinds[int((match.lastgroup or "m0")[1:])] for match in _MEASURE.finditer(attribute or "")
    ]
    return found[-1] if found else ""


def same_sort(whole: str | None, part: str | None) -> bool:
    """Tell whether amounts with such attributes can be whole and part.

    A year's investment holds no total investment, income holds taxes; a part that names only a
    thing (土地整治) takes the whole's measure.
    """
    a, b = measure_of(canonical(whole)), measure_of(canonical(part))
    return not a or not b or a == b or (a, b) in _WITHIN
