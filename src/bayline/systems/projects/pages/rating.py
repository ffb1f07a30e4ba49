"""Rates of a year as pages show them: the value, both sides with their lists, who is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure, plain
from bayline.platform.addresses import Addresses
from bayline.platform.pages import is_english, said
from bayline.systems.projects.pages import words
from bayline.systems.projects.pages.rate_context import RateRow, Side
from bayline.systems.projects.queries import Lines
from bayline.systems.projects.queries.rating import amounts_of_years, counted, tally
from bayline.systems.projects.rules.rates import (
    Convention,
    Rate,
    RateKind,
    Rounding,
    ahead_of_time,
)
from bayline.systems.projects.rules.year_rates import (
    Counted,
    Invested,
    Lack,
    Tally,
    common_day,
    count_rate,
    invested,
    investment_of,
)

OWN = Convention(rounding=Rounding.HALF_UP, places=1, source="")
_AHEAD = Convention(rounding=Rounding.HALF_UP, places=2, source="")
KINDS = (RateKind.START, RateKind.COMPLETION, RateKind.INVESTMENT, RateKind.CONVERSION)


@dataclass(frozen=True)
class Of:
    """What rates are computed of.

    Attributes:
        year: The year.
        day: The last day that counts.
        at: As the record stood then; None for now.
        ways: How addresses are written.
        lines: All projects, as `lines_at` gives them.
    """

    year: int
    day: date
    at: datetime | None
    ways: Addresses
    lines: Lines

    def counted(self, kind: RateKind, cut: slice, *, is_part: bool) -> Sequence[Counted]:
        """Give some of the projects of a rate that counts projects; see `counted`."""
        return counted(
            kind, year=self.year, day=self.day, lines=self.lines, is_part=is_part, cut=cut
        )

    def tally(self, kind: RateKind) -> Tally:
        """Count the projects of a rate that counts projects."""
        return tally(kind, year=self.year, day=self.day, lines=self.lines)

    @cached_property
    def invested(self) -> list[Invested]:
        """Give the projects of the investment completion rate."""
        return invested(amounts_of_years(self.at), year=self.year, day=self.day)

    def side(self, kind: RateKind, of: str) -> str:
        """Give the address of the projects behind one side of a rate."""
        asked = {"year": self.year, "day": self.day.isoformat(), "of": of}
        return self.ways.to(f"/projects/rates/{kind}", **asked)


def rates_of(of: Of) -> Iterator[RateRow]:
    """Give all rates of a year."""
    for kind in KINDS:
        yield _investment(of) if kind is RateKind.INVESTMENT else counted_row(of, kind)
        if kind is RateKind.INVESTMENT:
            yield _ahead(of)


def counted_row(of: Of, kind: RateKind) -> RateRow:
    """Compute a rate that counts projects."""
    found = of.tally(kind)
    whole, sure, unsure = found
    try:
        value, refusal = value_of(count_rate(kind, found, convention=OWN)), ""
    except BaylineError as error:
        value, refusal = "", said(error)
    part = f"{sure}–{sure + unsure}" if unsure else str(sure)
    return RateRow(
        kind=kind.value,
        word=kind_word(kind),
        part=Side(words=part, address=of.side(kind, "part")),
        whole=Side(words=str(whole), address=of.side(kind, "whole")),
        value=value,
        refusal=refusal,
        note=_unsure(unsure),
        definition=definition(kind),
    )


def line_of(of: Of) -> tuple[RateRow, ...]:
    """Give the rates that the list of projects says: those with something to divide by."""
    rows = (counted_row(of, kind) for kind in (RateKind.START, RateKind.COMPLETION))
    return tuple(row for row in rows if not row.refusal)


def _unsure(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(n)d个项目的日期太粗，说不清是否已到",
        "%(n)d个项目的日期太粗，说不清是否已到",
        number,
    ) % {"n": number}


def value_of(rate: Rate) -> str:
    """Print a rate; what has no upper end is said from below."""
    try:
        return rate.printed()
    except BaylineError:
        low = rate.share.low
        return "" if low is None else f"≥ {rate.convention.printed(low * 100):f}%"


def _investment(of: Of) -> RateRow:
    known = of.invested
    kind = RateKind.INVESTMENT
    sides: tuple[Side | None, Side | None] = (None, None)
    value, refusal = "", ""
    try:
        rate = investment_of(known, convention=OWN)
        value = value_of(rate)
        sides = _side(of, rate.part, "part"), _side(of, rate.whole, "whole")
    except BaylineError as error:
        refusal = said(error)
        sides = None, Side(words="0", address=of.side(kind, "whole"))
    return RateRow(
        kind=kind.value,
        word=kind_word(kind),
        part=sides[0],
        whole=sides[1],
        value=value,
        refusal=refusal,
        note=_left_out(known),
        definition=definition(kind),
    )


def _side(of: Of, figure: Figure, name: str) -> Side:
    return Side(words=words.figure_word(figure), address=of.side(RateKind.INVESTMENT, name))


def _left_out(known: Sequence[Invested]) -> str:
    counts = {lack: sum(1 for one in known if one.lack is lack) for lack in Lack}
    told = [f"{lack_word(lack)} {number}" for lack, number in counts.items() if number]
    if not told:
        return ""
    return _("没有算在内：%(told)s") % {"told": ("; " if is_english() else "；").join(told)}


def lack_word(lack: Lack) -> str:
    """Say why a project is left out of the investment completion rate."""
    return {
        Lack.PLAN: _("没有当年计划"),
        Lack.DONE: _("没有从年初起的完成投资"),
        Lack.DIFFERS: _("当年计划有两个数"),
        Lack.NOTHING: _("当年计划为零"),
        Lack.CURRENCY: _("不是人民币"),
    }[lack]


def _ahead(of: Of) -> RateRow:
    value = refusal = ""
    try:
        rate = investment_of(of.invested, convention=_AHEAD)
        through = common_day(of.invested)
        if through is None:
            refusal = _("各项目报到的日期不同，算不出一个超时间进度")
        else:
            points = ahead_of_time(rate, through=through)
            value = _("%(points)s个百分点（到%(day)s）") % {
                "points": plain(points).replace("-", "−") if points <= 0 else f"+{plain(points)}",
                "day": through.isoformat(),
            }
    except BaylineError as error:
        refusal = said(error)
    return RateRow(
        kind="ahead",
        word=_("超时间进度"),
        part=None,
        whole=None,
        value=value,
        refusal=refusal,
        note="",
        definition=_("投资完成率 − 一年已过去的部分；整月按十二分之几"),
    )


def kind_word(kind: RateKind) -> str:
    """Name a rate."""
    return kind.en[:1].upper() + kind.en[1:] if is_english() else kind.zh


def definition(kind: RateKind) -> str:
    """Say what a rate divides by what."""
    told: Mapping[RateKind, str] = {
        RateKind.START: _("计划当年开工的项目中，到那天已开工的"),
        RateKind.COMPLETION: _("计划当年竣工的项目中，到那天已竣工的"),
        RateKind.INVESTMENT: _("年初以来完成投资 ÷ 当年计划投资，只算两样都有的项目"),
        RateKind.CONVERSION: _("当年在储备中的项目中，到那天已开工的"),
    }
    return told[kind]
