"""What registers hold, as targets name it."""

from bayline.platform.indicators import Indicator

COUNT = Indicator(
    name="registers.count",
    title="名册里的个数",
    title_en="Entries of a register",
    about="名册里写明日期的、这个地方的条目，到每个日期一共有多少",
    about_en="How many dated entries of the place the register holds by each of their dates",
    asks_of=True,
)
ADDED = Indicator(
    name="registers.added",
    title="名册里新增的个数",
    title_en="Entries added to a register",
    about="名册里这个地方的条目，日期在目标时期之内的，到每个日期一共有多少",
    about_en="How many entries of the place are dated within the period, by each of their dates",
    asks_of=True,
)
VALUE = Indicator(
    name="registers.value",
    title="名册里的数",
    title_en="Figures of a register",
    about="名册里这个地方各时期的数",
    about_en="The figures that the register holds of the place, period by period",
    asks_of=True,
)
INDICATORS = (COUNT, ADDED, VALUE)
