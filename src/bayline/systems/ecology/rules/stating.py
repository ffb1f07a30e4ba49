"""Classes of sections that a text states: 张泾河断面水质为Ⅲ类.

Only a sentence that names the section right before the class counts; what is planned, and what
has no time that is a month, a quarter or a year, is left alone.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.times import dated
from bayline.engines.chinese.times.outlook import outlook_by_words
from bayline.kernel.periods import Period
from bayline.systems.ecology.rules.boards import is_exactly
from bayline.systems.ecology.rules.periods import named_over
from bayline.systems.ecology.terms import WaterClass

_REACH = 120  # characters before a class in which sections are named
_ONE = "劣?(?:Ⅰ|Ⅱ|Ⅲ|Ⅳ|Ⅴ|III|II|IV|I|V|[一二三四五])"
_SAID = re.compile(
    r"(?:的|现状|年均|月均|平均|总体|地表水|水质|类别|状况|评价|结果|均|都|[，,])*"
    r"(?:由[^，。；\n]{1,6}类)?"
    r"(?P<verb>(?:改善|提升|提高|好转|恶化|下降|转变|上升)(?:为|到|至)"
    r"|为|是|属于?|评价为|保持在?|稳定在|维持在|(?:稳定)?达到?了?|符合|满足)"
    r"(?P<better>或优于|及优于)?(?:国家|地表水)?"
    rf"(?P<one>{_ONE})(?:类?[～~至到—–-](?P<two>{_ONE}))?类"
    r"(?:水质|水体|水|标准)?(?P<open>及以上|或以上|以上|及优于|及以下|或以下|以下)?"
)
_CLAUSE = re.compile(r"[。；;！!？?\n]")
_BESIDE = re.compile(r"[、和与及,，]$")
_CALLED = re.compile(r"(?:断面|点位|站点)(?:的|处)?$")
_BETTER = ("达", "符合", "满足", "稳定达")  # who reaches a class may be of a better one
_NUMBERS = {
    **dict(zip("ⅠⅡⅢⅣⅤ", WaterClass, strict=False)),
    **dict(zip(("I", "II", "III", "IV", "V"), WaterClass, strict=False)),
    **dict(zip("一二三四五", WaterClass, strict=False)),
}


class Stated(NamedTuple):
    """A class that a text states of a section.

    Attributes:
        start: First character of its words.
        end: One past the last.
        name: The section, as it is registered.
        classes: The classes that the words allow.
        period: The month, quarter or year that it is said of.
        is_whole: Whether it is said of exactly that.
    """

    start: int
    end: int
    name: str
    classes: frozenset[WaterClass]
    period: str
    is_whole: bool


def classes_stated(
    text: str, names: Collection[str], *, published: date | None
) -> Iterator[Stated]:
    """Find the classes of sections that a text states.

    Args:
        text: The text.
        names: The names of sections, each of one only.
        published: The day it was published, where that is known.
    """
    folded = fold(text)
    known = {fold(name): name for name in names if len(name) > 1}
    found = [(said, _named_before(folded, said.start(), known)) for said in _SAID.finditer(folded)]
    if not any(own for _, own in found):
        return
    _, timeline = dated(folded, published=published)
    is_planned = outlook_by_words(folded, published=published)
    for said, own in found:
        if own and not is_planned(said.start("one")):
            time = timeline.at(said.start("one")).time
            yield from _stated(said, own, Period.inclusive(*time)) if time else ()


def _stated(said: re.Match[str], own: Mapping[str, int], period: Period) -> Iterator[Stated]:
    named = named_over(period)
    if named:
        is_whole = is_exactly(period, named)
        for name, start in own.items():
            yield Stated(start, said.end(), name, _classes(said), named, is_whole)


def _named_before(folded: str, end: int, known: Mapping[str, str]) -> dict[str, int]:
    """Give the sections that are named right before a place, with where their names begin."""
    start = max(0, end - _REACH)
    cuts = [cut.end() for cut in _CLAUSE.finditer(folded, start, end)]
    start = cuts[-1] if cuts else start
    found: dict[str, int] = {}
    while True:
        head = folded[start:end]
        head = _BESIDE.sub("", head) if found else head
        bare = _CALLED.sub("", head)
        fits = [(name, one) for name in known for one in (head, bare) if one.endswith(name)]
        if not fits:
            return found
        name, one = max(fits, key=lambda fit: len(fit[0]))
        end = start + len(one) - len(name)
        found[known[name]] = end
        if not _BESIDE.search(folded[start:end]):
            return found


def _classes(said: re.Match[str]) -> frozenset[WaterClass]:
    ends = sorted(_class(one) for one in (said["one"], said["two"]) if one)
    low, high = ends[0], ends[-1]
    opened = said["open"] or ""
    if "下" in opened:
        high = WaterClass.WORSE
    elif opened or said["better"] or said["verb"].startswith(_BETTER):
        low = WaterClass.I
    return frozenset(one for one in WaterClass if low <= one <= high)


def _class(text: str) -> WaterClass:
    return WaterClass.WORSE if text.startswith("劣") else _NUMBERS[text]
