"""Lines of projects as the tables of standings keep them."""

from collections.abc import Iterable
from operator import attrgetter

from bayline.systems.projects.rules.listing import COLUMNS, FORMS, Line, line_of
from bayline.systems.projects.rules.standing import Standing

ALIKE = tuple(name for name in COLUMNS if name not in {"code", "name"})  # in many a row
CODE, COURSE = COLUMNS.index("code"), COLUMNS.index("course")
Row = tuple[object, ...]  # in the order of the columns
_VALUES = attrgetter(*COLUMNS)
_AS_TEXT = tuple(at for at, name in enumerate(COLUMNS) if name == "low" or name.endswith("_day"))


def row_to_keep(line: Line) -> Row:
    """Give the values of a line in the order of the columns, as databases store them."""
    row = [*_VALUES(line)]
    for at in _AS_TEXT:
        if row[at] is not None:
            row[at] = str(row[at])
    return (*row,)


_HEAD = COLUMNS[: COLUMNS.index("stage")]  # what a project says itself
_FORM = COLUMNS.index("form")
_TAIL = row_to_keep(Line(code=""))[len(_HEAD) :]  # where nothing was reached, planned or stated


def rows_to_keep(standings: Iterable[Standing]) -> list[Row]:
    """Give the rows of projects; of those that were only named, as most of an import, quickly."""
    return [
        row_to_keep(line_of(one)) if one.steps or one.plans or one.amounts else _row_of_name(one)
        for one in standings
    ]


def _row_of_name(standing: Standing) -> Row:
    given = standing.project
    head = [given.get(name, "") for name in _HEAD]
    head[_FORM] = head[_FORM] or FORMS[0]  # as the register says
    return (*head, *_TAIL)
