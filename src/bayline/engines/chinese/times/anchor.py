"""Which time holds for a figure, by the words up to it or else by the date of the document.

A time holds for the rest of its sentence; one that opens a sentence holds for its paragraph; a line
that introduces what follows (主要做了以下工作) and a heading with a year hold for their section.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from bayline.engines.chinese.terms import Interval, Span, Time, TimeBasis, TimeKind
from bayline.engines.chinese.times.bearing import (
    dates_an_event,
    is_back_then,
    is_fresh,
    is_now,
    measures,
    repeats,
    since_begun,
    without_frames,
)
from bayline.engines.chinese.times.bounds import marked_lists, sentence_starts
from bayline.engines.chinese.times.calendar import whole_years
from bayline.engines.chinese.times.context import EARLY_MONTHS
from bayline.engines.chinese.times.outlook import outlook_by_words
from bayline.engines.chinese.times.roles import qualifies
from bayline.engines.chinese.times.sections import Sections, horizon
from bayline.engines.chinese.times.tied import Tied

_COMPARED = re.compile(r"(?:比|较|同|与|和|跟|高于|低于|超过|达到|超)$")
_COMPARED_TAIL = re.compile(r" ?(?:同期|基本持平|持平|相比|水平|的\d|增长|提高|下降|减少|翻)")
_NAMED_TAIL = re.compile(r"[”\"]?(?:规划|计划|目标|行动|方案|纲要|报告)")
_RECORD = re.compile(r"[”\"]?(?:以?来)?(?:最|新高|新低|首|同期)")
_CLAUSE_START = re.compile(r"(?:^|[，。；：、！？,;:\n\s—]|尤其是|特别是|自|自从|在|从)$")
_CUMULATIVE = re.compile(
    r"累计|总数|总量达|目前|迄今|至今|已有|共有|总计|保有量|存量|截至|达到历史"
)
_INTRODUCES = re.compile(
    r"(?:主要(?:做了|抓了|开展了|工作|成[效绩]|体现)|以下|如下)[^。\n]{0,20}[。：:]\s*$|[：:]\s*$"
)
_QUOTED = re.compile(r"《[^》\n]{0,80}$|[(（][^)）\n]{0,6}$")
_EDGE = re.compile(r"[，；。]")
# Words that look ahead from the day of writing; 计划 may report what was planned back then.
_AHEAD = re.compile(
    r"拟(?![合态订])|有望|即将|届时|将(?=[于在达新建投增完实突提超形])|(?P<guess>预计)"
)
_CLAUSE_REACH = 16  # characters before a figure
_LEAD = 12
_LONGEST_LEAD = 28
_LONGEST_ROW = 16  # parts of a sentence that lean on the time of the first
_EVENT_REACH = 400  # characters in which 本次 points back
_THIS_EVENT = re.compile(r"\s*(?:据[^，。\n]{1,8}，)?(?:本次|此次|这次|该次)")
# Words on where a report has it from: 初步核算，2020年…; 据了解，今年一季度….
_SOURCE = re.compile(
    r"(?:(?:经?初步|根?据|经)[^，。；\d]{0,12}(?:核算|测算|统计|了解|悉|介绍|显示|报道|消息|数据)"
    r"|[^，。；\d]{2,14}(?:资料|数据|统计|公报|报告|调查)(?:显示|指出|表明|反映))，"
)
_PRESENT = re.compile(r"现有|现共|目前|已(?!知)|现已")
_PRESENT_REACH = 100  # characters
_TITLE_TIMES = 3
_LONGEST_TITLE = 200  # characters
_PARTS = frozenset(("quarter", "quarters", "half", "months"))
_NEAREST = 8  # topics looked back on
_ESTIMATED_WITHIN = 100  # days after a period in which its figures are still estimates


class _Topic(NamedTuple):
    """A time that opens a sentence, from where it stands to where its reign ends."""

    start: int
    end: int
    time: Time
    is_open: bool  # 年初以来, 目前: within a report of a quarter they hold for their sentence


class Anchor(NamedTuple):
    """The time of a fact: fixed by words, or else assumed from the document's date."""

    time: Interval | None
    assumed: Interval | None


class Timeline:
    """The times of one text, ready to be asked for any place in it.

    Args:
        folded: The text in simplified, half-width script.
        times: Its times, in order.
        published: Its publication date, where known.
        sentences: Its sentences; cut at full stops where not given.
        outlook: Tells whether a place speaks of plans.
    """

    def __init__(
        self,
        folded: str,
        times: Sequence[Time],
        *,
        published: date | None = None,
        sentences: Sequence[Span] | None = None,
        outlook: Callable[[int], bool] | None = None,
        sections: Sections | None = None,
    ) -> None:
        self._folded = folded
        self._published = published
        self._sections = sections or Sections(folded)
        self._outlook = outlook or outlook_by_words(folded, published=published)
        self._bounds = sentence_starts(folded, sentences)
        fixing = [time for time in since_begun(folded, times) if self._fixes(time)]
        self._fixing = without_frames(folded, fixing, self._sentence_start)
        self._starts = [time.start for time in self._fixing]
        self._event_days = {
            time.start for time in self._fixing if dates_an_event(folded, time.start, time.end)
        }
        self._tied = Tied(folded, times)
        self._lists = marked_lists(folded)
        self._line_ends = [match.start() for match in re.finditer("\n", folded)]
        self._horizon = horizon(folded)
        self._title = self._find_title()
        self._topics = self._find_topics()
        self._topic_starts = [topic.start for topic in self._topics]
        self._tells_a_quarter = published is not None and any(
            is_fresh(topic.time, published) for topic in self._topics
        )

    def _fixes(self, time: Time) -> bool:
        """Tell whether a time says when something holds, rather than comparing or naming."""
        if time.kind is not TimeKind.PERIOD or time.interval is None or time.precision == "vague":
            return False
        if self._is_compared(time) or self._is_named(time):
            return False
        if qualifies(self._folded, time.start, time.end) or self._is_earlier(time):
            return False
        if self._is_where_it_began(time):
            return False
        if is_back_then(self._folded, time.start, time.end):
            return False
        return not (time.relation == "since" or time.duration) or self._opens_clause(time)

    def _is_compared(self, time: Time) -> bool:
        """Tell 比去年, 较上年末 and 与上年基本持平 from the time of the fact."""
        folded = self._folded
        if _COMPARED.search(folded, max(0, time.start - 2), time.start):
            return True
        if time.precision != "year" or not _COMPARED_TAIL.match(folded, time.end):
            return False
        return time.start > 0 and folded[time.start - 1] not in "，。；\n "

    def _is_where_it_began(self, time: Time) -> bool:
        """Tell 由上年同期的195亿元 and 恢复到2019年的110%: the time is of that figure at most."""
        if measures(self._folded, time.start, time.end):
            return True
        is_start = self._folded[time.start - 1 : time.start] in {"由", "从"}
        return is_start and self._folded.startswith("的", time.end)

    def _is_named(self, time: Time) -> bool:
        """Tell whether a time is part of a name: “十四五”规划, 《…行动计划（2024—2027年）》."""
        if time.precision in {"plan", "years"} and _NAMED_TAIL.match(self._folded, time.end):
            return True
        return bool(_QUOTED.search(self._folded, max(0, time.start - 90), time.start))

    def _is_earlier(self, time: Time) -> bool:
        """Tell 此前, which only orders what is told."""
        return self._folded.startswith("此前", time.start)

    def _opens_clause(self, time: Time) -> bool:
        """Tell 近三年，新增… from 创近三年新高: a stretch of years opens its clause."""
        if time.duration and _RECORD.match(self._folded, time.end):
            return False
        lead = max(0, time.start - 3)
        return bool(_CLAUSE_START.search(self._folded, lead, time.start))

    def _find_topics(self) -> list[_Topic]:
        """List the times that open a sentence, each with the place where its reign ends."""
        topics: list[_Topic] = []
        cut = 0  # topics that an earlier deadline has cut; a later one cuts them no further
        folded = self._folded
        for time in self._fixing:
            start = self._sentence_start(time.start)
            if time.interval is None or not self._opens(start, time.start):
                continue
            if time.start in self._event_days:
                continue
            end = self._reign(time)
            if self._is_deadline(time) and start and folded[start - 1] in "；;":
                # 到2024年，…；到2025年，…：each deadline holds for its own clause.
                end = min(end, self._sentence_end(time.start))
                topics[cut:] = [self._cut(topic, time.start) for topic in topics[cut:]]
                cut = len(topics)
            is_open = time.relation == "since" or is_now(folded, time)
            topics.append(_Topic(time.start, end, time, is_open))
        return topics

    def _is_deadline(self, time: Time) -> bool:
        if time.relation != "by" or time.interval is None or time.interval.last is None:
            return False
        return self._published is None or time.interval.last >= self._published

    def _cut(self, topic: _Topic, at: int) -> _Topic:
        """End the reign of a deadline where the next one begins; other times hold on."""
        interval = topic.time.interval
        is_open = interval is not None and interval.first is None
        return topic._replace(end=min(topic.end, at)) if is_open else topic

    def _sentence_end(self, position: int) -> int:
        index = bisect_right(self._bounds, position)
        return self._bounds[index] if index < len(self._bounds) else len(self._folded)

    def _opens(self, start: int, position: int) -> bool:
        if position - start > _LONGEST_LEAD:
            return False
        lead = self._folded[start:position]
        source = _SOURCE.match(lead)
        lead = lead[source.end() :] if source else lead
        return len(lead) <= _LEAD and "，" not in lead and "," not in lead

    def _reign(self, time: Time) -> int:
        """Give the end of what a topic holds for: its paragraph, or the section it introduces."""
        line = bisect_left(self._line_ends, time.end)
        end = self._line_ends[line] if line < len(self._line_ends) else len(self._folded)
        if _INTRODUCES.search(self._folded, max(time.end, end - 60), end):
            return self._sections.end_of(time.start)
        return self._lists.get(end, end)

    def _sentence_start(self, position: int) -> int:
        return self._bounds[max(0, bisect_right(self._bounds, position) - 1)]

    def at(self, position: int) -> Anchor:
        """Find the time of the fact whose figure stands at a position."""
        tied = self._tied.at(position)
        if tied is not None:
            return Anchor(tied, None)
        time = self._in_sentence(position) or self._topic_at(position) or self._of_event(position)
        time = time or self._before_semicolon(position)
        if time is not None and is_now(self._folded, time):
            return Anchor(None, time.interval)
        if time is not None and time.start in self._event_days:
            return self._by_document(position)
        interval = time.interval if time is not None else self._by_heading(position)
        if interval is None or self._is_overtaken(interval, position):
            return self._by_document(position)
        return Anchor(self._reach(interval, position), None)

    def _in_sentence(self, position: int) -> Time | None:
        index = bisect_left(self._starts, position) - 1
        if index < 0 or self._starts[index] < self._sentence_start(position):
            return None
        return self._fixing[index]

    def _before_semicolon(self, position: int) -> Time | None:
        """Give the time of the parts of the sentence before: …上升9.7%；服装上升7.6%."""
        for _ in range(_LONGEST_ROW):
            start = self._sentence_start(position)
            if not start or self._folded[start - 1] not in "；;":
                return None
            position = start - 1
            told = self._in_sentence(position) or self._topic_at(position)
            if told is not None:
                is_own = self._is_deadline(told) or told.start in self._event_days
                return None if is_own else told
        return None

    def _of_event(self, position: int) -> Time | None:
        """Give the day of the event to which 本次集中开工项目 points back."""
        start = self._sentence_start(position)
        if _THIS_EVENT.match(self._folded, start, position) is None:
            return None
        index = bisect_left(self._starts, start) - 1
        if index < 0 or start - self._starts[index] > _EVENT_REACH:
            return None
        told = self._fixing[index]
        return told if told.precision == "day" and told.relation == "in" else None

    def _topic_at(self, position: int) -> Time | None:
        """Find the time that opened the paragraph or list, or the period a fresh report is on."""
        index = bisect_left(self._topic_starts, position) - 1
        near = self._topics[max(0, index - _NEAREST) : index + 1]
        for topic in reversed(near):
            if topic.end < position or self._is_present(topic.time, position):
                continue
            if topic.is_open and self._tells_a_quarter:
                return self._lasting(position, near) or topic.time
            return None if self._repeated_at(position, topic.time) else topic.time
        return self._lasting(position, near) if self._tells_a_quarter else None

    def _is_present(self, time: Time, position: int) -> bool:
        """Tell whether a sentence says what there is (现有), whatever is expected of later."""
        last = time.interval.last if time.interval is not None else None
        if self._published is None or last is None or last <= self._published:
            return False
        start = self._sentence_start(position)
        if time.start >= start:
            return False
        start = max(start, position - _PRESENT_REACH)
        return _PRESENT.search(self._folded, start, position) is not None

    def _lasting(self, position: int, near: Sequence[_Topic]) -> Time | None:
        """Give the quarter or half-year that a report of the weeks after it told last."""
        if self._published is None or self._sections.at(position).year is not None:
            return None
        told = [topic.time for topic in near if not topic.is_open]
        if not told or not all(is_fresh(time, self._published) for time in told):
            return None
        return None if self._outlook(position) else told[-1]

    def _repeated_at(self, position: int, topic: Time) -> bool:
        """Tell whether a sentence on every year (每年约有) follows one that a day has opened."""
        return repeats(self._folded, self._sentence_start(position), position, topic=topic)

    def _by_heading(self, position: int) -> Interval | None:
        section = self._sections.at(position)
        if section.year is None:
            index = bisect_left(self._starts, section.start)
            told = bisect_left(self._starts, section.heading_end) - index
            own = self._fixing[index] if told == 1 else None
            # 一、今年工作 speaks for its section; 2020年12月31日会议纪要 only names it.
            return own.interval if own and own.basis is not TimeBasis.STATED else None
        year = section.year
        titled = self._title
        is_same = titled is not None and titled.first is not None and titled.first.year == year
        return titled if is_same else whole_years(year, year)

    def _find_title(self) -> Interval | None:
        """Give the months that the title of a report is on: 2023年上半年经济运行情况."""
        line = self._folded[:_LONGEST_TITLE].lstrip().split("\n")[0]
        limit = self._folded.find(line) + len(line)
        for time in self._fixing[:_TITLE_TIMES]:
            if time.start >= limit or time.interval is None:
                break
            first, last = time.interval
            if time.precision in _PARTS and first is not None and last is not None:
                return time.interval if first.year == last.year else None
        return None

    def _is_overtaken(self, interval: Interval, position: int) -> bool:
        """Tell whether a clause looks ahead although the time before it was over when written.

        What a report expects of the year just ended (预计全年增长5%) is an estimate, not a plan.
        """
        published, last = self._published, interval.last
        if published is None or last is None or last >= published:
            return False
        start = max(self._sentence_start(position), position - 2 * _CLAUSE_REACH)
        edges = list(_EDGE.finditer(self._folded, start, position))
        ahead = _AHEAD.search(self._folded, edges[-1].end() if edges else start, position)
        if ahead is None:
            return False
        return ahead["guess"] is None or (published - last).days > _ESTIMATED_WITHIN

    def _reach(self, interval: Interval, position: int) -> Interval:
        """Open the start for totals (累计达到); close what still runs with the publication date."""
        first, last = interval
        if (
            last is None
            and self._published is not None
            and first is not None
            and first <= self._published
        ):
            last = self._published
        if last is not None and self._is_cumulative(position):
            first = None
        return Interval(first, last)

    def _is_cumulative(self, position: int) -> bool:
        """Tell whether the clause says that all up to now is counted."""
        start = max(self._sentence_start(position), position - _CLAUSE_REACH)
        said = _CUMULATIVE.search(self._folded, start, position)
        return said is not None and not _EDGE.search(self._folded, said.end(), position)

    def _by_document(self, position: int) -> Anchor:
        """Give the years that a plan names in its title, else what its date suggests."""
        if self._horizon is not None and self._outlook(position):
            return Anchor(self._horizon, None)
        return Anchor(None, self._assumed(position))

    def _assumed(self, position: int) -> Interval | None:
        published = self._published
        if published is None:
            return None
        if self._outlook(position):
            return whole_years(published.year, published.year)
        if published.month <= EARLY_MONTHS:
            last = max(1, published.year - 1)  # Nothing comes before the first year.
            return whole_years(last, last)
        return Interval(date(published.year, 1, 1), published)


def anchor(timeline: Timeline, position: int) -> Anchor:
    """Find the time of the fact whose figure stands at a position.

    Args:
        timeline: The times of the text.
        position: Where the figure starts.

    Returns:
        The days that words up to the position fix, or those that only the document's date suggests.
    """
    return timeline.at(position)
