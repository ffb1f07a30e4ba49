"""Firms told by the code of their share: 台积电（2330）, 贵州茅台（600519.SH）.

A brand carries no 公司, so only the code behind it tells that it is a firm; once told, the same
characters are its name all through the text.
"""

import re
from collections.abc import Iterator

from bayline.engines.chinese.terms import Name, NameKind

_CODE = re.compile(
    r"[(（](?:股票代码[：:]?)?(?:[0369]\d{5}|\d{4,5})(?:-|\.?(?:TWO?|HK|SH|SZ|SS|BJ|US))?[)）]"
)
_NAME = re.compile(
    r"(?:(?:(?![的是为由与和及在对将把向从以等了称])[一-龥]){2,6}|[A-Za-z][A-Za-z-]{1,14})$"
)
_REACH = 15  # characters of a name
_BEFORE = re.compile(r"^(?:.*(?:龙头|大厂|代工厂|业者|厂商?|股王))(?=[一-龥]{2,4}$)")
_MOST = 50  # firms in one text


def listed(folded: str) -> Iterator[Name]:
    """Find every place where a firm told by its code is named.

    Args:
        folded: The text in simplified, half-width script.
    """
    named = (
        _NAME.search(folded, max(0, code.start() - _REACH), code.start())
        for code in _CODE.finditer(folded)
    )
    firms = {_brand(name[0]) for name in named if name is not None}
    if not firms:
        return
    union = "|".join(map(re.escape, sorted(firms, key=len, reverse=True)[:_MOST]))
    for found in re.finditer(union, folded):
        yield Name(found.start(), found.end(), NameKind.ORGANISATION)


def _brand(words: str) -> str:
    """Leave out what the firm is: 晶圆代工龙头|台积电."""
    trade = _BEFORE.match(words)
    return words[trade.end() :] if trade else words
