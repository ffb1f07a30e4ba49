"""A section: its class over a period, its months, and a chart of one item with its limits."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.engines.charts.terms import Reading as Drawn
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.charts.drawing import chart_of
from bayline.platform.charts.terms import Chart, Statement
from bayline.platform.pages import Answer, is_english, refused
from bayline.systems.ecology.pages import words
from bayline.systems.ecology.pages.board import asked_period, period_choices
from bayline.systems.ecology.pages.contexts import Choice, MonthLine, SectionPage
from bayline.systems.ecology.pages.lines import section_line
from bayline.systems.ecology.queries import readings, stations
from bayline.systems.ecology.rules import boards
from bayline.systems.ecology.rules.assessing import grade_of
from bayline.systems.ecology.rules.boards import Stood
from bayline.systems.ecology.rules.changing import by_grade
from bayline.systems.ecology.rules.classing import ends_of
from bayline.systems.ecology.rules.intake.summing import Sums
from bayline.systems.ecology.rules.means import rounded
from bayline.systems.ecology.rules.overviews import books_of
from bayline.systems.ecology.rules.periods import last_day
from bayline.systems.ecology.terms import Item, Kind, Reading, Station, WaterClass

_MONTHS = 36  # that are listed and drawn
_UNITS = {"mg/L": "mg/L", "": "pH"}
_LIMITS = (WaterClass.II, WaterClass.III, WaterClass.V)  # that are drawn

Months = Mapping[tuple[str, str], Sums]


def section_page(request: HttpRequest, code: str) -> Answer:
    """Show a section."""
    at, ways = as_of(request), addresses(request)
    station = stations.station(code, at)
    if station is None:
        return refused(stations.no_section(code), status=404)
    kept = {
        (one.station, one.month): one.sums
        for one in readings.sums_between("", "9999", at=at, station=code)
    }
    months = [month for _code, month in sorted(kept)]
    period = asked_period(request, months)
    return Answer(
        context=_Section(station, kept, months, period, request, ways).page(),
        template="ecology/section.html",
    )


class _Section:
    """A section with all that its page shows of it."""

    def __init__(
        self,
        station: Station,
        kept: Months,
        months: Sequence[str],
        period: str,
        request: HttpRequest,
        ways: Addresses,
    ) -> None:
        self._station, self._kept, self._months = station, kept, months[-_MONTHS:]
        self._all, self._period, self._ways = months, period, ways
        self._books = books_of(last_day(period)) if period else None
        self._items = self._measured()
        asked = request.GET.get("item", "")
        keys = [one.key for one in self._items]
        self._item = next((one for one in self._items if one.key == asked), None)
        self._item = self._item or (self._items[keys.index("tp")] if "tp" in keys else None)
        self._item = self._item or next(iter(self._items), None)

    def page(self) -> SectionPage:
        station, period, books = self._station, self._period, self._books
        stood = boards.stood([station], self._kept, period) if period else []
        path = words.section_path(station.code)
        item = self._item
        return SectionPage(
            code=station.code,
            name=station.name,
            river=station.river,
            basin=station.basin,
            body={"river": _("河流"), "lake": _("湖库")}[station.body.value],
            target=words.class_word(station.target) if station.target else "",
            period=period,
            period_word=words.period_word(period) if period else "",
            periods=period_choices(self._all, period, self._ways, path),
            stood=section_line(stood[0], period, self._ways) if stood else None,
            grade=self._grade(stood),
            change=self._change(stood),
            items=tuple(self._choices(path)),
            item=words.item_word(item) if item else "",
            unit=item.unit if item else "",
            limits=tuple(limit_words(item, station)) if item else (),
            months=tuple(self._lines()),
            standard=f"{books.standard.pack.number}；{books.rules.pack.number}" if books else "",
            board_address=self._ways.to("/ecology", period=period),
            register_address=self._ways.to(f"/registers/{stations.SECTIONS}/{station.code}"),
            chart=self._chart(),
        )

    def _measured(self) -> list[Item]:
        held = {key for sums in self._kept.values() for key in sums.items}
        items = self._books.standard.items.values() if self._books else ()
        return [one for one in items if one.key in held and self._station.body in one.limits]

    def _choices(self, path: str) -> Iterator[Choice]:
        for one in self._items:
            address = self._ways.to(path, period=self._period, item=one.key)
            yield Choice(word=words.item_word(one), address=address, is_here=one is self._item)

    def _grade(self, stood: Sequence[Stood]) -> str:
        water_class = stood[0].section.water_class if stood else None
        grade = grade_of(water_class, self._books.rules) if self._books else None
        return "" if grade is None else grade.name_en if is_english() else grade.name

    def _change(self, stood: Sequence[Stood]) -> str:
        """Say how the grade stands beside that of the period before."""
        kinds = boards.periods_in(self._all, boards.kind_of(self._period)) if self._period else []
        earlier = [one for one in kinds if one < self._period][:1]
        before = boards.stood([self._station], self._kept, earlier[0]) if earlier else []
        books = self._books
        pair = [
            grade_of(one[0].section.water_class, books.rules) if one and books else None
            for one in (before, stood)
        ]
        if pair[0] is None or pair[1] is None or books is None:
            return ""
        change = by_grade(pair[0], pair[1], books.rules)
        extents = {
            "no marked change": _("无明显变化"),
            "some change": _("有所变化"),
            "marked change": _("明显变化"),
        }
        ways = {"same": "", "better": _("好转"), "worse": _("变差")}
        extent = extents[change.extent.value] if change.extent else ""
        said = f"{extent} {ways[change.direction.value]}".strip()
        return _("%(period)s：%(change)s") % {
            "period": words.period_word(earlier[0]),
            "change": said,
        }

    def _lines(self) -> Iterator[MonthLine]:
        for month in reversed(self._months):
            (one,) = boards.stood([self._station], self._kept, month) or (None,)
            if one is None:
                continue
            line = section_line(one, month, self._ways)
            sums = one.sums.items.get(self._item.key) if self._item else None
            yield MonthLine(
                month=month,
                word=line.word,
                look=line.look,
                deciding=line.deciding,
                samples=line.samples,
                mean=self._mean(month) or "—",
                below=sums.below if sums else 0,
                address=self._samples(month),
            )

    def _samples(self, month: str) -> str:
        return self._ways.to(words.section_path(self._station.code, "/samples"), month=month)

    def _mean(self, month: str) -> str:
        """Print the mean of the chosen item in a month; empty where it was not measured."""
        books, item = books_of(last_day(month)), self._item
        sums = self._kept[self._station.code, month].items.get(item.key) if item else None
        if item is None or sums is None or not sums.readings:
            return ""
        return f"{rounded(item.key, sums.mean(item.key).value, books.statistics):.12g}"

    def _chart(self) -> Chart | None:
        """Draw the means of months, and the limits as dashed lines over the same months."""
        item = self._item
        if item is None or item.unit not in _UNITS or not self._months:
            return None
        drawn = [month for month in self._months if self._mean(month)]
        means = [self._statement(month, month, self._mean(month), item) for month in drawn]
        if not means:
            return None
        limits = [self._limit(one, drawn, item) for one in _LIMITS if item.kind is not Kind.WITHIN]
        return chart_of(
            [*means, *filter(None, limits)],
            name=f"item-{item.key}",
            title=f"{self._station.name} · {words.item_word(item)}",
            unit=_UNITS[item.unit],
            english=is_english(),
        )

    def _statement(self, first: str, last: str, printed: str, item: Item) -> Statement:
        reading = Drawn(
            key=f"{item.key}-{first}",
            printed=printed,
            first=date(int(first[:4]), int(first[5:]), 1),
            after=last_day(last) + timedelta(days=1),
            low=Decimal(printed),
            high=Decimal(printed),
            strand="mean",
        )
        return Statement(
            reading=reading,
            address=self._samples(first),
            period=words.period_word(first),
            source=_("本断面的测值"),
            source_address=self._samples(first),
            strand=_("月均值"),
        )

    def _limit(self, one: WaterClass, drawn: Sequence[str], item: Item) -> Statement | None:
        value = item.limits[self._station.body][one - 1]
        printed = f"{value:f}"
        stated = self._statement(drawn[0], drawn[-1], printed, item)
        word = _("%(class)s限值") % {"class": words.class_word(one)}
        reading = Drawn(
            key=f"limit-{one.value}",
            printed=printed,
            first=stated.reading.first,
            after=stated.reading.after,
            low=value,
            high=value,
            strand=f"limit-{one.value}",
            is_planned=True,
        )
        number = self._books.standard.pack.number if self._books else ""
        return Statement(
            reading=reading,
            address=self._samples(drawn[-1]),
            period=words.period_word(drawn[-1]),
            basis=word,
            source=number,
            strand=word,
        )


def limit_words(item: Item, station: Station) -> Iterator[str]:
    """Print the limits of an item for a kind of water."""
    limits = item.limits[station.body]
    if item.kind is Kind.WITHIN:
        yield f"{limits[0]:f}–{limits[1]:f}"
        return
    sign = "≥" if item.kind is Kind.AT_LEAST else "≤"
    for number, limit in enumerate(limits, 1):
        yield f"{words.class_word(WaterClass(number))} {sign} {limit:f}"


def class_word_of(item: Item, station: Station, reading: Reading) -> WaterClass | None:
    """Give the class of one reading; None where its ends lie in two classes."""
    best, worst = ends_of(item, station.body, reading)
    return best if best is worst else None
