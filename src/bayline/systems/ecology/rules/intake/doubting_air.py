"""What bars a table of concentrations, or is doubted: uneven rows, empty cells, slipped units."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bayline.systems.ecology.rules.airing import Row
from bayline.systems.ecology.rules.oddities import bounds
from bayline.systems.ecology.terms import Spot, Weight

_CO = "co_"


def empties(
    line: int, cells: Sequence[str], heads: Sequence[str], places: Sequence[int]
) -> Iterator[Spot]:
    """Tell of cells that are empty."""
    for place in places:
        if place < len(cells) and not cells[place].strip():
            yield Spot(
                weight=Weight.DOUBT,
                word="empty",
                line=line,
                head=heads[place],
                place=place,
                value="",
                why="no value stands here",
                do="fill it in, or write -- where nothing was measured",
                zh=("这一格是空的", "请补上测值；确实没有测，请写--"),
            )


def slips(row: Row) -> Iterator[Spot]:
    """Tell of concentrations that look as if their unit had slipped."""
    limits = bounds()
    for key, value in row.values.items():
        least = limits.air_least_co if key.startswith(_CO) else limits.air_least
        if value > row.rules.rows[key].at[-1] * limits.air_beyond:
            yield _slip(row.line, key, value, ("much", "大"))
        elif 0 < value < least:
            yield _slip(row.line, key, value, ("little", "小"))


def _slip(line: int, key: str, value: Decimal, way: tuple[str, str]) -> Spot:
    unit = "mg/m3" if key.startswith(_CO) else "μg/m3"
    return Spot(
        weight=Weight.DOUBT,
        word="unit",
        line=line,
        head=key,
        place=-1,
        value=f"{value:f}",
        why=f"that is too {way[0]} for {unit}, as if the unit had slipped a thousand times",
        do="correct it, write the unit in the head, or say that it holds",
        zh=(
            f"按{unit}{way[1]}得不像，像是单位差了一千倍",
            "请改正，或在栏名里写明单位，或勾选已核对",
        ),
    )
