"""Figures whose time stands right beside them: 由2022年的186家, 8亿元(2024年)."""

import re
from collections.abc import Sequence

from bayline.engines.chinese.terms import Interval, Time, TimeKind
from bayline.engines.chinese.times.bearing import is_back_then, measures

# A figure with its time in brackets behind it: 3000亿元(2024年).
_BRACKETED = re.compile(r"(?<![\d.,])\d[\d.,]{0,20}[^\d\s，。；：、()（）]{0,8}[(（]$")
_FULL_YEAR = re.compile(r"(?:19|20)\d\d年")
_BRACKETED_REACH = 31
_OF = re.compile(r"的(?:[大]?约|近|超过?|不足|仅|逾)?(?=\d)")
_PROPORTION = re.compile(r"(?<![\d.])(?:\d[\d.]{0,5} ?[:：∶] ?){1,2}$")
_PROPORTION_REACH = 20


class Tied:
    """The figures of a text that a time beside them dates.

    Args:
        folded: The text.
        times: Its times, in order.
    """

    def __init__(self, folded: str, times: Sequence[Time]) -> None:
        self._folded = folded
        self._tied: dict[int, Interval] = {}
        for time in times:
            if time.interval is None or time.kind is not TimeKind.PERIOD:
                continue
            figure = self._figure(time)
            if figure is not None:
                self._tied[figure] = time.interval

    def at(self, position: int) -> Interval | None:
        """Give the time tied to the figure at a position.

        Args:
            position: Where the figure starts.
        """
        tied = self._tied.get(position)
        if tied is not None or self._folded[position - 1 : position] not in ("∶", "：", ":"):
            return tied
        # 2019年的4.6∶45.7∶49.7: the time is that of all shares of a proportion.
        row = _PROPORTION.search(self._folded, max(0, position - _PROPORTION_REACH), position)
        return self._tied.get(row.start()) if row is not None else None

    def _figure(self, time: Time) -> int | None:
        """Find the figure beside a time, if any."""
        folded = self._folded
        behind = folded[time.end : time.end + 1]
        if behind == "的" and not measures(folded, time.start, time.end):
            of = _OF.match(folded, time.end)
            if of is not None and not is_back_then(folded, time.start, of.end()):
                return of.end()
        elif behind and behind in ")）" and time.start and folded[time.start - 1] in "(（":
            return self._before_bracket(time.start)
        return None

    def _before_bracket(self, start: int) -> int | None:
        """Find the figure before the bracket that opens right before a year: 8亿元(2024年)."""
        if not _FULL_YEAR.match(self._folded, start):
            return None
        figure = _BRACKETED.search(self._folded, max(0, start - _BRACKETED_REACH), start)
        return None if figure is None else figure.start()
