"""Put cells and heads together: for each figure its attribute, subject, time, status and change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.tables.axes import (
    Containment,
    Path,
    columns_measure,
    containments,
    is_measure,
    joined,
    measured_by,
    merged,
)
from bayline.engines.chinese.tables.cells import figures
from bayline.engines.chinese.tables.grid import Grid
from bayline.engines.chinese.tables.heads import Head, head_of, time_of, units_of_note
from bayline.engines.chinese.terms import Interval, Quantity, Span, Statement
from bayline.engines.documents.terms import Cell, Stretch, Table
from bayline.kernel.statuses import Change, Status

_PERCENT = "%"
_PROGRESS = re.compile(r"进展|(?:完成|推进|落实|实施|办理)(?:情况|进度)")
_MOVED = re.compile(r"(?:增长|增加|上升|提高|下降|减少|降低)了?[^，。；\d]{0,4}$")
_COVERED = re.compile(r"(?P<what>(?:不含|不包括|包括|含|剔除|扣除)[^，。；（()）、]{1,24})")
_TO_DO = re.compile(r"(?:内容|任务|事项|实事)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStatement:
    """A statement and its place in its table.

    Attributes:
        statement: The statement, with the span of the cell.
        cell: Where the cell stands.
        row: Row of the cell, from 0, heads counted.
        col: Column of the cell, from 0.
        row_head: What names the row, "" if nothing does.
        col_head: What names the column.
        is_total_row: True in a row of 合计, 小计.
        is_total_col: True in a column of 合计, 小计.
        is_among: True in a row or column under 其中, which its parent already contains.
    """

    statement: Statement
    cell: Span
    row: int
    col: int
    row_head: str
    col_head: str
    is_total_row: bool = False
    is_total_col: bool = False
    is_among: bool = False


class _Named(NamedTuple):
    """Words for an attribute or a subject, and where they stand."""

    words: str | None = None
    span: Span | None = None


class _Side(NamedTuple):
    """What one row or column says of its figures."""

    path: Path
    measured: _Named  # as an attribute
    owner: _Named  # as a subject
    own_time: tuple[str, ...]
    is_among: bool = False


class TableReader:
    """Reads the figures of one table."""

    def __init__(
        self, text: str, table: Table, *, published: date | None, title: Span | None = None
    ) -> None:
        self._text = text
        self._title = fold(text[title.start : title.end]) if title else ""
        self._table = table
        self._published = published
        self._grid = Grid(text, table)
        self._caption = self._words_of(table.caption)
        self._units = units_of_note(self._words_of(table.unit_note))
        self._times: dict[tuple[str, ...], tuple[Interval | None, Interval | None]] = {}

    def statements(self) -> Iterator[TableStatement]:
        """Give one entry for each figure, row by row."""
        for cell in self._grid.figure_cells():
            row, column = self._rows.get(cell.row, _NO_SIDE), self._columns[cell.col]
            unit = self._unit(cell, row.path, column.path)
            falls = any(
                path.change is not None and path.change.falls for path in (row.path, column.path)
            )
            words = fold(self._text[cell.start : cell.end])
            for quantity in figures(words, cell.start, unit=unit, falls=falls):
                yield self._placed(cell, quantity, row, column)

    def _words_of(self, place: Stretch | None) -> str:
        return self._text[place.start : place.end] if place else ""

    @cached_property
    def _measured(self) -> str:
        """What the caption says is measured."""
        return measured_by(self._caption)

    @cached_property
    def _paths(self) -> dict[int, Path]:
        columns = {cell.col for cell in self._grid.figure_cells()}
        return {col: self._grid.column_path(col) for col in sorted(columns)}

    @cached_property
    def _columns_measure(self) -> bool:
        rows = [path for row, path in self._grid.rows.items() if not path.is_total]
        return columns_measure(list(self._paths.values()), rows)

    @cached_property
    def _columns(self) -> dict[int, _Side]:
        return self._sides(self._paths, measures=self._columns_measure)

    @cached_property
    def _rows(self) -> dict[int, _Side]:
        return self._sides(self._grid.rows, measures=not self._columns_measure)

    def _sides(self, paths: dict[int, Path], *, measures: bool) -> dict[int, _Side]:
        contained = containments(list(paths.values()))
        sides = {
            key: self._side(path, within, measures=measures)
            for (key, path), within in zip(paths.items(), contained, strict=True)
        }
        self._lend(sides)
        return sides

    def _lend(self, sides: dict[int, _Side]) -> None:
        """Let a side that says 增长, 占比 or 排名 take attribute and time of those before."""
        before = _NO_SIDE
        lent: tuple[str, ...] = ()
        for key, side in sides.items():
            if not _is_dependent(side.path):
                is_same = side.measured.words == before.measured.words
                lent = max(lent if is_same else (), side.own_time, key=self._last_day)
                before = side
                continue
            is_own = side.measured.words and not side.path.heads[-1].is_rank
            measured = side.measured if is_own else before.measured
            is_yearly = any("年均" in head.basis for head in side.path.heads)
            timed = side.own_time or (() if is_yearly else lent)
            sides[key] = side._replace(measured=_shared(measured, side.path), own_time=timed)

    def _last_day(self, passages: tuple[str, ...]) -> date:
        stated, assumed = self._time((*self._captioned(), *passages))
        interval = stated or assumed
        return (interval.last if interval else None) or date.min

    def _captioned(self) -> tuple[str, ...]:
        """What stands over the table: its caption, or without one the title of the document."""
        over = fold(self._caption) if self._caption else self._title
        return (over,) if over else ()

    def _side(self, path: Path, within: Containment, *, measures: bool) -> _Side:
        named = path.named
        if measures and within.parent:
            named = (within.parent, *named)
        words, span = joined(named)
        measured = _Named(words or None, Span(*span) if span else None)
        last = path.named[-1] if path.named else None
        owner = _Named(last.words, Span(*last.span) if last.span else None) if last else _Named()
        timed = tuple(words for words in path.passages if self._time((words,)) != (None, None))
        return _Side(path, measured, owner, timed, is_among=within.is_among)

    def _time(self, passages: tuple[str, ...]) -> tuple[Interval | None, Interval | None]:
        if passages not in self._times:
            self._times[passages] = time_of(passages, published=self._published)
        return self._times[passages]

    def _unit(self, cell: Cell, row: Path, column: Path) -> str:
        """Choose the unit of a cell: of the column, of the row, of the table."""
        if any(path.heads and path.heads[-1].is_rank for path in (row, column)):
            return "位"
        own = row.unit or self._grid.unit_of_row(cell.row)
        beside = own or self._lent_units.get(cell.row, "")
        if column.unit:
            return column.unit
        if _wants_ratio(column) or (_wants_ratio(row) and not beside):
            return _PERCENT
        return beside or self._unit_of_table(cell)

    @cached_property
    def _lent_units(self) -> dict[int, str]:
        """Give rows under 其中 the unit of the row they are part of."""
        contained = containments(list(self._grid.rows.values()))
        numbered = zip(self._grid.rows, contained, strict=True)
        return {number: within.parent.unit for number, within in numbered if within.parent}

    def _unit_of_table(self, cell: Cell) -> str:
        """Return the unit of the note or caption; of several, the one that is no ratio.

        As many units as columns with figures hold for them in turn: 单位：个、亩.
        """
        if not self._units:
            return self._caption_head.unit
        amounts = [unit for unit in self._units if unit not in {_PERCENT, "‰"}]
        return amounts[0] if len(amounts) == 1 else self._units_in_turn.get(cell.col, "")

    @cached_property
    def _units_in_turn(self) -> dict[int, str]:
        amounts = [unit for unit in self._units if unit not in {_PERCENT, "‰"}]
        plain = [col for col, path in self._paths.items() if not path.unit]
        found: dict[int, str] = {}
        for units, columns in ((amounts, plain), (self._units, list(self._paths))):
            if len(units) == len(columns):
                found |= zip(columns, units, strict=True)
        return found

    def _placed(self, cell: Cell, quantity: Quantity, row: _Side, column: _Side) -> TableStatement:
        measure, other = (column, row) if self._columns_measure else (row, column)
        attribute, subject = measure.measured, other.owner
        if attribute.words in {None, _share(measure.path)}:
            attribute, subject = self._from_caption(measure, other)
        elif not is_measure(attribute.words or "") and self._measured and not measure.path.unit:
            attribute = _Named(merged(attribute.words or "", self._measured))
        said = self._grid.period_of_row(cell.row)
        if said and not row.own_time and not any(head.planned for head in column.path.heads):
            row = row._replace(own_time=(said,))
        time, assumed = self._period(row, column)
        heads = (*row.path.heads, *column.path.heads)
        whose, covered = self._scope(cell.row)
        subject = subject if subject.words else whose
        statement = Statement(
            quantity=quantity,
            sentence=Span(*self._grid.row_span(cell.row)),
            attribute=attribute.words,
            attribute_span=attribute.span,
            subject=subject.words,
            subject_span=subject.span,
            status=self._status(
                heads, time or assumed, is_dated=bool(row.own_time or column.own_time)
            ),
            change=_change(row.path, column.path, quantity, moved=self._moved(cell, quantity)),
            time=time,
            time_assumed=assumed,
            place=None,
            basis=tuple(
                dict.fromkeys((*(word for head in heads for word in head.basis), *covered))
            ),
            why=("table", "columns-measure" if self._columns_measure else "rows-measure"),
        )
        return TableStatement(
            statement=statement,
            cell=Span(cell.start, cell.end),
            row=cell.row,
            col=cell.col,
            row_head=_printed(row.path),
            col_head=_printed(column.path),
            is_total_row=row.path.is_total,
            is_total_col=column.path.is_total,
            is_among=row.is_among or column.is_among,
        )

    def _moved(self, cell: Cell, quantity: Quantity) -> bool:
        """Whether a cell says itself that its figure is a growth: 增长6%."""
        return _MOVED.search(fold(self._text[cell.start : quantity.outer_start])) is not None

    def _scope(self, row: int) -> tuple[_Named, tuple[str, ...]]:
        """Whose a row is by its column 口径, and what it covers: 全市（含港区）."""
        cell = self._grid.scope_of_row(row)
        if cell is None:
            return _Named(), ()
        words = self._text[cell.start : cell.end]
        covered = tuple(match["what"] for match in _COVERED.finditer(fold(words)))
        is_bare = bool(covered) and fold(words).startswith(covered[0])
        return (_Named() if is_bare else _Named(words, Span(cell.start, cell.end))), covered

    def _from_caption(self, measure: _Side, other: _Side) -> tuple[_Named, _Named]:
        """Take what the caption measures; without one the other side is an attribute itself."""
        measured = self._measured
        if measured and self._table.caption:
            at = self._text.find(measured, self._table.caption.start, self._table.caption.end)
            span = Span(at, at + len(measured)) if at >= 0 else None
            return _shared(_Named(measured, span), measure.path), other.owner
        if other.measured.words:
            return _shared(other.measured, measure.path), _Named()
        return measure.measured, _Named()

    def _period(self, row: _Side, column: _Side) -> tuple[Interval | None, Interval | None]:
        """Date a figure by its heads in the light of the caption; the narrower head decides."""
        caption = self._captioned()
        across = self._time((*caption, *row.own_time, *column.own_time))
        if not (self._caption or row.own_time or column.own_time):
            return None, across[0] or across[1]  # only the title of the document says when
        if not (row.own_time and column.own_time):
            return across
        along = self._time((*caption, *column.own_time, *row.own_time))
        return min(across, along, key=_days)

    @cached_property
    def _caption_head(self) -> Head:
        return head_of(self._caption, 0, len(self._caption))

    @cached_property
    def _is_plan(self) -> bool:
        """Whether the caption speaks of targets."""
        return self._caption_head.planned

    @cached_property
    def _tells_plans(self) -> bool:
        """Whether heads tell targets from what was reached: 2020年 beside 2025年目标."""
        paths = (*self._paths.values(), *self._grid.rows.values())
        return any(head.planned for path in paths for head in path.heads)

    def _is_to_do(self, head: Head) -> bool:
        """Tell 项目内容 beside 进展情况: what was promised, beside what came of it."""
        return self._tells_progress and _TO_DO.search(head.text) is not None

    @cached_property
    def _tells_progress(self) -> bool:
        return any(
            _PROGRESS.search(head.text) for path in self._paths.values() for head in path.heads
        )

    def _status(
        self, heads: tuple[Head, ...], interval: Interval | None, *, is_dated: bool
    ) -> Status:
        is_later = (
            self._published is not None
            and interval is not None
            and interval.first is not None
            and interval.first > self._published
        )
        is_own = any(head.planned or self._is_to_do(head) for head in heads)
        is_planned = is_later or is_own or (self._is_plan and not (is_dated and self._tells_plans))
        return Status.PLANNED if is_planned else Status.ACTUAL


_NO_SIDE = _Side(Path(), _Named(), _Named(), ())


def _is_dependent(path: Path) -> bool:
    return (
        path.change is not None or bool(path.heads and path.heads[-1].is_rank) or bool(_share(path))
    )


def _share(path: Path) -> str:
    return path.heads[-1].share if path.heads else ""


def _shared(measured: _Named, path: Path) -> _Named:
    """Put 占比 behind what it is a share of; the words are then pieced together."""
    share = _share(path)
    return _Named(f"{measured.words or ''}{share}") if share else measured


def _wants_ratio(path: Path) -> bool:
    return bool(path.heads) and path.heads[-1].is_ratio


def _change(row: Path, column: Path, quantity: Quantity, *, moved: bool) -> Change | None:
    """Say what a figure tells of a movement; growth in points is a delta."""
    head = column.change or row.change
    if not moved and (head is None or head.change is None):
        return None
    return Change.GROWTH if quantity.unit == "1" else Change.DELTA


def _days(times: tuple[Interval | None, Interval | None]) -> int:
    interval = times[0] or times[1]
    if interval is None or interval.first is None or interval.last is None:
        return 10**6
    return (interval.last - interval.first).days


def _printed(path: Path) -> str:
    return " ".join(head.text for head in path.heads if head.text)
