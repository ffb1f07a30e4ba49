"""What a table must be before anything is measured, and its years as grids."""

import numpy as np

from bayline.engines.regional.arrays import Floats, Whole
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.industry.rules.refusals import bad_cell, no_measure
from bayline.systems.industry.terms import Table
from bayline.systems.industry.terms import Words as Names

YEAR_LENGTH = 4
_LARGEST, _SMALLEST = 1e100, 1e-100  # whose squares and quotients are still numbers
CELLS_MAX = 100_000_000  # regions times industries times years: what a machine holds in memory


def refuse_unsound(table: Table) -> None:
    """Refuse a table that cannot be measured at all.

    Raises:
        BaylineError: It is empty or too large, a cell is blank, no number, negative, or no year, or
            two records are of the same region, industry and year.
    """
    if not table.length:
        raise no_measure(
            table,
            "the table has no rows",
            why="there is nothing to measure",
            do="write a row for each region and industry",
            zh=Words("表里没有数据行", "没有可计算的内容", "请每个地区、每个行业写一行"),
        )
    for role, names in table.words.items():
        _refuse_blank(table, role, names)
    for role, numbers in table.numbers.items():
        _refuse_no_number(table, role, numbers)
    if "year" in table.words:
        _refuse_no_year(table, table.words["year"])
    refuse_doubles(table)
    for role in ("classification", "basis"):
        if role in table.words:
            _refuse_mixed(table, role)


def _refuse_blank(table: Table, role: str, names: Names) -> None:
    if "" in names.names:
        record = int(np.argmax(names.codes == names.names.index("")))
        raise bad_cell(
            table,
            record,
            role,
            why="it is empty",
            do="fill it in, or leave the whole column out if it is not needed",
            zh=("没有填", "请填上；整栏都用不着就删去这一栏"),
        )


def _refuse_no_number(table: Table, role: str, numbers: Floats) -> None:
    wrong = ~np.isfinite(numbers)
    if wrong.any():
        record = int(np.argmax(wrong))
        is_blank = not table.look(record, role).text.strip()
        raise bad_cell(
            table,
            record,
            role,
            why="it is empty, which is not the same as 0" if is_blank else "it is no number",
            do="write 0 where there is nothing, or find the number"
            if is_blank
            else "write digits, such as 20600 or 0.5, without commas and units",
            zh=("没有填，这不等于0", "没有就写0，不知道就查清楚")
            if is_blank
            else ("不是数", "请只写数字，如20600或0.5，不要逗号和单位"),
        )
    beyond = (np.abs(numbers) > _LARGEST) | ((numbers != 0) & (np.abs(numbers) < _SMALLEST))
    if beyond.any():
        raise bad_cell(
            table,
            int(np.argmax(beyond)),
            role,
            why="it is beyond all that is counted, and its square is no number of a machine",
            do="check the digits, or write all in a larger or smaller unit",
            zh=("大小超出一切可数的量，平方以后机器表示不了", "请核对位数，或整表换一个单位"),
        )
    negative = numbers < 0
    if negative.any():
        raise bad_cell(
            table,
            int(np.argmax(negative)),
            role,
            why="it is negative, and shares of a total with negative parts mean nothing",
            do="take a quantity that cannot be negative, such as employment or output",
            zh=("是负数，含负数的总量算不出份额", "请用不会是负数的量，如从业人数、产值"),
        )


def _refuse_no_year(table: Table, years: Names) -> None:
    for code, name in enumerate(years.names):
        if not (name.isascii() and name.isdigit() and len(name) == YEAR_LENGTH):
            raise bad_cell(
                table,
                int(np.argmax(years.codes == code)),
                "year",
                why="it is no year",
                do="write four digits, such as 2021",
                zh=("不是年份", "请写四位数字，如2021"),
            )


def refuse_doubles(table: Table) -> None:
    """Refuse two records of the same region, industry and year, naming both rows.

    Raises:
        BaylineError: There are such records, or more places than a machine can hold.
    """
    keys, size = _keys(table)
    if size > CELLS_MAX:
        raise no_measure(
            table,
            f"regions, industries and years make {size} places",
            why=f"at most {CELLS_MAX} are measured at once",
            do="measure some of the years, or fewer industries",
            zh=Words(
                f"地区、行业、年份共有{size}格", f"一次最多{CELLS_MAX}格", "请分年或分行业计算"
            ),
        )
    counts = np.bincount(keys, minlength=1)
    if len(counts) and counts.max() > 1:
        raise _double(table, keys, int(np.argmax(counts > 1)))


def _double(table: Table, keys: Whole, key: int) -> BaylineError:
    first, second = map(int, np.flatnonzero(keys == key)[:2])
    row = table.look(first, "region").row
    return bad_cell(
        table,
        second,
        "region",
        why=f"row {row} is of the same region, industry and year already",
        do="keep one of them, or add them up",
        zh=(f"第{row}行已经是同一地区、行业、年份", "请只留一行，或先加总"),
    )


def _keys(table: Table) -> tuple[Whole, int]:
    """Number the places of the records, and count the places there are."""
    keys = np.zeros(table.length, dtype=np.intp)
    size = 1
    for role in ("year", "region", "industry"):
        if role in table.words:
            names, codes = table.words[role]
            keys = keys * len(names) + codes
            size *= len(names)
    return keys, size


def _refuse_mixed(table: Table, role: str) -> None:
    """Refuse a year that holds two classifications, or two bases."""
    codes = table.words[role].codes
    years = table.words["year"].codes if "year" in table.words else np.zeros_like(codes)
    for year in np.unique(years):
        there = np.flatnonzero(years == year)
        apart = codes[there] != codes[there[0]]
        if apart.any():
            first = table.look(int(there[0]), role)
            raise bad_cell(
                table,
                int(there[np.argmax(apart)]),
                role,
                why=f"row {first.row} of the same year says “{first.text}”; these do not add up",
                do="keep those of one kind, or convert one into the other first",
                zh=(
                    f"同一年的第{first.row}行是“{first.text}”，不能相加",
                    "请只留一种，或先换算成一种",
                ),
            )
