"""Which figure of a text is said to be what share of which other one."""

import itertools
import re
from bisect import bisect_left
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from bayline.kernel.statuses import Change
from bayline.systems.reading.rules.attributes import canonical, is_additive
from bayline.systems.reading.rules.divisions import share_one_whole
from bayline.systems.reading.rules.kinds import kind_of
from bayline.systems.reading.rules.passages import Item, Sentence, View, label_of
from bayline.systems.reading.rules.wholes import same_measure

_SHARE = re.compile(
    r"占(?P<of>[^，。；、占]{0,24}?)(?:的)?(?:比重|比例|份额|比)?(?:分别)?(?:达到|达|升至|提高到|超过|为|约|近)?$"
)
_DIRECT = re.compile(r"^[^，、；。（(]{0,6}[，、；（(]?(?:约|共|合计)?占")
# 占规上企业412家的50%: the whole stands between.
_OF_FIGURE = re.compile(
    r"^[^，、；。（(]{0,6}[，、；（(](?:约|共|合计)?占了?(?P<of>[^，。；、占]{0,16})$"
)
_BEHIND_FIGURE = re.compile(r"^[）)]?的(?:比重|比例)?(?:为|达到?|约|近)?$")
_TOGETHER = re.compile(r"合计|共占|共计|总共|[两二三四五六]项|[两二三四五六]者")
_GENERIC = re.compile(
    r"^(?:其|总|全部(?:投资|企业|项目|产值|收入|支出|贷款|存款|人口|农户|面积|资金)?|总数|总量|总额|全部项目|项目总数|总投资|投资总额|总投资额|合计|总体|整体|集中开工)*的?$"
)
_ELSEWHERE = re.compile(r"^(?:全[国省市区县镇球]|世界|我[国省市区]|国内|同期|当年|年度|计划|年)*")
_EVERYBODY = frozenset({"总人口", "人口", "全部人口", "人口总数", "总人口数"})
_POPULATIONS = ("常住人口", "户籍人口", "总人口")
_PLANNED = re.compile(r"计划|任务|目标|预算(?!收入|支出)|时序")
_REST = re.compile(r"其余|其他|其它|剩余|另外|另有|余下|分会场|配套")
_SEVERAL = re.compile(r"多选|可选多项|不定项|限选[两二三四五六\d]项|选项可重复")
_ANSWERS = 12  # a question has no more
_TOLD = 60  # characters before its first share in which a survey is named
_SURVEY = re.compile(r"调查|问卷|受访|被访")
_LEAST = 2
_NEAR = 15  # levels of one name to either side of a share; the whole is not farther away
_AGES = re.compile(r"\d+(?:[—\-~至到]+\d+)?岁$")
_AGES_REACH = 12
_AMONG = re.compile(r"^[\u4e00-\u9fff]{2,}中(?![学等专小心型央介外药医层])(?=.)")
_COMPOSED = re.compile(r"构成|结构|占比|比重|按[^，。；]{1,6}分|中[，：]|其中")
_RATE = re.compile(r"率|占|增|降|减")


class Share(NamedTuple):
    """A printed share with the figure it speaks of."""

    sentence: Sentence
    part: Item
    percent: Item
    of: str  # the words that name the whole; "" if they do not
    whole: Item | None = None  # where its figure stands between: 占规上企业412家的50%

    @property
    def is_generic(self) -> bool:
        """Whether the whole is only called 总数, 总投资 or not at all."""
        return self.whole is None and bool(_GENERIC.match(self.of))

    @property
    def is_of_everything(self) -> bool:
        """Whether the whole is called 全部, 总 …: it may be the whole of the whole."""
        return bool(re.search(r"全|总|合计", self.of))


def shares(view: View) -> list[Share]:
    """Find the amounts that are directly followed by their share: 134.8亿元，占投资的37.6%."""
    found = []
    for sentence in view.sentences:
        for index, item in enumerate(sentence.items):
            share = _share(sentence, index, item) or _share_of_figure(sentence, index, item)
            if share:
                found.append(share)
    return found


def share_words(item: Item) -> str | None:
    """Return the words naming the whole before a percentage, None if it is no share."""
    if item.unit != "1" or item.statement.change in {Change.GROWTH, Change.DELTA, Change.FROM}:
        return None
    match = _SHARE.search(item.before)
    return match["of"] if match else None


def _share(sentence: Sentence, index: int, item: Item) -> Share | None:
    of = share_words(item)
    if of is None or index == 0 or _PLANNED.search(of) or not _DIRECT.match(item.before):
        return None
    part = sentence.items[index - 1]
    together = _TOGETHER.search(item.before) and index >= _LEAST
    if not part.is_amount or (together and sentence.items[index - 2].unit == part.unit):
        return None  # 教育20亿元、卫生15亿元，合计占35%
    return Share(sentence=sentence, part=part, percent=item, of=of)


def _share_of_figure(sentence: Sentence, index: int, item: Item) -> Share | None:
    if item.unit != "1" or index < _LEAST or not _BEHIND_FIGURE.match(item.before):
        return None
    part, whole = sentence.items[index - 2 : index]
    match = _OF_FIGURE.match(whole.before.rstrip("（("))
    fits = part.unit == whole.unit and part.is_amount and whole.is_amount
    if match is None or not fits or _PLANNED.search(match["of"]):
        return None
    return Share(sentence=sentence, part=part, percent=item, of=match["of"], whole=whole)


def named_whole(share: Share, levels: dict[str, list[Item]]) -> list[Item]:
    """Return the figures whose attribute is what the share names: 固定资产投资.

    Args:
        share: The share.
        levels: The document's additive figures by canonical attribute.
    """
    name = canonical(_ELSEWHERE.sub("", share.of))
    if name in _EVERYBODY:
        # 总人口 is whichever population the passage gives, if it gives but one.
        name = next((each for each in _POPULATIONS if levels.get(each)), name)
        if sum(bool(levels.get(each)) for each in _POPULATIONS) > 1:
            return []
    known = levels.get(name) or _of_its_owner(share, name, levels)
    at = bisect_left(known, share.part.position, key=attrgetter("position"))
    return [
        item
        for item in known[max(0, at - _NEAR) : at + _NEAR]
        if item.unit == share.part.unit and item.position != share.part.position
    ]


def _of_its_owner(share: Share, name: str, levels: dict[str, list[Item]]) -> list[Item]:
    """Give what was counted before in the sentence, where the whole is named with its owner.

    “田园五镇”…总投资57.63亿元，当年投资17.41亿元，占|五镇|总投资|的30.2%.
    """
    sentence = share.sentence
    for item in sentence.items:
        measure = canonical(item.statement.attribute)
        owner = name.removesuffix(measure)
        is_said = owner in sentence.text[: item.start - sentence.start]
        if item.start < share.part.start and measure and owner not in {"", name} and is_said:
            return [one for one in levels.get(measure, []) if one.position == item.position]
    return []


def levels_by_attribute(view: View) -> dict[str, list[Item]]:
    """Sort the additive figures of a document by canonical attribute."""
    levels: dict[str, list[Item]] = {}
    for item in view.items:
        if item.is_amount and is_additive(item.statement.attribute):
            levels.setdefault(canonical(item.statement.attribute), []).append(item)
    return levels


def paragraphs(view: View) -> dict[int, list[Item]]:
    """Sort the figures of a document by paragraph."""
    found: dict[int, list[Item]] = {}
    for sentence in view.sentences:
        found.setdefault(sentence.paragraph, []).extend(sentence.items)
    return found


def plausible_wholes(view: View, share: Share, passage: list[Item]) -> list[tuple[Item, ...]]:
    """Return every figure of the passage, and every sum with 其余, that may be the whole."""
    part = share.part
    same = [
        item
        for item in passage
        if item.unit == part.unit
        and item.position != part.position
        and item.is_amount
        and same_measure(item, part)
    ]
    least = part.figure.low or 0
    singles = [(item,) for item in same if (item.figure.low or 0) >= least]
    return [*singles, *splits(view, same)]


def may_be_split(view: View, items: list[Item]) -> bool:
    """Tell whether 其余 and its like stand between the figures at all."""
    return bool(items and _REST.search(view.folded, items[0].start, items[-1].end))


def splits(view: View, items: list[Item]) -> list[tuple[Item, ...]]:
    """Return neighboring figures of which the later is called 其余: together they are a whole."""
    found: list[tuple[Item, ...]] = []
    for one, other in itertools.pairwise(items):
        words = view.folded[one.end : other.start]
        if _REST.search(words) and "。" not in words:
            found.append((one, other))
    return found


def names(view: View, percents: list[Item]) -> list[str]:
    """Return what the shares are shares for: 农户占30% -> 农户, 60岁以上人口占20% with the ages."""
    return [f"{_ages_before(view, item)}{_kind(item)}" for item in percents]


def _kind(item: Item) -> str:
    """Return the kind alone: 男性 of 全市人口中男性占, 满意 of 满意的占."""
    words = kind_of(item).split("占")[0]
    return _AMONG.sub("", words).removesuffix("的")


def _ages_before(view: View, item: Item) -> str:
    begin = item.statement.quantity.start - len(item.before)
    match = _AGES.search(view.folded, max(0, begin - _AGES_REACH), begin)
    return match[0] if match and label_of(item.before) == item.before.strip() else ""


def share_lists(view: View) -> list[tuple[str, list[Item]]]:
    """Find the runs of shares of one whole within a sentence: 甲占30%，乙占30%，丙占40%."""
    found: list[tuple[str, list[Item]]] = []
    for sentence in view.sentences:
        run: list[Item] = []
        whole = ""
        for item in sentence.items:
            if item.statement.quantity.stated_unit == "岁" and "占" not in item.label:
                continue
            of = share_words(item)
            asks_anew = bool(run) and _begins_another(sentence, run, item)
            if of is None or asks_anew or (run and of != whole and of):
                found += [(whole, run)] if len(run) >= _LEAST else []
                run = []
            if of is not None:
                whole = whole if run else of
                run.append(item)
        found += [(whole, run)] if len(run) >= _LEAST else _bare_list(sentence)
    return found


def asks_several(sentence: str) -> bool:
    """Tell whether shares are answers of which one person may give several: （可多选）."""
    return _SEVERAL.search(sentence) is not None


def _begins_another(sentence: Sentence, run: list[Item], item: Item) -> bool:
    """Tell whether the shares so far are all of one whole, and this one answers something else."""
    if len(run) > _ANSWERS or _REST.search(item.before):
        return False
    begin = run[0].start - sentence.start
    parted = "；" in item.before or _SURVEY.search(sentence.text, max(0, begin - _TOLD), begin)
    everything = sum((each.figure.low or Decimal(0) for each in run), Decimal(0)) == 1
    return bool(parted) and everything


def _bare_list(sentence: Sentence) -> list[tuple[str, list[Item]]]:
    """Find the kinds of one division with their shares behind 其中 or 构成: 男52%，女48%."""
    run = [item for item in sentence.items if _is_bare_share(item)]
    names = [kind_of(item) for item in run]
    told = run and _COMPOSED.search(sentence.text[: run[0].start - sentence.start])
    alone = told and len(run) == sum(item.unit == "1" for item in sentence.items)
    return [("", run)] if alone and share_one_whole(names) else []


def _is_bare_share(item: Item) -> bool:
    plain = item.unit == "1" and item.statement.change is None
    return plain and not _RATE.search(item.before)
