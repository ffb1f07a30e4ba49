"""The basis (口径) of a figure: what must be the same before two figures can contradict each other.

907.5亿 with the port and 698.5亿 without it are both true. A check therefore compares bases first
and says which part differs, instead of accusing one of the figures.
"""

from dataclasses import dataclass
from enum import StrEnum

from bayline.kernel.periods import Period


class Price(StrEnum):
    """Prices that an amount or its growth is measured in."""

    CURRENT = "current"  # 现价, 名义
    CONSTANT = "constant"  # 可比价, 不变价, 实际增长


class Part(StrEnum):
    """One part of a basis."""

    PRICE = "price"
    PLACE_SCOPE = "place_scope"
    THRESHOLD = "threshold"
    PERIOD = "period"
    STAGE = "stage"
    ROUNDING = "rounding"
    COVERAGE = "coverage"

    @property
    def zh(self) -> str:
        """Chinese name of the part."""
        return _ZH[self]

    @property
    def en(self) -> str:
        """English name of the part."""
        return self.value.replace("_", " ")


_ZH = {
    Part.PRICE: "价格口径",
    Part.PLACE_SCOPE: "地域范围",
    Part.THRESHOLD: "统计起点",
    Part.PERIOD: "时期",
    Part.STAGE: "项目阶段",
    Part.ROUNDING: "取整方式",
    Part.COVERAGE: "统计范围",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a figure covers and how it was measured; an empty part is not said.

    Attributes:
        price: Current or constant prices.
        place_scope: The place it covers, by code or by the words of the text.
        threshold: From what size on things count (规模以上, 亿元以上).
        period: The days it holds for.
        stage: The stage of the things counted (签约, 开工, 投产).
        rounding: How it was rounded, where the text says so.
        coverage: Words that widen or narrow it (不含嘉兴港区, 含电厂); none means all.
    """

    price: Price | None = None
    place_scope: str = ""
    threshold: str = ""
    period: Period | None = None
    stage: str = ""
    rounding: str = ""
    coverage: frozenset[str] = frozenset()


# Coverage and threshold speak by silence: without 不含… everything is counted.
_SPEAK_BY_SILENCE = frozenset({Part.COVERAGE, Part.THRESHOLD})


def differences(a: Basis, b: Basis) -> tuple[Part, ...]:
    """Return the parts that make two figures not comparable.

    A part that only one of them states is no difference but an open question, see `unstated`; the
    exceptions are coverage and threshold, whose absence means that all is counted.
    """
    return tuple(part for part in Part if _differs(part, a, b))


def unstated(a: Basis, b: Basis) -> tuple[Part, ...]:
    """Return the parts that only one of the two states, so that comparing rests on a guess."""
    asked = (part for part in Part if part not in _SPEAK_BY_SILENCE)
    return tuple(part for part in asked if bool(_value(part, a)) != bool(_value(part, b)))


def comparable(a: Basis, b: Basis) -> bool:
    """Tell whether nothing that is said sets the two bases apart."""
    return not differences(a, b)


def _value(part: Part, basis: Basis) -> object:
    value: object = getattr(basis, part.value)
    return value


def _differs(part: Part, a: Basis, b: Basis) -> bool:
    one, other = _value(part, a), _value(part, b)
    both = part in _SPEAK_BY_SILENCE or (bool(one) and bool(other))
    return both and one != other
