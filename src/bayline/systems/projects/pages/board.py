"""The board: a column for each stage, with counts, sums and its first projects."""

from collections.abc import Collection, Mapping

from bayline.systems.projects.pages import list_words as words
from bayline.systems.projects.pages.asked import STAGES, Asked
from bayline.systems.projects.pages.list_context import StageColumn
from bayline.systems.projects.pages.naming import Names, names_for
from bayline.systems.projects.pages.rows import row_of, sum_views
from bayline.systems.projects.queries import first_of_stages
from bayline.systems.projects.rules.listing import NONE, Line, Sum

_CARDS = 10


def board_of(
    asked: Asked,
    counts: Mapping[str, int],
    sums: Collection[Sum],
    lines: Collection[Line] | None,
) -> tuple[StageColumn, ...]:
    """Make the columns; where one stage is asked for, that alone.

    Args:
        asked: What is asked.
        counts: Projects in each stage.
        sums: Amounts by stage, kind and currency.
        lines: All projects, where the table does not answer.
    """
    stage = asked.wish.equal["stage"]
    stages = [one for one in STAGES if not stage or one == ("" if stage == NONE else stage)]
    filled = [one for one in stages if counts.get(one)]
    cards = first_of_stages(asked.wish, filled, most=_CARDS, lines=lines)
    shown = [line for of_stage in cards.values() for line in of_stage]
    names = names_for(shown, asked.ways)
    return tuple(
        _column(one, asked, counts.get(one, 0), sums, cards.get(one, ()), names) for one in stages
    )


def _column(
    stage: str,
    asked: Asked,
    count: int,
    sums: Collection[Sum],
    cards: Collection[Line],
    names: Names,
) -> StageColumn:
    address = asked.to(view="", stage=stage or NONE)
    own = [one for one in sums if one.stage == stage]
    return StageColumn(
        stage=stage,
        word=words.stage_word(stage),
        count=count,
        sums=sum_views(own, total=count, address=address),
        cards=tuple(row_of(line, names, today=asked.today) for line in cards),
        rest=count - len(cards),
        address=address,
    )
