"""Lists with a count beside them, and slogans whose terms the text explains one by one."""

import re
from typing import NamedTuple

from bayline.systems.reading.rules.attributes import shared_ending
from bayline.systems.reading.rules.kinds import small_number
from bayline.systems.reading.rules.passages import View

_COUNT = (
    r"(?P<count>(?<![两二三四五六七八九十百千第“\"])"
    r"(?:十[一二三四五六七八九]|[两二三四五六七八九十])|(?<![\d.+＋第“\"])\d{1,2})"
    r"(?P<classifier>个|大|种|类|项|家|镇|村|市|县|区|方面|条|座|所|件|省|国|州)"
)
# Bounded, so that an endless run of 、 costs no more than its length.
_LISTED = r"(?P<list>[^，。；：:！？\n“”\d]{0,40}?、[^，。；：:！？\n]{0,160}?)"
_BEFORE = re.compile(
    rf"(?:^|(?<=[，。；：:！？\n“”]))(?:{_LISTED})(?P<open>等)?{_COUNT}(?P<noun>[^，。；：:！？、\n]{{0,16}})"
)
_AFTER = re.compile(
    rf"{_COUNT}(?P<noun>[^，。；：:、\d\n（(“”\"]{{1,14}}?)"
    r"(?:：|:|——|—|，?(?:即|分别是|分别为|包括|也就是))"
    r"(?P<list>(?>[^。；：:！？\n]{0,60}?、)[^。；！？\n]{0,340}?)(?=[。；！？\n]|$)"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_JOINED = re.compile(r"(?<=[^、])(?:以及|和|与|及)(?=[^、])")
_DEFINES = re.compile(r"^.{0,12}?(?:是指|指的是|即|就是|分别是|分别为|分为|包括|包含|确定了?|列入)")
_VERBS = re.compile(
    r"均|都|共|各|居|实现|保持|提出|获|新增|建成|完成|推出|出台|印发|实施|开展|组织|达|增|等|的|为|其他"
)
_SLOGAN = re.compile(r"(?<![\d.+=＋])(\d{1,2}(?:[+＋]\d{1,2})+)(?![\d.+=＋%])")
_EXPLAINED = re.compile(
    r"(?P<named>(?:第(?P<order>[一二三四五六七八九])个)?[“\"]?(?P<term>\d{1,2})[”\"]?)(?:，|——)?"
    r"(?:是指|指的是|指|即|就是|为|代表|是)"
)
# 4个优势特色产业是…: a term that counts things behind the slogan, at the head of its clause.
_COUNTED = re.compile(
    r"(?:^|(?<=[，。；：、（(“”\n])|(?<=其中)|(?<=包括))(?P<named>(?P<term>\d{1,2})[个大项类条种家座][^，。；：、\d\n]{2,16}?)"
    r"(?:是指|指的是|指|分别是|分别为|即|就是|为|代表|是|包括|：|——|[（(](?=[^（）()]*、))"
)
_ONLY_EXPLAINS = ("是指", "指的是", "指", "代表")
_FAR = 900
_MOST, _LEAST = 20, 2


class CountedList(NamedTuple):
    """A list with the count that is printed beside it.

    Attributes:
        start: Where list or count begin, whichever comes first.
        end: Where they end.
        stated: The printed count.
        least: Members if every 和 belongs to a name.
        most: Members if every 和 sets two apart.
        is_complete: Whether the list surely names all members: no 等, its ends are certain.
        is_certain: Whether each thing between two 、 surely is a member.
    """

    start: int
    end: int
    stated: int
    least: int
    most: int
    is_complete: bool
    is_certain: bool


class Slogan(NamedTuple):
    """1+4+4+4 with the terms that the text behind it explains."""

    start: int
    end: int
    terms: tuple[int, ...]
    explained: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def counted_lists(view: View) -> list[CountedList]:
    """Find lists with their counts: 甲、乙、丙、丁4个产业, 4个产业：甲、乙、丙、丁."""
    found: list[CountedList] = []
    for sentence in view.sentences:
        if "、" in sentence.text:
            found += [_before(m, sentence.start) for m in _BEFORE.finditer(sentence.text)]
            found += [m for a in _AFTER.finditer(sentence.text) for m in _after(a, sentence.start)]
    return [each for each in found if _LEAST <= each.stated <= _MOST]


def _before(match: re.Match[str], offset: int) -> CountedList:
    words = match["list"]
    members = _BRACKETS.sub("", words).split("、")
    least, most = _sizes(members)
    defines = _DEFINES.match(members[0])
    certain = not _VERBS.search(members[-1]) and (
        bool(defines or match["open"]) or _are_alike(members, match)
    )
    start = match.start("list") + (defines.end() if defines else 0)
    return CountedList(
        start=offset + start,
        end=offset + match.end("classifier"),
        stated=small_number(match["count"]),
        least=least,
        most=most,
        is_complete=certain and not match["open"],
        is_certain=certain,
    )


def _are_alike(members: list[str], match: re.Match[str]) -> bool:
    """Tell whether the members end as the counted noun does: 甲村、乙村、丙村3个村."""
    ending = shared_ending(members)
    return bool(ending) and (ending[-1] == match["classifier"] or match["noun"].endswith(ending))


def _after(match: re.Match[str], offset: int) -> list[CountedList]:
    bare = _BRACKETS.sub("", match["list"])
    goes_on = "，" in bare
    bare = bare.split("，", 1)[0]
    if "、" not in bare:
        return []
    members = bare.split("、")
    least, most = _sizes(members)
    certain = not re.search(r"[\d“”]", bare) and not any(map(_VERBS.search, members))
    return [
        CountedList(
            start=offset + match.start("count"),
            end=offset + match.end("list"),
            stated=small_number(match["count"]),
            least=least,
            most=most,
            is_complete=certain and not goes_on,
            is_certain=certain,
        )
    ]


def _sizes(members: list[str]) -> tuple[int, int]:
    return len(members), len(members) + sum(len(_JOINED.findall(part)) for part in members)


def slogans(view: View) -> list[Slogan]:
    """Find sums without a sum: 1+4+4+4, with the terms that are explained behind them."""
    found = []
    for match in _SLOGAN.finditer(view.folded):
        terms = tuple(int(term) for term in re.split(r"[+＋]", match[1]))
        behind = view.folded[match.end() : match.end() + _FAR]
        told = _explanations(behind, terms, match.end())
        spans = tuple(span for _, span in told)
        found.append(
            Slogan(match.start(), match.end(), terms, tuple(term for term, _ in told), spans)
        )
    return found


def _explanations(
    words: str, terms: tuple[int, ...], offset: int
) -> list[tuple[int, tuple[int, int]]]:
    left = list(terms)
    found = []
    counted = [*_COUNTED.finditer(words.partition("\n")[0])]
    told = [*filter(_is_named, _EXPLAINED.finditer(words))]
    told += counted if len(counted) >= _LEAST else []  # one may count other things
    for match in sorted(told, key=lambda each: each.start("named")):
        term = int(match["term"])
        if term in left:
            left.remove(term)
            found.append((term, (offset + match.start("named"), offset + match.end("named"))))
    return found


def _is_named(match: re.Match[str]) -> bool:
    """Tell whether the words speak of a term: “4”是…, 第一个4是…, 1是指…."""
    is_marked = any(mark in match[0] for mark in '“”"') or bool(match["order"])
    return is_marked or match[0].endswith(_ONLY_EXPLAINS)
