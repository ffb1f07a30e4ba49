"""`bayline projects match`: which rows of two lists may be one project, and why."""

import json
from collections.abc import Mapping, Sequence

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.registers.importing.files import headings_in, table_in
from bayline.platform.registers.terms import Field, Kind, Register
from bayline.platform.terminal import complain, escaped, write
from bayline.systems.projects.commands.packages import bytes_of
from bayline.systems.projects.rules.identity.matching import Suggestion, suggestions

_COLUMNS = ("relation", "score", "row", "name", "row", "name", "reason")
_SHOWN_MOST = 20
# How lists head their names; the first that is there counts.
_USUAL = ("项目名称", "名称", "项目", "project", "name", "name_as_published", "title")
_Names = Mapping[str, str]


def show(first: str, second: str, *, column: str | None, regions: Sequence[str], form: str) -> int:
    """Match two lists by the names in them and write what is suggested.

    Args:
        first: A file with a column of names: xlsx or CSV.
        second: Another.
        column: Heading of that column; None for one that lists usually have.
        regions: Names of the region that lists put before a name or leave out.
        form: table or jsonl.

    Returns:
        The exit status, 0.
    """
    left, right = (_names(file, column) for file in (first, second))
    found = suggestions(left, right, regions=regions)
    write(_objects(found, left, right) if form == "jsonl" else _rows(found, left, right))
    counts = dict.fromkeys(("same", "part", "unsure"), 0)
    for each in found:
        counts[each.relation] += 1
    complain(
        either(
            f"同一项目{counts['same']}对，另一部分{counts['part']}对，待人看{counts['unsure']}对",
            f"{counts['same']} the same, {counts['part']} another part, {counts['unsure']} unsure",
        )
    )
    return 0


def _names(file: str, column: str | None) -> dict[str, str]:
    """Read the names of a list by the number of their row."""
    data = bytes_of(file)
    column = column or _usual(file, data)
    titles = (column, column) if column else ("项目名称", "Project")
    field = Field(name=column or "name", title=titles[0], title_en=titles[1], kind=Kind.TEXT)
    register = Register(
        name="projects",
        title="项目",
        title_en="Projects",
        about="",
        about_en="",
        key=field.name,
        label=field.name,
        order=(),
        fields=(field,),
    )
    try:
        table = table_in(register, file, data)
    except BaylineError:
        there = headings_in(file, data)
        if there and (not column or column not in there):
            raise _no_column(file, titles[0], there[:_SHOWN_MOST]) from None
        raise
    at = table.columns.index(field)
    names = {
        str(line.number): str(line.cells[at]).strip()
        for line in table.lines
        if at < len(line.cells) and line.cells[at] not in {None, ""}
    }
    if names:
        return names
    raise BaylineError(
        "the list names no project",
        where=file,
        why="there is no row below the heading",
        do="give a list with one project in a row",
        zh=Words("名单里没有项目", "栏名下面没有一行", "请给每行一个项目的名单"),
    )


def _usual(file: str, data: bytes) -> str | None:
    """Find the column of names by how lists usually head it."""
    try:
        there = {heading.casefold(): heading for heading in reversed(headings_in(file, data))}
    except BaylineError:  # whoever reads it says why
        return None
    return next((there[usual] for usual in _USUAL if usual in there), None)


def _no_column(file: str, column: str, there: Sequence[str]) -> BaylineError:
    zh = "、".join(there) or "没有"
    return BaylineError(
        f"no column is headed “{column}”",
        where=file,
        why=f"its columns are {', '.join(there)}" if there else "it has no heading",
        do="give one of them with --column",
        zh=Words(f"没有名为“{column}”的一栏", f"文件里的栏名：{zh}", "请用--column写其中一栏"),
    )


def _objects(found: Sequence[Suggestion], left: _Names, right: _Names) -> str:
    records = (
        {
            "relation": each.relation.value,
            "score": each.score,
            "left_row": int(each.left),
            "left": left[each.left],
            "right_row": int(each.right),
            "right": right[each.right],
            "reason": each.reason,
            "reason_en": each.reason_en,
        }
        for each in found
    )
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


def _rows(found: Sequence[Suggestion], left: _Names, right: _Names) -> str:
    rows = [
        (
            each.relation.value,
            str(each.score),
            each.left,
            left[each.left],
            each.right,
            right[each.right],
            either(each.reason, each.reason_en),
        )
        for each in found
    ]
    return "".join("\t".join(map(escaped, row)) + "\n" for row in [_COLUMNS, *rows])
