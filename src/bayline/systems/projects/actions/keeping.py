"""Lines of projects as the tables of standings keep them."""

from operator import attrgetter

from bayline.systems.projects.rules.listing import COLUMNS, Line

ALIKE = tuple(name for name in COLUMNS if name not in {"code", "name"})  # in many a row
_VALUES = attrgetter(*COLUMNS)
_AS_TEXT = tuple(at for at, name in enumerate(COLUMNS) if name == "low" or name.endswith("_day"))


def row_to_keep(line: Line) -> tuple[object, ...]:
    """Give the values of a line in the order of the columns, as databases store them."""
    row = [*_VALUES(line)]
    for at in _AS_TEXT:
        if row[at] is not None:
            row[at] = str(row[at])
    return (*row,)
