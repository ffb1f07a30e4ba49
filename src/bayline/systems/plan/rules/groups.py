"""Figures of another size, of another group, or against another time than the target's."""

import re
from collections.abc import Iterator

from bayline.systems.plan.rules.apart import Apart, Said, differs
from bayline.systems.plan.terms.targets import Measure, Span
from bayline.systems.plan.terms.verdicts import Trap
from bayline.systems.reading.rules.figures import middle

# --- sizes from which on things are counted

_SIZE = re.compile(
    r"(?P<number>\d+(?:\.\d+)?|[一二三四五六七八九十两]+)?(?P<unit>[十百千]?[万亿]|[百千](?=元|平))(?P<of>元|美元|平方米|亩|人|吨)?(?:及)?以上"
)
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_DIGITS = {digit: at for at, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "十": 10}


def _sizes(text: str) -> dict[str, float]:
    found = {}
    for match in _SIZE.finditer(text):
        number = match["number"] or "1"
        size = float(number) if number[0].isdigit() else float(_DIGITS.get(number[0], 1))
        for letter in match["unit"]:
            size *= _UNITS[letter]
        found[match["of"] or "元"] = size
    return found


def by_size(said: Said) -> Iterator[Apart]:
    """Tell apart things from one size on and from another."""
    asked = _sizes(said.asked.replace("#", ""))
    is_named = bool(said.result.attribute) and said.result.attribute not in {"累计", "目前"}
    found = _sizes(said.own) or _sizes(said.context)
    earlier = _sizes(said.sentence)
    for unit, least in asked.items():
        if unit not in found and not is_named:
            continue
        own = found.get(unit, earlier.get(unit))
        if own is None or own < least or (own > least and not _is_there(said)):
            yield differs(
                said,
                f"不是{_size_of(said.asked)}以上的数",
                f"is not of the size that the target asks for ({_size_of(said.asked)}以上)",
                Trap.BASIS,
            )
    if found.keys() - asked.keys() and not _is_there(said):
        size = _size_of(said.own) or _size_of(said.context)
        yield differs(
            said,
            f"只是{size}以上的数，目标没有这个限制",
            f"is of {size}以上 only, the target of all",
            Trap.BASIS,
        )


def _size_of(text: str) -> str:
    found = _SIZE.search(text.replace("#", ""))
    return found[0].removesuffix("以上") if found else ""


def _is_there(said: Said) -> bool:
    bar = said.rule.official
    return bar is not None and middle(said.result.figure) >= middle(bar.figure)


_GRADE = re.compile(
    r"(?P<grade>国家|省|市|县|区|镇)级(?!单位|部门|财政|资金|预算|机关)(?P<more>及?以上)?"
)
_SHORT = 2  # characters of a name that only points back: 2个村
_RANKS = {"国家": 4, "省": 3, "市": 2, "县": 1, "区": 1, "镇": 0}


def by_grade(said: Said) -> Iterator[Apart]:
    """Tell apart things of one grade and of another: 省级 and 市级."""
    asked = _GRADE.search(said.asked)
    if asked is None or not said.result.attribute:
        return
    near = said.own if _GRADE.search(said.own) else said.sentence
    found = [*_GRADE.finditer(near)]
    least = _RANKS[asked["grade"]]
    lowest = min((_RANKS[one["grade"]] for one in found), default=-1)
    is_short = not found and len(said.result.attribute) <= _SHORT
    is_higher = lowest > least and (asked["more"] or _is_there(said))
    if lowest == least or is_higher or is_short:
        return
    yield differs(
        said,
        f"不是{asked[0]}的数",
        f"is not of the grade that the target asks for ({asked[0]})",
        Trap.BASIS,
    )


# --- groups that a number is of

_EXCLUSIVE: tuple[tuple[tuple[str, re.Pattern[str]], ...], ...] = (
    (("城镇", re.compile(r"城镇(?!化|职工)")), ("农村", re.compile(r"农村|农民"))),
    (("户籍", re.compile(r"户籍")), ("常住", re.compile(r"常住"))),
    (("调查", re.compile(r"调查")), ("登记", re.compile(r"登记"))),
    (("总量", re.compile(r"总量|消费量")), ("单位", re.compile(r"单位|万元|强度|每"))),
    (
        ("进口", re.compile(r"进口")),
        ("出口", re.compile(r"(?<!进)出口")),
        ("进出口", re.compile(r"进出口")),
    ),
    (("内资", re.compile(r"内资|[省市县区]外")), ("外资", re.compile(r"外资"))),
    (("本科", re.compile(r"本科")), ("专科", re.compile(r"专科"))),
    (("公办", re.compile(r"公办")), ("民办", re.compile(r"民办"))),
    (("中央", re.compile(r"中央")), ("地方", re.compile(r"地方"))),
    (
        ("国控", re.compile(r"国[控考]|国省控|国、省控")),
        ("省控", re.compile(r"省[控考]")),
        ("市控", re.compile(r"市[控考]")),
        ("县控", re.compile(r"[县区][控考]")),
    ),
)
_ONE_SIDED = (
    ("规模以上", re.compile(r"规模?以上|规上|四上")),
    ("限额以上", re.compile(r"限额?以上|限上")),
    ("户籍", re.compile(r"户籍")),
    ("本级", re.compile(r"本级")),
    ("民间", re.compile(r"民间")),
    (
        "单位",
        re.compile(
            r"单位(?!存款)|万元(?=[^以#\d]{0,4}(?:GDP|生产总值|产值|增加值|工业))|强度|每万元"
        ),
    ),
    ("人均", re.compile(r"人均")),
)
_PER_HEAD = re.compile(r"(?:居民|农民)[^，。；]{0,6}收入|可支配收入")
_RESIDENTS = re.compile(r"居民|可支配收入")


_NEAR = 10  # characters right before a number that belong to its name


def by_group(said: Said) -> Iterator[Apart]:
    """Tell apart groups that a number is of: town and country, residents and registered."""
    name = said.result.attribute
    if not name:
        return
    for pair in _EXCLUSIVE:
        asked, found = _which(pair, said.rule.attribute or said.asked), _which(pair, name)
        found = found or _which(pair, said.own.split("#", maxsplit=1)[0][-_NEAR:])
        if asked and found and not asked & found:
            yield _of_group(said, "、".join(sorted(found)))
    for group, pattern in _ONE_SIDED:
        yield from _one_sided(said, name, group, pattern)
    asked_as = said.rule.attribute or said.asked
    if _RESIDENTS.search(asked_as) and _RESIDENTS.search(name):
        pair = _EXCLUSIVE[0]
        asked, found = _which(pair, asked_as), _which(pair, name) or _which(pair, said.sentence)
        if len(asked) != len(found) and {len(asked), len(found)} != {0, 2} and "城乡" not in name:
            yield _of_group(said, "、".join(sorted(found)) or "全体")


def _which(pair: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> frozenset[str]:
    return frozenset(group for group, pattern in pair if pattern.search(text))


def _one_sided(said: Said, name: str, group: str, pattern: re.Pattern[str]) -> Iterator[Apart]:
    asked = bool(pattern.search(said.rule.attribute or said.asked) or pattern.search(said.asked))
    is_own = bool(pattern.search(name.split("占", maxsplit=1)[0]))
    if group == "规模以上" and said.rule.measure is not Measure.GROWTH:
        return
    if group == "人均" and _PER_HEAD.search(name + said.asked):
        return
    if is_own and not asked:
        yield _of_group(said, group)
    is_told = is_own or pattern.search(said.own + said.sentence) or _is_short(said)
    if asked and not is_told:
        yield _of_group(said, f"不限于{group}")


_SHORTENED = re.compile(r"^(?:增加值|产值|总产值|收入|投资|企业|项目|能耗|户|家|个)?$")


def _is_short(said: Said) -> bool:
    """Tell whether the text names the thing by its last word only, which is the target's own."""
    return bool(_SHORTENED.match(said.result.attribute)) and said.result.attribute in said.asked


def _of_group(said: Said, group: str) -> Apart:
    return differs(
        said,
        f"是{group}的数，与目标说的不是同一范围",
        f"is of another group (“{group}”) than the target",
        Trap.BASIS,
    )


# --- what a growth is against

_AGAINST = (
    (
        re.compile(r"环比|[比较]上[月季]|[比较][一二三四]季度|[比较]上半年"),
        "环比",
        "against the month or quarter before",
    ),
    (re.compile(r"[两二三四五2345]年平均|年均|年平均"), "几年平均", "an average over years"),
    (re.compile(r"[比较]20\d\d年|[比较]疫情前?"), "同前几年相比", "against an earlier year"),
)

_SINCE_NEW_YEAR = (
    re.compile(r"[比较](?:年初|上年末|上年底|去年末|去年底)"),
    "同年初相比",
    "against the beginning of the year",
)


_DECEMBER = 12


def _is_within_year(said: Said) -> bool:
    """Tell whether a figure is of a time before the year's end, so that 比年初 is not 同比."""
    period = said.result.period
    return period is not None and period.last is not None and period.last.month < _DECEMBER


def by_base(said: Said) -> Iterator[Apart]:
    """Tell apart growth against the year before and against another time."""
    if said.rule.measure not in {Measure.GROWTH, Measure.DELTA}:
        return
    for pattern, zh, en in (*_AGAINST, *([_SINCE_NEW_YEAR] if _is_within_year(said) else ())):
        is_average = said.rule.span is Span.AVERAGE and "年均" in pattern.pattern
        is_own, is_asked = pattern.search(_clause(said)), pattern.search(said.asked)
        if is_own and not is_asked and not is_average:
            yield differs(
                said,
                f"是{zh}的数，目标是同上年同期相比的",
                f"is {en}, the target against the year before",
                Trap.BASIS,
            )


def _clause(said: Said) -> str:
    return re.split(r"[，、（）()]", said.sentence)[-1] + said.own.split("#")[-1]
