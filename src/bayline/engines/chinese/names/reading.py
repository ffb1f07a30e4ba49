"""All names of one text: the gazetteer's, then those the endings give."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from bayline.engines.chinese.gazetteer import Gazetteer, national
from bayline.engines.chinese.names.arranging import arranged
from bayline.engines.chinese.names.companies import company_start
from bayline.engines.chinese.names.grammar import Ending, endings, grammar
from bayline.engines.chinese.names.heads import (
    Head,
    Heads,
    Word,
    is_counted,
    is_proper,
    proper_head,
    run_start,
    says_something,
    with_realm,
)
from bayline.engines.chinese.names.repeating import repeated
from bayline.engines.chinese.terms import Name, NameKind

_DOCUMENT = re.compile(r"《[^《》\n]{1,60}》")
_NUMBER_BEFORE = re.compile(r"(?:轨道交通|地铁|市域铁路|[GSXY])?\d{1,4}(?:[\u4e00-\u9fff]{2,3})?$")
_SECTION = re.compile(
    r"[(（][\u4e00-\u9fff\w]{2,12}(?:—|-|－|~|至|到){1,2}[\u4e00-\u9fff\w]{2,12}[)）]"
)
_WORKS = re.compile(r"(?:新建|改建|扩建|改扩建|大修|拓宽|快速化改造|提升改造|扩容|改造|续建)工程")
_REACH = 26
_ORDINAL = re.compile(r"(?:第[\d一二三四五六七八九十百]{1,5}|首)[届次]$")
_NOT_AFTER_VILLAGE = tuple("庄寨港区民务级居落集企屯里口落")
_PLACE_IS_ENOUGH = frozenset(
    [
        "大学",
        "医院",
        "学院",
        "银行",
        "图书馆",
        "博物馆",
        "大剧院",
        "日报社",
        "总工会",
        "科协",
        "工商联",
        "法院",
        "检察院",
    ]
)
_NOT_AFTER_ROAD = tuple("港桥站局网")
_REALM_LETTERS = frozenset(
    "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀贵黔滇云陕秦甘陇青藏桂蒙宁杭甬合汉"
)
_NOT_AFTER_BODY = ("城", "生", "业", "派", "化", "系", "群", "级", "制", "式")
_OFFICES = frozenset("局厅委院")


def names(folded: str, gazetteer: Gazetteer | None = None, *, on: date | None = None) -> list[Name]:
    """Find the names in a text.

    Args:
        folded: The text in simplified, half-width script, aligned with the original.
        gazetteer: Places known beside those of the country.
        on: The day the text speaks of, for places whose names changed hands.

    Returns:
        Names by start, the longer first; a place may stand within a longer name.
    """
    places = (gazetteer or national()).find(folded, on=on)
    found = [*_Endings(folded, places).names(), *_documents(folded)]
    return arranged(places, [*found, *repeated(folded, places, found)])


def _documents(text: str) -> Iterator[Name]:
    for match in _DOCUMENT.finditer(text):
        yield Name(match.start(), match.end(), NameKind.DOCUMENT)


class _Endings:
    """Names of one text that their endings give away."""

    def __init__(self, text: str, places: list[Name]) -> None:
        self._text = text
        self._heads = Heads(text, places)
        self._place_ends = {place.end: place for place in places}
        self._last = Name(0, 0, NameKind.PLACE)
        self._readers: dict[str, Callable[[Ending], Name | None]] = {
            "known organisation": lambda ending: self._known(ending, NameKind.ORGANISATION),
            "known meeting": lambda ending: self._known(ending, NameKind.MEETING),
            "village": self._village,
            "town": self._settlement,
            "county": self._settlement,
            "authority": self._authority,
            "seat": self._seat,
            "organisation": self._organisation,
            "zone": self._zone,
            "project": self._project,
            "road": self._road,
            "site": self._site,
            "meeting": self._meeting,
            "line": self._line,
        }

    def names(self) -> Iterator[Name]:
        for ending in _thinned(endings(self._text)):
            if ending.start < self._last.end:
                continue
            name = self._readers[ending.family](ending)
            if name is None:
                continue
            yield name
            if not ending.family.startswith("known"):  # a longer name may begin with a known one
                if name.kind is NameKind.ROAD and (works := _WORKS.match(self._text, name.end)):
                    name = Name(name.start, works.end(), NameKind.PROJECT)
                    yield name
                self._last = name

    def _words(self, ending: Ending, reach: int = _REACH) -> list[Word]:
        floor = self._last.end
        return self._heads.words(floor, ending.start, end=ending.end, reach=reach)

    def _known(self, ending: Ending, kind: NameKind) -> Name | None:
        start = ending.start
        if self._text[ending.end - 1] == "部" and self._text.startswith(("长", "门"), ending.end):
            return None
        if kind is NameKind.MEETING:
            start = self._ordinal_start(start)
        return Name(start, ending.end, kind)

    def _ordinal_start(self, start: int) -> int:
        ordinal = _ORDINAL.search(self._text, max(self._last.end, start - 8), start)
        return start if ordinal is None else ordinal.start()

    def _authority(self, ending: Ending) -> Name | None:
        """浙江省委, 金山区人民政府: a place and the body that governs it."""
        if self._text.startswith(("托", "员", "派", "任", "培", "属", "以"), ending.end):
            return None
        head = proper_head(self._words(ending))
        if head is None or not head.has_place:
            return None
        is_short = ending.end - ending.start <= _SHORT
        return None if is_short and head.body else self._name(head, ending, NameKind.ORGANISATION)

    def _seat(self, ending: Ending) -> Name | None:
        """上海市委, 浙江省政府: the place reaches into the ending or up to it."""
        place = self._place_ends.get(ending.start + 1) or self._place_ends.get(ending.start)
        if place is None:
            return None
        start = place.start
        while (above := self._place_ends.get(start)) is not None:
            start = above.start
        return Name(start, ending.end, NameKind.ORGANISATION) if start >= self._last.end else None

    def _organisation(self, ending: Ending) -> Name | None:
        if self._text.startswith(_NOT_AFTER_BODY, ending.end):
            return None
        company = company_start(self._text, ending, self._last.end, ends=self._place_ends)
        if company is not None:
            return Name(company, ending.end, NameKind.ORGANISATION)
        words = self._words(ending)
        head = proper_head(words, is_loose=True)
        is_office = self._text[ending.end - 1] in _OFFICES
        if head is None:
            return self._office(words, ending) if is_office else None
        head = with_realm(head, words)
        if not head.body:
            is_enough = self._text[ending.start : ending.end] in _PLACE_IS_ENOUGH
            return self._name(head, ending, NameKind.ORGANISATION) if is_enough else None
        is_public = head.has_place and self._text[ending.end - 1] in "局厅委会室署队组"
        is_said = sum(len(word.text) for word in head.body) > 1 and says_something(head.body)
        if not is_public and (not is_said or is_counted(words, head)):
            return None
        return self._name(head, ending, NameKind.ORGANISATION)

    def _office(self, words: list[Word], ending: Ending) -> Name | None:
        """省交通运输厅, 国家统计局: an office named by its realm alone."""
        run = words[run_start(words) :]
        if len(run) < _SHORT or run[0].text not in _REALM_WORDS:
            return None
        return Name(run[0].start, ending.end, NameKind.ORGANISATION)

    def _zone(self, ending: Ending) -> Name | None:
        if ending.end in self._place_ends:
            return None
        words = self._words(ending)
        known = [i for i, word in enumerate(words, start=1) if word.text in grammar().known]
        words = words[known[-1] :] if known else words  # a body's zone is named without the body
        head = proper_head(words)
        if head is None or is_counted(words, head):
            return None
        return self._name(head, ending, NameKind.ZONE)

    def _project(self, ending: Ending) -> Name | None:
        quoted = self._quoted(ending)
        if quoted is not None:
            return quoted
        words = self._words(ending)
        head = proper_head(words)
        if head is None or is_counted(words, head) or not says_something(head.body):
            return None
        length = sum(len(word.text) for word in head.words)
        return self._name(head, ending, NameKind.PROJECT) if length >= _LEAST_PROJECT else None

    def _quoted(self, ending: Ending) -> Name | None:
        """“千村示范”工程: the quoted words are the name."""
        is_works = self._text.startswith("工程", ending.start)
        if not is_works or not self._text.startswith("”", ending.start - 1):
            return None
        opening = self._text.rfind("“", max(0, ending.start - 20), ending.start - 1)
        if opening < self._last.end or "”" in self._text[opening : ending.start - 1]:
            return None
        return Name(opening, ending.end, NameKind.PROJECT)

    def _road(self, ending: Ending) -> Name | None:
        words = self._words(ending, 20)
        head = proper_head(words, is_loose=True)
        if head is None or len(head.words) > _MOST_ROAD_WORDS or is_counted(words, head):
            return None
        is_other = self._text.startswith(_NOT_AFTER_ROAD, ending.end)
        if is_other or ending.start - head.start < _SHORT:
            return None
        start = self._road_start(head, words)
        section = _SECTION.match(self._text, ending.end)
        return Name(start, section.end() if section else ending.end, NameKind.ROAD)

    def _road_start(self, head: Head, words: list[Word]) -> int:
        """Take in where a road comes from: 同仁至赛尔龙高速公路."""
        index = len(words) - len(head.words)
        start = head.start
        while index > 0 and words[index - 1].text in _REALM_LETTERS:
            index -= 1
            start = words[index].start
        if start < head.start:
            return start
        if index < _SHORT or words[index - 1].text not in {"至", "到", "经", "-"}:
            return head.start
        origin = words[index - 2]
        return origin.start if is_proper(origin, is_loose=True) else head.start

    def _line(self, ending: Ending) -> Name | None:
        """15号线, 320国道, G60沪昆高速: a road by its number."""
        left = max(self._last.end, ending.start - 12)
        number = _NUMBER_BEFORE.search(self._text, left, ending.start)
        if number is not None and number.group()[-1:].isdigit():
            return Name(number.start(), ending.end, NameKind.ROAD)
        if number is not None and number.group()[0] in "GS":
            return Name(number.start(), ending.end, NameKind.ROAD)
        return self._road(ending) if self._text.startswith("高速", ending.start) else None

    def _site(self, ending: Ending) -> Name | None:
        if self._text.startswith(("镇", "乡", "路", "街道"), ending.end):
            return None
        if self._text.startswith("村", ending.end):  # 水库村 is a village, not a reservoir
            return self._village(Ending(ending.end, ending.end + 1, "village"))
        words = self._words(ending, 12)
        head = proper_head(words)
        if head is None or is_counted(words, head):
            return None
        return self._name(head, ending, NameKind.PLACE)

    def _meeting(self, ending: Ending) -> Name | None:
        words = self._words(ending)
        head = proper_head(words)
        if head is None or is_counted(words, head):
            return None
        is_forum = self._text.startswith(("论坛", "峰会"), ending.start)
        first = head.words[0]
        is_body = first.tag in {"nt", "ns"} or first.text in grammar().known
        is_body = is_body or (first.tag == "j" and first.text[-1] in "委办部党")
        if not (first.is_place or is_body or is_forum):
            return None
        return Name(self._partners_start(head.start), ending.end, NameKind.MEETING)

    def _partners_start(self, start: int) -> int:
        """Take in 中国— of 中国—东盟博览会, and 第八届 before it."""
        partner = self._place_ends.get(start - 1) if self._text[start - 1] in "—-" else None
        return self._ordinal_start(start if partner is None else partner.start)

    def _village(self, ending: Ending) -> Name | None:
        if self._text.startswith(_NOT_AFTER_VILLAGE, ending.end):
            return None
        is_village = self._text[ending.end - 1] == "村"
        return self._settled(ending, NameKind.VILLAGE if is_village else NameKind.PLACE)

    def _settlement(self, ending: Ending) -> Name | None:
        return self._settled(ending, NameKind.PLACE)

    def _settled(self, ending: Ending, kind: NameKind) -> Name | None:
        """A village or town that no gazetteer knows, by the name before its suffix."""
        if ending.end in self._place_ends:
            return None
        start = self._listed_start(ending)
        if start is None:
            start = self._named_start(ending)
        return None if start is None else Name(start, ending.end, kind)

    def _listed_start(self, ending: Ending) -> int | None:
        """After its town, or in a list of its like, a name needs no other sign: 枫泾镇新义村."""
        before = self._settled_before(ending)
        if before is None:
            return None
        is_above = before.kind is NameKind.PLACE
        is_listed = self._text[before.end] in ("、" if is_above else "、和与及")
        if not is_listed and not is_above:
            return None
        start = before.end + is_listed
        head = self._text[start : ending.start]
        if not head or _PLAIN.fullmatch(head) is None or _is_phrase(head):
            return None
        if len(head) == 1 and not is_listed and before.end - before.start == _SHORT:
            return before.start  # 金山卫镇: one character is no name, the short place belongs to it
        return start

    def _settled_before(self, ending: Ending) -> Name | None:
        """The place or village that ends just before a name of at most a few characters."""
        left = max(self._last.end, ending.start - _LONGEST_SETTLEMENT - 1, 1)
        for end in range(ending.start - 1, left - 1, -1):
            if end in self._place_ends:
                return self._place_ends[end]
        is_near = self._last.end >= left and self._last.kind in _SETTLED
        return self._last if is_near and self._last.end < ending.start else None

    def _named_start(self, ending: Ending) -> int | None:
        described = self._described_start(ending)
        if described is not None:
            return described
        words = self._words(ending, 8)
        head = proper_head(words)
        if head is None or is_counted(words, head):
            return None
        body = head.body
        length = sum(len(word.text) for word in body)
        is_name = all(word.tag in {"ns", "nr", "nrt"} for word in body)
        if not is_name or not _SHORT <= length <= _LONGEST_SETTLEMENT:
            return None
        start = body[0].start
        return start + 1 if length > _SHORT and self._text[start] in _LEADING else start

    def _described_start(self, ending: Ending) -> int | None:
        """廊下镇位于…: at the head of a clause that says where a town lies or what it holds."""
        if _LIES.match(self._text, ending.end) is None:
            return None
        left = max(self._last.end, ending.start - _LONGEST_SETTLEMENT - 1)
        head = _CLAUSE_HEAD.search(self._text, left, ending.start)
        if head is None or head[1] in grammar().verbs or head[1] in grammar().vague:
            return None
        return head.start(1)

    def _name(self, head: Head, ending: Ending, kind: NameKind) -> Name:
        return Name(head.start, ending.end, kind)


_LIES = re.compile("位于|地处|坐落|下辖|辖|总?面积|区域面积|总人口|常住人口")
_CLAUSE_HEAD = re.compile(r"(?:^|[\n，。；：])[ \u3000]*([\u4e00-\u9fff]{2,4})$")
_MOST_ROAD_WORDS = 5
_MOST_JOINED = 3  # endings in a row without a word between them that may still be a name


def _thinned(found: list[Ending]) -> Iterator[Ending]:
    """Leave out endings piled upon endings: no name is made of 公司公司公司公司."""
    joined = 0
    end = -1
    for ending in found:
        joined = joined + 1 if ending.start == end else 0
        end = ending.end
        if joined <= _MOST_JOINED:
            yield ending


_SHORT = 2  # characters of a short name, or words
_LEAST_PROJECT = 4
_LONGEST_SETTLEMENT = 4
_SETTLED = frozenset({NameKind.VILLAGE, NameKind.PLACE})
_LEADING = frozenset("使让令将把被由为从向对与和及在于到至")
_PLAIN = re.compile(r"[\u4e00-\u9fff]+")
_REALM_WORDS = frozenset(["国家", "中国", "中央", "省", "市", "区", "县", "州", "自治区"])
_PHRASE_TAGS = frozenset(["p", "c", "u", "uj", "ul", "r", "d", "x", "m", "v"])


def _is_phrase(head: str) -> bool:
    """Whether what stands before a suffix is a phrase rather than a name: 推进乡, 所有镇."""
    known = grammar()
    if head in known.verbs or head in known.vague:
        return True
    import rjieba

    words = rjieba.tag(head)
    return any(word in known.verbs for word, _ in words) or (
        len(words) == 1 and words[0][1] in _PHRASE_TAGS and len(head) > 1
    )
