"""When a text was published, judged from the text alone, for callers who were not told.

Looked for in the order of trust: a labeled date, a date line at the top, a signature date at the
end, the year of the title, and last the latest day the text reports on.
"""

import re
from datetime import date

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import Time, TimeBasis, TimeKind
from bayline.engines.chinese.times.chains import found
from bayline.engines.chinese.times.context import Context
from bayline.engines.chinese.times.outlook import outlook_by_words
from bayline.engines.chinese.times.resolve import all_resolved
from bayline.engines.chinese.times.sections import Sections

_HEAD_LINES, _TITLE_LENGTH = 6, 60
_HEAD, _TAIL, _BODY = 600, 400, 200_000
_LABEL = re.compile(
    r"(?:(?:发布|发文|成文|印发|公布|更新|刊登|刊发|发稿|公开|生成|签发|颁布|报告|编制|填报"
    r"|制表)(?:时间|日期)|日期|发表于|发布于|时间) ?[:：]? ?$"
)
_LINE_HEAD = re.compile(r"(?:^|\n)[ \t—\-(（【\[]*$")
_LINE_TAIL = re.compile(r"[ \t)）】\]]*(?:印发|发布|\d{1,2}:\d\d(?::\d\d)?)?[ \t]*(?:\n|$)")
_MEETING = re.compile(r"[^\n。]{0,40}(?:会议|大会|全会)")
_BYLINE = re.compile(r"[(（]?(?:通讯员|记者|本报|本网|新华社)[^\n。]{0,20}$|[(（]$")
_TITLE_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)年")
_AFTERWARDS = re.compile(r"统计公报|年鉴|工作总结|年度报告|决算|总结报告|回顾|情况")


def publication_date(text: str) -> tuple[date, str] | None:
    """Infer the publication date of a text from the text.

    Args:
        text: The text, folded or not.

    Returns:
        The date and what it rests on (label, head, signature, title, latest); None if none tells.
    """
    folded = fold(text)
    head = _stated_days(folded[:_HEAD])
    tail_start = max(0, len(folded) - _TAIL)
    tail = _stated_days(folded[tail_start:])
    labeled = _labeled(folded[:_HEAD], head) or _labeled(folded[tail_start:], tail)
    if labeled is not None:
        return labeled, "label"
    line = _date_line(folded[:_HEAD], head)
    if line is not None:
        return line, "head"
    signature = _signature(folded[tail_start:], tail)
    if signature is not None:
        return signature, "signature"
    return _by_title(folded) or _latest(folded[:_BODY])


def _read(folded: str, *, published: date | None = None) -> list[Time]:
    sections = Sections(folded)
    judge = outlook_by_words(folded, published=published)
    context = Context(folded, published=published, outlook=judge, sections=sections)
    return all_resolved(found(folded), context)


def _stated_days(folded: str) -> list[tuple[Time, date]]:
    """List the single days that the words fix in full."""
    days = []
    for time in _read(folded):
        if time.interval is None or time.precision != "day" or time.basis is not TimeBasis.STATED:
            continue
        first, last = time.interval
        if first is not None and first == last and time.relation == "in":
            days.append((time, first))
    return days


def _labeled(folded: str, days: list[tuple[Time, date]]) -> date | None:
    for time, day in days:
        if _LABEL.search(folded, max(0, time.start - 12), time.start):
            return day
    return None


def _date_line(folded: str, days: list[tuple[Time, date]]) -> date | None:
    """Find a day that stands alone in its line, names a meeting, or follows a byline."""
    for time, day in days:
        if not folded[time.end :].strip(" \n)）印发"):
            continue  # The last line of a short text is its signature.
        starts_line = _LINE_HEAD.search(folded, max(0, time.start - 12), time.start)
        if starts_line and (_LINE_TAIL.match(folded, time.end) or _MEETING.match(folded, time.end)):
            return day
        if _MEETING.match(folded, time.end) and folded.count("\n", 0, time.start) <= _HEAD_LINES:
            return day
        if _BYLINE.search(folded, max(0, time.start - 30), time.start):
            return day
    return None


def _signature(folded: str, days: list[tuple[Time, date]]) -> date | None:
    for time, day in reversed(days):
        starts_line = _LINE_HEAD.search(folded, max(0, time.start - 30), time.start)
        if starts_line and _LINE_TAIL.match(folded, time.end):
            return day
    return None


def _by_title(folded: str) -> tuple[date, str] | None:
    """Take the title's year: a work report is given in January, a bulletin follows its year."""
    title = "\n".join(line for line in folded.lstrip().split("\n", 2)[:2] if _is_title(line))
    hit = _TITLE_YEAR.search(title)
    if hit is None:
        return None
    year = int(hit[1])
    if "工作报告" in title:
        return date(year, 1, 31), "title"
    if _AFTERWARDS.search(title):
        return date(min(9999, year + 1), 2, 28), "title"
    return date(year, 12, 31), "title"


def _is_title(line: str) -> bool:
    """Tell a title from a sentence and from the head of a table, which names several years."""
    if len(line) > _TITLE_LENGTH or set(line) & set("。，；\t|"):
        return False
    return len(set(_TITLE_YEAR.findall(line))) <= 1


def _latest(folded: str) -> tuple[date, str] | None:
    """Take the last day reported on: the last year stated, then its last day or month."""
    sections = Sections(folded)
    judge = outlook_by_words(folded, otherwise=lambda position: bool(sections.at(position).planned))
    stated = [time for time in _read(folded) if _reports(time) and not judge(time.start)]
    ends = [end for time in stated if (end := _end(time)) is not None]
    if not ends:
        return None
    year_end = date(max(ends).year, 12, 31)
    closer = [
        end
        for time in _read(folded, published=year_end)
        if time.precision in {"day", "days", "month"} and time.relation == "in"
        if (end := _end(time)) is not None and end.year == year_end.year and not judge(time.start)
    ]
    return max(closer, default=max(ends)), "latest"


def _reports(time: Time) -> bool:
    """Tell whether a stated time reports on something; plans and open periods do not."""
    if time.kind is not TimeKind.PERIOD or time.basis is not TimeBasis.STATED:
        return False
    is_known = time.precision in {"day", "month", "quarter", "half", "year"}
    return is_known and time.relation in {"in", "until"}


def _end(time: Time) -> date | None:
    return time.interval.last if time.interval is not None else None
