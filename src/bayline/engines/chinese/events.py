"""Events: what was signed, started, opened, accepted; by or with whom, and when.

A verb alone tells little: it must be said of something named or counted, and not stand in a word
(开工率), a condition (投产后) or a mere quality (建成的).
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from bayline.engines.chinese.clauses import Placed, chains, clause_start, clauses, date_of
from bayline.engines.chinese.terms import Event, EventKind, Interval, Name, Span, Time
from bayline.kernel.statuses import Status

_AFTER = (
    r"(?!后|以后|之后|前|之前|率|数|量|额|速|时|条件|基础|难|日期|面积|里程|企业|项目"
    r"|的(?!第|全国|国家|首))"
)
_VERBS: tuple[tuple[EventKind, str, str], ...] = (  # kind, words, what must follow
    (EventKind.ACCEPTED, "通过验收|验收合格|进行验收|开展验收|完成验收|接受验收", ""),
    (EventKind.ACCEPTED, "通过", r"(?=[^，。；、\n]{1,12}?验收)"),
    (
        EventKind.AGREED,
        "签订了|签署了|达成了|签订|签署|达成",
        r"(?=[^，。；\n]{0,30}?(?:协议|协定|备忘录|公约|计划|意向书|宣言|声明|方案))",
    ),
    (
        EventKind.DESIGNATED,
        "命名为|评选为|评定为|认定为|授予为|确定为|评为|列为|被授予|获评|荣获|入选|列入|跻身",
        r"(?!准|预算|议事日程|工作|计划管理)",
    ),
    (EventKind.STARTED, "开工建设|开工|启动建设|开建|破土动工|正式动工|动工建设|动工", ""),
    (EventKind.AT_CAPACITY, "达产", r"(?!达效|满产)|(?=达效|满产)"),
    (
        EventKind.OPERATING,
        "建成投产|建成投运|建成投用|建成启用|投产|投入运营|投入运行|投入生产|投入使用|试运行|试运营|投运|投用|启用",
        "",
    ),
    (
        EventKind.OPENED,
        "建成通车|通车运营|通车|开放交通|开通运营|开通|通航|开园|开馆|开业|开行|建成开放|正式开放",
        "",
    ),
    (EventKind.COMPLETED, "竣工|完工", r"(?!区|度)"),
    (EventKind.COMPLETED, "建成", r"(?!区|度|投|启|开|通车|运|使用|为)"),
    (EventKind.SIGNED, "签约", r"(?!金额|率|投资|落地项目|总额|引)"),
    (EventKind.SIGNED, "签订|签署", ""),
    (EventKind.LAUNCHED, "启动实施|启动", r"(?!资金|区|建设|器|期|仪式|费|力|机)"),
    (
        EventKind.HELD,
        "举行|召开|举办|承办|开幕|闭幕",
        r"(?!式|权|地|城市|国|场馆|方|单位|者)",
    ),
)
_INSIDE_WORD = {
    "动工": "推互带流联自活移驱启劳",
    "开行": "展",
    "开通": "",
    "建成": "改创搭构",
    "启用": "",
    "达产": "",
    "通过": "",
    "开业": "",
    "列入": "",
    "开建": "",
    "通航": "",
    "达成": "",
}
_WITH_OBJECT = frozenset(EventKind) - {EventKind.AT_CAPACITY, EventKind.ACCEPTED}
_PLACE_OF = re.compile(r"(?:在|落户于?|位于|到|于)[^，。；、]{1,16}$")
_MEASURED = re.compile(
    r"(?:[\d.,万亿多余]+|[一二两三四五六七八九十百]+)"
    r"(?:个|座|条|项|家|所|处|批|套|台|公里|艘|架|支|件|场|份)(?=[\u4e00-\u9fff\w“”]{1,24}$)"
)
_BREAK = re.compile(r".*[^\u4e00-\u9fff\w“”()（）—·、-]", re.DOTALL)
_LONGEST_OBJECT = 60
_LONGEST_SUBJECT = 120
_LONGEST_THING = 40


class _Grammar(NamedTuple):
    """The verbs, compiled: an automaton of words, with kind and condition of each."""

    automaton: AhoCorasick
    words: tuple[str, ...]
    rules: tuple[tuple[tuple[EventKind, re.Pattern[str]], ...], ...]


class _Words(NamedTuple):
    """The words around verbs, from events.toml."""

    things: tuple[str, ...]
    adverbs: re.Pattern[str]
    leading: re.Pattern[str]
    idle: frozenset[str]
    joined: re.Pattern[str]
    ceremonies: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    tables = tomllib.loads(
        files("bayline.engines.chinese").joinpath("events.toml").read_text("utf-8")
    )
    adverbs = "|".join(tables["adverbs"].split())
    leading = "|".join(tables["leading"].split())
    joined = "|".join(tables["joined"].split())
    return _Words(
        tuple(tables["things"].split()),
        re.compile(rf"(?:[，、\s]|{adverbs})+$"),
        re.compile(rf"(?:[，、\s”]|{leading})+"),
        frozenset(tables["idle"].split()),
        re.compile(rf"(?:(?:[、和与及或并]|以及)?(?:{joined})){{1,6}}"),
        tuple(tables["ceremonies"].split()),
    )


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    rules: dict[str, list[tuple[EventKind, re.Pattern[str]]]] = {}
    for kind, words, condition in _VERBS:
        tail = _AFTER if kind not in {EventKind.DESIGNATED, EventKind.HELD} else ""
        compiled = re.compile(f"(?:{condition}){tail}" if condition else tail)
        for word in words.split("|"):
            rules.setdefault(word, []).append((kind, compiled))
    automaton = AhoCorasick(list(rules), matchkind=MatchKind.LeftmostLongest)
    return _Grammar(automaton, tuple(rules), tuple(map(tuple, rules.values())))


def _verbs(text: str) -> Iterator["_Found"]:
    automaton, words, rules = _grammar()
    for index, start, end in automaton.find_matches_as_indexes(text):
        if start and text[start - 1] in _INSIDE_WORD.get(words[index], ""):
            continue
        for kind, condition in rules[index]:
            if condition.match(text, end):
                yield _Found(kind, start, end)
                break


class _Found(NamedTuple):
    """A verb of an event with its kind."""

    kind: EventKind
    start: int
    end: int


def events(
    folded: str,
    *,
    sentences: Sequence[Span],
    times: Sequence[Time],
    names: Sequence[Name],
    is_planned: Callable[[int, Span], bool],
    when: Callable[[int], Interval | None] | None = None,
) -> list[Event]:
    """Find what a text says has happened or shall happen.

    Args:
        folded: The text in simplified, half-width script.
        sentences: Its sentences.
        times: Its times.
        names: Its names.
        is_planned: Tells of a position in its sentence whether it is announced, not reported.
        when: Tells the time that the text before a position fixes, for a sentence that names none.

    Returns:
        Events in text order, each with at least one party or one object.
    """
    reader = _Reader(folded, Placed(times), Placed(names), when)
    starts = [sentence.start for sentence in sentences]
    found: list[Event] = []
    for verb in _verbs(folded):
        sentence = sentences[bisect_right(starts, verb.start) - 1] if starts else Span(0, 0)
        if not sentence.start <= verb.start < verb.end <= sentence.end:
            continue
        same = found[-1] if found and found[-1].sentence == sentence else None
        event = reader.event(verb, sentence, before=same)
        if event is not None:
            is_plan = is_planned(verb.start, sentence)
            status = Status.PLANNED if is_plan else Status.ACTUAL
            found.append(event._replace(status=status))
    return found


class _Reader:
    """Reads the parties, the object and the date of an event around its verb."""

    def __init__(
        self,
        text: str,
        times: Placed[Time],
        names: Placed[Name],
        when: Callable[[int], Interval | None] | None,
    ) -> None:
        self._text = text
        self._times = times
        self._names = names
        self._when = when

    def event(self, verb: _Found, sentence: Span, *, before: Event | None) -> Event | None:
        start = self._clause_start(verb, sentence)
        if before is not None and before.kind is EventKind.HELD:
            start = max(start, min(before.end, verb.start))
        end = self._subject_end(start, verb.start)
        who = self._who(start, end)
        what = self._what(verb, sentence) if verb.kind in _WITH_OBJECT else None
        if not who and what is None and before is not None and end <= start:
            who = before.who
        if not who and what is None:
            return None
        interval = date_of(self._times, start=sentence.start, end=verb.start)
        if interval is None and self._when is not None:
            interval = self._when(verb.start)
        return Event(verb.start, verb.end, verb.kind, who, what, interval, Status.ACTUAL, sentence)

    def _clause_start(self, verb: _Found, sentence: Span) -> int:
        """Where the verb's clause begins, after a time that stands at its head."""
        left = max(sentence.start, verb.start - _LONGEST_SUBJECT)
        start = clause_start(self._text, left, verb.start)
        for time in self._times.within(start, verb.start):
            if time.start - start <= 1:
                start = time.end
        leading = _words().leading.match(self._text, start, verb.start)
        return leading.end() if leading is not None else start

    def _subject_end(self, start: int, end: int) -> int:
        """Where the subject ends: before adverbs, times and the place where it happens."""
        while end > start:
            adverbs = _words().adverbs.search(self._text, max(start, end - 30), end)
            place = _PLACE_OF.search(self._text, max(start, end - 18), end)
            time = next((t for t in self._times.within(start, end) if t.end == end), None)
            cut = min(
                adverbs.start() if adverbs is not None else end,
                place.start() if place is not None else end,
                time.start if time is not None else end,
            )
            if cut == end:
                return end
            end = cut
        return end

    def _who(self, start: int, end: int) -> tuple[Span, ...]:
        """The parties before the verb: a list of names, else the one thing said."""
        if end - start < _SHORTEST:
            return ()
        names = list(self._names.within(start, end))
        run = self._last_run([span for span, _ in chains(names)], end)
        if len(run) > 1:
            return tuple(run)
        thing = self._thing(start, end)
        return tuple(run) if thing is None else tuple(self._members(thing))

    def _thing(self, start: int, end: int) -> Span | None:
        """The subject as a whole, without what qualifies it, where it is one thing."""
        start = max(start, end - _LONGEST_THING)
        counted = _COUNTED_CLAUSE.search(self._text, start, end)
        if counted is not None:
            return Span(counted.start(), end)
        cut = max(self._text.rfind("的", start, end - 2) + 1, start)
        leading = _words().leading.match(self._text, cut, end)
        cut = leading.end() if leading is not None else cut
        gap = _BREAK.match(self._text, cut, end)
        cut = cut if gap is None else gap.end()
        if self._text.find("”", cut, end) >= 0 > self._text.find("“", cut, end):
            cut = self._text.find("”", cut, end) + 1
        return self._whole(cut, end)

    def _whole(self, start: int, end: int) -> Span | None:
        """A stretch without a break: what ends as things do, what is counted, or a noun."""
        if end - start < _SHORTEST:
            return None
        if self._text.endswith(_words().things, start, end) and end - start > _SHORTEST:
            return Span(start, end)
        measured = _MEASURED.search(self._text, start, end)
        if measured is not None:
            return Span(measured.start(), end)
        is_noun = end - start <= _LONGEST_NOUN and _is_noun(self._text[start:end])
        return Span(start, end) if is_noun else None

    def _members(self, thing: Span) -> Iterator[Span]:
        """The things of a list; one that is counted as a whole stays together."""
        text = self._text[thing.start : thing.end]
        if "、" not in text or _COUNTED.search(text):
            yield thing
            return
        joints = list(_LIST_JOINT.finditer(self._text, thing.start, thing.end))
        starts = [thing.start, *(joint.end() for joint in joints)]
        ends = [*(joint.start() for joint in joints), thing.end]
        is_list = not any(
            _words().joined.search(self._text, start, end)
            for start, end in zip(starts, ends, strict=True)
        )
        yield from map(Span, starts, ends) if is_list else (thing,)

    def _last_run(self, parties: list[Span], end: int) -> list[Span]:
        """The names that the verb is said of: the last one, and those joined to it by 、 and 和."""
        run: list[Span] = []
        for span in reversed(parties):
            gap = self._text[span.end : run[0].start if run else end]
            if run and gap.strip("、和与及以, "):
                break
            if not run and gap and _SAID_OF.fullmatch(gap) is None:
                return []
            run.insert(0, span)
        return run

    def _what(self, verb: _Found, sentence: Span) -> Span | None:
        joined = _words().joined.match(self._text, verb.end) if verb.kind in _STAGES else None
        start = verb.end if joined is None else joined.end()
        if verb.kind in _STAGES and self._text.startswith(_words().ceremonies, start):
            return None
        start += 1 if self._text.startswith("了", start) else 0
        limit = min(sentence.end, start + _LONGEST_OBJECT)
        first = next(iter(clauses(self._text, Span(start, limit))), None)
        if first is None or first.start != start:
            return None
        end = first.end
        while end > start and self._text[end - 1] in "。，；！？\n ":
            end -= 1
        ending = _OBJECT_ENDS.match(self._text, start, end)
        end = end if ending is None else ending.end()
        words = self._text[start:end]
        is_idle = words in _words().idle or words.startswith(_NO_OBJECT)
        is_short = ending is None and end - start < _LEAST_OBJECT
        return None if is_idle or is_short else Span(start, end)


_LEAST_OBJECT = 3
_STAGES = frozenset(
    [
        EventKind.STARTED,
        EventKind.COMPLETED,
        EventKind.OPERATING,
        EventKind.OPENED,
        EventKind.SIGNED,
        EventKind.AT_CAPACITY,
    ]
)
# 13个涵盖多个产业的项目: what is counted is the noun behind the clause.
_COUNTED_CLAUSE = re.compile(
    r"(?<![第由\d.])(?:[\d,]+|[一二两三四五六七八九十百]+)(?:个|座|条|项|家|所|处|批|宗)(?:重大|重点|产业)?"
    r"[^，。；、“”\d]{0,16}\d*[^，。；“”]{1,20}的[^，。；、的]{1,8}$"
)
# 新开工30项、上年度续建34项: a bare count is the whole object; so is a meeting before 并.
_OBJECT_ENDS = re.compile(
    r"[\d,.万余多]+(?:个|座|条|项|家|所|处|批|宗)(?=、|$)|[^，。；并]{2,40}?[会坛式展节议](?=并)"
)
_SHORTEST = 2  # characters of a party
_NO_OBJECT = ("的", "后", "、", "和", "仪式", "”", "）", ")")
_LONGEST_NOUN = 18
_COUNTED = re.compile(r"\d|等|[“”()（）]")
_LIST_JOINT = re.compile(r"、|和(?=[^、和]*$)")
_SAID_OF = re.compile(
    r"(?:等(?:[\d一二三四五六七八九十百两]+\w{1,12})?|[\d一二三四五六七八九十百两]+[个家项座条][\u4e00-\u9fff]{0,14})"
)


def _is_noun(text: str) -> bool:
    """Whether a few words end in a noun and hold no verb or pronoun that would make a clause."""
    if not _WORDS.fullmatch(text):
        return False
    import rjieba

    tags = [tag for _, tag in rjieba.tag(text)]
    return tags[-1][0] in "nsjlx" and not any(tag in _NO_NOUN for tag in tags)


_WORDS = re.compile(r"[\u4e00-\u9fff\w“”·—-]+")
_NO_NOUN = frozenset(["v", "d", "p", "c", "r", "u", "ul", "ud", "uz", "ug", "y", "ad"])
