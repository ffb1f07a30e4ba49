"""What is told of the cells of a table: what bars it, what is doubted, what is only noted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.kernel.errors import BaylineError
from bayline.systems.ecology.rules.heads import Column, Heads
from bayline.systems.ecology.rules.intake.coding import Coded
from bayline.systems.ecology.rules.intake.meaning import Known, Meanings, Moments, Wrong
from bayline.systems.ecology.rules.judging import judge_for
from bayline.systems.ecology.rules.readings import body_of
from bayline.systems.ecology.rules.sampling import day_of
from bayline.systems.ecology.terms import CannotReadError, Spot, Weight

MOST = 200  # spots of one kind that are told
Rows = NDArray[np.int64]


class Table(NamedTuple):
    """A table on its way in.

    Attributes:
        heads: What its columns are.
        row: Its heads as written.
        coded: Its cells.
    """

    heads: Heads
    row: Sequence[str]
    coded: Coded

    def spot(  # noqa: PLR0913 - what a spot says
        self,
        weight: Weight,
        word: str,
        row: int,
        place: int,
        *,
        why: str,
        do: str,
        zh: tuple[str, str],
    ) -> Spot:
        """Tell something about a cell."""
        return Spot(
            weight=weight,
            word=word,
            line=int(self.coded.lines[row]),
            head=self.row[place].strip(),
            place=place,
            value=self.coded.cell(row, place),
            why=why,
            do=do,
            zh=zh,
        )

    def rows_of(self, place: int, is_meant: NDArray[np.bool_]) -> Rows:
        """Give the rows that have one of some texts in a column."""
        if not is_meant.any():
            return np.empty(0, np.int64)
        return np.flatnonzero(is_meant[self.coded.codes[place]])


def sections_in(table: Table, known: Known) -> tuple[NDArray[np.int32], list[Spot]]:
    """Tell which section each row is of; -1 where that cannot be told, and why."""
    about = table.heads.about
    place = about.get("section_code", about.get("section", -1))
    read = known.by_code if "section_code" in about else known.by_text
    found = [read(text) for text in table.coded.texts[place]]
    numbers = np.array([one if isinstance(one, int) else -1 for one in found], np.int32)
    wrong = {number: one for number, one in enumerate(found) if not isinstance(one, int)}
    spots = [*_told(table, place, wrong, "section")]
    sections = numbers[table.coded.codes[place]]
    if "section_code" in about and "section" in about:
        spots += _misnamed(table, sections, known)
    return sections, spots


def _told(table: Table, place: int, wrong: Mapping[int, Wrong], word: str) -> Iterator[Spot]:
    is_wrong = np.zeros(len(table.coded.texts[place]), bool)
    is_wrong[[*wrong]] = True
    for row in table.rows_of(place, is_wrong)[:MOST]:
        why, do, zh = wrong[int(table.coded.codes[place][row])]
        yield table.spot(Weight.FAULT, word, int(row), place, why=why, do=do, zh=zh)


def _misnamed(table: Table, sections: NDArray[np.int32], known: Known) -> Iterator[Spot]:
    """Tell of names that are not those of the codes beside them."""
    place = table.heads.about["section"]
    texts = table.coded.texts[place]
    pairs = sections.astype(np.int64) * len(texts) + table.coded.codes[place]
    distinct, rows = np.unique(pairs, return_index=True)
    for pair, row in zip(distinct.tolist(), rows.tolist(), strict=True):
        number, text = pair // len(texts), texts[pair % len(texts)]
        if number >= 0 and text and text != known.stations[number].name:
            name = known.stations[number].name
            yield table.spot(
                Weight.FAULT,
                "misnamed",
                row,
                place,
                why=f"the section of this code is called {name}",
                do="correct the code or the name",
                zh=(f"这个编码的断面叫{name}", "请改正编码或名称"),
            )


def bodies_in(table: Table, sections: NDArray[np.int32], known: Known) -> Iterator[Spot]:
    """Tell of kinds of water that are not those of the register."""
    place = table.heads.about.get("water_body", -1)
    if place < 0:
        return
    texts = table.coded.texts[place]
    pairs = sections.astype(np.int64) * len(texts) + table.coded.codes[place]
    distinct, rows = np.unique(pairs, return_index=True)
    for pair, row in zip(distinct.tolist(), rows.tolist(), strict=True):
        number, text = pair // len(texts), texts[pair % len(texts)]
        wrong = _wrong_body(text, known, number)
        if wrong:
            why, do, zh = wrong
            yield table.spot(Weight.FAULT, "water_body", row, place, why=why, do=do, zh=zh)


def _wrong_body(text: str, known: Known, number: int) -> Wrong | None:
    try:
        body = body_of(text)
    except CannotReadError as wrong:
        return wrong.why, wrong.do, wrong.zh
    if number < 0 or body in (None, known.stations[number].body):
        return None
    registered = known.stations[number].body
    zh = {"river": "河流", "lake": "湖库"}[registered.value]
    return (
        f"the register has this section as {registered.value}",
        "correct the cell or the register",
        (f"断面名册里它是{zh}", "请改正这一格，或改断面名册"),
    )


def times_in(table: Table, moments: Moments, now: str) -> Iterator[Spot]:
    """Tell of times that name no day, lie in the future, or before any standard."""
    place = table.heads.about["time"]
    wrong: dict[int, Wrong] = {}
    late = {number for number, one in enumerate(moments.moments) if one > now}
    before = _before_standards({*moments.days})
    for text, rank in enumerate(moments.ranks.tolist()):
        if rank < 0:
            is_day = day_of(table.coded.texts[place][text]) is not None
            wrong[text] = _NO_CLOCK if is_day else _UNREAD
        elif rank in late:
            wrong[text] = (
                f"it lies in the future: it is {now[:16]} now",
                "correct the time",
                (f"还没有到这一天：现在是{now[:16]}", "请改正时间"),
            )
        elif moments.days[rank] in before:
            wrong[text] = before[moments.days[rank]]
    yield from _told(table, place, wrong, "time")


_UNREAD: Wrong = (
    "it names no day",
    "write it like 2021-11-05 or 2021-11-05 08:00",
    ("看不出是哪一天", "请写成2021-11-05或2021-11-05 08:00"),
)


_NO_CLOCK: Wrong = (
    "no day has that time",
    "write a time up to 23:59; 24:00 is 00:00 of the next day",
    ("一天里没有这个时刻", "请写到23:59为止，24:00是次日的00:00"),
)


def _before_standards(days: set[date]) -> dict[date, Wrong]:
    found: dict[date, Wrong] = {}
    for day in days:
        try:
            judge_for(day)
        except BaylineError as error:
            zh = error.zh
            said = (f"{zh.what}（{zh.why}）", zh.do) if zh else ("", "")
            found[day] = (f"{error.what}: {error.why}", error.do, said)
    return found


def units_in(table: Table) -> Iterator[Spot]:
    """Tell of heads that say no unit: their values are read in that of the standard."""
    unsaid = [one for one in table.heads.columns if not one.has_unit]
    if unsaid and len(table.coded.lines):
        listed = ", ".join(f"{one.head} {one.item.unit}" for one in unsaid)
        yield table.spot(
            Weight.NOTE,
            "unit_not_given",
            0,
            unsaid[0].place,
            why=f"these heads say no unit and are read in that of the standard: {listed}",
            do="",
            zh=(f"这些栏没有写单位，照标准的单位读：{listed}", ""),
        )


def values_in(table: Table, column: Column, meanings: Meanings) -> Iterator[Spot]:
    """Tell of the cells of one item: what cannot be read, what is empty, what lies below."""
    place, texts = column.place, table.coded.texts[column.place]
    wrong = {number: (one.why, one.do, one.zh) for number, one in meanings.wrong.items()}
    yield from _told(table, place, wrong, "value")
    for row in table.rows_of(place, np.array([not text for text in texts], bool))[:MOST]:
        yield table.spot(
            Weight.DOUBT,
            "empty",
            int(row),
            place,
            why="no value stands here",
            do="fill it in, or write -- where nothing was measured",
            zh=("这一格是空的", "请补上测值；确实没有测，请写--"),
        )
    is_none = [not one and bool(text) for one, text in zip(meanings.readings, texts, strict=True)]
    is_none = [one and number not in wrong for number, one in enumerate(is_none)]
    yield from _noted(table, place, np.array(is_none, bool), "not_measured", _NOT_MEASURED)
    is_below = meanings.is_value & ~meanings.is_exact
    yield from _noted(table, place, is_below, "bound", _BOUND)


_NOT_MEASURED = (
    "cells of this column that say that nothing was measured: {n}",
    "这一栏有{n}格写明没有测",
)
_BOUND = (
    "cells of this column that are bounds: {n}; those below detection count as half in means",
    "这一栏有{n}格只是界限，低于检出限的求均值时按一半计",
)


def _noted(
    table: Table, place: int, is_meant: NDArray[np.bool_], word: str, said: tuple[str, str]
) -> Iterator[Spot]:
    rows = table.rows_of(place, is_meant)
    if len(rows):
        why, zh = (one.format(n=len(rows)) for one in said)
        yield table.spot(Weight.NOTE, word, int(rows[0]), place, why=why, do="", zh=(zh, ""))
