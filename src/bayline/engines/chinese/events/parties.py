"""Who an event is told of: the names and things before its verb, or behind it after 的."""

import re
from collections.abc import Iterator

from bayline.engines.chinese.clauses import Placed, chains
from bayline.engines.chinese.events.verbs import Verb, words_around
from bayline.engines.chinese.terms import EventKind, Name, Span

_MEASURED = re.compile(
    r"(?:[\d.,万亿多余]+|[一二两三四五六七八九十百]+)"
    r"(?:个|座|条|项|家|所|处|批|套|台|公里|艘|架|支|件|场|份)(?=[\u4e00-\u9fff\w“”]{1,24}$)"
)
_BREAK = re.compile(r".*[^\u4e00-\u9fff\w“”()（）—·、-]", re.DOTALL)
_LONGEST_THING = 40
_SHORTEST = 2  # characters of a party
_LONGEST_NOUN = 18
_COUNTED = re.compile(r"\d|等|[“”()（）]")
_LIST_JOINT = re.compile(r"、|和(?=[^、和]*$)")
_SAID_OF = re.compile(
    r"(?:等(?:[\d一二三四五六七八九十百两]+\w{1,12})?|[\d一二三四五六七八九十百两]+[个家项座条][\u4e00-\u9fff]{0,14})"
)
# 13个涵盖多个产业的项目: what is counted is the noun behind the clause.
_COUNTED_CLAUSE = re.compile(
    r"(?<![第由\d.])(?:[\d,]+|[一二两三四五六七八九十百]+)(?:个|座|条|项|家|所|处|批|宗)(?:重大|重点|产业)?"
    r"[^，。；、“”\d]{0,16}\d*[^，。；“”]{1,20}的[^，。；、的]{1,8}$"
)
_PAIR = re.compile(r"(?P<one>[^，。；、]{2,24}?)[与和同跟](?P<other>[^，。；、与和]{2,24})")
_SHORT_PARTY = 6
_BODIES = tuple("司团府行学院局委会社所方厂")
_WITH_PARTNER = frozenset([EventKind.AGREED, EventKind.SIGNED])
# What a verb with 的 may be said of, up to its last word: 明年投产的光伏电站.
_RELATIVE = re.compile(
    r"[^，。；、的\d]{1,18}?(?:项目|工程|电站|基地|中心|医院|学校|水库|隧道|大桥|公路|铁路|高铁|高速|码头|机场|公园|园区|产业园|生产线|工厂)"
)


class Parties:
    """Reads the parties of the events of one text."""

    def __init__(self, text: str, names: Placed[Name]) -> None:
        self._text = text
        self._names = names
        self._words = words_around()

    def before(self, verb: Verb, start: int, end: int) -> tuple[Span, ...]:
        """The parties before the verb: a list of names, else the one thing said."""
        if end - start < _SHORTEST:
            return ()
        names = list(self._names.within(start, end))
        run = self._last_run([span for span, _ in chains(names)], end)
        if len(run) > 1:
            return tuple(run)
        pair = self._pair(start, end) if verb.kind in _WITH_PARTNER else ()
        if pair:
            return pair
        thing = self._thing(start, end)
        return tuple(run) if thing is None else tuple(self._members(thing))

    def behind(self, start: int, end: int) -> tuple[Span, ...]:
        """What a verb with 的 is said of: the name or thing that begins behind it."""
        name = next(self._names.within(start, end), None)
        if name is not None and name.start == start:
            return (Span(name.start, name.end),)
        thing = _RELATIVE.match(self._text, start, end)
        return () if thing is None else (Span(*thing.span()),)

    def _pair(self, start: int, end: int) -> tuple[Span, ...]:
        """两区政府与某公司: two parties of an agreement, of which a table may know but one."""
        pair = _PAIR.fullmatch(self._text, start, end)
        if pair is None:
            return ()
        joint = pair.end("one")
        if any(name.start <= joint < name.end for name in self._names.within(start, end)):
            return ()
        spans = (Span(*pair.span("one")), Span(*pair.span("other")))
        return spans if all(self._is_party(span) for span in spans) else ()

    def _is_party(self, span: Span) -> bool:
        name = next(self._names.within(*span), None)
        if name is not None and (name.start, name.end) == span:
            return True
        text = self._text[span.start : span.end]
        return (len(text) <= _SHORT_PARTY or text.endswith(_BODIES)) and is_noun(text)

    def _thing(self, start: int, end: int) -> Span | None:
        """The subject as a whole, without what qualifies it, where it is one thing."""
        text = self._text
        start = max(start, end - _LONGEST_THING)
        counted = _COUNTED_CLAUSE.search(text, start, end)
        if counted is not None:
            return Span(counted.start(), end)
        cut = max(text.rfind("的", start, end - 2) + 1, start)
        leading = self._words.leading.match(text, cut, end)
        cut = leading.end() if leading is not None else cut
        gap = _BREAK.match(text, cut, end)
        cut = cut if gap is None else gap.end()
        if text.find("”", cut, end) >= 0 > text.find("“", cut, end):
            cut = text.find("”", cut, end) + 1
        return self._whole(cut, end)

    def _whole(self, start: int, end: int) -> Span | None:
        """A stretch without a break: what ends as things do, what is counted, or a noun."""
        if end - start < _SHORTEST:
            return None
        if self._text.endswith(self._words.things, start, end) and end - start > _SHORTEST:
            return Span(start, end)
        measured = _MEASURED.search(self._text, start, end)
        if measured is not None:
            return Span(measured.start(), end)
        is_short = end - start <= _LONGEST_NOUN and is_noun(self._text[start:end])
        return Span(start, end) if is_short else None

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
            self._words.joined.search(self._text, start, end)
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


def is_noun(text: str) -> bool:
    """Tell whether a few words end in a noun and hold no verb or pronoun that makes a clause."""
    if not _WORDS.fullmatch(text):
        return False
    import rjieba

    tags = [tag for _, tag in rjieba.tag(text)]
    return tags[-1][0] in "nsjlx" and not any(tag in _NO_NOUN for tag in tags)


_WORDS = re.compile(r"[\u4e00-\u9fff\w“”·—-]+")
_NO_NOUN = frozenset(["v", "d", "p", "c", "r", "u", "ul", "ud", "uz", "ug", "y", "ad"])
