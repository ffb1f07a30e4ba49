"""Places written by one letter each: 沪浙毗邻, 川渝两地, 中美关系, 访美, 在京.

A letter alone is no place; two or more before a word that only places can have are, and so is one
behind a verb of going there, where no longer word holds it.
"""

from collections.abc import Container, Iterator

from bayline.engines.chinese.gazetteer.guards import splits_word
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
_COUNTRIES = frozenset("中美日俄英法德韩朝越印泰欧澳加意")
_FOLLOW_PROVINCES = (
    *(count + word for count in "两三四五" for word in ("地", "省")),
    *("三省一市", "毗邻", "交界", "边界", "接壤", "省界", "城市群", "双城", "携手", "同胞", "地区"),
)
_FOLLOW_COUNTRIES = (
    *("两国", "三国", "关系", "双边", "双方", "经贸", "贸易", "建交", "友好", "元首", "首脑"),
    *("领导人", "边境", "边界", "联合声明", "联合公报", "战争"),
)
# Verbs of going, staying and dealing, with the letters that hardly mean anything else behind them.
_VERBS = {
    "在": "京沪津渝港澳台华",
    "来": "京沪渝华台港",
    "对": "台华美俄港",
    "访": "京沪港澳台华美日俄英法德韩朝越印泰",
    "驻": "京沪津渝港澳台华美日俄英法德韩粤苏浙鲁川滇陕",
    "赴": "京沪津渝港澳台美日俄英法德韩粤苏浙",
    "抵": "京沪港",
    "进": "京沪",
    "留": "美日英法德",
    "旅": "美日英法德",
}
# Countries in a row that are read as such wherever they stand.
_GROUPS = (
    *("中" + country for country in "美日俄英法德韩朝印澳加越泰非"),
    *("美日", "日美", "俄美", "美俄", "英美", "法德"),
)
_SIDES = tuple(letter + "方" for letter in "中美俄英韩日")
_NOT_BEHIND = (
    "班列",
    "二通道",
    "高速",
    "高铁",
    "铁路",
    "线",
    "城际",
    "运河",
    "通道",
    "快速",
    "大桥",
    "大湾区",
)
_MOST = 5  # provinces in a row
_MOST_COUNTRIES = 3
_LEAST = 2
_GOING = frozenset(verb + letter for verb, letters in _VERBS.items() for letter in letters)
_GROUPED = frozenset(_GROUPS)
_SIDED = frozenset(_SIDES)
LETTERS = tuple(
    dict.fromkeys((*_FOLLOW_PROVINCES, *_FOLLOW_COUNTRIES, *sorted(_GOING), *_GROUPS, *_SIDES))
)


def lettered(text: str, word: str, start: int) -> Iterator[Name]:
    """Find the places written by letters where a word gives them away.

    Args:
        text: The folded text.
        word: One of LETTERS.
        start: Where it starts.
    """
    end = start + len(word)
    if word in _GOING:
        if not splits_word(text, start, end):
            yield _letter(text, end - 1)
    elif word in _SIDED:
        if not splits_word(text, start, end):
            yield _country(start)
    elif word in _GROUPED:
        if not text.startswith(_NOT_BEHIND, end) and not splits_word(text, start, end):
            yield from map(_country, range(start, end))
    else:
        yield from _before(text, word, start)


def _before(text: str, word: str, end: int) -> Iterator[Name]:
    """The letters before a word that only places can have: 沪浙毗邻, 中美关系."""
    if word in _FOLLOW_PROVINCES and text[end - 1] in _PROVINCES:
        start = _run_start(text, end, _PROVINCES, most=_MOST)
    elif word in _FOLLOW_COUNTRIES and text[end - 1] in _COUNTRIES:
        start = _run_start(text, end, _COUNTRIES, most=_MOST_COUNTRIES)
    else:
        return
    if end - start < _LEAST:
        return
    is_home = word in _FOLLOW_PROVINCES
    for position in range(start, end):
        yield _letter(text, position) if is_home else _country(position)


def _letter(text: str, position: int) -> Name:
    code, name = _PROVINCES.get(text[position], ("", ""))
    return Name(position, position + 1, NameKind.PLACE, code, name)


def _country(position: int) -> Name:
    return Name(position, position + 1, NameKind.PLACE)


def _run_start(text: str, end: int, letters: Container[str], *, most: int) -> int:
    start = end
    while start > max(0, end - most) and text[start - 1] in letters:
        start -= 1
    return start
