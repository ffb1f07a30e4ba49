"""Whether two figures are of different places, by the names that are written around them."""

import re
from collections.abc import Callable

from bayline.kernel.places import code_lies_in
from bayline.systems.reading.rules.bases import without_basis
from bayline.systems.reading.rules.beside.sides import Side

Names = Callable[[str], frozenset[str]]
_WHOLE = re.compile(r"[全我本][省市区县州镇乡]|全自治[区州]")

# How a line begins: 2024年，在广东省，… or 据统计，广东省…
_HEAD = re.compile(r"\s*(?:[^，。；：]{0,12}，)?在?(?P<words>[^，。；：]{2,12})")

# A line that is of one place: 甘肃方面。
_OF_PLACE = re.compile(r"\s*(?P<words>\w{2,8}?)(?:方面|省情|市情|部分)?[。：]")

# What is called after a place is not the place.
_THING = re.compile(
    r"集群|机场|园区|开发区|新区|高新区|产业园|大学|学院|医院|高铁|高速|铁路|地铁|轨道|号线|项目|工程|基地|港"
    r"|公司|集团|中心|实验室|景区|博物馆|电站|电厂|水库|大桥|隧道|示范区|试验区|公园|口岸|学校|平台"
)

# 全省… or 2024年，全省…: the sentence is of a whole place of that level, which it need not name.
_OF_WHOLE = re.compile(
    r"\s*(?:[^，。；：]{0,14}[，：])?[全我](?P<level>[省县区镇乡])(?![第前各首唯])"
)
_PROVINCE = re.compile(r"\d\d0000")
_CLAUSE = re.compile("[，；：,;。]")
_TOWN = 9  # digits of a town's code
_LEVELS = {
    "省": re.compile(r"(?!11|12|31|50)\d\d0000"),
    "县": re.compile(r"\d{4}(?!00)\d\d"),
    "区": re.compile(r"\d{4}(?!00)\d\d|\d\d0000"),  # a district, or an autonomous region
    "镇": re.compile(rf"\d{{{_TOWN},}}"),
    "乡": re.compile(rf"\d{{{_TOWN},}}"),
}


class Places:
    """The places that figures may be of.

    What is called after no place that is known (a project, a park) sets nothing apart by its name.

    Args:
        names: Gives the places that some words name, by code or name.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._of_draft: dict[str, frozenset[str]] = {}
        self._of_record: dict[str, frozenset[str]] = {}

    def are_apart(self, draft: Side, kept: Side, *, agrees: bool) -> bool:
        """Tell whether the sentence of the draft names a place that the record's does not.

        What lies in the other place is it where the values agree; else a town is not its district.

        Args:
            draft: A figure of the draft.
            kept: One of the record.
            agrees: Whether their values agree.
        """
        if draft.key not in self._of_draft:
            self._of_draft[draft.key] = self._own(draft)
        if kept.key not in self._of_record:
            self._of_record[kept.key] = self._kept(kept)
        own, other = self._of_draft[draft.key], self._of_record[kept.key]
        if all(map(str.isdigit, own)):
            other = frozenset(filter(str.isdigit, other))  # 粤北 is no code that another excludes
        if _is_of_other_level(draft, kept, other):
            return True
        same = _within if agrees or _is_called(draft) or _is_called(kept) else _is_one
        return bool(own and other) and not any(same(one, each) for one in own for each in other)

    def is_named(self, place: str, subject: str) -> bool:
        """Tell whether whose a figure is is nothing but the place that it is of."""
        return bool(place) and (subject in place or place in self._names(subject))

    def _known(self, place: str) -> frozenset[str]:
        """Give a place as it is known: by its code, or the one its name begins with."""
        if not place or place.isdigit():
            return frozenset(filter(None, (place,)))
        return self._names(place)

    def _kept(self, side: Side) -> frozenset[str]:
        """Give the places that a figure of the record may be of.

        Of 厦门、福州机场吞吐量分别达 each figure is called after its own.
        """
        if called := self._names(without_basis(side.claim.attribute)):
            return called
        if listed := self._listed(side):
            return listed
        named, place = self._names(side.sentence), self._known(side.claim.place)
        if place and side.claim.subject and side.claim.subject in side.sentence:
            return named | place
        return named | place | self._begun(side) | frozenset(filter(None, (side.home,)))

    def _own(self, side: Side) -> frozenset[str]:
        """Give the place that a sentence names for a figure; else those it names; else its own.

        A sentence that names none goes on with the place of the one before it in its line.
        """
        if called := self._names(without_basis(side.claim.attribute)):
            return called
        if listed := self._listed(side):
            return listed
        place = "" if _is_left_behind(side) else side.claim.place
        named = frozenset(filter(str.isdigit, self._names(_so_far(side))))
        is_open = not named and not _WHOLE.search(side.sentence)
        known = self._known(place)
        begun = self._begun(side) if is_open and not self._is_said(side) else frozenset[str]()
        if begun:
            return begun
        if known and (self._is_said(side) or (is_open and place in self._names(side.lead))):
            return known
        return named or self._headed(side) or frozenset(filter(None, (side.home,)))

    def _listed(self, side: Side) -> frozenset[str]:
        """Give the whole that a list with examples is of: 宜昌高铁、燕矶大桥等3296个项目."""
        before, is_list, behind = side.sentence.partition(f"等{side.quote}")
        if not is_list or not side.home:
            return frozenset()
        whole = frozenset(filter(_PROVINCE.fullmatch, self._names(before)))
        return whole or self._names(behind) | {side.home}

    def _headed(self, side: Side) -> frozenset[str]:
        """Give the place that a line has for its heading: 甘肃方面。…全省百亿园区11个."""
        head = _OF_PLACE.match(side.lead)
        found = frozenset(filter(str.isdigit, self._names(head["words"]))) if head else frozenset()
        return found if len(found) == 1 else frozenset()

    def _begun(self, side: Side) -> frozenset[str]:
        """Give the place that the sentence before it in its line begins with, if it is but one.

        2024年，在广东省，A。B goes on with 广东省 in B; 兰州中川机场吞吐量A。B does not.
        """
        before = side.lead.rstrip("。；！？").replace("；", "。").rpartition("。")[2]
        head = _HEAD.match(before)
        head = None if head and _THING.search(head["words"]) else head
        begun = frozenset(filter(str.isdigit, self._names(head["words"]))) if head else frozenset()
        others = frozenset(filter(str.isdigit, self._names(before))) if begun else begun
        return begun if len(begun) == 1 and begun == others else frozenset()

    def _is_said(self, side: Side) -> bool:
        """Tell whether the sentence itself names the place of its figure."""
        claim = side.claim
        is_subject = bool(claim.subject) and claim.subject in side.sentence
        return bool(claim.place) and (is_subject or claim.place in self._names(side.sentence))


def _clause(side: Side) -> str:
    """Give what a clause says before its figure."""
    return _CLAUSE.split(side.sentence.partition(side.quote)[0])[-1]


def _so_far(side: Side) -> str:
    """Give what a sentence says up to the end of the clause of a figure.

    全省数据中心48个，贵阳科创城企业1355家: the first is not of 贵阳.
    """
    before, quote, behind = side.sentence.partition(side.quote)
    return before + quote + _CLAUSE.split(behind)[0]


def _is_left_behind(side: Side) -> bool:
    """Tell whether a figure goes on with a range or a river that only a clause before it named.

    秦岭修复面积135.2万亩，城镇新增就业43.4万人: what has no government is of its own clause.
    """
    place, subject = side.claim.place, side.claim.subject
    if not place or place.isdigit():
        return False
    said = _clause(side) + side.claim.attribute
    return place not in said and (not subject or subject not in said)


def _is_of_other_level(draft: Side, kept: Side, places: frozenset[str]) -> bool:
    """Tell whether the draft speaks of a whole province, and the record of no province."""
    said = _OF_WHOLE.match(draft.sentence)
    codes = [*filter(str.isdigit, places)]
    if said is None or not codes or said["level"] in _levels_said(kept.sentence):
        return False
    return not any(map(_LEVELS[said["level"]].fullmatch, codes))


def _levels_said(sentence: str) -> frozenset[str]:
    return frozenset(found[0][1:2] for found in _WHOLE.finditer(sentence))


def _is_called(side: Side) -> bool:
    """Tell whether a figure is of something in a place that has a name of its own: an airport."""
    return bool(side.claim.place) and not side.claim.place.isdigit()


def _within(one: str, other: str) -> bool:
    """Tell whether two places are one, or one lies in the other."""
    if one.isdigit() and other.isdigit():
        return one == other or code_lies_in(one, other) or code_lies_in(other, one)
    return one in other or other in one


def _is_one(one: str, other: str) -> bool:
    return one == other if one.isdigit() and other.isdigit() else _within(one, other)
