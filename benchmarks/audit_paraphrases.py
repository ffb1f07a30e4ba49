"""Tells sentences of documents in other words, by stated rules, and alters figures in them.

Figures are taken out of a sentence before it is reworded and put back afterwards, so that each can
be altered and is still known. Everything follows from one seed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

FIRST = 0xE000  # figures stand in a sentence as characters from here on
HALF, OFTEN = 0.5, 0.65  # how likely a rule is followed
MARK = "[\ue000-\ue0ff]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A figure as it stands in a document."""

    start: int
    end: int
    lead: str  # hedges before the number
    number: str
    unit: str
    tail: str  # hedges behind the unit
    is_growth: bool

    def printed(self, *, lead: str | None = None, tail: str | None = None) -> str:
        """Print it, perhaps with other hedges."""
        before = self.lead if lead is None else lead
        behind = self.tail if tail is None else tail
        return f"{before}{self.number}{self.unit}{behind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence in other words: where each figure stands in it, and which one was altered how."""

    text: str
    kind: str = ""  # of the alteration; empty where it is untouched
    altered: int = -1  # position in `figures` of the document
    spot: tuple[int, int] = (0, 0)  # the altered figure in the text
    was: str = ""
    now: str = ""


# --- the rules: each takes a sentence with figures as signs and gives another wording ----------

_VERBS = (
    (r"达到(?=%s)", ("为", "达", "升至")),
    (r"(?<![达到])达(?=%s)", ("达到", "为")),
    (r"完成", ("实现",)),
    (r"实现", ("完成",)),
    (r"新建", ("建设",)),
    (r"建成", ("新建成",)),
    (r"新增", ("增加", "新增加")),
    (r"培育", ("培养",)),
    (r"发放", ("拨付",)),
    (r"地区生产总值|(?<!地区)(?<!人均)生产总值", ("GDP", "地区生产总值")),
    (r"一般公共预算收入", ("地方一般公共预算收入",)),
    (r"规模以上工业增加值", ("规上工业增加值",)),
    (r"规上工业增加值", ("规模以上工业增加值",)),
    (r"社会消费品零售总额", ("社零总额",)),
    (r"进出口总额", ("外贸进出口额",)),
    (r"城镇新增就业", ("新增城镇就业",)),
    (r"比重", ("占比",)),
    (r"超过(?=%s)", ("超",)),
)


def synonyms(words: str, chance: Random) -> str:
    """Exchange verbs and heads for others that say the same."""
    for pattern, others in _VERBS:
        if chance.random() < OFTEN:
            words = re.sub(pattern.replace("%s", MARK), chance.choice(others), words)
    return words


def growths(words: str, chance: Random) -> str:
    """Say of growth: 比上年增长, 同比提高, 增幅为."""
    forms = ("比上年增长", "同比增长", "同比提高", "增幅为", "较上年增长", "增速达")
    words = re.sub(rf"、增长(?={MARK})", lambda _: f"，{chance.choice(forms)}", words)
    words = re.sub(
        rf"(?<![、，比年较同])增长(?={MARK})", lambda _: chance.choice((*forms[:3], "增长")), words
    )
    return re.sub(rf"(?<![、，])下降(?={MARK})", lambda _: chance.choice(("降低", "下降")), words)


def counted_first(words: str, chance: Random) -> str:
    """Put the number before what is counted, or behind it."""
    acts = (
        "新增|新增加|增加|建成|新建成|新建|建设|培育|培养|引进|改造|开工|实施|打造|创建|举办|认定"
    )
    noun = r"[一-鿿“”]{2,10}"

    def turned(match: re.Match[str]) -> str:
        return f"{match[1]}{match[3]}{match[2]}" if chance.random() < OFTEN else match[0]

    words = re.sub(rf"({acts})({noun})({MARK})(?=[、，；。]|$)", turned, words)
    return re.sub(rf"({acts})({MARK})({noun})(?=[、，；。]|$)", turned, words)


_TIED = re.compile(
    r"^(?:其中|累计|总数|总量|同比|比上年|较上年|增|占|排|连续|分别|居|均|位|共|达|由|较|降|为|并)"
)


def reordered(words: str, chance: Random) -> str:
    """Put the last clause first, where every clause stands by itself."""
    clauses = [one for one in re.split("，", words) if one]
    groups: list[str] = []
    for clause in clauses:
        if groups and (_TIED.match(clause) or not re.search(MARK, groups[-1])):
            groups[-1] += f"，{clause}"
        else:
            groups.append(clause)
    if len(groups) > 1 and chance.random() < OFTEN:
        groups = [*groups[1:], groups[0]]
    return "，".join(groups)


def split(words: str, chance: Random) -> str:
    """Make two sentences of one."""
    clauses = re.split("，", words)
    for at in range(1, len(clauses)):
        apart = re.search(MARK, "".join(clauses[:at])) and re.search(MARK, clauses[at])
        if apart and not _TIED.match(clauses[at]) and chance.random() < HALF:
            return f"{'，'.join(clauses[:at])}。{'，'.join(clauses[at:])}"
    return words


LEADS = ("数据显示，", "据统计，", "", "", "", "从统计看，")


def placed(words: str, place: str, year: str, chance: Random, *, is_needed: bool = False) -> str:
    """Say whose it is and when at the beginning, or in the place of 全省."""
    words = re.sub(r"^(?:[一二三四五六七八九十]是|第[一二三四五]，|同时，|目前，)", "", words)
    begin = f"{year}年，" if year else chance.choice(LEADS)
    if re.search("全[省市区]|全自治区", words):
        return begin + re.sub("全[省市区]|全自治区", place, words, count=1)
    if year or is_needed or chance.random() < HALF:
        return f"{begin}{chance.choice((place, f'在{place}，'))}{words}"
    return f"{begin}{words}"


# --- numbers in another scale, and alterations --------------------------------------------------

_SCALES = {"万亿": 12, "亿": 8, "万": 4, "": 0}


def rescaled(figure: Taken, chance: Random) -> str:
    """Write a number in another scale: 1.2万亿元 as 12000亿元."""
    found = re.fullmatch(r"(万亿|亿|万)(.*)", figure.unit)
    if not found or chance.random() < HALF or not re.fullmatch(r"\d+(?:\.\d+)?", figure.number):
        return figure.printed()
    lower = {"万亿": "亿", "亿": "万"}.get(found[1], "")
    value = Decimal(figure.number) * (10**4)
    if not lower or value >= 10**6:
        return figure.printed()
    return f"{figure.lead}{value.normalize():f}{lower}{found[2]}{figure.tail}"


Alteration = Callable[[Taken, Random], str]


def digit(figure: Taken, chance: Random) -> str:
    """Change one digit."""
    places = [at for at, char in enumerate(figure.number) if char.isdigit()]
    at = chance.choice(places)
    others = [one for one in "123456789" if one != figure.number[at]]
    number = figure.number[:at] + chance.choice(others) + figure.number[at + 1 :]
    return figure.printed().replace(figure.number, number, 1)


_UNITS = {"亿": "万", "万": "亿", "万亿": "亿"}


def other_unit(figure: Taken, chance: Random) -> str:
    """Write the same digits with another unit."""
    del chance
    found = re.match(r"万亿|亿|万", figure.unit)
    if found:
        unit = figure.unit.replace(found[0], _UNITS[found[0]], 1)
    else:
        unit = {"%": "个百分点", "个百分点": "%", "公里": "米", "公顷": "亩", "亩": "公顷"}.get(
            figure.unit, ""
        )
    if not unit:
        return ""
    tail = figure.tail
    return f"{figure.lead}{figure.number}{unit}{tail}"


def misrounded(figure: Taken, chance: Random) -> str:
    """Round to the wrong side: 659.4 as 660, 57.9 as 57."""
    del chance
    whole, _, part = figure.number.partition(".")
    if not part or figure.lead or figure.tail or not whole.isdigit() or len(whole) <= 1:
        return ""
    if int(part) == 0:
        return ""
    number = int(whole) if part[0] >= "5" else int(whole) + 1
    return f"{number}{figure.unit}"


_HEDGE = re.compile(r"约|近|超|逾|突破|不低于|不少于|至少|力争|预计|争取|控制在")


def unhedged(figure: Taken, chance: Random) -> str:
    """Drop the hedge; 累计 and 提高到 are none."""
    del chance
    is_hedged = figure.tail or _HEDGE.search(figure.lead)
    return f"{figure.number}{figure.unit}" if is_hedged else ""


def hedged(figure: Taken, chance: Random) -> str:
    """Add a hedge that the document does not have."""
    if figure.lead or figure.tail or re.match("[余多]|.[余多]", figure.unit):
        return ""
    return chance.choice((f"超{figure.number}{figure.unit}", f"近{figure.number}{figure.unit}"))


ALTERATIONS: dict[str, Alteration] = {
    "digit": digit,
    "unit": other_unit,
    "rounding": misrounded,
    "hedge dropped": unhedged,
    "hedge added": hedged,
}
MOVED = ("year", "place")  # what is altered is not the figure but what it is of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a sentence is told for: whose it is, of which year, and who else there is."""

    place: str
    year: str
    others: Sequence[str]


def told(sentence: str, figures: Sequence[Taken], scene: Scene, chance: Random, kind: str) -> Told:
    """Tell a sentence in other words, with one figure altered if a kind is named.

    Args:
        sentence: The sentence, its figures counted by its own characters.
        figures: Its figures in order.
        scene: Whose it is and when.
        chance: What decides.
        kind: How one figure is altered; empty to leave all as they are.
    """
    words = sentence
    for at in reversed(range(len(figures))):
        one = figures[at]
        words = f"{words[: one.start]}{chr(FIRST + at)}{words[one.end :]}"
    words = words.rstrip("。；，、 ")
    for rule in (synonyms, growths, counted_first, reordered, split):
        words = rule(words, chance)
    place, year = scene.place, scene.year
    if kind == "place":
        place = chance.choice(scene.others)
    if kind == "year":
        year = str(int(year) - 1)
    words = placed(
        words,
        place,
        year if kind == "year" or chance.random() < HALF else "",
        chance,
        is_needed=bool(kind in MOVED),
    )
    altered, now = _altered(figures, chance, kind)
    if kind and altered < 0:
        return Told(text="")
    return _filled(words, figures, chance, (kind, altered, now))


def _altered(figures: Sequence[Taken], chance: Random, kind: str) -> tuple[int, str]:
    order = chance.sample(range(len(figures)), len(figures))
    if kind in MOVED:
        return order[0], ""
    for at in order if kind else ():
        now = ALTERATIONS[kind](figures[at], chance)
        if now and now != figures[at].printed():
            return at, now
    return -1, ""


def _filled(
    words: str, figures: Sequence[Taken], chance: Random, change: tuple[str, int, str]
) -> Told:
    kind, altered, now = change
    out, spot = "", (0, 0)
    for char in f"{words}。":
        at = ord(char) - FIRST
        if not 0 <= at < len(figures):
            out += char
            continue
        printed = now if at == altered and now else rescaled(figures[at], chance)
        if at == altered:
            spot, now = (len(out), len(out) + len(printed)), printed
        out += printed
    was = figures[altered].printed() if altered >= 0 else ""
    return Told(text=out, kind=kind, altered=altered, spot=spot, was=was, now=now)
