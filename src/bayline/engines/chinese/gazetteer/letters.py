"""Places written by one letter each: 沪浙毗邻, 川渝两地, 中美关系.

A letter alone is no place; two or more before a word that only places can have are.
"""

import re
from collections.abc import Iterator

from bayline.engines.chinese.terms import Name, NameKind

_PROVINCES = {
    "京": ("110000", "北京市"),
    "津": ("120000", "天津市"),
    "冀": ("130000", "河北省"),
    "晋": ("140000", "山西省"),
    "蒙": ("150000", "内蒙古自治区"),
    "辽": ("210000", "辽宁省"),
    "吉": ("220000", "吉林省"),
    "黑": ("230000", "黑龙江省"),
    "沪": ("310000", "上海市"),
    "苏": ("320000", "江苏省"),
    "浙": ("330000", "浙江省"),
    "皖": ("340000", "安徽省"),
    "闽": ("350000", "福建省"),
    "赣": ("360000", "江西省"),
    "鲁": ("370000", "山东省"),
    "豫": ("410000", "河南省"),
    "鄂": ("420000", "湖北省"),
    "湘": ("430000", "湖南省"),
    "粤": ("440000", "广东省"),
    "桂": ("450000", "广西壮族自治区"),
    "琼": ("460000", "海南省"),
    "渝": ("500000", "重庆市"),
    "川": ("510000", "四川省"),
    "黔": ("520000", "贵州省"),
    "滇": ("530000", "云南省"),
    "藏": ("540000", "西藏自治区"),
    "陕": ("610000", "陕西省"),
    "甘": ("620000", "甘肃省"),
    "青": ("630000", "青海省"),
    "宁": ("640000", "宁夏回族自治区"),
    "新": ("650000", "新疆维吾尔自治区"),
    "台": ("710000", "台湾省"),
    "港": ("810000", "香港特别行政区"),
    "澳": ("820000", "澳门特别行政区"),
}
_NEIGHBORS = re.compile(
    rf"[{''.join(_PROVINCES)}]{{2,5}}(?=[两三四五]地|[两三四五]省|三省一市|毗邻|交界|边界|接壤|省界"
    r"|城市群|双城|携手|同胞|地区)"
)
_COUNTRIES = re.compile(
    r"[中美日俄英法德韩朝越印泰欧澳加意]{2,3}"
    r"(?=[两三]国|关系|双边|双方|经贸|贸易|建交|友好|元首|首脑|领导人|边境|边界|联合声明|联合公报|战争)"
)


def lettered(text: str) -> Iterator[Name]:
    """Find places written by their letters, each letter a name of its own."""
    for match in _NEIGHBORS.finditer(text):
        for position in range(match.start(), match.end()):
            code, name = _PROVINCES[text[position]]
            yield Name(position, position + 1, NameKind.PLACE, code, name)
    for match in _COUNTRIES.finditer(text):
        for position in range(match.start(), match.end()):
            yield Name(position, position + 1, NameKind.PLACE)
