"""The board: a column for each stage, with counts, sums and its first projects."""

from collections.abc import Collection, Mapping

from bayline.systems.projects.pages import list_words as words
from bayline.systems.projects.pages.asked import STAGES, Asked
from bayline.systems.projects.pages.list_context import StageColumn
from bayline.systems.projects.pages.naming import Names
from bayline.systems.projects.pages.rows import row_of, sum_views
from bayline.systems.projects.queries import Lines, first_of_stages
from bayline.systems.projects.rules.listing import NONE, Line, Listed

_CARDS = 10


def shown_stages(asked: Asked) -> tuple[str, ...]:
    """Give the stages of the columns; where one stage is asked for, that alone."""
    stage = asked.wish.equal["stage"]
    return tuple(one for one in STAGES if not stage or one == ("" if stage == NONE else stage))


def cards_of(asked: Asked, found: Listed, lines: Lines) -> dict[str, tuple[Line, ...]]:
    """Give the first projects of each stage that has some.

    Args:
        asked: What is asked.
        found: How many there are.
        lines: All projects, as `lines_at` gives them.
    """
    filled = [one for one in shown_stages(asked) if found.stages.get(one)]
    return first_of_stages(asked.wish, filled, most=_CARDS, lines=lines)


def board_of(
    asked: Asked, found: Listed, cards: Mapping[str, Collection[Line]], names: Names
) -> tuple[StageColumn, ...]:
    """Make the columns."""
    return tuple(
        _column(one, asked, found, cards.get(one, ()), names) for one in shown_stages(asked)
    )


def _column(
    stage: str, asked: Asked, found: Listed, cards: Collection[Line], names: Names
) -> StageColumn:
    address = asked.to(view="", stage=stage or NONE)
    count = found.stages.get(stage, 0)
    own = [one for one in found.sums if one.stage == stage]
    return StageColumn(
        stage=stage,
        word=words.stage_word(stage),
        count=count,
        sums=sum_views(own, total=count, address=address),
        cards=tuple(row_of(line, names, today=asked.today) for line in cards),
        rest=count - len(cards),
        address=address,
    )
