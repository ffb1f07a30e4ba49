"""Where a figure of a draft stands beside the record, and why."""

from enum import StrEnum
from typing import NamedTuple

from bayline.kernel.basis import Part
from bayline.systems.reading.rules.beside.matching import Pair


class Stand(StrEnum):
    """Where a figure of a draft stands beside the record."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NOT_COMPARABLE = "not_comparable"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Why a figure does not simply agree."""

    VALUE = "value"
    UNIT = "unit"
    DIRECTION = "direction"
    ROUNDING = "rounding"
    HEDGE = "hedge"
    PERIOD = "period"
    TIME_UNSAID = "time_unsaid"
    PLACE = "place"
    STATUS = "status"
    BASIS = "basis"
    RANK = "rank"
    NONE = ""


class Judged(NamedTuple):
    """What the record says of one figure.

    Attributes:
        stand: Where it stands.
        cause: Why.
        pair: The figure of the record that it is held against; None where there is none.
        elsewhere: The same value in the record, for another place or another time.
        part: The part of the basis that differs.
    """

    stand: Stand
    cause: Cause = Cause.NONE
    pair: Pair | None = None
    elsewhere: Pair | None = None
    part: Part | None = None


UNKNOWN = Judged(Stand.UNKNOWN)
