"""Every number expression of a text, whatever it counts."""

import re
from functools import lru_cache

from bayline.engines.chinese.numbers.grammar import CHINESE, FIRST, MIXED
from bayline.engines.chinese.numbers.parse import parse
from bayline.engines.chinese.terms import Number


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(f"(?=[{FIRST}])(?:(?<![A-Za-z0-9]){MIXED}|{CHINESE})")


def numbers(folded: str) -> list[Number]:
    """Find every number expression, in text order.

    Args:
        folded: Text folded by `script.fold`; spans hold in the original.

    Returns:
        Numbers with value, bound and the size of one unit in the last digit stated.
    """
    found = []
    for match in _pattern().finditer(folded):
        parsed = parse(match.group())
        if parsed is not None:
            found.append(Number(match.start(), match.end(), *parsed))
    return found
