"""Taking concentrations of the air in: days or hours of stations, kept as they are written."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules.airing import ABOUT, rows_in, start_of
from bayline.systems.ecology.rules.airing import Row as AirRow
from bayline.systems.ecology.rules.intake.doubting_air import empties, slips
from bayline.systems.ecology.rules.intake.keeping import Cells, Head
from bayline.systems.ecology.rules.intake.summing import NOTHING
from bayline.systems.ecology.rules.intake.taking import Intake, Stretch, Wish
from bayline.systems.ecology.rules.intake.uneven import uneven_row
from bayline.systems.ecology.rules.sampling import has_clock, moment_of
from bayline.systems.ecology.terms import Spot, Weight

_MONTH = 7
_ABOVE = 10  # rows among which the heads are looked for
_ABOUT = ("station", "time")
Rows = Sequence[tuple[int, Sequence[str]]]
Kept = Callable[[str, str], Mapping[str, Mapping[str, str]]]  # of station and month, by moment


class AirStation(NamedTuple):
    """A station of air, as it is registered."""

    code: str
    name: str
    point: str = ""


class _Placed(NamedTuple):
    line: int
    station: str
    moment: str
    time: str
    cells: Sequence[str]


def taken_air(
    rows: Rows,
    stations: Collection[AirStation],
    kept: Kept,
    wish: Wish,
    *,
    where: str,
    hourly: bool,
) -> Intake:
    """Look at a table of concentrations.

    Args:
        rows: Line and cells of each row that is not empty, the heads first.
        stations: The stations that are registered.
        kept: Gives the cells that are kept of a station and month, by moment and head.
        wish: How it is to be taken in.
        where: The file, for refusals.
        hourly: Whether the rows are hours; else days.

    Raises:
        BaylineError: A cell cannot be read, or the heads name no pollutant.
    """
    rows = rows[start_of([cells for _, cells in rows[:_ABOVE]], hourly=hourly) :]
    unread, read = rows_in(rows, where=where, hourly=hourly)
    found = [*read]
    if not found:
        raise _nothing(where)
    heads = [head.strip() for head in rows[0][1]]
    places = [number for number, head in enumerate(heads) if _is_read(head, unread)]
    known = {name: one.code for one in stations for name in (one.name, one.code)}
    placed, spots = _placed(rows[1:], found, known, wish, places)
    own = [heads[place] for place in places]
    same = {one.line for one in placed if wish.skips_known and _is_same(one, own, kept)}
    placed = [one for one in placed if one.line not in same]
    spots += _known(placed, kept, wish)
    for (line, cells), row in zip(rows[1:], found, strict=True):
        if len(cells) != len(heads):
            spots.append(uneven_row(line, cells, len(heads)))
        spots += (_held(one, wish) for one in (*empties(line, cells, heads, places), *slips(row)))
    return Intake(
        spots=tuple(sorted(spots, key=lambda one: one.line)),
        samples=len(found),
        skipped=len(same),
        heads={heads[place]: Head(heads[place], place, "1") for place in places},
        unread=unread,
        stretches=lambda: _stretches(placed, own),
    )


def _nothing(where: str) -> BaylineError:
    return BaylineError(
        "the table has heads and no rows",
        where=where,
        do="add the concentrations below the heads",
        zh=Words("表里只有栏名，没有浓度", do="请在栏名下面写上浓度"),
    )


def _held(spot: Spot, wish: Wish) -> Spot:
    return spot._replace(weight=Weight.NOTE, do="", zh=(spot.zh[0], "")) if wish.holds else spot


def _is_read(head: str, unread: Sequence[str]) -> bool:
    plain = head.casefold()
    return bool(plain) and plain not in unread and fold(plain) not in _NOT_ITEMS


_NOT_ITEMS = frozenset(word for words in ABOUT.values() for word in words)


def _placed(
    rows: Rows,
    read: Sequence[AirRow],
    known: Mapping[str, str],
    wish: Wish,
    places: Sequence[int],
) -> tuple[list[_Placed], list[Spot]]:
    placed, spots = [], []
    seen: dict[tuple[str, str], int] = {}
    for (line, cells), row in zip(rows, read, strict=True):
        code, moment = known.get(row.station, ""), moment_of(row.time)
        before = seen.setdefault((code, moment), line) if code else line
        spots += [
            Spot(Weight.FAULT, word, line, head, -1, value, *said)
            for word, head, value, said in _wrong(row, code, moment, before, wish)
        ]
        placed.append(
            _Placed(line, code, moment, row.time, [_cell(cells, place) for place in places])
        )
    return placed, spots


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


_Said = tuple[str, str, tuple[str, str]]


def _wrong(
    row: AirRow, code: str, moment: str, before: int, wish: Wish
) -> Iterator[tuple[str, str, str, _Said]]:
    if not code:
        said = (
            "no station of that code or name is registered",
            "correct it, or add the station to the register",
            ("空气站点名册里没有这个编码或名称", "请改正，或先登记站点"),
        )
        yield "station", "station", row.station, said
    if not has_clock(moment, last="24:00:00"):
        said = ("no day has that time", "correct it", ("一天里没有这个时刻", "请改正时间"))
        yield "time", "time", row.time, said
    if moment > wish.now:
        said = ("it lies in the future", "correct the time", ("还没有到这一天", "请改正时间"))
        yield "time", "time", row.time, said
    if before != row.line:
        said = (
            f"station and time stand in row {before} already",
            "leave the row that holds",
            (f"站点与时间在第{before}行已有", "请只留对的一行"),
        )
        yield "duplicate", "time", row.time, said


def _is_same(one: _Placed, heads: Sequence[str], kept: Kept) -> bool:
    """Tell whether a row is kept already with the same cells."""
    if not one.station:
        return False
    before = kept(one.station, one.moment[:_MONTH]).get(one.moment)
    return before is not None and _filled(before) == _filled(
        dict(zip(heads, one.cells, strict=True))
    )


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {head: text for head, text in cells.items() if text}


def _known(placed: Sequence[_Placed], kept: Kept, wish: Wish) -> Iterator[Spot]:
    for one in placed:
        if one.station and one.moment in kept(one.station, one.moment[:_MONTH]):
            yield Spot(
                Weight.NOTE if wish.corrects else Weight.FAULT,
                "corrected" if wish.corrects else "kept_already",
                one.line,
                "time",
                -1,
                one.time,
                "station and time are kept already",
                "" if wish.corrects else "take the row out, or import it as a correction",
                (
                    "站点与时间已经入库",
                    "" if wish.corrects else "请删去这一行，或按更正导入",
                ),
            )


def _stretches(placed: Sequence[_Placed], heads: Sequence[str]) -> Iterator[Stretch]:
    parts: dict[tuple[str, str], list[_Placed]] = {}
    for one in placed:
        parts.setdefault((one.station, one.moment[:_MONTH]), []).append(one)
    for (station, month), some in sorted(parts.items()):
        own = sorted(some, key=lambda one: one.moment)
        yield Stretch(
            section=station,
            month=month,
            first=own[0].moment,
            last=own[-1].moment,
            cells=Cells(
                lines=[one.line for one in own],
                times=[one.time for one in own],
                names=[],
                items={
                    head: [one.cells[number] for one in own] for number, head in enumerate(heads)
                },
            ),
            sums=NOTHING,
        )


def rows_kept(cells: Cells, station: str, *, hourly: bool, where: str) -> list[AirRow]:
    """Read concentrations out of the cells that are kept, as they were read when they came.

    Raises:
        BaylineError: An edition is missing that was there when they came.
    """
    heads = [*cells.items]
    rows: list[tuple[int, Sequence[str]]] = [(0, [*_ABOUT, *heads])]
    for number, line in enumerate(cells.lines):
        own = [cells.items[head][number] for head in heads]
        rows.append((line, [station, cells.times[number], *own]))
    return [*rows_in(rows, where=where, hourly=hourly)[1]]
