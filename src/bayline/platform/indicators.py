"""What systems measure: each offers its indicators, and the plan holds targets against them.

Nobody asks whose tables an indicator comes from. A system names its indicators in `indicators`,
which is pure, and says in `ready()` who measures them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.kernel.statuses import Change
from bayline.platform.offering import all_offered

_OF = ":"  # between an indicator and what it is asked of: reading.mentions:上海湾区


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Something a system measures.

    Attributes:
        name: How targets name it, the system before a point: projects.start-rate.
        title: In Chinese.
        title_en: In English.
        about: What is divided by what, or counted, in Chinese.
        about_en: The same in English.
        asks_of: Whether it is asked of something that is named behind a colon.
    """

    name: str
    title: str
    title_en: str
    about: str
    about_en: str
    asks_of: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an indicator is measured for.

    Attributes:
        of: What it is asked of; empty where it needs nothing.
        place: Code of the place.
        period: The period up to whose end it is measured.
        at: As everything stood then; None for now.
    """

    of: str
    place: str
    period: Period
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One value of a series that was measured.

    Attributes:
        figure: The value; None where it cannot be told.
        printed: The value as pages print it; empty where it cannot be told.
        why: Why it cannot be told, in Chinese; else what was counted.
        why_en: The same in English.
        path: Path of the page of what it is made of, without language and day.
        asked: What that page is asked, by name.
        period: What the value is of; None for the period that was asked for.
        change: Whether it is a growth; None for a level or an amount.
        is_forecast: Whether it is expected, not reached.
    """

    figure: Figure | None
    printed: str
    why: str
    why_en: str
    path: str
    asked: tuple[tuple[str, str], ...] = ()
    period: Period | None = None
    change: Change | None = None
    is_forecast: bool = False


def unmeasured(
    why: str, why_en: str, path: str, *, asked: tuple[tuple[str, str], ...] = ()
) -> Measured:
    """Say why something cannot be measured.

    Args:
        why: In Chinese.
        why_en: In English.
        path: Path of the page of what is lacking, without language and day.
        asked: What that page is asked, by name.
    """
    return Measured(figure=None, printed="", why=why, why_en=why_en, path=path, asked=asked)


Series = tuple[Measured, ...]  # the oldest first; one that cannot be told where nothing can be
Teller = Callable[[Sequence[Question]], Sequence[Series]]


def one_by_one(tell: Callable[[Question], Measured]) -> Teller:
    """Make a teller of what gives one value for one question."""
    return lambda questions: [(tell(question),) for question in questions]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    indicator: Indicator
    teller: Teller


_OFFERS: dict[str, _Offer] = {}


def offer_indicators(offered: Sequence[tuple[Indicator, Teller]]) -> None:
    """Let targets be held against what a system measures.

    Args:
        offered: Its indicators, each with what measures it.
    """
    for indicator, teller in offered:
        _OFFERS[indicator.name] = _Offer(indicator=indicator, teller=teller)


def indicators() -> tuple[Indicator, ...]:
    """Give all that systems measure, by name."""
    all_offered()
    return tuple(_OFFERS[name].indicator for name in sorted(_OFFERS))


def indicator(named: str) -> Indicator | None:
    """Find an indicator by how a target names it; None where no system offers it."""
    name, mark, of = named.partition(_OF)
    all_offered()
    offer = _OFFERS.get(name)
    return (
        None if offer is None or offer.indicator.asks_of != bool(mark and of) else offer.indicator
    )


class Wanted(NamedTuple):
    """What is to be measured: the indicator as a target names it, the place, the period."""

    named: str
    place: str
    period: Period


def measured(wanted: Sequence[Wanted], *, at: datetime | None) -> list[Series]:
    """Measure what targets are held against; each system is asked once for all of them.

    Args:
        wanted: What is to be measured.
        at: As everything stood then; None for now.

    Returns:
        The values of each, in the order asked for; none where no system offers the indicator.
    """
    found: list[Series] = [()] * len(wanted)
    by_name: dict[str, list[tuple[int, Question]]] = {}
    for number, one in enumerate(wanted):
        name, _mark, of = one.named.partition(_OF)
        if indicator(one.named) is not None:
            question = Question(of=of, place=one.place, period=one.period, at=at)
            by_name.setdefault(name, []).append((number, question))
    for name, asked in by_name.items():
        told = _OFFERS[name].teller([question for _number, question in asked])
        for (number, _question), series in zip(asked, told, strict=True):
            found[number] = series
    return found
