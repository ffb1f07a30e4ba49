"""Which currency a bare 元 is, and whether 109年 counts from 1912: the text itself must tell.

Hong Kong, Macau and Taiwan write 元 for their own money and print traditional letters. A mainland
text may speak of all three, and a traditional one may report on the mainland, so a territory is
told only where the script is traditional and words of its money and offices outweigh all others.
"""

import re
from typing import NamedTuple


class Territory(NamedTuple):
    """A territory with money of its own."""

    code: str  # ISO 3166
    currency: str  # ISO 4217
    counts_from_1912: bool = False


_GLANCE, _REACH = 2_000, 20_000  # characters from the start: for the script, and for the words
# The commonest letters that only one of the two scripts has.
_TRADITIONAL = re.compile("[國會經發業產個這來對時說與學關為實現點開長問題設計電車門東]")
_SIMPLIFIED = re.compile("[国会经发业产个这来对时说与学关为实现点开长问题设计电车门东]")
_LEAST_LETTERS, _LEAST_WORDS = 4, 2
_WORDS = {
    Territory("HK", "HKD"): re.compile(
        "港元|港[幣币]|香港|財政司|特區政府|立法會|新界|九龍|施政報告|利得[稅税]|薪俸[稅税]|差餉|強積金|公屋"
        "|統計處|運輸署|房屋署|路政署|食環署|漁護署|民政署|勞工處|[入醫金][境管]局|港鐵|中文大學|文憑考試|綜援|外匯基金|[零一二三四五六七八九][/／][零一二三四五六七八九]{2,4}(?:財政)?年度"
    ),
    Territory("MO", "MOP"): re.compile(
        "澳門元|澳門[幣币]|澳門|氹仔|路環|統計暨普查|來澳|本澳|行政法務|經濟財政司"
    ),
    Territory("TW", "TWD", counts_from_1912=True): re.compile(
        "新[臺台][幣币]|民國|[臺台][灣北中南東]|行政院|立法院|縣政府|[鄉鎮]公所|議會|農委會|公噸"
        "|內政部|衛福部|經濟部|國發會|營建署|水利署|[縣市]府|縣議會|社會住宅|社宅|捷運|國中小|里長|主計總?處|[臺台]積電"
        "|屏東|宜蘭|花蓮|苗栗|彰化|雲林|嘉義|高雄|桃園|新竹|基隆|南投|澎湖|金門縣|連江縣|新北|新[臺台]幣|合併營收|每股盈餘|[稅税][前後]盈餘|上[市櫃]公司|證交所|櫃買|健保|立委|府院"
    ),
}
# （澳門元，下同） settles it, whatever else the text speaks of.
_DECLARED = re.compile(r"(澳門元|澳門幣|港元|港幣|新[臺台]幣|人民幣)[，, ]?下同")
_CODES = {"澳": "MO", "港": "HK", "新": "TW"}
_MAINLAND = re.compile("人民幣|國務院|[省市縣區]委|全國人大|自治區|十[一二三四五]五|黨的")


def territory_of(text: str) -> Territory | None:
    """Judge from a text as published whose money its bare 元 is.

    Args:
        text: The text before it is folded, since folding hides the script.

    Returns:
        The territory; None where nothing tells, or where the text is the mainland's.
    """
    glance = text[:_GLANCE]
    traditional = len(_TRADITIONAL.findall(glance))
    if traditional < _LEAST_LETTERS or traditional <= len(_SIMPLIFIED.findall(glance)):
        return None
    head = text[:_REACH]
    declared = _DECLARED.search(head)
    if declared is not None:
        code = _CODES.get(declared[1][0])
        return next((place for place in _WORDS if place.code == code), None)
    counts = [(len(words.findall(head)), territory) for territory, words in _WORDS.items()]
    most, territory = max(counts, key=lambda entry: entry[0])
    others = sum(count for count, _ in counts) - most + len(_MAINLAND.findall(head))
    return territory if most >= _LEAST_WORDS and most > others else None
