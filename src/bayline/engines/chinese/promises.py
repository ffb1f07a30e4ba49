"""Promises: what a text says shall be, and by when, so that it can be asked for later.

A promise is a clause that announces (将, 预计, 力争, 确保) or is due (5年内, 到2025年, 年底前). In
a passage of plans a clause promises when something is to be done or reached in it; what only
describes (总用地面积30亩) or serves (为全局作出贡献) is no promise.
"""

import re
import tomllib
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from bayline.engines.chinese.clauses import Placed, clauses
from bayline.engines.chinese.terms import Promise, Span, Statement, Time
from bayline.engines.chinese.units import alternation
from bayline.kernel.statuses import Status

_MARK = re.compile(
    r"(?=[将预力争确有届拟计目年月日末内])(?:"  # the first character decides nearly always
    r"(?<![军主现])将(?!军|领|士|帅|来|近|以|[^，。；]{0,6}(?:融入|纳入|作为|用于|其))|预计|力争"
    r"|争取(?=在|到|年|今|明|早|尽|实现|完成|达|\d)"
    r"|(?<![为以来])确保(?=[^，。；]{0,30}(?:完成|达到|实现|建成|投产|通车|开工|竣工|增长|控制|\d))|有望|届时"
    r"|拟(?=于|在|建|投|新|开工|对|将|用|采取|再|引进|总投|实施|安排)|计划(?=于|在|到|用|建设|完成|新建|新增|实施|开工|年内|\d|今年|明年)"
    r"|目标(?=(?:是|为|：)[^，。；：\n])|(?:年底|月底|年内|[年月日末])(?:之?前|以前))"
)
_PAST = re.compile(r"已(?:经|于|在|有|完|建|达)|去年|曾|截至|完成了|实现了|取得了")
_DISPOSAL = re.compile(r"将(?P<rest>[^，。；]{2,40})")
_SERVES = re.compile(
    r"为(?!了)[^，。；]{2,40}(?:提供|作出|做出|做|注入|奠定|打下|增添|筑牢)[^，。；]{0,16}"
    r"(?:保障|支撑|支持|贡献|动力|活力|基础|力量|服务|条件)"
)
_TITLE = re.compile(
    r"(?:方案|规划|计划|意见|通知|办法|细则|纲要|报告)[》”]?(?:[（(][^（）()]{0,20}[）)])?$"
)
_DESCRIBES = re.compile(r"是指|分为|(?:的|部分|情况)$")
_VAGUE_DUE = re.compile(
    r"”?(?:规划|时期|目标|开局|收官|工作|任务|是|政府|主要|以来|的|初步|期间|形势|财政|预算)"
)
_YEAR_OF = re.compile(r"[是为][^，。；\n]{0,30}之年")
_DUE = frozenset({"by", "until"})
_LENGTH = re.compile(r"P(\d+)([YMD])")
# What is expected to rise or fall is a forecast: nobody has promised it (预计仍上升1%左右).
_FORECAST = re.compile(
    r"预计(?![^，。；]*(?:建成|竣工|开工|完工|投产|投用|通车|完成|实现|达产|交付|启用))"
    r"[^，。；]*?(?:上升|下降|增长|回落|回升|下滑|增加|减少|降低|提高|增幅|降幅|涨幅)"
)
_LEAST_BODY = 3
_ANCHOR_REACH = 2000  # characters in which the day stands from which 5年内 counts
_TITLE_REACH = 40  # characters of a title before its year


class _Words(NamedTuple):
    """The words of promises.toml."""

    does: re.Pattern[str]
    turned: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    text = files("bayline.engines.chinese").joinpath("promises.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    does = alternation(tables["does"].split())
    return _Words(
        re.compile(rf"(?<!不)(?:{does})|(?:以上|左右|以内)$"),
        re.compile(alternation(tables["turned"].split())),
    )


def promises(
    folded: str,
    *,
    sentences: Sequence[Span],
    times: Sequence[Time],
    statements: Sequence[Statement] = (),
    is_planned: Callable[[int, Span], bool],
    published: date | None = None,
) -> list[Promise]:
    """Find what a text announces, with the day it is due.

    Args:
        folded: The text in simplified, half-width script.
        sentences: Its sentences.
        times: Its times.
        statements: Its statements; those within a promise are named by position.
        is_planned: Tells of a position in its sentence whether it is announced, not reported.
        published: The publication date: a day that had passed then is no due date.

    Returns:
        Promises in text order; `due` is None when none is said.
    """
    reader = _Reader(folded, times, statements, is_planned, published)
    starts = reader.candidates()
    found: list[Promise] = []
    for sentence in sentences:
        position = bisect_left(starts, sentence.start)
        if position < len(starts) and starts[position] < sentence.end:
            found.extend(reader.of_sentence(sentence))
    return found


class _Reader:
    """Reads the promises of one text."""

    def __init__(
        self,
        text: str,
        times: Sequence[Time],
        statements: Sequence[Statement],
        is_planned: Callable[[int, Span], bool],
        published: date | None,
    ) -> None:
        self._text = text
        self._times = Placed(times)
        self._published = published
        self._due_times = [time for time in times if self._can_be_due(time)]
        self._due = Placed(self._due_times)
        self._statements = statements
        self._starts = [statement.quantity.start for statement in statements]
        self._is_planned = is_planned

    def candidates(self) -> list[int]:
        """Where something may be announced."""
        marks = [match.start() for match in _MARK.finditer(self._text)]
        planned = [
            statement.quantity.start
            for statement in self._statements
            if statement.status is Status.PLANNED
        ]
        return sorted((*marks, *planned, *(time.start for time in self._due_times)))

    def of_sentence(self, sentence: Span) -> list[Promise]:
        """The promises of one sentence: each announcing clause, with the time that leads it in."""
        if self._text[sentence.end - 1] not in "。！；;!”）)…" and "，" not in self._words(
            sentence
        ):
            return []
        found: list[Promise] = []
        lead: Span | None = None
        for part in clauses(self._text, sentence):
            if self._is_lead(part):
                lead = part if lead is None else lead
            elif self._announces(part, lead, sentence):
                found.append(self._promise(part, lead, sentence))
                lead = None
            else:
                lead = None
        return found

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def _is_lead(self, part: Span) -> bool:
        """Whether a clause is nothing but a time, which dates the next, as 到2025年 does."""
        due = next(self._due.within(part.start, part.end), None)
        return due is not None and (part.end - part.start) - (due.end - due.start) < _LEAST_BODY

    def _announces(self, part: Span, lead: Span | None, sentence: Span) -> bool:
        if any(said.search(self._text, *part) for said in (_PAST, _YEAR_OF, _FORECAST)):
            return False
        due = next(self._due.within(part.start, part.end), None)
        if due is None and not self._of(part) and _SERVES.search(self._text, *part):
            return False
        mark = _MARK.search(self._text, part.start, part.end)
        if mark is not None:
            return not self._is_disposal(mark)
        return self._does(part) and self._is_due(part, due or lead, sentence)

    def _is_due(self, part: Span, due: Time | Span | None, sentence: Span) -> bool:
        """Whether a clause without a word of the future speaks of what is to come."""
        if isinstance(due, Time) and due.relation in _DUE and due.duration:
            return True
        if due is not None:
            return self._is_planned(part.end - 1, sentence)
        return any(self._statements[i].status is Status.PLANNED for i in self._of(part))

    def _does(self, part: Span) -> bool:
        """Whether something is done or reached in a clause that is no title and no mere noun."""
        if any(said.search(self._text, *part) for said in (_TITLE, _DESCRIBES)):
            return False
        return _words().does.search(self._text, *part) is not None

    def _is_disposal(self, mark: re.Match[str]) -> bool:
        """Whether 将 takes an object (将甲打造成乙) rather than announcing."""
        rest = _DISPOSAL.match(self._text, mark.start())
        if rest is None or not _words().turned.search(rest["rest"]):
            return False
        import rjieba

        _, tag = rjieba.tag(rest["rest"][:8])[0]
        return tag not in _FUTURE_TAGS or mark.start() == 0 or _object_first(rest["rest"])

    def _promise(self, part: Span, lead: Span | None, sentence: Span) -> Promise:
        start = part.start if lead is None else lead.start
        end = part.end
        while start < end and self._text[start] in " \n\t，":
            start += 1
        while end > start and self._text[end - 1] in "。；，！？;\n ":
            end -= 1
        span = Span(start, end)
        return Promise(
            start, end, self._words(span), self._due_date(span), self._of(span), sentence
        )

    def _due_date(self, span: Span) -> date | None:
        for time in self._due.within(span.start, span.end):
            if time.duration and time.relation in _DUE:
                return self._counted_from_anchor(time)
            if time.interval is not None and time.interval.last is not None:
                return time.interval.last
        stated = (self._statements[i].time for i in self._of(span))
        days = (interval.last for interval in stated if interval is not None)
        return next((day for day in days if day is not None and self._lies_ahead(day)), None)

    def _counted_from_anchor(self, time: Time) -> date | None:
        """5年内 counts from the day last named in the paragraph, else as it was read."""
        near = max(0, time.start - _ANCHOR_REACH)
        paragraph = max(near, self._text.rfind("\n", near, time.start) + 1)
        days = (
            found.interval.last
            for found in self._times.nearest(paragraph, time.start, most=_ANCHOR_REACH)
            if found.interval is not None and found.precision == "day" and found.interval.first
        )
        day, length = next(days, None), _LENGTH.fullmatch(time.duration)
        if day is None or length is None:
            return time.interval.last if time.interval is not None else None
        return _later(day, int(length[1]), length[2])

    def _of(self, span: Span) -> tuple[int, ...]:
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return tuple(range(first, last))

    def _lies_ahead(self, day: date) -> bool:
        return self._published is None or day > self._published

    def _can_be_due(self, time: Time) -> bool:
        """Whether a time can be a due date: it ends, and not before the day of publication."""
        if time.interval is None or time.interval.last is None:
            return False
        if self._text.rfind("《", max(0, time.start - _TITLE_REACH), time.start) > self._text.rfind(
            "》", max(0, time.start - _TITLE_REACH), time.start
        ):
            return False  # the year of a title
        if time.relation in {"since", "after"} or _VAGUE_DUE.match(self._text, time.end):
            return False
        if time.precision == "plan" and "末" not in self._text[time.start : time.end]:
            return False
        if self._published is None:
            return time.relation in _DUE
        return self._lies_ahead(time.interval.last)


_FUTURE_TAGS = frozenset(["v", "vn", "d", "ad", "p", "a", "t", "m", "zg", "vd", "dg", "f"])


def _object_first(rest: str) -> bool:
    """Whether what follows 将 is a thing, even if the tagger calls its first word a verb."""
    into = _words().turned.search(rest)
    return into is not None and "的" in rest[: into.start()]


def _later(day: date, count: int, unit: str) -> date | None:
    """The day a length of time later; the last day of a shorter month stands in."""
    try:
        if unit == "D":
            return date.fromordinal(day.toordinal() + count)
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None
