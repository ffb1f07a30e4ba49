"""All events of one text: each verb with its parties, its object and its date."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from bayline.engines.chinese.clauses import Placed, clause_start, date_of, first_clause_end
from bayline.engines.chinese.events.parties import Parties
from bayline.engines.chinese.events.verbs import Verb, verbs, words_around
from bayline.engines.chinese.terms import Event, EventKind, Interval, Name, Span, Time
from bayline.kernel.statuses import Status

_WITH_OBJECT = frozenset(EventKind) - {EventKind.AT_CAPACITY, EventKind.ACCEPTED}
_PLACE_OF = re.compile(r"(?:在|落户于?|位于|到|于)[^，。；、]{1,16}$")
_LONGEST_OBJECT = 60
_LONGEST_SUBJECT = 120
_LONGEST_RELATIVE = 30
_LONGEST_ADVERB = 4
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
# 新开工30项、上年度续建34项: a bare count is the whole object; so is a meeting before 并.
_OBJECT_ENDS = re.compile(
    r"[\d,.万余多]+(?:个|座|条|项|家|所|处|批|宗)(?=、|$)|[^，。；并]{2,40}?[会坛式展节议](?=并)"
)
_NO_OBJECT = ("的", "后", "、", "和", "仪式", "”", "）", ")")
# What denies the verb behind it, or makes it a mere condition.
_DENIED = re.compile(
    r"(?:未|没有|没|不再|不得|无法|不能|不会|难以|暂缓|暂停|停止|取消|推迟|拒绝)(?:能|曾|如期|按期|按时|及时|正式|全面|实际|再|被|获)*$"
)
_CONDITION = re.compile(r"(?:如果|倘若|假如|若是|一旦|只要|除非|如能|如未|[，。；]若|^若)")
_DENYING = frozenset("未没不无难暂停取推拒如若倘假旦只除")
_DENIED_REACH = 10


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
    for verb in verbs(folded):
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
        self._parties = Parties(text, names)
        self._when = when
        self._words = words_around()

    def event(self, verb: Verb, sentence: Span, *, before: Event | None) -> Event | None:
        if self._is_denied(verb, sentence):
            return None
        if verb.is_relative:
            return self._relative(verb, sentence)
        start = self._clause_start(verb, sentence)
        if before is not None and before.kind is EventKind.HELD:
            start = max(start, min(before.end, verb.start))
        end = self._subject_end(start, verb.start)
        who = self._parties.before(verb, start, end)
        what = self._what(verb, sentence) if verb.kind in _WITH_OBJECT else None
        if not who and what is None and before is not None and end <= start:
            who = before.who
        if not who and what is None:
            return None
        return self._told(verb, sentence, who, what)

    def _told(self, verb: Verb, sentence: Span, who: tuple[Span, ...], what: Span | None) -> Event:
        interval = date_of(self._times, start=sentence.start, end=verb.start)
        if interval is None and self._when is not None:
            interval = self._when(verb.start)
        return Event(verb.start, verb.end, verb.kind, who, what, interval, Status.ACTUAL, sentence)

    def _relative(self, verb: Verb, sentence: Span) -> Event | None:
        """2023年建成通车的某大桥: a mere quality, unless its time is said before it."""
        start = max(sentence.start, verb.start - _LONGEST_RELATIVE)
        start = clause_start(self._text, start, verb.start)
        if not any(True for _ in self._times.within(start, verb.start)):
            return None
        limit = min(sentence.end, verb.end + 1 + _LONGEST_RELATIVE)
        who = self._parties.behind(verb.end + 1, limit)
        return self._told(verb, sentence, who, None) if who else None

    def _is_denied(self, verb: Verb, sentence: Span) -> bool:
        """尚未开工, 不再列入, 如能投产: what did not happen, or only may."""
        text = self._text
        left = max(sentence.start, verb.start - _LONGEST_RELATIVE)
        if _DENYING.isdisjoint(text[left : verb.start]):
            return False
        near = max(left, verb.start - _DENIED_REACH)
        if _DENIED.search(text, near, verb.start) is not None:
            return True
        condition = _CONDITION.search(text, left, verb.start)
        return condition is not None and text.find("，", condition.end(), verb.start) < 0

    def _clause_start(self, verb: Verb, sentence: Span) -> int:
        """Where the verb's clause begins, after a time that stands at its head."""
        left = max(sentence.start, verb.start - _LONGEST_SUBJECT)
        start = clause_start(self._text, left, verb.start)
        for time in self._times.within(start, verb.start):
            if time.start - start <= 1:
                start = time.end
        leading = self._words.leading.match(self._text, start, verb.start)
        return leading.end() if leading is not None else start

    def _subject_end(self, start: int, end: int) -> int:
        """Where the subject ends: before adverbs, times and the place where it happens."""
        while end > start:
            cut = self._without_adverbs(start, end)
            place = _PLACE_OF.search(self._text, max(start, end - 18), end)
            time = next((t for t in self._times.within(start, end) if t.end == end), None)
            if place is not None:
                cut = min(cut, place.start())
            if time is not None:
                cut = min(cut, time.start)
            if cut == end:
                return end
            end = cut
        return end

    def _without_adverbs(self, start: int, end: int) -> int:
        adverbs = self._words.adverbs
        while end > start:
            lengths = range(min(_LONGEST_ADVERB, end - start), 0, -1)
            length = next((n for n in lengths if self._text[end - n : end] in adverbs), 0)
            if not length:
                return end
            end -= length
        return end

    def _what(self, verb: Verb, sentence: Span) -> Span | None:
        text, words = self._text, self._words
        is_stage = verb.kind in _STAGES
        joined = words.joined.match(text, verb.end) if is_stage else None
        start = verb.end if joined is None else joined.end()
        if is_stage and text.startswith(words.ceremonies, start):
            return None
        start += 1 if text.startswith("了", start) else 0
        if text.startswith(_NO_OBJECT, start):
            return None
        limit = min(sentence.end, start + _LONGEST_OBJECT)
        end = first_clause_end(text, start, limit)
        while end > start and text[end - 1] in "。，；！？\n ":
            end -= 1
        ending = _OBJECT_ENDS.match(text, start, end)
        end = end if ending is None else ending.end()
        is_short = ending is None and end - start < _LEAST_OBJECT
        return None if is_short or text[start:end] in words.idle else Span(start, end)
