"""A year of supply: what is wanted each week, what is planned, what was picked, what stays open."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.engines.season.terms import WEEKS, Gap, Plan, Planted
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Linked
from bayline.platform.listing import Option
from bayline.platform.pages import Answer, is_twin
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.systems.produce.pages import words
from bayline.systems.produce.pages.contexts import (
    GapLine,
    KeyFigure,
    PlantedLine,
    SeasonPage,
    Told,
    WeekLine,
)
from bayline.systems.produce.pages.lines import Lines, newest
from bayline.systems.produce.pages.lots import table
from bayline.systems.produce.pages.weeks import Picture, Week, pictures
from bayline.systems.produce.queries.seasons import ranges, season
from bayline.systems.produce.rules import registers
from bayline.systems.produce.rules.calendars import Asked, first_day, picked_by_week, runs

_PATH = "/produce/season"
_HEADS = ("week", "first_day", "demand_kg", "planned_kg", "picked_kg", "missing_kg", "reason")
_LEAST = Decimal("0.5")  # kilograms that count as picked


def season_page(request: HttpRequest) -> Answer:
    """Show a year of supply of a range of products."""
    year = _Year(request)
    return Answer(context=year.page(), template="produce/season.html")


def season_csv(request: HttpRequest) -> HttpResponse:
    """Give the weeks of a year of supply as a table."""
    return table("season.csv", _HEADS, _Year(request).rows())


class _Year:
    """A year of supply with all that its page shows of it."""

    def __init__(self, request: HttpRequest) -> None:
        self._at: datetime | None = as_of(request)
        self._is_twin = is_twin(request)
        self._lines = Lines(self._at, addresses(request))
        self._ranges = ranges(self._at)
        self._name = _chosen(request.GET.get("range", ""), self._ranges)
        self._harvests = self._lines.lots.harvests
        self._years = sorted({one.year for one in self._harvests}, reverse=True)
        self._year = _year(request.GET.get("year", "")) or newest(self._harvests)
        self._year = self._year or self._lines.today.year
        asked, plan = season(self._name, self._at) if self._name else (None, None)
        self._asked: Asked | None = asked
        self._plan: Plan | None = plan
        products = [one for one in self._lines.book.products.values() if one["range"] == self._name]
        gtins = {one["gtin"]: one["code"] for one in products if one.get("gtin")}
        self._codes = {one["code"] for one in products}
        self._picked = picked_by_week(self._harvests, gtins, self._year)
        self._crops = entries_in(registers.CROPS, at=self._at)

    def page(self) -> SeasonPage:
        plan, ways = self._plan, self._lines.ways
        asked = {"range": self._name, "year": self._year}
        return SeasonPage(
            name=words.range_word(self._name) if self._name else "",
            ranges=tuple(
                Option(value=one, word=words.range_word(one), is_chosen=one == self._name)
                for one in self._ranges
            ),
            years=tuple(
                Option(value=f"{one}", word=f"{one}", is_chosen=one == self._year)
                for one in self._years
            ),
            year=self._year,
            figures=tuple(self._figures()),
            pictures=self._pictures(),
            gaps=tuple(self._gaps()),
            weeks=tuple(self._weeks()),
            planted=tuple(self._planted(one) for one in plan.planted) if plan else (),
            crops=tuple(
                self._lines.crop(one)
                for one in self._crops.values()
                if one["product"] in self._codes
            ),
            flaws=tuple(
                words.in_language(one.zh, one.en)
                for one in (self._asked.flaws if self._asked else ())
            ),
            distance=f"{plan.gap():.2%}" if plan else "",
            csv_address=ways.to(f"{_PATH}.csv", **asked),
            registers=tuple(
                Linked(label=word, address=ways.to(f"/registers/{name}"))
                for name, word in (
                    (registers.CROPS, _("品种的季节")),
                    (registers.DEMAND, _("每周需求")),
                    (registers.BLOCKS, _("地块")),
                )
            ),
        )

    def rows(self) -> Iterator[list[object]]:
        """Give the weeks as cells of a table."""
        gaps = self._by_week()
        for week in range(WEEKS):
            gap = gaps.get(week)
            yield [
                week + 1,
                first_day(self._year, week).isoformat(),
                round(self._wanted(week), 1),
                round(self._supply(week), 1),
                self._picked[week],
                round(gap.missing, 1) if gap else 0,
                gap.reason if gap else "",
            ]

    def _wanted(self, week: int) -> float:
        return self._asked.wanted.demand.get(week, 0.0) if self._asked else 0.0

    def _supply(self, week: int) -> float:
        return self._plan.supply[week] if self._plan else 0.0

    def _by_week(self) -> dict[int, Gap]:
        return {one.week: one for one in self._plan.gaps} if self._plan else {}

    def _figures(self) -> Iterator[KeyFigure]:
        if self._plan is None or self._asked is None:
            return
        here = self._lines.ways.to(_PATH, range=self._name, year=self._year)
        weeks = len(self._asked.wanted.demand)
        open_ = self._by_week()
        planned = sum(1 for one in self._plan.supply if one > 0)
        picked = sum(1 for one in self._picked if one > _LEAST)
        yield KeyFigure(word=_("要供的周"), value=f"{weeks}", note="", address=f"{here}#weeks")
        yield KeyFigure(
            word=_("全盖住的周"),
            value=f"{weeks - len(open_)}",
            note=_("有缺口的%(n)s周") % {"n": len(open_)},
            address=f"{here}#gaps",
        )
        yield KeyFigure(
            word=_("方案有货的周"),
            value=f"{planned}",
            note=words.kilograms(sum(self._plan.supply)),
            address=f"{here}#planted",
        )
        yield KeyFigure(
            word=_("实采的周"),
            value=f"{picked}",
            note=_("%(year)s年，%(mass)s") % {
                "year": self._year, "mass": words.kilograms(sum(self._picked, Decimal(0)))
            },
            address=self._lines.ways.to("/produce/lots", year=self._year),
        )  # fmt: skip

    def _gaps(self) -> Iterator[GapLine]:
        """Name weeks beside one another that stay open for one reason together."""
        gaps = self._by_week()
        found = [
            (first, last, reason)
            for reason in dict.fromkeys(one.reason for one in gaps.values())
            for first, last in runs([week for week, one in gaps.items() if one.reason == reason])
        ]
        for first, last, reason in sorted(found):
            yield self._gap(first, last, reason)

    def _gap(self, first: int, last: int, reason: str) -> GapLine:
        gaps, many = (
            self._by_week(),
            [(first + at) % WEEKS for at in range((last - first) % WEEKS + 1)],
        )
        return GapLine(
            weeks=words.weeks(first, last),
            days=self._days(first, last),
            missing=words.kilograms(sum(gaps[one].missing for one in many)),
            reason=words.gap_word(reason),
            nearest=self._nearest(reason, many),
        )

    def _days(self, first: int, last: int) -> str:
        start = first_day(self._year, first)
        end = first_day(self._year, last) + timedelta(days=6)
        return f"{start:%m-%d} — {end:%m-%d}"

    def _nearest(self, reason: str, weeks: Sequence[int]) -> tuple[Told, ...]:
        """Say which varieties are nearest to weeks that none is picked in, or which could fill."""
        crops = self._asked.wanted.crops if self._asked else ()
        names = {one.name for one in crops}
        if reason == "no_crop":
            before = {name for name in names if self._ends(name, weeks[0])}
            after = {name for name in names if self._begins(name, weeks[-1])}
            return (
                Told(of=self._named(before), told=_("前一周还采")),
                Told(of=self._named(after), told=_("后一周才采")),
            )
        able = {one.name for one in crops if {week for week, _mass in one.picks} & {*weeks}}
        return (Told(of=self._named(able), told=_("能在这几周采")),)

    def _ends(self, name: str, week: int) -> bool:
        return (week - 1) % WEEKS in self._picks(name)

    def _begins(self, name: str, week: int) -> bool:
        return (week + 1) % WEEKS in self._picks(name)

    def _picks(self, name: str) -> set[int]:
        crops = self._asked.wanted.crops if self._asked else ()
        return {week for one in crops if one.name == name for week, _mass in one.picks}

    def _named(self, codes: set[str]) -> str:
        known = [self._crops[code]["name"] for code in sorted(codes) if code in self._crops]
        return "、".join(known) or "—"

    def _weeks(self) -> Iterator[WeekLine]:
        gaps = self._by_week()
        for week in range(WEEKS):
            gap, wanted = gaps.get(week), self._wanted(week)
            yield WeekLine(
                week=week + 1,
                first=first_day(self._year, week).isoformat(),
                demand=words.number(wanted) if wanted else "—",
                planned=words.number(self._supply(week)) if self._supply(week) else "—",
                picked=words.number(self._picked[week]) if self._picked[week] else "—",
                missing=words.number(gap.missing) if gap else "",
                reason=words.gap_word(gap.reason) if gap else "",
                look="bad" if gap else "good" if wanted else "",
            )

    def _planted(self, one: Planted) -> PlantedLine:
        block: Values = self._lines.book.blocks[one.block.name]
        crop = self._crops[one.crop.name]
        path = f"/registers/{registers.CROPS}/{crop['code']}"
        return PlantedLine(
            block=self._lines.block_link(block),
            crop=Linked(label=crop["name"], address=self._lines.ways.to(path)),
            start=words.weeks(one.crop.start, one.crop.start),
            picked=words.weeks(one.crop.picks[0][0], one.crop.picks[-1][0]),
            kilograms=words.kilograms(sum(mass for _week, mass in one.crop.picks) * one.block.area),
        )

    def _pictures(self) -> tuple[Picture, ...]:
        """Draw the weeks; a program that asks for the twin needs no picture."""
        if self._is_twin:
            return ()
        gaps = self._by_week()
        weeks = [
            Week(
                demand=self._wanted(week),
                planned=self._supply(week),
                picked=float(self._picked[week]),
                reason=gaps[week].reason if week in gaps else "",
                title=self._title(week),
            )
            for week in range(WEEKS)
        ]
        return pictures(weeks, self._year)

    def _title(self, week: int) -> str:
        gap = self._by_week().get(week)
        told = _("%(week)s：需求%(demand)s，方案%(planned)s，实采%(picked)s") % {
            "week": words.weeks(week, week),
            "demand": words.kilograms(self._wanted(week)),
            "planned": words.kilograms(self._supply(week)),
            "picked": words.kilograms(self._picked[week]),
        }
        return f"{told}；{words.gap_word(gap.reason)}" if gap else told


def _chosen(asked: str, known: Sequence[str]) -> str:
    if asked and asked not in known:
        raise BaylineError(
            f"nothing is wanted of “{asked[:20]}”",
            where="range",
            do=f"choose one of {', '.join(known)}" if known else "enter the weekly demand first",
            zh=Words(f"没有“{asked[:20]}”的需求", do="请从页上选，或先登记每周需求"),
        )
    return asked or (known[0] if known else "")


def _year(asked: str) -> int:
    if not asked:
        return 0
    if not (asked.isdecimal() and 1900 <= int(asked) <= 9998):  # noqa: PLR2004 - years that dates have
        raise BaylineError(
            f"“{asked[:20]}” is no year",
            where="year",
            do="write it like 2025",
            zh=Words(f"“{asked[:20]}”不是年份", do="请写成2025"),
        )
    return int(asked)
