"""From a table of samples to what is kept of it, or to why it is refused.

Nothing of a table is kept while anything in it is wrong. What is only doubted bars it until
somebody says that it holds.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.heads import Column, Heads, heads_of
from bayline.systems.ecology.rules.intake import doubling, doubting, looking
from bayline.systems.ecology.rules.intake.coding import Coder
from bayline.systems.ecology.rules.intake.doubting import Ordered, Usual
from bayline.systems.ecology.rules.intake.keeping import Cells, Head, merged
from bayline.systems.ecology.rules.intake.looking import Table
from bayline.systems.ecology.rules.intake.meaning import (
    Known,
    Meanings,
    Moments,
    meanings_in,
    moments_in,
)
from bayline.systems.ecology.rules.intake.summing import (
    Readings,
    Sums,
    added,
    classes_of,
    readings_at,
    summed,
    sums_of,
)
from bayline.systems.ecology.rules.judging import Judge, judge_for
from bayline.systems.ecology.terms import Sample, Spot, Station, WaterBody, Weight

_MONTH = 7  # characters of a moment that name its month


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a table is to be taken in.

    Attributes:
        now: The present moment, as `moment_of` writes moments.
        holds: Whether somebody says that what is doubted holds.
        skips_known: Whether samples that are kept with the same values are passed over, as feeds
            send them again.
        corrects: Whether samples with other values take the place of those kept.
        below_counts: As what part of its limit a reading below detection counts in means.
    """

    now: str
    holds: bool = False
    skips_known: bool = False
    corrects: bool = False
    below_counts: Decimal = Decimal("0.5")


class Past(NamedTuple):
    """What is kept already.

    Attributes:
        usual: Gives the mean of each item of a section.
        months: Sections and months of which there are samples.
        kept: Gives the samples of a section and month.
    """

    usual: Usual
    months: Collection[tuple[str, str]]
    kept: Callable[[str, str], Sequence[Sample]]


NO_PAST = Past(lambda _section: {}, (), lambda _section, _month: ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The samples of a section in a month, as they are kept.

    Attributes:
        section: The code of the section.
        month: The month.
        first: The first moment.
        last: The last.
        cells: Their cells.
        sums: What they add to the sums of the month.
    """

    section: str
    month: str
    first: str
    last: str
    cells: Cells
    sums: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A table that was looked at.

    Attributes:
        spots: What is told of its cells, in the order of rows.
        samples: How many samples it holds.
        skipped: How many of them are kept already with the same values and are passed over.
        heads: Its columns of readings.
        unread: Heads that mean nothing here.
        stretches: Gives what is kept of it.
    """

    spots: tuple[Spot, ...]
    samples: int
    skipped: int
    heads: Mapping[str, Head]
    unread: tuple[str, ...]
    stretches: Callable[[], Iterator[Stretch]] = field(repr=False)

    def of(self, weight: Weight) -> tuple[Spot, ...]:
        """Give the spots of one weight."""
        return tuple(one for one in self.spots if one.weight is weight)

    @property
    def bars(self) -> tuple[Spot, ...]:
        """Give what bars the table: faults, and what is doubted."""
        return tuple(one for one in self.spots if one.weight is not Weight.NOTE)

    @property
    def words(self) -> Counter[str]:
        """Count the spots by their word."""
        return Counter(one.word for one in self.spots)


def taken(
    table: tuple[Sequence[str], Coder],
    stations: Sequence[Station],
    past: Past,
    wish: Wish,
    *,
    where: str,
) -> Intake:
    """Look at a table of samples.

    Args:
        table: Its heads, and what codes its columns.
        stations: The sections that are registered.
        past: What is kept already.
        wish: How it is to be taken in.
        where: The file, for refusals.

    Raises:
        BaylineError: No head is an item, or section or time have no column.
    """
    row, code = table
    heads = heads_of(row, packs.water_standard(packs.latest(packs.WATER)), where=where)
    _refuse_unplaced(heads, where)
    places = [*heads.about.values(), *(one.place for one in heads.columns)]
    coded = code(places, len(row))
    if not len(coded.lines) and not coded.uneven:
        raise _nothing(where)
    return _Looked(Table(heads, row, coded), Known(stations), past, wish).intake()


def _nothing(where: str) -> BaylineError:
    return BaylineError(
        "the table has heads and no samples",
        where=where,
        do="add the samples below the heads",
        zh=Words("表里只有栏名，没有样品", do="请在栏名下面写上样品"),
    )


def _refuse_unplaced(heads: Heads, where: str) -> None:
    for names, zh in ((("section", "section_code"), "断面"), (("time",), "时间")):
        if not any(name in heads.about for name in names):
            raise BaylineError(
                f"no column says the {names[0]}",
                where=where,
                why="a sample is kept by section and time",
                do=f"add a column {names[0]}",
                zh=Words(f"没有{zh}栏", "样品按断面和时间存", f"请加{zh}栏"),
            )


class _Looked:
    """A table that was looked at, with all that follows from it."""

    def __init__(self, table: Table, known: Known, past: Past, wish: Wish) -> None:
        self._table, self._known, self._past, self._wish = table, known, past, wish
        self._written: dict[int, NDArray[np.object_]] = {}
        self._sections, self._spots = looking.sections_in(table, known)
        self._spots += table.coded.uneven
        self._moments = self._read_times()
        ranks = self._moments.ranks[table.coded.codes[table.heads.about["time"]]]
        self._ordered = _ordered(self._sections, ranks)
        self._spots += looking.bodies_in(table, self._sections, known)
        self._spots += looking.units_in(table)
        self._columns = [self._read_column(one) for one in table.heads.columns]
        if len(self._ordered.rows):
            self._look_beside()
        self._skipped = 0
        self._ordered = self._without_known()

    def _read_times(self) -> Moments:
        moments = moments_in(self._table.coded.texts[self._table.heads.about["time"]])
        self._spots += looking.times_in(self._table, moments, self._wish.now)
        return moments

    def _read_column(self, column: Column) -> Readings:
        meanings = meanings_in(self._table.coded.texts[column.place], column)
        self._spots += looking.values_in(self._table, column, meanings)
        return Readings(column.item, meanings, self._table.coded.codes[column.place])

    def _look_beside(self) -> None:
        table, ordered = self._table, self._ordered
        read: list[tuple[Column, Meanings]] = []
        for column, own in zip(table.heads.columns, self._columns, strict=True):
            read.append((column, own.meanings))
            self._spots += doubting.slips_in(
                table, column, own.meanings, ordered, self._past.usual, self._known
            )
        self._spots += doubting.oxygen_in(table, read, ordered.rows)
        self._spots += doubting.gaps_in(table, self._moments, ordered)
        self._spots += doubling.doubles_in(table, self._columns, ordered)

    def _month_of(self, rank: int) -> str:
        return self._moments.moments[rank][:_MONTH]

    def _starts(self, ordered: Ordered) -> NDArray[np.int64]:
        """Give where the rows of each section and month begin."""
        if not len(ordered.rows):
            return np.empty(0, np.int64)
        months = np.array([self._month_of(rank) for rank in range(len(self._moments.moments))])
        _, numbers = np.unique(months, return_inverse=True)
        own = numbers[ordered.ranks]
        is_new = (ordered.sections[1:] != ordered.sections[:-1]) | (own[1:] != own[:-1])
        return np.flatnonzero(np.r_[True, is_new])

    def _parts(self, ordered: Ordered) -> Iterator[tuple[str, str, int, int]]:
        starts = self._starts(ordered)
        if not len(starts):
            return
        ends = [*starts[1:].tolist(), len(ordered.rows)]
        for start, end in zip(starts.tolist(), ends, strict=True):
            section = self._known.stations[int(ordered.sections[start])].code
            yield section, self._month_of(int(ordered.ranks[start])), start, end

    def _without_known(self) -> Ordered:
        """Leave out what is kept already with the same values, where that is wished."""
        ordered = self._ordered
        if not self._past.months:
            return ordered
        is_left = np.ones(len(ordered.rows), bool)
        for section, month, start, end in self._parts(ordered):
            if (section, month) in self._past.months:
                rows = ordered.rows[start:end]
                times = [self._moments.moments[rank] for rank in ordered.ranks[start:end].tolist()]
                kept = {one.time: one for one in self._past.kept(section, month)}
                found = doubling.compared(self._columns, rows, times, kept)
                for row, is_same in found:
                    if is_same and self._wish.skips_known:
                        is_left[start + int(np.flatnonzero(rows == row)[0])] = False
                    else:
                        self._spots.append(
                            doubling.known_spot(
                                self._table, row, is_same=is_same, corrects=self._wish.corrects
                            )
                        )
        self._skipped = int((~is_left).sum())
        return ordered.part(is_left)

    def intake(self) -> Intake:
        """Give what was found."""
        spots = [self._held(one) for one in self._spots]
        return Intake(
            spots=tuple(sorted(spots, key=lambda one: (one.line, one.place))),
            samples=len(self._table.coded.lines) + len(self._table.coded.uneven),
            skipped=self._skipped,
            heads={
                one.item.key: Head(one.head, one.place, str(one.factor))
                for one in self._table.heads.columns
            },
            unread=self._table.heads.unread,
            stretches=self._stretches,
        )

    def _held(self, spot: Spot) -> Spot:
        is_held = self._wish.holds and spot.weight is Weight.DOUBT
        return spot._replace(weight=Weight.NOTE, do="", zh=(spot.zh[0], "")) if is_held else spot

    def _stretches(self) -> Iterator[Stretch]:
        ordered = self._ordered
        if not len(ordered.rows):
            return
        sums = self._sums(ordered)
        for number, (section, month, start, end) in enumerate(self._parts(ordered)):
            own = ordered.part(slice(start, end))
            is_new = (section, month) not in self._past.months
            yield Stretch(
                section=section,
                month=month,
                first=self._moments.moments[int(own.ranks[0])],
                last=self._moments.moments[int(own.ranks[-1])],
                cells=self._cells(own),
                sums=sums[number] if is_new else self._more(section, month, own),
            )

    def _sums(self, ordered: Ordered) -> list[Sums]:
        columns = [
            one._replace(codes=one.codes[ordered.rows])
            for one in self._columns
            if one.item.limits or one.item.number == 0
        ]
        classes = np.zeros(len(ordered.rows), np.int8)
        for judge, body, rows in self._judges(ordered):
            classes[rows] = classes_of(columns, body, judge, rows)
        _, days = np.unique([day.toordinal() for day in self._moments.days], return_inverse=True)
        return [
            *summed(
                columns,
                classes,
                days[ordered.ranks].astype(np.int32),
                self._starts(ordered),
                self._wish.below_counts,
            )
        ]

    def _judges(self, ordered: Ordered) -> Iterator[tuple[Judge, WaterBody, NDArray[np.int64]]]:
        """Give which rows are judged by which documents, for each kind of water."""
        judges = [judge_for(day) for day in self._moments.days]
        distinct = [*dict.fromkeys(judges)]
        of_rank = np.array([distinct.index(one) for one in judges], np.int32)[ordered.ranks]
        bodies = np.array([one.body.value for one in self._known.stations])[ordered.sections]
        for number, judge in enumerate(distinct):
            for body in WaterBody:
                rows = np.flatnonzero((of_rank == number) & (bodies == body.value))
                if len(rows):
                    yield judge, body, rows

    def _cells(self, own: Ordered) -> Cells:
        coded_table, about = self._table.coded, self._table.heads.about
        return Cells(
            lines=coded_table.lines[own.rows].tolist(),
            times=self._texts(about["time"], own.rows),
            names=self._texts(about["sample"], own.rows) if "sample" in about else [],
            items={
                one.item.key: self._texts(one.place, own.rows) for one in self._table.heads.columns
            },
        )

    def _texts(self, place: int, rows: NDArray[np.int64]) -> list[str]:
        if place not in self._written:
            self._written[place] = np.array(self._table.coded.texts[place], object)
        found: list[str] = self._written[place][self._table.coded.codes[place][rows]].tolist()
        return found

    def _more(self, section: str, month: str, own: Ordered) -> Sums:
        """Give what samples add to those that are kept of their section and month."""
        before = [*self._past.kept(section, month)]
        body = self._known.stations[int(own.sections[0])].body
        new = [
            Sample(
                line=int(self._table.coded.lines[row]),
                name="",
                section=section,
                time=self._moments.moments[rank],
                day=self._moments.days[rank],
                body=body,
                readings=readings_at(self._columns, row),
            )
            for row, rank in zip(own.rows.tolist(), own.ranks.tolist(), strict=True)
        ]
        after = merged([before, new])
        counts = self._wish.below_counts
        return added([sums_of(after, counts), sums_of(before, counts)], sign=-1)


def _ordered(sections: NDArray[np.int32], ranks: NDArray[np.int32]) -> Ordered:
    good = np.flatnonzero((sections >= 0) & (ranks >= 0))
    most = int(ranks.max(initial=0)) + 1
    keys = sections[good].astype(np.int64) * most + ranks[good]
    rows = good[np.argsort(keys, kind="stable")]
    return Ordered(rows, sections[rows], ranks[rows])
