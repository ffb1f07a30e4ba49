"""Published figures of projects held against one another: sums, shares, plans, lists by stage.

Each answer is a verdict with its sentence. What holds only because of a hedge says which one; two
lists with other definitions are no contradiction but lack a basis.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from bayline.kernel.amounts import said
from bayline.kernel.bounds import Bound
from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure, ratio, total
from bayline.kernel.findings import Verdict
from bayline.kernel.periods import Period
from bayline.systems.projects.rules.amounts import in_both
from bayline.systems.projects.rules.rates import Convention

_MOST_OTHERS = 8  # further counts of a list that are tried as an explanation


class Answer(NamedTuple):
    """What comparing came to, with the computed figure it rests on."""

    verdict: Verdict
    sentence: str
    sentence_en: str
    computed: Figure | None = None


def sums_to(parts: Mapping[str, Figure], whole: Figure) -> Answer:
    """Hold the sum of parts against the whole that is stated for them.

    Args:
        parts: Figures by what they are called.
        whole: The figure stated for all.
    """
    computed = total(parts.values())
    zh, en = in_both(computed, whole)
    if computed.disjoint(whole):
        return Answer(
            Verdict.CONTRADICTION,
            f"各项合计{zh[0]}，公布的是{zh[1]}，不能都对",
            f"the parts come to {en[0]}, stated is {en[1]}: both cannot be true",
            computed,
        )
    if _number(whole).low != sum(_number(part).low or 0 for part in parts.values()):
        return _only_because(parts, zh, en, computed)
    return Answer(Verdict.HOLDS, f"各项合计就是{zh[1]}", f"the parts come to {en[1]}", computed)


def _only_because(
    parts: Mapping[str, Figure], zh: Sequence[str], en: Sequence[str], computed: Figure
) -> Answer:
    """Say what lets numbers agree that are not the same: a hedge, or rounding."""
    hedged = [name for name, figure in parts.items() if figure.bound is not Bound.EXACT]
    why = f"{'、'.join(hedged)}不是确数" if hedged else "各数取过整"
    why_en = f"{', '.join(hedged)} is hedged" if hedged else "of rounding"
    return Answer(
        Verdict.HOLDS,
        f"各项合计{zh[0]}，与{zh[1]}相符，但只因为{why}",
        f"the parts come to {en[0]}, which agrees with {en[1]} only because {why_en}",
        computed,
    )


def _number(figure: Figure) -> Figure:
    low, high = figure.low, figure.high
    middle = low if high is None else high if low is None else (low + high) / 2
    return Figure.stated_as(middle or Decimal(0), figure.unit, resolution=figure.resolution)


def is_share_of(
    part: Figure, percent: Decimal, wholes: Mapping[str, Figure], *, convention: Convention
) -> Answer:
    """Hold a published share against every whole that it may be a share of.

    Args:
        part: What has the share.
        percent: The share as printed.
        wholes: The published figures that may be meant, by what they are called.
        convention: How the share is printed.
    """
    meant = convention.meaning(percent)
    shares = {name: ratio(part, whole).scaled(100) for name, whole in wholes.items()}
    fitting = [name for name, share in shares.items() if share.tolerance().overlaps(meant)]
    printed = f"{percent}%"
    if fitting:
        named = "、".join(fitting)
        return Answer(
            Verdict.HOLDS,
            f"{printed}是对{named}的比例",
            f"{printed} is the share of {', '.join(fitting)}",
            shares[fitting[0]],
        )
    tried = {name: f"{_percent(share, convention)}%" for name, share in shares.items()}
    implied = _implied(part, percent, convention)
    return Answer(
        Verdict.CONTRADICTION,
        f"公布{printed}，但{'，'.join(f'对{name}是{share}' for name, share in tried.items())}；"
        f"{printed}要求总数为{said(implied, None, english=False)}，不能都对",
        f"stated is {printed}, yet of "
        f"{', of '.join(f'{name} it is {share}' for name, share in tried.items())}; "
        f"{printed} asks for a whole of {said(implied, None, english=True)}: "
        "both cannot be true",
        implied,
    )


def _percent(share: Figure, convention: Convention) -> str:
    middle = _number(share).low or Decimal(0)
    finer = Convention(rounding=convention.rounding, places=convention.places + 1, source="")
    return f"{finer.printed(middle):f}"


def implied_whole(part: Figure, percent: Decimal, *, convention: Convention) -> Figure:
    """Compute what a part and its published share say of the whole: 233.56亿, 116.78% → 200亿.

    Raises:
        BaylineError: If the share is zero.
    """
    if percent <= 0:
        raise BaylineError(
            f"a share of {percent} %",
            why="a whole cannot be told from a part that is none of it",
            do="give a share above zero",
        )
    return _implied(part, percent, convention)


def _implied(part: Figure, percent: Decimal, convention: Convention) -> Figure:
    step = Decimal(1).scaleb(-convention.places)
    share = Figure.stated_as(percent / 100, "1", resolution=step / 100)
    whole = part.interval().divided_by(share.interval())
    wide = part.tolerance().divided_by(share.tolerance())
    low, high = wide.low, wide.high
    ends = [end for end in (whole.low, whole.high) if end is not None]
    middle = sum(ends, start=Decimal(0)) / len(ends) if ends else None
    if low is None or high is None or middle is None:
        return Figure(low=wide.low, high=wide.high, unit=part.unit)
    return Figure.stated_as(middle, part.unit, resolution=2 * max(middle - low, high - middle))


class StageCount(NamedTuple):
    """How many projects of a list are in a stage, and what else the list counts.

    Attributes:
        stated: The count.
        definition: What the stage takes in, in the words of the list; empty if it is not said.
        others: The further counts of the same list by what they are called.
    """

    stated: Figure
    definition: str = ""
    others: Mapping[str, Figure] = {}


def same_stage(a: StageCount, b: StageCount) -> Answer:
    """Compare what two lists count in one stage.

    Without one definition for both, a difference is no contradiction; where another count of
    either list explains it, the sentence says which.
    """
    zh, en = in_both(a.stated, b.stated)
    if a.stated.overlaps(b.stated):
        return Answer(Verdict.HOLDS, f"两处都是{zh[0]}", f"both count {en[0]}", a.stated)
    if a.definition and a.definition == b.definition:
        return Answer(
            Verdict.CONTRADICTION,
            f"口径相同，一处{zh[0]}，一处{zh[1]}，不能都对",
            f"by one definition it is {en[0]} and {en[1]}: both cannot be true",
        )
    why = _explanation(a, b) or _explanation(b, a)
    if why:
        return Answer(
            Verdict.NEEDS_BASIS,
            f"{zh[0]}与{zh[1]}口径不明；把{'、'.join(why)}算在内就相符",
            f"{en[0]} and {en[1]} lack a common definition; "
            f"they agree if {' and '.join(why)} is counted in",
        )
    return Answer(
        Verdict.NEEDS_BASIS,
        f"{zh[0]}与{zh[1]}口径不明，不能比较",
        f"{en[0]} and {en[1]} lack a common definition",
    )


def _explanation(less: StageCount, more: StageCount) -> tuple[str, ...]:
    names = [*less.others][:_MOST_OTHERS]
    for size in range(1, len(names) + 1):
        for chosen in combinations(names, size):
            widened = total([less.stated, *(less.others[name] for name in chosen)])
            if widened.overlaps(more.stated):
                return chosen
    return ()


def told_too_early(reported: Period, published: date) -> Answer | None:
    """Find a report of a period that was not over when it was published; None if it was."""
    if reported.last is None or reported.last <= published:
        return None
    return Answer(
        Verdict.CONTRADICTION,
        f"{published}发布，却说到{reported.last}为止的情况",
        f"published {published}, it reports what happened until {reported.last}",
    )
