"""Whether kinds named side by side can overlap, so that their sum may be held against a whole.

小学、初中、高中 are kinds of one division: no school is two of them. 女性、党员 are not: one person
may be both. Only of the first may a check say that together they exceed the whole.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from bayline.systems.reading.rules.attributes import shared_ending
from bayline.systems.reading.rules.series import is_of_times, is_series

_PAIR, _SHORT = 2, 6
_ACROSS = re.compile(
    r"以上|以下|超|规模|规上|限上|亿元|万元|女|党员|青年|老年|老人|民族|残疾|贫困|脱贫|农民工|重点|新增|当年|今年|"
    r"短期|中长期|住户|普惠|涉农|小微|绿色|冷链|发明|公立|社会办|社办|编制|在编|"
    r"首批|国家级|高层次|职称|留学|学历|博士|硕士|本科|[以之]下|岁|整改|办结|完成|已|民营|外资|国有|上市|龙头|签约|开工|在建|竣工|投产|续建|新建|完工|启动|低保|困难|"
    r"民生(?:支出|保障|投入|资金|领域)|过夜|境外|入境|省外|区外|外地|假期|节假日|假日|[\dA-Z]级|星级|示范|基本农田|高标准|精品|高新|先进|战略|失业|再就业"
)
# Whom two things reach may be the same people, what is used for two things the same land.
_REACHED = re.compile(
    r"受益|惠及|覆盖|参与|享受|流转|种植(?!面积|业)|带动|涉及|服务(?=[对户人企群居农])"
)
# Each row divides one sort of thing; 、 stands between kinds, / between names of one kind.
_DIVISIONS = """
男/男性/男生/男孩/男婴/男职工/男教师/男同志、女/女性/女生/女孩/女婴/女职工/女教师/女同志
城镇/城市/城区/市区、农村/乡村/镇村
城镇人口/城镇常住人口/城镇居民、农村人口/乡村人口/农村居民/乡村常住人口
出口/出口额/出口总额/外贸出口、进口/进口额/进口总额/外贸进口
新建、改建/改造/改造提升/提升改造、扩建/改扩建、迁建、重建、修复/维修/加固
新建/新开工/新开/新实施、续建/结转/跨年度
竣工/完工/建成/已建成、在建/未完工、未开工/待开工/拟开工
水田/水浇地、旱地/旱田
人工造林/人工造林面积、飞播造林/飞播造林面积、封山育林/封山育林面积、退化林修复/退化林修复面积、人工更新
国税/国税收入、地税/地税收入
农业户/农业户口/农业人口、非农业户/非农业户口/非农业人口/非农户口/非农业
粮食作物/粮食作物面积、经济作物/经济作物面积
夏粮/夏粮产量、早稻/早稻产量、秋粮/秋粮产量
幼儿园、小学、初中/初级中学、高中/普通高中/高级中学、中等职业学校/职业高中/中职学校/中专、特殊教育学校/特殊学校
幼儿园、小学、中学/普通中学、职业学校、特殊教育学校
医院、基层医疗卫生机构、专业公共卫生机构、其他医疗卫生机构/其他卫生机构
医院、卫生院/乡镇卫生院、村卫生室/卫生室
医师/执业医师/助理医师/执业助理医师/医生、护士/注册护士、药师/药剂师、技师
国有/国有企业、民营/民营企业/私营企业、外资/外资企业/外商投资企业
公有制/公有制经济、非公有制/非公有制经济/非公经济
公办/公办学校/公办幼儿园、民办/民办学校/民办幼儿园
满意/很满意、基本满意/较满意/比较满意、一般、不满意/不太满意
优、良、轻度污染、中度污染、重度污染、严重污染
优秀、良好、合格/及格/称职、不合格/不及格/不称职
赞成/同意/赞成票/同意票、反对/反对票、弃权/弃权票
水域/水域面积、陆地/陆地面积/陆域/陆域面积
煤炭/煤/原煤、石油/原油、天然气、非化石能源/一次电力及其他能源/可再生能源
火电、水电、风电、光伏/太阳能/光伏发电/太阳能发电、核电
公路/公路货运量/公路客运量、铁路/铁路货运量/铁路客运量、水路/水路货运量/水运/水路客运量、航空/民航
猪肉/猪肉产量、牛肉/牛肉产量、羊肉/羊肉产量、禽肉/禽肉产量
中央/中央级/中央资金、省级/省级资金/省、市级/市级资金/市、县级/区级/县级资金/区级资金
短期/短期贷款、中长期/中长期贷款
内资/内资项目/内资企业、外资/外资项目/外资企业
国内/国内游客/境内/境内游客、国外/入境/境外/入境游客/境外游客
第一产业/第一产业增加值/一产/一产业、第二产业/第二产业增加值/二产/二产业、第三产业/第三产业增加值/三产/三产业
高中及以下/高中、大专/专科、本科/大学本科、研究生/硕士及以上/研究生及以上
大专/专科、本科/大学本科、硕士/硕士研究生、博士/博士研究生
工业用水/工业、农业用水/农业、生活用水/居民生活/生活、生态用水/生态
住宅/商品住宅、办公楼/写字楼、商业/商业营业用房
有效/有效票、无效/无效票
已完成/完成、未完成/尚未完成
中方、外方
东/东侧、西/西侧、南/南侧、北/北侧、中/中间
高架/桥梁、隧道/地下、地面/路基
北京/北京市、天津/天津市、河北、山西、内蒙古、辽宁、吉林、黑龙江、上海/上海市、江苏、浙江、安徽、福建、江西、山东、河南、湖北、湖南、广东、广西、海南、重庆/重庆市、四川、贵州、云南、西藏、陕西、甘肃、青海、宁夏、新疆
汉族、少数民族
"""
# What lies within what: a wheat harvest is part of the summer grain beside which it stands.
_NESTED = (
    ("夏粮|秋粮|粮食", "小麦|水稻|稻谷|玉米|大豆|薯"),
    ("工业", "制造业|技改|技术改造|规上|规模以上"),
    ("服务业|第三产业", "批发|零售|住宿|餐饮|房地产|金融业|交通运输"),
    ("第二产业", "工业|建筑业"),
    ("税收", "增值税|所得税|契税"),
    ("固定资产投资", "工业投资|房地产|基础设施|民间"),
    ("高等教育|大专", "本科|研究生"),
    ("农业", "种植业"),
)
_AGES = re.compile(r"^(?P<low>\d+)(?:[—\-~至到]+(?P<high>\d+))?岁(?:及?以?(?P<side>[上下]))?")
_OLDEST = 200
# What works are sorted by; a list of works enters each once, though a road may serve the people.
_FIELDS = re.compile(
    r"(?:先进|现代|高端|城市|社会|公共)?(?:制造|工业|农业|农林水|水利|农?文旅|旅游|文化|体育|服务业|"
    r"民生|社会事业|生态|环保|环境|道路|交通|铁路|公路|基础设施|基建|市政|能源|电力|科技|科创|教育|"
    r"医疗|卫生|养老|商贸|商业|物流|房地产|住房|城建|乡村振兴|信息|数字|通信)"
    r"(?:业|[类型]|项目|工程|领域|建设|方面|保障|保护|治理|设施|运输|环保|卫生|体育|事业)*$"
)
_WORKS = re.compile(r"项目|工程|总投资|完成投资|计划投资")
_FEWEST_FIELDS = 3
# 新建段长 and 改建段长 are stretches of one road.
_STRETCH = re.compile(r"(?<=.)(?:省|境)?内?段(?:全?长度?|里程)?$")
_RESIDENTS = re.compile(r"(?:从业|就业|常住|户籍|总)?(?:人员|人口|人数|职工|学生|员工)?$")


def are_disjoint(kinds: Sequence[str]) -> bool:
    """Tell whether no thing can be of two of these kinds: a known division, or 第一批、第二批.

    Args:
        kinds: What the parts are called.
    """
    if len(kinds) < _PAIR or not all(kinds) or any(map(_REACHED.search, kinds)):
        return False
    bare = (_without_shared_ending(kinds), [_STRETCH.sub("", kind) for kind in kinds])
    known = any(_are_kinds_of(row, names) for row in _divisions() for names in (kinds, *bare))
    return known or is_series(kinds) or _are_ages_apart(kinds)


def are_levels(kinds: Sequence[str]) -> bool:
    """Tell whether the kinds are levels of government, of which a title may have several."""
    return any(re.match(r"国家|中央|省|市|县|区|镇", kind) for kind in kinds)


def are_fields_of_works(whole: str, kinds: Sequence[str]) -> bool:
    """Tell whether works are sorted by field: 在库项目70个，其中制造业27个、民生22个、道路21个."""
    sorted_out = len(set(kinds)) == len(kinds) >= _FEWEST_FIELDS and not _are_nested(kinds)
    return bool(_WORKS.search(whole)) and sorted_out and all(map(_FIELDS.match, kinds))


def _without_shared_ending(kinds: Sequence[str]) -> list[str]:
    """Return the kinds alone: 男, 女 of 男党员, 女党员."""
    ending = shared_ending(list(kinds))
    return [kind.removesuffix(ending) for kind in kinds] if ending not in kinds else list(kinds)


def share_one_whole(kinds: Sequence[str]) -> bool:
    """Tell whether shares of these kinds are shares of one whole; those of two years are not."""
    return are_disjoint(kinds) and not is_of_times(kinds)


def is_of_three_industries(kinds: Sequence[str]) -> bool:
    """Tell whether the kinds are the first, second and third industry, which leave nothing out."""
    row = next(row for row in _divisions() if "第一产业" in row)
    return len(kinds) == len(set(row.values())) and _are_kinds_of(row, kinds)


def _are_ages_apart(kinds: Sequence[str]) -> bool:
    spans = sorted(span for span in map(_ages, kinds) if span)
    apart = all(one[1] < other[0] for one, other in pairwise(spans))
    return len(spans) == len(kinds) and apart


def _ages(kind: str) -> tuple[int, int] | None:
    match = _AGES.match(kind)
    if match is None:
        return None
    low = int(match["low"])
    if match["side"] == "下":
        return 0, low
    return low, int(match["high"]) if match["high"] else _OLDEST if match["side"] else low


@lru_cache(maxsize=1)
def _divisions() -> tuple[dict[str, int], ...]:
    lines = _DIVISIONS.strip().splitlines()
    return tuple(
        {name: at for at, kind in enumerate(line.split("、")) for name in kind.split("/")}
        for line in lines
    )


def _are_kinds_of(row: dict[str, int], kinds: Sequence[str]) -> bool:
    found = [row.get(kind, row.get(_RESIDENTS.sub("", kind))) for kind in kinds]
    return None not in found and len(set(found)) == len(found)


def are_parallel(kinds: Sequence[str], *, tight: bool = False) -> bool:
    """Tell whether the names read as one division: all different, built alike, none across.

    Args:
        kinds: What the parts are called.
        tight: Whether 、 alone sets them apart, so that short names are enough.
    """
    if len(kinds) < _PAIR or not all(kinds) or len(set(kinds)) < len(kinds):
        return False
    if are_disjoint(kinds):
        return True
    across = any(_ACROSS.search(kind) or _REACHED.search(kind) for kind in kinds)
    if across or _are_nested(kinds):
        return False
    return bool(shared_ending(list(kinds))) or (tight and max(map(len, kinds)) <= _SHORT)


def _are_nested(kinds: Sequence[str]) -> bool:
    return any(
        any(re.search(outer, kind) for kind in kinds)
        and any(re.search(inner, kind) for kind in kinds)
        for outer, inner in _NESTED
    )
