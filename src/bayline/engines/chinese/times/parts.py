"""The parts of one time expression, as its words give them and before any date is worked out."""

from decimal import Decimal
from typing import NamedTuple

MONTHS = 12


class Mention(NamedTuple):
    """The parts of one time expression as its words give them."""

    start: int
    end: int
    form: str  # calendar, rolling, point, weekday, plan, event, century, set, clock, length
    years: tuple[int, int] | None = None  # stated in full
    base: str = ""  # published, context, discourse, newyear: where a relative word is seen from
    shift: int = 0
    part: str = (
        ""  # month, quarter, half, edge, all, holiday, season, week, months; or the unit of a point
    )
    span: tuple[int, int] = (0, 0)  # which months, quarters, halves, weeks
    detail: str = ""  # 上旬, 底, 初; the holiday's name; the way of a rolling period
    days: tuple[int, int] | None = None
    lunar: bool = False
    nth: tuple[int, int] | None = None  # (weekday or 0 for the week, which of them; -1 is the last)
    amount: tuple[Decimal, Decimal] | None = None
    unit: str = ""
    clock: str = ""
    duration: str = ""
    relation: str = "in"
    until: "Mention | None" = None
    weekday: int = 0  # 10月12日（星期一）: tells the year where the text does not

    @property
    def has_day(self) -> bool:
        """Tell whether it names single days, so that an hour may follow."""
        is_day = self.form == "point" and self.part in {"day", "now"}
        return self.days is not None or is_day or self.form == "weekday" or self.part == "holiday"
