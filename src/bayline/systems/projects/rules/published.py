"""Published rates, each checked by what it divides and by how its publisher drops digits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure, plain, to_places, total
from bayline.kernel.findings import Verdict
from bayline.kernel.intervals import Interval
from bayline.kernel.periods import Period
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Values
from bayline.systems.projects.rules.amounts import figure_in, in_both
from bayline.systems.projects.rules.entries import PUBLISHERS, fault_of
from bayline.systems.projects.rules.rates import (
    Convention,
    Rate,
    RateKind,
    Rounding,
    ahead_of_time,
    rate,
)
from bayline.systems.projects.rules.reconciling import Answer, implied_whole, is_share_of

AHEAD = "ahead"
_FINER = 2  # decimals beyond the printed ones, by which a sentence shows what was dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A rate as it was published.

    Attributes:
        kind: What it divides; None of percentage points ahead of time.
        percent: The number before the percent sign, or of points.
        printed: As it is printed.
        period: What it is for.
        convention: How its publisher prints.
        is_rounding_known: Whether the rounding is on record; else half up is taken.
        part: What is divided, if published.
        part_words: The same as printed.
        whole: What it is divided by, if published.
    """

    kind: RateKind | None
    percent: Decimal
    printed: str
    period: Period
    convention: Convention
    is_rounding_known: bool
    part: Figure | None = None
    part_words: str = ""
    whole: Figure | None = None


def published_of(values: Values, publisher: Values) -> Published:
    """Read an entry of the register of published rates.

    Args:
        values: The entry.
        publisher: That of its publisher; empty where it is not on record.

    Raises:
        BaylineError: If a figure is none.
    """
    stated = figure_in(values["percent"]).stated
    if stated is None or stated.value is None:
        raise BaylineError(f"“{values['percent']}” states no number", do="write it as printed")
    exponent = stated.value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    rounding = publisher.get("rounding", "")
    kind = values["kind"]
    return Published(
        kind=None if kind == AHEAD else RateKind(kind),
        percent=stated.value,
        printed=values["percent"],
        period=periods.parse(values["period"]),
        convention=Convention(
            rounding=Rounding(rounding or Rounding.HALF_UP),
            places=places,
            source=publisher.get("document", ""),
        ),
        is_rounding_known=bool(rounding),
        part=_figure(values, "part"),
        part_words=values.get("part", ""),
        whole=_figure(values, "whole"),
    )


def _figure(values: Values, field: str) -> Figure | None:
    words = values.get(field, "")
    return figure_in(words) if words else None


def answer_of(published: Published, wholes: Mapping[str, Figure]) -> Answer:
    """Compute a published rate again.

    Args:
        published: The rate.
        wholes: What else it may be a share of, by name; asked where it states no whole.

    Raises:
        BaylineError: If there is nothing to divide by, or part and whole have other units.
    """
    if published.part is None:
        return Answer(
            Verdict.NEEDS_BASIS,
            f"{published.printed}没有写明分子，不能核对",
            f"what {published.printed} divides is not stated, so it cannot be checked",
        )
    if published.whole is None and wholes:
        return is_share_of(
            published.part, published.percent, wholes, convention=published.convention
        )
    if published.whole is None:
        return _without_whole(published, published.part)
    return _recomputed(published, published.part, published.whole)


def _without_whole(published: Published, part: Figure) -> Answer:
    implied = implied_whole(part, published.percent, convention=published.convention)
    zh, en = in_both(part, implied)
    return Answer(
        Verdict.NEEDS_BASIS,
        f"没有写明分母；{published.part_words}占{published.printed}，要求总数为{zh[1]}",
        f"what it divides by is not stated; {en[0]} as {published.printed} "
        f"asks for a whole of {en[1]}",
        implied,
    )


def _recomputed(published: Published, part: Figure, whole: Figure) -> Answer:
    kind = published.kind or RateKind.INVESTMENT
    found = rate(kind, part, whole, convention=published.convention)
    if published.kind is None:
        return _points(published, found)
    zh, en = in_both(part, whole)
    exact, rounding = _exact(found), published.convention.rounding
    division = (f"{zh[0]}÷{zh[1]}={exact}", f"{en[0]} ÷ {en[1]} = {exact}")
    printed = found.printed()
    how = (f"{rounding.zh}写作{printed}", f"{rounding.en} that is {printed}")
    if found.agrees(published.percent):
        return Answer(
            Verdict.HOLDS,
            f"{division[0]}，{how[0]}，与公布的{published.printed}相符",
            f"{division[1]}; {how[1]}, which agrees with {published.printed}",
            found.share,
        )
    other = _other(published, found)
    return Answer(
        Verdict.CONTRADICTION,
        f"{division[0]}，{how[0]}，公布的是{published.printed}，不能都对{other[0]}",
        f"{division[1]}; {how[1]}, published is {published.printed}: both cannot be true{other[1]}",
        found.share,
    )


def _other(published: Published, found: Rate) -> tuple[str, str]:
    """Say where the other way of dropping digits would give what is published."""
    (other,) = [one for one in Rounding if one is not published.convention.rounding]
    places, source = published.convention.places, published.convention.source
    convention = Convention(rounding=other, places=places, source=source)
    again = rate(found.kind, found.part, found.whole, convention=convention)
    if not again.agrees(published.percent):
        return "", ""
    return f"；按{other.zh}就相符", f"; if it was {other.en}, it agrees"


def _points(published: Published, found: Rate) -> Answer:
    last = published.period.last
    if last is None:
        raise BaylineError(
            f"“{published.period.edtf}” has no last day", do="say until when the rate counts"
        )
    points = ahead_of_time(found, through=last)
    meant = published.convention.meaning(published.percent)
    way, size = ("超前", points) if points >= 0 else ("落后", -points)
    zh = f"{found.printed()}减去到{last}一年已过去的部分，{way}{size}个百分点"
    en = f"{found.printed()} less the share of the year that is over on {last}: {points} points"
    if meant.overlaps(Interval.point(points)):
        return Answer(
            Verdict.HOLDS,
            f"{zh}，与公布的{published.printed}相符",
            f"{en}, which agrees with {published.printed}",
        )
    return Answer(
        Verdict.CONTRADICTION,
        f"{zh}，公布的是{published.printed}，不能都对",
        f"{en}, published is {published.printed}: both cannot be true",
    )


def _exact(found: Rate) -> str:
    """Print a share with more digits than its publisher does."""
    places = found.convention.places + _FINER
    ends = [
        f"{plain(to_places(end * 100, places))}%"
        for end in (found.share.low, found.share.high)
        if end is not None
    ]
    return ends[0] if len({*ends}) == 1 else "–".join(ends)


def wholes_of(batch: Values, members: Mapping[str, Values], part: Figure) -> dict[str, Figure]:
    """Give what is stated of a batch that a share of it may be meant of, by name.

    Args:
        batch: The batch.
        members: What is named of it, groups among them.
        part: What has the share; what is smaller cannot be its whole.
    """
    found: dict[str, Figure] = {}
    if batch.get("investment"):
        found[batch["name"]] = figure_in(batch["investment"])
    stated = {
        one["name"]: figure_in(one["amount"]) for one in members.values() if one.get("amount")
    }
    if not found and len(stated) > 1:
        found["、".join(stated)] = total(stated.values())
    found |= stated
    return {
        name: each
        for name, each in found.items()
        if each.unit == part.unit and not each.surely_below(part)
    }


def rates_well_stated(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse published rates that cannot be computed again as they stand."""
    named = {values["publisher"] for values in changed.values() if values}
    publishers = around.related(PUBLISHERS, "code", named)
    for key, values in changed.items():
        if not values:
            continue
        try:
            found = published_of(values, publishers.get(values["publisher"], {}))
            if found.part is not None and found.whole is not None:
                answer_of(found, {})
        except BaylineError as error:
            fault = fault_of(error, values.get("whole", "") or values["percent"])
            yield Breach(key=key, field="percent", fault=fault)
