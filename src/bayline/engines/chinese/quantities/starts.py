"""Where a quantity may begin: a numeral whose next character lets it count something.

Most numerals of running prose are letters of words (一体, 三农, 好的). To leave them here, by one
look at the character behind, is several times cheaper than to let the grammar fail on each.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from bayline.engines.chinese.numbers.grammar import CHINESE_FIRST, FORMAL
from bayline.engines.chinese.quantities.grammar import lone_units
from bayline.engines.chinese.quantities.tables import stop_words
from bayline.engines.chinese.units import classifiers, units

# Numerals go on, and words that make a share, a range or a vague number of them may follow.
_ONWARD = f"{CHINESE_FIRST}半点成折番分余多来个到至~—/°: -"
# What the patterns of stops.toml look for behind a numeral.
_NAMING = "届次大类级分小公年月日号时条家批期项轮章节款部产方卷辑版册篇"
_SEVERAL = "参叁肆伍陆拾"  # numerals within formal numbers only: 参加, 陆地
_AT_ALL = "万亿"  # a noun further off may lend these a unit


@lru_cache(maxsize=1)
def starts() -> re.Pattern[str]:
    """Build the quick look; it takes one character, so that a search stops at each place in turn.

    Returns:
        A pattern that holds wherever the grammar of quantities could match.
    """
    groups = classifiers()
    units_ = _firsts([*units(), *groups["any"], *groups["figures"], *groups["places"]])
    words = "".join(sorted({word[1] for word in stop_words()}))
    others = "".join(sorted({*CHINESE_FIRST, "半"} - {*"一二好数", *_SEVERAL, *_AT_ALL}))
    named = f"{_NAMING}{words}{_ONWARD}"
    return re.compile(
        f"[0-9{CHINESE_FIRST}半若翻](?:"
        f"(?<=[一二])(?=[块{_firsts(lone_units('一'))}{named}])"
        f"|(?<=[0-9])(?<![0-9][0-9])(?=[0-9,.]{{0,60}}+(?:[A-Za-z{units_}{named}，。；、！）)\\s：∶的左以缩降升提扩增调优变收]|$))"
        f"|(?<=[{others}])(?=[{units_}{named}])"
        f"|(?<=好)(?=几)|(?<=数)(?=[十百千万亿])|(?<=[{_AT_ALL}])"
        f"|(?<=[{_SEVERAL}])(?=[{FORMAL}{_ONWARD}])"
        "|(?<=若)(?=干)|(?<=翻)(?=[了一两三四])|(?<=[第¥$€£币 ].))"
    )


def _firsts(words: Iterable[str]) -> str:
    """List the characters with which words begin, for a set of a pattern."""
    return "".join(re.escape(letter) for letter in sorted({word[0] for word in words}))
