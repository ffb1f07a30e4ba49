"""What is known at a place in the text: publication date, the year spoken of, the time said last.

News and reports look back, so 10月14日 printed in November is last month; plans look ahead. Within
a paragraph a year once said holds for the months after it; a heading's year for its section.
"""

import re
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date
from typing import NamedTuple

from bayline.engines.chinese.terms import Interval, Time, TimeBasis, TimeKind
from bayline.engines.chinese.times.bearing import measures
from bayline.engines.chinese.times.calendar import within_year
from bayline.engines.chinese.times.parts import Mention
from bayline.engines.chinese.times.roles import is_deadline, names_a_plan, qualifies
from bayline.engines.chinese.times.sections import Sections

# A text printed in January to March that looks back speaks of the year before.
EARLY_MONTHS = 3
_DECEMBER = 12
_CLOSED = tuple("。！？；;!?”’」』)）")
_COMPARED = re.compile(r"(?:比|较|同|与|和|跟|高于|低于)$")
_DATE_LINE = re.compile(
    r"[12]\d{3}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?[^，。；\n]{0,30}(?:\n|$)"
)
_TITLE = re.compile(r"工作报告|人民代表大会")
# 全年财政收入预算9亿元 is this year's, whatever the sentence before looked back on.
_BUDGETED = re.compile(r"[^，。；\n\d]{0,12}(?:预算|计划|目标)(?:安排)?为?约?\d")
_WHOLE = frozenset(("all", "edge"))

Outlook = Callable[[int], bool]


class Dated(NamedTuple):
    """Days with their precision, what fixed them, and the relation the words carry."""

    interval: Interval
    precision: str
    basis: TimeBasis
    relation: str = "in"


class Context:
    """The knowledge that grows while the times of one text are read in order.

    Args:
        folded: The text in simplified, half-width script.
        published: Its publication date, where known.
        outlook: Tells whether a place in the text speaks of plans.
        sections: Its headings.
    """

    def __init__(
        self, folded: str, *, published: date | None, outlook: Outlook, sections: Sections
    ) -> None:
        self.folded = folded
        self.published = published
        self.last: Time | None = None
        self.limit = len(folded)
        self._outlook = outlook
        self._sections = sections
        self._position = 0
        self._paragraph_year: int | None = None
        self._lasting_year: int | None = None
        self._text_year: int | None = None
        self._told_years: set[int] = set()

    def enter(self, start: int, limit: int) -> None:
        """Move on to the next mention; a closed paragraph between ends what its year fixes.

        A year seen from the publication date (去年) and a year to come hold for their sentence.
        """
        if self.folded.find("。", self._position, start) >= 0:
            self._paragraph_year = self._lasting_year
        at = self.folded.find("\n", self._position, start)
        while at >= 0:
            if self.folded[max(0, at - 4) : at].rstrip().endswith(_CLOSED):
                self._paragraph_year = self._lasting_year = None
                if self.last is not None and self.last.precision not in {"day", "month"}:
                    self.last = None
                break
            at = self.folded.find("\n", at + 1, start)
        self._position = start
        self.limit = limit

    def remember(self, mention: Mention, time: Time) -> None:
        """Keep what later words may lean on: comparisons (比去年) and open periods do not count."""
        self._position = time.end
        if (
            time.kind is not TimeKind.PERIOD
            or time.interval is None
            or time.relation not in {"in", "by"}
        ):
            return
        if mention.form not in {"calendar", "point", "weekday"} or mention.part in _VAGUE:
            return
        if measures(self.folded, mention.start, mention.end):
            return
        if self.is_compared(mention.start) or (mention.base == "context" and mention.shift):
            return
        self.last = time
        if not qualifies(self.folded, mention.start, mention.end):
            self._remember_year(mention, time)

    def _remember_year(self, mention: Mention, time: Time) -> None:
        """Keep the one year of a time for the words of its sentence or paragraph."""
        first, last = time.interval or (None, None)
        if last is None or (first is not None and first.year != last.year):
            return
        if mention.part == "all" and time.basis is TimeBasis.PUBLISHED:
            self._paragraph_year = last.year  # 全年…，比上年…: the year before that one.
        if (mention.years or mention.base) and not self._in_title(mention.start):
            self._paragraph_year = self._text_year = last.year
            self._told_years.add(last.year)
            is_past = self.published is None or last.year <= self.published.year
            if mention.years and is_past:
                self._lasting_year = last.year

    def is_compared(self, start: int) -> bool:
        """Tell whether a time is only what something is compared with: 比去年, 较上年."""
        return _COMPARED.search(self.folded, max(0, start - 2), start) is not None

    def _in_title(self, start: int) -> bool:
        begin = max(self.folded.rfind("\n", max(0, start - 60), start) + 1, start - 60)
        end = min(len(self.folded), start + 60)
        return bool(_TITLE.search(self.folded, begin, end) or self._in_date_line(begin, start))

    def _in_date_line(self, begin: int, start: int) -> bool:
        """Whether a day opens a line of its own, which tells when and by whom a text was issued."""
        if self.folded[begin:start].strip(" \t（("):
            return False
        line = _DATE_LINE.match(self.folded, start)
        return line is not None

    def planned(self, position: int) -> bool:
        """Tell whether a place speaks of plans."""
        return self._outlook(position)

    def spoken_year(self, position: int) -> int | None:
        """Give the year that the text has fixed for a place, by its paragraph or its heading."""
        if self._paragraph_year is not None:
            return self._paragraph_year
        return self._sections.at(position).year

    def section_year(self, position: int) -> int | None:
        """Give the year that the headings above a place fix."""
        return self._sections.at(position).year

    def year_in_review(self, position: int) -> int | None:
        """Give the year a place speaks of where it names none: the last one, early in a year."""
        if self.published is None:
            return self._text_year
        is_early = self.published.month <= EARLY_MONTHS
        return self.published.year - (is_early and not self.planned(position))

    def years_of(self, mention: Mention) -> tuple[tuple[int, int], TimeBasis] | None:
        """Resolve the years a mention names, stated or relative."""
        if mention.years:
            return mention.years, TimeBasis.STATED
        found = _RELATIVE[mention.base](self, mention)
        if found is None:
            return None
        year, basis = found
        year += mention.shift
        return ((year, year), basis) if MINYEAR <= year <= MAXYEAR else None

    def from_published(self, _mention: Mention) -> tuple[int, TimeBasis] | None:
        """Count from the publication year: 今年, 去年."""
        if self.published is not None:
            return self.published.year, TimeBasis.PUBLISHED
        return (self._text_year, TimeBasis.DISCOURSE) if self._text_year is not None else None

    def from_context(self, mention: Mention) -> tuple[int, TimeBasis] | None:
        """Count from the year spoken of: 上年 within a review of 2024 is 2023."""
        year = self.spoken_year(mention.start)
        if year is not None:
            return year, TimeBasis.DISCOURSE
        year = self.year_in_review(mention.start)
        return (year, TimeBasis.PUBLISHED) if year is not None else None

    def from_discourse(self, mention: Mention) -> tuple[int, TimeBasis] | None:
        """Count from the year said last: 同年, 当年, 次年."""
        if (
            self.last is not None
            and self.last.interval is not None
            and self.last.interval.last is not None
        ):
            return self.last.interval.last.year, TimeBasis.DISCOURSE
        if len(self._told_years) == 1 and not self.planned(mention.start):
            return next(iter(self._told_years)), TimeBasis.DISCOURSE
        return self.from_context(mention)

    def new_year(self, _mention: Mention) -> tuple[int, TimeBasis] | None:
        """Read 新的一年: this year when it has just begun, else the next."""
        if self.published is None:
            return None
        return self.published.year + (self.published.month > EARLY_MONTHS), TimeBasis.PUBLISHED

    def partial(self, mention: Mention) -> Dated | None:
        """Find the year of a month, quarter or edge that is said without one."""
        year = self.spoken_year(mention.start)
        if year is not None:
            return self._in_year(mention, year, TimeBasis.DISCOURSE)
        if self.published is not None:
            chosen = self._nearest(mention, self.published)
            same = chosen is not None and chosen == self._text_year
            basis = TimeBasis.DISCOURSE if same else TimeBasis.PUBLISHED
            return self._in_year(mention, chosen, basis) if chosen is not None else None
        if self._text_year is not None:
            return self._in_year(mention, self._text_year, TimeBasis.DISCOURSE)
        return None

    def _in_year(self, mention: Mention, year: int, basis: TimeBasis) -> Dated | None:
        covered = within_year(mention, year)
        return Dated(*covered, basis) if covered is not None else None

    def _whole_year(self, mention: Mention, published: date) -> int | None:
        """Choose the year of a bare 全年 or 年末; one reported before December is the last one."""
        year = self.year_in_review(mention.start) or published.year
        if self._is_told(mention.start, year):
            return year - 1
        is_over = mention.part == "edge" and mention.detail not in {"末", "底"}
        if is_over or year != published.year or published.month == _DECEMBER:
            return year
        if _BUDGETED.match(self.folded, mention.end):
            return published.year
        if self.planned(mention.start) or names_a_plan(self.folded, mention.end):
            return year
        return year - (not is_deadline(self.folded, mention.start, mention.end))

    def _is_told(self, position: int, year: int) -> bool:
        """Whether 年内 or 全年 reports on the year told before, not on that of publication."""
        is_last = year - 1 in self._told_years and year not in self._told_years
        return is_last and not self.planned(position)

    def _nearest(self, mention: Mention, published: date) -> int | None:
        """Choose the year before or after publication by the outlook of the place."""
        if mention.part in _WHOLE:
            return self._whole_year(mention, published)
        if mention.weekday:
            on_weekday = [year for year in _near(published.year) if _falls_on(mention, year)]
            if on_weekday:
                return on_weekday[0]
        planned = self.planned(mention.start)
        years = range(published.year, published.year + (5 if planned else -5), 1 if planned else -1)
        fitting = (year for year in years if _fits(mention, year, published, planned=planned))
        return next(fitting, None)


def _fits(mention: Mention, year: int, published: date, *, planned: bool) -> bool:
    """Tell whether a year puts a mention on the right side of the publication date."""
    covered = within_year(mention, year)
    if covered is None:
        return False
    first, last = covered[0]
    if mention.days and first is not None and last is not None:
        days = (first - published).days
        return days >= -_JUST_PAST if planned else days <= _JUST_AHEAD
    is_range = mention.part in {"month", "quarter"} and mention.span[0] < mention.span[1]
    if planned:
        # 前7个月 in a sentence of targets is still this year's.
        is_this_year = is_range and mention.span[0] == 1 and year == published.year
        return last is None or last >= published or is_this_year
    if first is None:
        return last is None or last <= published
    return (_last_begins(mention, year) if is_range else first) <= published


def _last_begins(mention: Mention, year: int) -> date:
    """Give the day on which the last part of a range begins: 1-11月 is not over in January."""
    last = within_year(mention._replace(span=(mention.span[1], mention.span[1])), year)
    first = last[0].first if last is not None else None
    return first if first is not None else date.max


def _near(year: int) -> tuple[int, int, int]:
    return year, year - 1, year + 1


def _falls_on(mention: Mention, year: int) -> bool:
    """Tell whether the day of a mention falls on the weekday printed beside it in a year."""
    covered = within_year(mention, year) if mention.weekday else None
    return (
        covered is not None
        and covered[0].first is not None
        and covered[0].first.isoweekday() == mention.weekday
    )


# A notice names days of the coming weeks without a word of plan, a plan days just past.
_JUST_AHEAD, _JUST_PAST = 31, 60
_VAGUE = frozenset(("now", "recent", "coming", "after", "before", "then"))
_RELATIVE: dict[str, Callable[[Context, Mention], tuple[int, TimeBasis] | None]] = {
    "published": Context.from_published,
    "context": Context.from_context,
    "discourse": Context.from_discourse,
    "newyear": Context.new_year,
}
