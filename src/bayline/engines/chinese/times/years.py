"""The year of a time expression: stated, relative, of an era, cut short, or two that make one."""

import re

from bayline.engines.chinese.times.numerals import whole
from bayline.engines.chinese.times.parts import Mention
from bayline.engines.chinese.times.tables import words

_SHORT = 2  # digits of 20 in 2019/20
_MINGUO = 1911
_OLD_CENTURY = 50  # 98年 is 1998, 21年 is 2021.


def year_of(match: re.Match[str], plain: Mention) -> Mention:
    """Read the year of a calendar expression, if it has one.

    Args:
        match: A match of the calendar branch.
        plain: The mention so far.
    """
    if match["y"]:
        last = whole(match["y"])
        first = whole(match["y0"]) if match["y0"] else last
        if match["ya"] and first + 1 != last:
            first, plain = last, plain._replace(start=match.start("y"))
        return plain._replace(years=(first, last))
    if match["yr"]:
        base, shift = words().years.get(match["yr"], ("newyear", 0))
        return plain._replace(base=base, shift=shift)
    return _odd_year(match, plain)


def _odd_year(match: re.Match[str], plain: Mention) -> Mention:
    if match["era"]:
        first = words().eras[match["era"]] + whole(match["ey"]) - 1
        return _schooled(match, plain._replace(years=(first, first)))
    counted = match.groupdict().get("mg")
    if counted:
        last = _MINGUO + whole(counted)
        first = _MINGUO + whole(match["mg0"]) if match["mg0"] else last
        return _schooled(match, plain._replace(years=(first, last)))
    old = match["yc"] or match["yold"] or match["ym"]
    if old:
        year = whole(old)
        return plain._replace(years=(year, year)) if year else plain
    short = match["ys"] or match["yz"]
    if short:
        year = int(short) + (1900 if int(short) >= _OLD_CENTURY else 2000)
        return plain._replace(years=(year, year))
    return plain


def _schooled(match: re.Match[str], year: Mention) -> Mention:
    """Turn 110學年度 into the school year that begins in that year."""
    last = (year.years or (0, 0))[1]
    if "学年" not in match["yy"]:
        return year
    return year._replace(years=(last, last + 1), part="school")


def straddling(match: re.Match[str]) -> Mention:
    """Read 2019/20年度 as one fiscal year, and 2016—2020年度 as what it says, five years."""
    plain = Mention(match.start(), match.end(), "calendar")
    first, short, kind = whole(match["fy0"]), match["fy"], match["fk"]
    last = whole(short)
    is_short = len(short) == _SHORT
    if is_short:
        last += first - first % 100 + (100 if last < first % 100 else 0)
    if last != first + 1 or not (is_short or match["fs"] or kind != "年度"):
        return plain._replace(years=(first, last))
    return plain._replace(years=(first, last), part="school" if kind[0] == "学" else "fiscal")
