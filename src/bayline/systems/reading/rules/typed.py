"""Periods as people type them into a form: in EDTF, or in words such as 2021年一季度."""

from datetime import date

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.times import times
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period, parse
from bayline.systems.reading.rules.recording import period_of


def typed_period(written: str, *, published: date | None) -> Period | None:
    """Read a period from what was typed; None where nothing was.

    Args:
        written: EDTF (2021, 2021-03, 2021-33, 2021/2025), or words of one time.
        published: The day that words such as 去年 are understood by.

    Raises:
        BaylineError: It names no stretch of days.
    """
    plain = written.strip()
    if not plain:
        return None
    try:
        return parse(fold(plain))
    except BaylineError:
        return _in_words(plain, published)


def _in_words(plain: str, published: date | None) -> Period:
    found = times(fold(plain), published=published)
    period = period_of(found[0].interval) if len(found) == 1 else None
    if period is None:
        raise BaylineError(
            f"“{plain}” names no period",
            why="it is neither EDTF nor words of one time",
            do="write it like 2021, 2021-03, 2021/2025 or 2021年一季度",
            zh=Words(
                f"“{plain}”不是时期",
                "既不是EDTF写法，也不是一个时间的说法",
                "请写成2021、2021-03、2021/2025或2021年一季度",
            ),
        )
    return period
