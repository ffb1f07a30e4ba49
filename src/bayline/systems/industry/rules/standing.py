"""What a grid must be for a measure to mean something; each refusal names a row of the file."""

import numpy as np

from bayline.engines.regional.arrays import Flags, Floats
from bayline.kernel.errors import Words
from bayline.systems.industry.rules.refusals import bad_cell, no_measure, of_year, of_year_zh
from bayline.systems.industry.terms import Grid

_CALLED_TOTALS = frozenset({"合计", "总计", "小计", "total", "subtotal", "grand total"})
_TOTAL_OF = 3  # parts that a total has, and columns it shows in; of fewer, it may be chance
_EXACT = 1e-12


def whole_of(grid: Grid, *, may_lack: bool = False) -> Floats:
    """Give what each region is compared with: as the table says it, or the sum of all regions.

    Args:
        grid: What is to be measured.
        may_lack: Whether the whole may lack an industry.

    Returns:
        A row for all regions, or one for each; no number in it is zero unless it may lack some.

    Raises:
        BaylineError: There is one region only, or an industry of the whole is zero.
    """
    if grid.whole is not None:
        if grid.against == "rest":
            refuse_one_region(grid)
        whole = grid.whole
    elif grid.other is not None:
        refuse_gaps(grid)
        whole = grid.other
    else:
        refuse_one_region(grid)
        whole = grid.value.sum(axis=0)
    _refuse_zero_whole(grid, whole.sum(axis=-1, keepdims=True) if may_lack else whole)
    return whole


def _refuse_zero_whole(grid: Grid, whole: Floats) -> None:
    if (whole > 0).all():
        return
    row, column = divmod(int(np.argmin(whole > 0)), whole.shape[-1])
    is_all = whole.shape[-1] < len(grid.industries)
    industry = "" if is_all else grid.industries[column]
    region = grid.regions[row] if whole.ndim > 1 else ""
    said, said_zh = (
        ("no industry", "各行业")
        if is_all
        else (f"nothing of industry “{industry}”", f"行业“{industry}”")
    )
    raise bad_cell(
        grid.table,
        first_record(grid, region=region, industry=industry),
        "other" if grid.against == "other" else "value",
        why=f"what it is compared with has {said}{of_year(grid)}, and 0 compares with nothing",
        do="leave the industry out, or compare with something else",
        zh=(
            f"{of_year_zh(grid)}所比的总体中{said_zh}为0，无法和0相比",
            "请去掉这个行业，或换一个总体",
        ),
    )


def first_record(grid: Grid, *, region: str = "", industry: str = "") -> int:
    """Find the first record of a region, of an industry, or of both."""
    matches = np.ones(len(grid.records), dtype=np.bool_)
    for role, name in (("region", region), ("industry", industry)):
        if name:
            names, codes = grid.table.words[role]
            matches &= codes[grid.records] == names.index(name)
    return int(grid.records[int(np.argmax(matches))])


def refuse_one_region(grid: Grid) -> None:
    """Refuse a grid of one region, which is the whole itself.

    Raises:
        BaylineError: It has one region.
    """
    if len(grid.regions) == 1:
        raise bad_cell(
            grid.table,
            int(grid.records[0]),
            "region",
            why=f"it is the only region{of_year(grid)}, the whole itself, and nothing differs from "
            "itself",
            do="add the other regions, or a column other with the whole",
            zh=(
                f"{of_year_zh(grid)}只有这一个地区，它就是总体，比不出高低",
                "请加上其他地区，或加一栏other写总体",
            ),
        )


def refuse_one_industry(grid: Grid) -> None:
    """Refuse a grid of one industry, in which all regions have the same mix.

    Raises:
        BaylineError: It has one industry.
    """
    if len(grid.industries) == 1:
        raise bad_cell(
            grid.table,
            int(grid.records[0]),
            "industry",
            why=f"it is the only industry{of_year(grid)}, so all regions have the same mix",
            do="add the other industries",
            zh=(f"{of_year_zh(grid)}只有这一个行业，各地结构都一样", "请加上其他行业"),
        )


def refuse_empty(grid: Grid, *, of: str) -> None:
    """Refuse regions, or industries, whose values add up to zero.

    Args:
        grid: What is to be measured.
        of: `region` or `industry`.

    Raises:
        BaylineError: One adds up to zero.
    """
    sums = grid.value.sum(axis=1 if of == "region" else 0)
    if (sums > 0).all():
        return
    place = int(np.argmin(sums > 0))
    names = grid.regions if of == "region" else grid.industries
    name = names[place]
    record = first_record(grid, **{of: name}) if name else int(grid.records[0])
    said = {"region": "地区", "industry": "行业"}[of]
    raise bad_cell(
        grid.table,
        record,
        "value",
        why=f"{of} “{name}” adds up to 0{of_year(grid)}, and there are no shares of 0",
        do=f"leave this {of} out",
        zh=(f"{said}“{name}”{of_year_zh(grid)}合计为0，算不出份额", f"请去掉这个{said}"),
    )


def refuse_gaps(grid: Grid) -> None:
    """Refuse a grid that lacks a record of some region and industry.

    Raises:
        BaylineError: A record is missing.
    """
    if grid.is_there.all():
        return
    row, column = divmod(int(np.argmin(grid.is_there)), len(grid.industries))
    region, industry = grid.regions[row], grid.industries[column]
    raise bad_cell(
        grid.table,
        first_record(grid, region=region),
        "region",
        why=f"there is no row of industry “{industry}” for it{of_year(grid)}",
        do="add the row, with 0 if there is nothing",
        zh=(f"{of_year_zh(grid)}缺它的行业“{industry}”一行", "请补上这一行，没有就写0"),
    )


def refuse_totals(grid: Grid, *, of: tuple[str, ...] = ("region", "industry")) -> None:
    """Refuse a region or an industry that is the sum of all others: it would count twice.

    Args:
        grid: What is to be measured.
        of: Which of both would do harm.

    Raises:
        BaylineError: There is such a total of three or more, or one is called a total.
    """
    for role in of:
        values = grid.value if role == "region" else grid.value.T
        names = grid.regions if role == "region" else grid.industries
        called = np.array([name.casefold() in _CALLED_TOTALS for name in names])
        _refuse_total(grid, role, names, sums=called)
        is_told = len(names) > _TOTAL_OF and np.count_nonzero(values.sum(axis=0)) >= _TOTAL_OF
        if is_told and not _is_yes_or_no(values):
            _refuse_total(grid, role, names, sums=_totals(values))


def _is_yes_or_no(values: Floats) -> bool:
    """Whether the cells say only that something is there, which adds up by chance."""
    return bool(((values == 0) | (values == values.max())).all())


def _totals(values: Floats) -> Flags:
    """Say which rows are, in every column, the sum of all others."""
    sizes = values.sum(axis=1)
    total = sizes.sum()
    is_half: Flags = np.abs(2 * sizes - total) <= _EXACT * total
    if total > 0 and is_half.any():
        sums = values.sum(axis=0)
        apart = np.abs(2 * values[is_half] - sums) <= _EXACT * sums
        is_half[is_half] = apart.all(axis=1)
    return is_half


def _refuse_total(grid: Grid, role: str, names: tuple[str, ...], *, sums: Flags) -> None:
    if not sums.any():
        return
    name = names[int(np.argmax(sums))]
    said = {"region": "地区", "industry": "行业"}[role]
    do = "leave its rows out"
    if role == "region":
        do += f", or say --reference {name}"
    raise bad_cell(
        grid.table,
        first_record(grid, **{role: name}),
        role,
        why=f"it is the sum of all others{of_year(grid)} and would count twice",
        do=do,
        zh=(
            f"{of_year_zh(grid)}它是其他{said}的合计，会重复计算",
            "请去掉合计的各行" + (f"，或写 --reference {name}" if role == "region" else ""),
        ),
    )


def people_of(grid: Grid) -> Floats:
    """Give the population of each region, none of which may be zero.

    Raises:
        BaylineError: The table has no population, or a region has none.
    """
    if grid.population is None:
        raise no_measure(
            grid.table,
            "row 1, column population",
            why="the column is missing, and the measure is of values per head",
            do="add it, with the population of the region in each row",
            zh=Words(
                "第1行population（人口）栏",
                "缺这一栏，而这个指标按人均计算",
                "请加上这一栏，每行写该地区人口",
            ),
        )
    if (grid.population > 0).all():
        return grid.population
    region = grid.regions[int(np.argmin(grid.population > 0))]
    raise bad_cell(
        grid.table,
        first_record(grid, region=region),
        "population",
        why="nothing can be divided by a population of 0",
        do="write the population, or leave the region out",
        zh=("人口为0，算不出人均", "请填人口数，或去掉这个地区"),
    )
