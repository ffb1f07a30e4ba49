"""Whether a statement reports or announces, and whether it gives a level or a change."""

from enum import StrEnum


class Status(StrEnum):
    """Reported as having happened, or announced (目标 预计 计划 力争 将)."""

    ACTUAL = "actual"
    PLANNED = "planned"


class Change(StrEnum):
    """What a number says of a movement; a plain level has none."""

    GROWTH = "growth"  # 增长 下降 x%; a fall is negative
    DELTA = "delta"  # 提高 降低 by x, in points or in the unit itself
    FROM = "from"
    TO = "to"
