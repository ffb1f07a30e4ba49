"""What is told of a row that does not fit its heads, of water and of air alike."""

from collections.abc import Sequence

from bayline.systems.ecology.terms import Spot, Weight


def uneven_row(line: int, cells: Sequence[str], width: int) -> Spot:
    """Tell of a row that has more or fewer cells than there are heads."""
    return Spot(
        weight=Weight.FAULT,
        word="uneven",
        line=line,
        head="",
        place=-1,
        value=",".join(cells),
        why=f"the row has {len(cells)} cells under {width} heads",
        do="fill in what is missing, or quote a value that holds a comma",
        zh=(f"这一行有{len(cells)}格，栏有{width}个", "请补全，含逗号的值请加引号"),
    )
